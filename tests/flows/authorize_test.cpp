#include "presslink/authorize.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/answers.hpp"
#include "support/catch.hpp"

namespace presslink::testing {
namespace {

const UtcTime kNow = *parse_rfc3339("2026-05-01T12:00:00Z");
constexpr std::string_view kScreen = "https://example.com/wp-admin/authorize-application.php";
constexpr std::string_view kChunked = "abcd EFGH 1234 ijkl MNOP 5678";
constexpr std::string_view kPlain = "abcdEFGH1234ijklMNOP5678";

Uuid state_of(std::uint8_t seed = 1) {
  std::array<std::uint8_t, 16> entropy{};
  entropy.fill(seed);
  return Uuid::v4(entropy);
}

SiteProfile profile() {
  SiteProfile site{.root = api_root(), .found_by = FoundBy::link_header};
  site.home = "https://example.com";
  site.url = "https://example.com";
  site.passwords_available = true;
  site.authorize_url = kScreen;
  return site;
}

PendingAuthorization pending_for(std::string success_url, const SiteProfile& site = profile()) {
  AuthorizeOptions options;
  options.success_url = std::move(success_url);
  auto pending = make_authorization(site, options, state_of(), kNow);
  REQUIRE(pending);
  return *std::move(pending);
}

std::string parameter(std::string_view url, std::string_view name) {
  for (const auto& [key, value] : parse_query(url_of(url).query())) {
    if (key == name) return value;
  }
  return "(none)";
}

// --- the request -------------------------------------------------------------------------------

TEST_CASE("The approval screen is asked with name, id and callback", "[authorize]") {
  AuthorizeOptions options;
  options.app_name = "Content desk & friends";
  options.app_id = *Uuid::parse("b3b4bd7c-7bd3-5c5c-9d7b-8f0b2a6f0a11");
  options.success_url = "https://app.example/cb?tab=sites";
  const auto pending = make_authorization(profile(), options, state_of(), kNow);
  REQUIRE(pending);
  CHECK(pending->url.substr(0, kScreen.size() + 1) == std::string(kScreen) + "?");
  const Query sent = parse_query(url_of(pending->url).query());
  const std::string success =
      "https://app.example/cb?tab=sites&presslink_state=" + state_of().str();
  CHECK(sent == Query{{"app_name", "Content desk & friends"},
                      {"app_id", "b3b4bd7c-7bd3-5c5c-9d7b-8f0b2a6f0a11"},
                      {"success_url", success}});
  CHECK(pending->url.find_first_of(" #\"'<>") == std::string::npos);
  CHECK(pending->state == state_of());
  CHECK(pending->expires == kNow + std::chrono::minutes(10));
}

TEST_CASE("Without a callback the password is shown for copying", "[authorize]") {
  const PendingAuthorization pending = pending_for("");
  CHECK(parse_query(url_of(pending.url).query()) == Query{{"app_name", "presslink"}});
}

TEST_CASE("The state stands in the query, also where the answer is to come in the fragment",
          "[authorize]") {
  const std::string state = "presslink_state=" + state_of().str();
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"https://app.example", "https://app.example?" + state},
      {"https://app.example/cb", "https://app.example/cb?" + state},
      {"https://app.example/cb?x=1", "https://app.example/cb?x=1&" + state},
      {"https://app.example/cb#", "https://app.example/cb?" + state + "#"},
      {"https://app.example/cb?x=1#", "https://app.example/cb?x=1&" + state + "#"},
      {"https://app.example/#/connect", "https://app.example/?" + state + "#/connect"},
      {"https://app.example/#/connect?x", "https://app.example/?" + state + "#/connect?x"},
      {"myapp://callback", "myapp://callback?" + state},
      {"http://127.0.0.1:5555/cb", "http://127.0.0.1:5555/cb?" + state},
  };
  for (const auto& [given, sent] : rows) {
    INFO(given);
    CHECK(parameter(pending_for(given).url, "success_url") == sent);
  }
}

