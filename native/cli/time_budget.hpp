#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace presslink::cli {

/// Calls once, from a thread of its own, when the time for the whole command is used up.
class TimeBudget {
 public:
  TimeBudget(std::chrono::milliseconds budget, std::function<void()> on_end);
  TimeBudget(const TimeBudget&) = delete;
  TimeBudget& operator=(const TimeBudget&) = delete;
  ~TimeBudget();

  [[nodiscard]] bool used_up() const noexcept { return used_up_.load(); }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  std::atomic<bool> used_up_{false};
  std::thread thread_;
};

}  // namespace presslink::cli
