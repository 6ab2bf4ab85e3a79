#include "draft_text.hpp"

#include "support/catch.hpp"
#include "wordpress/post.hpp"

namespace presslink::cli {
namespace {

PostDraft full_draft() {
  PostDraft draft;
  draft.title = "T \"q\" \\ é 🎉";
  draft.content = "<p>a\nb</p>";
  draft.excerpt = "";
  draft.slug = "t";
  draft.status = PostStatus::private_;
  draft.date = parse_rfc3339("2026-05-01T07:30:00Z");
  draft.categories = {{"A"}, {"B", "C"}};
  draft.tags = {"x", "y"};
  draft.author = UserId::from(2);
  draft.featured_image = MediaId::from(9);
  draft.seo = {.title = "S", .description = "", .noindex = false, .twitter_description = "TD"};
  return draft;
}

/// A draft has no comparison of its own; its text is whole.
std::string text(const PostDraft& draft) { return encode(draft).value(); }

}  // namespace

TEST_CASE("A draft survives being kept") {
  const PostDraft draft = full_draft();
  CHECK(text(decode_draft(text(draft)).value()) == text(draft));
  CHECK(text(decode_draft(text(PostDraft{})).value()) == text(PostDraft{}));
  PostDraft emptied;
  emptied.categories = std::vector<TermPath>{};
  emptied.tags = std::vector<std::string>{};
  const PostDraft read = decode_draft(text(emptied)).value();
  CHECK(read.categories == emptied.categories);
  CHECK(read.tags == emptied.tags);
}

TEST_CASE("What no draft was kept as is refused") {
  CHECK_FALSE(decode_draft(""));
  CHECK_FALSE(decode_draft("[]"));
  CHECK_FALSE(decode_draft("{\"title\":"));
  PostDraft broken;
  broken.title = "\xFF";
  CHECK_FALSE(encode(broken));
}

TEST_CASE("Changes hold what differs and nothing else") {
  const PostDraft known = full_draft();
  CHECK(text(changes(known, known)) == text(PostDraft{}));
  PostDraft wanted = known;
  wanted.title = "U";
  wanted.tags = {"x"};
  wanted.seo.noindex = true;
  PostDraft expected;
  expected.title = "U";
  expected.tags = {"x"};
  expected.seo.noindex = true;
  CHECK(text(changes(wanted, known)) == text(expected));
  SECTION("a field that is no longer named stays as it is on the site") {
    wanted = known;
    wanted.slug.reset();
    CHECK(text(changes(wanted, known)) == text(PostDraft{}));
  }
}

TEST_CASE("Common fields are those that two drafts agree on") {
  const PostDraft draft = full_draft();
  CHECK(text(common(draft, draft)) == text(draft));
  PostDraft other = draft;
  other.content = "<p>c</p>";
  other.slug.reset();
  PostDraft expected = draft;
  expected.content.clear();
  expected.slug.reset();
  CHECK(text(common(draft, other)) == text(expected));
  CHECK(text(common(other, draft)) == text(expected));
}

TEST_CASE("Merging takes what is set") {
  PostDraft added;
  added.slug = "new";
  added.seo.title = "N";
  PostDraft expected = full_draft();
  expected.slug = "new";
  expected.seo.title = "N";
  CHECK(text(merged(full_draft(), added)) == text(expected));
}

TEST_CASE("SEO alone counts as empty") {
  PostDraft draft;
  CHECK(is_empty_but_seo(draft));
  draft.seo.title = "S";
  CHECK(is_empty_but_seo(draft));
  draft.tags = std::vector<std::string>{};
  CHECK_FALSE(is_empty_but_seo(draft));
}

}  // namespace presslink::cli
