#include "base/json_reader.hpp"

#include <clocale>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "support/catch.hpp"

using presslink::Errc;
using presslink::json::Document;
using presslink::json::Kind;
using presslink::json::Limits;
using presslink::json::Value;

namespace {

Document parsed(std::string_view text) {
  auto document = Document::parse(text);
  REQUIRE(document);
  return *std::move(document);
}

constexpr std::string_view post = R"({
  "id": 42, "title": {"raw": "A \"b\" \u00e9 \ud83c\udf89", "rendered": ""},
  "categories": [3, 5, 8], "sticky": false, "link": null, "gmt_offset": 5.5,
  "tags": [], "meta": {}, "nested": [[1, [2]], {"a": [{"b": 7}]}, "end"]
})";

/// The document again, through Values only.
nlohmann::json rebuilt(Value value) {
  switch (value.kind()) {
    case Kind::missing: return "missing!";
    case Kind::null: return nullptr;
    case Kind::boolean: return *value.boolean();
    case Kind::integer: return *value.integer();
    case Kind::number: return *value.number();
    case Kind::string: return std::string(*value.string());
    case Kind::array: {
      auto array = nlohmann::json::array();
      for (const Value element : value) array.push_back(rebuilt(element));
      return array;
    }
    case Kind::object: break;
  }
  auto object = nlohmann::json::object();
  for (const Value member : value) object[std::string(member.key())] = rebuilt(member);
  return object;
}

nlohmann::json random_json(std::mt19937& random, unsigned depth) {
  const auto choice = random() % (depth == 0 ? 5 : 8);
  switch (choice) {
    case 0: return nullptr;
    case 1: return random() % 2 == 0;
    case 2: return static_cast<std::int64_t>(random()) - 0x7FFFFFFF;
    case 3: return static_cast<double>(random()) / 1024.0;
    case 4: return std::string(random() % 20, 'x') + "\"é\n🎉";
    default: break;
  }
  auto nested = choice == 5 ? nlohmann::json::array() : nlohmann::json::object();
  for (auto count = random() % 6; count > 0; --count) {
    if (nested.is_array()) {
      nested.push_back(random_json(random, depth - 1));
    } else {
      nested["key" + std::to_string(count)] = random_json(random, depth - 1);
    }
  }
  return nested;
}

}  // namespace

TEST_CASE("a document is read by name and place") {
  const Document document = parsed(post);
  const Value root = document.root();
  CHECK(root.is_object());
  CHECK(root.size() == 9);
  CHECK(root["id"].integer() == 42);
  CHECK(root["title"]["raw"].string() == "A \"b\" é 🎉");
  CHECK(root["title"]["rendered"].string() == "");
  CHECK(root["categories"].size() == 3);
  CHECK(root["categories"].at(2).integer() == 8);
  CHECK(root["sticky"].boolean() == false);
  CHECK(root["link"].is_null());
  CHECK(root["gmt_offset"].number() == 5.5);
  CHECK(root["tags"].is_array());
  CHECK(root["tags"].size() == 0);
  CHECK(root["nested"].at(1)["a"].at(0)["b"].integer() == 7);
  CHECK(root["nested"].at(2).string_or("") == "end");
  CHECK(root.at(0).key() == "id");
  CHECK(root.at(8).key() == "nested");
  CHECK(root.key().empty());
  CHECK(root["categories"].at(0).key().empty());
}

TEST_CASE("asking what is not there gives nothing") {
  const Document document = parsed(post);
  const Value root = document.root();
  const Value value = GENERATE_REF(root["none"], root["none"]["deeper"].at(3), root.at(9),
                                   root["categories"].at(3), root["categories"]["id"],
                                   root["id"]["x"], root["id"].at(0), root["tags"].at(0), Value());
  CHECK_FALSE(value.exists());
  CHECK(value.kind() == Kind::missing);
  CHECK(value.size() == 0);
  CHECK(value.key().empty());
  CHECK_FALSE(value.string());
  CHECK_FALSE(value.boolean());
  CHECK_FALSE(value.integer());
  CHECK_FALSE(value.lenient_integer());
  CHECK_FALSE(value.number());
  CHECK_FALSE(value.is_null());
  CHECK(value.string_or("fallback") == "fallback");
  CHECK_FALSE(value["x"].exists());
  CHECK(value.begin() == value.end());
}

