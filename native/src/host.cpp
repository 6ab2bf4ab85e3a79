#include "presslink/native/host.hpp"

#include <sys/random.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>

namespace presslink {

std::array<std::uint8_t, 16> random_entropy() {
  std::array<std::uint8_t, 16> bytes{};
  // A predictable key could make two posts one: there is nothing to fall back to.
  if (getentropy(bytes.data(), bytes.size()) != 0) std::abort();
  return bytes;
}

UtcTime system_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace presslink
