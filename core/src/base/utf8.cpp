#include "base/utf8.hpp"

#include "base/byte_block.hpp"
#include "base/text.hpp"

namespace presslink {
namespace {

bool is_ascii(const char* at) { return static_cast<unsigned char>(*at) < 0x80; }

const char* skip_ascii(const char* at, const char* end) {
  while (end - at >= block && !any(load_block(at) & 0x80)) at += block;
  while (at < end && is_ascii(at)) ++at;
  return at;
}

/// Whether a byte of the block at `at` may not follow the three before it (RFC 3629).
[[gnu::always_inline]] inline bool is_wrong(const char* at) {
  const Bytes byte = load_block(at);
  const Bytes before = load_block(at - 1);
  const Bytes third = load_block(at - 3);
  const auto is_tail = (byte & 0xC0) == 0x80;
  const auto is_second = before >= 0xC0;
  const auto overlong_pair = (byte & 0xFE) == 0xC0;
  // Most alphabets take two bytes a letter.
  const bool pairs_alone = !any((byte >= 0xE0) | (third >= 0xE0));
  if (pairs_alone) return any((is_tail ^ is_second) | overlong_pair);
  const auto is_due = is_second | (load_block(at - 2) >= 0xE0) | (third >= 0xF0);
  const auto overlong = ((before == 0xE0) & (byte < 0xA0)) | ((before == 0xF0) & (byte < 0x90));
  const auto too_high = ((before == 0xED) & (byte >= 0xA0)) | ((before == 0xF4) & (byte >= 0x90));
  return any((is_tail ^ is_due) | overlong_pair | (byte > 0xF4) | overlong | too_high);
}

/// Goes on from `at`, where a character begins, with three bytes before it; to where one begins
/// behind which, before `end`, less than a block is left or something is wrong.
const char* skip_blocks(const char* at, const char* end) {
  const char* const begin = at;
  while (end - at >= block && !is_wrong(at)) at += block;
  if (at == begin) return at;
  do --at;
  while ((*at & 0xC0) == 0x80);
  return at;
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) noexcept {
  const char* const end = text.data() + text.size();
  const char* at = skip_ascii(text.data(), end);
  while (at < end) {
    if (at - text.data() >= 3) at = skip_blocks(at, end);
    const std::size_t size = is_ascii(at) ? 1 : utf8_multibyte_size(at, end);
    if (size == 0) return static_cast<std::size_t>(at - text.data());
    at += size;
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
