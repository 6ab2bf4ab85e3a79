#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace presslink::json {

// Plain is what a JSON string holds as it is: ASCII but for control characters, `"` and `\\`.

constexpr bool is_plain(char c) {
  return static_cast<signed char>(c) >= 0x20 && c != '"' && c != '\\';
}

using Bytes = signed char __attribute__((vector_size(16)));
using Words = std::uint64_t __attribute__((vector_size(16)));

constexpr std::ptrdiff_t block = sizeof(Bytes);

/// All bits of each byte that is not plain (as signed numbers, those above ASCII are below 0x20).
inline Words special_bytes(Bytes bytes) {
  return reinterpret_cast<Words>((bytes < 0x20) | (bytes == '"') | (bytes == '\\'));
}

inline bool any(Words mask) { return (mask[0] | mask[1]) != 0; }

/// How many bytes at the front of a block come before the first that is set in `mask`.
inline std::ptrdiff_t leading_plain(Words mask) {
  const auto bytes_in = [](std::uint64_t word) {
    const int bits = std::endian::native == std::endian::little ? std::countr_zero(word)
                                                                : std::countl_zero(word);
    return std::ptrdiff_t{bits / 8};
  };
  return mask[0] != 0 ? bytes_in(mask[0]) : 8 + bytes_in(mask[1]);
}

/// The first byte that is not plain, or `end`.
inline const char* skip_plain(const char* at, const char* end) {
  for (; end - at >= block; at += block) {
    Bytes bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    const Words mask = special_bytes(bytes);
    if (any(mask)) return at + leading_plain(mask);
  }
  while (at < end && is_plain(*at)) ++at;
  return at;
}

}  // namespace presslink::json
