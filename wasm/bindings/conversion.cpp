#include "conversion.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "buffers.hpp"

namespace presslink::wasm {
namespace {

/// A member that is a text, or empty.
std::string text_of(const json::Value& object, std::string_view key) {
  return std::string(object[key].string_or(""));
}

FieldValue field_value(const json::Value& value) {
  FieldValue out;
  switch (value.kind()) {
    case json::Kind::missing:
    case json::Kind::null: return out;
    case json::Kind::string:
      out.quoted = true;
      out.text = std::string(value.string_or(""));
      break;
    case json::Kind::boolean: out.text = value.boolean().value_or(false) ? "true" : "false"; break;
    case json::Kind::integer: out.text = std::to_string(value.integer().value_or(0)); break;
    case json::Kind::number: out.text = "a fraction"; break;  // no key takes one
    case json::Kind::array:
      out.kind = FieldValue::Kind::list;
      for (const json::Value item : value) out.items.push_back(field_value(item));
      return out;
    case json::Kind::object:
      out.kind = FieldValue::Kind::map;
      for (const json::Value member : value) {
        out.fields.push_back({std::string(member.key()), {}, field_value(member)});
      }
      return out;
  }
  out.kind = FieldValue::Kind::scalar;
  return out;
}

}  // namespace

std::string quoted(std::string_view text) {
  json::Encoder out;
  out.string(text);
  return std::move(out).finish().value_or("\"\"");
}

Result<SiteProfile> read_site(const json::Value& value) {
  return decode_site_profile(value.string_or(""));
}

Result<Credentials> read_login(const json::Value& value) {
  const Secret secret = take_secret();
  auto username = Username::parse(value.string_or(""));
  if (!username) return unexpected(std::move(username).error());
  auto password = AppPassword::parse(secret.reveal());
  if (!password) return unexpected(std::move(password).error());
  return Credentials{std::move(*username), std::move(*password)};
}

Result<Scope> read_scope(const json::Value& value) {
  return value.is_string() ? Scope::parse(value.string_or("")) : Scope::standard();
}

Result<TermIndex> read_terms(const json::Value& value) {
  return value.is_string() ? decode_term_index(value.string_or("")) : TermIndex{};
}

FlowOptions read_flow_options(const json::Value& options) {
  FlowOptions flow;
  flow.seed = static_cast<std::uint64_t>(options["seed"].integer().value_or(0));
  flow.retry.max_retries =
      static_cast<int>(options["retries"].integer().value_or(flow.retry.max_retries));
  return flow;
}

PublishOptions read_publish_options(const json::Value& options) {
  PublishOptions out;
  const std::string_view missing = options["on_missing_category"].string_or("");
  if (missing == "skip") out.on_missing_category = OnMissingTerm::skip;
  if (missing == "fail") out.on_missing_category = OnMissingTerm::fail;
  if (options["on_unverified_seo"].string_or("") == "hold") {
    out.on_unverified_seo = OnUnverifiedSeo::hold;
  }
  const bool in_page = options["in_page"].boolean().value_or(false);
  out.access = {.xml_rpc = !in_page, .pages = !in_page};
  out.flow = read_flow_options(options);
  return out;
}

Result<AuthorizeOptions> read_authorize_options(const json::Value& options) {
  AuthorizeOptions out;
  out.app_name = std::string(options["app_name"].string_or(out.app_name));
  if (const auto id = options["app_id"].string()) {
    out.app_id = Uuid::parse(*id);
    if (!out.app_id) return bad_input("The application's id must be a UUID.");
  }
  out.success_url = text_of(options, "success_url");
  if (const auto valid_for = options["valid_for_s"].integer()) {
    out.valid_for = std::chrono::seconds(*valid_for);
  }
  return out;
}

std::variant<Document, Problems> read_document(const json::Value& value, Notation notation,
                                               std::string content) {
  auto read = presslink::read_document(field_value(value), "", notation);
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
  const auto state = Uuid::parse(value["state"].string_or(""));
  const auto expires = parse_rfc3339(value["expires"].string_or(""));
  if (!state || !expires) return bad_input("The stored authorization is damaged.");
  PendingAuthorization pending{
      .url = text_of(value, "url"), .state = *state, .hosts = {}, .expires = *expires};
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
