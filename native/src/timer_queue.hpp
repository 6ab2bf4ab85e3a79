#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <unordered_map>
#include <utility>
#include <vector>

namespace presslink {

/// Callbacks by due time; equal times in the order they were added.
class TimerQueue {
 public:
  using Clock = std::chrono::steady_clock;

  void add(std::uint64_t ticket, Clock::time_point due, std::function<void()> done) {
    pending_.emplace(ticket, std::move(done));
    order_.emplace(due, ticket);
  }

  bool cancel(std::uint64_t ticket) { return pending_.erase(ticket) != 0; }

  [[nodiscard]] bool empty() const noexcept { return pending_.empty(); }

  [[nodiscard]] std::optional<Clock::time_point> next_due() {
    while (!order_.empty() && !pending_.contains(order_.top().second)) order_.pop();
    if (order_.empty()) return std::nullopt;
    return order_.top().first;
  }

  /// The first callback due at `now`, taken out; nothing where none is.
  [[nodiscard]] std::optional<std::function<void()>> take_due(Clock::time_point now) {
    const std::optional<Clock::time_point> due = next_due();
    if (!due || *due > now) return std::nullopt;
    const auto found = pending_.find(order_.top().second);
    order_.pop();
    std::function<void()> done = std::move(found->second);
    pending_.erase(found);
    return done;
  }

 private:
  using Entry = std::pair<Clock::time_point, std::uint64_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> order_;
  std::unordered_map<std::uint64_t, std::function<void()>> pending_;
};

}  // namespace presslink
