#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "base/byte_block.hpp"

namespace presslink::json {

// Plain is what a JSON string holds as it is: all but control characters, `"` and `\\`.

constexpr bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

constexpr std::ptrdiff_t wide = 4 * block;

/// All bits of each byte that is not plain.
[[gnu::always_inline]] inline Words special_bytes(Bytes bytes) {
  return reinterpret_cast<Words>((bytes < 0x20) | (bytes == '"') | (bytes == '\\'));
}

/// How many bytes at the front of a block come before the first that is set in `mask`.
inline std::ptrdiff_t leading_plain(Words mask) {
  const auto bytes_in = [](std::uint64_t word) {
    const int bits = std::endian::native == std::endian::little ? std::countr_zero(word)
                                                                : std::countl_zero(word);
    return std::ptrdiff_t{bits / 8};
  };
  return mask[0] != 0 ? bytes_in(mask[0]) : 8 + bytes_in(mask[1]);
}

/// Stores a block before it is known how much of it counts.
[[gnu::always_inline]] inline Words copy_block(const char* from, char* to) {
  const Bytes bytes = load_block(from);
  std::memcpy(to, &bytes, sizeof bytes);
  return special_bytes(bytes);
}

[[gnu::always_inline]] inline Words copy_wide(const char* from, char* to) {
  return copy_block(from, to) | copy_block(from + block, to + block) |
         copy_block(from + 2 * block, to + 2 * block) |
         copy_block(from + 3 * block, to + 3 * block);
}

/// Copies up to the first byte that is not plain, or `end`; how many bytes that is. Writes to no
/// more than `end - from` bytes, but to some behind those that count.
inline std::ptrdiff_t copy_plain(const char* from, const char* end, char* to) {
  const std::ptrdiff_t size = end - from;
  std::ptrdiff_t at = 0;
  while (size - at >= block) {
    const Words mask = copy_block(from + at, to + at);
    if (any(mask)) return at + leading_plain(mask);
    at += block;
    for (; size - at >= wide && !any(copy_wide(from + at, to + at)); at += wide) {
    }
  }
  for (; at < size && is_plain(from[at]); ++at) to[at] = from[at];
  return at;
}

}  // namespace presslink::json
