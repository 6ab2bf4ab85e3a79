#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace presslink {

namespace {

constexpr std::size_t longest_plain_text = 500;
constexpr std::string_view no_break_space = "\xC2\xA0";
constexpr char32_t replacement_character = 0xFFFD;

/// Each with what it stands for.
constexpr std::string_view named_entities =
    "amp & lt < gt > quot \" apos ' nbsp \u00A0 hellip … ndash – mdash — lsquo ‘ rsquo ’ ldquo “ "
    "rdquo ” laquo « raquo »";
constexpr std::size_t longest_entity_name = 10;

constexpr std::string_view line_tags = "br,p,div,li,ul,ol,tr,td,th,h1,h2,h3,h4,h5,h6,hr,title";

std::optional<char32_t> numeric_entity(std::string_view digits) {
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  if (hex) digits.remove_prefix(1);
  char32_t value = 0;
  for (const char c : digits) {
    const auto digit = hex_digit(c);
    if (!digit || (!hex && *digit > 9) || value > 0x10FFFF) return std::nullopt;
    value = value * (hex ? 16 : 10) + *digit;
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value == 0 || surrogate || value > 0x10FFFF) return std::nullopt;
  return value;
}

/// Appends what `&name;` stands for; false where it is no known entity.
bool append_entity(std::string& out, std::string_view name) {
  if (name.starts_with('#')) {
    const auto character = numeric_entity(name.substr(1));
    if (character) append_utf8(out, *character);
    return character.has_value();
  }
  for (std::string_view rest = named_entities; !rest.empty();) {
    const std::string_view entity = take_part(rest, ' ');
    const std::string_view text = take_part(rest, ' ');
    if (entity != name) continue;
    out += text;
    return true;
  }
  return false;
}

std::string_view tag_name(std::string_view tag) {
  tag.remove_prefix(tag.starts_with("</") ? 2 : 1);
  const auto end = std::find_if_not(tag.begin(), tag.end(), is_ascii_alphanumeric);
  return tag.substr(0, static_cast<std::size_t>(end - tag.begin()));
}

bool starts_tag(std::string_view html) {
  return html.size() > 1 &&
         (is_ascii_letter(html[1]) || html[1] == '/' || html[1] == '!' || html[1] == '?');
}

/// The size of the tag or comment at the front of `html`, all of it where it is not closed. A `>`
/// inside of a quoted attribute does not close a tag.
std::size_t tag_size(std::string_view html) {
  if (html.starts_with("<!--")) {
    const auto end = html.find("-->", 4);
    return end == std::string_view::npos ? html.size() : end + 3;
  }
  char quote = '\0';
  for (std::size_t i = 1; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    }
  }
  return html.size();
}

/// The size of what stands before the end tag `</name` at the front of `html`.
std::size_t raw_text_size(std::string_view html, std::string_view name) {
  for (std::size_t at = html.find("</"); at != std::string_view::npos;
       at = html.find("</", at + 2)) {
    if (iequals_ascii(tag_name(html.substr(at)), name)) return at;
  }
  return html.size();
}

void cut_utf8(std::string& text, std::size_t size) {
  if (text.size() > size) text.resize(character_start(text, size));
}

}  // namespace

