#include "presslink/scope.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "base/base64.hpp"
#include "base/failure.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "presslink/ids.hpp"
#include "presslink/uuid.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/xml_rpc.hpp"

namespace presslink {
namespace {

/// Who may use a line of the table: a permission, or every connection.
using Needs = std::optional<Permission>;

struct Allowed {
  Needs needs;
  Method method;
  const char* pattern;  ///< segments; `{id}` is a positive number
  const char* query;    ///< names, comma-separated
  /// What the body may be, where not any; it is JSON.
  bool (*body_allowed)(const json::Value& body) = nullptr;
};

bool has_only(const json::Value& object, std::string_view names);

/// A page's or category's SEO fields, nothing else of it.
bool is_seo_members(const json::Value& body) { return has_only(body, "meta,aioseo_meta_data"); }

/// Rank Math would take a user as `objectType` too, and a `permalink` among the fields.
bool is_rank_math_update(const json::Value& body) {
  const std::string_view type = body["objectType"].string_or("");
  const json::Value meta = body["meta"];
  const bool all_its_own = std::all_of(meta.begin(), meta.end(), [](const json::Value& member) {
    return member.key().starts_with("rank_math_");
  });
  return (type == "post" || type == "term") && meta.is_object() && all_its_own &&
         has_only(body, "objectType,objectID,meta");
}

constexpr const char* introspect_route = "/wp/v2/users/me/application-passwords/introspect";
// The only custom fields that XML-RPC may write; no other plugin needs it.
constexpr std::string_view xml_rpc_prefix = "_yoast_wpseo_";
constexpr const char* rank_math_ability =
    "/wp-abilities/v1/abilities/rank-math/get-post-seo-meta/run";
constexpr std::string_view own_password_pattern = "/wp/v2/users/me/application-passwords/{uuid}";

// The whole of what credentials can reach. `force` stands only where WordPress has no trash
// (terms), so a post can be moved to the trash but not destroyed.
constexpr std::array allowed_calls = {
    Allowed{std::nullopt, Method::get, "/", "_fields"},
    Allowed{std::nullopt, Method::get, "/wp/v2/users/me", "context,_fields"},
    Allowed{std::nullopt, Method::get, introspect_route, "_fields"},
    Allowed{Permission::posts, Method::get, "/wp/v2/posts",
            "slug,status,context,_fields,per_page,orderby,order,_envelope"},
    Allowed{Permission::posts, Method::get, "/wp/v2/posts/{id}", "context,_fields"},
    Allowed{Permission::posts, Method::post, "/wp/v2/posts", "_fields"},
    Allowed{Permission::posts, Method::post, "/wp/v2/posts/{id}", "_fields"},
    Allowed{Permission::posts, Method::del, "/wp/v2/posts/{id}", "_fields"},
    Allowed{Permission::categories, Method::get, "/wp/v2/categories",
            "page,per_page,orderby,order,_fields,_envelope"},
    Allowed{Permission::categories, Method::post, "/wp/v2/categories", "_fields"},
    Allowed{Permission::categories, Method::del, "/wp/v2/categories/{id}", "force,_fields"},
    Allowed{Permission::tags, Method::get, "/wp/v2/tags",
            "page,per_page,orderby,order,search,_fields"},
    Allowed{Permission::tags, Method::post, "/wp/v2/tags", "_fields"},
    Allowed{Permission::tags, Method::del, "/wp/v2/tags/{id}", "force,_fields"},
    // SEO plugins
    Allowed{Permission::seo, Method::get, "/wp/v2/pages/{id}", "context,_fields"},
    Allowed{Permission::seo, Method::post, "/wp/v2/pages/{id}", "_fields", is_seo_members},
    Allowed{Permission::seo, Method::get, "/wp/v2/categories/{id}", "_fields"},
    Allowed{Permission::seo, Method::post, "/wp/v2/categories/{id}", "_fields", is_seo_members},
    Allowed{Permission::seo, Method::post, "/yoast/v1/bulk_editor/update_search", ""},
    Allowed{Permission::seo, Method::post, "/rankmath/v1/updateMeta", "", is_rank_math_update},
    Allowed{Permission::seo, Method::get, rank_math_ability, "input[post_id]"},
    Allowed{Permission::seo, Method::get, "/aioseo/v1/post", "postId"},
    Allowed{Permission::seo, Method::post, "/aioseo/v1/posts-list/update-details-column", ""},
    Allowed{Permission::seo, Method::post, "/aioseo/v1/keyphrases", ""},
    Allowed{Permission::seo, Method::put, "/seopress/v1/posts/{id}/target-keywords", ""},
};

constexpr std::string_view permission_names = "posts,seo,categories,tags,media";
/// In the same order.
constexpr std::array<Permission, 5> all_permissions = {Permission::posts, Permission::seo,
                                                       Permission::categories, Permission::tags,
                                                       Permission::media};

bool is_id(std::string_view segment) {
  if (segment.starts_with('0')) return false;
  const auto value = take_number(segment, std::numeric_limits<std::int64_t>::max());
  return value && segment.empty() && PostId::from(*value);
}

bool matches(std::string_view route, std::string_view pattern) {
  while (!pattern.empty() && !route.empty()) {
    const std::size_t pattern_end = std::min(pattern.find('/', 1), pattern.size());
    const std::size_t route_end = std::min(route.find('/', 1), route.size());
    const std::string_view wanted = pattern.substr(0, pattern_end);
    const std::string_view given = route.substr(0, route_end);
    if (wanted == "/{id}" ? !(given.starts_with('/') && is_id(given.substr(1))) : wanted != given) {
      return false;
    }
    pattern.remove_prefix(pattern_end);
    route.remove_prefix(route_end);
  }
  return pattern.empty() && route.empty();
}

bool has_only(const json::Value& object, std::string_view names) {
  return object.is_object() && object.size() > 0 &&
         std::all_of(object.begin(), object.end(),
                     [names](const auto& item) { return has_word(names, item.key()); });
}

/// A key that a body allows is one that its bytes have, so no parser may read it otherwise: what is
/// not one strict JSON text is refused.
bool body_allowed(const Allowed& line, const std::string& body) {
  if (line.body_allowed == nullptr) return true;
  const auto document = json::Document::parse(body);
  return document && line.body_allowed(document->root());
}

bool query_allowed(const Query& query, std::string_view names) {
  return std::all_of(query.begin(), query.end(),
                     [names](const auto& item) { return has_word(names, item.first); });
}

bool is_xml_rpc(const Url& endpoint, const Origin& site) {
  return endpoint.origin() == site && endpoint.query().empty() &&
         endpoint.path().ends_with("/xmlrpc.php");
}

Unexpected refused(const std::string& what) {
  // It is quoted up to a length: it is not a secret, but may be anything.
  return unexpected(make_error(
      Errc::out_of_scope, Phase::input,
      "presslink does not send " + what.substr(0, 120) +
          ": it is outside what this connection may do.",
      "Nothing was sent. Posts, SEO fields, categories and tags are all presslink can touch, each "
      "only when its scope is granted."));
}

}  // namespace

std::string_view name(Permission permission) noexcept {
  return word_at(permission_names, static_cast<std::size_t>(permission));
}

Result<Scope> Scope::parse(std::string_view text) {
  Scope scope;
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view word = text.substr(0, comma);
    const auto found = find_word(permission_names, word);
    if (!found) {
      return bad_input("\"" + std::string(word.substr(0, 40)) + "\" is not a scope.",
                       "Scopes are posts, seo, categories, tags and media, joined by commas.");
    }
    scope.bits_ |= bit(static_cast<Permission>(*found));
    if (comma == text.size()) return scope;
    text.remove_prefix(comma + 1);
  }
}

