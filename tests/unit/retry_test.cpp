#include "flows/retry.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "flows/retry_loop.hpp"
#include "support/answers.hpp"
#include "support/catch.hpp"

namespace presslink::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Kind = Fault::Kind;
using Delivery = Fault::Delivery;

constexpr std::array<Safety, 3> kSafeties = {Safety::read, Safety::repeatable, Safety::create};
constexpr std::array kKinds = {
    Kind::dns,       Kind::connect,         Kind::tls,       Kind::timed_out, Kind::interrupted,
    Kind::too_large, Kind::address_refused, Kind::cancelled, Kind::unseen,    Kind::other};
const UtcTime kStart = *parse_rfc3339("2026-05-01T12:00:00Z");

Response maintenance() {
  Response response = wp_error(503, "wp_die", "Briefly unavailable.");
  response.headers.add("Retry-After", "600");
  return response;
}

// --- what is worth another try -----------------------------------------------------------------

TEST_CASE("Each status is worth another try or not", "[retry]") {
  const std::set<int> transient = {408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524};
  for (int status = 100; status < 600; ++status) {
    INFO(status);
    const Response bare = html_answer(status, "<html>");
    CHECK(is_transient(bare, Safety::read) == (transient.count(status) == 1));
    CHECK(is_transient(bare, Safety::repeatable) == (transient.count(status) == 1));
    CHECK(is_transient(bare, Safety::create) == (status == 429));
    CHECK(refused_before_handling(bare) == (status == 429));
  }
}

TEST_CASE("A 500 with a code is WordPress's last word", "[retry]") {
  for (const Safety safety : kSafeties) {
    CHECK_FALSE(is_transient(wp_error(500, "db_insert_error"), safety));
  }
}

TEST_CASE("Maintenance is before any handling, any other 503 is not", "[retry]") {
  for (const Safety safety : kSafeties) CHECK(is_transient(maintenance(), safety));
  CHECK(refused_before_handling(maintenance()));
  const Response varnish = html_answer(503, "Backend fetch failed", {{"Retry-After", "5"}});
  CHECK_FALSE(refused_before_handling(varnish));
  CHECK_FALSE(is_transient(varnish, Safety::create));
  CHECK(is_transient(varnish, Safety::repeatable));
  CHECK_FALSE(refused_before_handling(wp_error(503, "some_code")));
}

TEST_CASE("Each fault is worth another try or not", "[retry]") {
  for (const Kind kind : kKinds) {
    for (const Delivery delivery : {Delivery::not_sent, Delivery::unknown}) {
      const bool passes_by = kind == Kind::connect || kind == Kind::timed_out ||
                             kind == Kind::interrupted || kind == Kind::unseen;
      const Fault fault{.kind = kind, .delivery = delivery, .detail = {}};
      INFO(name(kind) << " " << (delivery == Delivery::unknown));
      CHECK(is_transient(fault, Safety::read) == passes_by);
      CHECK(is_transient(fault, Safety::repeatable) == passes_by);
      CHECK(is_transient(fault, Safety::create) == (passes_by && delivery == Delivery::not_sent));
    }
  }
}

// --- how long to wait --------------------------------------------------------------------------

TEST_CASE("Jitter is even over its whole range and the same everywhere", "[retry]") {
  Jitter jitter(7);
  std::array<int, 4> seen{};
  for (int i = 0; i < 4000; ++i) {
    const auto delay = jitter.up_to(milliseconds(3)).count();
    REQUIRE(delay >= 0);
    REQUIRE(delay <= 3);
    ++seen[static_cast<std::size_t>(delay)];
  }
  for (const int count : seen) CHECK((count > 850 && count < 1150));
  CHECK(Jitter(7).up_to(milliseconds(1000)) == Jitter(7).up_to(milliseconds(1000)));
  CHECK(Jitter(1).up_to(milliseconds(1'000'000)) != Jitter(2).up_to(milliseconds(1'000'000)));
  CHECK(jitter.up_to(milliseconds(0)) == milliseconds(0));
  CHECK(jitter.up_to(milliseconds(-5)) == milliseconds(0));
}

