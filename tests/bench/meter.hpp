#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstdio>

namespace presslink::bench {

/// Counts publishes, and what they take, over a stretch of time that begins after a warm-up.
class Meter {
 public:
  explicit Meter(double seconds) : length_(seconds), begun_(Clock::now() + to_clock(seconds / 4)) {}

  void count() { ++publishes_; }

  /// False once the stretch is over.
  [[nodiscard]] bool running() {
    const auto now = Clock::now();
    if (!warm_ && now >= begun_) {
      warm_ = true;
      begun_ = now;
      cpu_ = cpu_seconds();
      publishes_ = 0;
    }
    if (!warm_ || now < begun_ + to_clock(length_)) return true;
    elapsed_ = std::chrono::duration<double>(now - begun_).count();
    cpu_ = cpu_seconds() - cpu_;
    return false;
  }

  /// One line of JSON. Precondition: `running` was false.
  void print() const {
    std::printf("{\"publishes\": %ld, \"seconds\": %.6f, \"cpu_seconds\": %.6f}\n", publishes_,
                elapsed_, cpu_);
  }

 private:
  using Clock = std::chrono::steady_clock;

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
  Clock::time_point begun_;
  double elapsed_ = 0;
  double cpu_ = 0;
  long publishes_ = 0;
  bool warm_ = false;
};

}  // namespace presslink::bench
