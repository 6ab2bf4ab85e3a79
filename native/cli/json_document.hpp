#pragma once

#include <string_view>
#include <variant>

#include "document/field_value.hpp"

namespace presslink::cli {

/// Reads a JSON object with the places of its values. `text` has no byte order mark.
[[nodiscard]] std::variant<FieldValue, Problem> parse_json_document(std::string_view text);

}  // namespace presslink::cli
