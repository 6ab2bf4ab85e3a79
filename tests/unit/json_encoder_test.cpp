#include "base/json_encoder.hpp"

#include <limits>
#include <nlohmann/json.hpp>
#include <random>

#include "support/catch.hpp"

using presslink::Errc;
using presslink::Phase;
using presslink::json::Encoder;

namespace {

std::string encoded(std::string_view text) {
  Encoder encoder;
  encoder.string(text);
  return *std::move(encoder).finish();
}

/// Well-formed text with what the encoder treats apart at every distance.
std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"\"",
                                                  "\\",
                                                  "\n",
                                                  "\r\n",
                                                  "\t",
                                                  "\b",
                                                  "\f",
                                                  "\x01",
                                                  "\x1F",
                                                  "\x7F",
                                                  "/",
                                                  "é",
                                                  "я",
                                                  "日",
                                                  "\u2028",
                                                  "\uFFFF",
                                                  "🎉",
                                                  "\U0010FFFF",
                                                  std::string(1, '\0')};
  std::string text;
  const auto parts = random() % 12;
  for (unsigned i = 0; i < parts; ++i) {
    text.append(random() % 90, static_cast<char>('a' + random() % 26));
    for (auto repeat = random() % 4; repeat > 0; --repeat) text += pieces[random() % pieces.size()];
  }
  return text;
}

}  // namespace

TEST_CASE("structure and commas") {
  Encoder encoder;
  encoder.begin_object();
  encoder.member("title", "Hello");
  encoder.key("categories");
  encoder.begin_array();
  encoder.integer(3);
  encoder.integer(-4);
  encoder.begin_array();
  encoder.end_array();
  encoder.begin_object();
  encoder.end_object();
  encoder.end_array();
  encoder.member("sticky", false);
  encoder.key("meta");
  encoder.begin_object();
  encoder.member("a", "1");
  encoder.key("b");
  encoder.null();
  encoder.end_object();
  encoder.member("count", std::int64_t{0});
  encoder.end_object();
  CHECK(*std::move(encoder).finish() ==
        R"({"title":"Hello","categories":[3,-4,[],{}],"sticky":false,)"
        R"("meta":{"a":"1","b":null},"count":0})");
}

TEST_CASE("a member takes its type from its argument") {
  Encoder encoder;
  encoder.begin_object();
  const char* const pointer = "text";
  encoder.member("pointer", pointer);
  encoder.member("string", std::string("s"));
  encoder.member("int", 7);
  encoder.member("bool", true);
  encoder.end_object();
  CHECK(*std::move(encoder).finish() == R"({"pointer":"text","string":"s","int":7,"bool":true})");
}

TEST_CASE("the largest and the smallest integer") {
  Encoder encoder;
  encoder.begin_array();
  encoder.integer(std::numeric_limits<std::int64_t>::max());
  encoder.integer(std::numeric_limits<std::int64_t>::min());
  encoder.end_array();
  CHECK(*std::move(encoder).finish() == "[9223372036854775807,-9223372036854775808]");
}

TEST_CASE("only what JSON demands is escaped") {
  CHECK(encoded("\"\\\n\r\t\b\f") == R"("\"\\\n\r\t\b\f")");
  CHECK(encoded(std::string_view("\0\x01\x1F", 3)) == R"("\u0000\u0001\u001f")");
  CHECK(encoded("</p>\x7F\u2028é🎉") == "\"</p>\x7F\u2028é🎉\"");
}

TEST_CASE("keys are escaped like text") {
  Encoder encoder;
  encoder.begin_object();
  encoder.member("a\"b\n", "c");
  encoder.end_object();
  CHECK(*std::move(encoder).finish() == R"({"a\"b\n":"c"})");
}

