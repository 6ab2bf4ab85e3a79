#include "presslink/url.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "http/punycode.hpp"
#include "http/site_directory.hpp"

namespace presslink {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

bool is_unreserved(char c) {
  return is_ascii_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/// Escapes what is not `kept`. Runs are copied at once, since most is kept.
std::string escape(std::string_view text, bool (*kept)(char)) {
  std::string out;
  out.reserve(text.size());
  for (auto at = text.begin(); at != text.end();) {
    const auto stop = std::find_if_not(at, text.end(), kept);
    out.append(at, stop);
    at = stop;
    if (at == text.end()) break;
    const auto byte = static_cast<unsigned char>(*at++);
    out += '%';
    out += hex_digits[byte >> 4U];
    out += hex_digits[byte & 0xFU];
  }
  return out;
}

std::uint16_t default_port(Scheme scheme) { return scheme == Scheme::https ? 443 : 80; }

std::string_view text_of(Scheme scheme) { return scheme == Scheme::https ? "https" : "http"; }

/// Escapes what may not stand in a URL as it is; existing escapes stay.
std::string escape_invalid(std::string_view text) {
  return escape(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x80 &&
           std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
  });
}

/// A route as it may stand in a path and in a query value alike: whatever it holds, it cannot end
/// its part of the URL. Begins with `/`.
std::string escape_route(std::string_view route) {
  std::string out = escape(route, [](char c) { return is_unreserved(c) || c == '/'; });
  return out.starts_with('/') ? out : "/" + out;
}

/// RFC 3986, 5.2.4.
std::string remove_dot_segments(std::string_view path) {
  std::string kept;
  bool directory = false;
  path.remove_prefix(1);
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    directory = segment == "." || segment == "..";
    if (segment == ".." && !kept.empty()) kept.resize(kept.rfind('/'));
    if (!directory) kept.append(1, '/').append(segment);
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  if (directory || kept.empty()) kept += '/';
  return kept;
}

bool is_ipv6_text(std::string_view text) {
  return text.size() >= 2 && text.find(':') != std::string_view::npos &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return hex_digit(c) || c == ':' || c == '.'; });
}

/// Four numbers of 0 … 255.
bool is_ipv4(std::string_view text) {
  for (int octet = 0; octet < 4; ++octet) {
    if (octet > 0 && !text.starts_with('.')) return false;
    text.remove_prefix(octet > 0 ? 1 : 0);
    if (!take_number(text, 255)) return false;
  }
  return text.empty();
}

bool is_host_char(char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '.' || c == '_'; }

std::optional<std::string> parse_host(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
    if (!is_ipv6_text(text.substr(1, text.size() - 2))) return std::nullopt;
    return ascii_lower(text);
  }
  auto host = host_to_ascii(text);
  if (!host || !std::all_of(host->begin(), host->end(), is_host_char)) return std::nullopt;
  return host;
}

constexpr const char* wrong_scheme = "The address must begin with https:// or http://.";
constexpr const char* holds_login = "The address holds a user name or password.";

/// What is wrong with it; null where nothing is. Nothing of it is quoted: in `user:password/…` the
/// port is the password.
const char* read_authority(std::string_view authority, Origin& origin) {
  if (authority.find('@') != std::string_view::npos) return holds_login;
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.rfind(':');
  std::string_view host = authority;
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    std::string_view digits = authority.substr(colon + 1);
    host = authority.substr(0, colon);
    if (!digits.empty()) {
      const auto port = take_number(digits, 65535);
      if (!port || *port == 0 || !digits.empty()) {
        return "The port in the address is not a number from 1 to 65535.";
      }
      origin.port = static_cast<std::uint16_t>(*port);
    }
  }
  auto parsed = parse_host(host);
  if (!parsed) return "The address has no valid host name.";
  origin.host = std::move(*parsed);
  return nullptr;
}

bool has_broken_escape(std::string_view text) {
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    if (at + 2 >= text.size() || !hex_digit(text[at + 1]) || !hex_digit(text[at + 2])) return true;
  }
  return false;
}

bool has_space_or_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c == ' ' || is_control(c); });
}

/// `/blog` → `/blog/`, which saves the redirect there. A file's name stays as it is.
std::string as_folder(std::string path) {
  const bool file = path.find('.', path.rfind('/')) != std::string::npos;
  if (!path.ends_with('/') && !file) path += '/';
  return path;
}

