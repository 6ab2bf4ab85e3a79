#pragma once

#include <string>
#include <string_view>

#include "presslink/secret.hpp"

namespace presslink {

/// RFC 4648 base64 with padding.
[[nodiscard]] std::string base64_encode(std::string_view bytes);

/// The value of an `Authorization` field for HTTP Basic (RFC 7617), `Basic …`. Leaves no other copy
/// of the password in memory.
[[nodiscard]] Secret basic_authorization(const Credentials& credentials);

}  // namespace presslink
