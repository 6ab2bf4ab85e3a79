#include "presslink/url.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/answers.hpp"
#include "support/catch.hpp"

namespace presslink::testing {
namespace {

/// `GOOD → its text`, or the error's name.
std::string parsed(std::string_view text) {
  const auto url = Url::parse(text);
  return url ? url->str() : std::string(name(url.error().code));
}

TEST_CASE("A URL falls into its parts", "[url]") {
  const Url url = url_of("HTTPS://Example.COM:8443/Blog/?s=a%20b&p=1#Top");
  CHECK(url.origin() == Origin{.scheme = Scheme::https, .host = "example.com", .port = 8443});
  CHECK(url.path() == "/Blog/");
  CHECK(url.query() == "s=a%20b&p=1");
  CHECK(url.fragment() == "Top");
  CHECK(url.str() == "https://example.com:8443/Blog/?s=a%20b&p=1");
}

TEST_CASE("What stands in a URL is brought into one form", "[url]") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"https://example.com", "https://example.com/"},
      {"https://example.com?x=1", "https://example.com/?x=1"},
      {"https://example.com#x", "https://example.com/"},
      {"https://example.com/?", "https://example.com/"},
      {"https://example.com:443/", "https://example.com/"},
      {"http://example.com:80/", "http://example.com/"},
      {"http://example.com:443/", "http://example.com:443/"},
      {"https://example.com:/", "https://example.com/"},
      {"https://example.com:08443/", "https://example.com:8443/"},
      {"https://EXAMPLE.com/WP-Admin", "https://example.com/WP-Admin"},
      {"https://example.com/a/./b/../c", "https://example.com/a/c"},
      {"https://example.com/..", "https://example.com/"},
      {"https://example.com/../../a", "https://example.com/a"},
      {"https://example.com/a/..", "https://example.com/"},
      {"https://example.com/a/b/.", "https://example.com/a/b/"},
      {"https://example.com//a//b", "https://example.com//a//b"},
      {"https://example.com/?x=/../y", "https://example.com/?x=/../y"},
      {"https://example.com/caf\xC3\xA9", "https://example.com/caf%C3%A9"},
      {"https://example.com/a%20b", "https://example.com/a%20b"},
      {"https://example.com/?q=\xC3\xBC\"<>", "https://example.com/?q=%C3%BC%22%3C%3E"},
      {"https://example.com/\\x", "https://example.com/%5Cx"},
      {"https://example.com/a@b:c", "https://example.com/a@b:c"},
      {"https://192.0.2.7/", "https://192.0.2.7/"},
      {"https://[2001:DB8::1]/", "https://[2001:db8::1]/"},
      {"https://[2001:db8::1]:8080/", "https://[2001:db8::1]:8080/"},
      {"https://[::ffff:192.0.2.1]/", "https://[::ffff:192.0.2.1]/"},
      {"https://b\xC3\xBC"
       "cher.example/",
       "https://xn--bcher-kva.example/"},
      {"https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"},
      {"https://under_score.example/", "https://under_score.example/"},
  };
  for (const auto& [text, wanted] : rows) {
    INFO(text);
    CHECK(parsed(text) == wanted);
  }
}

