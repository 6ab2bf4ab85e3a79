#include "wordpress/blocks.hpp"

#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace presslink::testing {
namespace {

struct Row {
  std::string_view sent, got;
};

bool same(std::string_view sent, std::string_view got) {
  return same_blocks(sent, got, [](std::string_view a, std::string_view b) { return a == b; });
}

TEST_CASE("blocks are the same however WordPress 7.1 writes them") {
  const Row row = GENERATE(
      Row{R"(<!-- wp:heading {"level": 2} --><h2>T</h2><!-- /wp:heading -->)",
          R"(<!-- wp:heading {"level":2} --><h2>T</h2><!-- /wp:heading -->)"},
      Row{R"(<!-- wp:image {"lightbox":{},"ratio":1.0} /-->)",
          R"(<!-- wp:image {"lightbox":[],"ratio":1} /-->)"},
      Row{"<!-- wp:paragraph {} --><p>T</p><!-- /wp:paragraph -->",
          "<!-- wp:paragraph --><p>T</p><!-- /wp:paragraph -->"},
      Row{"<!-- wp:core/paragraph --><p>T</p><!-- /wp:core/paragraph -->",
          "<!-- wp:paragraph --><p>T</p><!-- /wp:paragraph -->"},
      Row{R"(<!-- wp:x/y {"a":"ü & \"b\" -- <c>","d":"\/"} --><!-- /wp:x/y -->)",
          R"(<!-- wp:x/y {"a":"\u00fc \u0026 \u0022b\u0022 \u002d\u002d \u003cc\u003e","d":"/"} /-->)"},
      Row{"<!-- wp:paragraph --><p>T</p>", "<!-- wp:paragraph --><p>T</p><!-- /wp:paragraph -->"});
  INFO(row.sent);
  CHECK(same(row.sent, row.got));
}

TEST_CASE("delimiters that nothing closes take no longer than others") {
  std::string content;
  for (int i = 0; i < 300'000; ++i) content += "<!-- wp:a { -->";
  CHECK(same(content, content));
  CHECK_FALSE(same(content, content + "<!-- wp:a -->"));
}

TEST_CASE("other blocks are no longer the same") {
  const Row row = GENERATE(
      Row{R"(<!-- wp:heading {"level":2} --><h2>T</h2><!-- /wp:heading -->)",
          R"(<!-- wp:heading {"level":3} --><h2>T</h2><!-- /wp:heading -->)"},
      Row{R"(<!-- wp:image {"id":7} /-->)", "<!-- wp:image /-->"},
      Row{R"(<!-- wp:image {"id":7} /-->)", R"(<!-- wp:image {"id":7,"a":1} /-->)"},
      Row{R"(<!-- wp:image {"id":7} /-->)", R"(<!-- wp:image {"ID":7} /-->)"},
      Row{R"(<!-- wp:image {"id":null} /-->)", R"(<!-- wp:image {"id":[]} /-->)"},
      Row{R"(<!-- wp:image {"id":7 /-->)", R"(<!-- wp:image {"id":7} /-->)"},
      Row{"<!-- wp:a /--><!-- wp:b /-->", "<!-- wp:b /--><!-- wp:a /-->"},
      Row{"<!-- wp:a /-->", "<!-- wp:a /--><!-- wp:a /-->"},
      Row{"<!-- wp:a --><p>T</p><!-- /wp:a -->", "<p>T</p>"}, Row{"<!-- wp:a /-->", "<!-- a -->"},
      Row{"<!-- wp:a --><p>T</p><!-- /wp:a -->", "<!-- wp:a --><p>U</p><!-- /wp:a -->"},
      Row{"<!-- wp:a --><!-- c -->", "<!-- wp:a -->"}, Row{"<!-- wp:a", "<!-- wp:a /-->"},
      Row{"<!--", ""}, Row{"<!-- wp:a {", ""});
  INFO(row.sent << " and " << row.got);
  CHECK_FALSE(same(row.sent, row.got));
}

}  // namespace
}  // namespace presslink::testing
