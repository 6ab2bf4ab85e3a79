#include "publish_plan.hpp"

#include "draft_text.hpp"
#include "report/json_report.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace presslink::cli {
namespace {

using Kind = PublishPlan::Kind;

const Uuid old_key = *Uuid::parse("0b5f3c1e-9f1d-4c55-8a3a-2f5a54f0a3b1");
const Uuid new_key = *Uuid::parse("7a1c8f0e-3b7d-4a52-9d57-14b6f0a6c9d2");

Document some_document() {
  Document document;
  document.draft.title = "T";
  document.draft.content = "<p>c</p>";
  return document;
}

PostDraft published(const Document& document) {
  PostDraft draft = document.draft;
  draft.status = PostStatus::publish;
  return draft;
}

/// What the journal holds after `document` was published.
JournalEntry finished(const Document& document) {
  return {.checkpoint = {old_key, Checkpoint::Stage::finished, PostId::from(7)},
          .confirmed = published(document),
          .attempted = {},
          .report = "{}"};
}

PublishPlan plan(const Document& document, const std::optional<JournalEntry>& known,
                 const PublishWish& wish = {}) {
  return plan_publish(document, known, wish, new_key).value();
}

std::string text(const PostDraft& draft) { return encode(draft).value(); }

}  // namespace

TEST_CASE("A new document becomes a new post that is to be published") {
  const PublishPlan made = plan(some_document(), std::nullopt);
  CHECK(made.kind == Kind::create);
  CHECK(text(made.draft) == text(published(some_document())));
  CHECK(made.entry.checkpoint == Checkpoint{.key = new_key});
  CHECK(text(*made.entry.attempted) == text(made.draft));
  CHECK_FALSE(made.entry.confirmed);
}

TEST_CASE("A document that is on the site as it stands is left alone") {
  const Document document = some_document();
  CHECK(plan(document, finished(document)).kind == Kind::nothing);
  SECTION("a status set by an editor on the site is not undone") {
    Document same = document;
    same.draft.status = PostStatus::publish;
    CHECK(plan(same, finished(document)).kind == Kind::nothing);
  }
}

TEST_CASE("A changed document sends what changed") {
  Document changed = some_document();
  changed.draft.content = "<p>d</p>";
  const PublishPlan made = plan(changed, finished(some_document()));
  CHECK(made.kind == Kind::update);
  PostDraft expected;
  expected.content = "<p>d</p>";
  CHECK(text(made.draft) == text(expected));
  CHECK(made.entry.checkpoint.post == PostId::from(7));
  CHECK(text(*made.entry.attempted) == text(published(changed)));
  CHECK(text(*made.entry.confirmed) == text(published(some_document())));
}

TEST_CASE("A draft is published once its status is gone") {
  JournalEntry entry = finished(some_document());
  entry.confirmed->status = PostStatus::draft;
  const PublishPlan made = plan(some_document(), entry);
  CHECK(made.kind == Kind::update);
  PostDraft expected;
  expected.status = PostStatus::publish;
  CHECK(text(made.draft) == text(expected));
  CHECK(plan(some_document(), entry, {.status = PostStatus::draft}).kind == Kind::nothing);
}

TEST_CASE("An update that was cut off is sent whole") {
  Document second = some_document();
  second.draft.title = "U";
  JournalEntry entry = finished(some_document());
  entry.attempted = published(second);
  SECTION("with the new text") { CHECK(plan(second, entry).draft.title == "U"); }
  SECTION("with the old text, since the new one may have arrived") {
    const PublishPlan made = plan(some_document(), entry);
    CHECK(made.kind == Kind::update);
    CHECK(made.draft.title == "T");
    CHECK(made.draft.content.empty());
  }
}

