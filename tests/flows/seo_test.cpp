#include "presslink/seo.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "presslink/preview.hpp"
#include "presslink/publish.hpp"
#include "support/answers.hpp"
#include "support/catch.hpp"
#include "support/connection.hpp"
#include "support/fake_wordpress.hpp"
#include "support/flow_driver.hpp"
#include "support/sentences.hpp"

// The rules that hold for every plugin; how each real one answers is for
// tests/wordpress/test_seo.py.

namespace presslink::testing {
namespace {

using Outcome = std::variant<Response, Fault>;
using Json = nlohmann::ordered_json;

const Uuid kKey = Uuid::parse("6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f").value();

SiteProfile site_with(std::string_view plugins) {
  return assumed_site(api_root(), plugins).value();
}

/// WordPress with what its SEO plugins add to an answer about a post, and routes of their own.
struct PluginSite {
  FakeWordPress wordpress;
  Json in_post = Json::object();        ///< members of every answer about a post
  std::map<std::string, Response> own;  ///< by the end of the path
  std::string page = "<head></head>";   ///< what a visitor gets

  Outcome handle(const Request& request) {
    const std::string& path = request.url().path();
    for (const auto& [end, response] : own) {
      if (path.ends_with(end)) return response;
    }
    if (request.authorization().empty()) return html_answer(200, page);
    Response response = wordpress.handle(request);
    if (path.find("/wp/v2/posts") == std::string::npos || response.status >= 300) return response;
    Json body = Json::parse(response.body);
    if (body.is_object()) body.update(in_post);
    response.body = body.dump();
    return response;
  }
};

struct Published {
  PublishReport report;
  Journey journey;
};

Published publish(PluginSite& site, std::string_view plugins, SeoFields seo,
                  PublishOptions options = {}, Checkpoint checkpoint = {kKey},
                  PostStatus status = PostStatus::publish) {
  PostDraft draft;
  draft.title = "Tea";
  draft.content = "<p>Warm the pot.</p>";
  draft.slug = "tea";
  draft.status = status;
  draft.seo = std::move(seo);
  const ScopeGuard allowed = guard();
  PublishFlow flow(allowed, {draft, checkpoint, {}, site_with(plugins)}, options);
  Journey journey = drive(flow, [&](const Request& request) { return site.handle(request); });
  check_sentences(flow.result());
  return {flow.result(), std::move(journey)};
}

SeoReport only(const PublishReport& report) {
  REQUIRE(report.seo.size() == 1);
  return report.seo.front();
}

Json yoast_head(const Json& head) { return {{"yoast_head_json", head}}; }

TEST_CASE("a verdict is what the plugin shows, never what was sent") {
  struct Row {
    std::string_view sent;
    Json head;
    SeoVerdict verdict;
    std::string_view stored = sent;
  };
  const std::vector<Row> rows = {
      {"Tea & pots", {{"title", "Tea &amp; pots"}}, SeoVerdict::verified},
      {"Tea", {{"title", "Coffee"}}, SeoVerdict::dropped},
      {"Tea", {{"title", ""}}, SeoVerdict::dropped},
      {"%%title%% here", {{"title", "Tea here"}}, SeoVerdict::verified},
      {"%%title%% here", {{"title", "%%title%% here"}}, SeoVerdict::dropped},
      {"%%title%%", {{"title", ""}}, SeoVerdict::dropped},
      // The default of the site takes the place of what was not stored.
      {"Deep tea %%sitename%%", {{"title", "Y - Test site"}}, SeoVerdict::dropped, ""},
      {"%%title%% %%sep%% %%sitename%%", {{"title", "Y - Test site"}}, SeoVerdict::dropped, ""},
      {"Deep tea %%sitename%%", {{"title", "Y - Test site"}}, SeoVerdict::dropped},
      {"%%title%% – Tom’s tea", {{"title", "Y – Tom&#8217;s tea"}}, SeoVerdict::verified},
      {"%%title%% – Tom’s tea", {{"title", "Y - Test site"}}, SeoVerdict::dropped},
      {"Tea | %%page%%", {{"title", "Tea"}}, SeoVerdict::verified},
      {"%%title%% BEST OFFER %%sitename%%", {{"title", "Y - Test site"}}, SeoVerdict::dropped},
      {"%%title%% | Tea", {{"title", "| Tea"}}, SeoVerdict::dropped},
      {"%%title%% | Tea", {{"title", "Y | Tea"}}, SeoVerdict::verified},
  };
  for (const Row& row : rows) {
    INFO(row.sent << " / " << row.head.dump());
    PluginSite site;
    site.in_post = yoast_head(row.head);
    site.in_post["meta"] = {{"_yoast_wpseo_title", std::string(row.stored)}};
    const auto report = publish(site, "yoast", {.title = std::string(row.sent)}).report;
    CHECK(only(report).verdict == row.verdict);
    CHECK(only(report).effective ==
          (row.stored.empty() ? "" : row.head["title"].get<std::string>()));
    CHECK(report.outcome == PublishOutcome::published);
    CHECK(report.requests == 2);
  }
}

TEST_CASE("of Rank Math's directives for robots only the one that is wished changes") {
  struct Row {
    bool noindex;
    Json before;
    Json sent;
  };
  const std::vector<Row> rows = {
      {true, {"index", "nofollow", "noarchive"}, {"noindex", "nofollow", "noarchive"}},
      {true, {"index", "follow"}, {"noindex"}},
      {false, {"noindex", "follow", "nosnippet"}, {"index", "nosnippet"}},
      // Every page of a site that hides from search engines says so.
      {false, {"noindex", "nofollow"}, {"index"}},
      {true, nullptr, {"noindex"}},
  };
  for (const Row& row : rows) {
    INFO(row.before.dump());
    PluginSite site;
    const bool readable = row.before.is_array();
    site.own["get-post-seo-meta/run"] =
        readable ? json_answer(200, Json{{"robots", row.before}}.dump()) : json_answer(403, "{}");
    site.own["updateMeta"] = json_answer(200, R"({"slug":true})");
    const auto [report, journey] = publish(site, "rankmath", {.noindex = row.noindex});
    REQUIRE(journey.requests.size() > 2);
    CHECK(journey.requests[1].line().find("get-post-seo-meta") != std::string::npos);
    CHECK(Json::parse(journey.requests[2].body)["meta"]["rank_math_robots"] == row.sent);
    CHECK((only(report).why.find("nofollow") != std::string::npos) ==
          (!readable && only(report).verdict == SeoVerdict::verified));
  }
}

TEST_CASE("one text for Twitter alone takes Rank Math's other one from Facebook's") {
  const auto why = [](SeoFields fields) {
    PluginSite site;
    site.own["/updateMeta"] = json_answer(200, R"({"slug":true})");
    site.own["/get-post-seo-meta/run"] =
        json_answer(200, R"({"twitter_title":"A","twitter_description":"B"})");
    return publish(site, "rankmath", std::move(fields)).report.seo.front().why;
  };
  CHECK(why({.twitter_title = "A"}).find("Facebook") != std::string::npos);
  CHECK(why({.twitter_description = "B"}).find("Facebook") != std::string::npos);
  CHECK(why({.twitter_title = "A", .twitter_description = "B"}).empty());
}

TEST_CASE("a canonical address that the owner's noindex keeps out of the page is not claimed") {
  const std::string_view plugin = GENERATE("rankmath", "seopress", "slimseo");
  INFO(plugin);
  const std::string address = "https://example.org/tea";
  PluginSite site;
  site.in_post["meta"] = {{"_seopress_robots_canonical", address},
                          {"_seopress_robots_index", "yes"},
                          {"slim_seo", {{"title", ""}, {"canonical", address}, {"noindex", true}}}};
  const Json ability = {{"canonical", address}, {"robots", {"noindex", "follow"}}};
  site.own["/get-post-seo-meta/run"] = json_answer(200, ability.dump());
  site.own["/updateMeta"] = json_answer(200, R"({"slug":true})");
  site.page = R"(<head><meta name="robots" content="noindex"></head>)";
  const auto report = publish(site, plugin, {.canonical = address}).report;
  CHECK(only(report).verdict == SeoVerdict::accepted_unverified);
}

TEST_CASE("a text of variables alone is verified only where it was stored") {
  struct Row {
    std::string_view wish;
    std::string_view printed;
    SeoVerdict verdict;
    std::string_view why;
  };
  const Row row = GENERATE(
      // What the site prints by default, too.
      Row{"%title% %sep% %sitename%", "Tea - Site", SeoVerdict::accepted_unverified, "alone"},
      Row{"%%sitename%%", "Tea - Site", SeoVerdict::accepted_unverified, "alone"},
      Row{"%title% for all", "Tea for all", SeoVerdict::verified, ""},
      Row{"%nope% for all", "%nope% for all", SeoVerdict::dropped, "as they stand"},
      Row{"%title% for all", "Tea - Site", SeoVerdict::dropped, "something else"});
  INFO(row.wish << " / " << row.printed);
  PluginSite site;
  site.own["/updateMeta"] = json_answer(200, R"({"slug":true})");
  site.page = "<head><title>" + std::string(row.printed) + "</title></head>";
  const auto field =
      only(publish(site, "rankmath-legacy", {.title = std::string(row.wish)}).report);
  CHECK(field.verdict == row.verdict);
  CHECK(field.why.find(row.why) != std::string::npos);
}

TEST_CASE("a list of keyphrases is the same however the plugin writes its commas") {
  PluginSite site;
  site.in_post["meta"] = {{"_seopress_analysis_target_kw", "green tea,black tea"}};
  const auto verdict = [&site](const char* wish) {
    return only(publish(site, "seopress", {.focus_keyphrase = wish}).report).verdict;
  };
  CHECK(verdict("green tea, black tea") == SeoVerdict::verified);
  CHECK(verdict("green tea, white tea") == SeoVerdict::dropped);
  CHECK(verdict("green tea, black tea, white tea") == SeoVerdict::dropped);
}

TEST_CASE("texts for social networks count where the page has them, whatever is stored") {
  PluginSite site;
  site.in_post["meta"] = {{"_seopress_social_fb_title", "Tea"}};
  CHECK(only(publish(site, "seopress", {.og_title = "Tea"}).report).verdict == SeoVerdict::dropped);
  site.page = R"(<head><meta property="og:title" content="Tea"></head>)";
  CHECK(only(publish(site, "seopress", {.og_title = "Tea"}).report).verdict ==
        SeoVerdict::verified);
}

TEST_CASE("further keyphrases that the owner has stay behind the one that is wished") {
  struct Row {
    std::string_view there;
    std::string_view wish;
    std::string_view sent;
  };
  const Row row =
      GENERATE(Row{"tea, black tea,white tea", "tea", "tea,black tea,white tea"},
               Row{"coffee,black tea", "tea", "tea,black tea"}, Row{"coffee,tea", "tea", "tea"},
               Row{"", "tea", "tea"}, Row{"coffee,black tea", "", ""},
               Row{"coffee,black tea", "tea,pots", "tea,pots"});
  const std::string_view plugin = GENERATE("seopress", "rankmath");
  INFO(plugin << ": " << row.there << " / " << row.wish);
  PluginSite site;
  const auto id = PostId::from(9).value();
  site.wordpress.posts[9] = {.title = "Tea", .content = "x", .slug = "tea", .status = "publish"};
  const auto show = [&site, plugin](std::string_view list) {
    site.in_post["meta"] = {{"_seopress_analysis_target_kw", std::string(list)}};
    const Json ability = {{"focus_keyword", std::string(list)}, {"robots", Json::array()}};
    if (plugin == "rankmath") {
      site.own["/get-post-seo-meta/run"] = json_answer(200, ability.dump());
      site.own["/updateMeta"] = json_answer(200, R"({"slug":true})");
    }
  };
  show(row.there);
  std::string sent;
  PostDraft change;
  change.seo.focus_keyphrase = std::string(row.wish);
  const ScopeGuard allowed = guard();
  UpdateFlow flow(allowed, {id, change, {}, site_with(plugin)});
  drive(flow, [&](const Request& request) {
    const std::string body(request.body());
    for (const std::string_view key : {"_seopress_analysis_target_kw", "rank_math_focus_keyword"}) {
      const std::size_t at = body.find(key);
      if (at == std::string::npos) continue;
      const std::size_t begin = at + key.size() + 3;
      sent = body.substr(begin, body.find('"', begin) - begin);
      show(sent);
    }
    return site.handle(request);
  });
  CHECK(sent == row.sent);
  CHECK(only(flow.result()).verdict == SeoVerdict::verified);
}

TEST_CASE("a field that the answer does not echo was dropped, whatever the status") {
  PluginSite site;
  site.in_post = {{"meta", Json::array()}, {"yoast_head_json", {{"title", "Tea"}}}};
  const auto report = publish(site, "yoast", {.focus_keyphrase = "tea"}).report;
  CHECK(only(report).verdict == SeoVerdict::dropped);
  CHECK_FALSE(only(report).why.empty());
}

TEST_CASE("without a head in the answer the page is asked, and without a page nothing is claimed") {
  PluginSite site;
  site.in_post = {{"meta", {{"_yoast_wpseo_title", "Tea"}}}};
  site.page = "<head><title>Tea</title></head>";
  const auto published = publish(site, "yoast", {.title = "Tea"});
  CHECK(only(published.report).verdict == SeoVerdict::verified);
  CHECK(published.journey.lines().back().starts_with("GET https://example.com/"));
  CHECK_FALSE(published.journey.requests.back().authorized);

  PluginSite browser = site;
  CHECK(only(publish(browser, "yoast", {.title = "Tea"}, {.access = {.pages = false}}).report)
            .verdict == SeoVerdict::accepted_unverified);
  PluginSite draft = site;
  CHECK(only(publish(draft, "yoast", {.title = "Tea"}, {}, {kKey}, PostStatus::draft).report)
            .verdict == SeoVerdict::accepted_unverified);
}

TEST_CASE("of several active plugins none is believed; the page is") {
  PluginSite site;
  site.in_post = yoast_head({{"title", "Tea"}});
  site.in_post["meta"] = {{"_yoast_wpseo_title", "Tea"}, {"_seopress_titles_title", "Tea"}};
  site.page = "<head><title>Theirs</title></head>";
  auto report = publish(site, "yoast,seopress", {.title = "Tea"}).report;
  REQUIRE(report.seo.size() == 2);
  for (const SeoReport& field : report.seo) {
    CHECK(field.verdict == SeoVerdict::dropped);
    CHECK(field.effective == "Theirs");
  }
  REQUIRE(report.advice.size() == 1);
  CHECK(report.advice[0].text.find("Yoast SEO, SEOPress") != std::string::npos);

  PluginSite agreeing = site;
  agreeing.page = "<head><title>Tea</title><title>Tea</title></head>";
  report = publish(agreeing, "yoast,seopress", {.title = "Tea"}).report;
  CHECK(report.seo[0].verdict == SeoVerdict::verified);

  PluginSite quarrelling = site;
  quarrelling.page = "<head><title>Tea</title><title>Theirs</title></head>";
  report = publish(quarrelling, "yoast,seopress", {.title = "Tea"}).report;
  CHECK(report.seo[0].verdict == SeoVerdict::dropped);

  PluginSite unseen = site;
  report = publish(unseen, "yoast,seopress", {.title = "Tea"}, {.access = {.pages = false}}).report;
  CHECK(report.seo[0].verdict == SeoVerdict::accepted_unverified);
}

TEST_CASE("own routes are called before the post goes live, and their refusals are told apart") {
  struct Row {
    Response answer;
    SeoVerdict verdict;
  };
  const std::vector<Row> rows = {
      {json_answer(200, R"({"slug":true})"), SeoVerdict::accepted_unverified},
      {wp_error(403, "rest_cannot_edit"), SeoVerdict::forbidden},
      {wp_error(401, "rest_cannot_edit"), SeoVerdict::forbidden},
      {wp_error(404, "rest_no_route"), SeoVerdict::dropped},
      {html_answer(200, "<html>"), SeoVerdict::dropped},
  };
  for (const Row& row : rows) {
    PluginSite site;
    site.own["/updateMeta"] = row.answer;
    const auto published =
        publish(site, "rankmath-legacy", {.title = "Tea"}, {.access = {.pages = false}});
    INFO(row.answer.status << " " << row.answer.body);
    CHECK(only(published.report).verdict == row.verdict);
    CHECK(published.report.outcome == PublishOutcome::published);
    const auto lines = published.journey.lines();
    REQUIRE(lines.size() == 3);
    CHECK(lines[1] == "POST https://example.com/wp-json/rankmath/v1/updateMeta");
    CHECK(lines[2].starts_with("POST https://example.com/wp-json/wp/v2/posts/"));
  }
}

TEST_CASE("a write that a gateway gave up on is told by what stands on the site") {
  struct Row {
    std::string page;
    SeoVerdict verdict;
    std::string why;
  };
  const std::vector<Row> rows = {
      {"<head><title>Tea</title></head>", SeoVerdict::verified, ""},
      {"<head><title>Site</title></head>", SeoVerdict::dropped, "The site prints something else."},
      {"<head>", SeoVerdict::dropped, "The plugin answered with status 504."},
  };
  for (const Row& row : rows) {
    PluginSite site;
    site.own["/updateMeta"] = html_answer(504, "Gateway Time-out");
    site.page = row.page;
    const auto [report, journey] = publish(site, "rankmath-legacy", {.title = "Tea"});
    INFO(row.page);
    CHECK(report.outcome == PublishOutcome::published);
    CHECK(only(report).verdict == row.verdict);
    CHECK(only(report).why == row.why);
  }
}

TEST_CASE("a refused field can hold the post back as a draft, and a second run goes on") {
  PluginSite site;
  site.own["/updateMeta"] = wp_error(403, "rest_cannot_edit");
  const PublishOptions hold{.on_unverified_seo = OnUnverifiedSeo::hold, .access = {.pages = false}};
  const auto held = publish(site, "rankmath-legacy", {.title = "Tea"}, hold);
  CHECK(held.report.outcome == PublishOutcome::failed);
  REQUIRE(held.report.error);
  CHECK(held.report.error->phase == Phase::seo);
  CHECK(only(held.report).verdict == SeoVerdict::forbidden);
  REQUIRE(site.wordpress.posts.size() == 1);
  CHECK(site.wordpress.posts.begin()->second.status == "draft");
  CHECK(site.wordpress.posts.begin()->second.slug == "tea");

  site.own["/updateMeta"] = json_answer(200, R"({"slug":true})");
  const auto again =
      publish(site, "rankmath-legacy", {.title = "Tea"}, hold, held.journey.checkpoints.back());
  CHECK(again.report.outcome == PublishOutcome::published);
  CHECK(again.report.resumed);
  CHECK(site.wordpress.posts.size() == 1);
}

TEST_CASE("a write without an answer keeps the post from going live") {
  PluginSite site;
  int tries = 0;
  PostDraft draft;
  draft.title = "Tea";
  draft.seo.title = "Tea";
  const ScopeGuard allowed = guard();
  PublishFlow flow(allowed, {draft, {kKey}, {}, site_with("rankmath")});
  drive(flow, [&](const Request& request) -> Outcome {
    if (!request.url().path().ends_with("/updateMeta")) return site.handle(request);
    ++tries;
    return Fault{Fault::Kind::timed_out, Fault::Delivery::unknown, ""};
  });
  CHECK(tries > 1);
  REQUIRE(flow.result().error);
  CHECK(flow.result().error->phase == Phase::seo);
  CHECK(site.wordpress.posts.begin()->second.status == "draft");
}

TEST_CASE("a resumed draft gets its fields before it goes live, and they are read back") {
  PluginSite site;
  site.wordpress.posts[12] = {};
  site.in_post = yoast_head({{"title", "Tea"}});
  site.in_post["meta"] = {{"_yoast_wpseo_title", "Tea"}};
  const auto published = publish(site, "yoast", {.title = "Tea"}, {},
                                 {kKey, Checkpoint::Stage::created, PostId::from(12)});
  CHECK(only(published.report).verdict == SeoVerdict::verified);
  REQUIRE(published.journey.requests.size() == 2);
  CHECK(published.journey.requests[0].body.find("_yoast_wpseo_title") != std::string::npos);
  CHECK(published.journey.requests[0].body.find("publish") == std::string::npos);
  CHECK(published.journey.requests[1].body.find("publish") != std::string::npos);
}

TEST_CASE("a process killed at any step leaves no post live without its fields") {
  struct Killed {};
  const int first_kill = GENERATE(range(0, 20));
  const int second_kill = GENERATE(range(0, 20));
  PluginSite site;
  bool in_rank_math = false;
  bool in_yoast = false;
  PostDraft draft;
  draft.title = "Tea";
  draft.seo.title = "Tea";
  const ScopeGuard allowed = guard();
  Checkpoint stored{kKey};
  const auto live = [&](int kill_at) -> std::optional<PublishReport> {
    int moment = 0;
    const auto maybe_die = [&] {
      if (moment++ == kill_at) throw Killed{};
    };
    PublishFlow flow(allowed, {draft, stored, {}, site_with("yoast,rankmath-legacy")});
    const auto serve = [&](const Request& request) -> Outcome {
      maybe_die();
      in_yoast = in_yoast || request.body().find("_yoast_wpseo_title") != std::string_view::npos;
      const bool rank_math = request.url().path().ends_with("/updateMeta");
      in_rank_math = in_rank_math || rank_math;
      Outcome outcome =
          rank_math ? Outcome(json_answer(200, R"({"slug":true})")) : site.handle(request);
      for (const auto& [id, post] : site.wordpress.posts) {
        CHECK((post.status != "publish" || (in_yoast && in_rank_math)));
      }
      maybe_die();
      return outcome;
    };
    const auto save = [&](const Checkpoint& checkpoint) {
      maybe_die();
      stored = checkpoint;
      maybe_die();
      return true;
    };
    try {
      drive(flow, serve, {.save = save});
      return flow.result();
    } catch (const Killed&) {
      return std::nullopt;
    }
  };
  const auto one = live(first_kill);
  const auto two = one ? one : live(second_kill);
  const auto three = two ? two : live(-1);
  REQUIRE(three);
  CHECK(three->outcome == PublishOutcome::published);
  CHECK(three->seo.size() == 2);
  REQUIRE(site.wordpress.posts_not_in_trash().size() == 1);
  CHECK(site.wordpress.posts_not_in_trash().front().status == "publish");
}

// --- Yoast before 27.7
// -----------------------------------------------------------------------------

Response rows_answer(std::string_view rows) {
  return answer(200,
                "<methodResponse><params><param><value><struct><member><name>custom_fields"
                "</name><value><array><data>" +
                    std::string(rows) +
                    "</data></array></value></member></struct></value></param></params>"
                    "</methodResponse>");
}

std::string row(std::string_view id, std::string_view key, std::string_view value) {
  return "<value><struct><member><name>id</name><value><string>" + std::string(id) +
         "</string></value></member><member><name>key</name><value><string>" + std::string(key) +
         "</string></value></member><member><name>value</name><value><string>" +
         std::string(value) + "</string></value></member></struct></value>";
}

Response fault_answer(int code) {
  return answer(200,
                "<methodResponse><fault><value><struct><member><name>faultCode</name><value>"
                "<int>" +
                    std::to_string(code) +
                    "</int></value></member><member><name>"
                    "faultString</name><value><string>No.</string></value></member></struct>"
                    "</value></fault></methodResponse>");
}

TEST_CASE("XML-RPC changes the row that is there and adds no second one") {
  PluginSite site;
  site.in_post = yoast_head({{"title", "Tea"}});
  site.own["/xmlrpc.php"] =
      rows_answer(row("31", "_yoast_wpseo_title", "Tea") + row("32", "_yoast_wpseo_title", "Old") +
                  row("33", "_yoast_wpseo_focuskw", "tea"));
  const auto published = publish(site, "yoast-legacy", {.title = "Tea", .focus_keyphrase = "tea"});
  REQUIRE(published.report.seo.size() == 2);
  CHECK(published.report.seo[0].verdict == SeoVerdict::verified);
  CHECK(published.report.seo[1].verdict == SeoVerdict::verified);  // read back in the same request
  REQUIRE(published.journey.requests.size() == 4);
  const std::string& write = published.journey.requests[2].body;
  CHECK(write.find("<string>31</string>") != std::string::npos);
  CHECK(write.find("<string>32</string>") == std::string::npos);
  for (const Sent& sent : published.journey.requests) {
    CHECK(sent.body.find("abcdEFGH") == std::string::npos);
  }
}

TEST_CASE("a site that takes no two calls in one request is asked for one") {
  PluginSite site;
  int calls = 0;
  PostDraft draft;
  draft.title = "Tea";
  draft.seo.focus_keyphrase = "tea";
  const ScopeGuard allowed = guard();
  PublishFlow flow(allowed, {draft, {kKey}, {}, site_with("yoast-legacy")});
  drive(flow, [&](const Request& request) -> Outcome {
    if (!request.url().path().ends_with("/xmlrpc.php")) return site.handle(request);
    ++calls;
    if (calls == 1) return rows_answer("");
    if (request.body().find("multicall") != std::string_view::npos) return fault_answer(-32601);
    return rows_answer("");
  });
  CHECK(calls == 3);
  CHECK(only(flow.result()).verdict == SeoVerdict::accepted_unverified);
}

TEST_CASE("a write by XML-RPC that nobody answered is not followed by one that it may undo") {
  // wp.editPost writes back the whole post that it read at its beginning.
  const Outcome silence =
      GENERATE(Outcome(Fault{Fault::Kind::timed_out, Fault::Delivery::unknown, ""}),
               Outcome(html_answer(504, "Gateway Time-out")));
  PluginSite site;
  int writes = 0;
  PostDraft draft;
  draft.title = "Tea";
  draft.seo.title = "Tea";
  const ScopeGuard allowed = guard();
  PublishFlow flow(allowed, {draft, {kKey}, {}, site_with("yoast-legacy")});
  drive(flow, [&](const Request& request) -> Outcome {
    if (!request.url().path().ends_with("/xmlrpc.php")) return site.handle(request);
    if (request.body().find("custom_fields</name>") == std::string_view::npos)
      return rows_answer("");
    ++writes;
    return silence;
  });
  CHECK(flow.result().outcome == PublishOutcome::uncertain);
  CHECK(site.wordpress.posts.begin()->second.status == "draft");
  CHECK(writes == 1);  // a second one would add a second row
}

TEST_CASE("where XML-RPC is closed the field is unsupported, with what to do") {
  const std::vector<Outcome> closed = {fault_answer(405), html_answer(403, "<html>"),
                                       html_answer(404, ""),
                                       Fault{Fault::Kind::timed_out, Fault::Delivery::unknown, ""}};
  for (const Outcome& outcome : closed) {
    PluginSite site;
    PostDraft draft;
    draft.title = "Tea";
    draft.seo.title = "Tea";
    const ScopeGuard allowed = guard();
    PublishFlow flow(allowed, {draft, {kKey}, {}, site_with("yoast-legacy")});
    drive(flow, [&](const Request& request) -> Outcome {
      return request.url().path().ends_with("/xmlrpc.php") ? outcome : site.handle(request);
    });
    CHECK(only(flow.result()).verdict == SeoVerdict::unsupported);
    CHECK(only(flow.result()).remedy.find("27.7") != std::string::npos);
    CHECK(flow.result().outcome == PublishOutcome::published);
  }
}

TEST_CASE("a post that is another's is forbidden, and a browser has no XML-RPC at all") {
  PluginSite site;
  site.own["/xmlrpc.php"] = fault_answer(401);
  CHECK(only(publish(site, "yoast-legacy", {.title = "Tea"}).report).verdict ==
        SeoVerdict::forbidden);
  PluginSite browser;
  const auto published = publish(browser, "yoast-legacy", {.title = "Tea", .canonical = "x"},
                                 {.access = {.xml_rpc = false, .pages = false}});
  CHECK(published.journey.requests.size() == 2);
  for (const SeoReport& field : published.report.seo) {
    CHECK(field.verdict == SeoVerdict::unsupported);
    CHECK(field.why.find("browser") != std::string::npos);
  }
}

TEST_CASE("in a browser a page's canonical address is out of reach, and said so") {
  const ScopeGuard allowed = guard();
  SeoFlow flow(allowed, {.target = {.kind = SeoTarget::Kind::page, .id = 12},
                         .fields = {.canonical = "https://example.com/tea"},
                         .site = site_with("yoast"),
                         .access = {.xml_rpc = false, .pages = false}});
  const Journey journey = drive(flow, [](const Request&) {
    return json_answer(200, R"({"id":12,"link":"https://example.com/tea/","status":"publish"})");
  });
  REQUIRE(flow.result());
  REQUIRE(flow.result()->seo.size() == 1);
  CHECK(flow.result()->seo.front().verdict == SeoVerdict::unsupported);
}

// --- nobody, advice, preview
// -------------------------------------------------------------------------

TEST_CASE("an answer about something else than the target is none") {
  struct Row {
    std::string_view method;  ///< whose answers are about another post
    Errc code;
    int writes;
  };
  for (const Row& row : {Row{"GET", Errc::bad_answer, 0}, Row{"POST", Errc::uncertain, 1}}) {
    INFO(row.method);
    FakeWordPress wordpress;
    wordpress.posts[12] = {.title = "Tea", .status = "publish"};
    const ScopeGuard allowed = guard();
    SeoFlow flow(allowed,
                 {.target = {.id = 12}, .fields = {.title = "Tea"}, .site = site_with("yoast")});
    const Journey journey = drive(flow, [&](const Request& request) {
      Response response = wordpress.handle(request);
      if (name(request.method()) != row.method) return response;
      Json body = Json::parse(response.body);
      body["id"] = 13;
      response.body = body.dump();
      return response;
    });
    REQUIRE_FALSE(flow.result());
    CHECK(flow.result().error().code == row.code);
    const auto writes = std::count_if(journey.requests.begin(), journey.requests.end(),
                                      [](const Sent& sent) { return sent.method == Method::post; });
    CHECK(writes == row.writes);
  }
}

TEST_CASE("without a plugin WordPress has no place, and The SEO Framework is known by its page") {
  PluginSite site;
  auto report = publish(site, "none", {.title = "Tea", .noindex = true}).report;
  REQUIRE(report.seo.size() == 2);
  CHECK(report.seo[0].plugin.empty());
  CHECK(report.seo[0].why.find("WordPress itself") != std::string::npos);
  PluginSite asleep;
  asleep.own["/users/me"] =
      json_answer(200, R"({"capabilities":{"rank_math_onpage_general":true}})");
  report = publish(asleep, "none", {.title = "Tea"}, {.access = {.pages = false}}).report;
  CHECK(only(report).plugin == "rankmath");
  CHECK(only(report).why.find("switched off, or its set-up is not finished") != std::string::npos);
  PluginSite framework;
  framework.page = "<head><!-- The SEO Framework by Sybre Waaijer --></head>";
  report = publish(framework, "none", {.title = "Tea"}).report;
  CHECK(only(report).plugin == "seoframework");
  CHECK(only(report).verdict == SeoVerdict::unsupported);
}

TEST_CASE("advice has each plugin's own numbers, and none for a template") {
  const SeoFields fields{.title = std::string(61, 'i'),  // narrow letters
                         .description = "Short.",
                         .focus_keyphrase = std::string(192, 'x')};
  const auto texts = [&](std::string_view plugin) {
    std::string all;
    for (const SeoAdvice& each : advise_seo(fields, site_with(plugin).seo_plugins)) {
      all += each.field + ": " + each.text + "\n";
    }
    return all;
  };
  CHECK(
      texts("yoast") ==
      "description: The description has 6 characters, fewer than the 120 that Yoast SEO advises.\n"
      "focus_keyphrase: The focus keyphrase has 192 characters, more than the 191 that Yoast SEO "
      "advises.\n");
  CHECK(texts("rankmath")
            .starts_with(
                "title: The title has 61 characters, more than the 60 that Rank Math advises.\n"));
  const auto wide = advise_seo({.title = std::string(40, 'W')}, site_with("yoast").seo_plugins);
  REQUIRE(wide.size() == 1);
  CHECK(wide[0].text == "The title has 755 pixels, more than the 600 that Yoast SEO advises.");
  CHECK(advise_seo({.title = "%%title%%", .description = "%%excerpt%%"},
                   site_with("yoast").seo_plugins)
            .empty());
  const auto japanese =
      advise_seo({.title = "茶の淹れ方と水の温度について"}, site_with("rankmath").seo_plugins);
  REQUIRE(japanese.size() == 1);
  CHECK(japanese[0].text ==
        "The title has 14 characters, fewer than the 15 that Rank Math advises.");
  const auto short_one = advise_seo({.title = "T"}, site_with("rankmath").seo_plugins);
  REQUIRE(short_one.size() == 1);
  CHECK(short_one[0].text ==
        "The title has 1 character, fewer than the 15 that Rank Math advises.");
}

TEST_CASE("a text is measured beside the limits of each plugin") {
  const auto lengths = measure_seo({.title = "Tea", .description = "%%excerpt%%"},
                                   site_with("yoast,rankmath").seo_plugins);
  REQUIRE(lengths.size() == 5);
  CHECK(lengths[0].plugin == "yoast");
  CHECK(lengths[0].field == "title");
  CHECK(lengths[0].characters == 3);
  CHECK(lengths[0].pixels == 34);
  CHECK(lengths[0].characters_max == 0);
  CHECK(lengths[0].pixels_max == 600);
  CHECK(lengths[1].field == "description");
  CHECK_FALSE(lengths[1].characters);  // a template variable
  CHECK(lengths[1].characters_min == 120);
  CHECK(lengths[2].field == "focus_keyphrase");
  CHECK_FALSE(lengths[2].characters);  // unset
  CHECK(lengths[3].plugin == "rankmath");
  CHECK(lengths[3].characters == 3);
  CHECK_FALSE(lengths[4].characters);
  CHECK(lengths[4].characters_max == 160);
}

TEST_CASE("a preview shows each plugin's requests without a site") {
  const std::vector<std::pair<std::string_view, std::vector<std::string>>> expected = {
      {"yoast", {"POST /wp/v2/posts", "POST /wp/v2/posts/{id}"}},
      {"yoast-legacy",
       {"POST /wp/v2/posts", "POST /xmlrpc.php", "POST /xmlrpc.php", "POST /wp/v2/posts/{id}"}},
      {"rankmath",
       {"POST /wp/v2/posts", "POST /rankmath/v1/updateMeta", "POST /wp/v2/posts/{id}",
        "GET /wp-abilities/v1/abilities/rank-math/get-post-seo-meta/run"}},
      {"aioseo", {"POST /wp/v2/posts", "POST /wp/v2/posts/{id}"}},
      {"aioseo-legacy",
       {"POST /wp/v2/posts", "POST /aioseo/v1/posts-list/update-details-column",
        "POST /aioseo/v1/keyphrases", "POST /wp/v2/posts/{id}"}},
      {"seopress", {"POST /wp/v2/posts", "POST /wp/v2/posts/{id}"}},
      {"slimseo", {"POST /wp/v2/posts", "POST /wp/v2/posts/{id}"}},
  };
  const ScopeGuard allowed = guard();
  PostDraft draft;
  draft.title = "Tea";
  draft.seo = {.title = "Tea", .description = "Warm.", .focus_keyphrase = "tea"};
  for (const auto& [plugin, routes] : expected) {
    INFO(plugin);
    const auto preview = preview_publish(allowed, {draft, {kKey}, {}, site_with(plugin)});
    REQUIRE(preview);
    std::vector<std::string> planned;
    for (const PlannedRequest& each : preview->requests) {
      const bool page = each.request.method() == Method::get && !each.when.empty();
      if (page) continue;  // what a visitor gets, where nothing else tells
      planned.push_back(std::string(name(each.request.method())) + " " + each.request.route());
      CHECK_FALSE(each.purpose.empty());
    }
    CHECK(planned == routes);
    CHECK(preview->not_sent.size() == (plugin == "slimseo" ? 1U : 0U));
  }
  const SiteUrl blog = SiteUrl::parse("https://example.com/blog").value();
  const auto route = [&blog](RestStyle style) {
    return assumed_site(blog, "none", style)->root.url_for("/wp/v2/posts").str();
  };
  CHECK(route(RestStyle::pretty) == "https://example.com/blog/wp-json/wp/v2/posts");
  CHECK(route(RestStyle::query) == "https://example.com/blog/index.php?rest_route=/wp/v2/posts");
  CHECK(route(RestStyle::index_php) == "https://example.com/blog/index.php/wp-json/wp/v2/posts");
  CHECK_FALSE(assumed_site(api_root(), "yoast,wordfence"));
  CHECK_FALSE(assumed_site(api_root(), ""));
}

}  // namespace
}  // namespace presslink::testing
