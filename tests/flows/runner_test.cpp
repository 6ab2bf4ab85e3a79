#include "presslink/runner.hpp"

#include <utility>

#include "presslink/account.hpp"
#include "presslink/publish.hpp"
#include "support/catch.hpp"
#include "support/connection.hpp"

namespace presslink::testing {
namespace {

const UtcTime kNow = parse_rfc3339("2026-05-01T12:00:00Z").value();

/// Asks for `saves` checkpoints in a row, then ends.
class SavingFlow final : public Flow {
 public:
  explicit SavingFlow(int saves) : left_(saves) {}
  Step advance(Event event, UtcTime) override {
    if (const auto* saved = std::get_if<Saved>(&event)) all_stored_ = all_stored_ && saved->stored;
    if (left_-- == 0) return Done{};
    return Save{{Uuid::v4({})}};
  }
  [[nodiscard]] bool all_stored() const { return all_stored_; }

 private:
  int left_;
  bool all_stored_ = true;
};

/// Sends one request, waits once, sends again.
class TwoRequests final : public Flow {
 public:
  Step advance(Event event, UtcTime) override {
    ++events;
    if (std::holds_alternative<Cancelled>(event)) {
      cancelled = true;
      return Done{};
    }
    switch (events) {
      case 2: return Wait{std::chrono::milliseconds(5)};
      case 4: return Done{};
      default: return Send{Request::anonymous(Method::get, Url::parse("https://a.test/").value())};
    }
  }
  int events = 0;
  bool cancelled = false;
};

/// Keeps completions until the test runs them.
class ManualTransport final : public Transport {
 public:
  Ticket send(Request, std::function<void(Outcome)> done) override {
    sent_ = std::move(done);
    return ++tickets_;
  }
  Ticket after(std::chrono::milliseconds, std::function<void()> done) override {
    timer_ = std::move(done);
    return ++tickets_;
  }
  void cancel(Ticket ticket) override { cancelled.push_back(ticket); }

  void answer(Outcome outcome) { std::exchange(sent_, nullptr)(std::move(outcome)); }
  void ring() { std::exchange(timer_, nullptr)(); }
  [[nodiscard]] bool waits_for_answer() const { return sent_ != nullptr; }
  std::vector<Ticket> cancelled;

 private:
  std::function<void(Outcome)> sent_;
  std::function<void()> timer_;
  Ticket tickets_ = 0;
};

Runner::Host host() {
  return {.now = [] { return kNow; }, .save = {}};
}

TEST_CASE("a runner carries a flow through requests and waits") {
  ManualTransport transport;
  Runner runner(transport, host());
  TwoRequests flow;
  int done = 0;
  runner.start(flow, [&done] { ++done; });
  CHECK(runner.busy());
  transport.answer(Response{200, {}, ""});
  transport.ring();
  transport.answer(Fault{});
  CHECK(done == 1);
  CHECK(flow.events == 4);
  CHECK_FALSE(runner.busy());
}

TEST_CASE("cancelling tells the transport and the flow") {
  ManualTransport transport;
  Runner runner(transport, host());
  TwoRequests flow;
  bool done = false;
  runner.start(flow, [&done] { done = true; });
  runner.cancel();
  CHECK(flow.cancelled);
  CHECK(done);
  CHECK(transport.cancelled == std::vector<Transport::Ticket>{1});
  runner.cancel();
  CHECK(flow.events == 2);
}

TEST_CASE("a runner that goes away leaves no completion behind") {
  ManualTransport transport;
  TwoRequests flow;
  {
    Runner runner(transport, host());
    runner.start(flow, [] {});
  }
  CHECK(transport.cancelled == std::vector<Transport::Ticket>{1});
}

TEST_CASE("a million checkpoints need no deep stack") {
  ManualTransport transport;
  Runner runner(transport, host());
  SavingFlow flow(1'000'000);
  bool done = false;
  runner.start(flow, [&done] { done = true; });
  CHECK(done);
  CHECK(flow.all_stored());
}

TEST_CASE("a checkpoint that the host could not store is told to the flow") {
  ManualTransport transport;
  Runner::Host failing = host();
  failing.save = [](const Checkpoint&) { return false; };
  Runner runner(transport, failing);
  SavingFlow flow(1);
  runner.start(flow, [] {});
  CHECK_FALSE(flow.all_stored());
}

TEST_CASE("cancelling while a checkpoint is stored ends the flow after that") {
  ManualTransport transport;
  Runner::Host stopping = host();
  Runner* self = nullptr;
  stopping.save = [&](const Checkpoint&) {
    self->cancel();
    return true;
  };
  Runner runner(transport, stopping);
  self = &runner;
  const ScopeGuard allowed = guard();
  PostDraft draft;
  draft.title = "Tea";
  PublishFlow flow(allowed, {draft, {Uuid::v4({})}});
  bool done = false;
  runner.start(flow, [&done] { done = true; });
  CHECK(done);
  CHECK_FALSE(transport.waits_for_answer());
  CHECK(flow.result().error.value().code == Errc::cancelled);
}

TEST_CASE("the done callback may start the next flow on the same runner") {
  ManualTransport transport;
  Runner runner(transport, host());
  SavingFlow first(1);
  TwoRequests second;
  runner.start(first, [&] { runner.start(second, [] {}); });
  CHECK(transport.waits_for_answer());
}

TEST_CASE("a checkpoint survives storage") {
  const Checkpoint checkpoint{Uuid::v4({1, 2, 3}), Checkpoint::Stage::created, PostId::from(42),
                              GENERATE("", "7")};
  const auto again = decode_checkpoint(encode(checkpoint));
  REQUIRE(again);
  CHECK(*again == checkpoint);
  for (const char* bad :
       {"", "{}", R"({"key":"x","stage":"created","post":1})",
        R"({"key":"6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f","stage":"created"})",
        R"({"key":"6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f","stage":"later"})",
        R"({"key":"6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f","stage":"fresh","digest":"x"})"}) {
    CHECK_FALSE(decode_checkpoint(bad));
  }
}

}  // namespace
}  // namespace presslink::testing
