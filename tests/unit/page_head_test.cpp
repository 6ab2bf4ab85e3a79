#include "seo/field.hpp"
#include "seo/head.hpp"
#include "support/catch.hpp"

namespace presslink::testing {
namespace {

using Texts = std::vector<std::string>;

TEST_CASE("a page's head tells what visitors get") {
  const auto head = PageHead::parse(
      "<!DOCTYPE html><html><head>\n<TITLE>Tea &amp; &#8220;pots&#8221;</TITLE>"
      "<!-- This site is optimised -->"
      "<style>title{content:'<meta name=description content=no>'}</style>"
      "<script>var x = '<title>no</title>';</script>"
      "<meta name='description' content='a > b &amp; c'/>"
      "<meta content=\"Open\" property=\"og:title\" />"
      "<meta property=og:title content=Second>"
      "<link rel=\"canonical\" href=\"https://example.com/?a=1&#038;b=2\" />"
      "<meta name=\"ROBOTS\" content=\"max-image-preview:large\">"
      "<meta name=\"robots\" content=\"noindex, follow\">"
      "</head><body><title>in the body</title></body>");
  CHECK(head.complete());
  CHECK(head.texts(SeoField::title) == Texts{"Tea & “pots”"});
  CHECK(head.texts(SeoField::description) == Texts{"a > b & c"});
  CHECK(head.texts(SeoField::og_title) == Texts{"Open", "Second"});
  CHECK(head.texts(SeoField::canonical) == Texts{"https://example.com/?a=1&b=2"});
  CHECK(head.texts(SeoField::noindex) == Texts{"true"});
  CHECK(head.texts(SeoField::twitter_title).empty());
  CHECK(head.texts(SeoField::focus_keyphrase).empty());
  CHECK(head.has_comment("optimised"));
  CHECK_FALSE(head.has_comment("description"));
}

TEST_CASE("a page without robots is indexed, and one that is cut off is no proof") {
  const auto cut = PageHead::parse("<html><head><title>Tea</title><meta name=\"descr");
  CHECK_FALSE(cut.complete());
  CHECK(cut.texts(SeoField::noindex) == Texts{"false"});
  CHECK_FALSE(PageHead::parse("").complete());
  CHECK_FALSE(PageHead::parse("<!-- never closed").complete());
  CHECK(PageHead::parse("<title>x</title><body>").complete());
}

TEST_CASE("texts are compared as a reader sees them") {
  CHECK(same_seo_text("Tea & pots", "Tea &amp;  pots "));
  CHECK(same_seo_text("it's \"so\" -- well...", "it’s “so” — well…"));
  CHECK(same_seo_text("Tea\u3000and\u2009pots\u202F!", "Tea and pots !"));
  CHECK_FALSE(same_seo_text("Tea", "tea"));
  CHECK_FALSE(same_seo_text("Tea", ""));
  CHECK(noindex_of("noindex,follow") == "true");
  CHECK(noindex_of("index, follow, max-snippet:-1") == "false");
}

}  // namespace
}  // namespace presslink::testing
