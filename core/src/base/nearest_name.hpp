#pragma once

#include <optional>
#include <string_view>

namespace presslink {

/// The name of the list `names` (see `find_word`) that `typed` was probably meant to be: a typing
/// slip away, or with the same beginning.
[[nodiscard]] std::optional<std::string_view> nearest_name(std::string_view typed,
                                                           std::string_view names);

}  // namespace presslink
