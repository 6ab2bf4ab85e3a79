#pragma once

#include <string_view>

namespace presslink {

/// The English texts, generated from core/messages/en.json: `id NUL text NUL` for each, sorted; of
/// an id with a dot only what begins at the dot, behind the entry of what stands before it. One
/// block in place of a table: it is searched a few times per error, and packs well.
[[nodiscard]] std::string_view english_messages() noexcept;

}  // namespace presslink
