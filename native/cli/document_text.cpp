#include "document_text.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "front_matter.hpp"
#include "json_document.hpp"
#include "markdown.hpp"

namespace presslink::cli {
namespace {

/// Without byte order mark and with LF line ends, so that lines count alike everywhere.
std::string normalise(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n') continue;
    text += bytes[at];
  }
  return text;
}

Place place_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0.
  return {static_cast<int>(line), static_cast<int>(offset - line_begin) + 1};
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

/// YAML forbids them, its reader drops what stands behind a NUL, and no page shows them.
std::optional<Problem> find_control(std::string_view text) {
  const auto found = std::find_if(text.begin(), text.end(), is_control);
  if (found == text.end()) return std::nullopt;
  return Problem{place_of(text, static_cast<std::size_t>(found - text.begin())), "",
                 "a control character stands here, which no text can hold; take it out"};
}

std::string_view without_leading_lines(std::string_view body) {
  const std::size_t begin = body.find_first_not_of('\n');
  return begin == std::string_view::npos ? std::string_view{} : body.substr(begin);
}

}  // namespace

std::optional<DocumentFormat> format_of(std::string_view file) {
  const std::size_t dot = file.rfind('.');
  const std::string ending =
      ascii_lower(dot == std::string_view::npos ? std::string_view{} : file.substr(dot + 1));
  if (ending == "md") return DocumentFormat::markdown;
  if (ending == "html") return DocumentFormat::html;
  if (ending == "json") return DocumentFormat::json;
  return std::nullopt;
}

std::variant<Document, Problems> parse_document(std::string_view bytes, DocumentFormat format) {
  const std::string text = normalise(bytes);
  if (const auto offset = find_invalid_utf8(text)) {
    return Problems{
        {place_of(text, *offset), "", "the text is not UTF-8 here; save the file as UTF-8"}};
  }
  if (format == DocumentFormat::json) {
    const auto parsed = parse_json_document(text);
    if (const auto* problem = std::get_if<Problem>(&parsed)) return Problems{*problem};
    return read_document(std::get<FieldValue>(parsed), "", Notation::json);
  }
  // Those of JSON are escaped, and its reader refuses others.
  if (const auto control = find_control(text)) return Problems{*control};
  const auto parsed = parse_front_matter(text);
  if (const auto* problem = std::get_if<Problem>(&parsed)) return Problems{*problem};
  const auto& front = std::get<FrontMatter>(parsed);
  if (format == DocumentFormat::html) {
    return read_document(front.fields, without_leading_lines(front.body), Notation::front_matter);
  }
  const auto html = render_markdown(front.body);
  if (!html) return Problems{{{}, "", "the Markdown is too large"}};
  return read_document(front.fields, *html, Notation::front_matter);
}

}  // namespace presslink::cli
