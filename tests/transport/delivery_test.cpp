#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "support/temp_dir.hpp"
#include "transport/requests.hpp"

namespace presslink::testing {
namespace {

using Peer = HttpServer::Peer;

/// A listening socket that never accepts.
class DeafServer {
 public:
  explicit DeafServer(int backlog) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address_;
    REQUIRE(::bind(socket_, generic(), size) == 0);
    REQUIRE(::getsockname(socket_, generic(), &size) == 0);
    if (backlog >= 0) REQUIRE(::listen(socket_, backlog) == 0);
  }
  DeafServer(const DeafServer&) = delete;
  DeafServer& operator=(const DeafServer&) = delete;
  ~DeafServer() {
    ::close(socket_);
    for (const int each : fillers_) ::close(each);
  }

  /// Leaves no room in the backlog, so that further connections get no answer at all.
  void fill() {
    for (int& each : fillers_) {
      each = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      ::connect(each, generic(), sizeof address_);
    }
  }
  [[nodiscard]] std::string host() const {
    return "127.0.0.1:" + std::to_string(ntohs(address_.sin_port));
  }

 private:
  sockaddr* generic() { return reinterpret_cast<sockaddr*>(&address_); }

  int socket_;
  sockaddr_in address_{};
  std::array<int, 4> fillers_{-1, -1, -1, -1};
};

TEST_CASE("A refused connection has sent nothing", "[delivery]") {
  const DeafServer bound_only(-1);
  CurlTransport transport(local_options());
  const Fault fault = fetch_fault(transport, get_request("http://" + bound_only.host()));
  CHECK(fault.kind == Fault::Kind::connect);
  CHECK(not_sent(fault));
  CHECK_FALSE(fault.detail.empty());
}

TEST_CASE("An unknown name has sent nothing", "[delivery]") {
  setenv("RES_OPTIONS", "timeout:1 attempts:1", 0);  // for machines whose name server is away
  CurlTransport transport(local_options());
  const Fault fault = fetch_fault(transport, get_request("http://no-such-host.invalid/"));
  CHECK(fault.kind == Fault::Kind::dns);
  CHECK(not_sent(fault));
}

TEST_CASE("A time-out before the request has sent nothing", "[delivery]") {
  CurlOptions options = local_options();
  options.connect_timeout = milliseconds(150);
  CurlTransport transport(options);
  DeafServer server(0);
  std::string scheme = "https://";  // the system accepts, but no handshake follows
  SECTION("TLS") {}
  SECTION("TCP") {
    server.fill();
    scheme = "http://";
  }
  const Fault fault = fetch_fault(transport, get_request(scheme + server.host()));
  CHECK(fault.kind == Fault::Kind::timed_out);
  CHECK(not_sent(fault));
}

TEST_CASE("A time-out of nothing is the shortest, not none", "[delivery]") {
  const milliseconds nothing = GENERATE(milliseconds(0), milliseconds(-1), milliseconds::min());
  const DeafServer server(0);
  CurlOptions options = local_options();
  options.request_timeout = seconds(30);
  SECTION("for the request") { options.request_timeout = nothing; }
  SECTION("for the connection") { options.connect_timeout = nothing; }
  CurlTransport transport(options);
  const auto start = std::chrono::steady_clock::now();
  const Fault fault = fetch_fault(transport, get_request("https://" + server.host()));
  CHECK(fault.kind == Fault::Kind::timed_out);
  CHECK(not_sent(fault));
  CHECK(std::chrono::steady_clock::now() - start < seconds(3));
}

TEST_CASE("The longest time-outs can be asked for", "[delivery]") {
  HttpServer server([](Peer& peer, const ReceivedRequest&) { peer.send(http_answer(200, "ok")); });
  CurlOptions options = local_options();
  options.request_timeout = milliseconds::max();
  options.connect_timeout = milliseconds::max();
  CurlTransport transport(options);
  CHECK(fetch_response(transport, get_request(server.url())).body == "ok");
}

TEST_CASE("A time-out after the request leaves it open", "[delivery]") {
  HttpServer server([](Peer& peer, const ReceivedRequest& request) {
    if (request.target.find("posts") == std::string::npos) {
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
    }
    peer.pause(seconds(8));
  });
  CurlOptions options = local_options();
  options.request_timeout = milliseconds(200);
  CurlTransport transport(options);
  const Fault silent = fetch_fault(transport, post_request(server));
  CHECK(silent.kind == Fault::Kind::timed_out);
  CHECK_FALSE(not_sent(silent));
  const Fault half_way = fetch_fault(transport, get_request(server.url("/slow")));
  CHECK(half_way.kind == Fault::Kind::timed_out);
  CHECK_FALSE(not_sent(half_way));
}

TEST_CASE("A broken answer leaves the request open", "[delivery]") {
  using Break = void (*)(Peer&);
  const Break how =
      GENERATE(Break{[](Peer& peer) { peer.hang_up(); }}, Break{[](Peer& peer) { peer.reset(); }},
               Break{[](Peer& peer) {
                 peer.send("HTTP/1.1 200 OK\r\nContent-Le");
                 peer.reset();
               }},
               Break{[](Peer& peer) {
                 peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
                 peer.hang_up();
               }},
               Break{[](Peer& peer) {
                 peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHel");
                 peer.hang_up();
               }},
               Break{[](Peer& peer) {
                 peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
                 peer.reset();
               }});
  HttpServer server([&](Peer& peer, const ReceivedRequest&) { how(peer); });
  CurlTransport transport(local_options());
  const Fault fault = fetch_fault(transport, post_request(server));
  CHECK(fault.kind == Fault::Kind::interrupted);
  CHECK_FALSE(not_sent(fault));
  CHECK(server.requests().size() == 1);
}

TEST_CASE("What is not HTTP leaves the request open", "[delivery]") {
  const std::string bytes = GENERATE("SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 banana\r\n\r\n",
                                     "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
                                     "Content-Length: 5\r\n\r\nnogzi");
  HttpServer server([&](Peer& peer, const ReceivedRequest&) {
    peer.send(bytes);
    peer.hang_up();
  });
  CurlTransport transport(local_options());
  const Fault fault = fetch_fault(transport, post_request(server));
  CHECK(fault.kind == Fault::Kind::other);
  CHECK_FALSE(not_sent(fault));
}

// curl sends a request again by itself where a kept connection ends without an answer.
TEST_CASE("A write on a kept connection that dies is sent once", "[delivery][once]") {
  const bool with_reset = GENERATE(false, true);
  HttpServer server([&](Peer& peer, const ReceivedRequest& request) {
    if (request.method == "GET") {
      peer.send(http_answer(200, "ok"));
    } else if (with_reset) {
      peer.reset();
    } else {
      peer.hang_up();
    }
  });
  CurlTransport transport(local_options());
  fetch_response(transport, get_request(server.url()));
  std::optional<Request> request;
  SECTION("POST") { request = post_request(server); }
  SECTION("POST, large") { request = post_request(server, std::string(3 << 20, 'x')); }
  SECTION("POST, empty") { request = post_request(server, ""); }
  SECTION("DELETE") { request = delete_request(server); }
  REQUIRE(request);
  const Fault fault = fetch_fault(transport, *std::move(request));
  CHECK(fault.kind == Fault::Kind::interrupted);
  CHECK_FALSE(not_sent(fault));
  CHECK(fault.detail == "the connection was lost before an answer came");
  REQUIRE(server.requests().size() == 2);
  CHECK(server.requests().at(1).connection == 1);
}

TEST_CASE("A read on a kept connection that dies is sent again", "[delivery][once]") {
  HttpServer server([](Peer& peer, const ReceivedRequest& request) {
    if (request.target == "/dies" && request.connection == 1) return peer.hang_up();
    peer.send(http_answer(200, "ok"));
  });
  CurlTransport transport(local_options());
  fetch_response(transport, get_request(server.url()));
  CHECK(fetch_response(transport, get_request(server.url("/dies"))).body == "ok");
  CHECK(server.requests().size() == 3);
  CHECK(server.connections() == 2);
}

TEST_CASE("A write after the site has closed the kept connection gets a new one",
          "[delivery][once]") {
  HttpServer server([](Peer& peer, const ReceivedRequest&) {
    peer.send(http_answer(200, "ok"));
    peer.hang_up();
  });
  CurlTransport transport(local_options());
  for (int i = 0; i < 2; ++i) {
    CHECK(fetch_response(transport, post_request(server)).body == "ok");
    // The end of the connection is to have arrived, and newer curl looks for it only where the
    // connection has rested for a second. Before that the answer would be a fault.
    bool over = false;
    transport.after(milliseconds(1100), [&] { over = true; });
    REQUIRE(transport.run_until([&] { return over; }));
  }
  CHECK(server.requests().size() == 2);
}

// The default action of SIGPIPE would end the test program.
TEST_CASE("A site that hangs up during an upload is a fault", "[delivery]") {
  const bool with_tls = GENERATE(false, true);
  const TestAuthority authority;
  const TempDir folder;
  HttpServer server([](Peer&, const ReceivedRequest&) {},
                    with_tls ? std::optional(authority.issue("IP:127.0.0.1")) : std::nullopt);
  server.refuse_bodies_over(1000);
  CurlOptions options = local_options();
  options.ca_file = folder.write("ca.pem", authority.certificate());
  CurlTransport transport(options);
  const Fault fault = fetch_fault(transport, post_request(server, std::string(8 << 20, 'x')));
  CHECK(fault.kind == Fault::Kind::interrupted);
  CHECK_FALSE(not_sent(fault));
  CHECK(server.requests().empty());
}

TEST_CASE("Addresses that are not allowed are never connected to", "[delivery][address]") {
  HttpServer server([](Peer& peer, const ReceivedRequest&) { peer.send(http_answer(200, "")); });
  const std::string port = ':' + std::to_string(server.port());
  CurlTransport transport;
  for (const std::string host : {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "0.0.0.0",
                                 "[::1]", "[::]", "2130706433", "0x7f000001", "10.0.0.1",
                                 "192.168.1.1", "169.254.169.254", "[fe80::1]", "[fd00::1]"}) {
    INFO(host);
    const Fault fault = fetch_fault(transport, get_request("http://" + host + port));
    CHECK(fault.kind == Fault::Kind::address_refused);
    CHECK(not_sent(fault));
    CHECK(fault.detail.find("refused: ") != std::string::npos);
  }
  CHECK(server.connections() == 0);
}

TEST_CASE("Loopback alone can be allowed", "[delivery][address]") {
  HttpServer server([](Peer& peer, const ReceivedRequest&) { peer.send(http_answer(200, "ok")); });
  CurlTransport transport(local_options());
  const std::string by_name = "http://localhost:" + std::to_string(server.port());
  CHECK(fetch_response(transport, get_request(by_name)).body == "ok");
  for (const char* const url : {"http://10.0.0.1/", "http://192.168.0.1/", "http://[fd00::1]/",
                                "http://100.64.0.1/", "http://169.254.169.254/latest/meta-data/"}) {
    INFO(url);
    CHECK(fetch_fault(transport, get_request(url)).kind == Fault::Kind::address_refused);
  }
}

TEST_CASE("Private addresses can be allowed, metadata services cannot", "[delivery][address]") {
  HttpServer server([](Peer& peer, const ReceivedRequest&) { peer.send(http_answer(200, "ok")); });
  CurlOptions options = local_options();
  options.allow_loopback = false;
  options.allow_private = true;
  options.connect_timeout = milliseconds(100);
  CurlTransport transport(options);
  CHECK(fetch_response(transport, get_request(server.url())).body == "ok");
  const Transport::Outcome tried = fetch(transport, get_request("http://10.255.255.1:9/"));
  if (const auto* fault = std::get_if<Fault>(&tried)) {
    CHECK(fault->kind != Fault::Kind::address_refused);
  }
  for (const char* const url : {"http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/",
                                "http://[fd00:ec2::254]/", "http://[::ffff:169.254.169.254]/"}) {
    INFO(url);
    CHECK(fetch_fault(transport, get_request(url)).kind == Fault::Kind::address_refused);
  }
}

}  // namespace
}  // namespace presslink::testing