TEST_CASE("Back-off doubles up to its cap, with full jitter", "[retry]") {
  const RetryPolicy policy;
  const std::vector<std::pair<int, milliseconds>> rows = {
      {1, milliseconds(500)},    {2, milliseconds(1000)},   {3, milliseconds(2000)},
      {6, milliseconds(16'000)}, {7, milliseconds(20'000)}, {1000, milliseconds(20'000)}};
  for (const auto& [retry, most] : rows) {
    Jitter jitter(42);
    milliseconds longest{0};
    milliseconds shortest = most;
    for (int i = 0; i < 500; ++i) {
      const milliseconds delay = backoff(policy, retry, std::nullopt, jitter);
      longest = std::max(longest, delay);
      shortest = std::min(shortest, delay);
    }
    INFO(retry);
    CHECK(longest <= most);
    CHECK(longest > most * 9 / 10);
    CHECK(shortest < most / 10);
  }
}

TEST_CASE("A wish is kept, and the crowd that has it spread", "[retry]") {
  const RetryPolicy policy;
  Jitter jitter(1);
  std::set<milliseconds> seen;
  for (int i = 0; i < 100; ++i) {
    const milliseconds delay = backoff(policy, 1, seconds(30), jitter);
    CHECK(delay >= seconds(30));
    CHECK(delay <= seconds(30) + policy.base_delay);
    seen.insert(delay);
  }
  CHECK(seen.size() > 10);
}

TEST_CASE("Extreme policies do no harm", "[retry]") {
  Jitter jitter(1);
  CHECK(backoff({.base_delay = milliseconds(0)}, 50, std::nullopt, jitter) == milliseconds(0));
  CHECK(backoff({.base_delay = seconds(100), .max_delay = seconds(1)}, 3, std::nullopt, jitter) <=
        seconds(1));
  CHECK(backoff({.max_delay = milliseconds::max()}, 40, std::nullopt, jitter).count() >= 0);
}

// --- the loop ----------------------------------------------------------------------------------

/// A loop over one call, driven by hand.
class Driven {
 public:
  explicit Driven(Safety safety, FlowOptions options = {})
      : guard_(api_root(), Scope::standard(), credentials()),
        loop_(&guard_, options, Phase::publish) {
    const Method method = safety == Safety::read ? Method::get : Method::post;
    Call call{.method = method,
              .route = safety == Safety::repeatable ? "/wp/v2/posts/12" : "/wp/v2/posts",
              .query = {},
              .body = method == Method::get ? "" : "{}"};
    take(loop_.begin(std::move(call), safety, now_));
  }

  Driven& on(Event event) {
    take(loop_.on(std::move(event), now_));
    return *this;
  }
  /// Lets the wait that is due pass.
  Driven& wake() {
    REQUIRE(waiting());
    now_ += std::get<Wait>(step()).delay;
    waited_ += std::get<Wait>(step()).delay;
    return on(Woke{});
  }
  /// Gives `event` to each try until the loop ends.
  Driven& always(const Event& event) {
    while (!ended()) {
      if (sending()) on(event);
      if (waiting()) wake();
    }
    return *this;
  }

  [[nodiscard]] bool ended() const { return !step_; }
  [[nodiscard]] bool sending() const { return !ended() && std::holds_alternative<Send>(step()); }
  [[nodiscard]] bool waiting() const { return !ended() && std::holds_alternative<Wait>(step()); }
  [[nodiscard]] const Step& step() const { return step_.value(); }
  [[nodiscard]] const Request& request() const { return std::get<Send>(step()).request; }
  [[nodiscard]] const RetryLoop::Reply& reply() const {
    REQUIRE(ended());
    return reply_;
  }
  /// The error's code, or `answered`.
  [[nodiscard]] std::string end() const {
    return reply() ? "answered" : std::string(name(reply().error().code));
  }
  [[nodiscard]] RetryLoop& loop() { return loop_; }
  [[nodiscard]] milliseconds waited() const { return waited_; }
  void pass(milliseconds time) { now_ += time; }

 private:
  void take(std::optional<Step> step) {
    step_ = std::move(step);
    if (!step_) reply_ = loop_.take_reply();
  }

  ScopeGuard guard_;
  RetryLoop loop_;
  UtcTime now_ = kStart;
  milliseconds waited_{0};
  std::optional<Step> step_;
  RetryLoop::Reply reply_ = Response{};
};

const Fault kLost{.kind = Kind::interrupted, .delivery = Delivery::unknown, .detail = {}};
const Fault kRefused{.kind = Kind::connect, .delivery = Delivery::not_sent, .detail = {}};

TEST_CASE("An answer that is a last word ends the loop", "[retry][loop]") {
  for (const Safety safety : kSafeties) {
    for (const int status : {200, 201, 301, 400, 401, 403, 404, 410, 501}) {
      Driven run(safety);
      REQUIRE(run.sending());
      run.on(answer(status, "x"));
      CHECK(run.end() == "answered");
      CHECK(run.reply()->status == status);
      CHECK(run.loop().requests() == 1);
      CHECK_FALSE(run.loop().busy());
      CHECK_FALSE(run.loop().may_have_arrived());
    }
  }
}

TEST_CASE("A passing trouble is repeated with the same request", "[retry][loop]") {
  Driven run(Safety::repeatable);
  CHECK(run.request().attempt() == 0);
  run.on(html_answer(502, "")).wake();
  CHECK(run.request().attempt() == 1);
  CHECK(run.request().body() == "{}");
  CHECK_FALSE(run.request().authorization().empty());
  run.on(kRefused).wake();
  CHECK(run.request().attempt() == 2);
  run.on(answer(200, "fine"));
  CHECK(run.reply()->body == "fine");
  const std::vector<Attempt>& attempts = run.loop().attempts();
  REQUIRE(attempts.size() == 3);
  for (const Attempt& attempt : attempts) {
    CHECK(attempt.request == "POST https://example.com/wp-json/wp/v2/posts/12");
  }
  CHECK(attempts[0].outcome == "502");
  CHECK(attempts[1].outcome == "connect");
  CHECK(attempts[2].outcome == "200");
}

TEST_CASE("Retries are counted", "[retry][loop]") {
  for (const int allowed : {-1, 0, 1, 3, 10}) {
    FlowOptions options;
    options.retry.max_retries = allowed;
    options.retry.budget = std::chrono::hours(1);
    Driven lost(Safety::read, options);
    lost.always(kLost);
    CHECK(lost.end() == "unreachable");
    CHECK(lost.loop().requests() == std::max(allowed, 0) + 1);
    CHECK(lost.reply().error().attempts.size() ==
          static_cast<std::size_t>(std::max(allowed, 0) + 1));
    Driven busy(Safety::read, options);
    busy.always(html_answer(503, ""));
    CHECK(busy.end() == "answered");
    CHECK(busy.reply()->status == 503);
    CHECK(busy.loop().requests() == std::max(allowed, 0) + 1);
  }
}

TEST_CASE("Each request of a flow has its own retries", "[retry][loop]") {
  ScopeGuard guard(api_root(), Scope::standard(), credentials());
  RetryLoop loop(&guard, {}, Phase::terms);
  for (int request = 0; request < 3; ++request) {
    auto step =
        loop.begin({.route = "/wp/v2/posts", .query = {}, .body = {}}, Safety::read, kStart);
    for (int retry = 0; retry < 3; ++retry) {
      REQUIRE(step);
      step = loop.on(html_answer(503, ""), kStart);
      REQUIRE(std::holds_alternative<Wait>(step.value()));
      step = loop.on(Woke{}, kStart);
    }
    CHECK_FALSE(loop.on(answer(200, ""), kStart));
    CHECK(loop.take_reply());
  }
  CHECK(loop.requests() == 12);
}

TEST_CASE("No retry begins after the flow's budget", "[retry][loop]") {
  FlowOptions options;
  options.retry.budget = seconds(10);
  Driven run(Safety::read, options);
  run.pass(seconds(8));
  run.on(html_answer(429, "", {{"Retry-After", "1"}}));
  CHECK(run.waiting());
  Driven late(Safety::read, options);
  late.pass(seconds(11));
  late.on(kLost);
  CHECK(late.end() == "unreachable");
  CHECK(late.loop().requests() == 1);
  options.retry.budget = std::chrono::milliseconds::max();
  Driven unlimited(Safety::read, options);
  unlimited.on(kLost);
  CHECK(unlimited.waiting());
  options.retry.budget = seconds(10);
  Driven wish(Safety::read, options);
  wish.pass(seconds(5));
  wish.on(html_answer(503, "", {{"Retry-After", "6"}}));
  CHECK(wish.end() == "answered");
}

TEST_CASE("Retry-After is kept, up to the longest that is allowed", "[retry][loop]") {
  const auto wait_of = [](std::string_view value, int status = 503) {
    Driven run(Safety::read);
    run.on(html_answer(status, "", {{"Retry-After", value}}));
    return run.waiting() ? std::get<Wait>(run.step()).delay : milliseconds(-1);
  };
  CHECK(wait_of("30") >= seconds(30));
  CHECK(wait_of("30") <= seconds(30) + milliseconds(500));
  CHECK(wait_of("60", 429) >= seconds(60));
  CHECK(wait_of("Fri, 01 May 2026 12:00:20 GMT") >= seconds(20));
  CHECK(wait_of("0") <= milliseconds(500));
  CHECK(wait_of("Thu, 30 Apr 2026 12:00:00 GMT") <= milliseconds(500));
  CHECK(wait_of("soon") >= milliseconds(0));
  CHECK(wait_of("soon") <= milliseconds(500));
  for (const std::string_view too_long :
       {"61", "600", "99999999999999999999", "Fri, 01 May 2026 12:01:01 GMT"}) {
    INFO(too_long);
    CHECK(wait_of(too_long) == milliseconds(-1));
  }
}

TEST_CASE("A lost create is never sent again by itself", "[retry][loop]") {
  for (const Kind kind : kKinds) {
    Driven run(Safety::create);
    run.on(Fault{.kind = kind, .delivery = Delivery::unknown, .detail = {}});
    INFO(name(kind));
    CHECK(run.end() == "uncertain");
    CHECK(run.loop().requests() == 1);
    CHECK(run.reply().error().phase == Phase::publish);
  }
  for (const int status : {408, 500, 502, 503, 504, 522}) {
    Driven run(Safety::create);
    run.on(html_answer(status, "", {{"Retry-After", "1"}}));
    CHECK(run.end() == "answered");
    CHECK(run.loop().requests() == 1);
  }
}

TEST_CASE("A create that was certainly not carried out is sent again", "[retry][loop]") {
  const std::vector<Event> refusals = {
      Event(kRefused), Event(html_answer(429, "")), Event(wp_error(503, "wp_die")),
      Event(Fault{.kind = Kind::timed_out, .delivery = Delivery::not_sent, .detail = {}})};
  for (const Event& refusal : refusals) {
    Driven run(Safety::create);
    run.on(refusal).wake();
    CHECK(run.request().attempt() == 1);
    CHECK_FALSE(run.loop().may_have_arrived());
    CHECK(run.on(answer(201, "")).end() == "answered");
  }
  Driven never(Safety::create);
  CHECK(never.always(kRefused).end() == "unreachable");
  CHECK(never.loop().requests() == 4);
}

TEST_CASE("A write whose answer was lost stays uncertain, whatever its repetitions meet",
          "[retry][loop]") {
  Driven lost(Safety::repeatable);
  CHECK(lost.always(kLost).end() == "uncertain");
  CHECK(lost.loop().requests() == 4);

  Driven then_refused(Safety::repeatable);
  then_refused.on(kLost).wake();
  CHECK(then_refused.loop().may_have_arrived());
  CHECK(then_refused.always(kRefused).end() == "uncertain");

  Driven gateway(Safety::repeatable);
  gateway.on(html_answer(504, "")).wake();
  CHECK(gateway.always(kRefused).end() == "uncertain");

  Driven refused(Safety::repeatable);
  CHECK(refused.always(kRefused).end() == "unreachable");
  Driven slowed(Safety::repeatable);
  slowed.on(html_answer(429, "")).wake();
  CHECK(slowed.always(kRefused).end() == "unreachable");
  Driven read(Safety::read);
  CHECK(read.always(kLost).end() == "unreachable");
}

TEST_CASE("A fault that will not pass is reported at once", "[retry][loop]") {
  for (const Kind kind : {Kind::dns, Kind::tls, Kind::too_large, Kind::address_refused}) {
    for (const Safety safety : kSafeties) {
      Driven run(safety);
      run.on(Fault{.kind = kind, .delivery = Delivery::not_sent, .detail = {}});
      INFO(name(kind));
      CHECK(run.ended());
      CHECK(run.end() != "uncertain");
      CHECK(run.loop().requests() == 1);
      CHECK(run.reply().error().attempts.back().outcome == name(kind));
    }
  }
}

TEST_CASE("Cancelling says whether a write may be done", "[retry][loop]") {
  const auto cancelled = [](Driven& run) { return run.on(Cancelled{}).end(); };
  for (const Safety safety : kSafeties) {
    const std::string under_way = safety == Safety::read ? "cancelled" : "uncertain";
    Driven sending(safety);
    CHECK(cancelled(sending) == under_way);
    CHECK_FALSE(sending.loop().busy());
    Driven aborted(safety);
    CHECK(aborted.on(Fault{.kind = Kind::cancelled, .detail = {}}).end() == under_way);
    Driven waiting(safety);
    waiting.on(kRefused);
    CHECK(cancelled(waiting) == "cancelled");
    Driven idle(safety);
    idle.on(answer(200, ""));
    CHECK(cancelled(idle) == "cancelled");
  }
  Driven lost(Safety::repeatable);
  lost.on(kLost);
  CHECK(cancelled(lost) == "uncertain");
  Driven settled(Safety::repeatable);
  settled.on(kLost).wake().on(answer(200, ""));
  CHECK(cancelled(settled) == "cancelled");
}

TEST_CASE("An event that was not awaited ends the loop", "[retry][loop]") {
  const std::vector<Event> in_flight = {Event(Begin{}), Event(Woke{}), Event(Saved{})};
  const std::vector<Event> in_wait = {Event(Begin{}), Event(answer(200, "")), Event(kLost),
                                      Event(Saved{})};
  for (const Event& event : in_flight) {
    Driven run(Safety::read);
    CHECK(run.on(event).end() == "bad_input");
    CHECK_FALSE(run.loop().busy());
  }
  for (const Event& event : in_wait) {
    Driven run(Safety::read);
    run.on(kLost);
    CHECK(run.on(event).end() == "bad_input");
    CHECK(run.on(Woke{}).end() == "bad_input");
  }
}

TEST_CASE("What the guard refuses is never sent", "[retry][loop]") {
  ScopeGuard guard(api_root(), Scope(), credentials());
  RetryLoop loop(&guard, {}, Phase::terms);
  REQUIRE_FALSE(
      loop.begin({.route = "/wp/v2/posts", .query = {}, .body = {}}, Safety::read, kStart));
  const auto reply = loop.take_reply();
  REQUIRE_FALSE(reply);
  CHECK(reply.error().code == Errc::out_of_scope);
  CHECK(reply.error().phase == Phase::terms);
  CHECK(loop.requests() == 0);
  CHECK(loop.attempts().empty());
}

TEST_CASE("An answer may be as large as what was sent makes it", "[retry][loop]") {
  ScopeGuard guard(api_root(), Scope::standard(), credentials());
  RetryLoop loop(&guard, {}, Phase::publish);
  const std::string body(std::size_t{10} << 20U, 'x');
  const auto step =
      loop.begin({.method = Method::post, .route = "/wp/v2/posts", .query = {}, .body = body},
                 Safety::create, kStart);
  const Request& request = std::get<Send>(step.value()).request;
  CHECK(request.max_answer() >= 6 * body.size());
  CHECK_FALSE(request.may_truncate());
}

}  // namespace
}  // namespace presslink::testing
