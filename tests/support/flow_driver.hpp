#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "presslink/flow.hpp"
#include "support/catch.hpp"

namespace presslink::testing {

/// The other side: what a request gets.
using Responder = std::function<std::variant<Response, Fault>(const Request&)>;

/// What is kept of a request that a flow wanted sent.
struct Sent {
  Method method;
  Url url;
  std::string route;
  std::string body;
  bool authorized;
  int attempt;

  /// `GET https://example.com/wp-json/`, the whole address.
  [[nodiscard]] std::string line() const { return std::string(name(method)) + ' ' + url.str(); }
};

/// How a flow is driven.
struct DriveOptions {
  UtcTime start{std::chrono::hours(24 * 365 * 56)};
  int max_steps = 200;  ///< more fail the test
  /// Whether a checkpoint is stored; all are without it.
  std::function<bool(const Checkpoint&)> save = {};
  /// May answer step number `n` (0 is the first) in the host's place; a request is then never
  /// answered by the responder.
  std::function<std::optional<Event>(int n, const Step& step)> intervene = {};
};

/// For `DriveOptions::intervene`: cancels in the place of the answer to step `n`.
inline auto cancel_at(int n) {
  return [n](int step, const Step&) {
    return step == n ? std::optional<Event>(Cancelled{}) : std::nullopt;
  };
}

/// What happened on the way to `Done`.
struct Journey {
  std::vector<Sent> requests;
  std::vector<std::chrono::milliseconds> waits;
  std::vector<Checkpoint> checkpoints;
  std::vector<std::string> log;  ///< all steps in order: `GET https://…`, `wait`, `save created`
  UtcTime end;

  /// The requests as lines.
  [[nodiscard]] std::vector<std::string> lines() const {
    std::vector<std::string> out;
    for (const Sent& sent : requests) out.push_back(sent.line());
    return out;
  }
};

/// The host's answer to one step, which is noted in `journey`.
inline Event host_answer(Step step, const Responder& responder, const DriveOptions& options,
                         Journey& journey) {
  if (const auto* wait = std::get_if<Wait>(&step)) {
    CHECK(wait->delay.count() >= 0);
    journey.end += wait->delay;
    return Woke{};
  }
  if (const auto* save = std::get_if<Save>(&step)) {
    return Saved{!options.save || options.save(save->checkpoint)};
  }
  auto outcome = responder(std::get<Send>(step).request);
  if (auto* fault = std::get_if<Fault>(&outcome)) return std::move(*fault);
  return std::get<Response>(std::move(outcome));
}

inline void note(const Step& step, Journey& journey) {
  if (const auto* wait = std::get_if<Wait>(&step)) {
    journey.waits.push_back(wait->delay);
    journey.log.emplace_back("wait");
  } else if (const auto* save = std::get_if<Save>(&step)) {
    journey.checkpoints.push_back(save->checkpoint);
    journey.log.push_back("save " + std::string(name(save->checkpoint.stage)));
  } else if (const auto* send = std::get_if<Send>(&step)) {
    const Request& request = send->request;
    journey.requests.push_back({request.method(), request.url(), request.route(),
                                std::string(request.body()), !request.authorization().empty(),
                                request.attempt()});
    journey.log.push_back(journey.requests.back().line());
  }
}

/// Runs `flow` from Begin to Done. Time stands still but for waits, which pass at once.
inline Journey drive(Flow& flow, const Responder& responder, const DriveOptions& options = {}) {
  Journey journey;
  journey.end = options.start;
  Step step = flow.advance(Begin{}, journey.end);
  for (int n = 0; !std::holds_alternative<Done>(step); ++n) {
    INFO("steps so far: " << Catch::Detail::stringify(journey.log));
    REQUIRE(n < options.max_steps);
    note(step, journey);
    std::optional<Event> event;
    if (options.intervene) event = options.intervene(n, step);
    if (!event) event = host_answer(std::move(step), responder, options, journey);
    step = flow.advance(std::move(*event), journey.end);
  }
  CHECK(std::holds_alternative<Done>(flow.advance(Woke{}, journey.end)));
  return journey;
}

}  // namespace presslink::testing
