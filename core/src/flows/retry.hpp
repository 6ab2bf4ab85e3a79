#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "presslink/flow.hpp"

namespace presslink {

/// What may be repeated.
enum class Safety {
  read,        ///< changes nothing
  repeatable,  ///< a write that ends the same when it arrives twice (update by id, delete)
  create,      ///< a write that makes a second thing when it arrives twice
};

/// SplitMix64: enough for jitter, and the same on every platform.
class Jitter {
 public:
  explicit Jitter(std::uint64_t seed) noexcept : state_(seed) {}
  /// Evenly 0 … `most`.
  [[nodiscard]] std::chrono::milliseconds up_to(std::chrono::milliseconds most) noexcept;

 private:
  std::uint64_t state_;
};

/// True where a create that got this answer was certainly not carried out.
[[nodiscard]] bool refused_before_handling(const Response& response);

/// Whether an outcome is worth another try at all.
[[nodiscard]] bool is_transient(const Response& response, Safety safety);
[[nodiscard]] bool is_transient(const Fault& fault, Safety safety);

/// How long to wait before try number `retry` (1 is the first repetition): exponential with full
/// jitter, or the site's own wish.
[[nodiscard]] std::chrono::milliseconds backoff(const RetryPolicy& policy, int retry,
                                                std::optional<std::chrono::seconds> wish,
                                                Jitter& jitter);

}  // namespace presslink