TEST_CASE("A name that WordPress would mangle is refused", "[authorize]") {
  for (const std::string_view name :
       {"", "   ", "It's", "\"Desk\"", "a\\b", "two\nlines", "\x1b[31m"}) {
    INFO(name);
    AuthorizeOptions options;
    options.app_name = name;
    const auto pending = make_authorization(profile(), options, state_of(), kNow);
    REQUIRE_FALSE(pending);
    CHECK(pending.error().code == Errc::bad_input);
  }
  AuthorizeOptions options;
  options.app_name = "B\xC3\xBCro <1>";
  const auto pending = make_authorization(profile(), options, state_of(), kNow);
  REQUIRE(pending);
  CHECK(parameter(pending->url, "app_name") == "B\xC3\xBCro <1>");
}

TEST_CASE("A callback address is good where WordPress takes it", "[authorize]") {
  for (const std::string_view good :
       {"https://app.example", "https://app.example:8443/cb", "HTTPS://app.example/cb",
        "https://localhost:3000/cb", "myapp://callback", "com.example.app://cb/x?y#z",
        "my+app-1.0://x", "http://127.0.0.1/", "http://127.0.0.1:5555/cb?x=1#",
        "http://[::1]:5555/cb", "HTTP://127.0.0.1:1/"}) {
    INFO(good);
    CHECK(pending_for(std::string(good)).url.find("success_url=") != std::string::npos);
  }
  for (const std::string_view bad : {"app.example/cb",
                                     "/cb",
                                     "//app.example/cb",
                                     "https:",
                                     "https:/app.example",
                                     "https:app.example",
                                     "https://",
                                     "https:///cb",
                                     "https://?x",
                                     "https://#x",
                                     "myapp:callback",
                                     "myapp:/callback",
                                     "myapp://",
                                     "myapp:///cb",
                                     "1app://x",
                                     "+app://x",
                                     "my app://x",
                                     "my_app://x",
                                     "://x",
                                     "javascript://x/%0aalert(1)",
                                     "JavaScript://x",
                                     "data://text/html,x",
                                     "DATA://x",
                                     "http://app.example/cb",
                                     "http://localhost:5555/cb",
                                     "http://127.0.0.2/",
                                     "http://127.0.0.1.evil.example/",
                                     "http://127.0.0.1@evil.example/",
                                     "http://evil.example#127.0.0.1",
                                     "http://[::1",
                                     "http://[::2]/",
                                     "http://0x7f.0.0.1/",
                                     "https://app.example/c b",
                                     "https://app.example/cb\r\nX: y",
                                     "https://app.example/\x7f"}) {
    INFO(bad);
    AuthorizeOptions options;
    options.success_url = bad;
    const auto pending = make_authorization(profile(), options, state_of(), kNow);
    REQUIRE_FALSE(pending);
    CHECK(pending.error().code == Errc::bad_input);
  }
}

TEST_CASE("A site without application passwords has no approval screen", "[authorize]") {
  SiteProfile site = profile();
  site.authorize_url.clear();
  site.passwords_available = false;
  site.namespaces = {"wp/v2", "wordfence/v1"};
  const auto pending = make_authorization(site, {}, state_of(), kNow);
  REQUIRE_FALSE(pending);
  CHECK(pending.error().code == Errc::passwords_unavailable);
  CHECK(pending.error().phase == Phase::authorize);
  CHECK(pending.error().remedy.find("Wordfence") != std::string::npos);
}

TEST_CASE("Of a site closed to strangers it is not said that it has no passwords", "[authorize]") {
  SiteProfile site{.root = api_root(), .found_by = FoundBy::probe};
  site.closed_code = "rest_login_required";
  const auto pending = make_authorization(site, {}, state_of(), kNow);
  REQUIRE_FALSE(pending);
  CHECK(pending.error().code == Errc::rest_closed);
  CHECK(pending.error().phase == Phase::authorize);
  CHECK(pending.error().wp_code == "rest_login_required");
  CHECK(pending.error().remedy.find("Profile") != std::string::npos);
}