TEST_CASE("a special byte is found at every place of a block") {
  for (std::size_t size = 1; size < 150; ++size) {
    for (std::size_t place = 0; place < size; ++place) {
      for (const std::string special : {"\"", "\x02", "é"}) {
        const std::string before(place, 'x');
        const std::string after(size - place - 1, 'y');
        const std::string escaped = special == "\"" ? "\\\"" : special == "é" ? "é" : "\\u0002";
        const std::string expected = '"' + before + escaped + after + '"';
        if (encoded(before + special + after) != expected) FAIL(expected);
      }
    }
  }
  SUCCEED();
}

TEST_CASE("text of nothing but escapes grows as it must") {
  const std::string text(100'000, '\x01');
  std::string expected = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) expected += "\\u0001";
  CHECK(encoded(text) == expected + '"');
}

TEST_CASE("nlohmann reads back and writes what the encoder writes") {
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = random_text(random);
    const std::string written = encoded(text);
    if (written != nlohmann::json(text).dump()) FAIL(written);
    if (nlohmann::json::parse(written).get<std::string>() != text) FAIL(written);
  }
  SUCCEED();
}

TEST_CASE("nlohmann reads the same structure") {
  std::mt19937 random(2);
  for (int round = 0; round < 300; ++round) {
    Encoder encoder;
    auto expected = nlohmann::ordered_json::object();
    encoder.begin_object();
    for (int field = 0; field < 8; ++field) {
      const std::string key = std::to_string(field) + random_text(random);
      const std::string text = random_text(random);
      const auto number = static_cast<std::int64_t>(random()) - 0x7FFFFFFF;
      encoder.key(key);
      encoder.begin_array();
      encoder.string(text);
      encoder.integer(number);
      encoder.boolean(number > 0);
      encoder.end_array();
      expected[key] = {text, number, number > 0};
    }
    encoder.end_object();
    const std::string written = *std::move(encoder).finish();
    if (written != expected.dump()) FAIL(written);
  }
  SUCCEED();
}

TEST_CASE("malformed text is refused with its place") {
  const std::string bad =
      GENERATE("\x80", "\xC0\x80", "caf\xE9", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82");
  const std::size_t before = GENERATE(0u, 1u, 15u, 16u, 17u, 63u, 200u);
  Encoder encoder;
  encoder.begin_object();
  encoder.member("title", "fine");
  encoder.member("content", std::string(before, 'x') + bad + " and more");
  encoder.end_object();
  const auto refused = std::move(encoder).finish();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::bad_input);
  CHECK(refused.error().phase == Phase::input);
  const std::size_t offset = before + (bad == "caf\xE9" ? 3 : 0);
  CHECK(refused.error().message ==
        "`content` is not valid UTF-8 (byte " + std::to_string(offset) + ").");
}

TEST_CASE("the path names objects, arrays and the first fault") {
  const auto message = [](auto write) {
    Encoder encoder;
    write(encoder);
    return std::move(encoder).finish().error().message;
  };
  CHECK(message([](Encoder& e) { e.string("\xFF"); }) == "The text is not valid UTF-8 (byte 0).");
  CHECK(message([](Encoder& e) {
          e.begin_object();
          e.key("meta");
          e.begin_object();
          e.member("ok", "x");
          e.member("title", "ab\xFF");
          e.member("later", "\xFF");
          e.end_object();
          e.end_object();
        }) == "`meta.title` is not valid UTF-8 (byte 2).");
  CHECK(message([](Encoder& e) {
          e.begin_object();
          e.key("tags");
          e.begin_array();
          e.string("a");
          e.begin_object();
          e.member("name", "\xFF");
          e.end_object();
          e.end_array();
          e.end_object();
        }) == "`tags[1].name` is not valid UTF-8 (byte 0).");
  CHECK(message([](Encoder& e) {
          e.begin_object();
          e.key("meta");
          e.begin_object();
          e.member("\xFF", "x");
          e.end_object();
          e.end_object();
        }) == "`meta` is not valid UTF-8 (byte 0).");
}
