#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/seo.hpp"

namespace presslink {

/// What stands in a page's `<head>` for visitors and search engines.
class PageHead {
 public:
  /// Reads up to `</head>`; of a page that was cut off, what is there.
  [[nodiscard]] static PageHead parse(std::string_view html);

  /// Every text printed for `field`, entities decoded, in the order of the page; nothing for the
  /// focus keyphrase. `noindex` is `true` or `false`, and `false` where no robots tag stands.
  [[nodiscard]] std::vector<std::string> texts(SeoField field) const;
  /// Whether a comment of the head holds `text`.
  [[nodiscard]] bool has_comment(std::string_view text) const;
  /// Whether the head was there to its end.
  [[nodiscard]] bool complete() const noexcept { return complete_; }

 private:
  struct Tag {
    std::string name;  ///< `title`, `canonical`, or of a meta its name or property
    std::string content;
  };
  void take(std::string_view tag, std::string_view rest);

  std::vector<Tag> tags_;
  std::vector<std::string> comments_;
  bool complete_ = false;
};

}  // namespace presslink
