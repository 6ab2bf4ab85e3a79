#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace presslink {

/// The ASCII characters below are told apart without a locale.
[[nodiscard]] constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr bool is_ascii_alphanumeric(char c) {
  return is_ascii_digit(c) || is_ascii_letter(c);
}
[[nodiscard]] constexpr bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
/// U+0000 … U+001F and U+007F.
[[nodiscard]] constexpr bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}
[[nodiscard]] constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
/// The value of a hexadecimal digit of either case.
[[nodiscard]] constexpr std::optional<unsigned> hex_digit(char c) {
  if (is_ascii_digit(c)) return static_cast<unsigned>(c - '0');
  const char lower = ascii_lower(c);
  if (lower >= 'a' && lower <= 'f') return static_cast<unsigned>(lower - 'a' + 10);
  return std::nullopt;
}

/// The size of the well-formed multi-byte UTF-8 character at `at` (RFC 3629: no overlong form, no
/// surrogate, nothing above U+10FFFF), or 0. `at` is before `end`.
[[nodiscard]] std::size_t utf8_multibyte_size(const char* at, const char* end);

/// Takes what stands before the next `separator` off the front of `text`, and the separator too;
/// all of a text that has none.
[[nodiscard]] std::string_view take_part(std::string_view& text, char separator);
// Lists of words are texts such as `a,b,c`, which take less room than tables.
/// The word with the number `index`, counted from 0.
[[nodiscard]] std::string_view word_at(std::string_view list, std::size_t index) noexcept;
/// The number of `word`; nothing where it is none of them.
[[nodiscard]] std::optional<std::size_t> find_word(std::string_view list, std::string_view word);
/// The value whose name is `word`, where `list` has the names in the order of the values.
template <class Enum>
[[nodiscard]] std::optional<Enum> find_value(std::string_view list, std::string_view word) {
  const auto index = find_word(list, word);
  return index ? std::optional(static_cast<Enum>(*index)) : std::nullopt;
}
[[nodiscard]] bool has_word(std::string_view list, std::string_view word);
/// Takes the decimal number off the front of `text`. Nothing where it begins with no digit, or with
/// a number above `most`.
[[nodiscard]] std::optional<std::int64_t> take_number(std::string_view& text, std::int64_t most);

[[nodiscard]] std::string decimal_text(std::int64_t value);
/// Small, and the one writer of numbers: `std::to_string` and `std::to_chars` bring in tables. Not
/// for what is above the largest `std::int64_t`.
[[nodiscard]] std::string decimal(std::integral auto value) {
  return decimal_text(static_cast<std::int64_t>(value));
}

/// The first byte of the UTF-8 character that the byte `at` of `text` belongs to.
[[nodiscard]] std::size_t character_start(std::string_view text, std::size_t at);

/// Whether a UTF-8 character turns the direction in which the rest is read.
[[nodiscard]] constexpr bool turns_direction(std::string_view character) {
  return (character >= "\u202A" && character <= "\u202E") ||
         (character >= "\u2066" && character <= "\u2069");
}

/// Makes any bytes fit to be shown in one line: valid UTF-8, and a space for each control
/// character, line end and override of the reading direction.
[[nodiscard]] std::string printable(std::string_view text);

/// Writes a Unicode scalar value as UTF-8, in up to 4 bytes; the place behind it.
[[nodiscard]] char* write_utf8(char32_t character, char* to);
/// Appends a Unicode scalar value as UTF-8.
void append_utf8(std::string& text, char32_t character);

[[nodiscard]] std::string ascii_lower(std::string_view text);
/// Compares without regard to the case of ASCII letters.
[[nodiscard]] bool iequals_ascii(std::string_view left, std::string_view right);
/// Without ASCII white space at either end.
[[nodiscard]] std::string_view trim(std::string_view text);
/// Each run of ASCII white space and no-break spaces as one space, none at either end.
[[nodiscard]] std::string collapse_whitespace(std::string_view text);

/// Decodes numeric entities and the named ones that WordPress and wptexturize write, once:
/// `&amp;lt;` becomes `&lt;`. What is not such an entity stays as it is.
[[nodiscard]] std::string decode_entities(std::string_view html);
/// Leaves out tags, comments and what stands in `script` and `style`. A tag that ends a line on a
/// screen, such as `<br>` or `</p>`, leaves a space.
[[nodiscard]] std::string strip_tags(std::string_view html);
/// One line of text for people out of HTML from a stranger: no tags, entities decoded, at most 500
/// bytes, always valid UTF-8 and without control characters (a terminal may show it).
[[nodiscard]] std::string plain_text(std::string_view html);

}  // namespace presslink