TEST_CASE("a value is not read as another kind") {
  const Document document = parsed(R"({"s": "1", "i": 1, "b": true, "n": null, "o": {}, "a": []})");
  const Value root = document.root();
  for (const Value member : root) {
    CAPTURE(member.key());
    CHECK(member.string().has_value() == (member.key() == "s"));
    CHECK(member.integer().has_value() == (member.key() == "i"));
    CHECK(member.number().has_value() == (member.key() == "i"));
    CHECK(member.boolean().has_value() == (member.key() == "b"));
    CHECK(member.is_null() == (member.key() == "n"));
    CHECK(member.is_object() == (member.key() == "o"));
    CHECK(member.is_array() == (member.key() == "a"));
  }
}

TEST_CASE("whole numbers in all their spellings") {
  const auto integer = [](std::string_view text) { return parsed(text).root().integer(); };
  const auto lenient = [](std::string_view text) { return parsed(text).root().lenient_integer(); };
  CHECK(integer("0") == 0);
  CHECK(integer("-0") == 0);
  CHECK(integer("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  CHECK(integer("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  CHECK(integer("7.0") == 7);
  CHECK(integer("-7e2") == -700);
  CHECK(integer("9007199254740992.0") == 9007199254740992);
  for (const auto* text : {"7.5", "1e300", "9007199254740994.0", "\"7\"", "true", "null"}) {
    CAPTURE(text);
    CHECK_FALSE(integer(text));
  }
  CHECK(lenient("7") == 7);
  CHECK(lenient("\"7\"") == 7);
  CHECK(lenient("\"-12\"") == -12);
  CHECK(lenient("\"007\"") == 7);
  for (const auto* text : {"\"\"", "\" 7\"", "\"+7\"", "\"7a\"", "\"7.0\"", "\"0x7\"", "true",
                           "\"99999999999999999999\""}) {
    CAPTURE(text);
    CHECK_FALSE(lenient(text));
  }
}

TEST_CASE("integers beyond 64 bits are numbers") {
  const Document document = parsed("[9223372036854775808, 18446744073709551616, -1e19]");
  for (const Value value : document.root()) {
    CHECK(value.kind() == Kind::number);
    CHECK_FALSE(value.integer());
  }
  CHECK(document.root().at(0).number() == 9223372036854775808.0);
}

TEST_CASE("of two members with one name the last counts") {
  const Document document = parsed(R"({"a": 1, "b": 2, "a": {"c": 3}})");
  CHECK(document.root()["a"]["c"].integer() == 3);
  CHECK(document.root().size() == 3);
}

TEST_CASE("a value outlives moves of its document") {
  Document document = parsed(R"(["short", 5])");
  const Value value = document.root().at(0);
  const Document moved = std::move(document);
  CHECK(value.string() == "short");
  CHECK_FALSE(document.root().exists());  // NOLINT(bugprone-use-after-move): defined
  CHECK(moved.root().at(1).integer() == 5);
}

TEST_CASE("random documents are read as nlohmann reads them") {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    const std::string text = random_json(random, 5).dump();
    const Document document = parsed(text);
    if (rebuilt(document.root()) != nlohmann::json::parse(text)) FAIL(text);
  }
  SUCCEED();
}

TEST_CASE("strings of all sorts are read, or refused at the same byte, as nlohmann does") {
  const std::vector<std::string> pieces = {
      "a", "sixteen bytes ok", std::string(40, 'x'), "caf\xC3\xA9", "\xF0\x9F\x8E\x89", "\\n",
      "\\\"", "\\\\", "\\/", "\\b\\f\\r\\t", "\\u00e9", "\\u20AC", "\\ud83c\\udf89", "\\u0000",
      "{[,:]}",
      // From here on none is valid.
      "\\ud83c", "\\udf89", "\\ud83c\\u0041", "\\u12", "\\u12g4", "\\x", "\n", "\x01", "\xE9",
      "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\"", "\\"};
  std::mt19937 random(5);
  std::size_t refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = "[\"";
    for (auto count = random() % 8; count > 0; --count) {
      text += pieces[random() % (round % 2 == 0 ? 15 : pieces.size())];
    }
    text += "\", {\"k\\u00e9y\": \"end\"}]";
    if (round % 5 == 0) text.resize(random() % text.size());
    const auto document = Document::parse(text);
    try {
      const auto wanted = nlohmann::json::parse(text);
      if (!document || rebuilt(document->root()) != wanted) FAIL(text);
    } catch (const nlohmann::json::parse_error& error) {
      ++refused;
      const std::string place = "(byte " + std::to_string(error.byte - 1) + ")";
      if (document || (error.byte <= text.size() &&
                       document.error().message.find(place) == std::string::npos)) {
        FAIL(text);
      }
    }
  }
  CHECK(refused > 1000);
}

