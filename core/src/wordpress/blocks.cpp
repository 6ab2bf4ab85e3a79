#include "wordpress/blocks.hpp"

#include <string>

#include "base/json_reader.hpp"
#include "base/text.hpp"

namespace presslink {
namespace {

/// Reads a content delimiter by delimiter, by the grammar of WP_Block_Parser::next_token.
struct Reader {
  /// Goes to the next delimiter that opens a block; at the end `html` is complete.
  bool next();
  /// Takes the delimiter that the rest begins with off it, if it is one.
  bool read_delimiter();

  std::string_view rest;
  std::string_view name = {};        ///< without `core/`
  std::string_view attributes = {};  ///< JSON; may be empty
  bool closes = false;
  std::string html = {};  ///< without delimiters, up to here
};

bool Reader::next() {
  while (true) {
    const std::size_t at = rest.find('<');
    html += rest.substr(0, at);
    if (at == std::string_view::npos) return false;
    rest.remove_prefix(at);
    if (!read_delimiter()) {
      html += '<';
      rest.remove_prefix(1);
    } else if (!closes) {
      return true;
    }
  }
}

bool Reader::read_delimiter() {
  constexpr std::string_view opening = "<!--";
  std::string_view from = rest;
  if (!from.starts_with(opening)) return false;
  from.remove_prefix(opening.size());
  const std::size_t size = from.size();
  while (!from.empty() && is_ascii_space(from.front())) from.remove_prefix(1);
  const bool spaced = from.size() < size;
  closes = from.starts_with('/');
  if (closes) from.remove_prefix(1);
  if (!spaced || !from.starts_with("wp:")) return false;
  from.remove_prefix(from.starts_with("wp:core/") ? 8 : 3);
  std::size_t end = 0;
  while (end < from.size() && !is_ascii_space(from[end])) ++end;
  name = from.substr(0, end);
  from.remove_prefix(end);
  // The attributes may hold the end of a comment, but not the beginning of the next: what is never
  // closed is not looked for to the end of the content each time.
  const std::string_view reach = from.substr(0, from.find(opening));
  for (end = reach.find('>'); end != std::string_view::npos; end = reach.find('>', end + 1)) {
    std::string_view inside = reach.substr(0, end);
    if (!inside.ends_with("--")) continue;
    inside = trim(inside.substr(0, inside.size() - 2));
    if (inside.ends_with('/')) inside = trim(inside.substr(0, inside.size() - 1));
    if (!inside.empty() && !inside.ends_with('}')) continue;
    attributes = inside;
    rest = from.substr(end + 1);
    return true;
  }
  return false;
}

bool same_value(const json::Value& a, const json::Value& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t at = 0; at < a.size(); ++at) {
    const json::Value one = a.at(at);
    const json::Value other = b.at(at);
    if (one.key() != other.key() || !same_value(one, other)) return false;
  }
  // Of nothing PHP knows no more than whether it is a list, and so `{}` is `[]`.
  return a.is_null() == b.is_null() && a.boolean() == b.boolean() && a.number() == b.number() &&
         a.string() == b.string();
}

bool same_attributes(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto one = json::Document::parse(a.empty() ? "{}" : a);
  const auto other = json::Document::parse(b.empty() ? "{}" : b);
  return one && other && same_value(one->root(), other->root());
}

}  // namespace

bool same_blocks(std::string_view a, std::string_view b,
                 bool (*same_html)(std::string_view, std::string_view)) {
  Reader one{.rest = a};
  Reader other{.rest = b};
  while (one.next()) {
    const bool same =
        other.next() && one.name == other.name && same_attributes(one.attributes, other.attributes);
    if (!same) return false;
  }
  return !other.next() && same_html(one.html, other.html);
}

}  // namespace presslink
