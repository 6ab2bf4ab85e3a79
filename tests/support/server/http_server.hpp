#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "support/server/test_authority.hpp"

namespace presslink::testing {

/// A request as it came over the wire.
struct ReceivedRequest {
  std::string method;
  std::string target;
  std::string head;  ///< request line and fields, with the blank line
  std::string body;
  int connection = 0;  ///< counted from 1 in the order they were accepted

  /// The first value of a field; nothing where there is none.
  [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
};

/// A whole HTTP/1.1 answer; `fields` are lines without line ends.
[[nodiscard]] std::string http_answer(int status, std::string_view body,
                                      const std::vector<std::string>& fields = {});

/// A real HTTP/1.1 server on 127.0.0.1 that does whatever its handler says, however wrong. One
/// thread for each connection. Stops, and waits for its threads, when it goes.
class HttpServer {
 public:
  /// The other end of a connection, for one handler call.
  class Peer {
   public:
    /// False once the client has gone or the server stops.
    bool send(std::string_view bytes);
    /// Waits; false where the server stops meanwhile.
    bool pause(std::chrono::milliseconds time);
    /// Ends the connection after this request, in order.
    void hang_up() { open_ = false; }
    /// Ends it with a reset.
    void reset();

   private:
    friend class HttpServer;
    Peer(HttpServer& server, int socket) : server_(server), socket_(socket) {}
    bool handshake(SSL_CTX* context);
    std::optional<ReceivedRequest> read_request();
    bool read_more();

    struct FreeSsl {
      void operator()(SSL* ssl) const { SSL_free(ssl); }
    };
    HttpServer& server_;
    int socket_;
    std::unique_ptr<SSL, FreeSsl> ssl_;
    std::string unread_;
    bool open_ = true;
  };
  /// Runs on the connection's thread, for several connections at once.
  using Handler = std::function<void(Peer&, const ReceivedRequest&)>;

  explicit HttpServer(Handler handler, std::optional<TestIdentity> tls = std::nullopt);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  ~HttpServer();

  /// Resets connections whose request announces a body over `bytes`, without reading it.
  void refuse_bodies_over(std::size_t bytes) { max_body_ = bytes; }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  /// `http://127.0.0.1:4711` + `path`.
  [[nodiscard]] std::string url(std::string_view path = "/") const;
  /// Connections accepted so far.
  [[nodiscard]] int connections() const;
  /// Every request that arrived whole, in order.
  [[nodiscard]] std::vector<ReceivedRequest> requests() const;
  /// Bytes given to the system to send so far, over all connections.
  [[nodiscard]] std::uint64_t bytes_sent() const { return bytes_sent_; }

 private:
  struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };

  void listen_on_loopback();
  void accept_all();
  void serve(int socket, int number);

  Handler handler_;
  std::unique_ptr<SSL_CTX, FreeContext> tls_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<std::size_t> max_body_ = std::numeric_limits<std::size_t>::max();
  std::atomic<std::uint64_t> bytes_sent_ = 0;

  mutable std::mutex mutex_;  ///< guards what follows
  std::condition_variable stopped_;
  bool stopping_ = false;
  int accepted_ = 0;
  std::vector<int> sockets_;
  std::vector<ReceivedRequest> requests_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace presslink::testing
