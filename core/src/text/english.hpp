#pragma once

#include <string_view>

namespace presslink {

/// The English texts, generated from core/messages/en.json: `id NUL text NUL` for each, sorted.
/// One block in place of a table: it is searched a few times per error, and packs well.
[[nodiscard]] std::string_view english_messages() noexcept;

}  // namespace presslink
