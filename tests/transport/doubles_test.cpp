#include <string>
#include <vector>

#include "support/hooked_transport.hpp"
#include "support/scripted_transport.hpp"

namespace presslink::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Request request_to(std::string_view url) {
  Result<Url> parsed = Url::parse(url);
  REQUIRE(parsed);
  return Request::anonymous(Method::get, *std::move(parsed));
}

Response said(std::string body) { return Response{.status = 200, .body = std::move(body)}; }

TEST_CASE("A script answers in order, and never at once", "[scripted]") {
  ScriptedTransport transport;
  transport.expect("GET https://example.com/a", said("1"));
  transport.expect("GET https://example.com/b?x=1", Fault{.kind = Fault::Kind::timed_out},
                   [](const Request& request) { CHECK(request.authorization().empty()); });
  std::string order;
  transport.send(request_to("https://example.com/a"), [&](Transport::Outcome outcome) {
    order += std::get<Response>(outcome).body;
    transport.send(request_to("https://example.com/b?x=1"),
                   [&](Transport::Outcome next) { order += name(std::get<Fault>(next).kind); });
    order += ' ';
  });
  CHECK(order.empty());
  transport.run();
  CHECK(order == "1 timed_out");
}

TEST_CASE("Scripted time moves by timers alone", "[scripted]") {
  ScriptedTransport transport;
  const UtcTime start = transport.now();
  std::vector<UtcTime> seen;
  const Transport::Ticket cancelled = transport.after(seconds(1), [] { FAIL("ran after cancel"); });
  transport.after(seconds(60), [&] { seen.push_back(transport.now()); });
  transport.after(seconds(2), [&] {
    seen.push_back(transport.now());
    transport.after(seconds(3), [&] { seen.push_back(transport.now()); });
  });
  transport.cancel(cancelled);
  transport.run();
  CHECK(seen == std::vector<UtcTime>{start + seconds(2), start + seconds(5), start + seconds(60)});
}

TEST_CASE("A request that is not in the script fails the test", "[scripted][!shouldfail]") {
  ScriptedTransport transport;
  transport.send(request_to("https://example.com/"), [](const Transport::Outcome&) {});
  transport.run();
}

TEST_CASE("Another request than the script's fails the test", "[scripted][!shouldfail]") {
  ScriptedTransport transport;
  transport.expect("GET https://example.com/a", said(""));
  transport.send(request_to("https://example.com/b"), [](const Transport::Outcome&) {});
  transport.run();
}

TEST_CASE("A script that is not finished fails the test", "[scripted][!shouldfail]") {
  ScriptedTransport transport;
  transport.expect("GET https://example.com/", said(""));
}

TEST_CASE("A request hook answers in the transport's place", "[hooked]") {
  ScriptedTransport inner;
  inner.expect("GET https://example.com/through", said("inner"));
  HookedTransport transport(inner);
  transport.request_hook = [](const Request& request) -> std::optional<Transport::Outcome> {
    if (request.url().path() == "/through") return std::nullopt;
    return said("hook");
  };
  std::vector<std::string> bodies;
  const auto note = [&](Transport::Outcome outcome) {
    bodies.push_back(std::get<Response>(outcome).body);
  };
  transport.send(request_to("https://example.com/kept"), note);
  transport.send(request_to("https://example.com/through"), note);
  transport.cancel(transport.send(request_to("https://example.com/kept"), note));
  CHECK(bodies.empty());
  inner.run();
  CHECK(bodies == std::vector<std::string>{"hook", "inner"});
}

TEST_CASE("A response hook loses an answer that was given", "[hooked]") {
  ScriptedTransport inner;
  inner.expect("GET https://example.com/", said("lost"));
  HookedTransport transport(inner);
  transport.response_hook = [](const SentRequest& sent, const Transport::Outcome& outcome) {
    CHECK(sent.method == Method::get);
    CHECK(sent.url.str() == "https://example.com/");
    CHECK(std::get<Response>(outcome).body == "lost");
    return Fault{.kind = Fault::Kind::interrupted};
  };
  bool lost = false;
  transport.send(request_to("https://example.com/"), [&](const Transport::Outcome& outcome) {
    lost = std::holds_alternative<Fault>(outcome);
  });
  inner.run();
  CHECK(lost);
}

TEST_CASE("Timers pass the hooks by", "[hooked]") {
  ScriptedTransport inner;
  HookedTransport transport(inner);
  int ran = 0;
  transport.after(seconds(1), [&] { ++ran; });
  transport.cancel(transport.after(seconds(1), [&] { ++ran; }));
  inner.run();
  CHECK(ran == 1);
}

}  // namespace
}  // namespace presslink::testing
