#include "markdown.hpp"

#include "support/catch.hpp"

namespace presslink::cli {
namespace {

std::string html(std::string_view markdown) { return render_markdown(markdown).value(); }

}  // namespace

TEST_CASE("Markdown becomes HTML") {
  CHECK(html("# A & B\n\nText with *emphasis*, **weight** and `x < y`.\n") ==
        "<h1>A &amp; B</h1>\n<p>Text with <em>emphasis</em>, <strong>weight</strong> and "
        "<code>x &lt; y</code>.</p>\n");
  CHECK(html("- one\n- two\n") == "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n");
  CHECK(html("3. three\n4. four\n") == "<ol start=\"3\">\n<li>three</li>\n<li>four</li>\n</ol>\n");
  CHECK(html("> said\n") == "<blockquote>\n<p>said</p>\n</blockquote>\n");
  CHECK(html("a\n\n---\n") == "<p>a</p>\n<hr>\n");
}

TEST_CASE("A soft line break is a space, a hard one is kept") {
  CHECK(html("one\ntwo\n") == "<p>one two</p>\n");
  CHECK(html("one  \ntwo\n") == "<p>one<br>two</p>\n");
}

TEST_CASE("Code keeps its lines and names its language") {
  CHECK(html("```php\n<?php\necho 1;\n```\n") ==
        "<pre><code class=\"language-php\">&lt;?php\necho 1;\n</code></pre>\n");
  CHECK(html("    a\n    b\n") == "<pre><code>a\nb\n</code></pre>\n");
}

TEST_CASE("Links and images") {
  CHECK(html("[a](https://example.com/?q=1&r=2 \"T & t\")") ==
        "<p><a href=\"https://example.com/?q=1&amp;r=2\" title=\"T &amp; t\">a</a></p>\n");
  CHECK(html("![an *old* `map`](/m%20p.png \"M\")") ==
        "<p><img src=\"/m%20p.png\" alt=\"an old map\" title=\"M\"></p>\n");
  CHECK(html("[a](</a b\">)") == "<p><a href=\"/a%20b%22\">a</a></p>\n");
  CHECK(html("see https://example.com/x") ==
        "<p>see <a href=\"https://example.com/x\">https://example.com/x</a></p>\n");
}

TEST_CASE("Tables, strikethrough and raw HTML are understood") {
  CHECK(html("| a | b |\n|---|--:|\n| 1 | ~~2~~ |\n") ==
        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th style=\"text-align:right\">b</th>\n</tr>\n"
        "</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td style=\"text-align:right\"><del>2</del></td>\n"
        "</tr>\n</tbody>\n</table>\n");
  CHECK(html("<div class=\"x\">\nraw & kept\n</div>\n") ==
        "<div class=\"x\">\nraw & kept\n</div>\n");
  CHECK(html("a <kbd>K</kbd> &nbsp; b") == "<p>a <kbd>K</kbd> &nbsp; b</p>\n");
}

TEST_CASE("No text is no HTML") { CHECK(html("").empty()); }

}  // namespace presslink::cli
