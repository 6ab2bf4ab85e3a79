#include "address_filter.hpp"

#include <netinet/in.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace presslink {
namespace {

struct Row {
  std::array<std::uint8_t, 16> prefix;
  int bits;
  AddressKind kind;
  std::string_view what;
  int ipv4_at = -1;  ///< where an embedded IPv4 address begins, which then decides
};

using enum AddressKind;

// The first row that matches decides.
constexpr Row ipv4_rows[] = {
    {{169, 254, 169, 254}, 32, forbidden, "cloud metadata"},
    {{168, 63, 129, 16}, 32, forbidden, "cloud metadata (Azure)"},
    {{100, 100, 100, 200}, 32, forbidden, "cloud metadata (Alibaba)"},
    {{192, 0, 0, 192}, 32, forbidden, "cloud metadata (Oracle)"},
    {{0}, 8, forbidden, "this network (RFC 791)"},
    {{10}, 8, local, "private (RFC 1918)"},
    {{100, 64}, 10, local, "shared (RFC 6598)"},
    {{127}, 8, loopback, "loopback"},
    {{169, 254}, 16, forbidden, "link-local (RFC 3927)"},
    {{172, 16}, 12, local, "private (RFC 1918)"},
    {{192, 0, 0}, 24, forbidden, "protocol assignments (RFC 6890)"},
    {{192, 0, 2}, 24, forbidden, "documentation (RFC 5737)"},
    {{192, 88, 99}, 24, forbidden, "6to4 relay (RFC 7526)"},
    {{192, 168}, 16, local, "private (RFC 1918)"},
    {{198, 18}, 15, forbidden, "benchmarking (RFC 2544)"},
    {{198, 51, 100}, 24, forbidden, "documentation (RFC 5737)"},
    {{203, 0, 113}, 24, forbidden, "documentation (RFC 5737)"},
    {{224}, 4, forbidden, "multicast"},
    {{240}, 4, forbidden, "reserved (RFC 1112)"},
    {{}, 0, global, "public"},
};

constexpr Row ipv6_rows[] = {
    {{0xfd, 0x00, 0x0e, 0xc2}, 32, forbidden, "cloud metadata (AWS)"},
    {{0xfd, 0x20, 0x00, 0xce}, 32, forbidden, "cloud metadata (Google)"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 128, forbidden, "unspecified"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, loopback, "loopback"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, forbidden, "IPv4-mapped", 12},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0}, 96, forbidden, "IPv4-translated", 12},
    {{0}, 96, forbidden, "IPv4-compatible", 12},
    {{0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0}, 96, forbidden, "NAT64", 12},
    {{0x20, 0x02}, 16, forbidden, "6to4", 2},
    {{0x20, 0x01, 0x00}, 23, forbidden, "protocol assignments (RFC 2928)"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, forbidden, "documentation (RFC 3849)"},
    {{0x3f, 0xff}, 20, forbidden, "documentation (RFC 9637)"},
    {{0xfc}, 7, local, "unique local (RFC 4193)"},
    {{0xfe, 0x80}, 10, forbidden, "link-local (RFC 4291)"},
    {{0xff}, 8, forbidden, "multicast"},
    {{0x20}, 3, global, "public"},
    {{}, 0, forbidden, "outside the global unicast range"},
};

bool matches(const Row& row, std::span<const std::uint8_t> address) {
  const auto whole = static_cast<std::size_t>(row.bits / 8);
  if (std::memcmp(row.prefix.data(), address.data(), whole) != 0) return false;
  const int rest = row.bits % 8;
  return rest == 0 || (row.prefix[whole] ^ address[whole]) >> (8 - rest) == 0;
}

AddressRange look_up(std::span<const Row> rows, std::span<const std::uint8_t> address) {
  for (const Row& row : rows) {
    if (!matches(row, address)) continue;
    if (row.ipv4_at < 0) return {row.kind, row.what};
    return look_up(ipv4_rows, address.subspan(static_cast<std::size_t>(row.ipv4_at), 4));
  }
  return {forbidden, "unknown"};
}

}  // namespace

AddressRange classify(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), &in.sin_addr, bytes.size());
    return look_up(ipv4_rows, bytes);
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    return look_up(ipv6_rows, bytes);
  }
  return {forbidden, "neither IPv4 nor IPv6"};
}

}  // namespace presslink
