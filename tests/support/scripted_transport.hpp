#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "presslink/time.hpp"
#include "presslink/transport.hpp"
#include "support/catch.hpp"

namespace presslink::testing {

/// A transport that knows beforehand what it will be asked and what it answers. Time stands still
/// but for timers, which move it at once. Whatever departs from the script fails the test.
class ScriptedTransport final : public Transport {
 public:
  using Check = std::function<void(const Request&)>;

  explicit ScriptedTransport(UtcTime start = UtcTime(std::chrono::hours(24 * 365 * 56)))
      : now_(start) {}
  ScriptedTransport(const ScriptedTransport&) = delete;
  ScriptedTransport& operator=(const ScriptedTransport&) = delete;
  ~ScriptedTransport() override {
    for (const Expected& left : script_) FAIL_CHECK("never sent: " << left.request);
  }

  /// The next request is `request`, method and whole URL (`GET https://example.com/`); it passes
  /// `check` and gets `answer`.
  void expect(std::string request, Outcome answer, Check check = {}) {
    script_.push_back({std::move(request), std::move(answer), std::move(check)});
  }

  /// Runs completions until nothing is outstanding.
  void run() {
    while (!outstanding_.empty()) {
      auto next = outstanding_.extract(outstanding_.begin());
      now_ = next.key().first;
      next.mapped()();
    }
  }

  [[nodiscard]] UtcTime now() const { return now_; }

  Ticket send(Request request, std::function<void(Outcome)> done) override {
    return add(std::chrono::milliseconds(0),
               [done = std::move(done), answer = answer_to(request)] { done(answer); });
  }

  Ticket after(std::chrono::milliseconds delay, std::function<void()> done) override {
    return add(std::max(delay, delay.zero()), std::move(done));
  }

  void cancel(Ticket ticket) override {
    std::erase_if(outstanding_, [ticket](const auto& each) { return each.first.second == ticket; });
  }

 private:
  struct Expected {
    std::string request;
    Outcome answer;
    Check check;
  };

  Ticket add(std::chrono::milliseconds delay, std::function<void()> done) {
    const Ticket ticket = ++last_ticket_;
    outstanding_.emplace(std::pair(now_ + delay, ticket), std::move(done));
    return ticket;
  }

  Outcome answer_to(const Request& request) {
    const std::string sent = std::string(name(request.method())) + ' ' + request.url().str();
    if (script_.empty() || script_.front().request != sent) {
      FAIL_CHECK("sent: " << sent << "\nexpected: "
                          << (script_.empty() ? "nothing" : script_.front().request));
      return Fault{.kind = Fault::Kind::other,
                   .delivery = Fault::Delivery::not_sent,
                   .detail = "not in the script"};
    }
    Expected expected = std::move(script_.front());
    script_.pop_front();
    if (expected.check) expected.check(request);
    return std::move(expected.answer);
  }

  UtcTime now_;
  std::deque<Expected> script_;
  std::map<std::pair<UtcTime, Ticket>, std::function<void()>> outstanding_;
  Ticket last_ticket_ = 0;
};

}  // namespace presslink::testing
