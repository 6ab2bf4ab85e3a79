#include "conversion.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "base/text.hpp"
#include "buffers.hpp"
#include "presslink/doctor.hpp"

namespace presslink::wasm {
namespace {

void read_field(const json::Value& value, FieldValue& out) {
  out.kind = FieldValue::Kind::scalar;
  switch (value.kind()) {
    case json::Kind::missing:
    case json::Kind::null: out.kind = FieldValue::Kind::null; break;
    case json::Kind::string:
      out.quoted = true;
      out.text = value.string_or("");
      break;
    case json::Kind::boolean: out.text = value.boolean().value_or(false) ? "true" : "false"; break;
    case json::Kind::integer: out.text = decimal(value.integer().value_or(0)); break;
    case json::Kind::number: out.text = "a fraction"; break;  // no key takes one
    case json::Kind::array: out.kind = FieldValue::Kind::list; break;
    case json::Kind::object: out.kind = FieldValue::Kind::map; break;
  }
  for (const json::Value member : value) {
    Field& field = out.fields.emplace_back();
    field.key = member.key();
    read_field(member, field.value);
  }
}

}  // namespace

std::string quoted(std::string_view text) {
  json::Encoder out;
  out.string(text);
  return std::move(out).finish().value_or("\"\"");
}

UtcTime time_of(double milliseconds) {
  return UtcTime(std::chrono::milliseconds(static_cast<std::int64_t>(milliseconds)));
}

std::string_view text(const json::Value& object, const char* key, std::string_view missing) {
  return object[key].string_or(missing);
}

std::int64_t number(const json::Value& object, const char* key, std::int64_t missing) {
  return object[key].integer().value_or(missing);
}

bool flag(const json::Value& object, const char* key, bool missing) {
  return object[key].boolean().value_or(missing);
}

Result<SiteProfile> read_site(const json::Value& options) {
  return decode_site_profile(text(options, "site"));
}

Result<Credentials> read_login(const json::Value& options, const Secret& secret) {
  auto username = Username::parse(text(options, "username"));
  if (!username) return unexpected(std::move(username).error());
  auto password = AppPassword::parse(secret.reveal());
  if (!password) return unexpected(std::move(password).error());
  return Credentials{std::move(*username), std::move(*password)};
}

Result<Scope> read_scope(const json::Value& options) {
  const auto scope = options["scope"].string();
  return scope ? Scope::parse(*scope) : Scope::standard();
}

Result<TermIndex> read_terms(const json::Value& options) {
  const auto terms = options["terms"].string();
  return terms ? decode_term_index(*terms) : TermIndex{};
}

FlowOptions read_flow_options(const json::Value& options) {
  FlowOptions flow;
  flow.seed = static_cast<std::uint64_t>(number(options, "seed"));
  flow.retry.max_retries = static_cast<int>(number(options, "retries", flow.retry.max_retries));
  return flow;
}

PublishOptions read_publish_options(const json::Value& options) {
  PublishOptions out;
  // JavaScript's half knows the order of both.
  out.on_missing_category = static_cast<OnMissingTerm>(number(options, "on_missing_category"));
  out.on_unverified_seo = static_cast<OnUnverifiedSeo>(number(options, "on_unverified_seo"));
  const bool in_page = flag(options, "in_page");
  out.access = {.xml_rpc = !in_page, .pages = !in_page};
  out.flow = read_flow_options(options);
  return out;
}

Result<AuthorizeOptions> read_authorize_options(const json::Value& options) {
  AuthorizeOptions out;
  out.app_name = text(options, "app_name", out.app_name);
  if (const auto id = options["app_id"].string()) {
    out.app_id = Uuid::parse(*id);
    if (!out.app_id) return bad_input("The application's id must be a UUID.");
  }
  out.success_url = text(options, "success_url");
  out.valid_for = std::chrono::seconds(number(options, "valid_for_s", out.valid_for.count()));
  return out;
}

std::vector<Suspect> read_causes(const json::Value& options) {
  std::vector<Suspect> causes;
  for (const json::Value item : options["causes"]) {
    const std::string_view id = known_cause(text(item, "id"));
    for (const Likelihood likelihood :
         {Likelihood::certain, Likelihood::likely, Likelihood::possible}) {
      const bool same = name(likelihood) == text(item, "likelihood");
      if (!id.empty() && same) causes.push_back({id, likelihood});
    }
  }
  return causes;
}

std::variant<Document, Problems> read_document(const json::Value& options, Notation notation) {
  FieldValue fields;
  read_field(options["document"], fields);
  std::string content = take_content();
  auto read = presslink::read_document(fields, "", notation);
  auto* document = std::get_if<Document>(&read);
  if (document != nullptr && !content.empty()) document->draft.content = std::move(content);
  return read;
}

std::string write(const PendingAuthorization& pending, std::string_view site) {
  json::Encoder out;
  out.begin_object();
  out.member("url", pending.url);
  out.member("state", pending.state.str());
  out.key("hosts");
  out.begin_array();
  for (const std::string& host : pending.hosts) out.string(host);
  out.end_array();
  out.member("expires", format_rfc3339(pending.expires));
  out.member("site", site);
  out.end_object();
  return std::move(out).finish().value_or("{}");
}

Result<PendingAuthorization> read_authorization(const json::Value& value) {
  const auto state = Uuid::parse(text(value, "state"));
  const auto expires = parse_rfc3339(text(value, "expires"));
  if (!state || !expires) return bad_input("The stored authorization is damaged.");
  PendingAuthorization pending{
      .url = std::string(text(value, "url")), .state = *state, .hosts = {}, .expires = *expires};
  for (const json::Value host : value["hosts"]) pending.hosts.emplace_back(host.string_or(""));
  return pending;
}

std::string write(const Request& request, Phase phase, std::string_view plain_url) {
  json::Encoder out;
  out.begin_object();
  out.member("method", name(request.method()));
  out.member("url", request.url().str());
  out.member("shown", describe(request.url()));
  out.key("headers");
  out.begin_object();
  for (const auto& [field, value] : request.headers()) out.member(field, value);
  out.end_object();
  out.member("phase", name(phase));
  out.member("attempt", request.attempt());
  out.member("limit", static_cast<std::int64_t>(request.max_answer()));
  out.member("truncate", request.may_truncate());
  out.member("signed", !request.authorization().empty());
  out.member("plain", plain_url);
  out.end_object();
  return std::move(out).finish().value_or("{}");
}

}  // namespace presslink::wasm
