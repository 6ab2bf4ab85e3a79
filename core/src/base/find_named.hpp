#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace presslink {

/// The one of `all` whose `name` is `text`.
template <class Enum, std::size_t size>
[[nodiscard]] std::optional<Enum> find_named(const std::array<Enum, size>& all,
                                             std::string_view text) {
  for (const Enum each : all) {
    if (name(each) == text) return each;
  }
  return std::nullopt;
}

}  // namespace presslink
