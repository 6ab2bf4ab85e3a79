#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/ids.hpp"
#include "presslink/result.hpp"
#include "presslink/seo.hpp"
#include "presslink/term.hpp"
#include "presslink/time.hpp"

namespace presslink {

/// WordPress's own post statuses.
enum class PostStatus { draft, publish, pending, private_, future };
/// `draft`, `publish`, `pending`, `private`, `future`.
[[nodiscard]] std::string_view name(PostStatus status) noexcept;
[[nodiscard]] std::optional<PostStatus> parse_post_status(std::string_view text);

/// A post as its author wants it. UTF-8 throughout. An unset optional is left to WordPress; on an
/// update what is unset is left as it is, and so are an empty title and an empty content.
struct PostDraft {
  std::string title = {};    ///< plain text or the inline HTML that WordPress allows in titles
  std::string content = {};  ///< HTML or blocks
  std::optional<std::string> excerpt = {};
  std::optional<std::string> slug = {};
  std::optional<PostStatus> status = {};                 ///< `publish` where unset on a create
  std::optional<UtcTime> date = {};                      ///< required for `future`
  std::optional<std::vector<TermPath>> categories = {};  ///< unset: the site's default category
  std::optional<std::vector<std::string>> tags = {};
  std::optional<UserId> author = {};
  std::optional<MediaId> featured_image = {};
  SeoFields seo = {};

  friend bool operator==(const PostDraft&, const PostDraft&) = default;
};

}  // namespace presslink
