#include "presslink/preview.hpp"

#include "support/catch.hpp"
#include "support/connection.hpp"
#include "support/fake_wordpress.hpp"
#include "support/flow_driver.hpp"
#include "support/sentences.hpp"

namespace presslink::testing {
namespace {

const Uuid kKey = Uuid::parse("6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f").value();

PostDraft article() {
  PostDraft draft;
  draft.title = "Tea";
  draft.content = "<p>Warm the pot.</p>";
  draft.slug = "tea";
  return draft;
}

std::vector<std::string> purposes(const Preview& preview) {
  std::vector<std::string> out;
  for (const PlannedRequest& planned : preview.requests) out.push_back(planned.purpose);
  return out;
}

TermIndex known_of(const FakeWordPress& site) {
  TermIndex known;
  for (const auto& [id, term] : site.categories) {
    known.categories.push_back(
        {TermId::from(id).value(), term.name, term.slug, TermId::from(term.parent)});
  }
  return known;
}

TEST_CASE("a preview holds the very requests that a publish sends") {
  FakeWordPress site;
  const auto top = site.add_category("R&D", "rd");
  const auto first_new = site.add_category("Kitchen", "kitchen", top) + 1;
  PostDraft draft = article();
  draft.categories = GENERATE(values<std::vector<TermPath>>(
      {{TermPath{"Uncategorized"}},
       {TermPath{"Uncategorized"}, TermPath{"New"}},
       {TermPath{"R&D", "New"}, TermPath{"R&D", "Kitchen"}, TermPath{"R&D", "Kitchen", "Pots"}}}));
  TermIndex known = known_of(site);
  known.categories_complete = GENERATE(true, false);
  CAPTURE(str(draft.categories->back()), known.categories_complete);
  const ScopeGuard allowed = guard();
  const auto preview = preview_publish(allowed, {draft, {kKey}, known});
  REQUIRE(preview);

  PublishFlow flow(allowed, {draft, {kKey}, known});
  const Journey journey = drive(flow, [&](const Request& request) -> std::variant<Response, Fault> {
    return site.handle(request);
  });

  // The site's own ids for what is new, in the place of those that stand in.
  const auto as_sent = [&](std::string body) {
    std::int64_t id = first_new;
    for (const StandIn& each : preview->stand_ins) {
      const std::string planned = std::to_string(each.id);
      const std::string made = std::to_string(id++);
      for (auto at = body.find(planned); at != std::string::npos; at = body.find(planned)) {
        body.replace(at, planned.size(), made);
      }
    }
    return body;
  };
  REQUIRE(preview->requests.size() == journey.requests.size());
  CHECK(preview->requests[0].request.url() == journey.requests[0].url);
  for (std::size_t i = 0; i < journey.requests.size(); ++i) {
    CHECK(preview->requests[i].request.method() == journey.requests[i].method);
    CHECK(as_sent(std::string(preview->requests[i].request.body())) == journey.requests[i].body);
    CHECK(preview->requests[i].request.route() == journey.requests[i].route);
  }
}

TEST_CASE("missing categories are planned with stand-in ids, each explained") {
  PostDraft draft = article();
  draft.categories = {TermPath{"Guides", "Tea"}};
  const auto preview = preview_publish(guard(), {draft, {kKey}, {}});
  REQUIRE(preview);
  CHECK(purposes(*preview) ==
        std::vector<std::string>{"read the categories", "create the category Guides",
                                 "create the category Guides > Tea",
                                 "see whether somebody made the same categories meanwhile",
                                 "create the post as a draft", "set its slug, status and date"});
  CHECK_FALSE(preview->requests[1].when.empty());
  REQUIRE(preview->stand_ins.size() == 3);
  const std::string tea = std::to_string(preview->stand_ins[1].id);
  CHECK(preview->stand_ins[1].meaning == "category Guides > Tea");
  CHECK(preview->requests[4].request.body().find(tea) != std::string_view::npos);
}

TEST_CASE("what requests are for is said in every language") {
  PostDraft draft = article();
  draft.categories = {TermPath{"Guides", "Tea"}};
  draft.tags = {"Leaves"};
  draft.seo = {.title = "T", .description = "D", .focus_keyphrase = "K", .noindex = true};
  const ScopeGuard allowed = guard();
  for (const char* plugins :
       {"none", "yoast", "yoast-legacy", "rankmath", "rankmath-legacy", "aioseo", "aioseo-legacy",
        "seopress", "seopress-legacy", "slimseo", "slimseo-legacy"}) {
    INFO(plugins);
    const SiteProfile site = assumed_site(api_root(), plugins).value();
    const PostId post = PostId::from(7).value();
    for (const Result<Preview>& planned :
         {preview_publish(allowed, {draft, {kKey}, {}, site}),
          preview_publish(allowed, {draft, {kKey}, {}, site, true}),
          preview_update(allowed, {post, draft, {}, site})}) {
      REQUIRE(planned);
      check_sentences(*planned);
    }
  }
}

TEST_CASE("what a preview says of a term stands in one line") {
  PostDraft draft = article();
  draft.categories = {TermPath{"A\nB", "C\r\u2028D"}};
  const auto preview = preview_publish(guard(), {draft, {kKey}, {}});
  REQUIRE(preview);
  CHECK(preview->stand_ins[1].meaning == "category A B > C  D");
  CHECK(purposes(*preview)[2] == "create the category A B > C  D");
}

TEST_CASE("a tag is looked for by its name as WordPress stores it") {
  PostDraft draft = article();
  draft.tags = {"R&D"};
  const auto preview = preview_publish(guard(), {draft, {kKey}, {}});
  REQUIRE(preview);
  CHECK(preview->requests[1].purpose == "see whether somebody made the same tag meanwhile");
  CHECK(preview->requests[1].request.url().query().find("search=R%26amp%3BD&") == 0);
}

TEST_CASE("a scheduled post is planned whatever its date") {
  PostDraft draft = article();
  draft.status = PostStatus::future;
  draft.date = parse_rfc3339("2020-01-01T00:00:00Z");
  CHECK(preview_publish(guard(), {draft, {kKey}, {}}));
}

TEST_CASE("an update is planned with its own id") {
  const auto preview = preview_update(guard(), {PostId::from(12).value(), article(), {}});
  REQUIRE(preview);
  REQUIRE(preview->requests.size() == 1);
  CHECK(preview->requests[0].request.url().path() == "/wp-json/wp/v2/posts/12");
  CHECK(preview->requests[0].purpose == "change the post");
}

TEST_CASE("every request of a planned update is about its own post") {
  const auto plugin = GENERATE(as<std::string>(), "yoast", "rankmath", "aioseo", "seopress");
  CAPTURE(plugin);
  const ScopeGuard allowed = guard();
  PostDraft draft = article();
  draft.seo.title = "Tea for two";
  const auto preview = preview_update(allowed, {PostId::from(12).value(),
                                                std::move(draft),
                                                {},
                                                assumed_site(allowed.root(), plugin).value()});
  REQUIRE(preview);
  int pages = 0;
  for (const PlannedRequest& planned : preview->requests) {
    CAPTURE(planned.request.url().str());
    CHECK(planned.request.url().path().find("posts/1/") == std::string::npos);
    for (const auto& [name, value] : parse_query(planned.request.url().query())) {
      if (name != "p") continue;
      ++pages;
      CHECK(value == "12");
    }
  }
  CHECK(pages == (plugin == "aioseo" ? 1 : 0));  // the others show it in an answer
}

TEST_CASE("every request that finishes a draft of an earlier run is planned") {
  const ScopeGuard allowed = guard();
  PostDraft draft = article();
  draft.seo.title = "Tea for two";
  const Checkpoint begun{kKey, Checkpoint::Stage::created, PostId::from(12)};
  const auto preview =
      preview_publish(allowed, {draft, begun, {}, assumed_site(allowed.root(), "yoast").value()});
  REQUIRE(preview);
  CHECK(purposes(*preview) == std::vector<std::string>{"change the post", "change the post"});
  for (const PlannedRequest& planned : preview->requests) {
    CHECK(planned.request.url().path() == "/wp-json/wp/v2/posts/12");
  }
}

TEST_CASE("a draft that may be of an earlier run is looked for in a preview too") {
  const Checkpoint begun{kKey, Checkpoint::Stage::reserved, std::nullopt};
  const auto preview = preview_publish(guard(), {article(), begun, {}});
  REQUIRE(preview);
  const std::vector<std::string> all = purposes(*preview);
  REQUIRE(all.size() > 2);
  CHECK(all.front() == "look for the draft of an earlier run");
  CHECK(all.back() == "set its slug, status and date");
}

TEST_CASE("a draft that cannot be sent has no preview") {
  PostDraft draft = article();
  draft.title.clear();
  const auto empty = preview_publish(guard(), {draft, {kKey}, {}});
  REQUIRE_FALSE(empty);
  CHECK(empty.error().code == Errc::bad_input);

  draft = article();
  draft.tags = {"oolong"};
  const auto narrow = preview_publish(guard(Scope::standard()), {draft, {kKey}, {}});
  REQUIRE_FALSE(narrow);
  CHECK(narrow.error().code == Errc::out_of_scope);
}

}  // namespace
}  // namespace presslink::testing
