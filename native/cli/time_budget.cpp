#include "time_budget.hpp"

#include <utility>

namespace presslink::cli {

TimeBudget::TimeBudget(std::chrono::milliseconds budget, std::function<void()> on_end)
    : thread_([this, end = std::chrono::steady_clock::now() + budget, on_end = std::move(on_end)] {
        std::unique_lock lock(mutex_);
        if (changed_.wait_until(lock, end, [this] { return stopped_; })) return;
        used_up_.store(true);
        on_end();
      }) {}

TimeBudget::~TimeBudget() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

}  // namespace presslink::cli
