#include "base/utf8.hpp"

#include <cstdint>
#include <cstring>

#include "base/text.hpp"

namespace presslink {
namespace {

bool is_ascii(const char* at) { return static_cast<unsigned char>(*at) < 0x80; }

/// The first byte that is not ASCII, or `end`.
const char* skip_ascii(const char* at, const char* end) {
  std::uint64_t word = 0;
  for (; end - at >= static_cast<std::ptrdiff_t>(sizeof word); at += sizeof word) {
    std::memcpy(&word, at, sizeof word);
    if ((word & 0x8080'8080'8080'8080u) != 0) break;
  }
  while (at < end && is_ascii(at)) ++at;
  return at;
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) noexcept {
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); (at = skip_ascii(at, end)) < end;) {
    // Of a script without Latin letters only the spaces are ASCII.
    for (; at < end && !is_ascii(at);) {
      const std::size_t size = utf8_multibyte_size(at, end);
      if (size == 0) return static_cast<std::size_t>(at - text.data());
      at += size;
      if (at < end && *at == ' ') ++at;
    }
  }
  return std::nullopt;
}

bool is_valid_utf8(std::string_view text) noexcept { return !find_invalid_utf8(text); }

std::string replace_invalid_utf8(std::string_view text) {
  std::string valid;
  while (const auto bad = find_invalid_utf8(text)) {
    valid.append(text.substr(0, *bad)).append("\xEF\xBF\xBD");
    text.remove_prefix(*bad + 1);
  }
  return valid.append(text);
}

}  // namespace presslink
