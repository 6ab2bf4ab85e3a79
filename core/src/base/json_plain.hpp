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
inline Words special_bytes(Bytes bytes) {
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

/// How far a copy has come: in what is read and in what is written.
struct Cursor {
  const char* from;
  char* to;
};

/// Stores a block before it is known how much of it counts.
inline Words copy_block(Cursor at) {
  const Bytes bytes = load_block(at.from);
  std::memcpy(at.to, &bytes, sizeof bytes);
  return special_bytes(bytes);
}

inline Words copy_wide(Cursor at) {
  return copy_block(at) | copy_block({at.from + block, at.to + block}) |
         copy_block({at.from + 2 * block, at.to + 2 * block}) |
         copy_block({at.from + 3 * block, at.to + 3 * block});
}

/// Copies up to the first byte that is not plain, or `end`. Writes to no more than `end - at.from`
/// bytes, but to some behind those that count.
inline Cursor copy_plain(Cursor at, const char* end) {
  const auto advance = [&at](std::ptrdiff_t size) {
    at.from += size;
    at.to += size;
  };
  while (end - at.from >= block) {
    const Words mask = copy_block(at);
    if (any(mask)) {
      advance(leading_plain(mask));
      return at;
    }
    advance(block);
    for (; end - at.from >= wide && !any(copy_wide(at)); advance(wide)) {
    }
  }
  while (at.from < end && is_plain(*at.from)) *at.to++ = *at.from++;
  return at;
}

}  // namespace presslink::json
