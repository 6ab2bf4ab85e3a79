#include "base/text.hpp"

#include <algorithm>
#include <limits>

#include "base/utf8.hpp"
#include "support/catch.hpp"

using namespace presslink;

namespace {

struct Case {
  std::string text;
  std::string expected;
};

}  // namespace

TEST_CASE("well-formed UTF-8 is told from the rest") {
  SECTION("well-formed") {
    const std::string text =
        GENERATE(as<std::string>{}, "", "plain", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80",
                 "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80",
                 "\xF4\x8F\xBF\xBF", "Съешь булок", "日本語", "emoji 🎉!", std::string("a\0b", 3));
    CAPTURE(text);
    CHECK(is_valid_utf8(text));
  }
  SECTION("malformed") {
    const std::string text = GENERATE(
        "\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2 ", "\xC2\xC2", "\xE0\x80\x80",
        "\xE0\x9F\xBF", "\xE2\x82", "\xE2\x82 ", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF", "\xF0\x9F\x8E", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF",
        "latin1 caf\xE9", "caf\xE9 latin1");
    CAPTURE(text);
    CHECK_FALSE(is_valid_utf8(text));
    CHECK_FALSE(is_valid_utf8("before " + text));
  }
}

TEST_CASE("the first byte that is not UTF-8 is found wherever it stands") {
  // One character after the other, where find_invalid_utf8 goes by blocks.
  const auto expected = [](std::string_view text) -> std::optional<std::size_t> {
    for (std::size_t at = 0; at < text.size();) {
      const char* const end = text.data() + text.size();
      const bool ascii = static_cast<unsigned char>(text[at]) < 0x80;
      const std::size_t size = ascii ? 1 : utf8_multibyte_size(text.data() + at, end);
      if (size == 0) return at;
      at += size;
    }
    return std::nullopt;
  };
  constexpr std::string_view bytes =
      "a\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xED\xEE"
      "\xEF\xF0\xF1\xF4\xF5\xFF";
  const std::string around = GENERATE("a", "я", "日", "🎉", "a日");
  std::string after;
  while (after.size() < 40) after += around;
  const std::size_t size = bytes.size();
  bool same = true;
  for (std::size_t i = 0; same && i < size * size * size * size; ++i) {
    const std::string odd = {bytes[i % size], bytes[i / size % size], bytes[i / size / size % size],
                             bytes[i / size / size / size]};
    std::string before;
    while (before.size() < i % 19) before += around;
    const std::string text = before + odd + (i % 2 == 0 ? after : "");
    same = find_invalid_utf8(text) == expected(text);
    if (!same) UNSCOPED_INFO(text);
  }
  CHECK(same);
}

TEST_CASE("parts are taken off the front of a text") {
  std::string_view text = "one,,two";
  CHECK(take_part(text, ',') == "one");
  CHECK(take_part(text, ',').empty());
  CHECK(take_part(text, ',') == "two");
  CHECK(text.empty());
  CHECK(take_part(text, ',').empty());
}

TEST_CASE("a number is taken off the front of a text") {
  std::string_view text = "0255.5";
  CHECK(take_number(text, 255) == 255);
  CHECK(text == ".5");
  CHECK_FALSE(take_number(text, 255));
  CHECK(text == ".5");

  const std::string_view refused = GENERATE("", "-1", "+1", " 1", "256", "99999999999999999999");
  CAPTURE(refused);
  text = refused;
  CHECK_FALSE(take_number(text, 255));
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  text = "9223372036854775807";
  CHECK(take_number(text, most) == most);
  text = "9223372036854775808";
  CHECK_FALSE(take_number(text, most));
}

TEST_CASE("the start of a character is found from within it") {
  CHECK(character_start("a\xE2\x82\xAC", 3) == 1);
  CHECK(character_start("a\xE2\x82\xAC", 1) == 1);
  CHECK(character_start("a", 0) == 0);
}