/// `https:/example.com`, `http//example.com`: what is meant is not what the rules of addresses
/// read.
bool is_misspelt_scheme(std::string_view text) {
  if (!iequals_ascii(text.substr(0, 4), "http")) return false;
  text.remove_prefix(4);
  if (text.starts_with('s') || text.starts_with('S')) text.remove_prefix(1);
  if (text.starts_with("//")) return true;
  return text.starts_with(':') && !(text.size() > 1 && is_ascii_digit(text[1]));
}

std::string without_www(const std::string& host) {
  return host.starts_with("www.") ? host.substr(4) : host;
}

/// Whether WordPress takes a name in a query for no more than a parameter. PHP reads other
/// characters in it as `_`, which begins `_method` and stands in `rest_route`.
bool is_plain_parameter(std::string_view name) {
  return !name.starts_with('_') && name != "rest_route" &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_ascii_alphanumeric(c) || c == '_' || c == '-'; });
}

bool has_default_port(const Origin& origin) { return origin.port == default_port(origin.scheme); }

bool ports_agree(const Origin& a, const Origin& b) {
  return a.port == b.port || (has_default_port(a) && has_default_port(b));
}

}  // namespace

std::string Origin::str() const {
  std::string out(text_of(scheme));
  out += "://" + host;
  if (port != default_port(scheme)) out += ":" + decimal(port);
  return out;
}

bool Origin::is_loopback() const {
  if (host == "localhost" || host.ends_with(".localhost") || host == "[::1]") return true;
  return host.starts_with("127.") && is_ipv4(host);
}

bool same_site(const Origin& a, const Origin& b) {
  return ports_agree(a, b) && without_www(a.host) == without_www(b.host);
}

bool is_own(const Origin& root, const Origin& given) {
  const std::string top = without_www(root.host);
  std::string_view below = given.host;
  if (!ports_agree(root, given) || !below.ends_with(top)) return false;
  below.remove_suffix(top.size());
  return below.empty() || below.ends_with('.');
}

const char* Url::read(std::string_view text) {
  if (has_space_or_control(text)) return "The address holds a space or a control character.";
  const std::size_t mark = text.find("://");
  if (mark == std::string_view::npos) return "The address has no http:// or https://.";
  const std::string_view scheme = text.substr(0, mark);
  origin_.scheme = iequals_ascii(scheme, "https") ? Scheme::https : Scheme::http;
  if (origin_.scheme == Scheme::http && !iequals_ascii(scheme, "http")) {
    return wrong_scheme;
  }
  origin_.port = default_port(origin_.scheme);
  text.remove_prefix(mark + 3);
  const std::string_view authority = text.substr(0, text.find_first_of("/?#"));
  if (const char* wrong = read_authority(authority, origin_)) return wrong;
  text.remove_prefix(authority.size());
  std::string_view rest = take_part(text, '#');
  fragment_ = text;
  const std::string_view path = take_part(rest, '?');
  query_ = escape_invalid(rest);
  if (has_broken_escape(path)) return "The address holds a % that begins no escape.";
  if (!path.empty()) path_ = remove_dot_segments(escape_invalid(path));
  return nullptr;
}

Result<Url> Url::parse(std::string_view text) {
  Url url;
  const char* wrong = url.read(text);
  if (wrong == nullptr) return url;
  return bad_input(wrong, wrong == holds_login
                              ? "Leave out everything before the @; log-in data is "
                                "given separately."
                              : "");
}

std::string Url::str() const {
  std::string out = origin_.str() + path_;
  if (!query_.empty()) out += "?" + query_;
  return out;
}

Result<Url> Url::resolve(std::string_view reference) const {
  const std::size_t scheme_end = reference.find_first_of(":/?#");
  if (scheme_end != std::string_view::npos && scheme_end > 0 && reference[scheme_end] == ':') {
    return parse(reference);
  }
  std::string base = origin_.str();
  if (reference.starts_with("//")) {
    base = std::string(text_of(origin_.scheme)) + ":";
  } else if (reference.starts_with("?")) {
    base += path_;
  } else if (reference.empty() || reference.starts_with("#")) {
    base = str();
  } else if (!reference.starts_with("/")) {
    base.append(path_, 0, path_.rfind('/') + 1);
  }
  return parse(base.append(reference));
}

