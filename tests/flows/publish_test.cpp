#include "presslink/publish.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <optional>

#include "support/catch.hpp"
#include "support/connection.hpp"
#include "support/fake_wordpress.hpp"
#include "support/flow_driver.hpp"
#include "support/sentences.hpp"

namespace presslink::testing {
namespace {

const UtcTime kNow = parse_rfc3339("2026-05-01T12:00:00Z").value();
const Uuid kKey = Uuid::parse("6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f").value();

PostDraft article() {
  PostDraft draft;
  draft.title = "Tea & biscuits";
  draft.content = "<p>Warm the pot.</p>";
  draft.slug = "tea";
  return draft;
}

using Outcome = std::variant<Response, Fault>;

Fault lost() { return {Fault::Kind::timed_out, Fault::Delivery::unknown, ""}; }
Fault unsent() { return {Fault::Kind::connect, Fault::Delivery::not_sent, ""}; }

/// Runs a publish against a site. `network` sees each request and may lose it or its answer.
struct Run {
  std::function<Outcome(FakeWordPress&, const Request&)> network =
      [](FakeWordPress& site, const Request& request) { return site.handle(request); };
  std::function<bool(const Checkpoint&)> store = [](const Checkpoint&) { return true; };
  std::vector<Checkpoint> saved;

  PublishReport publish(FakeWordPress& site, PostDraft draft, Checkpoint checkpoint = {kKey},
                        TermIndex known = {}, PublishOptions options = {}) {
    const ScopeGuard allowed = guard();
    PublishFlow flow(allowed, {std::move(draft), checkpoint, std::move(known)}, options);
    return run(site, flow);
  }

