#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace presslink {

// Sixteen bytes at a time, in the compilers' own vectors: SIMD where the target has it. A call for
// each of them would take longer than what it does.

using Bytes = unsigned char __attribute__((vector_size(16)));
using Words = std::uint64_t __attribute__((vector_size(16)));

constexpr std::ptrdiff_t block = sizeof(Bytes);

[[gnu::always_inline]] inline Bytes load_block(const char* at) {
  Bytes bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

/// Whether a bit is set. Takes any vector of the size, as comparisons give them.
template <class Mask>
[[gnu::always_inline]] inline bool any(Mask mask) {
  const auto words = reinterpret_cast<Words>(mask);
  return (words[0] | words[1]) != 0;
}

}  // namespace presslink