Url Url::with_path(std::string path) const {
  Url url;
  url.origin_ = origin_;
  url.path_ = std::move(path);
  return url;
}

Url Url::with_scheme(Scheme scheme) const {
  Url url = *this;
  if (has_default_port(origin_)) url.origin_.port = default_port(scheme);
  url.origin_.scheme = scheme;
  return url;
}

Url Url::with_query(const Query& added) const {
  Url url = *this;
  for (const auto& [key, value] : added) {
    if (!url.query_.empty()) url.query_ += '&';
    url.query_ += percent_encode(key) + "=" + percent_encode(value);
  }
  return url;
}

std::string percent_encode(std::string_view text) {
  // A comma is legal in a query and keeps `_fields` lists readable.
  return escape(text, [](char c) { return is_unreserved(c) || c == ','; });
}

std::string percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t stop = std::min(text.find_first_of("%+", i), text.size());
    out.append(text, i, stop - i);
    i = stop;
    if (i == text.size()) break;
    const bool room = text[i] == '%' && i + 2 < text.size();
    const auto high = room ? hex_digit(text[i + 1]) : std::nullopt;
    const auto low = room ? hex_digit(text[i + 2]) : std::nullopt;
    if (high && low) {
      out += static_cast<char>(*high * 16 + *low);
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

Query parse_query(std::string_view text) {
  Query query;
  while (!text.empty()) {
    std::string_view value = take_part(text, '&');
    if (value.empty()) continue;
    const std::string_view key = take_part(value, '=');
    query.emplace_back(percent_decode(key, true), percent_decode(value, true));
  }
  return query;
}

Result<SiteUrl> SiteUrl::parse(std::string_view typed, bool allow_http) {
  std::string text(trim(typed));
  if (text.empty()) return bad_input("The site address is empty.");
  const std::size_t mark = text.find("://");
  const bool has_scheme = mark != std::string::npos && mark < text.find_first_of("/?#");
  if (!has_scheme) text = "https://" + text.substr(text.starts_with("//") ? 2 : 0);
  if (is_misspelt_scheme(std::string_view(text).substr(text.find("://") + 3))) {
    return bad_input(wrong_scheme);
  }

  auto parsed = Url::parse(text);
  if (!parsed) return unexpected(std::move(parsed).error());
  const Url url = parsed->with_path(as_folder(std::string(site_directory(parsed->path()))));
  const bool loopback = url.origin().is_loopback();
  const Scheme scheme = loopback && !has_scheme ? Scheme::http : url.origin().scheme;
  const bool may_use_http = allow_http || (loopback && scheme == Scheme::http);
  return SiteUrl(url.with_scheme(may_use_http ? scheme : Scheme::https), may_use_http);
}

std::string_view name(RestStyle style) noexcept {
  switch (style) {
    case RestStyle::pretty: return "pretty";
    case RestStyle::query: return "query";
    case RestStyle::index_php: return "index_php";
    case RestStyle::custom: return "custom";
  }
  return "custom";
}

Result<ApiRoot> ApiRoot::from_url(const Url& root) {
  Query others;
  bool has_route = false;
  for (auto& [key, value] : parse_query(root.query())) {
    if (key == "rest_route") {
      has_route = true;
    } else if (!is_plain_parameter(key)) {
      return bad_input("The address of the REST API names another route in its query.");
    } else {
      others.emplace_back(std::move(key), std::move(value));
    }
  }
  if (has_route) return ApiRoot(root.with_path(root.path()).with_query(others), RestStyle::query);

  std::string path = root.path();
  if (!path.ends_with('/')) path += '/';
  const RestStyle style = path.ends_with("/index.php/wp-json/") ? RestStyle::index_php
                          : path.ends_with("/wp-json/")         ? RestStyle::pretty
                                                                : RestStyle::custom;
  return ApiRoot(root.with_path(std::move(path)).with_query(others), style);
}

std::string ApiRoot::str() const { return url_for("/").str(); }

Url ApiRoot::url_for(std::string_view route, const Query& query) const {
  if (style_ != RestStyle::query) {
    const std::string path = base_.path() + escape_route(route).substr(1);
    return base_.with_path(path).with_query(parse_query(base_.query())).with_query(query);
  }
  auto with_route = Url::parse(base_.str() + (base_.query().empty() ? "?" : "&") +
                               "rest_route=" + escape_route(route));
  return with_route.value().with_query(query);
}

}  // namespace presslink
