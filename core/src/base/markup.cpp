#include "base/markup.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace presslink {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::size_t tag_end(std::string_view markup, std::size_t at) {
  char quote = 0;
  for (; at < markup.size(); ++at) {
    const char c = markup[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      return at;
    } else if ((c == '"' || c == '\'') && markup[at - 1] == '=') {
      quote = c;
    }
  }
  return std::string_view::npos;
}

}  // namespace

std::optional<MarkupItem> next_markup(std::string_view markup, std::size_t at) {
  const std::size_t begin = markup.find('<', at);
  if (begin == std::string_view::npos) return std::nullopt;
  if (markup.substr(begin, 4) == "<!--") {
    const std::size_t end = markup.find("-->", begin + 4);
    if (end == std::string_view::npos) return std::nullopt;
    return MarkupItem{true, markup.substr(begin + 4, end - begin - 4), end + 3};
  }
  const std::size_t end = tag_end(markup, begin + 1);
  if (end == std::string_view::npos) return std::nullopt;
  return MarkupItem{false, markup.substr(begin + 1, end - begin - 1), end + 1};
}

std::string_view element_name(std::string_view tag) {
  const std::size_t end = tag.find_first_of(" \t\r\n/", tag.starts_with('/') ? 1 : 0);
  return tag.substr(0, end);
}

std::optional<std::string> attribute(std::string_view tag, std::string_view wanted) {
  std::size_t at = tag.find_first_of(" \t\r\n/");
  while (at < tag.size()) {
    at = tag.find_first_not_of(" \t\r\n/", at);
    if (at == std::string_view::npos) break;
    const std::size_t name_end = std::min(tag.find_first_of(" \t\r\n=", at), tag.size());
    const std::string_view name = tag.substr(at, name_end - at);
    at = tag.find_first_not_of(blanks, name_end);
    if (at == std::string_view::npos || tag[at] != '=') continue;
    at = tag.find_first_not_of(blanks, at + 1);
    if (at == std::string_view::npos) break;
    const bool quoted = tag[at] == '"' || tag[at] == '\'';
    const std::size_t begin = quoted ? at + 1 : at;
    const std::size_t end =
        std::min(quoted ? tag.find(tag[at], begin) : tag.find_first_of(blanks, begin), tag.size());
    if (iequals_ascii(name, wanted)) return decode_entities(tag.substr(begin, end - begin));
    at = end + (quoted ? 1 : 0);
  }
  return std::nullopt;
}

}  // namespace presslink
