#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "transport/requests.hpp"

namespace presslink::testing {
namespace {

using Clock = std::chrono::steady_clock;
using Peer = HttpServer::Peer;

TEST_CASE("Timers run by due time, equal ones in order", "[timers]") {
  CurlTransport transport;
  std::string order;
  const Clock::time_point start = Clock::now();
  transport.after(milliseconds(40), [&] { order += 'c'; });
  transport.after(milliseconds(0), [&] { order += 'a'; });
  transport.after(milliseconds(-5), [&] { order += 'b'; });
  CHECK(order.empty());
  CHECK_FALSE(transport.run_until([] { return false; }));
  CHECK(order == "abc");
  CHECK(Clock::now() - start >= milliseconds(40));
}

TEST_CASE("A timer set by a timer waits for the next round", "[timers]") {
  CurlTransport transport;
  int rounds = 0;
  std::function<void()> again = [&] {
    if (++rounds < 3) transport.after(milliseconds(0), again);
  };
  transport.after(milliseconds(0), again);
  transport.poll(milliseconds(10));
  CHECK(rounds == 1);
  CHECK_FALSE(transport.run_until([] { return false; }));
  CHECK(rounds == 3);
}

TEST_CASE("A cancelled timer does not run", "[timers]") {
  CurlTransport transport;
  std::string ran;
  const Transport::Ticket first = transport.after(milliseconds(1), [&] { ran += '1'; });
  const Transport::Ticket second = transport.after(milliseconds(2), [&] { ran += '2'; });
  transport.after(milliseconds(2), [&] { ran += '3'; });
  CHECK(first != 0);
  CHECK(first != second);
  transport.cancel(first);
  transport.cancel(first);
  transport.cancel(4711);
  CHECK_FALSE(transport.run_until([] { return false; }));
  transport.cancel(second);
  CHECK(ran == "23");
}

TEST_CASE("An idle transport waits no longer than asked", "[timers]") {
  CurlTransport transport;
  CHECK(transport.idle());
  const Clock::time_point start = Clock::now();
  transport.poll(milliseconds(30));
  CHECK(Clock::now() - start >= milliseconds(25));
  CHECK(Clock::now() - start < seconds(2));
}

TEST_CASE("Completions run in poll, and may send and cancel", "[timers]") {
  HttpServer server([](Peer& peer, const ReceivedRequest& request) {
    if (request.target == "/never") peer.pause(seconds(8));
    peer.send(http_answer(200, "ok"));
  });
  CurlTransport transport(local_options());
  int answered = 0;
  const Transport::Ticket never = transport.send(
      get_request(server.url("/never")), [](const Transport::Outcome&) { FAIL("completed"); });
  transport.send(get_request(server.url()), [&](const Transport::Outcome&) {
    ++answered;
    transport.cancel(never);
    transport.send(get_request(server.url()), [&](const Transport::Outcome&) { ++answered; });
    CHECK(answered == 1);
  });
  CHECK(answered == 0);
  CHECK_FALSE(transport.run_until([] { return false; }));
  CHECK(answered == 2);
  CHECK(transport.idle());
}

TEST_CASE("A cancelled request leaves the transport in order", "[timers]") {
  HttpServer server([](Peer& peer, const ReceivedRequest& request) {
    if (request.target == "/slow") peer.pause(milliseconds(100));
    peer.send(http_answer(200, request.target));
  });
  CurlOptions options = local_options();
  options.max_in_flight_per_origin = 1;
  CurlTransport transport(options);
  const auto never = [](const Transport::Outcome&) { FAIL("completed"); };
  const Transport::Ticket slow = transport.send(get_request(server.url("/slow")), never);
  const Transport::Ticket waiting = transport.send(get_request(server.url("/waiting")), never);
  std::string last;
  transport.send(get_request(server.url("/last")), [&](Transport::Outcome outcome) {
    REQUIRE(std::holds_alternative<Response>(outcome));
    last = std::get<Response>(outcome).body;
  });
  transport.poll(milliseconds(5));
  transport.cancel(waiting);
  transport.cancel(slow);
  CHECK_FALSE(transport.run_until([] { return false; }));
  CHECK(last == "/last");
}

TEST_CASE("Another thread wakes a wait", "[timers][threads]") {
  HttpServer server([](Peer& peer, const ReceivedRequest&) { peer.pause(seconds(8)); });
  CurlTransport transport(local_options());
  const Transport::Ticket ticket = transport.send(
      post_request(server), [](const Transport::Outcome&) { FAIL("completed after cancel"); });
  std::atomic<bool> cancelled = false;
  std::thread other([&] {
    while (server.requests().empty()) std::this_thread::yield();
    cancelled = true;
    transport.wake();
  });
  const Clock::time_point start = Clock::now();
  CHECK(transport.run_until([&] { return cancelled.load(); }));
  CHECK(Clock::now() - start < seconds(6));
  other.join();
  transport.cancel(ticket);
  CHECK(transport.idle());
}

TEST_CASE("A wake before the wait is not lost", "[timers][threads]") {
  CurlTransport transport;
  transport.wake();
  const Clock::time_point start = Clock::now();
  transport.poll(seconds(8));
  CHECK(Clock::now() - start < seconds(6));
}

TEST_CASE("A transport may go while requests and timers are outstanding", "[timers]") {
  HttpServer server([](Peer& peer, const ReceivedRequest&) { peer.pause(seconds(8)); });
  int completed = 0;
  {
    CurlOptions options = local_options();
    options.max_in_flight = 2;
    CurlTransport transport(options);
    for (int i = 0; i < 4; ++i) {
      transport.send(post_request(server), [&](const Transport::Outcome&) { ++completed; });
    }
    transport.after(seconds(8), [&] { ++completed; });
    while (server.requests().empty()) transport.poll(milliseconds(5));
  }
  CHECK(completed == 0);
}

TEST_CASE("Transports on several threads do not meet", "[timers][threads]") {
  HttpServer server([](Peer& peer, const ReceivedRequest&) { peer.send(http_answer(200, "ok")); });
  std::atomic<int> answered = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      CurlTransport transport(local_options());
      for (int j = 0; j < 10; ++j) {
        transport.send(Request::anonymous(Method::get, *Url::parse(server.url())),
                       [&](const Transport::Outcome& outcome) {
                         answered += std::holds_alternative<Response>(outcome) ? 1 : 0;
                       });
      }
      while (!transport.idle()) transport.poll(seconds(1));
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(answered == 40);
}

}  // namespace
}  // namespace presslink::testing
