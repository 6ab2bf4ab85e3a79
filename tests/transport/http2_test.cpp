#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>

#include "support/temp_dir.hpp"
#include "transport/requests.hpp"

namespace presslink::testing {
namespace {

using Peer = HttpServer::Peer;

constexpr const char* nginx_program = "/usr/sbin/nginx";

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  ::close(socket);
  return ntohs(address.sin_port);
}

bool accepts(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  const bool ok =
      ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return ok;
}

/// nginx with TLS and HTTP/2 in front of another server; one worker.
class Nginx {
 public:
  explicit Nginx(const HttpServer& behind) : port_(free_port()) {
    const TestIdentity identity = authority_.issue("IP:127.0.0.1");
    folder_.write("site.pem", identity.certificate);
    folder_.write("site.key", identity.key);
    const std::string file = folder_.write("nginx.conf", configuration(behind));
    const std::string log = folder_.write("error.log", "");
    const char* const arguments[] = {nginx_program, "-c", file.c_str(), "-e", log.c_str(), nullptr};
    REQUIRE(posix_spawn(&master_, nginx_program, nullptr, nullptr,
                        const_cast<char* const*>(arguments), environ) == 0);
    for (int tries = 0; tries < 300 && !accepts(port_); ++tries) {
      std::this_thread::sleep_for(milliseconds(10));
    }
    REQUIRE(accepts(port_));
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;
  ~Nginx() {
    ::kill(master_, SIGTERM);
    ::waitpid(master_, nullptr, 0);
  }

  [[nodiscard]] std::string url(std::string_view path) const {
    return "https://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }
  [[nodiscard]] std::string ca_file() const {
    return folder_.write("ca.pem", authority_.certificate());
  }
  /// Ends every connection at once, in the middle of whatever it carries.
  void kill_worker() const {
    const std::string master = std::to_string(master_);
    std::ifstream children("/proc/" + master + "/task/" + master + "/children");
    pid_t worker = 0;
    children >> worker;
    if (worker > 0) ::kill(worker, SIGKILL);
  }

 private:
  [[nodiscard]] std::string configuration(const HttpServer& behind) const {
    const std::string here = folder_.path().string() + '/';
    std::string text = "daemon off; worker_processes 1; pid " + here + "pid;\n" +
                       "events { worker_connections 256; }\nhttp {\n  access_log off;\n";
    for (const char* const kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
      text += std::string("  ") + kind + "_temp_path " + here + kind + ";\n";
    }
    return text + "  server {\n    listen 127.0.0.1:" + std::to_string(port_) +
           " ssl http2;\n    ssl_certificate " + here + "site.pem;\n    ssl_certificate_key " +
           here + "site.key;\n    add_header X-Seen \"$server_protocol $connection\" always;\n" +
           "    location / { proxy_pass " + behind.url("") + "; }\n  }\n}\n";
  }

  TempDir folder_;
  TestAuthority authority_;
  std::uint16_t port_;
  pid_t master_ = 0;
};

bool have_nginx() {
  if (std::filesystem::exists(nginx_program)) return true;
  WARN(nginx_program << " is not there: HTTP/2 is not tested");
  return false;
}

TEST_CASE("Requests share one HTTP/2 connection", "[http2]") {
  if (!have_nginx()) return;
  HttpServer behind([](Peer& peer, const ReceivedRequest& request) {
    peer.send(http_answer(200, request.body));
  });
  const Nginx nginx(behind);
  CurlOptions options = local_options();
  options.ca_file = nginx.ca_file();
  CurlTransport transport(options);
  std::set<std::string> seen;
  int answered = 0;
  for (int i = 0; i < 20; ++i) {
    Request request = authorized_request(
        nginx.url(""), {.method = Method::post, .route = "/wp/v2/posts", .body = "{}"});
    transport.send(std::move(request), [&](const Transport::Outcome& outcome) {
      REQUIRE(std::holds_alternative<Response>(outcome));
      const auto& response = std::get<Response>(outcome);
      CHECK(response.body == "{}");
      seen.emplace(response.headers.find("X-Seen").value_or(""));
      ++answered;
    });
  }
  CHECK_FALSE(transport.run_until([] { return false; }));
  CHECK(answered == 20);
  REQUIRE(seen.size() == 1);
  CHECK(seen.begin()->starts_with("HTTP/2.0 "));
}

TEST_CASE("A write on a kept HTTP/2 connection that dies is sent once", "[http2][once]") {
  if (!have_nginx()) return;
  const Nginx* proxy = nullptr;
  HttpServer behind([&](Peer& peer, const ReceivedRequest& request) {
    if (request.method == "POST") {
      proxy->kill_worker();
      peer.pause(milliseconds(200));  // an answer now could reach a worker that still lives
    }
    peer.send(http_answer(200, "ok"));
  });
  const Nginx nginx(behind);
  proxy = &nginx;
  CurlOptions options = local_options();
  options.ca_file = nginx.ca_file();
  CurlTransport transport(options);
  const Response first = fetch_response(transport, get_request(nginx.url("/")));
  CHECK(first.headers.find("X-Seen").value_or("").starts_with("HTTP/2.0 "));
  const Fault fault = fetch_fault(
      transport,
      authorized_request(nginx.url(""),
                         {.method = Method::post, .route = "/wp/v2/posts", .body = "{}"}));
  CHECK(fault.kind == Fault::Kind::interrupted);
  CHECK_FALSE(not_sent(fault));
  // The worker has a successor by now: a second try would arrive.
  CHECK(fetch_response(transport, get_request(nginx.url("/"))).body == "ok");
  CHECK(behind.requests().size() == 3);
}

}  // namespace
}  // namespace presslink::testing
