#include <curl/curl.h>
#include <dlfcn.h>
#include <netdb.h>
#include <pthread.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "presslink/native/client.hpp"
#include "transport/requests.hpp"

namespace presslink::testing {
namespace {

constexpr std::string_view slow_host = "slow.test";

/// A name server that leaves questions for `slow_host` open until it is told to answer.
class SlowNameServer {
 public:
  void answer() {
    // Since 8.16 curl cancels the thread that asks, which would leave the lock taken.
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, nullptr);
    std::unique_lock lock(mutex_);
    ++open_;
    changed_.notify_all();
    // Where a transport waits for it after all, the test is to fail, not to hang.
    changed_.wait_for(lock, seconds(20), [this] { return answering_; });
    --open_;
    changed_.notify_all();
  }
  void answer_all() {
    std::unique_lock lock(mutex_);
    answering_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_ == 0; });
    answering_ = false;
  }
  [[nodiscard]] bool has_question() {
    const std::lock_guard lock(mutex_);
    return open_ > 0;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int open_ = 0;
  bool answering_ = false;
};

SlowNameServer& name_server() {
  static SlowNameServer server;
  return server;
}

struct AnswerAll {
  AnswerAll() = default;
  AnswerAll(const AnswerAll&) = delete;
  AnswerAll& operator=(const AnswerAll&) = delete;
  ~AnswerAll() { name_server().answer_all(); }
};

bool asks_the_system() {
  const curl_version_info_data* version = curl_version_info(CURLVERSION_NOW);
  if ((version->features & CURL_VERSION_ASYNCHDNS) != 0 && version->ares == nullptr) return true;
  WARN("This curl asks for names in another way.");
  return false;
}

Request slow_request() { return get_request("http://" + std::string(slow_host) + "/"); }

// The question that is still open afterwards is the proof that nothing waited for it.

TEST_CASE("A slow name server holds up no time-out", "[delivery][dns]") {
  if (!asks_the_system()) return;
  const AnswerAll at_the_end;
  CurlOptions options = local_options();
  SECTION("of the request") { options.request_timeout = seconds(1); }
  SECTION("of the connection") { options.connect_timeout = seconds(1); }
  CurlTransport transport(options);
  const Fault fault = fetch_fault(transport, slow_request());
  CHECK(fault.kind == Fault::Kind::timed_out);
  CHECK(not_sent(fault));
  CHECK(name_server().has_question());
}

TEST_CASE("A slow name server holds up no other site", "[delivery][dns]") {
  if (!asks_the_system()) return;
  const AnswerAll at_the_end;
  std::atomic<bool> timed_out = false;
  HttpServer server([&](HttpServer::Peer& peer, const ReceivedRequest&) {
    while (!timed_out && peer.pause(milliseconds(5))) {
    }
    peer.send(http_answer(200, "ok"));
  });
  CurlOptions options = local_options();
  options.connect_timeout = seconds(1);
  CurlTransport transport(options);
  transport.send(slow_request(), [&](const Transport::Outcome&) { timed_out = true; });
  CHECK(fetch_response(transport, get_request(server.url())).body == "ok");
  CHECK(name_server().has_question());
}

TEST_CASE("A slow name server holds up neither a cancel nor the end of a transport",
          "[delivery][dns]") {
  if (!asks_the_system()) return;
  const AnswerAll at_the_end;
  auto transport = std::make_unique<CurlTransport>(local_options());
  const Transport::Ticket ticket = transport->send(
      slow_request(), [](const Transport::Outcome&) { FAIL("completed after cancel"); });
  while (!name_server().has_question()) transport->poll(milliseconds(5));
  SECTION("cancel") {
    transport->cancel(ticket);
    CHECK(transport->idle());
    CHECK(name_server().has_question());
    transport.reset();
  }
  SECTION("end") { transport.reset(); }
  CHECK(name_server().has_question());
}

TEST_CASE("A slow name server does not hold up Client::cancel", "[delivery][dns]") {
  if (!asks_the_system()) return;
  const AnswerAll at_the_end;
  Client client({.curl = local_options()});
  std::atomic<bool> over = false;
  std::thread other([&] {
    while (!name_server().has_question() && !over) std::this_thread::sleep_for(milliseconds(1));
    client.cancel();
  });
  const SiteUrl url = *SiteUrl::parse("http://" + std::string(slow_host), true);
  const auto site = client.discover(url);
  over = true;
  other.join();
  REQUIRE_FALSE(site);
  CHECK(site.error().code == Errc::cancelled);
  CHECK(name_server().has_question());
  const int sent = client.requests();
  const auto again = client.discover(url);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == Errc::cancelled);
  CHECK(client.requests() == sent);
}

}  // namespace
}  // namespace presslink::testing

/// Takes the place of the system's in this program, and so for libcurl.
extern "C" int getaddrinfo(const char* host, const char* service, const addrinfo* hints,
                           addrinfo** found) {
  namespace here = presslink::testing;
  if (host != nullptr && host == here::slow_host) {
    here::name_server().answer();
    return EAI_NONAME;
  }
  static const auto system =
      reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
  return system(host, service, hints, found);
}