TEST_CASE("characters are appended as UTF-8") {
  std::string text;
  for (const char32_t character : {U'a', U'\u007F', U'\u0080', U'\u07FF', U'\u0800', U'\uFFFF',
                                   U'\U00010000', U'\U0010FFFF'}) {
    append_utf8(text, character);
  }
  CHECK(text == "a\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
}

TEST_CASE("ASCII is compared without case, the rest as it is") {
  CHECK(ascii_lower("Content-TYPE É") == "content-type É");
  CHECK(iequals_ascii("Retry-After", "retry-AFTER"));
  CHECK_FALSE(iequals_ascii("Retry-After", "Retry-Afte"));
  CHECK_FALSE(iequals_ascii("É", "é"));
  CHECK_FALSE(iequals_ascii("[", "{"));
}

TEST_CASE("white space at the ends is cut, inside it becomes one space") {
  CHECK(trim(" \t\r\n a b \v\f") == "a b");
  CHECK(trim(" \n ").empty());
  CHECK(collapse_whitespace("  a \n\t b\u00A0 c ") == "a b c");
  CHECK(collapse_whitespace("\u00A0").empty());
  CHECK(collapse_whitespace("as it is") == "as it is");
}

TEST_CASE("entities are decoded once") {
  const auto [text, expected] = GENERATE(values<Case>({
      {"", ""},
      {"plain", "plain"},
      {"&amp;&lt;&gt;&quot;&apos;", "&<>\"'"},
      {"a&nbsp;b", "a\u00A0b"},
      {"&hellip;&ndash;&mdash;", "…–—"},
      {"&lsquo;a&rsquo; &ldquo;b&rdquo; &laquo;c&raquo;", "‘a’ “b” «c»"},
      {"&#8217;&#039;&#38;", "’'&"},
      {"&#x2019;&#X27;&#x1F389;", "’'🎉"},
      {"&amp;lt;&amp;amp;&#38;amp;", "&lt;&amp;&amp;"},
      {"Tom &amp Jerry & co; &", "Tom &amp Jerry & co; &"},
      {"&unknown;&AMP;&;&#;&#x;", "&unknown;&AMP;&;&#;&#x;"},
      {"&#0;&#xD800;&#xDFFF;&#x110000;&#99999999999;",
       "&#0;&#xD800;&#xDFFF;&#x110000;&#99999999999;"},
      {"&#-5;&#+5;&# 5;&#5a;", "&#-5;&#+5;&# 5;&#5a;"},
      {"&&amp;&amp", "&&&amp"},
  }));
  CAPTURE(text);
  CHECK(decode_entities(text) == expected);
}

TEST_CASE("tags are left out") {
  const auto [text, expected] = GENERATE(values<Case>({
      {"", ""},
      {"a < b and b > c", "a < b and b > c"},
      {"1<2", "1<2"},
      {"<", "<"},
      {"<strong>Error:</strong> no", "Error: no"},
      {"one<br />two<BR>three", "one two three"},
      {"<p>one</p><p>two</p>", " one  two "},
      {"<a href=\"x>y\" title='>'>link</a>", "link"},
      {"a<!-- <b>no</b> -->b", "ab"},
      {"a<!-- open", "a"},
      {"a<b class=\"open", "a"},
      {"<!DOCTYPE html><?php x ?>a", "a"},
      {"<style>p { color: red }</style>a<script>if (1<2) alert('</b>')</SCRIPT>b", "ab"},
      {"a<script>never closed", "a"},
      {"&lt;b&gt;", "&lt;b&gt;"},
  }));
  CAPTURE(text);
  CHECK(strip_tags(text) == expected);
}

TEST_CASE("plain text is one short line that any terminal may show") {
  CHECK(plain_text("<p><strong>Error:</strong> The username <b>o&#8217;neil</b>\n is not "
                   "registered.</p>") == "Error: The username o’neil is not registered.");
  CHECK(plain_text("&lt;b&gt; stays text") == "<b> stays text");
  CHECK(plain_text("a\x1B[31mb&#27;[0mc\u009Bd\x7F") == "a [31mb [0mc d");
  CHECK(printable("one\r\ntwo\u2028three\u2029four") == "one  two three four");
  CHECK(printable("a\u202Aa\u202Ea\u2066a\u2069a\u2027a\u202Fa\u2065a\u206Aa") ==
        "a a a a a\u2027a\u202Fa\u2065a\u206Aa");
  CHECK(plain_text("caf\xE9 au lait\xC3") == "caf\uFFFD au lait\uFFFD");
}

TEST_CASE("plain text is cut between characters") {
  CHECK(plain_text(std::string(600, 'x')) == std::string(500, 'x'));
  for (const std::string character : {"é", "€", "🎉"}) {
    std::string text = "x";
    while (text.size() < 600) text += character;
    const std::string cut = plain_text(text);
    CAPTURE(character);
    CHECK(is_valid_utf8(cut));
    CHECK(cut.size() <= 500);
    CHECK(cut.size() > 500 - character.size());
  }
}

TEST_CASE("plain text of any bytes is valid UTF-8") {
  std::uint32_t state = 1;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (int i = 0; i < 40; ++i) {
      state = state * 1664525 + 1013904223;
      const std::string_view often = "<>&;#/!-\"' \xC3\xA9\xF0\x9F";
      const auto choice = state >> 16u;
      bytes += choice % 3 == 0 ? often[choice / 3 % often.size()] : static_cast<char>(choice);
    }
    const std::string text = plain_text(bytes);
    if (!is_valid_utf8(text) || std::any_of(text.begin(), text.end(), is_control)) FAIL(bytes);
  }
  SUCCEED();
}
