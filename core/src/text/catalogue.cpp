#include "presslink/catalogue.hpp"

#include <algorithm>
#include <utility>

#include "base/failure.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "text/english.hpp"

namespace presslink {
namespace {

std::string_view find_english(std::string_view id) {
  std::string_view thing;
  for (std::string_view block = english_messages(); !block.empty();) {
    std::string_view part = take_part(block, '\0');
    const std::string_view text = take_part(block, '\0');
    if (!part.starts_with('.')) thing = std::exchange(part, {});
    if (id.starts_with(thing) && id.substr(thing.size()) == part) return text;
  }
  return {};
}

/// Reads what the placeholders of `pattern` stand for in `text`; false where `text` is another.
bool read_values(std::string_view pattern, std::string_view text, Message& out) {
  while (true) {
    const std::string_view plain = take_part(pattern, '{');
    if (!text.starts_with(plain)) return false;
    text.remove_prefix(plain.size());
    if (pattern.empty()) return text.empty();
    const std::string_view name = take_part(pattern, '}');
    const std::string_view behind = pattern.substr(0, pattern.find('{'));
    const std::size_t size = behind.empty() ? text.size() : text.find(behind);
    if (size == std::string_view::npos) return false;
    out.values.emplace_back(name, text.substr(0, size));
    text.remove_prefix(size);
    if (pattern.empty()) return true;
  }
}

/// A text, or a list of texts as lines.
std::string text_of(const json::Value& value) {
  if (!value.is_array()) return std::string(value.string_or(""));
  std::string text;
  for (const json::Value line : value) {
    if (!text.empty()) text += '\n';
    text += line.string_or("");
  }
  return text;
}

}  // namespace

Result<Catalogue> Catalogue::parse(std::string_view json) {
  const auto document = json::Document::parse(json);
  if (!document || !document->root().is_object() || !document->root()["language"].is_string()) {
    return bad_input("This is no catalogue of messages.");
  }
  Catalogue catalogue;
  for (const json::Value member : document->root()) {
    std::string text = text_of(member);
    if (!text.empty()) catalogue.texts_.emplace_back(member.key(), std::move(text));
  }
  return catalogue;
}

std::string_view Catalogue::find(std::string_view id) const {
  const auto at = std::find_if(texts_.begin(), texts_.end(),
                               [id](const auto& item) { return item.first == id; });
  return at != texts_.end() ? std::string_view(at->second) : find_english(id);
}

std::string_view Catalogue::language() const { return find("language"); }

bool Catalogue::has(std::string_view id) const { return !find(id).empty(); }

std::string Catalogue::text(const Message& message) const {
  std::string_view rest = find(message.id);
  std::string out;
  while (!rest.empty()) {
    const std::size_t open = std::min(rest.find('{'), rest.size());
    out += rest.substr(0, open);
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const std::size_t close = std::min(rest.find('}'), rest.size());
    const std::string_view name = rest.substr(1, close - 1);
    const auto value = std::find_if(message.values.begin(), message.values.end(),
                                    [name](const auto& item) { return item.first == name; });
    // A brace of a server's configuration stands as it is.
    const bool known = close < rest.size() && value != message.values.end();
    out += known ? std::string_view(value->second) : rest.substr(0, 1);
    rest.remove_prefix(known ? close + 1 : 1);
  }
  return out;
}

std::string Catalogue::say(std::string_view english) const {
  for (const auto& [key, text] : texts_) {
    Message message{.id = key, .values = {}};
    if (read_values(key, english, message)) return this->text(message);
  }
  return std::string(english);
}

std::vector<std::string> Catalogue::lines(const Message& message) const {
  std::vector<std::string> out;
  const std::string text = this->text(message);
  for (std::string_view rest = text; !rest.empty();) {
    out.emplace_back(take_part(rest, '\n'));
  }
  return out;
}

}  // namespace presslink