  template <class AnyFlow>
  PublishReport run(FakeWordPress& site, AnyFlow& flow) {
    DriveOptions options;
    options.start = kNow;
    options.save = [this](const Checkpoint& checkpoint) {
      const bool stored = store(checkpoint);
      if (stored) saved.push_back(checkpoint);
      return stored;
    };
    drive(
        flow, [&](const Request& request) { return network(site, request); }, options);
    check_sentences(flow.result());
    return flow.result();
  }
};

std::string only_difference(const PublishReport& report) {
  REQUIRE(report.changed_by_site.size() == 1);
  return report.changed_by_site.front().field;
}

// --- the plain path ------------------------------------------------------------------------------

TEST_CASE("a post without terms is published with two requests, draft first") {
  FakeWordPress site;
  Run run;
  std::vector<std::string> statuses;
  run.network = [&](FakeWordPress& wordpress, const Request& request) {
    Response response = wordpress.handle(request);
    statuses.push_back(wordpress.posts.rbegin()->second.status);
    return response;
  };
  const PublishReport report = run.publish(site, article());

  CHECK(report.outcome == PublishOutcome::published);
  CHECK_FALSE(report.error);
  CHECK(report.requests == 2);
  CHECK(report.slug == "tea");
  CHECK(report.link == "https://example.com/tea/");
  CHECK(report.status == PostStatus::publish);
  CHECK(report.changed_by_site.empty());
  CHECK_FALSE(report.resumed);
  CHECK(statuses == std::vector<std::string>{"draft", "publish"});
  REQUIRE(site.posts_not_in_trash().size() == 1);
  CHECK(site.posts_not_in_trash().front().title == "Tea & biscuits");
  CHECK(site.posts_not_in_trash().front().categories == std::vector<std::int64_t>{1});
}

TEST_CASE("checkpoints come before the create, after it and at the end") {
  FakeWordPress site;
  Run run;
  (void)run.publish(site, article());
  REQUIRE(run.saved.size() == 3);
  CHECK(run.saved[0] == Checkpoint{kKey, Checkpoint::Stage::reserved, std::nullopt});
  const auto id = PostId::from(site.posts.begin()->first);
  const std::string& digest = run.saved[1].digest;
  CHECK_FALSE(digest.empty());
  CHECK(run.saved[1] == Checkpoint{kKey, Checkpoint::Stage::created, id, digest});
  CHECK(run.saved[2] == Checkpoint{kKey, Checkpoint::Stage::finished, id, digest});
}

TEST_CASE("each status ends in its outcome") {
  struct Row {
    PostStatus status;
    const char* date;
    PublishOutcome outcome;
  };
  const Row row =
      GENERATE(Row{PostStatus::draft, nullptr, PublishOutcome::saved},
               Row{PostStatus::pending, nullptr, PublishOutcome::saved},
               Row{PostStatus::private_, nullptr, PublishOutcome::saved},
               Row{PostStatus::publish, nullptr, PublishOutcome::published},
               Row{PostStatus::future, "2026-05-08T09:00:00+02:00", PublishOutcome::scheduled});
  FakeWordPress site;
  Run run;
  PostDraft draft = article();
  draft.status = row.status;
  if (row.date != nullptr) draft.date = parse_rfc3339(row.date);
  const PublishReport report = run.publish(site, draft);
  CHECK(report.outcome == row.outcome);
  CHECK(report.status == row.status);
  CHECK(report.changed_by_site.empty());
  if (row.date != nullptr) CHECK(site.posts.begin()->second.date_gmt == "2026-05-08T07:00:00");
}

TEST_CASE("a draft without a slug keeps none of the key") {
  FakeWordPress site;
  Run run;
  PostDraft draft = article();
  draft.slug.reset();
  draft.status = PostStatus::draft;
  (void)run.publish(site, draft);
  CHECK(site.posts.begin()->second.slug.empty());

  draft.status = PostStatus::publish;
  const PublishReport report = run.publish(site, draft);
  CHECK(report.slug == "tea-biscuits");
}

TEST_CASE("categories and tags are found or made, then sent with the draft") {
  FakeWordPress site;
  site.add_category("Guides", "guides");
  Run run;
  PostDraft draft = article();
  draft.categories = {TermPath{"Guides", "R&D"}, TermPath{"guides"}};
  draft.tags = {"oolong"};
  const PublishReport report = run.publish(site, draft);
  REQUIRE(report.outcome == PublishOutcome::published);
  REQUIRE(report.categories.size() == 2);
  CHECK(report.categories[0].created);
  CHECK_FALSE(report.categories[1].created);
  CHECK(report.tags.at(0).created);
  CHECK(site.posts.rbegin()->second.categories ==
        std::vector<std::int64_t>{report.categories[0].id->value(),
                                  report.categories[1].id->value()});

  Run again;
  const PublishReport second = again.publish(site, draft, {kKey}, report.known);
  CHECK(second.requests == 2);
}

// --- input that is refused before anything is sent -----------------------------------------------

TEST_CASE("what cannot be right is refused before a byte is sent") {
  FakeWordPress site;
  Run run;
  PostDraft draft = article();
  std::string word;
  SECTION("an empty title") {
    draft.title = " \n";
    word = "title";
  }
  SECTION("broken UTF-8 in the content") {
    draft.content = "caf\xE9";
    word = "content";
  }
  SECTION("future without a date") {
    draft.status = PostStatus::future;
    word = "date";
  }
  SECTION("future with a date that has passed") {
    draft.status = PostStatus::future;
    draft.date = kNow + std::chrono::seconds(59);
    word = "minute ahead";
  }
  SECTION("dates that no database keeps") {
    draft.status = PostStatus::future;
    draft.date = GENERATE(UtcTime::max(), UtcTime::min(), last_date + std::chrono::hours(24));
    word = "9999";
  }
  SECTION("more terms than any post has") {
    GENERATE(false, true) ? void(draft.tags.emplace(1001, "tea"))
                          : void(draft.categories.emplace(1001, TermPath{"Tea"}));
    word = "1000";
  }
  SECTION("a category of no name") {
    draft.categories = {TermPath{}};
    word = "empty";
  }
  SECTION("a tag that is not UTF-8") {
    draft.tags = {"caf\xE9"};
    word = "UTF-8";
  }
  SECTION("broken UTF-8 in an SEO field") {
    draft.seo.og_title = "caf\xE9";
    word = "og_title";
  }
  const PublishReport report = run.publish(site, draft);
  REQUIRE(report.error);
  CHECK(report.outcome == PublishOutcome::failed);
  CHECK(report.error->code == Errc::bad_input);
  CHECK(report.error->message.find(word) != std::string::npos);
  CHECK(report.requests == 0);
  CHECK(site.log.empty());
  CHECK(run.saved.empty());
}

TEST_CASE("a document that needs a wider scope is refused before a byte is sent") {
  FakeWordPress site;
  PostDraft draft = article();
  Scope scope = {Permission::posts};
  SECTION("tags") { draft.tags = {"oolong"}; }
  SECTION("categories") { draft.categories = {TermPath{"Guides"}}; }
  SECTION("seo") { draft.seo.title = "Tea"; }
  SECTION("posts") { scope = {Permission::seo}; }
  const ScopeGuard narrow(api_root(), scope, credentials());
  PublishFlow flow(narrow, {draft, {kKey}, {}});
  Run run;
  const PublishReport report = run.run(site, flow);
  REQUIRE(report.error);
  CHECK(report.error->code == Errc::out_of_scope);
  CHECK(site.log.empty());
}

// --- differences ---------------------------------------------------------------------------------

TEST_CASE("what the site does otherwise is in the report") {
  FakeWordPress site;
  Run run;
  PostDraft draft = article();
  SECTION("a taken slug") {
    (void)run.publish(site, article());
    const PublishReport report = run.publish(site, draft, {Uuid::v4({})});
    CHECK(only_difference(report) == "slug");
    CHECK(report.changed_by_site[0].got == "tea-2");
    CHECK(report.outcome == PublishOutcome::published);
  }
  SECTION("HTML removed by kses") {
    site.strips_scripts = true;
    draft.content = "<p>a</p><script>b()</script>";
    const PublishReport report = run.publish(site, draft);
    CHECK(only_difference(report) == "content");
    CHECK(report.changed_by_site[0].why.find("script") != std::string::npos);
  }
  SECTION("a date that passed by the site's clock") {
    site.clock = "2026-06-01T00:00:00";
    draft.status = PostStatus::future;
    draft.date = parse_rfc3339("2026-05-20T00:00:00Z");
    const PublishReport report = run.publish(site, draft);
    CHECK(only_difference(report) == "status");
    CHECK(report.outcome == PublishOutcome::published);
  }
  SECTION("an image that the site does not have") {
    draft.featured_image = MediaId::from(999);
    CHECK(only_difference(run.publish(site, draft)) == "featured_image");
  }
}

TEST_CASE("what the site changes when the post goes live is told") {
  FakeWordPress site;
  Run run;
  run.network = [](FakeWordPress& wordpress, const Request& request) {
    // An editor, or a plugin that waits for this status.
    if (request.body().find(R"("status":"publish")") != std::string_view::npos) {
      wordpress.posts.begin()->second.content += "<p>An advertisement.</p>";
    }
    return wordpress.handle(request);
  };
  const PublishReport report = run.publish(site, article());
  CHECK(report.outcome == PublishOutcome::published);
  CHECK(only_difference(report) == "content");
}

TEST_CASE("a content whose blocks WordPress writes anew is not changed") {
  FakeWordPress site;
  Run run;
  PostDraft draft = article();
  draft.content = "<!-- wp:heading {\"level\": 2} -->\n<h2>T &amp; c</h2>\n<!-- /wp:heading -->";
  std::string_view written =
      GENERATE("<!-- wp:heading {\"level\":2} -->\n<h2>T & c</h2>\n<!-- /wp:heading -->",
               "<!-- wp:heading {\"level\":3} -->\n<h2>T & c</h2>\n<!-- /wp:heading -->");
  run.network = [&](FakeWordPress& wordpress, const Request& request) {
    Response response = wordpress.handle(request);
    auto body = nlohmann::ordered_json::parse(response.body);
    body["content"]["raw"] = written;
    response.body = body.dump();
    return response;
  };
  const PublishReport report = run.publish(site, draft);
  const bool same = written.find(":2") != std::string_view::npos;
  CHECK(report.changed_by_site.empty() == same);
}

TEST_CASE("kses' entities are no difference to a reader") {
  FakeWordPress site;
  Run run;
  run.network = [](FakeWordPress& wordpress, const Request& request) {
    Response response = wordpress.handle(request);
    const std::size_t at = response.body.find("Tea & biscuits");
    if (at != std::string::npos) response.body.replace(at, 14, "Tea &amp; biscuits");
    return response;
  };
  CHECK(run.publish(site, article()).changed_by_site.empty());
}

TEST_CASE("SEO fields of a site that is not known are not written, and that is said") {
  FakeWordPress site;
  Run run;
  PostDraft draft = article();
  draft.seo.title = "Tea";
  draft.seo.noindex = true;
  const PublishReport report = run.publish(site, draft);
  REQUIRE(report.seo.size() == 2);
  CHECK(report.seo[0].verdict == SeoVerdict::unsupported);
  CHECK(report.seo[1].field == "noindex");
  CHECK(report.outcome == PublishOutcome::published);
}

TEST_CASE("cached category ids that the site does not know any more are looked up again") {
  FakeWordPress site;
  Run first;
  PostDraft draft = article();
  draft.categories = {TermPath{"Guides"}};
  const TermIndex known = first.publish(site, draft).known;
  site.categories.erase(known.categories.back().id.value());

  Run second;
  draft.slug = "more-tea";
  const PublishReport report = second.publish(site, draft, {Uuid::v4({})}, known);
  CHECK(report.outcome == PublishOutcome::published);
  REQUIRE(report.categories.size() == 1);
  CHECK(report.categories[0].created);
  CHECK(site.posts.rbegin()->second.categories ==
        std::vector<std::int64_t>{report.categories[0].id->value()});
  CHECK(report.changed_by_site.empty());
}

/// A site with one of `taxonomy`'s terms deleted since `known` was read.
struct StaleTerms {
  FakeWordPress site;
  PostDraft draft = article();
  TermIndex known;

  explicit StaleTerms(Taxonomy taxonomy) {
    draft.categories = {TermPath{"Guides"}};
    draft.tags = {"oolong"};
    Run first;
    known = first.publish(site, draft).known;
    if (taxonomy == Taxonomy::tag) {
      site.tags.clear();
    } else {
      site.categories.erase(known.categories.back().id.value());
    }
    draft.slug = "more-tea";
  }

