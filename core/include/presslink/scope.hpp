#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/http.hpp"
#include "presslink/ids.hpp"

namespace presslink {

/// One of the things presslink may be asked to do on a site. `media` is for uploads, which are not
/// part of this version: it lets no request through.
enum class Permission : std::uint8_t { posts, seo, categories, tags, media };
[[nodiscard]] std::string_view name(Permission permission) noexcept;

/// A set of permissions. WordPress does not limit an Application Password, so this does.
class Scope {
 public:
  constexpr Scope() = default;
  constexpr Scope(std::initializer_list<Permission> permissions) {
    for (const Permission permission : permissions) bits_ |= bit(permission);
  }
  /// `posts`, `seo`, `categories`.
  [[nodiscard]] static constexpr Scope standard() {
    return {Permission::posts, Permission::seo, Permission::categories};
  }
  /// Parses `posts,seo,categories`. Error `bad_input` names the unknown word.
  [[nodiscard]] static Result<Scope> parse(std::string_view text);

  [[nodiscard]] constexpr bool has(Permission permission) const noexcept {
    return (bits_ & bit(permission)) != 0;
  }
  [[nodiscard]] std::string str() const;
  friend constexpr bool operator==(Scope, Scope) = default;

 private:
  [[nodiscard]] static constexpr std::uint8_t bit(Permission permission) noexcept {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(permission));
  }
  std::uint8_t bits_ = 0;
};

/// A call of the REST API as a flow wants it, before it is allowed.
struct Call {
  Method method = Method::get;
  std::string route;  ///< `/wp/v2/posts/12`
  Query query;
  std::string body;  ///< JSON; empty for none
};

/// A custom field (post meta) as XML-RPC shows and takes it.
struct CustomField {
  std::string row;  ///< id of the meta row; empty for one that is not there yet
  std::string key;
  std::string value;

  friend bool operator==(const CustomField&, const CustomField&) = default;
};

/// A call of WordPress's XML-RPC, which some versions of an SEO plugin need: without `fields` it
/// reads the custom fields of `post`, with them it writes those and nothing else, and reads again.
struct XmlRpcCall {
  PostId post;
  std::vector<CustomField> fields;
  bool read_again = true;  ///< false for a site that takes no two calls in one request
};

/// A log-in by XML-RPC that reads the account's sites (`wp.getUsersBlogs`) and nothing else. It
/// tells a refused password from one that never arrives: here it travels in the body.
struct XmlRpcLogin {};

/// The only maker of requests with credentials. Holds a closed list of (method, route, query names)
/// for each permission; users, settings, themes and plugins are on no list. A plugin's own routes
/// are on it with what their bodies may hold. Of the account it reaches `users/me` and the very
/// password in use. Bound to one REST root, and so to one origin. Never changes: flows in several
/// threads may share one.
class ScopeGuard {
 public:
  ScopeGuard(ApiRoot root, Scope scope, const Credentials& credentials);

  [[nodiscard]] const ApiRoot& root() const noexcept { return root_; }
  [[nodiscard]] Scope scope() const noexcept { return scope_; }
  /// True where the password has the 24 letters and digits of those that WordPress makes.
  [[nodiscard]] bool has_generated_password() const noexcept;
  /// True where the user name reads like the name of an application, which people mistake for it.
  [[nodiscard]] bool login_reads_like_a_name() const;

  /// Error `out_of_scope` where (method, route, query) is not on the list. Routes are compared as
  /// they stand: escapes, dots, doubled or trailing slashes and capitals match nothing. A body goes
  /// with `post` and `put` alone.
  [[nodiscard]] Result<Request> authorize(const Call& call) const;

  /// The `POST` to `endpoint`, the site's `xmlrpc.php`. XML-RPC takes the log-in in the body, which
  /// `Request::body` shows with marks in its place. Error `out_of_scope` for another origin,
  /// without the scope `seo`, and for a custom field that is no SEO plugin's.
  [[nodiscard]] Result<Request> authorize(const XmlRpcCall& call, const Url& endpoint) const;

  /// The `POST` of a log-in to `endpoint`. Error `out_of_scope` for another origin.
  [[nodiscard]] Result<Request> authorize(XmlRpcLogin call, const Url& endpoint) const;

  /// The request that revokes the password in use. `introspection` is WordPress's answer to
  /// `GET /wp/v2/users/me/application-passwords/introspect`; no other password can be named.
  [[nodiscard]] Result<Request> authorize_revocation(const Response& introspection) const;

  /// Overwrites the password with stars wherever an answer repeats it, as a debugging plugin may:
  /// in its header and body, as it is, in groups, or with JSON's escapes.
  void cover_password(Response& answer) const;

 private:
  [[nodiscard]] Request make(const Call& call, std::string_view pattern) const;
  [[nodiscard]] Request make_xml_rpc(const Url& endpoint, std::string body) const;

  ApiRoot root_;
  Scope scope_;
  Credentials credentials_;
  Secret authorization_;
};

}  // namespace presslink
