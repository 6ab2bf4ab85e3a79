#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Counts, while it lives, the blocks of the C++ heap that hold `needle` when they are freed.
class FreedMemory {
 public:
  explicit FreedMemory(std::string_view needle);
  ~FreedMemory();
  FreedMemory(const FreedMemory&) = delete;
  FreedMemory& operator=(const FreedMemory&) = delete;

  [[nodiscard]] std::size_t sightings() const;
};
