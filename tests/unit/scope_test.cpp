#include "presslink/scope.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/answers.hpp"
#include "support/catch.hpp"

namespace presslink::testing {
namespace {

constexpr Scope kAll = {Permission::posts, Permission::seo, Permission::categories,
                        Permission::tags, Permission::media};
constexpr std::string_view kPretty = "https://example.com/wp-json/";
constexpr std::string_view kQuery = "https://example.com/blog/?rest_route=/";
constexpr std::string_view rank_math = "/rankmath/v1/updateMeta";
constexpr std::string_view kUuid = "d592c75c-8163-4526-9dd4-1fe72b4c9177";

ScopeGuard guard_of(Scope scope, std::string_view root = kPretty) {
  return ScopeGuard(api_root(root), scope, credentials("editor"));
}

struct Case {
  Method method;
  std::string_view route;
  std::string_view query = {};  ///< `a=1&b=2`
  std::string_view body = {};
};

Call call_of(const Case& row) {
  return {.method = row.method,
          .route = std::string(row.route),
          .query = parse_query(row.query),
          .body = std::string(row.body)};
}

std::string text_of(const Case& row) {
  return std::string(name(row.method)) + " " + std::string(row.route) + "?" +
         std::string(row.query);
}

TEST_CASE("A scope is read and written", "[scope]") {
  CHECK(Scope::parse("posts").value_or(kAll) == Scope{Permission::posts});
  CHECK(Scope::parse("media,tags,categories,seo,posts").value_or({}) == kAll);
  CHECK(Scope::parse("posts,posts").value_or(kAll) == Scope{Permission::posts});
  CHECK(kAll.str() == "posts,seo,categories,tags,media");
  CHECK(Scope::standard().str() == "posts,seo,categories");
  CHECK(Scope().str().empty());
  CHECK(Scope::parse(kAll.str()).value_or({}) == kAll);
  CHECK_FALSE(Scope::standard().has(Permission::tags));
  CHECK_FALSE(Scope::standard().has(Permission::media));
}

TEST_CASE("A word that is no scope is named", "[scope]") {
  for (const std::string_view text :
       {"", "users", "posts,", ",posts", "posts,,seo", "Posts", "posts, seo", "all", "*"}) {
    INFO(text);
    const auto scope = Scope::parse(text);
    REQUIRE_FALSE(scope);
    CHECK(scope.error().code == Errc::bad_input);
  }
  CHECK(Scope::parse("posts,users").error().message.find("\"users\"") != std::string::npos);
  CHECK(Scope::parse(std::string(5000, 'x')).error().message.size() < 200);
}

// --- what is allowed ---------------------------------------------------------------------------

struct Allowed {
  Case call;
  std::optional<Permission> needs;
  std::string_view pattern;
};

std::vector<Allowed> allowed() {
  constexpr std::string_view me = "/wp/v2/users/me";
  constexpr std::string_view introspect = "/wp/v2/users/me/application-passwords/introspect";
  constexpr std::string_view posts = "/wp/v2/posts";
  constexpr std::string_view post = "/wp/v2/posts/{id}";
  constexpr std::string_view categories = "/wp/v2/categories";
  constexpr std::string_view tags = "/wp/v2/tags";
  constexpr std::string_view details = "/aioseo/v1/posts-list/update-details-column";
  constexpr std::string_view ability = "/wp-abilities/v1/abilities/rank-math/get-post-seo-meta/run";
  return {
      {{Method::get, "/"}, {}, "/"},
      {{Method::get, "/", "_fields=name,namespaces"}, {}, "/"},
      {{Method::get, me, "context=edit&_fields=id"}, {}, me},
      {{Method::get, introspect, "_fields=uuid"}, {}, introspect},
      {{Method::get, posts,
        "slug=a&status=any&context=edit&_fields=id&per_page=5&orderby=id&order=asc"},
       Permission::posts,
       posts},
      {{Method::get, "/wp/v2/posts/12", "context=edit&_fields=id"}, Permission::posts, post},
      {{Method::post, posts, "_fields=id", "{}"}, Permission::posts, posts},
      {{Method::post, "/wp/v2/posts/12", "_fields=id", "{}"}, Permission::posts, post},
      {{Method::post, "/wp/v2/posts/9007199254740991", "", "{}"}, Permission::posts, post},
      {{Method::del, "/wp/v2/posts/12", "_fields=id"}, Permission::posts, post},
      {{Method::get, categories, "page=2&per_page=100&orderby=id&order=asc&_fields=id"},
       Permission::categories,
       categories},
      {{Method::post, categories, "_fields=id", "{}"}, Permission::categories, categories},
      {{Method::del, "/wp/v2/categories/7", "force=true&_fields=id"},
       Permission::categories,
       "/wp/v2/categories/{id}"},
      {{Method::get, tags, "page=1&per_page=100&orderby=id&order=asc&search=a&_fields=id"},
       Permission::tags,
       tags},
      {{Method::post, tags, "_fields=id", "{}"}, Permission::tags, tags},
      {{Method::get, "/wp/v2/pages/7", "context=edit&_fields=id"},
       Permission::seo,
       "/wp/v2/pages/{id}"},
      {{Method::post, "/wp/v2/pages/7", "_fields=id",
        R"({"meta":{"a":"b"},"aioseo_meta_data":{}})"},
       Permission::seo,
       "/wp/v2/pages/{id}"},
      {{Method::get, "/wp/v2/categories/7", "_fields=id"},
       Permission::seo,
       "/wp/v2/categories/{id}"},
      {{Method::post, "/wp/v2/categories/7", "_fields=id", R"({"meta":{"slim_seo":{}}})"},
       Permission::seo,
       "/wp/v2/categories/{id}"},
      {{Method::post, "/yoast/v1/bulk_editor/update_search", "", "{}"},
       Permission::seo,
       "/yoast/v1/bulk_editor/update_search"},
      {{Method::post, rank_math, "",
        R"({"objectType":"term","objectID":7,"meta":{"rank_math_title":"x"}})"},
       Permission::seo,
       rank_math},
      {{Method::get, ability, "input[post_id]=7"}, Permission::seo, ability},
      {{Method::get, "/aioseo/v1/post", "postId=7"}, Permission::seo, "/aioseo/v1/post"},
      {{Method::post, details, "", "{}"}, Permission::seo, details},
      {{Method::post, "/aioseo/v1/keyphrases", "", "{}"}, Permission::seo, "/aioseo/v1/keyphrases"},
      {{Method::put, "/seopress/v1/posts/7/target-keywords", "", "{}"},
       Permission::seo,
       "/seopress/v1/posts/{id}/target-keywords"},
      {{Method::del, "/wp/v2/tags/7", "force=true&_fields=id"},
       Permission::tags,
       "/wp/v2/tags/{id}"},
  };
}

TEST_CASE("Each permission opens its own routes and no other", "[scope]") {
  const std::vector<std::pair<std::optional<Permission>, Scope>> scopes = {
      {std::nullopt, Scope()},
      {Permission::posts, {Permission::posts}},
      {Permission::seo, {Permission::seo}},
      {Permission::categories, {Permission::categories}},
      {Permission::tags, {Permission::tags}},
      {Permission::media, {Permission::media}}};
  for (const auto& [permission, scope] : scopes) {
    const ScopeGuard guard = guard_of(scope);
    for (const Allowed& row : allowed()) {
      INFO(scope.str() << ": " << text_of(row.call));
      const auto request = guard.authorize(call_of(row.call));
      CHECK(request.has_value() == (!row.needs || row.needs == permission));
      if (!request) CHECK(request.error().code == Errc::out_of_scope);
    }
  }
}

TEST_CASE("An allowed request goes to the root's origin with what was asked", "[scope]") {
  for (const std::string_view root : {kPretty, kQuery}) {
    const ScopeGuard guard = guard_of(kAll, root);
    for (const Allowed& row : allowed()) {
      INFO(root << ": " << text_of(row.call));
      const auto request = guard.authorize(call_of(row.call));
      REQUIRE(request);
      CHECK(request->url().origin() == guard.root().origin());
      CHECK(request->url() == guard.root().url_for(row.call.route, parse_query(row.call.query)));
      CHECK(request->method() == row.call.method);
      CHECK(request->body() == row.call.body);
      CHECK(request->route() == row.pattern);
      CHECK(request->headers().find("Accept") == "application/json");
      CHECK(request->headers().find("Content-Type").has_value() == !row.call.body.empty());
      CHECK_FALSE(request->headers().find("Authorization"));
      CHECK_FALSE(request->may_truncate());
    }
  }
}

TEST_CASE("Credentials are sent as HTTP Basic, the password without its spaces", "[scope]") {
  const auto request = guard_of({}).authorize({.route = "/", .query = {}, .body = {}});
  REQUIRE(request);
  // editor:abcdEFGH1234ijklMNOP5678
  CHECK(request->authorization().reveal() == "Basic ZWRpdG9yOmFiY2RFRkdIMTIzNGlqa2xNTk9QNTY3OA==");
}

TEST_CASE("A user name beyond ASCII is sent as UTF-8", "[scope]") {
  const ScopeGuard guard(api_root(), {}, credentials("j\xC3\xBCrgen", "abcd"));
  const auto request = guard.authorize({.route = "/", .query = {}, .body = {}});
  REQUIRE(request);
  CHECK(request->authorization().reveal() == "Basic asO8cmdlbjphYmNk");
}

// --- what is not -------------------------------------------------------------------------------

std::vector<Case> attacks() {
  constexpr std::string_view post = "/wp/v2/posts/12";
  constexpr std::string_view own = "/wp/v2/users/me/application-passwords";
  return {
      // other people, other powers
      {Method::get, "/wp/v2/users"},
      {Method::post, "/wp/v2/users", "", "{}"},
      {Method::get, "/wp/v2/users/2"},
      {Method::post, "/wp/v2/users/2", "", "{}"},
      {Method::del, "/wp/v2/users/2"},
      {Method::post, "/wp/v2/users/me", "", "{}"},
      {Method::del, "/wp/v2/users/me"},
      {Method::get, "/wp/v2/settings"},
      {Method::post, "/wp/v2/settings", "", "{}"},
      {Method::get, "/wp/v2/themes"},
      {Method::get, "/wp/v2/plugins"},
      {Method::post, "/wp/v2/plugins", "", "{}"},
      {Method::del, "/wp/v2/plugins/akismet/akismet"},
      {Method::get, "/wp/v2/templates"},
      {Method::post, "/wp/v2/templates/a//b", "", "{}"},
      {Method::post, "/wp/v2/template-parts", "", "{}"},
      {Method::post, "/wp/v2/global-styles/1", "", "{}"},
      {Method::get, "/wp/v2/pages"},
      {Method::post, "/wp/v2/pages", "", "{}"},
      {Method::post, "/wp/v2/media", "", "{}"},
      {Method::get, "/wp/v2/comments"},
      {Method::get, "/wp/v2/types"},
      {Method::get, "/wp/v2"},
      {Method::post, "/batch/v1", "", "{}"},
      {Method::post, "/wp-abilities/v1/abilities/x/run", "", "{}"},
      {Method::get, "/wp-site-health/v1/tests/https-status"},
      {Method::post, "/rankmath/v1/updateMeta", "", "{}"},
      {Method::post, "/", "", "{}"},
      {Method::del, "/"},
      {Method::head, "/"},
      // application passwords
      {Method::get, own},
      {Method::post, own, "", "{}"},
      {Method::del, own},
      {Method::get, "/wp/v2/users/1/application-passwords"},
      {Method::get, "/wp/v2/users/1/application-passwords/introspect"},
      {Method::del, "/wp/v2/users/1/application-passwords"},
      {Method::del, "/wp/v2/users/1/application-passwords/d592c75c-8163-4526-9dd4-1fe72b4c9177"},
      {Method::get, "/wp/v2/users/me/application-passwords/d592c75c-8163-4526-9dd4-1fe72b4c9177"},
      {Method::post, "/wp/v2/users/me/application-passwords/d592c75c-8163-4526-9dd4-1fe72b4c9177"},
      {Method::del, "/wp/v2/users/me/application-passwords/d592c75c-8163-4526-9dd4-1fe72b4c9177"},
      {Method::del, "/wp/v2/users/me/application-passwords/{uuid}"},
      {Method::post, "/wp/v2/users/me/application-passwords/introspect", "", "{}"},
      {Method::del, "/wp/v2/users/me/application-passwords/introspect"},
      // ways around a comparison
      {Method::get, ""},
      {Method::get, "wp/v2/posts"},
      {Method::get, "//"},
      {Method::get, "//wp/v2/posts"},
      {Method::get, "/wp//v2/posts"},
      {Method::get, "/wp/v2/posts/"},
      {Method::get, "/wp/v2/posts//"},
      {Method::get, "/wp/v2/posts/12/"},
      {Method::get, "/wp/v2/posts//12"},
      {Method::get, "/wp/v2/posts/.."},
      {Method::get, "/wp/v2/posts/../users"},
      {Method::get, "/wp/v2/posts/12/../../users"},
      {Method::get, "/wp/v2/posts/./12"},
      {Method::get, "/../wp/v2/posts"},
      {Method::get, "/wp/v2/posts/%2e%2e/users"},
      {Method::get, "/wp/v2/posts/%2E%2E%2Fusers"},
      {Method::get, "/wp/v2/posts%2F12"},
      {Method::get, "/wp/v2/posts/%31"},
      {Method::get, "/wp/v2/Posts"},
      {Method::get, "/WP/v2/posts"},
      {Method::get, "/wp/v2/posts "},
      {Method::get, " /wp/v2/posts"},
      {Method::get, "/wp/v2/posts\t"},
      {Method::get, "/wp/v2/posts\n"},
      {Method::get, "/wp/v2/posts\r\nX-Evil: 1"},
      {Method::get, std::string_view("/wp/v2/posts\0/12", 16)},
      {Method::get, std::string_view("/wp/v2/posts/12\0", 16)},
      {Method::get, "/wp/v2/posts?status=any"},
      {Method::get, "/wp/v2/posts&rest_route=/wp/v2/users"},
      {Method::get, "/wp/v2/posts#x"},
      {Method::get, "/wp/v2/posts;x"},
      {Method::get, "/wp/v2/posts\\12"},
      {Method::get, "\\wp\\v2\\posts"},
      {Method::get, "/wp/v2/posts/12/revisions"},
      {Method::get, "/wp/v2/posts/12/autosaves"},
      {Method::get, "/wp/v2/posts/{id}"},
      {Method::del, "/wp/v2/posts"},
      {Method::head, post},
      {Method::post, "/wp/v2/categories/7", "", "{}"},
      {Method::post, "/wp/v2/categories/7", "", R"({"name":"x"})"},
      {Method::post, "/wp/v2/categories/7", "", R"({"meta":{},"name":"x"})"},
      {Method::post, "/wp/v2/pages/7", "", R"({"content":"x"})"},
      {Method::post, "/wp/v2/pages/7", "", R"({"meta":{},"status":"trash"})"},
      {Method::post, "/wp/v2/pages/7", "",
       R"({"meta":{}} )"
       "x"},
      {Method::post, "/wp/v2/pages", "", R"({"meta":{}})"},
      {Method::del, "/wp/v2/pages/7"},
      // Rank Math's route reaches users, and the slug of a post
      {Method::post, rank_math, "",
       R"({"objectType":"user","objectID":1,"meta":{"rank_math_title":"x"}})"},
      {Method::post, rank_math, "",
       R"({"objectType":"post","objectID":1,"meta":{"permalink":"x"}})"},
      {Method::post, rank_math, "",
       R"({"objectType":"post","objectID":1,"meta":{"rank_math_title":"x","permalink":"x"}})"},
      {Method::post, rank_math, "",
       R"({"objectType":"post","objectType":"user","objectID":1,"meta":{}})"},
      {Method::post, rank_math, "", R"({"objectType":"post","objectID":1})"},
      {Method::post, rank_math, "", "objectType=post"},
      {Method::post, "/rankmath/v1/updateMetaBulk", "", "{}"},
      {Method::post, "/aioseo/v1/post", "", R"({"id":6})"},
      {Method::post, "/aioseo/v1/options", "", "{}"},
      {Method::put, "/seopress/v1/posts/7/title-description-metas", "", "{}"},
      {Method::put, "/wp/v2/posts/7", "", "{}"},
      {Method::post, "/yoast/v1/bulk_editor/update_social", "", "{}"},
      {Method::get, "/wp-abilities/v1/abilities/rank-math/get-post-seo-meta/run", "input[user]=1"},
      {Method::post, "/wp-abilities/v1/abilities/rank-math/get-post-seo-meta/run", "", "{}"},
      {Method::post, "/wp/v2/tags/7", "", "{}"},
      {Method::get, "https://evil.example/wp-json/wp/v2/posts"},
      {Method::get, "//evil.example/wp/v2/posts"},
      {Method::get, "@evil.example/"},
      {Method::get, ":8080/"},
      {Method::get, ".evil.example/"},
      {Method::get, "javascript:alert(1)"},
      // ids that are none
      {Method::get, "/wp/v2/posts/0"},
      {Method::get, "/wp/v2/posts/01"},
      {Method::get, "/wp/v2/posts/-1"},
      {Method::get, "/wp/v2/posts/+1"},
      {Method::get, "/wp/v2/posts/1.0"},
      {Method::get, "/wp/v2/posts/1e3"},
      {Method::get, "/wp/v2/posts/0x1"},
      {Method::get, "/wp/v2/posts/1 "},
      {Method::get, "/wp/v2/posts/ 1"},
      {Method::get, "/wp/v2/posts/9007199254740992"},
      {Method::get, "/wp/v2/posts/9223372036854775808"},
      {Method::get, "/wp/v2/posts/99999999999999999999999999"},
      {Method::get, "/wp/v2/posts/\xD9\xA1"},
      {Method::get, "/wp/v2/posts/me"},
      // parameters that change what a request does
      {Method::get, "/wp/v2/posts", "_method=DELETE"},
      {Method::post, post, "_method=DELETE", "{}"},
      {Method::get, "/wp/v2/posts", "rest_route=/wp/v2/users"},
      {Method::get, "/", "rest_route=/wp/v2/users"},
      {Method::get, "/", "_envelope=1"},
      {Method::get, "/wp/v2/users/me", "_envelope=1"},
      {Method::get, "/wp/v2/posts/7", "_envelope=1"},
      {Method::post, "/wp/v2/posts", "_envelope=1", "{}"},
      {Method::get, "/wp/v2/posts", "_jsonp=x"},
      {Method::get, "/wp/v2/posts", "_embed=1"},
      {Method::get, "/wp/v2/posts", "author=1"},
      {Method::get, "/wp/v2/posts", "slug[]=a"},
      {Method::get, "/wp/v2/posts", "Slug=a"},
      {Method::get, "/wp/v2/posts", " slug=a"},
      {Method::get, "/wp/v2/posts", "slug,status=a"},
      {Method::get, "/wp/v2/posts", "=a"},
      {Method::get, "/wp/v2/posts", "slug=a&_method=POST"},
      {Method::post, "/wp/v2/posts", "status=publish", "{}"},
      {Method::del, post, "force=true"},
      {Method::del, post, "force"},
      {Method::del, post, "_fields=id&force=1"},
      {Method::get, "/wp/v2/users/me", "user=1"},
      // WordPress reads the parameters of any method out of a JSON body too
      {Method::del, post, "", R"({"force":true})"},
      {Method::del, "/wp/v2/categories/7", "force=true", R"({"id":8})"},
      {Method::get, "/wp/v2/posts", "", R"({"status":"any"})"},
      {Method::get, "/wp/v2/users/me", "", R"({"context":"edit"})"},
  };
}

TEST_CASE("Nothing else can be asked with credentials", "[scope]") {
  for (const std::string_view root : {kPretty, kQuery}) {
    const ScopeGuard guard = guard_of(kAll, root);
    for (const Case& row : attacks()) {
      INFO(root << ": " << text_of(row));
      const auto request = guard.authorize(call_of(row));
      REQUIRE_FALSE(request);
      CHECK(request.error().code == Errc::out_of_scope);
      CHECK(request.error().phase == Phase::input);
      CHECK_FALSE(request.error().message.empty());
    }
  }
}

TEST_CASE("No prefix, extension or change of an allowed route is allowed by accident", "[scope]") {
  const ScopeGuard guard = guard_of(kAll);
  constexpr std::string_view kBytes = "/.%?#&;:@\\ +-_~aZ9\t\n\x7F\xC3";
  for (const Allowed& row : allowed()) {
    for (std::size_t at = 0; at <= row.call.route.size(); ++at) {
      for (const char byte : kBytes) {
        std::string route(row.call.route);
        route.insert(at, 1, byte);
        const auto request =
            guard.authorize({.method = row.call.method, .route = route, .query = {}, .body = {}});
        // A digit within an id is another id.
        const auto digit = [&](std::size_t i) {
          return i < route.size() && route[i] >= '0' && route[i] <= '9';
        };
        const bool another_id = byte == '9' && row.pattern.find("{id}") != std::string_view::npos &&
                                ((at > 0 && digit(at - 1)) || digit(at + 1));
        INFO(route);
        CHECK((!request || another_id));
        if (request) CHECK(request->url().origin() == guard.root().origin());
      }
    }
  }
}

TEST_CASE("XML-RPC reads and writes an SEO plugin's custom fields, and nothing else", "[scope]") {
  const Url endpoint = url_of("https://example.com/xmlrpc.php");
  const XmlRpcCall write{.post = *PostId::from(7),
                         .fields = {{"12", "_yoast_wpseo_title", "Tea & <b>"}}};
  const ScopeGuard guard = guard_of({Permission::seo});
  const auto request = guard.authorize(write, endpoint);
  REQUIRE(request);
  CHECK(request->route() == "/xmlrpc.php");
  CHECK(request->authorization().empty());
  const std::string shown(request->body());
  const std::string sent(request->wire_body());
  CHECK(shown.find("Tea &amp; &lt;b&gt;") != std::string::npos);
  CHECK(shown.find("abcdEFGH") == std::string::npos);
  CHECK(shown.find("editor") == std::string::npos);
  CHECK(sent.find("<string>editor</string>") != std::string::npos);
  CHECK(sent.find("<string>abcdEFGH1234ijklMNOP5678</string>") != std::string::npos);
  CHECK(sent.find("<!--") == std::string::npos);

  const XmlRpcCall other{.post = *PostId::from(7), .fields = {{"", "wp_capabilities", "x"}}};
  CHECK_FALSE(guard.authorize(other, endpoint));
  CHECK_FALSE(guard_of({Permission::posts}).authorize(write, endpoint));
  for (const char* elsewhere :
       {"https://evil.example/xmlrpc.php", "http://example.com/xmlrpc.php",
        "https://example.com:8443/xmlrpc.php", "https://example.com/xmlrpc.php?x=1",
        "https://example.com/wp-login.php"}) {
    INFO(elsewhere);
    CHECK_FALSE(guard.authorize(write, url_of(elsewhere)));
  }
}

TEST_CASE("XML-RPC takes a log-in that changes nothing, whatever the scope", "[scope]") {
  const Url endpoint = url_of("https://example.com/blog/xmlrpc.php");
  const auto request = guard_of({}).authorize(XmlRpcLogin{}, endpoint);
  REQUIRE(request);
  CHECK(request->route() == "/xmlrpc.php");
  CHECK(request->authorization().empty());
  const std::string shown(request->body());
  const std::string sent(request->wire_body());
  CHECK(shown.find("<methodName>wp.getUsersBlogs</methodName>") != std::string::npos);
  CHECK(shown.find("abcdEFGH") == std::string::npos);
  CHECK(shown.find("editor") == std::string::npos);
  CHECK(sent.find("<string>editor</string>") != std::string::npos);
  CHECK(sent.find("<string>abcdEFGH1234ijklMNOP5678</string>") != std::string::npos);
  for (const char* elsewhere :
       {"https://evil.example/xmlrpc.php", "http://example.com/xmlrpc.php",
        "https://example.com:8443/xmlrpc.php", "https://example.com/xmlrpc.php?x=1",
        "https://example.com/wp-login.php"}) {
    INFO(elsewhere);
    const auto refused = guard_of(kAll).authorize(XmlRpcLogin{}, url_of(elsewhere));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::out_of_scope);
  }
}

TEST_CASE("How credentials look is told without telling them", "[scope]") {
  const auto guard = [](std::string_view user, std::string_view password) {
    return ScopeGuard(api_root(), {}, credentials(user, password));
  };
  CHECK(guard("ann", "abcd EFGH 1234 ijkl MNOP 5678").has_generated_password());
  CHECK_FALSE(guard("ann", "hunter2").has_generated_password());
  CHECK_FALSE(guard("ann", "abcd EFGH 1234 ijkl MNOP 5678 9").has_generated_password());
  CHECK(guard("My publishing tool", "x").login_reads_like_a_name());
  CHECK(guard("Presslink-2026", "x").login_reads_like_a_name());
  CHECK_FALSE(guard("ann@example.com", "x").login_reads_like_a_name());
}

TEST_CASE("A refusal quotes no more than a line of the route", "[scope]") {
  const auto request = guard_of(kAll).authorize(
      {.route = "/" + std::string(100'000, 'x'), .query = {}, .body = "{\"secret\":1}"});
  REQUIRE_FALSE(request);
  CHECK(request.error().message.size() < 300);
  CHECK(request.error().message.find("secret") == std::string::npos);
}

TEST_CASE("A value cannot smuggle a parameter or a route into the address", "[scope]") {
  for (const std::string_view root : {kPretty, kQuery}) {
    const ScopeGuard guard = guard_of(kAll, root);
    for (const std::string_view value : {"a&rest_route=/wp/v2/users", "a&_method=DELETE", "a#x",
                                         "a?b", "a b\r\nX: y", "%26x=1", "\xC3\xBC"}) {
      INFO(root << " " << value);
      const auto request = guard.authorize({.method = Method::get,
                                            .route = "/wp/v2/posts",
                                            .query = {{"slug", std::string(value)}},
                                            .body = {}});
      REQUIRE(request);
      const Query sent = parse_query(url_of(request->url().str()).query());
      const Query wanted = root == kQuery
                               ? Query{{"rest_route", "/wp/v2/posts"}, {"slug", std::string(value)}}
                               : Query{{"slug", std::string(value)}};
      CHECK(sent == wanted);
    }
  }
}

// --- revocation --------------------------------------------------------------------------------

TEST_CASE("The password in use can be revoked with no permission at all", "[scope][revoke]") {
  const auto answered = json_answer(200, R"({"uuid":"D592C75C-8163-4526-9DD4-1FE72B4C9177"})");
  for (const std::string_view root : {kPretty, kQuery}) {
    const auto request = guard_of({}, root).authorize_revocation(answered);
    REQUIRE(request);
    const std::string route = "/wp/v2/users/me/application-passwords/" + std::string(kUuid);
    CHECK(request->method() == Method::del);
    CHECK(request->url() == api_root(root).url_for(route));
    CHECK(request->route() == "/wp/v2/users/me/application-passwords/{uuid}");
    CHECK(request->body().empty());
    CHECK_FALSE(request->authorization().empty());
  }
}

TEST_CASE("An answer that does not name the password revokes nothing", "[scope][revoke]") {
  const std::string good = R"({"uuid":")" + std::string(kUuid) + R"("})";
  const std::vector<Response> answers = {
      answer(200, ""),
      answer(200, "null"),
      answer(200, "{}"),
      answer(200, "<html></html>"),
      answer(200, R"(["d592c75c-8163-4526-9dd4-1fe72b4c9177"])"),
      answer(200, "[" + good + "]"),
      answer(200, R"({"id":"d592c75c-8163-4526-9dd4-1fe72b4c9177"})"),
      answer(200, R"({"uuid":null})"),
      answer(200, R"({"uuid":7})"),
      answer(200, R"({"uuid":""})"),
      answer(200, R"({"uuid":["d592c75c-8163-4526-9dd4-1fe72b4c9177"]})"),
      answer(200, R"({"uuid":"introspect"})"),
      answer(200, R"({"uuid":"../../2/application-passwords"})"),
      answer(200, R"({"uuid":"d592c75c-8163-4526-9dd4-1fe72b4c9177/"})"),
      answer(200, R"({"uuid":"d592c75c-8163-4526-9dd4-1fe72b4c9177?force=1"})"),
      answer(200, R"({"uuid":"d592c75c-8163-4526-9dd4-1fe72b4c9177\n"})"),
      answer(200, R"({"uuid":"d592c75c81634526-9dd4-1fe72b4c9177"})"),
      answer(200, R"({"previous":{"uuid":"d592c75c-8163-4526-9dd4-1fe72b4c9177"}})"),
      answer(0, good),
      answer(201, good),
      answer(301, good),
      answer(401, good),
      answer(500, good),
  };
  for (const Response& response : answers) {
    INFO(response.status << " " << response.body);
    const auto request = guard_of(kAll).authorize_revocation(response);
    REQUIRE_FALSE(request);
    CHECK(request.error().code == Errc::out_of_scope);
    CHECK(request.error().phase == Phase::disconnect);
  }
}

}  // namespace
}  // namespace presslink::testing
