#include "wordpress/answer.hpp"

#include <utility>

namespace presslink {

json::Document read_json(const Response& response) {
  // The transport has limited the size already, by what the request was.
  auto read = json::Document::parse_lenient(response.body, {.max_bytes = response.body.size()});
  return read ? std::move(read->document) : json::Document();
}

bool is_damaged(const Response& response) {
  const auto type = response.headers.find("Content-Type").value_or("");
  return type.find("json") != std::string_view::npos && !read_json(response);
}

bool is_broken_refusal(const Response& response) {
  return response.status >= 400 && response.body.starts_with('{') && is_damaged(response);
}

std::string read_text(const json::Value& object, const char* member) {
  return std::string(object[member].string_or(""));
}

std::int64_t read_integer(const json::Value& object, const char* member) {
  return object[member].integer().value_or(0);
}

std::vector<std::string> read_texts(const json::Value& list) {
  std::vector<std::string> texts;
  for (const json::Value text : list) texts.emplace_back(text.string_or(""));
  return texts;
}

}  // namespace presslink
