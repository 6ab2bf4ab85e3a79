#pragma once

#include <string_view>
#include <variant>

#include "document/field_value.hpp"

namespace presslink::cli {

/// The fields at the head of a document and what follows them.
struct FrontMatter {
  FieldValue fields;      ///< always a map
  std::string_view body;  ///< part of the text that was parsed
};

/// Splits off and reads the YAML between `---` on the first line and the next `---` (or `...`).
/// `text` has LF line ends and no byte order mark.
[[nodiscard]] std::variant<FrontMatter, Problem> parse_front_matter(std::string_view text);

}  // namespace presslink::cli
