#include "work.hpp"

#include <utility>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "buffers.hpp"
#include "conversion.hpp"
#include "presslink/account.hpp"
#include "presslink/discover.hpp"
#include "presslink/doctor.hpp"
#include "presslink/publish.hpp"
#include "report/json_report.hpp"
#include "words.hpp"

namespace presslink::wasm {
namespace {

class DiscoverWork final : public Work {
 public:
  DiscoverWork(SiteUrl site, std::string typed, FlowOptions options, Lookup lookup)
      : typed_(std::move(typed)), flow_(std::move(site), options, lookup) {}

 private:
  Flow& flow() override { return flow_; }
  Phase phase(const Request& /*request*/) const override { return Phase::discover; }
  std::string plain_url() const override { return {}; }
  std::string result() override {
    const auto& found = flow_.result();
    if (!found) return failure(found.error());
    return R"({"site":)" + discover_json(typed_, *found, requests(), catalogue()) +
           R"(,"profile":)" + quoted(encode(found->profile)) + '}';
  }

  std::string typed_;
  DiscoverFlow flow_;
};

/// Work with credentials.
class ConnectedWork : public Work {
 public:
  explicit ConnectedWork(Connection& connection) : connection_(&connection) {}

 protected:
  [[nodiscard]] Connection& connection() const { return *connection_; }
  /// A copy that is moved takes less code than one that is assigned.
  void know(const TermIndex& terms) { connection_->terms = TermIndex(terms); }
  std::string plain_url() const override {
    return connection_->site.root.url_for("/", {{"_fields", "namespaces"}}).str();
  }

 private:
  Connection* connection_;
};

class VerifyWork final : public ConnectedWork {
 public:
  VerifyWork(Connection& connection, FlowOptions options)
      : ConnectedWork(connection), flow_(connection.guard, options) {}

 private:
  Flow& flow() override { return flow_; }
  Phase phase(const Request& /*request*/) const override { return Phase::verify; }
  std::string result() override {
    const auto& account = flow_.result();
    return account ? account_json(*account, flow_.requests()) : failure(account.error());
  }

  VerifyFlow flow_;
};

class DisconnectWork final : public ConnectedWork {
 public:
  DisconnectWork(Connection& connection, FlowOptions options)
      : ConnectedWork(connection), flow_(connection.guard, options) {}

 private:
  Flow& flow() override { return flow_; }
  Phase phase(const Request& /*request*/) const override { return Phase::disconnect; }
  std::string result() override {
    const auto& report = flow_.result();
    return report ? disconnect_json(*report, requests()) : failure(report.error());
  }

  DisconnectFlow flow_;
};

class TermsWork final : public ConnectedWork {
 public:
  TermsWork(Connection& connection, TermsFlow::Input&& input, FlowOptions options)
      : ConnectedWork(connection), flow_(connection.guard, std::move(input), options) {}

 private:
  Flow& flow() override { return flow_; }
  Phase phase(const Request& /*request*/) const override { return Phase::terms; }
  std::string result() override {
    const auto& report = flow_.result();
    if (!report) return failure(report.error());
    know(report->known);
    return terms_json(report->categories, flow_.requests());
  }

  TermsFlow flow_;
};

/// A publish or an update.
class PostWork final : public ConnectedWork {
 public:
  /// `report` is the flow's own.
  PostWork(Connection& connection, std::unique_ptr<Flow> flow, const PublishReport& report)
      : ConnectedWork(connection), flow_(std::move(flow)), report_(&report) {}

 private:
  Flow& flow() override { return *flow_; }
  Phase phase(const Request& request) const override {
    const std::string_view route = request.route();
    if (route.starts_with("/wp/v2/posts")) return Phase::publish;
    const bool terms = route.starts_with("/wp/v2/categories") || route.starts_with("/wp/v2/tags");
    return terms ? Phase::terms : Phase::seo;
  }
  std::string result() override {
    know(report_->known);
    std::string out = R"({"report":)" + publish_json("", *report_);
    if (report_->error) out += R"(,"failure":)" + failure(*report_->error);
    return out + '}';
  }

  std::unique_ptr<Flow> flow_;
  const PublishReport* report_;
};

template <class PostFlow>
std::unique_ptr<Work> make_post_work(Connection& connection, typename PostFlow::Input&& input,
                                     const PublishOptions& options) {
  auto flow = std::make_unique<PostFlow>(connection.guard, std::move(input), options);
  const PublishReport& report = flow->result();
  return std::make_unique<PostWork>(connection, std::move(flow), report);
}

class DoctorWork final : public Work {
 public:
  DoctorWork(DoctorFlow::Input&& input, FlowOptions options)
      : root_(input.profile ? input.profile->root.url_for("/").str() : ""),
        flow_(std::move(input), options) {}

 private:
  Flow& flow() override { return flow_; }
  Phase phase(const Request& /*request*/) const override { return Phase::verify; }
  std::string plain_url() const override {
    const bool is_signed = request() != nullptr && !request()->authorization().empty();
    return is_signed ? (root_.empty() ? readable_url() : root_) : "";
  }
  std::string result() override {
    const auto& report = flow_.result();
    if (!report) return failure(report.error());
    std::string out = R"({"doctor":)" + doctor_json(*report, catalogue());
    out += R"(,"words":)" + words(*report);
    if (report->site) out += R"(,"profile":)" + quoted(encode(*report->site));
    return out + '}';
  }