  void check(const PublishReport& report) const {
    REQUIRE(report.id);
    const FakeWordPress::Post& post = site.posts.at(report.id->value());
    CHECK(post.categories == std::vector<std::int64_t>{report.categories.at(0).id->value()});
    CHECK(post.tags == std::vector<std::int64_t>{report.tags.at(0).id->value()});
    CHECK(site.categories.count(post.categories[0]) == 1);
    CHECK(site.tags.count(post.tags[0]) == 1);
    CHECK(report.changed_by_site.empty());
  }
};

TEST_CASE("terms deleted since they were cached are made again, whatever became of the create") {
  StaleTerms stale(GENERATE(Taxonomy::category, Taxonomy::tag));
  Run run;
  SECTION("its answer came") {}
  SECTION("its answer was lost") {
    bool once = true;
    run.network = [once](FakeWordPress& site, const Request& request) mutable -> Outcome {
      Response response = site.handle(request);
      const bool create = request.method() == Method::post && request.route() == "/wp/v2/posts";
      if (create && std::exchange(once, false)) return lost();
      return response;
    };
  }
  const PublishReport report = run.publish(stale.site, stale.draft, {Uuid::v4({})}, stale.known);
  CHECK(report.outcome == PublishOutcome::published);
  stale.check(report);
}

TEST_CASE("a category deleted before the post is public is told of") {
  FakeWordPress site;
  Run run;
  run.network = [](FakeWordPress& wordpress, const Request& request) {
    if (request.route() == "/wp/v2/posts/{id}") {
      wordpress.categories = {{1, {"Uncategorized", "uncategorized", 0}}};
      for (auto& [id, post] : wordpress.posts) post.categories = {1};
    }
    return wordpress.handle(request);
  };
  PostDraft draft = article();
  draft.categories = {TermPath{"Guides"}};
  const PublishReport report = run.publish(site, draft);
  CHECK(report.outcome == PublishOutcome::published);
  CHECK(only_difference(report) == "categories");
}

TEST_CASE("a resumed publish takes no term out of a cache") {
  StaleTerms stale(GENERATE(Taxonomy::category, Taxonomy::tag));
  Run run;
  run.network = [](FakeWordPress& site, const Request& request) -> Outcome {
    if (request.route() == "/wp/v2/posts/{id}") return unsent();
    return site.handle(request);
  };
  const PublishReport stopped = run.publish(stale.site, stale.draft, {Uuid::v4({})});
  REQUIRE(stopped.outcome == PublishOutcome::failed);
  REQUIRE(run.saved.back().stage == Checkpoint::Stage::created);

  Run again;
  const PublishReport report =
      again.publish(stale.site, stale.draft, run.saved.back(), stale.known);
  CHECK(report.outcome == PublishOutcome::published);
  stale.check(report);
}

TEST_CASE("an update makes terms again that were deleted since they were cached") {
  StaleTerms stale(GENERATE(Taxonomy::category, Taxonomy::tag));
  Run run;
  const PostId id = run.publish(stale.site, article()).id.value();
  const ScopeGuard allowed = guard();
  UpdateFlow flow(allowed, {id, stale.draft, stale.known});
  const PublishReport report = run.run(stale.site, flow);
  CHECK(report.outcome == PublishOutcome::updated);
  stale.check(report);
}

TEST_CASE("the last request carries the tags again, since WordPress sets them anew by name") {
  FakeWordPress site;
  std::string last;
  Run run;
  run.network = [&last](FakeWordPress& wordpress, const Request& request) -> Outcome {
    last = request.body();
    return wordpress.handle(request);
  };
  PostDraft draft = article();
  draft.tags = {"C++", "O'Reilly"};
  const PublishReport report = run.publish(site, draft);
  REQUIRE(report.tags.size() == 2);
  CHECK(last == R"({"tags":[)" + std::to_string(report.tags[0].id->value()) + "," +
                    std::to_string(report.tags[1].id->value()) +
                    R"(],"slug":"tea","status":"publish"})");
}

TEST_CASE("what WordPress cannot store is refused before anything is sent") {
  FakeWordPress site;
  PostDraft draft = article();
  SECTION("a title") { draft.title = std::string(65'536, 'x'); }
  SECTION("an excerpt") { draft.excerpt = std::string(65'536, 'x'); }
  SECTION("a long tag") { draft.tags = {"fine", std::string(201, 'x')}; }
  SECTION("an empty tag") { draft.tags = {" "}; }
  SECTION("a tag that is no text") { draft.tags = {"\xff"}; }
  SECTION("a category") {
    TermPath path{"Guides"};
    path.push_back(std::string(201, 'x'));
    draft.categories = {path};
  }
  Run run;
  const PublishReport report = run.publish(site, draft);
  REQUIRE(report.error);
  CHECK(report.error->code == Errc::bad_input);
  CHECK(report.error->message.size() < 200);
  CHECK(site.log.empty());
}

TEST_CASE("the longest that WordPress can store is accepted") {
  PostDraft draft = article();
  draft.title = std::string(65'535, 'x');
  std::string tag;
  for (int i = 0; i < 200; ++i) tag += "ü";
  draft.tags = {tag};
  CHECK(validate(draft));
}

// --- roles and credentials -----------------------------------------------------------------------

TEST_CASE("a contributor's post stays a draft with its own slug, and running again finishes it") {
  FakeWordPress site;
  site.may_publish = false;
  Run run;
  const PublishReport report = run.publish(site, article());
  CHECK(report.outcome == PublishOutcome::failed);
  REQUIRE(report.error);
  CHECK(report.error->code == Errc::not_permitted);
  CHECK(report.error->message.find("draft") != std::string::npos);
  REQUIRE(report.id);
  CHECK(report.slug == "tea");
  CHECK(site.posts.begin()->second.status == "draft");

  site.may_publish = true;
  const PublishReport later = run.publish(site, article(), run.saved.back());
  CHECK(later.outcome == PublishOutcome::published);
  CHECK(later.resumed);
  CHECK(site.posts.size() == 1);
}

TEST_CASE("a contributor who runs again with another text has it in the draft") {
  FakeWordPress site;
  site.may_publish = false;
  Run run;
  run.publish(site, article());
  PostDraft edited = article();
  edited.content = "<p>Warm the pot first.</p>";
  const PublishReport report = run.publish(site, edited, run.saved.back());
  CHECK(report.error->code == Errc::not_permitted);
  CHECK(report.changed_by_site.empty());
  CHECK(site.posts.size() == 1);
  CHECK(site.posts.begin()->second.content == edited.content);
  CHECK(site.posts.begin()->second.status == "draft");
}

TEST_CASE("what an owner corrected in an unfinished draft stays until the document changes") {
  FakeWordPress site;
  site.may_publish = false;
  Run run;
  run.publish(site, article());
  FakeWordPress::Post& post = site.posts.begin()->second;
  post.content = "<p>Warm the pot well.</p>";

  site.may_publish = GENERATE(false, true);
  const PublishReport again = run.publish(site, article(), run.saved.back());
  CHECK(again.outcome == (site.may_publish ? PublishOutcome::published : PublishOutcome::failed));
  CHECK(post.content == "<p>Warm the pot well.</p>");
  CHECK(only_difference(again) == "content");
  CHECK(again.changed_by_site.front().why.find("by now") != std::string::npos);

  PostDraft edited = article();
  edited.title = "Tea & cake";
  const PublishReport later = run.publish(site, edited, run.saved.back());
  CHECK(later.changed_by_site.empty());
  CHECK(post.title == "Tea & cake");
  CHECK(post.content == edited.content);
}

TEST_CASE("a document that goes back to its first text is not taken for what the post has") {
  // However the run with the other text ended.
  FakeWordPress site;
  site.may_publish = false;
  Run run;
  run.publish(site, article());
  PostDraft other = article();
  other.content = "<p>Warm the pot first.</p>";
  const bool arrives = GENERATE(false, true);
  run.network = [arrives](FakeWordPress& wordpress, const Request& request) -> Outcome {
    if (arrives) (void)wordpress.handle(request);
    return lost();
  };
  PublishOptions impatient;
  impatient.flow.retry.max_retries = 0;
  run.publish(site, other, run.saved.back(), {}, impatient);
  run.network = [](FakeWordPress& wordpress, const Request& request) {
    return wordpress.handle(request);
  };
  run.publish(site, article(), run.saved.back());
  CHECK(site.posts.begin()->second.content == article().content);
}

TEST_CASE("a draft that a plugin refuses to publish has its own slug and not the key") {
  const int status = GENERATE(400, 403, 422);
  FakeWordPress site;
  Run run;
  run.network = [status](FakeWordPress& wordpress, const Request& request) -> Outcome {
    const bool goes_live = request.body().find(R"("status":"publish")") != std::string::npos;
    if (goes_live) return Response{status, {}, R"({"code":"topic_required","message":"A topic."})"};
    return wordpress.handle(request);
  };
  const PublishReport report = run.publish(site, article());
  REQUIRE(report.error);
  CHECK(report.error->wp_code == "topic_required");
  CHECK(report.error->causes.empty());
  CHECK(report.error->code == (status == 403 ? Errc::not_permitted : Errc::rejected));
  CHECK(report.error->message == std::string(status == 403 ? "A plugin does not allow this change."
                                                           : "WordPress refused the data.") +
                                     " WordPress says: A topic.");
  CHECK(report.slug == "tea");
  CHECK(report.changed_by_site.empty());
  CHECK(site.posts.begin()->second.slug == "tea");
  CHECK(site.posts.begin()->second.status == "draft");

  // Where a later document was not taken, its text is not told as changed by the site.
  PostDraft edited = article();
  edited.content = "<p>Warm the pot first.</p>";
  CHECK(run.publish(site, edited, run.saved.back()).changed_by_site.empty());
}

TEST_CASE("a refused password makes nothing and says so") {
  FakeWordPress site;
  site.accepts_password = false;
  Run run;
  const PublishReport report = run.publish(site, article());
  REQUIRE(report.error);
  CHECK(report.error->code == Errc::credentials_rejected);
  CHECK(report.requests == 1);
  CHECK(site.posts.empty());
}

TEST_CASE("a site that repeats the password in an error does not bring it into the report") {
  FakeWordPress site;
  Run run;
  std::string header;
  run.network = [&header](FakeWordPress&, const Request& request) -> Outcome {
    header = request.authorization().reveal();
    Response refused{400, {}, R"({"code":"rest_invalid_param","message":"x"})"};
    const Credentials login = credentials();
    refused.body.replace(refused.body.size() - 3, 1,
                         header + " " + std::string(login.password.secret().reveal()));
    return refused;
  };
  const PublishReport report = run.publish(site, article());
  REQUIRE(report.error);
  REQUIRE_FALSE(header.empty());
  CHECK(report.error->message.find("Basic ***") != std::string::npos);
  CHECK(report.error->message.find(header.substr(6)) == std::string::npos);
  CHECK(report.error->message.find(credentials().password.secret().reveal()) == std::string::npos);
}

TEST_CASE("a password is covered however an answer writes it") {
  const std::string plain(credentials().password.secret().reveal());
  std::string groups;
  std::string escaped;
  for (std::size_t at = 0; at < plain.size(); ++at) {
    if (at % 4 == 0 && at > 0) groups += ' ';
    groups += plain[at];
    std::array<char, 8> escape{};
    (void)std::snprintf(escape.data(), escape.size(), at % 8 < 4 ? "\\u%04x" : "%c", plain[at]);
    escaped += escape.data();
  }
  const ScopeGuard allowed = guard();
  for (const std::string& form : {plain, groups, escaped}) {
    INFO(form);
    Response answer{401, {}, R"({"a":"\x\u00)" + form + " " + form + "\"}"};
    answer.headers.add("Location", "/" + form + "/");
    const std::size_t size = answer.body.size();
    allowed.cover_password(answer);
    CHECK(answer.headers.find("Location") == "/" + std::string(form.size(), '*') + "/");
    CHECK(answer.body.size() == size);
    CHECK(std::count(answer.body.begin(), answer.body.end(), '*') ==
          static_cast<std::ptrdiff_t>(2 * form.size()));
    CHECK(answer.body.ends_with("* " + std::string(form.size(), '*') + "\"}"));
  }
  Response other{200, {}, "x" + plain.substr(1) + plain.substr(0, 8) + "\\u00"};
  const std::string body = other.body;
  allowed.cover_password(other);
  CHECK(other.body == body);
}

TEST_CASE("an author who needs a new category publishes nothing") {
  FakeWordPress site;
  site.may_create_categories = false;
  Run run;
  PostDraft draft = article();
  draft.categories = {TermPath{"Guides", "WordPress"}, TermPath{"Uncategorized"}};
  SECTION("and learns which") {
    const PublishReport report = run.publish(site, draft);
    REQUIRE(report.error);
    CHECK(report.error->code == Errc::not_permitted);
    CHECK(report.error->message.find("Guides > WordPress") != std::string::npos);
    CHECK(site.posts.empty());
  }
  SECTION("unless the missing ones are skipped") {
    PublishOptions options;
    options.on_missing_category = OnMissingTerm::skip;
    const PublishReport report = run.publish(site, draft, {kKey}, {}, options);
    CHECK(report.outcome == PublishOutcome::published);
    CHECK_FALSE(report.categories.at(0).id);
    CHECK(site.posts.begin()->second.categories == std::vector<std::int64_t>{1});
  }
}

// --- exactly once --------------------------------------------------------------------------------

TEST_CASE("a lost answer to the create is looked up, not repeated") {
  FakeWordPress site;
  Run run;
  int creates = 0;
  run.network = [&](FakeWordPress& wordpress, const Request& request) -> Outcome {
    Response response = wordpress.handle(request);
    const bool create = request.route() == "/wp/v2/posts" && request.method() == Method::post;
    if (create && ++creates == 1) return lost();
    return response;
  };
  const PublishReport report = run.publish(site, article());
  CHECK(report.outcome == PublishOutcome::published);
  CHECK(creates == 1);
  CHECK(site.posts.size() == 1);
  CHECK(site.posts.begin()->second.slug == "tea");
}

TEST_CASE("a create that certainly did not arrive is simply repeated") {
  FakeWordPress site;
  Run run;
  int tries = 0;
  run.network = [&](FakeWordPress& wordpress, const Request& request) -> Outcome {
    return ++tries <= 2 ? Outcome(unsent()) : wordpress.handle(request);
  };
  const PublishReport report = run.publish(site, article());
  CHECK(report.outcome == PublishOutcome::published);
  CHECK(site.log == std::vector<std::string>{"POST /wp/v2/posts", "POST /wp/v2/posts/2"});
}

TEST_CASE("a key without a checkpoint finds the draft that an earlier run left") {
  FakeWordPress site;
  Run run;
  run.network = [](FakeWordPress& wordpress, const Request& request) -> Outcome {
    if (request.route() == "/wp/v2/posts/{id}") return unsent();
    return wordpress.handle(request);
  };
  const auto again = [&site](Run& later) {
    const ScopeGuard allowed = guard();
    PublishFlow flow(
        allowed,
        {.draft = article(), .checkpoint = {kKey}, .known = {}, .site = {}, .look_first = true});
    return later.run(site, flow);
  };
  SECTION("and finishes it") {
    REQUIRE(run.publish(site, article()).outcome == PublishOutcome::failed);
    Run later;
    const PublishReport report = again(later);
    CHECK(report.outcome == PublishOutcome::published);
    CHECK(report.resumed);
    CHECK(site.posts.size() == 1);
  }
  SECTION("or makes one at once where there is none") {
    Run later;
    const PublishReport report = again(later);
    CHECK(report.outcome == PublishOutcome::published);
    CHECK_FALSE(report.resumed);
    CHECK(site.log ==
          std::vector<std::string>{"GET /wp/v2/posts", "POST /wp/v2/posts", "POST /wp/v2/posts/2"});
  }
  SECTION("or lets the create tell where the account may not look") {
    Run later;
    later.network = [](FakeWordPress& wordpress, const Request& request) -> Outcome {
      if (request.method() == Method::get) {
        return Response{400, {}, R"({"code":"rest_invalid_param","message":"no","data":{}})"};
      }
      return wordpress.handle(request);
    };
    CHECK(again(later).outcome == PublishOutcome::published);
  }
}

TEST_CASE("a create that is slower than the look for it leaves one post and no spare draft") {
  // The first create arrives only after presslink has looked twice and created again.
  FakeWordPress site;
  site.makes_draft_slugs_unique = GENERATE(true, false);
  Run run;
  std::optional<Request> delayed;
  int seen = 0;
  run.network = [&](FakeWordPress& wordpress, const Request& request) -> Outcome {
    const bool create = request.route() == "/wp/v2/posts" && request.method() == Method::post;
    if (create && !delayed) {
      delayed = guard()
                    .authorize({Method::post, "/wp/v2/posts", {}, std::string(request.body())})
                    .value();
      return lost();
    }
    if (create && ++seen == 1) (void)wordpress.handle(*delayed);
    return wordpress.handle(request);
  };
  const PublishReport report = run.publish(site, article());
  CHECK(report.outcome == PublishOutcome::published);
  REQUIRE(site.posts_not_in_trash().size() == 1);
  CHECK(site.posts_not_in_trash().front().status == "publish");
  CHECK(site.posts_not_in_trash().front().slug == "tea");
}

TEST_CASE("an error after the post was stored does not orphan it") {
  FakeWordPress site;
  Run run;
  int creates = 0;
  run.network = [&](FakeWordPress& wordpress, const Request& request) -> Outcome {
    Response response = wordpress.handle(request);
    const bool create = request.route() == "/wp/v2/posts" && request.method() == Method::post;
    if (create && ++creates == 1) {
      return Response{500, {}, R"({"code":"internal_server_error","message":"x","data":null})"};
    }
    return response;
  };
  CHECK(run.publish(site, article()).outcome == PublishOutcome::published);
  CHECK(site.posts.size() == 1);
}

TEST_CASE(
    "a refusal of what came after the post was stored leaves one post, not one for each run") {
  FakeWordPress site;
  Run run;
  run.network = [&](FakeWordPress& wordpress, const Request& request) -> Outcome {
    Response response = wordpress.handle(request);
    const bool create = request.route() == "/wp/v2/posts" && request.method() == Method::post;
    if (!create) return response;
    return Response{403, {}, R"({"code":"rest_cannot_update","message":"No such meta."})"};
  };
  const PublishReport report = run.publish(site, article());
  CHECK(report.outcome == PublishOutcome::published);
  CHECK(site.posts.size() == 1);
}

TEST_CASE("a list of other people's posts is no draft of this flow's") {
  FakeWordPress site;
  for (const std::int64_t id : {10, 11, 12}) {
    site.posts[id] = {.title = "Own", .content = "precious", .slug = "own", .status = "publish"};
  }
  const bool shows_draft = GENERATE(true, false);
  Run run;
  int creates = 0;
  run.network = [&](FakeWordPress& wordpress, const Request& request) -> Outcome {
    const bool posts = request.route() == "/wp/v2/posts";
    if (posts && request.method() == Method::get) {  // a cache or a plugin that drops `slug`
      const std::string own = R"({"id":10,"slug":"own"},{"id":11,"slug":"own-2"})";
      const std::string draft = R"(,{"id":2,"slug":")" + kKey.str() + R"("})";
      return Response{200, {}, '[' + own + (shows_draft ? draft : "") + ']'};
    }
    Response response = wordpress.handle(request);
    return posts && ++creates == 1 ? Outcome(lost()) : Outcome(response);
  };
  const PublishReport report = run.publish(site, article());
  CHECK(report.outcome == PublishOutcome::published);
  for (const std::int64_t id : {10, 11, 12}) {
    CHECK(site.posts.at(id).content == "precious");
    CHECK(site.posts.at(id).status == "publish");
  }
  CHECK(site.posts.at(2).status == (shows_draft ? "publish" : "draft"));
}

TEST_CASE("what stands before WordPress has its last word too") {
  const int status = GENERATE(302, 400, 405, 406, 413);
  FakeWordPress site;
  Run run;
  int creates = 0;
  run.network = [&](FakeWordPress& wordpress, const Request& request) -> Outcome {
    if (request.method() != Method::post) return wordpress.handle(request);
    ++creates;
    return Response{status, {}, "<html>No</html>"};
  };
  CHECK(run.publish(site, article()).outcome == PublishOutcome::failed);
  CHECK(creates == 1);
}

TEST_CASE("a 200 about something else is no success") {
  const std::string_view other =
      GENERATE(R"({"id":99,"slug":"other","status":"publish","link":"https://example.com/other/"})",
               R"(<html><script>var page = {"id":4711,"title":"Welcome"};</script></html>)",
               R"(<html><script>var page = {"id":2,"title":"Welcome"};</script></html>)");
  FakeWordPress site;
  Run run;
  run.network = [other](FakeWordPress& wordpress, const Request& request) -> Outcome {
    const bool finish = request.route() == "/wp/v2/posts/{id}";
    return finish ? Response{200, {}, std::string(other)} : wordpress.handle(request);
  };
  const PublishReport report = run.publish(site, article());
  CHECK(report.outcome == PublishOutcome::uncertain);
  CHECK(report.id == PostId::from(2));
  CHECK(run.saved.back().stage == Checkpoint::Stage::created);

  const ScopeGuard allowed = guard();
  UpdateFlow flow(allowed, {*PostId::from(3), article(), {}});
  CHECK(run.run(site, flow).outcome == PublishOutcome::uncertain);
}

TEST_CASE("WordPress's last word on the data is not argued with") {
  FakeWordPress site;
  Run run;
  run.network = [&](FakeWordPress& wordpress, const Request& request) -> Outcome {
    if (request.method() != Method::post) return wordpress.handle(request);
    return Response{500, {}, R"({"code":"db_insert_error","message":"too long","data":""})"};
  };
  const PublishReport report = run.publish(site, article());
  REQUIRE(report.error);
  CHECK(report.error->code == Errc::site_failed);
  CHECK(report.error->wp_code == "db_insert_error");
  REQUIRE(report.error->causes.size() == 1);
  CHECK(report.error->causes.front().id == "not_in_database");
  CHECK(report.error->message.find("too long") != std::string::npos);
  CHECK(site.posts.empty());
}

TEST_CASE("an answer lost to the last step is uncertain, and the next run settles it") {
  FakeWordPress site;
  Run run;
  run.network = [&](FakeWordPress& wordpress, const Request& request) -> Outcome {
    Response response = wordpress.handle(request);
    return request.route() == "/wp/v2/posts/{id}" ? Outcome(lost()) : Outcome(response);
  };
  const PublishReport report = run.publish(site, article());
  CHECK(report.outcome == PublishOutcome::uncertain);
  REQUIRE(report.id);

  Run again;
  const PublishReport settled = again.publish(site, article(), run.saved.back());
  CHECK(settled.outcome == PublishOutcome::published);
  CHECK(settled.resumed);
  CHECK(site.posts.size() == 1);
}

TEST_CASE("a site whose lists leave drafts out still gets one post") {
  FakeWordPress site;
  Run run;
  run.network = [](FakeWordPress& wordpress, const Request& request) -> Outcome {
    const bool looks = request.method() == Method::get && request.route() == "/wp/v2/posts";
    return looks ? Response{200, {}, "[]"} : wordpress.handle(request);
  };
  const PublishReport report =
      run.publish(site, article(), {kKey, Checkpoint::Stage::reserved, std::nullopt});
  CHECK(report.outcome == PublishOutcome::published);
  CHECK(site.posts.size() == 1);
}

TEST_CASE("a resumed publish ends with what the draft says now") {
  FakeWordPress site;
  Run run;
  run.network = [](FakeWordPress& wordpress, const Request& request) -> Outcome {
    if (request.route() == "/wp/v2/posts/{id}") return unsent();
    return wordpress.handle(request);
  };
  PostDraft before = article();
  before.excerpt = "An excerpt";
  before.tags = {"oolong"};
  before.categories = {TermPath{"Guides"}};
  const std::int64_t id = run.publish(site, before).id.value().value();
  CHECK(site.posts.at(id).excerpt == "An excerpt");
  REQUIRE(site.posts.at(id).tags.size() == 1);

  PostDraft now = article();
  now.categories.emplace();
  Run again;
  const PublishReport settled = again.publish(site, now, run.saved.back());
  CHECK(settled.outcome == PublishOutcome::published);
  CHECK(settled.changed_by_site.empty());
  CHECK(site.posts.at(id).excerpt.empty());
  CHECK(site.posts.at(id).tags.empty());
  CHECK(site.posts.at(id).categories == std::vector<std::int64_t>{1});

  SECTION("but a finished one keeps what was added to it since") {
    site.posts.at(id).excerpt = "An editor's";
    CHECK(again.publish(site, article(), again.saved.back()).outcome == PublishOutcome::published);
    CHECK(site.posts.at(id).excerpt == "An editor's");
  }
}

/// What a gateway answers for what WordPress has done behind it.
Response gateway() {
  return GENERATE(Response{502, {}, "<h1>Bad Gateway</h1>"},
                  Response{200, {}, "<h1>Please wait</h1>"},
                  Response{500, {}, R"({"code":"internal_server_error"})"});
}

TEST_CASE("a gateway's answer to the last step is uncertain, as none at all is") {
  FakeWordPress site;
  Run run;
  const Response answer = gateway();
  run.network = [&answer](FakeWordPress& wordpress, const Request& request) -> Outcome {
    Response response = wordpress.handle(request);
    return request.route() == "/wp/v2/posts/{id}" ? answer : response;
  };
  const PublishReport report = run.publish(site, article());
  CHECK(report.outcome == PublishOutcome::uncertain);
  CHECK(site.posts.begin()->second.status == "publish");

  Run again;
  CHECK(again.publish(site, article(), run.saved.back()).outcome == PublishOutcome::published);
  CHECK(site.posts.size() == 1);
}

TEST_CASE("a gateway's answer to an update is uncertain, WordPress's own error is not") {
  FakeWordPress site;
  Run run;
  const PostId id = run.publish(site, article()).id.value();
  PostDraft change;
  change.title = "Coffee";
  const ScopeGuard allowed = guard();
  UpdateFlow flow(allowed, {id, change, {}});
  SECTION("gateway") {
    const Response answer = gateway();
    run.network = [&answer](FakeWordPress& wordpress, const Request& request) -> Outcome {
      (void)wordpress.handle(request);
      return answer;
    };
    CHECK(run.run(site, flow).outcome == PublishOutcome::uncertain);
  }
  SECTION("WordPress") {
    run.network = [](FakeWordPress&, const Request&) -> Outcome {
      return Response{500, {}, R"({"code":"db_update_error","message":"too long","data":""})"};
    };
    const PublishReport report = run.run(site, flow);
    CHECK(report.outcome == PublishOutcome::failed);
    CHECK(report.error->code == Errc::site_failed);
  }
}

TEST_CASE("a draft that comes back out of the trash under its key gets its slug after all") {
  FakeWordPress site;
  Run run;
  int finishes = 0;
  run.network = [&finishes](FakeWordPress& wordpress, const Request& request) -> Outcome {
    Response response = wordpress.handle(request);
    if (request.route() != "/wp/v2/posts/{id}" || ++finishes > 1) return response;
    auto& post = wordpress.posts.begin()->second;
    post.slug = kKey.str();
    response.body = R"({"id":2,"status":"publish","slug":")" + post.slug + R"("})";
    return response;
  };
  const PublishReport report = run.publish(site, article());
  CHECK(report.outcome == PublishOutcome::published);
  CHECK(report.slug == "tea");
  CHECK(report.changed_by_site.empty());
  CHECK(finishes == 2);
}

TEST_CASE("nothing is sent past a checkpoint that could not be stored") {
  FakeWordPress site;
  Run run;
  const auto failing = GENERATE(Checkpoint::Stage::reserved, Checkpoint::Stage::created);
  run.store = [failing](const Checkpoint& checkpoint) { return checkpoint.stage != failing; };
  const PublishReport report = run.publish(site, article());
  REQUIRE(report.error);
  CHECK(report.error->code == Errc::storage_failed);
  CHECK(site.log.size() == (failing == Checkpoint::Stage::reserved ? 0 : 1));
  for (const auto& post : site.posts_not_in_trash()) CHECK(post.status == "draft");
}

TEST_CASE("a run that finds no draft of the earlier one has resumed nothing") {
  FakeWordPress site;
  Run run;
  const PublishReport report =
      run.publish(site, article(), {.key = kKey, .stage = Checkpoint::Stage::reserved});
  CHECK(report.outcome == PublishOutcome::published);
  CHECK_FALSE(report.resumed);
  CHECK(site.posts_not_in_trash().size() == 1);
}

TEST_CASE("what the answer does not show is not taken for kept") {
  FakeWordPress site;
  Run run;
  run.network = [](FakeWordPress& wordpress, const Request& request) {
    Response response = wordpress.handle(request);
    if (request.route().find("/wp/v2/posts") != 0 || response.status >= 300) return response;
    auto body = nlohmann::ordered_json::parse(response.body);
    if (body.is_object()) {
      for (const char* field : {"categories", "tags", "content"}) body.erase(field);
    }
    response.body = body.dump();
    return response;
  };
  PostDraft draft = article();
  draft.categories = {TermPath{"Guides"}};
  draft.tags = {"oolong"};
  const PublishReport report = run.publish(site, draft);
  CHECK(report.outcome == PublishOutcome::published);
  std::vector<std::string> fields;
  for (const Difference& difference : report.changed_by_site) {
    fields.push_back(difference.field);
    CHECK(difference.got.empty());
  }
  CHECK(fields == std::vector<std::string>{"content", "categories", "tags"});
}

TEST_CASE("the name that a site keeps of a new term is told") {
  FakeWordPress site;
  Run run;
  run.network = [](FakeWordPress& wordpress, const Request& request) {
    const Response response = wordpress.handle(request);
    for (auto& [id, term] : wordpress.categories) {
      if (term.name == "20% %41 off") term.name = "20% off";
    }
    return request.method() == Method::post && request.route() == "/wp/v2/categories"
               ? Response{201,
                          {},
                          R"({"id":)" + std::to_string(wordpress.categories.rbegin()->first) +
                              R"(,"name":"20% off","slug":"off"})"}
               : response;
  };
  PostDraft draft = article();
  draft.categories = {TermPath{"20% %41 off"}};
  const PublishReport report = run.publish(site, draft);
  CHECK(report.categories.at(0).name == "20% off");
  CHECK(only_difference(report) == "categories");
}

TEST_CASE("a post is live although the last checkpoint was not stored, and that is said") {
  FakeWordPress site;
  Run run;
  run.store = [](const Checkpoint& checkpoint) {
    return checkpoint.stage != Checkpoint::Stage::finished;
  };
  const PublishReport report = run.publish(site, article());
  CHECK(report.outcome == PublishOutcome::uncertain);
  CHECK(report.error.value().code == Errc::storage_failed);
  CHECK(report.status == PostStatus::publish);
  CHECK(site.posts_not_in_trash().at(0).status == "publish");
}

TEST_CASE("a process killed at any step, and once more in its second life, leaves one post") {
  // Kills before a request leaves, after the site has acted on it, and around each checkpoint.
  struct Killed {};
  FakeWordPress site;
  site.makes_draft_slugs_unique = GENERATE(true, false);
  const int first_kill = GENERATE(range(0, 14));
  const int second_kill = GENERATE(range(0, 14));
  PostDraft draft = article();
  draft.categories = {TermPath{"Guides", "Tea"}};
  const bool edited_between = GENERATE(false, true);

  Checkpoint stored{kKey};
  const auto live = [&](int kill_at) -> std::optional<PublishReport> {
    Run run;
    int moment = 0;
    const auto maybe_die = [&] {
      if (moment++ == kill_at) throw Killed{};
    };
    run.network = [&](FakeWordPress& wordpress, const Request& request) -> Outcome {
      maybe_die();
      Response response = wordpress.handle(request);
      maybe_die();
      return response;
    };
    run.store = [&](const Checkpoint& checkpoint) {
      maybe_die();
      stored = checkpoint;
      maybe_die();
      return true;
    };
    try {
      return run.publish(site, draft, stored);
    } catch (const Killed&) {
      return std::nullopt;
    }
  };
  const auto one = live(first_kill);
  if (!one && edited_between) draft.content = "<p>Warm the pot first.</p>";
  const auto two = one ? one : live(second_kill);
  if (!two && edited_between) draft.content = article().content;
  const auto three = two ? two : live(-1);
  REQUIRE(three);
  CHECK(three->outcome == PublishOutcome::published);
  REQUIRE(site.posts_not_in_trash().size() == 1);
  const FakeWordPress::Post post = site.posts_not_in_trash().front();
  CHECK(post.status == "publish");
  CHECK(post.slug == "tea");
  CHECK(post.content == draft.content);
  CHECK(site.categories.size() == 3);
}

TEST_CASE("a create stays uncertain while nothing tells what became of it") {
  FakeWordPress site;
  Run run;
  SECTION("the site has acted, and answers nothing any more") {
    run.network = [](FakeWordPress& wordpress, const Request& request) -> Outcome {
      if (request.method() == Method::post) (void)wordpress.handle(request);
      return lost();
    };
    const PublishReport report = run.publish(site, article());
    CHECK(report.outcome == PublishOutcome::uncertain);
    REQUIRE(report.error);
    CHECK(report.error->code == Errc::uncertain);
  }
  SECTION("the look for it is refused") {
    const int status = GENERATE(401, 403, 429, 500);
    run.network = [status](FakeWordPress& wordpress, const Request& request) -> Outcome {
      if (request.method() != Method::post) return Response{status, {}, "<html>No</html>"};
      (void)wordpress.handle(request);
      return lost();
    };
    CHECK(run.publish(site, article()).outcome == PublishOutcome::uncertain);
  }
  SECTION("but for one that was refused itself") {
    run.network = [](FakeWordPress&, const Request& request) -> Outcome {
      const bool create = request.method() == Method::post;
      return Response{create ? 400 : 403, {}, R"({"code":"rest_invalid_param","message":"No."})"};
    };
    const PublishReport report = run.publish(site, article());
    CHECK(report.outcome == PublishOutcome::failed);
    CHECK(report.error.value().code == Errc::rejected);
  }
  SECTION("no create is sent again, and none was sent in this run") {
    PublishOptions options;
    options.flow.retry.max_retries = -1;
    const Checkpoint reserved{kKey, Checkpoint::Stage::reserved, std::nullopt};
    CHECK(run.publish(site, article(), reserved, {}, options).outcome == PublishOutcome::published);
  }
  SECTION("cancelled before it was looked for") {
    const ScopeGuard allowed = guard();
    PublishFlow flow(allowed, {article(), {kKey}, {}});
    (void)flow.advance(Begin{}, kNow);
    REQUIRE(std::holds_alternative<Send>(flow.advance(Saved{}, kNow)));
    REQUIRE(std::holds_alternative<Wait>(flow.advance(lost(), kNow)));
    REQUIRE(std::holds_alternative<Done>(flow.advance(Cancelled{}, kNow)));
    CHECK(flow.result().outcome == PublishOutcome::uncertain);
  }
}

TEST_CASE("cancelling says what is uncertain") {
  FakeWordPress site;
  const ScopeGuard allowed = guard();
  PublishFlow flow(allowed, {article(), {kKey}, {}});
  (void)flow.advance(Begin{}, kNow);
  SECTION("while the create is under way") {
    REQUIRE(std::holds_alternative<Send>(flow.advance(Saved{}, kNow)));
    REQUIRE(std::holds_alternative<Done>(flow.advance(Cancelled{}, kNow)));
    CHECK(flow.result().outcome == PublishOutcome::uncertain);
  }
  SECTION("while the last checkpoint is being stored") {
    Step step = flow.advance(Saved{}, kNow);
    while (true) {
      if (const auto* send = std::get_if<Send>(&step)) {
        step = flow.advance(site.handle(send->request), kNow);
        continue;
      }
      const auto* save = std::get_if<Save>(&step);
      REQUIRE(save);
      if (save->checkpoint.stage == Checkpoint::Stage::finished) break;
      step = flow.advance(Saved{}, kNow);
    }
    REQUIRE(std::holds_alternative<Done>(flow.advance(Cancelled{}, kNow)));
    CHECK(flow.result().outcome == PublishOutcome::uncertain);
    CHECK(flow.result().status == PostStatus::publish);
  }
  SECTION("while a checkpoint is being stored") {
    REQUIRE(std::holds_alternative<Done>(flow.advance(Cancelled{}, kNow)));
    CHECK(flow.result().outcome == PublishOutcome::failed);
    CHECK(flow.result().error->code == Errc::cancelled);
  }
  CHECK(std::holds_alternative<Done>(flow.advance(Woke{}, kNow)));
}

// --- update --------------------------------------------------------------------------------------

TEST_CASE("an update sends what is set and nothing else, in one request") {
  FakeWordPress site;
  Run run;
  const PostId id = run.publish(site, article()).id.value();
  site.log.clear();
  PostDraft change;
  change.content = "<p>Warm the cup, too.</p>";
  const ScopeGuard allowed = guard();
  UpdateFlow flow(allowed, {id, change, {}});
  const PublishReport report = run.run(site, flow);
  CHECK(report.outcome == PublishOutcome::updated);
  CHECK(report.requests == 1);
  CHECK(report.status == PostStatus::publish);
  const auto& post = site.posts.at(id.value());
  CHECK(post.content == "<p>Warm the cup, too.</p>");
  CHECK(post.title == "Tea & biscuits");
  CHECK(post.slug == "tea");
}

TEST_CASE("an update of nothing sends nothing") {
  FakeWordPress site;
  const ScopeGuard allowed = guard();
  UpdateFlow flow(allowed, {PostId::from(77).value(), {}, {}});
  Run run;
  const PublishReport report = run.run(site, flow);
  CHECK(report.outcome == PublishOutcome::unchanged);
  CHECK_FALSE(report.error);
  CHECK(report.id == PostId::from(77));
  CHECK(site.log.empty());
}

TEST_CASE("updating a post that is gone says so") {
  FakeWordPress site;
  const ScopeGuard allowed = guard();
  UpdateFlow flow(allowed, {PostId::from(77).value(), article(), {}});
  Run run;
  const PublishReport report = run.run(site, flow);
  REQUIRE(report.error);
  CHECK(report.error->code == Errc::not_found);
  CHECK_FALSE(report.id);
}

TEST_CASE("an update tells which terms the post is in, of those that it does not send") {
  FakeWordPress site;
  Run run;
  const PostId id = run.publish(site, article()).id.value();
  site.posts.at(id.value()).categories = {1};
  site.posts.at(id.value()).tags = {4, 5};
  PostDraft change;
  change.title = "Coffee";
  const ScopeGuard allowed = guard();
  UpdateFlow flow(allowed, {id, change, {}});
  const PublishReport report = run.run(site, flow);
  REQUIRE(report.categories.size() == 1);
  CHECK(report.categories[0].id == TermId::from(1));
  CHECK(report.categories[0].path.empty());
  CHECK(report.tags.size() == 2);
  CHECK(report.changed_by_site.empty());
}

TEST_CASE("a date alone may publish or schedule a post, and the report tells it") {
  FakeWordPress site;
  Run run;
  const PostId id = run.publish(site, article()).id.value();
  const auto move = [&](const char* date) {
    PostDraft change;
    change.date = parse_rfc3339(date);
    const ScopeGuard allowed = guard();
    UpdateFlow flow(allowed, {id, change, {}});
    return run.run(site, flow);
  };
  CHECK(move("2026-04-01T08:00:00Z").changed_by_site.empty());

  site.posts.at(id.value()).status = "future";
  const PublishReport early = move("2026-04-01T08:00:00Z");
  CHECK(early.status == PostStatus::publish);
  CHECK(only_difference(early) == "status");
  CHECK(early.changed_by_site[0].sent == "future");
  CHECK(early.changed_by_site[0].got == "publish");
}

TEST_CASE("an update may not schedule for a time that has passed") {
  FakeWordPress site;
  PostDraft change;
  change.status = PostStatus::future;
  change.date = parse_rfc3339("2026-04-01T08:00:00Z");
  const ScopeGuard allowed = guard();
  UpdateFlow flow(allowed, {PostId::from(2).value(), change, {}});
  Run run;
  const PublishReport report = run.run(site, flow);
  REQUIRE(report.error);
  CHECK(report.error->code == Errc::bad_input);
  CHECK(site.log.empty());
}

TEST_CASE("an update with an empty list takes the tags away, or says why not") {
  FakeWordPress site;
  Run run;
  PostDraft draft = article();
  draft.tags = {"oolong"};
  draft.categories = {TermPath{"Guides"}};
  const PostId id = run.publish(site, draft).id.value();
  PostDraft change;
  const auto update = [&](Scope scope) {
    const ScopeGuard allowed = guard(scope);
    UpdateFlow flow(allowed, {id, change, {}});
    return run.run(site, flow);
  };
  SECTION("tags") {
    change.tags.emplace();
    CHECK(update(kWideScope).changed_by_site.empty());
    CHECK(site.posts.at(id.value()).tags.empty());
  }
  SECTION("tags out of reach") {
    change.tags.emplace();
    CHECK(only_difference(update(Scope::standard())) == "tags");
    CHECK(site.posts.at(id.value()).tags.size() == 1);
  }
  SECTION("categories, of which a post has at least one") {
    change.categories.emplace();
    CHECK(only_difference(update(kWideScope)) == "categories");
    CHECK(site.posts.at(id.value()).categories.size() == 1);
  }
}

TEST_CASE("an update of a post in the trash says where it is") {
  FakeWordPress site;
  Run run;
  const PostId id = run.publish(site, article()).id.value();
  site.posts.at(id.value()).status = "trash";
  PostDraft change;
  change.title = "Coffee";
  const ScopeGuard allowed = guard();
  UpdateFlow flow(allowed, {id, change, {}});
  const PublishReport report = run.run(site, flow);
  CHECK(report.outcome == PublishOutcome::updated);
  CHECK(only_difference(report) == "status");
  CHECK(report.changed_by_site[0].got == "trash");
}

TEST_CASE("a lost answer to an update is repeated, since it ends the same") {
  FakeWordPress site;
  Run run;
  const PostId id = run.publish(site, article()).id.value();
  int tries = 0;
  run.network = [&](FakeWordPress& wordpress, const Request& request) -> Outcome {
    Response response = wordpress.handle(request);
    return ++tries == 1 ? Outcome(lost()) : Outcome(response);
  };
  PostDraft change;
  change.title = "Tea";
  const ScopeGuard allowed = guard();
  UpdateFlow flow(allowed, {id, change, {}});
  CHECK(run.run(site, flow).outcome == PublishOutcome::updated);
  CHECK(tries == 2);
}

}  // namespace
}  // namespace presslink::testing
