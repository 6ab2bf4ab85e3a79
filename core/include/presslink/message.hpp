#pragma once

#include <string>
#include <utility>
#include <vector>

namespace presslink {

/// A text before it is put into words: its id in the catalogue (core/messages/en.json), and what
/// its `{placeholders}` stand for. See `Catalogue`.
struct Message {
  std::string id;
  std::vector<std::pair<std::string, std::string>> values;
};

}  // namespace presslink