std::string Scope::str() const {
  std::string out;
  for (const Permission permission : all_permissions) {
    if (!has(permission)) continue;
    if (!out.empty()) out += ',';
    out += name(permission);
  }
  return out;
}

ScopeGuard::ScopeGuard(ApiRoot root, Scope scope, const Credentials& credentials)
    : root_(std::move(root)),
      scope_(scope),
      credentials_(credentials.clone()),
      authorization_(basic_authorization(credentials)) {}

Result<Request> ScopeGuard::authorize(const Call& call) const {
  const auto line =
      std::find_if(allowed_calls.begin(), allowed_calls.end(), [&](const Allowed& allowed) {
        return allowed.method == call.method && matches(call.route, allowed.pattern) &&
               (!allowed.needs || scope_.has(*allowed.needs));
      });
  // WordPress takes the parameters of any method out of a JSON body too (get_parameter_order in
  // class-wp-rest-request.php): a body must not bring in what the query may not.
  const bool takes_body = call.method == Method::post || call.method == Method::put;
  if (line == allowed_calls.end() || (!takes_body && !call.body.empty()) ||
      !query_allowed(call.query, line->query) || !body_allowed(*line, call.body)) {
    return refused(std::string(name(call.method)) + " " + call.route);
  }
  return make(call, line->pattern);
}

