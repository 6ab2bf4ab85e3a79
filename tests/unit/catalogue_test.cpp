#include "presslink/catalogue.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "doctor/causes.hpp"
#include "presslink/seo.hpp"
#include "presslink/translate.hpp"
#include "presslink/url.hpp"
#include "support/catch.hpp"
#include "support/sentences.hpp"

namespace presslink::testing {
namespace {

using nlohmann::json;

const std::filesystem::path kMessages =
    (std::filesystem::path(PRESSLINK_FIXTURES) / "../../core/messages").lexically_normal();

json read(const std::filesystem::path& file) {
  std::ifstream in(file);
  REQUIRE(in);
  return json::parse(in);
}

std::string text_of(const json& value) {
  if (value.is_string()) return value;
  std::string text;
  for (const json& line : value) text += (text.empty() ? "" : "\n") + line.get<std::string>();
  return text;
}

std::multiset<std::string> placeholders(const json& value) {
  std::multiset<std::string> names;
  const std::string text = text_of(value);
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    const std::size_t end = text.find('}', at);
    const std::string name = text.substr(at + 1, end - at - 1);
    const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || c == '_';
    });
    if (is_name) names.insert(name);
  }
  return names;
}

Catalogue parsed(const std::string& text) {
  const auto catalogue = Catalogue::parse(text);
  REQUIRE(catalogue);
  return *catalogue;
}

TEST_CASE("The English texts are all compiled in", "[catalogue]") {
  const Catalogue english = Catalogue::english();
  CHECK(english.language() == "en");
  const json texts = read(kMessages / "en.json");
  for (const auto& [id, value] : texts.items()) {
    INFO(id);
    CHECK(english.has(id));
    if (placeholders(value).empty()) CHECK(english.text({id, {}}) == text_of(value));
  }
  CHECK_FALSE(english.has("wordfence_option"));
  CHECK(english.text({"no.such.text", {}}).empty());
}

TEST_CASE("Every text belongs to something", "[catalogue]") {
  std::set<std::string> known = {"language", "the_site"};
  for (const CauseRow& row : all_causes()) {
    for (const char* part : {".title", ".fix", ".steps", ".tell_apart", ".host.apache",
                             ".host.litespeed", ".host.nginx", ".host.plesk"}) {
      known.insert(std::string(row.id) + part);
    }
  }
  for (int fact = 0; fact < static_cast<int>(Fact::count); ++fact) {
    Evidence seen;
    known.insert(sentence(static_cast<Fact>(fact), seen).id);
    seen.add(static_cast<Fact>(fact), "words");
    known.insert(sentence(static_cast<Fact>(fact), seen).id);
  }
  const json texts = read(kMessages / "en.json");
  for (const auto& [id, value] : texts.items()) {
    INFO(id);
    const bool of_errors = id.rfind("error.", 0) == 0 || id.rfind("doctor.", 0) == 0;
    CHECK((of_errors || known.count(id) == 1));
  }
}

TEST_CASE("Every language has the texts of English, with their placeholders", "[catalogue]") {
  const json english = read(kMessages / "en.json");
  for (const auto& file : std::filesystem::directory_iterator(kMessages)) {
    const json other = read(file.path());
    INFO(file.path());
    CHECK(other["language"] == file.path().stem().string());
    for (const auto& [id, value] : english.items()) {
      INFO(id);
      REQUIRE(other.contains(id));
      CHECK(value.type() == other[id].type());
      CHECK(placeholders(value) == placeholders(other[id]));
      CHECK_FALSE(text_of(other[id]).empty());
      // What goes into a server's configuration is the same everywhere up to its comment.
      if (id.find(".host.") != std::string::npos) {
        const std::string line = text_of(value).substr(0, text_of(value).find("   ("));
        CHECK(text_of(other[id]).substr(0, 8) == line.substr(0, 8));
      }
    }
    CHECK(Catalogue::parse(other.dump()));
  }
}

