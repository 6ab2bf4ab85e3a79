#include "presslink/authorize.hpp"

#include <algorithm>
#include <utility>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "wordpress/failure.hpp"

namespace presslink {
namespace {

constexpr const char* state_name = "presslink_state";

Unexpected refuse(Errc code, const char* message, const char* remedy = "") {
  return unexpected(make_error(code, Phase::authorize, message, remedy));
}

/// Its owner would approve, and the password go to the site that names the screen.
Unexpected foreign_screen() {
  return unexpected(make_worded(Errc::bad_answer, Phase::authorize, "foreign_screen"));
}

/// Why there is no approval screen to open.
Unexpected no_screen(const SiteProfile& site) {
  if (site.passwords_available == true) return foreign_screen();
  if (site.passwords_available) {
    Evidence seen;
    observe(seen, site);
    return unexpected(
        diagnose(Errc::passwords_unavailable, "passwords_unavailable", seen, Phase::authorize));
  }
  auto closed = refuse(Errc::rest_closed,
                       "The site tells strangers nothing of itself, so the address of its approval "
                       "screen is not known.",
                       "Create an Application Password by hand: Profile > Application "
                       "Passwords.");
  closed.error().wp_code = site.closed_code;
  return closed;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_control);
}

/// The rules of WordPress >= 6.3.2 for success_url, and of 7.0 for http on loopback: what is wrong,
/// or null.
const char* wrong_with_success_url(std::string_view url) {
  const std::size_t mark = url.find("://");
  const std::string_view scheme = url.substr(0, mark);
  const bool scheme_good = !scheme.empty() && is_ascii_letter(scheme.front()) &&
                           std::all_of(scheme.begin(), scheme.end(), [](char c) {
                             return is_ascii_alphanumeric(c) || c == '+' || c == '.' || c == '-';
                           });
  const std::string_view rest =
      mark == std::string_view::npos ? std::string_view() : url.substr(mark + 3);
  const bool host = !rest.empty() && rest.find_first_of("/?#") != 0;
  const bool readable = !has_control(url) && url.find(' ') == std::string_view::npos;
  if (!scheme_good || !host || !readable || iequals_ascii(scheme, "javascript") ||
      iequals_ascii(scheme, "data")) {
    return "WordPress does not accept this callback address; it needs scheme://host.";
  }
  if (!iequals_ascii(scheme, "http")) return nullptr;
  const auto parsed = Url::parse(url);
  const std::string host_name = parsed ? parsed->origin().host : "";
  if (host_name == "127.0.0.1" || host_name == "[::1]") return nullptr;
  return "WordPress does not accept an http callback address, other than 127.0.0.1.";
}

/// WordPress appends its parameters with `?` or `&` to the text as it is, so `state` goes into the
/// query, before a fragment that is to receive them.
std::string with_state(const std::string& success_url, const Uuid& state) {
  const std::size_t hash = std::min(success_url.find('#'), success_url.size());
  std::string out = success_url.substr(0, hash);
  out += out.find('?') == std::string::npos ? '?' : '&';
  out += state_name;
  out += '=';
  out += state.str();
  return out.append(success_url, hash);
}

void add_host(PendingAuthorization& pending, const Origin& root, std::string_view address) {
  const auto url = Url::parse(address);
  if (url && is_own(root, url->origin())) pending.hosts.push_back(url->origin().host);
}

/// Query and fragment together: where WordPress puts its parameters depends on the browser's
/// JavaScript and on success_url. The texts hold the password, so they are wiped by the caller.
Query callback_parameters(std::string_view address) {
  std::string_view fragment = address;
  std::string_view query = take_part(fragment, '#');
  static_cast<void>(take_part(query, '?'));
  // `cb#` + `?site_url=…`, or `cb#x` + `&site_url=…`.
  const std::size_t begin = fragment.find('?');
  if (begin != std::string_view::npos) fragment.remove_prefix(begin + 1);
  std::string both;
  both.reserve(address.size() + 1);  // moving leaves what was written so far behind
  both += query;
  both += '&';
  both += fragment;
  Query all = parse_query(both);
  wipe(both);
  return all;
}

std::string_view value_of(const Query& query, const char* name) {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return {};
}

bool says(const Query& query, const char* name, std::string_view value) {
  return value_of(query, name) == value;
}

bool known_host(const PendingAuthorization& pending, std::string_view site_url) {
  const auto url = Url::parse(site_url);
  if (!url) return false;
  const Origin given = url->origin();
  Origin asked = given;
  return std::any_of(pending.hosts.begin(), pending.hosts.end(), [&](const std::string& host) {
    asked.host = host;
    return same_site(given, asked);
  });
}

Result<Credentials> read_callback(const PendingAuthorization& pending, const Query& query,
                                  UtcTime now) {
  if (!says(query, state_name, pending.state.str())) {
    return refuse(Errc::bad_input, "This answer does not belong to the request that was made.",
                  "Start the connection again.");
  }
  if (now >= pending.expires) {
    return refuse(Errc::bad_input, "The request for approval has expired.",
                  "Start the connection again.");
  }
  // WordPress adds its error to the address for a refusal, which says success=false already.
  if (says(query, "error", "disabled")) {
    return refuse(Errc::passwords_unavailable,
                  "Application Passwords are not available for this site or this user.",
                  "Ask an administrator of the site, or log in to WordPress as another user.");
  }
  if (says(query, "success", "false")) {
    return refuse(Errc::cancelled, "The connection was declined in WordPress.");
  }
  if (!known_host(pending, value_of(query, "site_url"))) {
    return refuse(Errc::bad_input, "The answer comes from another site than the one asked.",
                  "Start the connection again.");
  }
  auto username = Username::parse(value_of(query, "user_login"));
  if (!username) return unexpected(std::move(username).error());
  auto password = AppPassword::parse(value_of(query, "password"));
  if (!password) return unexpected(std::move(password).error());
  return Credentials{std::move(*username), std::move(*password)};
}

}  // namespace

