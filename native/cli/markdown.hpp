#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace presslink::cli {

/// Renders CommonMark with tables, strikethrough and bare links as HTML; raw HTML stays.
///
/// A line break inside a paragraph becomes a space: WordPress turns every line break it finds in a
/// paragraph into `<br />` (wpautop), which hard-wrapped text does not mean.
/// Nothing where the text is too large for the parser.
[[nodiscard]] std::optional<std::string> render_markdown(std::string_view text);

}  // namespace presslink::cli