  std::string root_;
  DoctorFlow flow_;
};

using Made = std::unique_ptr<Work>;

Made refuse(const Error& error) {
  answer(error);
  return nullptr;
}

Made discover(const json::Value& options) {
  const std::string_view typed = text(options, "address");
  auto site = SiteUrl::parse(typed, flag(options, "allow_http"));
  if (!site) return refuse(site.error());
  return std::make_unique<DiscoverWork>(
      std::move(*site), std::string(typed), read_flow_options(options),
      flag(options, "homepage", true) ? Lookup::everywhere : Lookup::usual_roots);
}

Made ensure_categories(Connection& connection, const json::Value& options) {
  // What was known may be gone by now.
  TermsFlow::Input input{.categories = {},
                         .tags = {},
                         .known = {.categories = {}, .tags = connection.terms.tags},
                         .on_missing = read_publish_options(options).on_missing_category};
  for (const json::Value text : options["paths"]) {
    auto path = parse_term_path(text.string_or(""));
    if (!path) return refuse(path.error());
    input.categories.push_back(std::move(*path));
  }
  return std::make_unique<TermsWork>(connection, std::move(input), read_flow_options(options));
}

Made publish(Connection& connection, const json::Value& options) {
  const auto post = PostId::from(number(options, "post"));
  auto read = read_document(options, post ? Notation::json_changes : Notation::json);
  if (const auto* problems = std::get_if<Problems>(&read)) {
    answer(publish_json("document", *problems));
    return nullptr;
  }
  auto& document = std::get<Document>(read);
  const PublishOptions settings = read_publish_options(options);
  if (const auto target = post ? post : document.id) {
    return make_post_work<UpdateFlow>(
        connection,
        UpdateFlow::Input{*target, std::move(document.draft), connection.terms, connection.site},
        settings);
  }
  auto checkpoint = decode_checkpoint(text(options, "checkpoint"));
  if (!checkpoint) return refuse(checkpoint.error());
  return make_post_work<PublishFlow>(
      connection,
      PublishFlow::Input{std::move(document.draft), std::move(*checkpoint), connection.terms,
                         connection.site, flag(options, "look_first")},
      settings);
}

Made doctor(Connection* connection, const json::Value& options, const Secret& secret) {
  const bool in_page = flag(options, "in_page");
  std::optional<SiteProfile> profile;
  std::optional<Credentials> login;
  if (connection != nullptr) {
    profile.emplace(connection->site);
    login.emplace(connection->credentials.clone());
  } else if (options["site"].is_string()) {
    auto site = read_site(options);
    if (!site) return refuse(site.error());
    profile.emplace(std::move(*site));
  }
  if (options["username"].exists()) {
    auto given = read_login(options, secret);
    if (!given) return refuse(given.error());
    login.emplace(std::move(*given));
  }
  std::string address(text(options, "address"));
  bool allow_http = flag(options, "allow_http");
  if (profile) {
    const Origin& origin = profile->root.origin();
    address = profile->home.empty() ? origin.str() : profile->home;
    allow_http = allow_http || origin.scheme == Scheme::http;
  }
  auto site = SiteUrl::parse(address, allow_http);
  if (!site) return refuse(site.error());
  return std::make_unique<DoctorWork>(
      DoctorFlow::Input{
          .site = std::move(*site),
          .profile = std::move(profile),
          .credentials = std::move(login),
          .scope = connection != nullptr ? connection->guard.scope() : Scope::standard(),
          .access = {.pages = !in_page, .xml_rpc = !in_page}},
      read_flow_options(options));
}

}  // namespace

std::string Work::advance(Event&& event, UtcTime now) {
  const auto* response = std::get_if<Response>(&event);
  const bool read = response != nullptr && response->status < 400 && request_ &&
                    request_->authorization().empty();
  if (read) readable_url_ = request_->url().str();
  Step step = flow().advance(std::move(event), now);
  request_.reset();
  if (auto* send = std::get_if<Send>(&step)) {
    ++requests_;
    request_.emplace(std::move(send->request));
    return R"({"send":)" + write(*request_, phase(*request_), plain_url()) + '}';
  }
  if (const auto* wait = std::get_if<Wait>(&step)) {
    return R"({"wait":)" + decimal(wait->delay.count()) + '}';
  }
  if (const auto* save = std::get_if<Save>(&step)) {
    return R"({"save":)" + encode(save->checkpoint) + '}';
  }
  return R"({"done":)" + result() + '}';
}

Made make_work(Connection* connection, const json::Value& options, const Secret& secret) {
  const std::string_view what = text(options, "do");
  if (what == "discover") return discover(options);
  if (what == "doctor") return doctor(connection, options, secret);
  if (connection == nullptr) return refuse(bad_input("A connection is needed.").error());
  if (what == "verify") {
    return std::make_unique<VerifyWork>(*connection, read_flow_options(options));
  }
  if (what == "disconnect") {
    return std::make_unique<DisconnectWork>(*connection, read_flow_options(options));
  }
  if (what == "categories") return ensure_categories(*connection, options);
  return publish(*connection, options);
}

}  // namespace presslink::wasm
