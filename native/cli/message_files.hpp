#pragma once

#include <string_view>
#include <vector>

namespace presslink::cli {

/// A file of core/messages that is not English.
struct MessageFile {
  std::string_view language;
  std::string_view json;
};
[[nodiscard]] std::vector<MessageFile> message_files();

}  // namespace presslink::cli
