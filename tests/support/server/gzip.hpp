#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace presslink::testing {

/// `text` (at most 65 535 bytes) as a gzip file that compresses nothing.
[[nodiscard]] std::string gzip(std::string_view text);

/// The beginning of a gzip file, about 1 : 159, that expands to more than `expanded` bytes of `A`.
[[nodiscard]] std::string gzip_bomb(std::size_t expanded);

}  // namespace presslink::testing