TEST_CASE("An approval screen that is no web address is refused", "[authorize]") {
  for (const std::string_view screen :
       {"javascript:alert(1)", "/wp-admin/authorize-application.php", "https://a:b@example.com/"}) {
    SiteProfile site = profile();
    site.authorize_url = screen;
    const auto pending = make_authorization(site, {}, state_of(), kNow);
    REQUIRE_FALSE(pending);
    CHECK(pending.error().code == Errc::bad_answer);
  }
}

// --- the answer --------------------------------------------------------------------------------

/// What a browser is sent to by the approval screen's script: text is appended as it is.
std::string by_script(const PendingAuthorization& pending, std::string_view site_url,
                      std::string_view login = "editor", std::string_view password = kChunked) {
  std::string url = parameter(pending.url, "success_url");
  url += url.find('?') == std::string::npos ? '?' : '&';
  return url + "site_url=" + percent_encode(site_url) + "&user_login=" + percent_encode(login) +
         "&password=" + percent_encode(password);
}

/// What a browser without scripts is redirected to: parameters stand before a fragment, `+` is a
/// space and the password is not chunked.
std::string by_server(const PendingAuthorization& pending, std::string_view site_url) {
  std::string url = parameter(pending.url, "success_url");
  const std::size_t hash = std::min(url.find('#'), url.size());
  return url.substr(0, hash) + "&site_url=" + percent_encode(site_url) +
         "&user_login=my+editor&password=" + std::string(kPlain) + url.substr(hash);
}

constexpr std::array<std::string_view, 7> kCallbacks = {
    "https://app.example/cb",        "https://app.example/cb#",    "https://app.example/?x=1#",
    "https://app.example/#/connect", "https://app.example/#/c?x=", "myapp://callback",
    "http://127.0.0.1:5555/cb"};

TEST_CASE("Credentials come back in query or fragment, with script or without", "[authorize]") {
  for (const std::string_view callback : kCallbacks) {
    INFO(callback);
    const PendingAuthorization pending = pending_for(std::string(callback));
    const auto scripted = parse_callback(pending, by_script(pending, "https://example.com"), kNow);
    REQUIRE(scripted);
    CHECK(scripted->username.str() == "editor");
    CHECK(scripted->password.secret().reveal() == kPlain);
    const auto served = parse_callback(pending, by_server(pending, "https://example.com"), kNow);
    REQUIRE(served);
    CHECK(served->username.str() == "my editor");
    CHECK(served->password.secret().reveal() == kPlain);
  }
}

TEST_CASE("Parameters may come in any order and spelling", "[authorize]") {
  const PendingAuthorization pending = pending_for("https://app.example/cb");
  const std::string state = "presslink_state=" + state_of().str();
  for (const std::string& query :
       {"?" + state + "&site_url=https%3A%2F%2Fexample.com&user_login=ed&password=abcd+EFGH",
        "?password=abcd%20EFGH&user_login=ed&site_url=https://example.com&" + state,
        "?user_login=ed&" + state + "&password=abcdEFGH&site_url=https%3A%2F%2Fexample.com%2Fwp",
        "?" + state + "#user_login=ed&password=abcd-EFGH&site_url=https%3A%2F%2Fexample.com",
        "?" + state + "#?user_login=ed&password=abcd%20EFGH&site_url=https%3A%2F%2Fexample.com",
        "?x=%zz&&=&" + state +
            "&site_url=https%3A%2F%2Fexample.com&user_login=ed&password=abcdEFGH&other=1"}) {
    INFO(query);
    const auto credentials = parse_callback(pending, "https://app.example/cb" + query, kNow);
    REQUIRE(credentials);
    CHECK(credentials->username.str() == "ed");
    CHECK(credentials->password.secret().reveal() == "abcdEFGH");
  }
}

