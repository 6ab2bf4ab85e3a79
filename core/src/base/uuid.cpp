#include "presslink/uuid.hpp"

#include "base/text.hpp"

namespace presslink {

namespace {

constexpr std::size_t text_size = 36;

constexpr bool is_dash_position(std::size_t position) {
  return position == 8 || position == 13 || position == 18 || position == 23;
}

}  // namespace

Uuid Uuid::v4(const std::array<std::uint8_t, 16>& entropy) {
  constexpr std::string_view digits = "0123456789abcdef";
  auto bytes = entropy;
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0Fu) | 0x40u);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3Fu) | 0x80u);
  std::string text;
  text.reserve(text_size);
  for (const std::uint8_t byte : bytes) {
    if (is_dash_position(text.size())) text += '-';
    text += digits[byte >> 4u];
    text += digits[byte & 0x0Fu];
  }
  return Uuid(std::move(text));
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != text_size) return std::nullopt;
  for (std::size_t i = 0; i < text_size; ++i) {
    if (is_dash_position(i) ? text[i] != '-' : !hex_digit(text[i])) return std::nullopt;
  }
  return Uuid(ascii_lower(text));
}

}  // namespace presslink
