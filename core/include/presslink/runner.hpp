#pragma once

#include <functional>
#include <optional>

#include "presslink/flow.hpp"
#include "presslink/transport.hpp"

namespace presslink {

/// Drives flows over a transport. One runner drives one flow at a time; thousands of runners share
/// one transport. Does not recurse, however many steps are answered at once.
class Runner {
 public:
  /// What the host supplies; it throws nothing. `now` must be set; without `save` every checkpoint
  /// counts as stored.
  struct Host {
    std::function<UtcTime()> now;
    std::function<bool(const Checkpoint&)> save = {};  ///< true once it is durable
  };

  /// `transport` is borrowed and outlives the runner.
  Runner(Transport& transport, Host host) : transport_(&transport), host_(std::move(host)) {}
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  ~Runner();

  /// Starts `flow` (borrowed until it is done). `done` runs once its result can be read, within
  /// this call where nothing has to be sent; it may destroy the flow and start another on this
  /// runner, but not destroy the runner. Precondition: not `busy`.
  void start(Flow& flow, std::function<void()> done);
  /// Cancels what is under way; the flow ends with its own account of what is uncertain: before
  /// this returns, or within `Host::save` right after that.
  void cancel();
  [[nodiscard]] bool busy() const noexcept { return flow_ != nullptr; }

 private:
  void feed(Event event);

  Transport* transport_;
  Host host_;
  Flow* flow_ = nullptr;
  std::function<void()> done_;
  std::optional<Transport::Ticket> ticket_;
  bool cancelled_ = false;  ///< while the host stores a checkpoint
};

}  // namespace presslink
