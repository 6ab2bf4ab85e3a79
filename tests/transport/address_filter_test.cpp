#include "address_filter.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <string>

#include "support/catch.hpp"

namespace presslink {
namespace {

AddressKind kind_of(const std::string& text) {
  sockaddr_in in{};
  in.sin_family = AF_INET;
  if (inet_pton(AF_INET, text.c_str(), &in.sin_addr) == 1) {
    return classify(reinterpret_cast<const sockaddr&>(in)).kind;
  }
  sockaddr_in6 in6{};
  in6.sin6_family = AF_INET6;
  REQUIRE(inet_pton(AF_INET6, text.c_str(), &in6.sin6_addr) == 1);
  return classify(reinterpret_cast<const sockaddr&>(in6)).kind;
}

void check_all(AddressKind kind, std::initializer_list<const char*> addresses) {
  for (const char* const address : addresses) {
    INFO(address);
    CHECK(kind_of(address) == kind);
  }
}

TEST_CASE("Public addresses are global", "[address]") {
  check_all(AddressKind::global,
            {"1.1.1.1",           "9.255.255.255",   "11.0.0.0",        "100.63.255.255",
             "100.128.0.0",       "126.255.255.255", "128.0.0.0",       "169.253.255.255",
             "169.255.0.0",       "172.15.255.255",  "172.32.0.0",      "192.0.1.0",
             "192.167.255.255",   "192.169.0.0",     "198.17.255.255",  "198.20.0.0",
             "203.0.112.255",     "203.0.114.0",     "223.255.255.255", "2606:4700::1111",
             "2a00:1450:4001::1", "2001:200::1",     "2001:4860::8888", "2001:db9::1",
             "2003::1",           "3ffe:ffff::1"});
}

TEST_CASE("Loopback in all its spellings", "[address]") {
  check_all(AddressKind::loopback,
            {"127.0.0.1", "127.0.0.0", "127.255.255.255", "::1", "::ffff:127.0.0.1", "::127.0.0.1",
             "64:ff9b::7f00:1", "2002:7f00:1::", "::ffff:0:127.0.0.1"});
}

TEST_CASE("Private networks are local", "[address]") {
  check_all(AddressKind::local,
            {"10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0",
             "192.168.255.255", "100.64.0.0", "100.127.255.255", "fc00::", "fdff:ffff::1",
             "::ffff:10.1.2.3", "64:ff9b::c0a8:101", "2002:c0a8:0101::1", "2002:0a00:0001::1"});
}

TEST_CASE("No site lives at special-purpose addresses", "[address]") {
  check_all(AddressKind::forbidden, {"0.0.0.0",
                                     "0.255.255.255",
                                     "169.254.0.1",
                                     "169.254.169.254",
                                     "192.0.0.0",
                                     "192.0.0.192",
                                     "192.0.2.1",
                                     "192.88.99.1",
                                     "198.18.0.0",
                                     "198.19.255.255",
                                     "198.51.100.7",
                                     "203.0.113.7",
                                     "224.0.0.1",
                                     "239.255.255.255",
                                     "240.0.0.1",
                                     "255.255.255.255",
                                     "168.63.129.16",
                                     "100.100.100.200",
                                     "::",
                                     "::ffff:0.0.0.0",
                                     "::ffff:169.254.169.254",
                                     "64:ff9b::a9fe:a9fe",
                                     "64:ff9b:1::1",
                                     "2002:a9fe:a9fe::",
                                     "2001::1",
                                     "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                                     "2001:2::1",
                                     "2001:20::1",
                                     "2001:1ff::1",
                                     "2001:db8::1",
                                     "3fff::1",
                                     "3fff:fff::1",
                                     "fd00:ec2::254",
                                     "fd20:ce::254",
                                     "fe80::1",
                                     "febf::1",
                                     "fec0::1",
                                     "ff02::1",
                                     "100::1",
                                     "4000::1",
                                     "5f00::1"});
}

TEST_CASE("An embedded public address is global", "[address]") {
  check_all(AddressKind::global,
            {"::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1", "::ffff:0:1.1.1.1"});
}

TEST_CASE("Other address families are forbidden", "[address]") {
  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  CHECK(classify(reinterpret_cast<const sockaddr&>(local)).kind == AddressKind::forbidden);
}

}  // namespace
}  // namespace presslink
