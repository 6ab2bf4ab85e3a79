#pragma once

#include <string>
#include <string_view>

namespace presslink::cli {

/// One JSON object with the members of two, neither of which is empty.
[[nodiscard]] inline std::string with_members(std::string object, std::string_view more) {
  object.back() = ',';
  return object.append(more.substr(1));
}

}  // namespace presslink::cli
