#pragma once

namespace presslink {
class Client;
}

namespace presslink::cli {

/// Turns SIGINT and SIGTERM into an orderly end while it lives. The second signal of a kind ends
/// the process at once. There is one at a time.
class Interrupt {
 public:
  Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt();

  /// The client to cancel; null for none. It stays alive until it is replaced.
  void watch(Client* client) noexcept;

  [[nodiscard]] bool raised() const noexcept;
  /// Cancels the client and ends what waits on `descriptor`, as a signal does; `raised` is for
  /// signals alone.
  void end() noexcept;
  /// Becomes readable with the first signal or `end`, and stays so.
  [[nodiscard]] int descriptor() const noexcept;
};

/// Waits until `descriptor` can be read, or has ended; false where `stop` can be read first.
[[nodiscard]] bool is_readable_before(int descriptor, int stop);

}  // namespace presslink::cli
