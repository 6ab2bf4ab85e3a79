#pragma once

#include <string_view>
#include <vector>

namespace presslink::cli {

/// A file of core/messages that is not English.
struct MessageFile {
  std::string_view language;
  std::vector<std::string_view> json;  ///< in pieces
};
[[nodiscard]] std::vector<MessageFile> message_files();

}  // namespace presslink::cli
