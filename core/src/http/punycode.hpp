#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace presslink {

/// The ASCII form of a host name given as UTF-8: each label with other letters becomes
/// `xn--` + Punycode (RFC 3492). Latin, Greek and Cyrillic capitals are lowered; the rest of IDNA's
/// mapping is not done. Nothing where a letter is known to need it, the UTF-8 is broken, or a label
/// is empty or too long.
[[nodiscard]] std::optional<std::string> host_to_ascii(std::string_view host);

}  // namespace presslink