TEST_CASE("A text that another language lacks is English", "[catalogue]") {
  const Catalogue german = parsed(R"({"language":"de","doctor.seen":"Gesehen","the_site":""})");
  CHECK(german.language() == "de");
  CHECK(german.text({"doctor.seen", {}}) == "Gesehen");
  CHECK(german.text({"doctor.open", {}}) == Catalogue::english().text({"doctor.open", {}}));
  CHECK(german.text({"the_site", {}}) == "The site");
}

TEST_CASE("Placeholders are filled once, by name", "[catalogue]") {
  const Catalogue texts = parsed(
      R"({"language":"xx","a":"{one} and {two}, {one}","b":["first {one}","second"],"c":"$x {","d":"{none}."})");
  const Message a{"a", {{"one", "1"}, {"two", "{one}"}}};
  CHECK(texts.text(a) == "1 and {one}, 1");
  CHECK(texts.lines({"b", {{"one", "1"}}}) == std::vector<std::string>{"first 1", "second"});
  CHECK(texts.text({"c", {}}) == "$x {");
  CHECK(texts.text({"d", {}}) == "{none}.");
  CHECK(texts.lines({"nothing", {}}).empty());
}

TEST_CASE("A sentence is said in another language, what varies in its place", "[catalogue]") {
  const Catalogue texts = parsed(R"({"language":"xx","It is done.":"Fertig.","{a} of {b} are left.":
      "Von {b} bleiben {a}.","It says: {what}":"Es sagt: {what}","{a} of {b} are bad.":"{b}: {a}"})");
  CHECK(texts.say("It is done.") == "Fertig.");
  CHECK(texts.say("3 of 7 are left.") == "Von 7 bleiben 3.");
  CHECK(texts.say("3 of 7 are bad.") == "7: 3");
  CHECK(texts.say("It says: {a} of {b} {what}") == "Es sagt: {a} of {b} {what}");
  CHECK(texts.say("It says: ") == "Es sagt: ");
  for (const char* other : {"", "It is done", "It is done. Now.", "3 of 7 are"}) {
    INFO(other);
    CHECK(texts.say(other) == other);
  }
  CHECK(Catalogue::english().say("It is done.") == "It is done.");
}

TEST_CASE("An error of input is said in another language", "[catalogue]") {
  const Catalogue german = language("de");
  const auto address = SiteUrl::parse("https://ann:secret@example.com");
  REQUIRE_FALSE(address);
  const Error told = translate(address.error(), german);
  CHECK(told.message == "Die Adresse enthält einen Benutzernamen oder ein Passwort.");
  CHECK(told.remedy == "Lassen Sie alles vor dem @ weg; Zugangsdaten werden getrennt angegeben.");
  for (const char* typed :
       {"", "https://", "https://a b", "ftp://example.com", "https://a:0/", "https://a/%zz"}) {
    const auto wrong = SiteUrl::parse(typed);
    INFO(typed);
    REQUIRE_FALSE(wrong);
    check_sentence(wrong.error().message);
    check_sentence(wrong.error().remedy);
  }
}

TEST_CASE("Advice on lengths is in every language", "[catalogue]") {
  const std::string too_long(400, 'W');
  const std::vector<SeoPlugin> plugins = {{"yoast", ""}, {"rankmath", ""}, {"aioseo", ""}};
  std::size_t said = 0;
  for (const std::string& text : {std::string("W"), std::string(58, 'W'), too_long}) {
    const SeoFields fields = {.title = text, .description = text, .focus_keyphrase = text};
    for (const SeoAdvice& advice : advise_seo(fields, plugins)) {
      check_sentence(advice.text);
      ++said;
    }
  }
  CHECK(said > 12);
}

TEST_CASE("What is no catalogue is refused", "[catalogue]") {
  for (const char* text : {"", "[]", "{}", "7", R"({"language":7})", R"({"language":"de")"}) {
    INFO(text);
    const auto catalogue = Catalogue::parse(text);
    REQUIRE_FALSE(catalogue);
    CHECK(catalogue.error().code == Errc::bad_input);
  }
}

}  // namespace
}  // namespace presslink::testing