TEST_CASE("what is not JSON is an error") {
  const std::string text = GENERATE(
      as<std::string>{}, "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "[1] [2]", "nul",
      "NaN", "01", "1.", "+1", "\"open", "\"\x01\"", "\"tab\t\"", "\"\\x\"", "\"\\ud83c\"",
      "\"\\udf89\"", "\"\\ud83c\\u0041\"", "\"caf\xE9\"", "\"\xED\xA0\x80\"", "\"\xC0\x80\"",
      "{\"\xFF\":1}", "<html>", "// no\n1", "1e999", "[1", std::string("1\0", 2));
  CAPTURE(text);
  const auto refused = Document::parse(text);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::bad_answer);
  CHECK_FALSE(refused.error().message.empty());
}

TEST_CASE("every part of a document is an error, none a crash") {
  for (std::size_t size = 0; size < post.size(); ++size) {
    const std::string cut(post.substr(0, size));
    if (Document::parse(cut)) FAIL(cut);
    if (Document::parse_lenient(cut)) FAIL(cut);
  }
  SUCCEED();
}

TEST_CASE("a changed byte never does more than fail") {
  std::mt19937 random(4);
  std::size_t read = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string text(post);
    for (auto changes = 1 + random() % 3; changes > 0; --changes) {
      text[random() % text.size()] = static_cast<char>(random());
    }
    const auto strict = Document::parse(text);
    const auto lenient = Document::parse_lenient(text);
    if (strict && !lenient) FAIL(text);
    if (strict) read += rebuilt(strict->root()).size();
    if (lenient) read += rebuilt(lenient->document.root()).size();
  }
  CHECK(read > 0);
}

TEST_CASE("limits") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  SECTION("depth") {
    CHECK(Document::parse(nested(64)));
    for (const std::string& text : {nested(65), nested(200'000), std::string(200'000, '[')}) {
      CHECK(Document::parse(text).error().code == Errc::bad_answer);
      CHECK(Document::parse_lenient(text).error().code == Errc::bad_answer);
    }
    CHECK_THAT(Document::parse(nested(65)).error().message,
               Catch::Matchers::ContainsSubstring("64"));
  }
  SECTION("bytes") {
    const Limits limits{.max_bytes = 10};
    CHECK(Document::parse("[12345678]", limits));
    CHECK(Document::parse("[123456789]", limits).error().code == Errc::too_large);
    CHECK(Document::parse_lenient("[123456789]", limits).error().code == Errc::too_large);
  }
  SECTION("nodes") {
    const Limits limits{.max_nodes = 4};
    CHECK(Document::parse("[1,2,3]", limits));
    CHECK(Document::parse("[1,2,3,4]", limits).error().code == Errc::too_large);
    CHECK(Document::parse_lenient("x[1,2,3,4]", limits).error().code == Errc::too_large);
  }
}

