#include "markdown.hpp"

#include <md4c.h>

#include <array>
#include <limits>
#include <utility>

#include "base/text.hpp"

namespace presslink::cli {
namespace {

constexpr unsigned dialect = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEAUTOLINKS;
constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

struct BlockTags {
  MD_BLOCKTYPE type;
  std::string_view open;
  std::string_view close;
};
constexpr std::array<BlockTags, 13> plain_blocks = {{
    {MD_BLOCK_QUOTE, "<blockquote>\n", "</blockquote>\n"},
    {MD_BLOCK_UL, "<ul>\n", "</ul>\n"},
    {MD_BLOCK_OL, "", "</ol>\n"},
    {MD_BLOCK_LI, "<li>", "</li>\n"},
    {MD_BLOCK_HR, "<hr>\n", ""},
    {MD_BLOCK_CODE, "", "</code></pre>\n"},
    {MD_BLOCK_P, "<p>", "</p>\n"},
    {MD_BLOCK_TABLE, "<table>\n", "</table>\n"},
    {MD_BLOCK_THEAD, "<thead>\n", "</thead>\n"},
    {MD_BLOCK_TBODY, "<tbody>\n", "</tbody>\n"},
    {MD_BLOCK_TR, "<tr>\n", "</tr>\n"},
    {MD_BLOCK_TH, "", "</th>\n"},
    {MD_BLOCK_TD, "", "</td>\n"},
}};

struct SpanTags {
  MD_SPANTYPE type;
  std::string_view open;
  std::string_view close;
};
constexpr std::array<SpanTags, 5> plain_spans = {{
    {MD_SPAN_EM, "<em>", "</em>"},
    {MD_SPAN_STRONG, "<strong>", "</strong>"},
    {MD_SPAN_CODE, "<code>", "</code>"},
    {MD_SPAN_DEL, "<del>", "</del>"},
    {MD_SPAN_A, "", "</a>"},
}};

/// The tags of `type`; empty ones where it has none of its own.
template <class Tags, std::size_t N, class Type>
Tags tags_of(const std::array<Tags, N>& table, Type type) {
  for (const Tags& tags : table) {
    if (tags.type == type) return tags;
  }
  return {type, "", ""};
}

class Renderer {
 public:
  std::string take() { return std::move(html_); }

  void enter(MD_BLOCKTYPE type, const void* detail) {
    html_ += tags_of(plain_blocks, type).open;
    if (type == MD_BLOCK_OL) open_ordered(*static_cast<const MD_BLOCK_OL_DETAIL*>(detail));
    if (type == MD_BLOCK_H) html_ += "<h" + level(detail) + ">";
    if (type == MD_BLOCK_CODE) open_code(*static_cast<const MD_BLOCK_CODE_DETAIL*>(detail));
    if (type == MD_BLOCK_TH) open_cell("<th", *static_cast<const MD_BLOCK_TD_DETAIL*>(detail));
    if (type == MD_BLOCK_TD) open_cell("<td", *static_cast<const MD_BLOCK_TD_DETAIL*>(detail));
  }

  void leave(MD_BLOCKTYPE type, const void* detail) {
    html_ += tags_of(plain_blocks, type).close;
    if (type == MD_BLOCK_H) html_ += "</h" + level(detail) + ">\n";
  }

  void enter(MD_SPANTYPE type, const void* detail) {
    if (type == MD_SPAN_IMG) return open_image(*static_cast<const MD_SPAN_IMG_DETAIL*>(detail));
    // The alternative text of an image is plain, whatever stands in it.
    if (images_ > 0) return;
    html_ += tags_of(plain_spans, type).open;
    if (type == MD_SPAN_A) open_link(*static_cast<const MD_SPAN_A_DETAIL*>(detail));
  }

  void leave(MD_SPANTYPE type, const void* detail) {
    if (type == MD_SPAN_IMG) return close_image(*static_cast<const MD_SPAN_IMG_DETAIL*>(detail));
    if (images_ == 0) html_ += tags_of(plain_spans, type).close;
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    if (type == MD_TEXT_NULLCHAR) {
      html_ += replacement_character;
    } else if (type == MD_TEXT_SOFTBR) {
      html_ += ' ';
    } else if (type == MD_TEXT_BR) {
      html_ += images_ > 0 ? " " : "<br>";
    } else if (type == MD_TEXT_ENTITY || (type == MD_TEXT_HTML && images_ == 0)) {
      html_ += text;
    } else if (type != MD_TEXT_HTML) {
      escape(text);
    }
  }

