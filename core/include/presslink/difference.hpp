#pragma once

#include <string>

namespace presslink {

/// Something that the site did otherwise than asked.
struct Difference {
  std::string field;  ///< `slug`, `status`, `date`, `categories`, `title`, `content`, …
  std::string sent;   ///< shortened where long
  std::string got;
  std::string why;  ///< a plain sentence
};

}  // namespace presslink
