#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "document/document.hpp"

namespace presslink::cli {

enum class DocumentFormat { markdown, html, json };

/// By the ending of a file's name; nothing where it is none of `.md`, `.html`, `.json`.
[[nodiscard]] std::optional<DocumentFormat> format_of(std::string_view file);

/// Reads a whole document. `bytes` may begin with a byte order mark and have CRLF line ends.
/// All that is wrong is reported, in the order of the file, not only the first.
[[nodiscard]] std::variant<Document, Problems> parse_document(std::string_view bytes,
                                                              DocumentFormat format);

}  // namespace presslink::cli