 private:
  static std::string level(const void* detail) {
    return std::to_string(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
  }

  void open_ordered(const MD_BLOCK_OL_DETAIL& list) {
    html_ += list.start == 1 ? "<ol>\n" : "<ol start=\"" + std::to_string(list.start) + "\">\n";
  }

  void open_code(const MD_BLOCK_CODE_DETAIL& code) {
    html_ += "<pre><code";
    if (code.lang.text != nullptr) {
      html_ += " class=\"language-";
      attribute(code.lang);
      html_ += '"';
    }
    html_ += '>';
  }

  void open_cell(std::string_view tag, const MD_BLOCK_TD_DETAIL& cell) {
    html_ += tag;
    if (cell.align == MD_ALIGN_LEFT) html_ += " style=\"text-align:left\"";
    if (cell.align == MD_ALIGN_CENTER) html_ += " style=\"text-align:center\"";
    if (cell.align == MD_ALIGN_RIGHT) html_ += " style=\"text-align:right\"";
    html_ += '>';
  }

  void open_link(const MD_SPAN_A_DETAIL& link) {
    html_ += "<a href=\"";
    attribute(link.href, true);
    title(link.title);
    html_ += "\">";
  }

  void open_image(const MD_SPAN_IMG_DETAIL& image) {
    if (images_++ > 0) return;
    html_ += "<img src=\"";
    attribute(image.src, true);
    html_ += "\" alt=\"";
  }

  void close_image(const MD_SPAN_IMG_DETAIL& image) {
    if (--images_ > 0) return;
    title(image.title);
    html_ += "\">";
  }

  /// Ends the attribute that is open and leaves the title's open instead.
  void title(const MD_ATTRIBUTE& value) {
    if (value.text == nullptr) return;
    html_ += "\" title=\"";
    attribute(value);
  }

  void attribute(const MD_ATTRIBUTE& value, bool is_url = false) {
    for (std::size_t part = 0; value.text != nullptr && value.substr_offsets[part] < value.size;
         ++part) {
      const MD_OFFSET begin = value.substr_offsets[part];
      const std::string_view text(value.text + begin, value.substr_offsets[part + 1] - begin);
      if (value.substr_types[part] == MD_TEXT_NULLCHAR) {
        html_ += replacement_character;
      } else if (value.substr_types[part] == MD_TEXT_ENTITY) {
        html_ += text;
      } else {
        is_url ? escape_url(text) : escape(text);
      }
    }
  }

  void escape(std::string_view text) {
    for (const char c : text) escape(c);
  }

  void escape(char c) {
    if (c == '&') {
      html_ += "&amp;";
    } else if (c == '<') {
      html_ += "&lt;";
    } else if (c == '>') {
      html_ += "&gt;";
    } else if (c == '"') {
      html_ += "&quot;";
    } else {
      html_ += c;
    }
  }

  void escape_url(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    constexpr std::string_view safe = "-_.+!*(),%#@?=;:/$'~";
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '&') {
        html_ += "&amp;";
      } else if (is_ascii_alphanumeric(c) || safe.find(c) != std::string_view::npos) {
        html_ += c;
      } else {
        html_ += {'%', hex[byte >> 4U], hex[byte & 15U]};
      }
    }
  }

  std::string html_;
  int images_ = 0;  ///< how deep in images' alternative texts
};

Renderer& self(void* renderer) { return *static_cast<Renderer*>(renderer); }

}  // namespace

std::optional<std::string> render_markdown(std::string_view text) {
  if (text.size() > std::numeric_limits<MD_SIZE>::max() / 2) return std::nullopt;
  MD_PARSER parser{};
  parser.flags = dialect;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* to) {
    self(to).enter(type, detail);
    return 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* to) {
    self(to).leave(type, detail);
    return 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* to) {
    self(to).enter(type, detail);
    return 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void* detail, void* to) {
    self(to).leave(type, detail);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* data, MD_SIZE size, void* to) {
    self(to).text(type, {data, size});
    return 0;
  };
  Renderer renderer;
  if (md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &renderer) != 0) {
    return std::nullopt;
  }
  return renderer.take();
}

}  // namespace presslink::cli
