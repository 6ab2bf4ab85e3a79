#include "presslink/native/host.hpp"

#include <chrono>
#include <set>

#include "support/catch.hpp"

namespace presslink {
namespace {

TEST_CASE("Entropy does not repeat", "[host]") {
  std::set<std::array<std::uint8_t, 16>> seen;
  for (int i = 0; i < 100; ++i) seen.insert(random_entropy());
  CHECK(seen.size() == 100);
}

TEST_CASE("The clock is the system's", "[host]") {
  const auto before = std::chrono::system_clock::now();
  const UtcTime now = system_now();
  CHECK(now >= before - std::chrono::milliseconds(1));
  CHECK(now <= std::chrono::system_clock::now());
}

}  // namespace
}  // namespace presslink
