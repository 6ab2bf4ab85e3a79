#include "flows/seo_part.hpp"

#include <algorithm>
#include <utility>

#include "flows/visit.hpp"
#include "seo/head.hpp"
#include "seo/plugins.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/call.hpp"
#include "wordpress/xml_rpc.hpp"

namespace presslink {
namespace {

// The head of a page with all its inline styles.
constexpr std::size_t page_bytes = std::size_t{512} << 10;

}  // namespace

SeoPart::SeoPart(const ScopeGuard& guard, const Input& input, FlowOptions options)
    : input_(input), loop_(&guard, options, Phase::seo) {
  if (!wanted() || input_.site == nullptr) return;
  loop_.know(*input_.site);
  xml_rpc_ = xml_rpc_address(input_.site->url, input_.site->root.origin());
  writers_ = make_seo_writers({.fields = input_.fields,
                               .site = *input_.site,
                               .kind = input_.kind,
                               .access = input_.access,
                               .existing = input_.existing});
}

std::string SeoPart::prepare_fields() const {
  std::string fields;
  for (const auto& writer : writers_) fields += writer->prepare_fields();
  return fields;
}

void SeoPart::prepare(const json::Value& object) {
  for (const auto& writer : writers_) {
    if (!writer->prepare_fields().empty()) writer->prepare(object);
  }
}

void SeoPart::add_members(json::Encoder& body) const {
  for (const auto& writer : writers_) writer->add_members(body);
  json::Encoder meta;
  meta.begin_object();
  for (const auto& writer : writers_) writer->add_meta(meta);
  meta.end_object();
  if (std::move(meta).finish().value_or("") == "{}") return;
  body.key("meta");
  body.begin_object();
  for (const auto& writer : writers_) writer->add_meta(body);
  body.end_object();
}

bool SeoPart::has_members() const {
  json::Encoder body;
  body.begin_object();
  add_members(body);
  body.end_object();
  return std::move(body).finish().value_or("") != "{}";
}

std::string SeoPart::answer_fields() const {
  std::string fields;
  for (const auto& writer : writers_) fields += writer->answer_fields();
  return fields;
}

void SeoPart::read_answer(const json::Value& object, bool same_request) {
  stale_ = same_request;
  for (const auto& writer : writers_) writer->read_answer(object, same_request);
}

std::optional<Step> SeoPart::begin_writes(const SeoTarget& target, UtcTime now) {
  target_ = target;
  at_ = 0;
  return next_write(now);
}

std::optional<Step> SeoPart::next_write(UtcTime now) {
  for (; at_ < writers_.size(); ++at_) {
    if (auto request = writers_[at_]->next_write(target_)) {
      return send(Stage::write, std::move(*request), Safety::repeatable, now);
    }
  }
  return over();
}

std::optional<Step> SeoPart::begin_reads(const SeoTarget& target, std::string link, UtcTime now) {
  target_ = target;
  link_ = std::move(link);
  at_ = 0;
  const bool again = stale_ && std::any_of(writers_.begin(), writers_.end(), [](const auto& each) {
                       return each->wants_second_answer();
                     });
  if (wanted() && input_.site != nullptr && writers_.empty()) return look_for_hidden(now);
  if (!again) return next_read(now);
  const char* route = target.kind == SeoTarget::Kind::page ? "/wp/v2/pages" : "/wp/v2/posts";
  return send(Stage::again,
              make_call(Method::get, route_of(route, target.id),
                        "context=edit&_fields=id" + answer_fields()),
              Safety::read, now);
}

std::optional<Step> SeoPart::next_read(UtcTime now) {
  for (; at_ < writers_.size(); ++at_) {
    if (auto request = writers_[at_]->next_read(target_)) {
      return send(Stage::read, std::move(*request), Safety::read, now);
    }
  }
  return read_page(now);
}

/// Without a known plugin the account, or a page, may tell of one that no index shows.
std::optional<Step> SeoPart::look_for_hidden(UtcTime now) {
  return send(Stage::hidden,
              make_call(Method::get, "/wp/v2/users/me", "context=edit&_fields=capabilities"),
              Safety::read, now);
}

std::optional<Step> SeoPart::read_page(UtcTime now) {
  const bool settles = std::any_of(writers_.begin(), writers_.end(), [this](const auto& writer) {
    return writer->wants_head(contested());
  });
  const bool unknown = wanted() && input_.site != nullptr && writers_.empty() && hidden_ == nullptr;
  const auto url = Url::parse(link_);
  if (!input_.access.pages || !url || (!settles && !unknown)) return over();
  stage_ = Stage::page;
  return take(loop_.begin(page_at(*url, page_bytes), now), now);
}

std::optional<Step> SeoPart::send(Stage stage, SeoRequest&& request, Safety safety, UtcTime now) {
  stage_ = stage;
  by_xml_rpc_ = false;
  writes_by_xml_rpc_ = false;
  if (auto* call = std::get_if<Call>(&request)) {
    return take(loop_.begin(std::move(*call), safety, now), now);
  }
  auto& call = *std::get_if<XmlRpcCall>(&request);
  by_xml_rpc_ = xml_rpc_.has_value();
  writes_by_xml_rpc_ = by_xml_rpc_ && !call.fields.empty();
  if (!by_xml_rpc_) return written(Response{}, now);
  return take(loop_.begin(RetryLoop::XmlRpc{*xml_rpc_, std::move(call)}, now), now);
}

std::optional<Step> SeoPart::on(Event&& event, UtcTime now) {
  cancelled_ = std::holds_alternative<Cancelled>(event);
  return take(loop_.on(std::move(event), now), now);
}

std::optional<Step> SeoPart::take(std::optional<Step>&& step, UtcTime now) {
  if (step) return std::move(step);
  RetryLoop::Reply reply = loop_.take_reply();
  const bool stopped = !reply && (cancelled_ || reply.error().code == Errc::bad_input);
  if (stopped && stage_ != Stage::write) return over();
  switch (stage_) {
    case Stage::write: return written(std::move(reply), now);
    case Stage::again:
      if (reply && reply->status == 200) {
        if (const auto document = read_json(*reply)) read_answer(document.root(), false);
      }
      return next_read(now);
    case Stage::read:
      if (reply) writers_[at_]->take_read(*reply);
      return next_read(now);
    case Stage::hidden:
      if (reply && reply->status == 200) {
        hidden_ = find_hidden_plugin(read_json(*reply).root()["capabilities"]);
      }
      return read_page(now);
    case Stage::page:
      if (reply) take_page(*reply);
      return over();
    case Stage::idle: break;
  }
  return over();
}

std::optional<Step> SeoPart::written(RetryLoop::Reply&& reply, UtcTime now) {
  // wp.editPost writes the whole post back as it was when it began, so a write that is still under
  // way would undo what is sent after it.
  const bool lost =
      writes_by_xml_rpc_ && (reply ? reply->status >= 500 : reply.error().code == Errc::uncertain);
  if (lost) {
    error_.emplace(reply ? loop_.explain_write(*reply, now) : std::move(reply).error());
    return over();
  }
  // Hosts close XML-RPC in many ways, silence among them; the REST API has just answered.
  const bool closed_door =
      !reply && by_xml_rpc_ && !cancelled_ && reply.error().code != Errc::bad_input;
  if (!reply && !closed_door) {
    error_.emplace(std::move(reply).error());
    return over();
  }
  writers_[at_]->take_write(closed_door ? Response{} : *reply);
  return next_write(now);
}

void SeoPart::take_page(const Response& page) {
  const PageHead head = PageHead::parse(page.body);
  if (page.status != 200 || !head.complete()) return;
  if (writers_.empty()) hidden_ = find_hidden_plugin(head);
  for (const auto& writer : writers_) writer->read_head(head);
}

std::optional<Step> SeoPart::over() {
  stage_ = Stage::idle;
  return std::nullopt;
}

bool SeoPart::has_refusal() const {
  if (wanted() && writers_.empty()) return true;
  return std::any_of(writers_.begin(), writers_.end(),
                     [](const auto& writer) { return writer->has_refusal(); });
}

std::vector<SeoReport> SeoPart::report() const {
  std::vector<SeoReport> reports;
  for (const auto& writer : writers_) writer->report(contested(), reports);
  if (!writers_.empty() || !wanted()) return reports;
  const char* why =
      "No SEO plugin was found, and WordPress itself has no place for it: of a post it keeps only "
      "the excerpt.";
  const char* remedy =
      "Install an SEO plugin that presslink knows (Yoast SEO, Rank Math, All in One SEO, SEOPress, "
      "Slim SEO) and run it again.";
  if (hidden_ != nullptr) {
    why = hidden_->hidden_why;
    remedy = hidden_->hidden_remedy;
  } else if (input_.site == nullptr) {
    why = "It is not known which SEO plugins the site has.";
    remedy = "Give the publish the site's profile, which discover finds.";
  }
  make_refusal(hidden_, input_.fields, why, remedy)->report(false, reports);
  return reports;
}

std::vector<SeoAdvice> SeoPart::advice() const {
  return input_.site == nullptr ? std::vector<SeoAdvice>{}
                                : advise_seo(input_.fields, input_.site->seo_plugins);
}

}  // namespace presslink
