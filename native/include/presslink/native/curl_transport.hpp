#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "presslink/native/exchange.hpp"
#include "presslink/transport.hpp"

namespace presslink {

/// How a `CurlTransport` works, for its whole life.
struct CurlOptions {
  /// For one request, from the moment it leaves the transport's queue to the last byte. From 1 ms
  /// to 24 days; what is shorter or longer is taken as that. There is always a time-out.
  std::chrono::milliseconds request_timeout{30'000};
  /// The part of it for DNS, TCP and TLS; within the same limits.
  std::chrono::milliseconds connect_timeout{10'000};
  /// Lets requests reach 127.0.0.0/8 and ::1.
  bool allow_loopback = false;
  /// Lets requests reach loopback, RFC 1918, shared (RFC 6598) and unique local addresses.
  /// Link-local, multicast, reserved and cloud metadata addresses are refused whatever is set.
  bool allow_private = false;
  /// PEM file of the authorities to trust in place of the system's; empty for the system's. Where
  /// it cannot be read nobody is trusted, and each https request ends with `Fault::Kind::other`.
  std::string ca_file = {};
  /// Follows `presslink/VERSION` in `User-Agent`; empty for none.
  std::string agent_suffix = {};
  /// Requests on their way at once, and so the most connections; 0 is taken as 1. More wait in a
  /// queue, which takes turns between origins.
  std::size_t max_in_flight = 256;
  /// The same for one origin.
  std::size_t max_in_flight_per_origin = 32;
  /// Hears of each request when it ends, before its completion runs; also of those cancelled on
  /// their way. Runs in `poll` and `cancel`, on their thread; must not call the transport, but for
  /// `wake`. What it throws is dropped.
  std::function<void(const Exchange&)> on_exchange = {};
};

/// `Transport` over one libcurl multi handle: HTTP/2 where the site has it, connections kept and
/// shared, compressed answers, no cookies, no redirects, no proxy, certificates always checked.
/// http and https only. Which addresses are reached is checked on each new connection, after DNS.
///
/// `Fault::delivery` is `not_sent` where no byte of the request can have left: DNS, connection,
/// TLS, address. A POST or DELETE is never sent twice. A GET or HEAD whose kept connection dies
/// before a byte of the answer is sent once more by curl (RFC 9110, 9.2.2).
///
/// Names are looked up in threads of curl's own. What ends meanwhile, by a time-out, `cancel` or
/// the destructor, does not wait for them: such a thread goes once the name server has answered.
///
/// For one thread at a time, which drives it with `poll`; only `wake` may be called from others.
/// Several transports may run in several threads at once.
class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(CurlOptions options);
  CurlTransport() : CurlTransport(CurlOptions{}) {}
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;
  /// Drops what is outstanding; those completions never run.
  ~CurlTransport() override;

  Ticket send(Request request, std::function<void(Outcome)> done) override;
  Ticket after(std::chrono::milliseconds delay, std::function<void()> done) override;
  void cancel(Ticket ticket) override;

  /// Drives requests and timers: waits until something can go on, `wake` is called or `max_wait`
  /// is over, and runs the completions that are due. They may call `send`, `after` and `cancel`,
  /// but not `poll`. What one of them throws leaves `poll`; the others run in the next one.
  void poll(std::chrono::milliseconds max_wait);
  /// True where no request and no timer is outstanding.
  [[nodiscard]] bool idle() const noexcept;
  /// Polls until `done()`; it is asked again after each `wake`. False where nothing is outstanding
  /// that could make it true.
  template <class Predicate>
  [[nodiscard]] bool run_until(Predicate done) {
    while (!done()) {
      if (idle()) return false;
      poll(std::chrono::hours(1));
    }
    return true;
  }
  /// Ends the current, or else the next, wait in `poll`. From any thread; safe in a signal handler.
  void wake() noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace presslink