Result<PendingAuthorization> make_authorization(const SiteProfile& site,
                                                const AuthorizeOptions& options, const Uuid& state,
                                                UtcTime now) {
  if (site.authorize_url.empty()) return no_screen(site);
  // WordPress slashes the name, so these characters would show with a backslash.
  if (trim(options.app_name).empty() || has_control(options.app_name) ||
      options.app_name.find_first_of("'\"\\") != std::string::npos) {
    return bad_input("The application's name must not be empty or hold quotes or backslashes.");
  }
  const auto screen = Url::parse(site.authorize_url);
  if (!screen) {
    return refuse(Errc::bad_answer, "The site names an approval screen that is no web address.");
  }
  const Origin& root = site.root.origin();
  if (!is_own(root, screen->origin())) return foreign_screen();
  Query query;
  const auto add = [&query](const char* key, std::string value) {
    query.emplace_back(key, std::move(value));
  };
  add("app_name", options.app_name);
  if (options.app_id) add("app_id", options.app_id->str());
  if (!options.success_url.empty()) {
    if (const char* wrong = wrong_with_success_url(options.success_url)) return bad_input(wrong);
    add("success_url", with_state(options.success_url, state));
  }
  const auto longest = std::chrono::floor<std::chrono::seconds>(last_date - now);
  PendingAuthorization pending{.url = screen->with_query(query).str(),
                               .state = state,
                               .hosts = {},
                               .expires = now + std::min(options.valid_for, longest)};
  pending.hosts.push_back(root.host);
  add_host(pending, root, site.home);
  add_host(pending, root, site.url);
  return pending;
}

Result<Credentials> parse_callback(const PendingAuthorization& pending,
                                   std::string_view callback_url, UtcTime now) {
  Query query = callback_parameters(callback_url);
  auto credentials = read_callback(pending, query, now);
  for (auto& [key, value] : query) wipe(value);
  if (!credentials) credentials.error().phase = Phase::authorize;
  return credentials;
}

}  // namespace presslink
