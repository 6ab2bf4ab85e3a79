#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace presslink {

/// The name that `typed` was probably meant to be: a typing slip away, or with the same beginning.
[[nodiscard]] std::optional<std::string_view> nearest_name(
    std::string_view typed, const std::vector<std::string_view>& names);

}  // namespace presslink
