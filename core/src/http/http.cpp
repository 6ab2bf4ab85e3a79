#include "presslink/http.hpp"

#include <algorithm>
#include <cassert>

#include "base/text.hpp"

namespace presslink {
namespace {

/// A quoted string (RFC 9110), which `rest` begins with, without its quotes. Moves `rest` past it.
std::string take_quoted(std::string_view& rest) {
  std::string out;
  std::size_t at = 1;
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
    out += rest[at];
  }
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return out;
}

/// The next parameter of a link: `; name="value"` or `; name=value`. Moves `rest` past it; false
/// where there is none.
bool take_parameter(std::string_view& rest, std::string_view& name, std::string& value) {
  rest = trim(rest);
  if (!rest.starts_with(';')) return false;
  rest.remove_prefix(1);
  value.clear();
  const std::size_t end = std::min(rest.find_first_of("=;,"), rest.size());
  name = trim(rest.substr(0, end));
  rest.remove_prefix(end);
  if (!rest.starts_with('=')) return true;
  rest = trim(rest.substr(1));
  if (rest.starts_with('"')) {
    value = take_quoted(rest);
    return true;
  }
  const std::size_t stop = std::min(rest.find_first_of(";,"), rest.size());
  value = trim(rest.substr(0, stop));
  rest.remove_prefix(stop);
  return true;
}

bool has_relation(std::string_view relations, std::string_view wanted) {
  while (!relations.empty()) {
    if (iequals_ascii(take_part(relations, ' '), wanted)) return true;
  }
  return false;
}

std::optional<std::string> target_in(std::string_view value, std::string_view rel) {
  while (true) {
    const std::size_t open = value.find('<');
    const std::size_t close = value.find('>', open);
    if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
    const std::string_view target = value.substr(open + 1, close - open - 1);
    value.remove_prefix(close + 1);
    bool matches = false;
    std::string_view name;
    std::string relations;
    while (take_parameter(value, name, relations)) {
      if (iequals_ascii(name, "rel") && has_relation(relations, rel)) matches = true;
    }
    if (matches) return std::string(trim(target));
  }
}

// Longer than anyone waits, and still countable in milliseconds.
constexpr std::chrono::seconds century = std::chrono::hours(24 * 365 * 100);

/// Fit for one line; the slashes of a route stay readable.
std::string readable(std::string_view value) {
  std::string out;
  for (auto slash = value.find('/'); slash != std::string_view::npos; slash = value.find('/')) {
    out += percent_encode(value.substr(0, slash)) + '/';
    value.remove_prefix(slash + 1);
  }
  return out + percent_encode(value);
}

constexpr std::string_view safe_query_names =
    "rest_route,_fields,context,status,page,per_page,orderby,order";

}  // namespace

std::string_view name(Method method) noexcept {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::del: return "DELETE";
  }
  return "GET";
}

std::string_view name(Fault::Kind kind) noexcept {
  // In their order.
  return word_at(
      "dns,connect,tls,timed_out,interrupted,too_large,address_refused,cancelled,preflight,"
      "unreadable,unseen,other",
      static_cast<std::size_t>(kind));
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (iequals_ascii(key, name)) return value;
  }
  return std::nullopt;
}

std::vector<std::string_view> Headers::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : fields_) {
    if (iequals_ascii(key, name)) values.emplace_back(value);
  }
  return values;
}

std::optional<std::string> link_target(const Headers& headers, std::string_view rel) {
  for (const auto& [name, value] : headers) {
    if (!iequals_ascii(name, "Link")) continue;
    if (auto target = target_in(value, rel)) return target;
  }
  return std::nullopt;
}

std::optional<std::chrono::seconds> retry_after(const Headers& headers, UtcTime now) {
  const auto field = headers.find("Retry-After");
  if (!field) return std::nullopt;
  const std::string_view text = trim(*field);
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit)) {
    std::string_view digits = text;
    return std::chrono::seconds(take_number(digits, century.count()).value_or(century.count()));
  }
  const auto date = parse_http_date(text);
  if (!date) return std::nullopt;
  return std::max(std::chrono::seconds(0), std::chrono::ceil<std::chrono::seconds>(*date - now));
}

Request Request::anonymous(Method method, Url url, std::string accept) {
  assert(method == Method::get || method == Method::head);
  Request request(method, std::move(url));
  request.headers_.add("Accept", std::move(accept));
  request.route_ = request.url_.path();
  return request;
}

Request& Request::limit_answer(std::size_t bytes, bool may_truncate) & noexcept {
  max_answer_ = bytes;
  may_truncate_ = may_truncate;
  return *this;
}

Request& Request::number_attempt(int attempt) & noexcept {
  attempt_ = attempt;
  return *this;
}

std::string describe(const Url& url) {
  std::string out = url.origin().str() + url.path();
  char separator = '?';
  for (const auto& [key, value] : parse_query(url.query())) {
    out += separator + percent_encode(key) + "=";
    out += has_word(safe_query_names, key) ? readable(value) : "…";
    separator = '&';
  }
  return out;
}

std::string describe(const Request& request) {
  return std::string(name(request.method())) + " " + describe(request.url());
}

}  // namespace presslink
