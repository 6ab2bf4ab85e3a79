#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "presslink/result.hpp"

namespace presslink {

enum class Scheme { http, https };

/// Scheme, host and port: what credentials are bound to.
struct Origin {
  Scheme scheme = Scheme::https;
  std::string host;  ///< lower case, ASCII (IDN as punycode); IPv6 in brackets
  std::uint16_t port = 443;

  /// `https://example.com`, the port only where it is not the scheme's own.
  [[nodiscard]] std::string str() const;
  /// 127.0.0.0/8, `[::1]` or `localhost` and its sub-domains.
  [[nodiscard]] bool is_loopback() const;
  friend bool operator==(const Origin&, const Origin&) = default;
};

/// True where `a` and `b` name one site: equal hosts but for a leading `www.`, and equal ports
/// where neither is its scheme's own.
[[nodiscard]] bool same_site(const Origin& a, const Origin& b);
/// Whether the host of `given` is that of `root`, or one below it, as `wp.example.com` for
/// `example.com`. That any other one is its own nobody says but the site, and whoever trusts that
/// one would be led to trust this one.
[[nodiscard]] bool is_own(const Origin& root, const Origin& given);

using Query = std::vector<std::pair<std::string, std::string>>;

/// An absolute http or https URL without user information.
class Url {
 public:
  /// Errors (`bad_input`): another scheme, no host, user information, a bad port, a broken escape
  /// in the path, white space or control characters. None of it is quoted. Unicode hosts are turned
  /// into punycode (RFC 3492), Latin, Greek and Cyrillic ones lower-cased; wide letters and letters
  /// apart from their marks are refused.
  [[nodiscard]] static Result<Url> parse(std::string_view text);

  [[nodiscard]] const Origin& origin() const noexcept { return origin_; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }    ///< begins with `/`
  [[nodiscard]] const std::string& query() const noexcept { return query_; }  ///< without `?`
  [[nodiscard]] const std::string& fragment() const noexcept { return fragment_; }  ///< without `#`

  /// The whole URL; the fragment is never part of a request and so not of this.
  [[nodiscard]] std::string str() const;
  /// Resolves a `Location` or `href` value against this URL (RFC 3986, http and https only).
  [[nodiscard]] Result<Url> resolve(std::string_view reference) const;
  [[nodiscard]] Url with_path(std::string path) const;     ///< drops query and fragment
  [[nodiscard]] Url with_scheme(Scheme scheme) const;      ///< moves a default port along
  [[nodiscard]] Url with_query(const Query& added) const;  ///< appends, percent-encoded
  friend bool operator==(const Url&, const Url&) = default;

 private:
  Url() = default;
  [[nodiscard]] const char* read(std::string_view text);

  Origin origin_;
  std::string path_ = "/";
  std::string query_;
  std::string fragment_;
};

/// Percent-encodes everything but RFC 3986's unreserved characters.
[[nodiscard]] std::string percent_encode(std::string_view text);
/// Decodes `%XX`, and `+` as a space where `plus_is_space`. A broken escape stays as it is.
[[nodiscard]] std::string percent_decode(std::string_view text, bool plus_is_space);
/// Splits `a=1&b=2`, decoded as form data.
[[nodiscard]] Query parse_query(std::string_view text);

/// The address of a WordPress site as its owner types it: a bare host, with or without scheme, a
/// page of wp-admin, the log-in page or any post. https unless the address is loopback, or http
/// was typed and allowed.
class SiteUrl {
 public:
  /// Errors as `Url::parse`. A plain-http address that is neither loopback nor allowed is taken as
  /// https: whoever types http:// usually has both.
  [[nodiscard]] static Result<SiteUrl> parse(std::string_view typed, bool allow_http = false);

  [[nodiscard]] const Url& url() const noexcept { return url_; }
  /// True where http may be tried when https does not answer.
  [[nodiscard]] bool may_use_http() const noexcept { return may_use_http_; }

 private:
  SiteUrl(Url url, bool may_use_http) : url_(std::move(url)), may_use_http_(may_use_http) {}
  Url url_;
  bool may_use_http_;
};

/// How routes are put into URLs (get_rest_url in WordPress's rest-api.php).
enum class RestStyle {
  pretty,     ///< `…/wp-json/` + route
  query,      ///< `…?rest_route=` + route; works with any permalink setting
  index_php,  ///< `…/index.php/wp-json/` + route ("almost pretty")
  custom,     ///< another path (filter `rest_url_prefix`) + route
};
[[nodiscard]] std::string_view name(RestStyle style) noexcept;

/// The root of a site's REST API.
class ApiRoot {
 public:
  /// Takes any form in which WordPress announces its root.
  [[nodiscard]] static Result<ApiRoot> from_url(const Url& root);

  [[nodiscard]] RestStyle style() const noexcept { return style_; }
  [[nodiscard]] const Origin& origin() const noexcept { return base_.origin(); }
  /// As announced: `https://example.com/wp-json/` or `https://example.com/index.php?rest_route=/`.
  [[nodiscard]] std::string str() const;
  /// The URL of `route` (`/wp/v2/posts`, or `/` for the index).
  [[nodiscard]] Url url_for(std::string_view route, const Query& query = {}) const;
  friend bool operator==(const ApiRoot&, const ApiRoot&) = default;

 private:
  ApiRoot(Url base, RestStyle style) : base_(std::move(base)), style_(style) {}
  Url base_;  ///< without the rest_route parameter
  RestStyle style_;
};

}  // namespace presslink