TEST_CASE("decimal points do not follow the locale") {
  const std::string before = std::setlocale(LC_NUMERIC, nullptr);
  for (const auto* name : {"de_DE.UTF-8", "C"}) {
    std::setlocale(LC_NUMERIC, name);
    CHECK(parsed("[5.25]").root().at(0).number() == 5.25);
  }
  std::setlocale(LC_NUMERIC, before.c_str());
}

TEST_CASE("clean answers have no noise") {
  const std::string text =
      GENERATE(R"({"id":7})", "[]", "\n\t {\"id\":7} \r\n", "null", "\"text\"");
  CAPTURE(text);
  const auto answer = Document::parse_lenient(text);
  REQUIRE(answer);
  CHECK_FALSE(answer->had_noise);
}

TEST_CASE("the answer is found among noise") {
  const std::string noise_before = GENERATE(
      "\xEF\xBB\xBF",
      "<br />\n<b>Warning</b>:  Undefined array key 3 in <b>/a/b.php</b> on line "
      "<b>12</b><br />\n",
      "Notice: Undefined index [id] in x.php:3\n", "[01-May-2026] PHP Notice: {x}\n",
      "Deprecated: f(): [1, 2] is odd\n", "Array\n(\n    [0] => {\n    [1] => [ \"\n)\n",
      "odd \" quote [\n", "empty [] and {}\n", "list [\"a\" and \"b\"] \n", "0", "bool(true) ");
  const std::string noise_after =
      GENERATE("", "\n<!-- cached by some plugin -->", "<!-- [cached] {x} -->", "0", "}", "]\n[]",
               "<script>var a = [1]; var b = {c: 1};</script>");
  for (const std::string json : {R"({"id":7,"title":{"raw":"[x] {\"y\":1}"},"tags":[1,2]})"}) {
    const std::string text = noise_before + json + noise_after;
    CAPTURE(text);
    const auto answer = Document::parse_lenient(text);
    REQUIRE(answer);
    CHECK(answer->had_noise);
    CHECK(rebuilt(answer->document.root()) == nlohmann::json::parse(json));
  }
}

TEST_CASE("a list is found among noise") {
  const auto answer =
      Document::parse_lenient("Warning: [0] in x.php\n[{\"id\":1},{\"id\":2}]<!-- -->");
  REQUIRE(answer);
  CHECK(answer->document.root().size() == 2);
  const auto empty = Document::parse_lenient("Warning: [0] in x.php\n[]");
  REQUIRE(empty);
  CHECK(empty->document.root().is_array());
  CHECK(empty->document.root().size() == 0);
}

TEST_CASE("a part of a broken answer is not taken for the answer") {
  const std::string text =
      GENERATE(R"({"id":7,"categories":[1,2])", R"(Notice: [0] {"id":7,"categories":[1,2])",
               R"({"id":7,<b>Warning</b>: x [1,2] {"code":"y"} })", R"([{"id":1},{"id":2})",
               R"([{"id":1},)", R"(Warning: {"id":7,"title":"cut of)",
               "<html><body>[none] {here}</body></html>", "just text", "", "   ", "\xEF\xBB\xBF");
  CAPTURE(text);
  const auto refused = Document::parse_lenient(text);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::bad_answer);
}

TEST_CASE("a byte order mark that is cut off ends the document, and nothing behind it is read") {
  // Bytes of their own, so that a sanitizer sees where they end.
  for (const std::string_view text : {"\xEF", "\xEF\"", "\xEF\xBB\"", "\xEF\xBB\"\\"}) {
    CAPTURE(text.size());
    const std::vector<char> bytes(text.begin(), text.end());
    CHECK_FALSE(Document::parse({bytes.data(), bytes.size()}));
  }
}

TEST_CASE("crafted noise costs no more than a multiple of its size") {
  std::string text;
  while (text.size() < 400'000) text += "[\"x\",{";
  CHECK_FALSE(Document::parse_lenient(text));
  std::string quotes;
  while (quotes.size() < 400'000) quotes += "{\"";
  CHECK_FALSE(Document::parse_lenient(quotes));
  std::string pairs;
  while (pairs.size() < 400'000) pairs += "[1 2]";
  CHECK_FALSE(Document::parse_lenient(pairs));
}