TEST_CASE("What is no http URL is refused, and no part of it quoted", "[url]") {
  const std::vector<std::string_view> rows = {
      "",
      "example.com",
      "//example.com/",
      "/path",
      "https:/example.com",
      "https:example.com",
      "ftp://example.com/",
      "file:///etc/passwd",
      "javascript://example.com/%0aalert(1)",
      "https://",
      "https:///path",
      "https://?x",
      "https://:443/",
      "https://.example.com/",
      "https://example..com/",
      "https://user@example.com/",
      "https://user:hunter2@example.com/",
      "https://@example.com/",
      "https://example.com@evil.example/",
      "https://example.com\\@evil.example/",
      "https://example.com\\.evil.example/",
      "https://example.com:0/",
      "https://example.com:65536/",
      "https://example.com:99999999999999999999/",
      "https://example.com:-1/",
      "https://example.com:+80/",
      "https://example.com:hunter2/",
      "https://user:hunter2/x@example.com/",
      "https://exa mple.com/",
      "https://example.com/a b",
      "https://example.com/\r\nX: y",
      "https://example.com/\t",
      "https://example.com/\x7f",
      "https://exa%6Dple.com/",
      "https://example.com%00.evil.example/",
      "https://exam!ple.com/",
      "https://[::1/",
      "https://[]/",
      "https://[::g]/",
      "https://[v1.x]/",
      "https://::1/",
      "https://a]b/",
      "https://\xFF.example/",
      "https://example.com/%",
      "https://example.com/%4",
      "https://example.com/a%zzb",
  };
  for (const std::string_view text : rows) {
    INFO(text);
    const auto url = Url::parse(text);
    REQUIRE_FALSE(url);
    CHECK(url.error().code == Errc::bad_input);
    CHECK(url.error().phase == Phase::input);
    CHECK_FALSE(url.error().message.empty());
    CHECK((url.error().message + url.error().remedy).find("hunter2") == std::string::npos);
  }
}

TEST_CASE("A broken escape in a query is the site's affair", "[url]") {
  CHECK(parsed("https://example.com/?s=100%") == "https://example.com/?s=100%");
}

TEST_CASE("A host longer than DNS allows is refused", "[url]") {
  CHECK(parsed("https://" + std::string(63, 'a') + ".example/") ==
        "https://" + std::string(63, 'a') + ".example/");
  CHECK(parsed("https://" + std::string(64, 'a') + ".example/") == "bad_input");
  std::string host;
  for (int i = 0; i < 64; ++i) host += "abc.";
  CHECK(parsed("https://" + host + "example/") == "bad_input");
}