TEST_CASE("A user name beyond ASCII comes back as UTF-8", "[authorize]") {
  const PendingAuthorization pending = pending_for("https://app.example/cb");
  const auto credentials =
      parse_callback(pending, by_script(pending, "https://example.com", "j\xC3\xBCrgen m"), kNow);
  REQUIRE(credentials);
  CHECK(credentials->username.str() == "j\xC3\xBCrgen m");
}

TEST_CASE("The answer may name any of the site's own hosts", "[authorize]") {
  SiteProfile site = profile();
  site.home = "https://www.example.com";
  site.url = "https://wp.example.com/core";
  site.authorize_url = "https://wp.example.com/core/wp-admin/authorize-application.php";
  const PendingAuthorization pending = pending_for("https://app.example/cb", site);
  for (const std::string_view site_url :
       {"https://example.com", "https://www.example.com", "http://example.com/",
        "https://EXAMPLE.com", "https://wp.example.com/core", "https://www.wp.example.com"}) {
    INFO(site_url);
    CHECK(parse_callback(pending, by_script(pending, site_url), kNow));
  }
  for (const std::string_view site_url :
       {"https://evil.example", "https://example.com.evil.example", "https://sub.example.com",
        "https://example.org", "example.com", "", "javascript:alert(1)",
        "https://example.com@evil.example"}) {
    INFO(site_url);
    const auto credentials = parse_callback(pending, by_script(pending, site_url), kNow);
    REQUIRE_FALSE(credentials);
    CHECK(credentials.error().code == Errc::bad_input);
  }
}

TEST_CASE("No site leads to another one's approval screen", "[authorize]") {
  // Its owner would approve, and the password would go to who named it.
  for (const std::string screen :
       {"https://victim.example", "https://notexample.com", "https://example.com.evil.example",
        "https://com", "http://victim.example:8080", "https://example.com:8443"}) {
    INFO(screen);
    SiteProfile site = profile();
    site.home = screen;
    site.url = screen;
    site.authorize_url = screen + "/wp-admin/authorize-application.php";
    const auto pending = make_authorization(site, {}, state_of(), kNow);
    REQUIRE_FALSE(pending);
    CHECK(pending.error().code == Errc::bad_answer);
    CHECK(pending.error().message == "The site names an approval screen of another site.");
    site.authorize_url.clear();
    CHECK(make_authorization(site, {}, state_of(), kNow).error().message ==
          pending.error().message);
  }
  // Nor is an answer of that site taken for this one's.
  SiteProfile site = profile();
  site.home = "https://victim.example";
  site.url = "https://victim.example";
  const PendingAuthorization pending = pending_for("https://app.example/cb", site);
  CHECK_FALSE(parse_callback(pending, by_script(pending, "https://victim.example"), kNow));
}

