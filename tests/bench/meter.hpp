#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstdio>

namespace presslink::bench {

/// Counts publishes, and what they take, from the first that is done after a warm-up to the first
/// that is done after the wanted time: many flows at once end in waves, and so whole waves count.
class Meter {
 public:
  explicit Meter(double seconds) : length_(seconds), due_(Clock::now() + to_clock(seconds / 4)) {}

  [[nodiscard]] bool running() const { return phase_ != Phase::over; }

  /// A publish is done.
  void count() {
    if (phase_ == Phase::counting) ++publishes_;
    const auto now = Clock::now();
    if (now < due_) return;
    if (phase_ == Phase::warm_up) {
      phase_ = Phase::counting;
      begun_ = now;
      due_ = now + to_clock(length_);
      cpu_ = cpu_seconds();
    } else if (phase_ == Phase::counting) {
      phase_ = Phase::over;
      elapsed_ = std::chrono::duration<double>(now - begun_).count();
      cpu_ = cpu_seconds() - cpu_;
    }
  }

  /// One line of JSON. Precondition: not `running`.
  void print() const {
    std::printf("{\"publishes\": %ld, \"seconds\": %.6f, \"cpu_seconds\": %.6f}\n", publishes_,
                elapsed_, cpu_);
  }

 private:
  using Clock = std::chrono::steady_clock;
  enum class Phase { warm_up, counting, over };

  static Clock::duration to_clock(double seconds) {
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  }

  /// Of this process, in user mode and in the kernel.
  static double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
  }

  double length_;
  Clock::time_point due_;
  Clock::time_point begun_;
  double elapsed_ = 0;
  double cpu_ = 0;
  long publishes_ = 0;
  Phase phase_ = Phase::warm_up;
};

}  // namespace presslink::bench
