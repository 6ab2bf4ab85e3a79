#pragma once

#include <string_view>

namespace presslink {

/// Whether two contents have the same HTML and open the same blocks (`<!-- wp:name {…} -->`). Since
/// 7.1 WordPress answers a content with its delimiters written anew, while it keeps what was sent
/// (insert_hooked_blocks_into_rest_response, serialize_block): other escapes and white space, `[]`
/// for `{}`, blocks closed that were left open. HTML is the same where `same_html` says so.
[[nodiscard]] bool same_blocks(std::string_view a, std::string_view b,
                               bool (*same_html)(std::string_view, std::string_view));

}  // namespace presslink
