#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "presslink/transport.hpp"

namespace presslink::testing {

/// What is left of a request once it is sent.
struct SentRequest {
  Method method;
  Url url;
  std::string route;
  std::string body;
  int attempt;
};

/// Another transport with a hand in between: for lost answers, changed answers, and processes that
/// die at a chosen request.
class HookedTransport final : public Transport {
 public:
  /// `inner` is borrowed and outlives this.
  explicit HookedTransport(Transport& inner) : inner_(inner) {}

  /// May answer in the place of `inner`, which then never sees the request.
  std::function<std::optional<Outcome>(const Request&)> request_hook;
  /// May change what `inner` reports.
  std::function<Outcome(const SentRequest&, Outcome)> response_hook;

  Ticket send(Request request, std::function<void(Outcome)> done) override {
    if (request_hook) {
      if (std::optional<Outcome> answer = request_hook(request)) {
        return inner_.after(
            std::chrono::milliseconds(0),
            [done = std::move(done), answer = *std::move(answer)] { done(answer); });
      }
    }
    if (!response_hook) return inner_.send(std::move(request), std::move(done));
    SentRequest sent{request.method(), request.url(), request.route(), std::string(request.body()),
                     request.attempt()};
    return inner_.send(std::move(request),
                       [this, done = std::move(done), sent = std::move(sent)](Outcome outcome) {
                         done(response_hook(sent, std::move(outcome)));
                       });
  }

  Ticket after(std::chrono::milliseconds delay, std::function<void()> done) override {
    return inner_.after(delay, std::move(done));
  }

  void cancel(Ticket ticket) override { inner_.cancel(ticket); }

 private:
  Transport& inner_;
};

}  // namespace presslink::testing
