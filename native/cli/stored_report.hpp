#pragma once

#include <string_view>

#include "presslink/publish.hpp"

namespace presslink::cli {

/// What an earlier run reported of a post that is as it was: where it is, its terms, its SEO fields
/// and what the site did otherwise. `text` is what `publish_json` wrote; nothing is known where it
/// is not.
[[nodiscard]] PublishReport decode_report(std::string_view text);

}  // namespace presslink::cli