TEST_CASE("References are resolved as in RFC 3986, 5.4", "[url]") {
  const Url base = url_of("http://a/b/c/d;p?q");
  const std::vector<std::pair<std::string, std::string>> rows = {
      // normal
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q"},
      {"g#s", "http://a/b/c/g"},
      {"g?y#s", "http://a/b/c/g?y"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      // abnormal
      {"../../../g", "http://a/g"},
      {"../../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"g..", "http://a/b/c/g.."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/./x", "http://a/b/c/g?y/./x"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/./x", "http://a/b/c/g"},
      {"g#s/../x", "http://a/b/c/g"},
      // whole addresses
      {"https://other.example/x", "https://other.example/x"},
      {"HTTPS://other.example", "https://other.example/"},
      {"//other.example:8080/x?y", "http://other.example:8080/x?y"},
      {"//user@other.example/", "bad_input"},
      {"g:h", "bad_input"},
      {"http:g", "bad_input"},
      {"javascript:alert(1)", "bad_input"},
      {"data:text/html,x", "bad_input"},
      {"/a b", "bad_input"},
  };
  for (const auto& [reference, wanted] : rows) {
    INFO(reference);
    const auto url = base.resolve(reference);
    CHECK((url ? url->str() : std::string(name(url.error().code))) == wanted);
  }
}

TEST_CASE("A reference brings its own fragment", "[url]") {
  const Url base = url_of("https://example.com/a?b#old");
  CHECK(base.resolve("#new")->fragment() == "new");
  CHECK(base.resolve("c#new")->fragment() == "new");
  CHECK(base.resolve("")->fragment().empty());
}

TEST_CASE("A URL gives changed copies", "[url]") {
  const Url url = url_of("https://example.com/a?b=1#c");
  CHECK(url.with_path("/x/") == url_of("https://example.com/x/"));
  CHECK(url.with_query({}).str() == "https://example.com/a?b=1");
  CHECK(url.with_query({{"q", "x y&z=\xC3\xBC"}, {"_fields", "id,slug"}}).str() ==
        "https://example.com/a?b=1&q=x%20y%26z%3D%C3%BC&_fields=id,slug");
  CHECK(url_of("https://example.com/").with_query({{"a b", ""}}).str() ==
        "https://example.com/?a%20b=");
  CHECK(url.with_scheme(Scheme::http).str() == "http://example.com/a?b=1");
  CHECK(url_of("https://example.com:8443/").with_scheme(Scheme::http).str() ==
        "http://example.com:8443/");
  CHECK(url_of("http://example.com/").with_scheme(Scheme::https).origin().port == 443);
}

TEST_CASE("Two origins are one site but for www and the schemes' own ports", "[url]") {
  const auto same = [](std::string_view a, std::string_view b) {
    const bool result = same_site(url_of(a).origin(), url_of(b).origin());
    CHECK(result == same_site(url_of(b).origin(), url_of(a).origin()));
    return result;
  };
  CHECK(same("https://example.com", "https://example.com/other"));
  CHECK(same("https://example.com", "https://www.example.com"));
  CHECK(same("http://example.com", "https://www.example.com"));
  CHECK(same("https://example.com:8443", "http://example.com:8443"));
  CHECK_FALSE(same("https://example.com", "https://example.org"));
  CHECK_FALSE(same("https://example.com", "https://blog.example.com"));
  CHECK_FALSE(same("https://example.com", "https://wwwexample.com"));
  CHECK_FALSE(same("https://example.com", "https://example.com.evil.example"));
  CHECK_FALSE(same("https://example.com", "https://example.com:8443"));
  CHECK_FALSE(same("http://example.com:8080", "https://example.com"));
  CHECK_FALSE(same("https://www.www.example.com", "https://example.com"));
}

TEST_CASE("Loopback is known by name and number", "[url]") {
  const auto loopback = [](std::string_view text) { return url_of(text).origin().is_loopback(); };
  CHECK(loopback("http://localhost/"));
  CHECK(loopback("http://LOCALHOST:8080/"));
  CHECK(loopback("http://blog.localhost/"));
  CHECK(loopback("http://127.0.0.1/"));
  CHECK(loopback("http://127.255.255.254:1/"));
  CHECK(loopback("http://[::1]:8080/"));
  CHECK_FALSE(loopback("http://localhost.example/"));
  CHECK_FALSE(loopback("http://notlocalhost/"));
  CHECK_FALSE(loopback("http://127.0.0.1.example/"));
  CHECK_FALSE(loopback("http://127.1.example/"));
  CHECK_FALSE(loopback("http://127.999.0.1/"));
  CHECK_FALSE(loopback("http://1127.0.0.1/"));
  CHECK_FALSE(loopback("http://10.0.0.1/"));
  CHECK_FALSE(loopback("http://[::2]/"));
}

TEST_CASE("Percent-encoding leaves the unreserved and the comma", "[url]") {
  CHECK(percent_encode("AZaz09-._~,") == "AZaz09-._~,");
  CHECK(percent_encode("a b/c?d=e&f#g+h%") == "a%20b%2Fc%3Fd%3De%26f%23g%2Bh%25");
  CHECK(percent_encode(std::string_view("\0\xFF", 2)) == "%00%FF");
  CHECK(percent_encode("").empty());
}

TEST_CASE("Percent-decoding leaves broken escapes", "[url]") {
  CHECK(percent_decode("a%20b%2fc%2F", false) == "a b/c/");
  CHECK(percent_decode("a+b", false) == "a+b");
  CHECK(percent_decode("a+b%2B", true) == "a b+");
  CHECK(percent_decode("%zz%4%", false) == "%zz%4%");
  CHECK(percent_decode("%2520", false) == "%20");
  CHECK(percent_decode("%41", false) == "A");
  CHECK(percent_decode("%00", false) == std::string(1, '\0'));
}

TEST_CASE("Every byte survives encoding and decoding", "[url]") {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  CHECK(percent_decode(percent_encode(all), false) == all);
  CHECK(percent_decode(percent_encode(all), true) == all);
}

TEST_CASE("A query is split as form data", "[url]") {
  CHECK(parse_query("").empty());
  CHECK(parse_query("&&").empty());
  CHECK(parse_query("a=1&b=2") == Query{{"a", "1"}, {"b", "2"}});
  CHECK(parse_query("a=1&&b&c=&=d") == Query{{"a", "1"}, {"b", ""}, {"c", ""}, {"", "d"}});
  CHECK(parse_query("a=x=y") == Query{{"a", "x=y"}});
  CHECK(parse_query("a=1&a=2") == Query{{"a", "1"}, {"a", "2"}});
  CHECK(parse_query("a%20b=c+d%26") == Query{{"a b", "c d&"}});
}

// --- SiteUrl -----------------------------------------------------------------------------------

struct Typed {
  std::string_view text;
  std::string_view url;
  bool may_use_http = false;
};

void check_typed(const std::vector<Typed>& rows, bool allow_http) {
  for (const Typed& row : rows) {
    INFO(row.text);
    const auto site = SiteUrl::parse(row.text, allow_http);
    REQUIRE(site);
    CHECK(site->url().str() == row.url);
    CHECK(site->may_use_http() == row.may_use_http);
  }
}

TEST_CASE("A site address is understood as it is typed", "[url][site_url]") {
  check_typed(
      {
          {"example.com", "https://example.com/"},
          {"  example.com \n", "https://example.com/"},
          {"EXAMPLE.com", "https://example.com/"},
          {"example.com:8443", "https://example.com:8443/"},
          {"example.com/blog", "https://example.com/blog/"},
          {"example.com/2026/a-post.html", "https://example.com/2026/a-post.html"},
          {"//example.com/", "https://example.com/"},
          {"https://example.com", "https://example.com/"},
          {"HTTPS://Example.COM///", "https://example.com///"},
          {"http://example.com", "https://example.com/"},
          {"http://example.com:80/", "https://example.com/"},
          {"http://example.com:8080/", "https://example.com:8080/"},
          {"https://example.com/?utm_source=x#top", "https://example.com/"},
          {"example.com?url=http://x.example/", "https://example.com/"},
          {"https://example.com/2026/05/a-post/", "https://example.com/2026/05/a-post/"},
          {"https://example.com/?p=12", "https://example.com/"},
          {"https://example.com/wp-admin", "https://example.com/"},
          {"https://example.com/wp-admin/edit.php?post_type=page", "https://example.com/"},
          {"https://example.com/blog/wp-admin/", "https://example.com/blog/"},
          {"https://example.com/wp-login.php?redirect_to=x", "https://example.com/"},
          {"https://example.com/blog/wp-json/wp/v2/posts", "https://example.com/blog/"},
          {"https://example.com/index.php/wp-json/", "https://example.com/"},
          {"https://example.com/blog/xmlrpc.php", "https://example.com/blog/"},
          {"https://example.com/my-wp-admin/", "https://example.com/my-wp-admin/"},
          {"https://example.com/wp-administration/", "https://example.com/wp-administration/"},
          {"b\xC3\xBC"
           "cher.example",
           "https://xn--bcher-kva.example/"},
          {"[2001:db8::1]:8443", "https://[2001:db8::1]:8443/"},
          {"192.168.1.10", "https://192.168.1.10/"},
      },
      false);
}

TEST_CASE("A loopback site is reached over http", "[url][site_url]") {
  check_typed(
      {
          {"localhost", "http://localhost/", true},
          {"localhost:8080/wp", "http://localhost:8080/wp/", true},
          {"127.0.0.1:8080", "http://127.0.0.1:8080/", true},
          {"[::1]:8080", "http://[::1]:8080/", true},
          {"http://127.0.0.1:8080/wp-admin/", "http://127.0.0.1:8080/", true},
          {"https://localhost", "https://localhost/", false},
      },
      false);
}

TEST_CASE("Plain http is used where it is typed and allowed", "[url][site_url]") {
  check_typed(
      {
          {"http://example.com/blog/", "http://example.com/blog/", true},
          {"http://example.com:8080", "http://example.com:8080/", true},
          {"example.com", "https://example.com/", true},
          {"https://example.com", "https://example.com/", true},
          {"https://localhost", "https://localhost/", true},
      },
      true);
}

TEST_CASE("A site address that is none gets an error", "[url][site_url]") {
  for (const std::string_view text :
       {"", "   ", "\t\n", "my site.com", "ftp://example.com", "https://", "http:///wp-admin",
        "user:hunter2@example.com", "https://user@example.com", "example.com:hunter2",
        "mailto:someone@example.com", "javascript:alert(1)", "http:example.com", "::1", "a..b",
        "example.com:70000"}) {
    INFO(text);
    const auto site = SiteUrl::parse(text);
    REQUIRE_FALSE(site);
    CHECK(site.error().code == Errc::bad_input);
    CHECK(site.error().message.find("hunter2") == std::string::npos);
  }
}

TEST_CASE("A misspelt scheme is not taken for a host", "[url][site_url]") {
  for (const std::string_view text :
       {"https:/example.com", "http:/example.com", "https:example.com", "HTTPS//example.com",
        "http//example.com", "https:\\\\example.com", "https://https://example.com",
        "http://https:/example.com", "https:", "http://https:"}) {
    INFO(text);
    const auto site = SiteUrl::parse(text);
    REQUIRE_FALSE(site);
    CHECK(site.error().message == "The address must begin with https:// or http://.");
  }
  for (const std::string_view text : {"http:8080", "https://http:8080/", "httpsite.example",
                                      "https.example", "http", "example.com//https://x.example"}) {
    INFO(text);
    CHECK(SiteUrl::parse(text));
  }
}

// --- ApiRoot -----------------------------------------------------------------------------------

TEST_CASE("A REST root is told from its address", "[url][api_root]") {
  struct Row {
    std::string_view announced;
    RestStyle style;
    std::string_view root;
    std::string_view posts;
  };
  const std::vector<Row> rows = {
      {"https://example.com/wp-json/", RestStyle::pretty, "https://example.com/wp-json/",
       "https://example.com/wp-json/wp/v2/posts?slug=a"},
      {"https://example.com/wp-json", RestStyle::pretty, "https://example.com/wp-json/",
       "https://example.com/wp-json/wp/v2/posts?slug=a"},
      {"https://example.com/blog/wp-json/", RestStyle::pretty, "https://example.com/blog/wp-json/",
       "https://example.com/blog/wp-json/wp/v2/posts?slug=a"},
      {"https://example.com/index.php/wp-json/", RestStyle::index_php,
       "https://example.com/index.php/wp-json/",
       "https://example.com/index.php/wp-json/wp/v2/posts?slug=a"},
      {"https://example.com/blog/index.php/wp-json", RestStyle::index_php,
       "https://example.com/blog/index.php/wp-json/",
       "https://example.com/blog/index.php/wp-json/wp/v2/posts?slug=a"},
      {"https://example.com/api/", RestStyle::custom, "https://example.com/api/",
       "https://example.com/api/wp/v2/posts?slug=a"},
      {"https://example.com/index.php?rest_route=/", RestStyle::query,
       "https://example.com/index.php?rest_route=/",
       "https://example.com/index.php?rest_route=/wp/v2/posts&slug=a"},
      {"https://example.com/?rest_route=%2F", RestStyle::query, "https://example.com/?rest_route=/",
       "https://example.com/?rest_route=/wp/v2/posts&slug=a"},
      {"https://example.com/blog/?rest_route=/", RestStyle::query,
       "https://example.com/blog/?rest_route=/",
       "https://example.com/blog/?rest_route=/wp/v2/posts&slug=a"},
      {"https://example.com/index.php?lang=de&rest_route=/", RestStyle::query,
       "https://example.com/index.php?lang=de&rest_route=/",
       "https://example.com/index.php?lang=de&rest_route=/wp/v2/posts&slug=a"},
      {"https://example.com/?rest_route=/&lang=de", RestStyle::query,
       "https://example.com/?lang=de&rest_route=/",
       "https://example.com/?lang=de&rest_route=/wp/v2/posts&slug=a"},
      {"https://example.com/wp-json/?lang=de#x", RestStyle::pretty,
       "https://example.com/wp-json/?lang=de",
       "https://example.com/wp-json/wp/v2/posts?lang=de&slug=a"},
      {"http://127.0.0.1:8080/wp-json/", RestStyle::pretty, "http://127.0.0.1:8080/wp-json/",
       "http://127.0.0.1:8080/wp-json/wp/v2/posts?slug=a"},
  };
  for (const Row& row : rows) {
    INFO(row.announced);
    const ApiRoot root = api_root(row.announced);
    CHECK(name(root.style()) == name(row.style));
    CHECK(root.str() == row.root);
    CHECK(root.url_for("/").str() == row.root);
    CHECK(root.url_for("/wp/v2/posts", {{"slug", "a"}}).str() == row.posts);
    CHECK(root.origin() == url_of(row.announced).origin());
    CHECK(api_root(root.str()) == root);
  }
}

TEST_CASE("A root cannot name another route in its query", "[url][api_root]") {
  for (const std::string_view announced :
       {"https://example.com/wp-json/?_method=DELETE",
        "https://example.com/?rest_route=/&_method=DELETE",
        "https://example.com/wp-json/?rest.route=/wp/v2/settings",
        "https://example.com/wp-json/?rest%5Broute=/wp/v2/settings",
        "https://example.com/wp-json/?rest+route=/wp/v2/settings",
        "https://example.com/wp-json/?+rest_route=/wp/v2/settings",
        "https://example.com/wp-json/?rest_route%00=/wp/v2/settings",
        "https://example.com/wp-json/?_envelope=1"}) {
    INFO(announced);
    const auto root = ApiRoot::from_url(url_of(announced));
    REQUIRE_FALSE(root);
    CHECK(root.error().code == Errc::bad_input);
  }
}

TEST_CASE("A query value cannot add to an address", "[url][api_root]") {
  for (const std::string_view announced :
       {"https://example.com/wp-json/", "https://example.com/?rest_route=/"}) {
    const Url url = api_root(announced).url_for("/wp/v2/posts", {{"slug", "a&_method=DELETE#x"}});
    for (const auto& [key, value] : parse_query(url.query())) CHECK(key != "_method");
    CHECK(parse_query(url.query()).back().second == "a&_method=DELETE#x");
  }
}

TEST_CASE("A route cannot leave its place in an address", "[url][api_root]") {
  for (const std::string_view announced :
       {"https://example.com/wp-json/", "https://example.com/?rest_route=/",
        "https://example.com/api/?lang=de"}) {
    for (const std::string_view route :
         {"", "posts", "/wp/v2/posts?force=true", "/wp/v2/posts&rest_route=/wp/v2/users",
          "/wp/v2/posts#x", "/a b", "/\xC3\xBC", "/%2e%2e", "/\r\nX: y"}) {
      INFO(announced << " " << route);
      const ApiRoot root = api_root(announced);
      const Url url = root.url_for(route);
      CHECK(url.origin() == root.origin());
      CHECK(url.str().find_first_of(" \r\n#") == std::string::npos);
      CHECK(parse_query(url.query()).size() == parse_query(root.url_for("/").query()).size());
    }
  }
}

}  // namespace
}  // namespace presslink::testing
