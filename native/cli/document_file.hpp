#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "document_text.hpp"

namespace presslink::cli {

/// How standard input is named on the command line.
inline constexpr std::string_view standard_input = "-";

/// A document and where it came from.
struct DocumentFile {
  std::string file;  ///< as it was named on the command line
  Document document;
  /// Standard input, a pipe or a device: the next run may find another text under the same name.
  bool is_stream = false;
};

/// Whether `file` is standard input or another open descriptor, such as the `/dev/fd/63` that a
/// shell makes of `<(…)`.
[[nodiscard]] bool names_descriptor(std::string_view file);

/// Reads and checks the document in `file`, or on standard input for `-`. `format` overrides what
/// the file's name says; a stream whose name says nothing is Markdown, or JSON where it begins with
/// `{`. Reading ends with a problem where the descriptor `stop` becomes readable.
[[nodiscard]] std::variant<DocumentFile, Problems> read_document(
    const std::string& file, std::optional<DocumentFormat> format, int stop = -1);

}  // namespace presslink::cli
