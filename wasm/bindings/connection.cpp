#include "connection.hpp"

#include <memory>
#include <utility>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "bindings.hpp"
#include "buffers.hpp"
#include "conversion.hpp"
#include "report/json_report.hpp"

namespace presslink::wasm {
namespace {

/// Of the last preview.
std::string planned_bodies;

/// Stands for the log-in of a preview without one: nothing of it is shown or sent.
Credentials nobody() {
  return {Username::parse("nobody").value(), AppPassword::parse("none").value()};
}

/// Nothing where the input is wrong: then the answer tells of it.
std::unique_ptr<Connection> make_connection(const json::Value& options, Result<SiteProfile> site,
                                            Result<Credentials> login) {
  auto scope = read_scope(options);
  auto terms = read_terms(options);
  const Error* wrong = !site    ? &site.error()
                       : !login ? &login.error()
                       : !scope ? &scope.error()
                       : !terms ? &terms.error()
                                : nullptr;
  if (wrong != nullptr) {
    answer(*wrong);
    return nullptr;
  }
  return std::make_unique<Connection>(std::move(*site), *scope, std::move(*login),
                                      std::move(*terms));
}

int open(std::unique_ptr<Connection> connection) {
  if (!connection) return answered();
  json::Encoder out;
  out.begin_object();
  out.member("root", connection->site.root.str());
  out.member("username", connection->credentials.username.str());
  out.member("scope", connection->guard.scope().str());
  out.member("connection", handle(connection.release()));
  out.end_object();
  return answer(std::move(out).finish().value_or("{}"));
}

/// A site to plan for that nobody asked.
Result<SiteProfile> imagined_site(const json::Value& options) {
  const auto address = SiteUrl::parse(text(options, "address", "https://example.com/"), true);
  if (!address) return unexpected(address.error());
  const std::string_view typed = text(options, "style");
  RestStyle style = RestStyle::pretty;
  for (const RestStyle known : {RestStyle::query, RestStyle::index_php}) {
    if (typed == name(known)) style = known;
  }
  return assumed_site(*address, text(options, "assume", "none"), style);
}

Result<SiteProfile> site_to_plan_for(const json::Value& options) {
  if (!options["site"].exists()) return imagined_site(options);
  auto site = read_site(options);
  const auto plugins = options["assume"].string();
  return site && plugins ? assumed_site(site->root, *plugins) : std::move(site);
}

Result<Preview> plan(const Connection& connection, const json::Value& options, Document document) {
  const PublishOptions settings = read_publish_options(options);
  if (document.id) {
    return preview_update(
        connection.guard,
        {*document.id, std::move(document.draft), connection.terms, connection.site}, settings);
  }
  const auto key = Uuid::parse(text(options, "key"));
  if (!document.draft.status) document.draft.status = PostStatus::publish;
  return preview_publish(connection.guard,
                         {std::move(document.draft),
                          {.key = key.value_or(Uuid::v4({}))},
                          connection.terms,
                          connection.site},
                         settings);
}

int preview(const Connection& connection, const json::Value& options) {
  auto read = read_document(options, Notation::json);
  if (const auto* problems = std::get_if<Problems>(&read)) {
    return answer(publish_json("document", *problems));
  }
  const auto planned = plan(connection, options, std::move(std::get<Document>(read)));
  if (!planned) return answer(planned.error());
  planned_bodies.clear();
  std::size_t size = 0;
  for (const PlannedRequest& each : planned->requests) size += each.request.body().size();
  planned_bodies.reserve(size);
  for (const PlannedRequest& each : planned->requests) planned_bodies += each.request.body();
  return answer(preview_json("", *planned, Bodies::apart));
}

}  // namespace

Connection::Connection(SiteProfile&& profile, Scope scope, Credentials&& login, TermIndex&& known)
    : site(std::move(profile)),
      credentials(std::move(login)),
      guard(site.root, scope, credentials),
      terms(std::move(known)) {}

int version() { return answer_view(PRESSLINK_VERSION); }

int connect() {
  const Secret password = take_secret();
  const auto options = input_json();
  if (!options) return answer(options.error());
  const json::Value root = options->root();
  return open(make_connection(root, read_site(root), read_login(root, password)));
}

int authorize(double now) {
  const auto document = input_json();
  if (!document) return answer(document.error());
  const json::Value options = document->root();
  const auto site = read_site(options);
  const auto settings = read_authorize_options(options);
  const auto state = Uuid::parse(text(options, "state"));
  if (!site) return answer(site.error());
  if (!settings) return answer(settings.error());
  if (!state) return answer(bad_input("The state must be a UUID.").error());
  const auto pending = make_authorization(*site, *settings, *state, time_of(now));
  return pending ? answer(write(*pending, text(options, "site"))) : answer(pending.error());
}

int callback(double now) {
  const Secret url = take_secret();
  const auto document = input_json();
  if (!document) return answer(document.error());
  const json::Value options = document->root();
  const json::Value authorization = options["authorization"];
  const auto pending = read_authorization(authorization);
  if (!pending) return answer(pending.error());
  return open(make_connection(options, read_site(authorization),
                              parse_callback(*pending, url.reveal(), time_of(now))));
}

int reveal(int connection) {
  return answer_view(at<Connection>(connection).credentials.password.secret().reveal());
}

int terms(int connection) { return answer(encode(at<Connection>(connection).terms)); }

int explain() {
  const auto document = input_json();
  if (!document) return answer(document.error());
  const json::Value options = document->root();
  const auto site = read_site(options);
  return answer(explain_json(read_causes(options), site ? &*site : nullptr, catalogue()));
}

void close(int connection) { delete &at<Connection>(connection); }

int preview(int connection) {
  const auto document = input_json();
  if (!document) return answer(document.error());
  const json::Value options = document->root();
  if (connection != 0) return preview(at<Connection>(connection), options);
  const auto imagined = make_connection(options, site_to_plan_for(options), nobody());
  return imagined ? preview(*imagined, options) : answered();
}

int bodies() { return answer(std::exchange(planned_bodies, {})); }

}  // namespace presslink::wasm
