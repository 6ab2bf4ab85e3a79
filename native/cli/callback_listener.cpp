#include "callback_listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "presslink/secret.hpp"

namespace presslink::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t max_connections = 8;
constexpr std::size_t max_head = 8192;
constexpr std::chrono::seconds patience{10};

constexpr std::string_view page_head =
    "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>presslink</title>"
    "<meta name=\"viewport\" content=\"width=device-width\">"
    "<style>body{font:18px/1.5 sans-serif;max-width:32em;margin:4em auto;padding:0 1em}</style>"
    // The password stands in the address; it must not stay there, nor where Back leads.
    "<script>history.replaceState(null,'','/done')</script></head><body><h1>";

struct Request {
  std::string_view method;
  std::string_view target;
  std::string_view host;
};

/// One browser connection. What it read is wiped when it goes.
class Peer {
 public:
  explicit Peer(FileDescriptor socket) : socket_(std::move(socket)) { head_.reserve(max_head + 1); }
  Peer(Peer&&) noexcept = default;
  Peer& operator=(Peer&&) noexcept = default;
  ~Peer() { wipe(head_); }

  [[nodiscard]] int descriptor() const { return socket_.get(); }
  [[nodiscard]] bool expired() const { return Clock::now() - since_ > patience; }
  [[nodiscard]] bool complete() const { return head_.find("\r\n\r\n") != std::string::npos; }

  /// Takes what has arrived; false where the connection is of no use any more.
  bool receive() {
    // Written in place: a copy would keep the password after the wipe.
    const std::size_t filled = head_.size();
    head_.resize(max_head);
    const ssize_t got = ::recv(socket_.get(), head_.data() + filled, max_head - filled, 0);
    head_.resize(filled + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return got > 0 && (complete() || head_.size() < max_head);
  }

  [[nodiscard]] std::optional<Request> request() const {
    std::string_view rest = head_;
    const std::string_view line = take_line(rest);
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || last <= first) return std::nullopt;
    if (line.substr(last + 1, 7) != "HTTP/1.") return std::nullopt;
    return Request{line.substr(0, first), line.substr(first + 1, last - first - 1), host(rest)};
  }

  void respond(std::string_view status, std::string_view body) const {
    const std::string answer = "HTTP/1.1 " + std::string(status) +
                               "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
                               std::to_string(body.size()) +
                               "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
                               "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n" +
                               std::string(body);
    // A page this small fits the socket's buffer, so nothing is left to wait for.
    (void)::send(socket_.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
    ::shutdown(socket_.get(), SHUT_WR);
  }

 private:
  static std::string_view take_line(std::string_view& rest) {
    const std::size_t end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    return line;
  }

  static std::string_view host(std::string_view fields) {
    while (!fields.empty()) {
      const std::string_view line = take_line(fields);
      if (iequals_ascii(line.substr(0, 5), "host:")) return trim(line.substr(5));
    }
    return {};
  }

  FileDescriptor socket_;
  std::string head_;
  Clock::time_point since_ = Clock::now();
};

std::string page(const CallbackListener::Reply& reply) {
  const auto escaped = [](std::string_view text) {
    std::string html;
    for (const char c : text) {
      html += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
    }
    return html;
  };
  return std::string(page_head) + escaped(reply.heading) + "</h1><p>" + escaped(reply.text) +
         "</p></body></html>";
}

/// Answers a complete request; true where the handler was satisfied.
bool answer(const Peer& peer, const std::string& authority,
            const CallbackListener::Handler& handler) {
  const std::optional<Request> request = peer.request();
  // A name that points here could come from a foreign page (DNS rebinding).
  if (!request || request->host != authority) {
    peer.respond("400 Bad Request", "Bad request.");
    return false;
  }
  const std::string_view path = request->target.substr(0, request->target.find('?'));
  if (path != "/callback") {
    peer.respond("404 Not Found", "Nothing here.");
    return false;
  }
  if (request->method != "GET") {
    peer.respond("405 Method Not Allowed", "Only GET.");
    return false;
  }
  std::string url;
  url.reserve(max_head + authority.size() + 8);
  url.append("http://").append(authority).append(request->target);
  const CallbackListener::Reply reply = handler(url);
  wipe(url);
  peer.respond("200 OK", page(reply));
  return reply.final;
}

Unexpected cannot_listen() {
  return unexpected(make_error(
      Errc::storage_failed, Phase::authorize,
      std::string("No port of this machine can be listened on: ") + std::strerror(errno) + ".",
      "Use --callback paste."));
}

}  // namespace

Result<CallbackListener> CallbackListener::open() {
  FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (!socket || ::bind(socket.get(), generic, size) != 0 ||
      ::listen(socket.get(), max_connections) != 0 ||
      ::getsockname(socket.get(), generic, &size) != 0) {
    return cannot_listen();
  }
  return CallbackListener(std::move(socket), ntohs(address.sin_port));
}

CallbackListener::End CallbackListener::wait(std::chrono::milliseconds timeout,
                                             const Handler& handler,
                                             const std::vector<int>& wake_on) {
  const auto deadline = Clock::now() + timeout;
  std::vector<Peer> peers;
  while (Clock::now() < deadline) {
    std::vector<pollfd> watched = {{socket_.get(), POLLIN, 0}};
    for (const int descriptor : wake_on) watched.push_back({descriptor, POLLIN, 0});
    for (const Peer& peer : peers) watched.push_back({peer.descriptor(), POLLIN, 0});
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    const auto nap =
        std::clamp(left, std::chrono::milliseconds(0), std::chrono::milliseconds(1000));
    if (::poll(watched.data(), watched.size(), static_cast<int>(nap.count())) < 0 &&
        errno != EINTR) {
      return End::timed_out;
    }
    for (std::size_t i = 0; i < wake_on.size(); ++i) {
      if (watched[1 + i].revents != 0) return End::woken;
    }
    for (std::size_t i = peers.size(); i-- > 0;) {
      const bool ready = watched[1 + wake_on.size() + i].revents != 0;
      const bool alive = !ready || peers[i].receive();
      const bool whole = alive && peers[i].complete();
      if (whole && answer(peers[i], authority_, handler)) return End::answered;
      if (!alive || whole || peers[i].expired()) {
        peers.erase(peers.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
    FileDescriptor accepted(
        ::accept4(socket_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (accepted) {
      if (peers.size() >= max_connections) peers.erase(peers.begin());
      peers.emplace_back(std::move(accepted));
    }
  }
  return End::timed_out;
}

}  // namespace presslink::cli
