#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace presslink {

/// A tag or a comment of HTML or XML.
struct MarkupItem {
  bool is_comment = false;
  std::string_view text;  ///< without the angle brackets: `link rel="x"`; of a comment its inside
  std::size_t end = 0;    ///< the place behind it
};
/// The next one at or after `at`; a `>` in a quoted attribute ends no tag. Nothing where the rest
/// has none, or is cut off within it.
[[nodiscard]] std::optional<MarkupItem> next_markup(std::string_view markup, std::size_t at);

/// `link` of `link rel="x"`, `/head` of an end tag.
[[nodiscard]] std::string_view element_name(std::string_view tag);
/// One attribute's value inside a tag's text, entities decoded.
[[nodiscard]] std::optional<std::string> attribute(std::string_view tag, std::string_view wanted);

}  // namespace presslink
