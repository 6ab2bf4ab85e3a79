#include "callback_listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <stdexcept>
#include <thread>

#include "support/catch.hpp"

namespace presslink::cli {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using namespace std::chrono_literals;

std::string authority(const CallbackListener& listener) {
  const std::string url = listener.url();
  return url.substr(7, url.find('/', 7) - 7);
}

FileDescriptor dial(const CallbackListener& listener) {
  const std::string host = authority(listener);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(host.substr(host.find(':') + 1))));
  FileDescriptor socket(::socket(AF_INET, SOCK_STREAM, 0));
  if (::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    throw std::runtime_error("the listener does not answer");
  }
  return socket;
}

/// Queues `bytes` as one request; the listener serves them once it waits.
FileDescriptor send(const CallbackListener& listener, const std::string& bytes) {
  FileDescriptor socket = dial(listener);
  // No assertion: Catch2 takes those of one thread only, and one test sends from a second.
  (void)::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  return socket;
}

FileDescriptor get(const CallbackListener& listener, const std::string& target) {
  return send(listener, "GET " + target + " HTTP/1.1\r\nHost: " + authority(listener) + "\r\n\r\n");
}

std::string answer(const FileDescriptor& socket) {
  std::string text(8192, '\0');
  const ssize_t got = ::recv(socket.get(), text.data(), text.size(), MSG_DONTWAIT);
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return text;
}

/// Notes the addresses it is given and is satisfied with the `last`-th.
struct Notes {
  CallbackListener::Handler handler(std::size_t last = 1) {
    return [this, last](std::string_view url) {
      urls.emplace_back(url);
      return CallbackListener::Reply{urls.size() == last, "Connected <&>", "Close this window."};
    };
  }
  std::vector<std::string> urls;
};

using End = CallbackListener::End;

}  // namespace

TEST_CASE("The callback reaches the handler with its query") {
  CallbackListener listener = CallbackListener::open().value();
  CHECK_THAT(listener.url(), StartsWith("http://127.0.0.1:"));
  Notes notes;
  const auto browser = get(listener, "/callback?state=s&password=ab%20cd");
  CHECK(listener.wait(5s, notes.handler()) == End::answered);
  CHECK(notes.urls == std::vector<std::string>{listener.url() + "?state=s&password=ab%20cd"});
  const std::string page = answer(browser);
  CHECK_THAT(page, StartsWith("HTTP/1.1 200 OK\r\n"));
  CHECK_THAT(page, ContainsSubstring("Cache-Control: no-store"));
  CHECK_THAT(page, ContainsSubstring("Referrer-Policy: no-referrer"));
  CHECK_THAT(page, ContainsSubstring("history.replaceState"));
  CHECK_THAT(page, ContainsSubstring("Connected &lt;&amp;>"));
  CHECK_THAT(page, !ContainsSubstring("ab%20cd"));
}

TEST_CASE("Waiting goes on until the handler is satisfied") {
  CallbackListener listener = CallbackListener::open().value();
  Notes notes;
  const auto wrong = get(listener, "/callback?state=wrong");
  const auto right = get(listener, "/callback?state=right");
  CHECK(listener.wait(5s, notes.handler(2)) == End::answered);
  CHECK(notes.urls.size() == 2);
}

TEST_CASE("Other requests do not reach the handler") {
  CallbackListener listener = CallbackListener::open().value();
  Notes notes;
  const std::string host = "\r\nHost: " + authority(listener) + "\r\n\r\n";
  const auto icon = get(listener, "/favicon.ico");
  const auto other = get(listener, "/callback2?x");
  const auto post = send(listener, "POST /callback?x HTTP/1.1" + host);
  const auto rebound = send(listener, "GET /callback?x HTTP/1.1\r\nHost: evil.example\r\n\r\n");
  const auto hostless = send(listener, "GET /callback?x HTTP/1.1\r\n\r\n");
  const auto noise = send(listener, "\x16\x03\x01\r\n\r\n");
  CHECK(listener.wait(300ms, notes.handler()) == End::timed_out);
  CHECK(notes.urls.empty());
  CHECK_THAT(answer(icon), StartsWith("HTTP/1.1 404"));
  CHECK_THAT(answer(other), StartsWith("HTTP/1.1 404"));
  CHECK_THAT(answer(post), StartsWith("HTTP/1.1 405"));
  CHECK_THAT(answer(rebound), StartsWith("HTTP/1.1 400"));
  CHECK_THAT(answer(hostless), StartsWith("HTTP/1.1 400"));
  CHECK_THAT(answer(noise), StartsWith("HTTP/1.1 400"));
}

TEST_CASE("A request may come in pieces, an endless one is dropped") {
  CallbackListener listener = CallbackListener::open().value();
  Notes notes;
  const auto endless = send(listener, "GET /callback?" + std::string(9000, 'x'));
  const auto browser = send(listener, "GET /callback?state=s HT");
  std::thread rest([&] {
    std::this_thread::sleep_for(50ms);
    const std::string more = "TP/1.1\r\nhost:" + authority(listener) + "\r\n\r\n";
    (void)::send(browser.get(), more.data(), more.size(), MSG_NOSIGNAL);
  });
  CHECK(listener.wait(5s, notes.handler()) == End::answered);
  rest.join();
  CHECK(notes.urls == std::vector<std::string>{listener.url() + "?state=s"});
}

TEST_CASE("Idle connections do not keep the browser out") {
  CallbackListener listener = CallbackListener::open().value();
  Notes notes;
  std::vector<FileDescriptor> idle;
  std::thread crowd([&] {
    for (int i = 0; i < 20; ++i) idle.push_back(dial(listener));
    idle.push_back(get(listener, "/callback?state=s"));
  });
  CHECK(listener.wait(5s, notes.handler()) == End::answered);
  crowd.join();
}

TEST_CASE("A descriptor ends the waiting") {
  CallbackListener listener = CallbackListener::open().value();
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  const FileDescriptor near(ends[0]);
  const FileDescriptor far(ends[1]);
  REQUIRE(::send(far.get(), "x", 1, 0) == 1);
  CHECK(listener.wait(5s, Notes().handler(), {near.get()}) == End::woken);
}

}  // namespace presslink::cli
