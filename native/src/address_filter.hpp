#pragma once

#include <sys/socket.h>

#include <string_view>

namespace presslink {

enum class AddressKind {
  global,     ///< on the public Internet
  loopback,   ///< this machine
  local,      ///< private networks
  forbidden,  ///< nothing a site can live at, or a cloud's metadata service
};

struct AddressRange {
  AddressKind kind;
  std::string_view what;  ///< for messages: `link-local (RFC 3927)`; static storage
};

/// The range `address` lies in (IANA's special-purpose registries). IPv4 addresses embedded in IPv6
/// (mapped, NAT64, 6to4) count as themselves. Another family is `forbidden`.
[[nodiscard]] AddressRange classify(const sockaddr& address);

}  // namespace presslink
