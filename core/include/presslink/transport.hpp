#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <variant>

#include "presslink/http.hpp"

namespace presslink {

/// The port to the outside: sends one whole request, reports one whole outcome, and counts time.
///
/// Every call returns a ticket. Its completion runs exactly once, never from inside `send` or
/// `after`, on the thread that drives the transport; or not at all after `cancel(ticket)`.
/// A transport does not retry, does not follow redirects, keeps no cookies and checks certificates.
/// Not thread-safe unless an implementation says so.
class Transport {
 public:
  using Ticket = std::uint64_t;  ///< never 0
  using Outcome = std::variant<Response, Fault>;

  virtual ~Transport() = default;
  virtual Ticket send(Request request, std::function<void(Outcome)> done) = 0;
  virtual Ticket after(std::chrono::milliseconds delay, std::function<void()> done) = 0;
  /// Forgets the ticket; unknown and finished tickets are ignored. The request may have arrived.
  virtual void cancel(Ticket ticket) = 0;
};

}  // namespace presslink