TEST_CASE("An answer that is none is refused without quoting it", "[authorize]") {
  const PendingAuthorization pending = pending_for("https://app.example/cb");
  const std::string state = "presslink_state=" + state_of().str();
  const std::string rest =
      "&site_url=https%3A%2F%2Fexample.com&user_login=hunter2&password=" + std::string(kPlain);
  struct Row {
    std::string query;
    Errc code;
    std::chrono::seconds later{0};
  };
  const std::vector<Row> rows = {
      {rest, Errc::bad_input},
      {"presslink_state=" + rest, Errc::bad_input},
      {"presslink_state=" + state_of(2).str() + rest, Errc::bad_input},
      {state + "0" + rest, Errc::bad_input},
      {"Presslink_State=" + state_of().str() + rest, Errc::bad_input},
      {"state=" + state_of().str() + rest, Errc::bad_input},
      {state + rest, Errc::bad_input, std::chrono::seconds(600)},
      {state + rest, Errc::bad_input, std::chrono::hours(24 * 365)},
      {state, Errc::bad_input},
      {state + "&success=false", Errc::cancelled},
      {"success=false&" + state, Errc::cancelled},
      {state + "&success=false" + rest, Errc::cancelled},
      {"success=false", Errc::bad_input},
      {state + "&success=false", Errc::bad_input, std::chrono::seconds(601)},
      {state + "&error=disabled", Errc::passwords_unavailable},
      {state + "&success=false&error=disabled", Errc::passwords_unavailable},
      {"error=disabled", Errc::bad_input},
      {state + "&site_url=https%3A%2F%2Fexample.com&user_login=hunter2", Errc::bad_input},
      {state + "&site_url=https%3A%2F%2Fexample.com&user_login=hunter2&password=", Errc::bad_input},
      {state + "&site_url=https%3A%2F%2Fexample.com&user_login=hunter2&password=%20-%20",
       Errc::bad_input},
      {state + "&site_url=https%3A%2F%2Fexample.com&user_login=hunter2&password=" +
           std::string(300, 'x'),
       Errc::bad_input},
      {state + "&site_url=https%3A%2F%2Fexample.com&password=" + std::string(kPlain),
       Errc::bad_input},
      {state + "&site_url=https%3A%2F%2Fexample.com&user_login=&password=" + std::string(kPlain),
       Errc::bad_input},
      {state + "&site_url=https%3A%2F%2Fexample.com&user_login=hunter2%3Ax&password=" +
           std::string(kPlain),
       Errc::bad_input},
      {state + "&site_url=https%3A%2F%2Fexample.com&user_login=hunter2%0A&password=" +
           std::string(kPlain),
       Errc::bad_input},
      {state + "&user_login=hunter2&password=" + std::string(kPlain), Errc::bad_input},
      {state + "&site_url=https%3A%2F%2Fevil.example&user_login=hunter2&password=" +
           std::string(kPlain),
       Errc::bad_input},
  };
  for (const Row& row : rows) {
    for (const char mark : {'?', '#'}) {
      const std::string url = std::string("https://app.example/cb") + mark + row.query;
      INFO(url << " after " << row.later.count() << " s");
      const auto credentials = parse_callback(pending, url, kNow + row.later);
      REQUIRE_FALSE(credentials);
      const Error& error = credentials.error();
      CHECK(name(error.code) == name(row.code));
      CHECK(error.phase == Phase::authorize);
      CHECK_FALSE(error.message.empty());
      const std::string text = error.message + error.remedy + error.wp_code;
      for (const std::string_view secret :
           {std::string_view("hunter2"), kPlain, kPlain.substr(0, 8), std::string_view("xxxxxxxx"),
            std::string_view("app.example"), std::string_view(state).substr(16, 12)}) {
        CHECK(text.find(secret) == std::string::npos);
      }
    }
  }
}

TEST_CASE("A callback is good until it expires", "[authorize]") {
  AuthorizeOptions options;
  options.success_url = "https://app.example/cb";
  options.valid_for = std::chrono::seconds(30);
  const auto pending = make_authorization(profile(), options, state_of(), kNow);
  REQUIRE(pending);
  const std::string url = by_script(*pending, "https://example.com");
  CHECK(parse_callback(*pending, url, kNow + std::chrono::milliseconds(29'999)));
  CHECK_FALSE(parse_callback(*pending, url, kNow + std::chrono::seconds(30)));
  options.valid_for = std::chrono::seconds::max();
  const auto unlimited = make_authorization(profile(), options, state_of(), kNow);
  REQUIRE(unlimited);
  CHECK(parse_callback(*unlimited, by_script(*unlimited, "https://example.com"), kNow));
}

TEST_CASE("An answer cut at any byte is refused or whole", "[authorize]") {
  for (const std::string_view callback : kCallbacks) {
    const PendingAuthorization pending = pending_for(std::string(callback));
    const std::string url = by_script(pending, "https://example.com");
    for (std::size_t size = 0; size < url.size(); ++size) {
      const auto credentials = parse_callback(pending, url.substr(0, size), kNow);
      // Only the password, which is last, can be short; WordPress will not accept it.
      if (credentials) CHECK(size > url.find("&password=") + 10);
      if (credentials) CHECK(credentials->username.str() == "editor");
    }
  }
}

}  // namespace
}  // namespace presslink::testing
