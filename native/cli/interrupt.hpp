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
  /// Ends what waits on `descriptor`, without a signal.
  void wake() noexcept;
  /// Becomes readable with the first signal or `wake`, and stays so.
  [[nodiscard]] int descriptor() const noexcept;
};

}  // namespace presslink::cli
