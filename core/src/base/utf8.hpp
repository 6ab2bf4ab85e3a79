#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace presslink {

/// The offset of the first byte that is not part of well-formed UTF-8 (RFC 3629); nothing where all
/// of `text` is.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text) noexcept;

[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

/// `text` with U+FFFD for each byte that is not part of well-formed UTF-8.
[[nodiscard]] std::string replace_invalid_utf8(std::string_view text);

}  // namespace presslink
