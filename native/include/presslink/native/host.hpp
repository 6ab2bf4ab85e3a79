#pragma once

#include <array>
#include <cstdint>

#include "presslink/time.hpp"

namespace presslink {

/// 16 bytes from the system's generator, fit for keys. Ends the process where the system has none.
[[nodiscard]] std::array<std::uint8_t, 16> random_entropy();

/// The system clock, cut to the millisecond.
[[nodiscard]] UtcTime system_now();

}  // namespace presslink