Result<Request> ScopeGuard::authorize(const XmlRpcCall& call, const Url& endpoint) const {
  const bool known_fields =
      std::all_of(call.fields.begin(), call.fields.end(),
                  [](const CustomField& field) { return field.key.starts_with(xml_rpc_prefix); });
  if (!scope_.has(Permission::seo) || !known_fields || !is_xml_rpc(endpoint, root_.origin())) {
    return refused("POST " + endpoint.path());
  }
  return make_xml_rpc(endpoint, encode_xml_rpc(call));
}

Result<Request> ScopeGuard::authorize(XmlRpcLogin /*call*/, const Url& endpoint) const {
  if (!is_xml_rpc(endpoint, root_.origin())) return refused("POST " + endpoint.path());
  return make_xml_rpc(endpoint, encode_xml_rpc_login());
}

Result<Request> ScopeGuard::authorize_revocation(const Response& introspection) const {
  const auto uuid = Uuid::parse(read_text(read_json(introspection).root(), "uuid"));
  if (introspection.status != 200 || !uuid) {
    return unexpected(make_error(Errc::out_of_scope, Phase::disconnect,
                                 "WordPress did not say which password is in use, so none is "
                                 "revoked."));
  }
  Call call{.method = Method::del, .route = {}, .query = {}, .body = {}};
  call.route = std::string(own_password_pattern.substr(0, own_password_pattern.rfind('/') + 1)) +
               uuid->str();
  return make(call, own_password_pattern);
}

Request ScopeGuard::make_xml_rpc(const Url& endpoint, std::string body) const {
  Request request(Method::post, endpoint);
  request.headers_.add("Accept", "text/xml");
  request.headers_.add("Content-Type", "text/xml; charset=utf-8");
  request.body_ = std::move(body);
  request.secret_body_ = fill_in_login(request.body_, credentials_);
  request.route_ = "/xmlrpc.php";
  return request;
}

bool ScopeGuard::has_generated_password() const noexcept {
  constexpr std::size_t generated = 24;  // PW_LENGTH in class-wp-application-passwords.php
  return credentials_.password.secret().reveal().size() == generated;
}

bool ScopeGuard::login_reads_like_a_name() const {
  const std::string& login = credentials_.username.str();
  return login.find(' ') != std::string::npos || ascii_lower(login).starts_with("presslink");
}

Request ScopeGuard::make(const Call& call, std::string_view pattern) const {
  Request request(call.method, root_.url_for(call.route, call.query));
  // Accept keeps PHP notices out of the answer and turns wp_die pages into JSON
  // (wp_is_json_request).
  request.headers_.add("Accept", "application/json");
  if (!call.body.empty()) {
    request.headers_.add("Content-Type", "application/json");
    request.body_ = call.body;
  }
  request.authorization_ = authorization_.clone();
  request.route_ = std::string(pattern);
  return request;
}

namespace {

// WordPress makes passwords of 24 characters.
constexpr std::size_t shortest_covered = 12;

/// The byte at `at`, which moves behind it. JSON may have it as an escape.
char take_byte(std::string_view text, std::size_t& at) {
  const auto escaped = json::code_unit(text.data() + at, text.data() + text.size());
  if (!escaped || *escaped >= 0x80) return text[at++];
  at += 6;
  return static_cast<char>(*escaped);
}

/// The end of the `secret` that begins at `at`, written as it is or in groups, as WordPress shows a
/// password; 0 where none does.
std::size_t end_of(std::string_view secret, std::string_view text, std::size_t at) {
  for (const char c : secret) {
    while (at < text.size() && text[at] == ' ') ++at;
    if (at == text.size() || take_byte(text, at) != c) return 0;
  }
  return at;
}

void cover(std::string& text, std::string_view secret) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != secret.front() && text[at] != '\\') continue;
    const std::size_t end = end_of(secret, text, at);
    if (end != 0) std::fill(&text[at], &text[end - 1] + 1, '*');
  }
}

}  // namespace

void ScopeGuard::cover_password(Response& answer) const {
  const std::string_view header = authorization_.reveal();
  const std::string_view encoded = header.substr(header.find(' ') + 1);
  for (const std::string_view secret :
       {encoded, std::string_view(credentials_.password.secret().reveal())}) {
    if (secret.size() < shortest_covered) continue;  // a word stands in many an answer
    cover(answer.body, secret);
    for (auto& [name, value] : answer.headers) cover(value, secret);
  }
}

}  // namespace presslink