std::string_view take_part(std::string_view& text, char separator) {
  const std::string_view part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

std::string_view word_at(std::string_view list, std::size_t index) noexcept {
  std::string_view word = take_part(list, ',');
  for (; index > 0; --index) word = take_part(list, ',');
  return word;
}

std::optional<std::size_t> find_word(std::string_view list, std::string_view word) {
  for (std::size_t index = 0; !list.empty(); ++index) {
    if (take_part(list, ',') == word) return index;
  }
  return std::nullopt;
}

bool has_word(std::string_view list, std::string_view word) {
  return find_word(list, word).has_value();
}

std::optional<std::int64_t> take_number(std::string_view& text, std::int64_t most) {
  if (text.empty() || !is_ascii_digit(text.front())) return std::nullopt;
  std::int64_t value = 0;
  for (; !text.empty() && is_ascii_digit(text.front()); text.remove_prefix(1)) {
    const int digit = text.front() - '0';
    if (value > (most - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

std::string decimal_text(std::int64_t value) {
  std::array<char, 20> digits;
  auto left = static_cast<std::uint64_t>(value);
  if (value < 0) left = 0 - left;
  char* const end = digits.data() + digits.size();
  char* at = end;
  do {
    *--at = static_cast<char>('0' + left % 10);
    left /= 10;
  } while (left != 0);
  if (value < 0) *--at = '-';
  return {at, end};
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    const auto byte = static_cast<unsigned char>(*at);
    const std::size_t size = byte < 0x80 ? 1 : utf8_multibyte_size(at, end);
    const std::string_view character(at, size);
    const bool c1_control = size == 2 && byte == 0xC2 && static_cast<unsigned char>(at[1]) < 0xA0;
    const bool line_end = character == "\u2028" || character == "\u2029";
    if (size == 0) {
      append_utf8(out, replacement_character);
    } else if ((size == 1 && is_control(*at)) || c1_control || line_end ||
               turns_direction(character)) {
      out += ' ';
    } else {
      out.append(at, size);
    }
    at += std::max<std::size_t>(size, 1);
  }
  return out;
}

std::size_t utf8_multibyte_size(const char* at, const char* end) {
  const auto byte = [at](std::size_t i) { return static_cast<unsigned char>(at[i]); };
  const auto is_tail = [&byte](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
  const auto left = end - at;
  const unsigned lead = byte(0);
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return left >= 2 && is_tail(1) ? 2 : 0;
  if (lead < 0xF0) {
    if (left < 3 || !is_tail(1) || !is_tail(2)) return 0;
    const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
    return overlong || surrogate ? 0 : 3;
  }
  if (lead > 0xF4 || left < 4 || !is_tail(1) || !is_tail(2) || !is_tail(3)) return 0;
  const bool overlong = lead == 0xF0 && byte(1) < 0x90;
  const bool too_high = lead == 0xF4 && byte(1) >= 0x90;
  return overlong || too_high ? 0 : 4;
}

std::size_t character_start(std::string_view text, std::size_t at) {
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u) --at;
  return at;
}

char* write_utf8(char32_t character, char* to) {
  const auto tail = [character](unsigned shift) {
    return static_cast<char>(0x80u | (character >> shift & 0x3Fu));
  };
  if (character < 0x80) {
    *to++ = static_cast<char>(character);
  } else if (character < 0x800) {
    *to++ = static_cast<char>(0xC0u | character >> 6u);
    *to++ = tail(0);
  } else if (character < 0x10000) {
    *to++ = static_cast<char>(0xE0u | character >> 12u);
    *to++ = tail(6);
    *to++ = tail(0);
  } else {
    *to++ = static_cast<char>(0xF0u | character >> 18u);
    *to++ = tail(12);
    *to++ = tail(6);
    *to++ = tail(0);
  }
  return to;
}

void append_utf8(std::string& text, char32_t character) {
  std::array<char, 4> bytes;
  text.append(bytes.data(), write_utf8(character, bytes.data()));
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = ascii_lower(c);
  return out;
}

bool iequals_ascii(std::string_view left, std::string_view right) {
  // From the end: names of a kind begin alike.
  return std::equal(left.rbegin(), left.rend(), right.rbegin(), right.rend(),
                    [](char a, char b) { return ascii_lower(a) == ascii_lower(b); });
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string collapse_whitespace(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  while (!text.empty()) {
    const std::size_t size = is_ascii_space(text.front())       ? 1
                             : text.starts_with(no_break_space) ? no_break_space.size()
                                                                : 0;
    if (size > 0) {
      space = true;
      text.remove_prefix(size);
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

std::string decode_entities(std::string_view html) {
  std::string out;
  out.reserve(html.size());
  while (!html.empty()) {
    const auto ampersand = std::min(html.find('&'), html.size());
    out += html.substr(0, ampersand);
    html.remove_prefix(ampersand);
    if (html.empty()) break;
    const auto end = html.substr(0, longest_entity_name + 2).find(';');
    if (end != std::string_view::npos && append_entity(out, html.substr(1, end - 1))) {
      html.remove_prefix(end + 1);
    } else {
      out += '&';
      html.remove_prefix(1);
    }
  }
  return out;
}

std::string strip_tags(std::string_view html) {
  std::string out;
  out.reserve(html.size());
  while (!html.empty()) {
    const auto bracket = std::min(html.find('<'), html.size());
    out += html.substr(0, bracket);
    html.remove_prefix(bracket);
    if (html.empty()) break;
    if (!starts_tag(html)) {
      out += '<';
      html.remove_prefix(1);
      continue;
    }
    const std::string_view tag = html.substr(0, tag_size(html));
    html.remove_prefix(tag.size());
    const std::string name = ascii_lower(tag_name(tag));
    if (has_word(line_tags, name)) out += ' ';
    const bool raw = name == "script" || name == "style";
    if (raw && tag[1] != '/') html.remove_prefix(raw_text_size(html, name));
  }
  return out;
}

std::string plain_text(std::string_view html) {
  std::string text = collapse_whitespace(printable(decode_entities(strip_tags(html))));
  cut_utf8(text, longest_plain_text);
  return text;
}

}  // namespace presslink
