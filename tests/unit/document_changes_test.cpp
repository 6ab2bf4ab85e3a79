#include "document/document.hpp"
#include "support/catch.hpp"

namespace presslink::testing {
namespace {

Field text_field(const std::string& key, const std::string& text) {
  FieldValue value{.kind = FieldValue::Kind::scalar};
  value.text = text;
  value.quoted = true;
  return {key, {}, value};
}

std::variant<Document, Problems> read(std::vector<Field> fields) {
  FieldValue map{.kind = FieldValue::Kind::map};
  map.fields = std::move(fields);
  return read_document(map, "", Notation::json_changes);
}

}  // namespace

TEST_CASE("Changes need neither title nor text", "[document]") {
  const auto slug = read({text_field("slug", "new")});
  REQUIRE(std::holds_alternative<Document>(slug));
  const PostDraft& draft = std::get<Document>(slug).draft;
  CHECK(draft.slug == "new");
  CHECK(draft.title.empty());
  CHECK(draft.content.empty());
  CHECK(std::get<Document>(read({text_field("content", "<p>x</p>")})).draft.content == "<p>x</p>");
}

TEST_CASE("Changes are checked as a document is", "[document]") {
  const auto empty_title = read({text_field("title", " ")});
  REQUIRE(std::holds_alternative<Problems>(empty_title));
  CHECK(std::get<Problems>(empty_title).front().key == "title");
  const auto empty_content = read({text_field("content", "\n ")});
  REQUIRE(std::holds_alternative<Problems>(empty_content));
  CHECK(std::get<Problems>(empty_content).front().key == "content");
  CHECK(std::get<Problems>(read({text_field("titel", "x")})).front().key == "titel");
}

TEST_CASE("A document of a post that is there may not empty it", "[document]") {
  FieldValue map{.kind = FieldValue::Kind::map};
  map.fields = {text_field("title", "x"), text_field("content", " ")};
  CHECK(std::holds_alternative<Document>(read_document(map, "", Notation::json)));
  FieldValue id{.kind = FieldValue::Kind::scalar};
  id.text = "7";
  map.fields.push_back({"id", {}, id});
  const auto read = read_document(map, "", Notation::json);
  REQUIRE(std::holds_alternative<Problems>(read));
  CHECK(std::get<Problems>(read).front().key == "content");
}

}  // namespace presslink::testing
