#include "presslink/http.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/scope.hpp"
#include "support/answers.hpp"
#include "support/catch.hpp"

namespace presslink::testing {
namespace {

using std::chrono::seconds;

Headers headers(Fields fields) { return answer(200, "", fields).headers; }

TEST_CASE("Header fields are found without regard to case, in order", "[http]") {
  const Headers fields = headers({{"Link", "<a>"}, {"X-Other", ""}, {"LINK", "<b>"}});
  CHECK(fields.find("link") == "<a>");
  CHECK(fields.find("lInK") == "<a>");
  CHECK(fields.find("x-other") == "");
  CHECK_FALSE(fields.find("Lin"));
  CHECK_FALSE(fields.find(""));
  CHECK(fields.all("link") == std::vector<std::string_view>{"<a>", "<b>"});
  CHECK(fields.all("none").empty());
  CHECK(std::distance(fields.begin(), fields.end()) == 3);
}

TEST_CASE("Methods and faults have names", "[http]") {
  CHECK(name(Method::get) == "GET");
  CHECK(name(Method::head) == "HEAD");
  CHECK(name(Method::post) == "POST");
  CHECK(name(Method::del) == "DELETE");
  CHECK(name(Fault::Kind::dns) == "dns");
  CHECK(name(Fault::Kind::too_large) == "too_large");
  CHECK(name(Fault::Kind::address_refused) == "address_refused");
  CHECK(name(Fault::Kind::unseen) == "unseen");
  CHECK(name(Fault::Kind::other) == "other");
}

// --- Link --------------------------------------------------------------------------------------

constexpr std::string_view kRest = "https://api.w.org/";

TEST_CASE("A link is found among others", "[http][link]") {
  const std::vector<std::pair<std::string_view, std::string_view>> rows = {
      {R"(<https://e.com/wp-json/>; rel="https://api.w.org/")", "https://e.com/wp-json/"},
      {R"(<https://e.com/wp-json/>;rel=https://api.w.org/)", "https://e.com/wp-json/"},
      {R"(<https://e.com/wp-json/> ; REL = "HTTPS://API.W.ORG/")", "https://e.com/wp-json/"},
      {R"(< https://e.com/wp-json/ >; rel="https://api.w.org/")", "https://e.com/wp-json/"},
      {R"(<a>; rel="next", <b>; rel="https://api.w.org/", <c>; rel="x")", "b"},
      {R"(<a>; rel="x y https://api.w.org/ z")", "a"},
      {R"(<a>; rel="shortlink", <b>; rel="https://api.w.org/")", "b"},
      {R"(<a?x=1,2;3>; rel="https://api.w.org/")", "a?x=1,2;3"},
      {R"(<a>; title="x, y; rel=z", <b>; rel="https://api.w.org/")", "b"},
      {R"(<a>; title="<https://evil.example/>; rel=https://api.w.org/"; rel="x",
          <b>; rel="https://api.w.org/")",
       "b"},
      {R"(<a>; title="\", <evil>; rel=https://api.w.org/; x"; rel=next, <b>; rel="https://api.w.org/")",
       "b"},
      {R"(<a>; title="\\"; rel="https://api.w.org/")", "a"},
      {R"(<a>; title="JSON"; type="application/json"; rel="https://api.w.org/"; x)", "a"},
      {R"(<a>; crossorigin; rel="https://api.w.org/")", "a"},
      {R"(<a>; rel="https://api.w.org/", <b>; rel="https://api.w.org/")", "a"},
      {R"(<>; rel="https://api.w.org/")", ""},
  };
  for (const auto& [value, target] : rows) {
    INFO(value);
    CHECK(link_target(headers({{"Link", value}}), kRest) == std::string(target));
  }
}

TEST_CASE("A link may stand in any of several headers", "[http][link]") {
  CHECK(link_target(headers({{"Link", "<a>; rel=preload"},
                             {"link", "<b>; rel=\"https://api.w.org/\""},
                             {"LINK", "<c>; rel=\"https://api.w.org/\""}}),
                    kRest) == "b");
}

TEST_CASE("What is no such link is none", "[http][link]") {
  for (const std::string_view value :
       {"", "https://e.com/wp-json/", "<a", "<a>", "<a>;", "<a>; rel", "<a>; rel=", "<a>; rel=\"",
        "<a>; rel=\"https://api.w.org\"", "<a>; rel=\"xhttps://api.w.org/\"",
        "<a>; rev=\"https://api.w.org/\"", "<a>; title=\"https://api.w.org/\"",
        "<a>, rel=\"https://api.w.org/\"", "a>; rel=\"https://api.w.org/\"",
        "<a>; title=\"; rel=https://api.w.org/", "<a>; title=\"\\"}) {
    INFO(value);
    CHECK_FALSE(link_target(headers({{"Link", value}}), kRest));
  }
  CHECK_FALSE(link_target(Headers(), kRest));
}

TEST_CASE("A link header cut at any byte is read to its end", "[http][link]") {
  const std::string value =
      R"(<https://e.com/?p=1>; rel=shortlink; title="a \"b\", c", <https://e.com/wp-json/>; rel="x https://api.w.org/")";
  for (std::size_t size = 0; size <= value.size(); ++size) {
    const auto target = link_target(headers({{"Link", value.substr(0, size)}}), kRest);
    if (target) CHECK(*target == "https://e.com/wp-json/");
    if (size == value.size()) CHECK(target);
  }
}

// --- Retry-After -------------------------------------------------------------------------------

TEST_CASE("Retry-After is read as seconds or date", "[http]") {
  const UtcTime now = *parse_rfc3339("2026-05-01T12:00:00Z");
  const auto wait = [now](std::string_view value) {
    return retry_after(headers({{"Retry-After", value}}), now);
  };
  CHECK(wait("0") == seconds(0));
  CHECK(wait("120") == seconds(120));
  CHECK(wait(" 120 ") == seconds(120));
  CHECK(wait("0000000000000000000000030") == seconds(30));
  CHECK(wait("Fri, 01 May 2026 12:02:00 GMT") == seconds(120));
  CHECK(wait("Fri, 01 May 2026 12:00:00 GMT") == seconds(0));
  CHECK(wait("Thu, 30 Apr 2026 12:00:00 GMT") == seconds(0));
  CHECK(wait("Sun, 06 Nov 1994 08:49:37 GMT") == seconds(0));
  CHECK(retry_after(headers({{"retry-after", "Fri, 01 May 2026 12:00:01 GMT"}}),
                    now + std::chrono::milliseconds(1)) == seconds(1));
  for (const std::string_view garbage :
       {"", " ", "-5", "+5", "1.5", "5s", "5, 6", "0x10", "soon", "Fri, 01 May 2026 12:02:00",
        "Mon, 01 May 2026 12:02:00 GMT", "Friday, 01-May-26 12:02:00 GMT"}) {
    INFO(garbage);
    CHECK_FALSE(wait(garbage));
  }
  CHECK_FALSE(retry_after(Headers(), now));
}

TEST_CASE("A Retry-After of any length is longer than anyone waits", "[http]") {
  const UtcTime now = *parse_rfc3339("2026-05-01T12:00:00Z");
  for (const std::string_view value :
       {"99999999999", "9223372036854775807", "9223372036854775808",
        "99999999999999999999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"}) {
    INFO(value);
    const auto wait = retry_after(headers({{"Retry-After", value}}), now);
    REQUIRE(wait);
    CHECK(*wait > seconds(2'000'000'000));
    // A caller may count in milliseconds.
    CHECK(std::chrono::milliseconds(*wait).count() > 0);
  }
}

// --- Request and describe ----------------------------------------------------------------------

TEST_CASE("An anonymous request carries nothing of its maker", "[http]") {
  Request request = Request::anonymous(Method::head, url_of("https://example.com/a/?b=c"));
  CHECK(request.method() == Method::head);
  CHECK(request.url().str() == "https://example.com/a/?b=c");
  CHECK(request.route() == "/a/");
  CHECK(request.authorization().empty());
  CHECK(request.body().empty());
  CHECK(request.attempt() == 0);
  CHECK_FALSE(request.may_truncate());
  CHECK(request.max_answer() > 0);
  CHECK(request.headers().find("Accept") == "application/json");
  request.limit_answer(10, true).number_attempt(3);
  CHECK(request.max_answer() == 10);
  CHECK(request.may_truncate());
  CHECK(request.attempt() == 3);
}

TEST_CASE("A request is described by method and address alone", "[http][describe]") {
  const std::vector<std::pair<std::string_view, std::string_view>> rows = {
      {"https://example.com/wp-json/wp/v2/posts?_fields=id,slug&status=any",
       "GET https://example.com/wp-json/wp/v2/posts?_fields=id,slug&status=any"},
      {"https://example.com/?rest_route=/wp/v2/posts&per_page=100",
       "GET https://example.com/?rest_route=/wp/v2/posts&per_page=100"},
      {"https://example.com/?rest_route=%2Fwp%2Fv2%2Fposts",
       "GET https://example.com/?rest_route=/wp/v2/posts"},
      {"https://example.com/?slug=my-post", "GET https://example.com/?slug=\xE2\x80\xA6"},
      {"https://example.com/?a=1&b", "GET https://example.com/?a=\xE2\x80\xA6&b=\xE2\x80\xA6"},
      {"https://example.com/#fragment", "GET https://example.com/"},
      {"https://example.com:8443/x", "GET https://example.com:8443/x"},
  };
  for (const auto& [url, wanted] : rows) {
    CHECK(describe(Request::anonymous(Method::get, url_of(url))) == wanted);
  }
}

TEST_CASE("A description stays one line, whatever the address holds", "[http][describe]") {
  const std::string text = describe(
      url_of("https://example.com/?rest_route=%0D%0A%1B%5B31m%26x&%0Aname=1&status=%E2%80%AE"));
  CHECK(
      text ==
      "https://example.com/?rest_route=%0D%0A%1B%5B31m%26x&%0Aname=\xE2\x80\xA6&status=%E2%80%AE");
}

/// Some text of letters and digits that a program can tell from any other.
std::string planted(std::uint64_t seed) {
  std::string out = "S3cr3t";
  for (int i = 0; i < 20; ++i) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    out += "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[(seed >> 33U) % 62];
  }
  return out;
}

TEST_CASE("A planted secret never shows in a description", "[http][describe]") {
  const std::vector<std::string_view> places = {"?password=",
                                                "?x=1&key=",
                                                "?a%5Bb%5D=",
                                                "?Status=",
                                                "?_FIELDS=",
                                                "?slug=",
                                                "?search=",
                                                "?_wpnonce=",
                                                "?a&b=",
                                                "#",
                                                "?rest_route=/&code=",
                                                "?statusx=1",
                                                "?redirect_to=http%3A%2F%2Fe.com%3Fkey%3D"};
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const std::string secret = planted(seed);
    const ScopeGuard guard(api_root(), Scope::standard(), credentials("editor", secret));
    const auto write = guard.authorize({.method = Method::post,
                                        .route = "/wp/v2/posts",
                                        .query = {{"_fields", "id"}},
                                        .body = "{\"title\":\"" + secret + "\"}"});
    const auto read = guard.authorize(
        {.method = Method::get, .route = "/wp/v2/posts", .query = {{"slug", secret}}, .body = {}});
    REQUIRE(write);
    REQUIRE(read);
    REQUIRE_FALSE(write->authorization().empty());
    std::vector<std::string> texts = {describe(*write), describe(*read), describe(read->url())};
    for (const std::string_view place : places) {
      const Url url = url_of("https://example.com/" + std::string(place) + secret);
      texts.push_back(describe(url));
      texts.push_back(describe(Request::anonymous(Method::get, url, secret)));
    }
    for (const std::string& text : texts) {
      INFO(text);
      CHECK(text.find(secret) == std::string::npos);
      CHECK(text.find(secret.substr(0, 10)) == std::string::npos);
      CHECK(text.find("Basic") == std::string::npos);
      CHECK(text.find(write->authorization().reveal()) == std::string::npos);
    }
  }
}

}  // namespace
}  // namespace presslink::testing
