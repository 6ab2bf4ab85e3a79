#include "flows/retry.hpp"

#include <algorithm>

#include "wordpress/failure.hpp"

namespace presslink {

std::chrono::milliseconds Jitter::up_to(std::chrono::milliseconds most) noexcept {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  z ^= z >> 31U;
  const auto span = static_cast<std::uint64_t>(std::max<std::int64_t>(most.count(), 0)) + 1;
  return std::chrono::milliseconds(static_cast<std::int64_t>(z % span));
}

bool refused_before_handling(const Response& response) {
  if (response.status == 429) return true;
  // WordPress's maintenance mode ends the request before any plugin or route runs (wp_maintenance).
  // Retry-After alone proves nothing: Varnish sends it too when the site behind it was too slow.
  return response.status == 503 && wordpress_code(response) == "wp_die";
}

bool is_transient(const Response& response, Safety safety) {
  if (refused_before_handling(response)) return true;
  if (safety == Safety::create) return false;
  switch (response.status) {
    case 408:
    case 502:
    case 503:
    case 504:
    case 520:  // Cloudflare's names for an origin that is down, slow or breaks off
    case 521:
    case 522:
    case 523:
    case 524: return true;
    // A 500 with a code is WordPress's own and permanent (a missing status is sent as 500).
    case 500: return wordpress_code(response).empty();
    default: return false;
  }
}

bool is_transient(const Fault& fault, Safety safety) {
  switch (fault.kind) {
    case Fault::Kind::connect:
    case Fault::Kind::timed_out:
    case Fault::Kind::interrupted:
    case Fault::Kind::unseen:
      return safety != Safety::create || fault.delivery == Fault::Delivery::not_sent;
    default: return false;
  }
}

std::chrono::milliseconds backoff(const RetryPolicy& policy, int retry,
                                  std::optional<std::chrono::seconds> wish, Jitter& jitter) {
  // A crowd told to come back at one time is spread over one base delay.
  if (wish) return *wish + jitter.up_to(policy.base_delay);
  std::chrono::milliseconds most = policy.base_delay;
  for (int i = 1; i < retry && most < policy.max_delay; ++i) most *= 2;
  return jitter.up_to(std::min(most, policy.max_delay));
}

}  // namespace presslink