TEST_CASE("What an update left in doubt stays so until a run is done") {
  Document second = some_document();
  second.draft.title = "U";
  JournalEntry entry = finished(some_document());
  entry.attempted = published(second);
  const PublishPlan back = plan(some_document(), entry);
  REQUIRE(back.draft.title == "T");
  // That one failed too, so the title may still be either.
  const PublishPlan again = plan(some_document(), back.entry);
  CHECK(again.kind == Kind::update);
  CHECK(again.draft.title == "T");
}

TEST_CASE("What the site did not take goes along with what changed, and is no reason to send") {
  Document document = some_document();
  document.draft.slug = "tea";
  document.draft.categories = {{"Left out"}};
  JournalEntry entry = finished(document);
  PublishReport report;
  report.changed_by_site = {{"slug", "tea", "tea-2", "Taken."}};
  report.categories = {{TermPath{"Left out"}, std::nullopt, false}};
  entry.report = publish_json("", report);
  CHECK(plan(document, entry).kind == Kind::nothing);
  document.draft.title = "U";
  PostDraft expected;
  expected.title = "U";
  expected.slug = "tea";
  expected.categories = document.draft.categories;
  CHECK(text(plan(document, entry).draft) == text(expected));
  SECTION("as far as the document still asks for it") {
    document.draft.slug.reset();
    CHECK_FALSE(plan(document, entry).draft.slug);
  }
}

TEST_CASE("A text that the site changed is not sent again, for it may be corrected there since") {
  Document document = some_document();
  document.draft.excerpt = "E";
  JournalEntry entry = finished(document);
  PublishReport report;
  report.changed_by_site = {{"content", "<p>c</p>", "c", "Why."}, {"excerpt", "E", "F", "Why."}};
  entry.report = publish_json("", report);
  document.draft.title = "U";
  PostDraft expected;
  expected.title = "U";
  CHECK(text(plan(document, entry).draft) == text(expected));
  document.draft.content = "<p>d</p>";
  expected.content = "<p>d</p>";
  CHECK(text(plan(document, entry).draft) == text(expected));
}

TEST_CASE(
    "A status that the site did not take is sent again, unless the post is live or thrown away") {
  const auto sent_again = [](PostStatus sent, const std::string& got) {
    Document document = some_document();
    document.draft.status = sent;
    JournalEntry entry = finished(document);
    entry.confirmed->status = sent;
    PublishReport report;
    report.changed_by_site = {{"status", std::string(name(sent)), got, "Why."}};
    entry.report = publish_json("", report);
    document.draft.title = "U";
    return plan(document, entry).draft.status;
  };
  CHECK(sent_again(PostStatus::publish, "future") == PostStatus::publish);
  CHECK(sent_again(PostStatus::publish, "trash") == std::nullopt);
  CHECK(sent_again(PostStatus::future, "publish") == std::nullopt);
}

TEST_CASE("A status to be scheduled goes with its date") {
  Document document = some_document();
  document.draft.status = PostStatus::draft;
  document.draft.date = parse_rfc3339("2031-05-01T07:30:00Z");
  JournalEntry entry = finished(document);
  entry.confirmed->status = PostStatus::draft;
  document.draft.status = PostStatus::future;
  CHECK(plan(document, entry).draft.date == document.draft.date);
}

TEST_CASE("A post that was begun is finished") {
  for (const auto stage :
       {Checkpoint::Stage::fresh, Checkpoint::Stage::reserved, Checkpoint::Stage::created}) {
    const JournalEntry begun{.checkpoint = {.key = old_key, .stage = stage},
                             .confirmed = {},
                             .attempted = published(some_document()),
                             .report = ""};
    for (const bool another : {false, true}) {
      const PublishPlan made = plan(some_document(), begun, {.another = another});
      CHECK(made.kind == Kind::resume);
      CHECK(made.entry.checkpoint == begun.checkpoint);
    }
  }
}

TEST_CASE("What a document lost since its post was begun is sent empty") {
  PostDraft had = published(some_document());
  had.excerpt = "An excerpt";
  had.categories = {TermPath{"Guides"}};
  had.seo.title = "An SEO title";
  had.seo.noindex = true;
  const JournalEntry begun{
      .checkpoint = {.key = old_key, .stage = Checkpoint::Stage::created, .post = PostId::from(7)},
      .confirmed = {},
      .attempted = had,
      .report = ""};
  PublishPlan made = plan(some_document(), begun);
  const auto is_cleared = [](const PostDraft& draft) {
    return draft.excerpt == "" && draft.categories == std::vector<TermPath>{} && !draft.tags &&
           draft.seo.title == "" && draft.seo.noindex == false && !draft.seo.description;
  };
  CHECK(is_cleared(made.draft));
  // A third run knows only what the second was to send.
  made = plan(some_document(), made.entry);
  CHECK(is_cleared(made.draft));
}

TEST_CASE("--new makes another post of a finished one") {
  const PublishPlan made = plan(some_document(), finished(some_document()), {.another = true});
  CHECK(made.kind == Kind::create);
  CHECK(made.entry.checkpoint.key == new_key);
}

TEST_CASE("A document with an id changes that post") {
  Document document = some_document();
  document.id = PostId::from(12);
  const PublishPlan made = plan(document, std::nullopt);
  CHECK(made.kind == Kind::update);
  CHECK(made.entry.checkpoint.post == PostId::from(12));
  CHECK_FALSE(made.draft.status);
  CHECK(made.draft.title == "T");
  CHECK_FALSE(made.is_bound);
  SECTION("and its status where it is named") {
    CHECK(plan(document, std::nullopt, {.status = PostStatus::draft}).draft.status ==
          PostStatus::draft);
  }
  SECTION("nothing is known of it from another post") {
    CHECK(plan(document, finished(some_document())).draft.title == "T");
  }
  SECTION("it is left alone when it was sent before") {
    JournalEntry entry = finished(document);
    entry.checkpoint.post = PostId::from(12);
    CHECK(plan(document, entry).kind == Kind::nothing);
    document.draft.title = "U";
    CHECK(plan(document, entry).is_bound);
  }
}

TEST_CASE("A post is not emptied") {
  Document emptied = some_document();
  emptied.draft.content = GENERATE("", "  ", "\r\n\t\n");
  const auto refused = plan_publish(emptied, finished(some_document()), {}, new_key);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::bad_input);
  CHECK(plan_publish(emptied, std::nullopt, {}, new_key));
  SECTION("whose text is not known") {
    emptied.id = PostId::from(12);
    CHECK(plan(emptied, std::nullopt).draft.content.empty());
  }
  SECTION("blanks are no text to begin with") {
    const JournalEntry entry = finished(emptied);
    CHECK(plan(emptied, entry).kind == Kind::nothing);
    CHECK(plan(some_document(), entry).draft.content == some_document().draft.content);
  }
}

TEST_CASE("A document's name is its key, or else its path") {
  const testing::TempDir folder;
  const Journal journal = Journal::open(folder.path() / "j.db").value();
  const ApiRoot root =
      ApiRoot::from_url(Url::parse("https://example.com/wp-json/").value()).value();
  DocumentFile file{(folder.path() / "a.md").string(), some_document()};
  CHECK(document_name(journal, root, file, {}).name == "path:a.md");
  file.document.key = "k";
  CHECK(document_name(journal, root, file, {}).name == "key:k");
  CHECK(document_name(journal, root, file, {.key = new_key}).name ==
        "key:7a1c8f0e-3b7d-4a52-9d57-14b6f0a6c9d2");
  CHECK(document_name(journal, root, file, {}).site == "example.com");
}

TEST_CASE("A stream has no name but a key") {
  DocumentFile file{"/dev/fd/63", some_document()};
  CHECK(has_name(file, {}));
  file.is_stream = true;
  CHECK_FALSE(has_name(file, {}));
  CHECK(has_name(file, {.key = new_key}));
  file.document.key = "k";
  CHECK(has_name(file, {}));
}

}  // namespace presslink::cli
