#include "support/server/http_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace presslink::testing {
namespace {

void require(bool ok, const char* what) {
  if (!ok) throw std::runtime_error(std::string("test server: ") + what);
}

// Only in the server's own threads: a client that relies on it must still be caught.
void block_sigpipe() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

SSL_CTX* make_context(const TestIdentity& identity) {
  SSL_CTX* const context = SSL_CTX_new(TLS_server_method());
  require(context != nullptr, "no TLS context");
  BIO* const certificate = BIO_new_mem_buf(identity.certificate.data(), -1);
  BIO* const key = BIO_new_mem_buf(identity.key.data(), -1);
  X509* const x509 = PEM_read_bio_X509(certificate, nullptr, nullptr, nullptr);
  EVP_PKEY* const pkey = PEM_read_bio_PrivateKey(key, nullptr, nullptr, nullptr);
  require(SSL_CTX_use_certificate(context, x509) == 1, "bad certificate");
  require(SSL_CTX_use_PrivateKey(context, pkey) == 1, "bad key");
  X509_free(x509);
  EVP_PKEY_free(pkey);
  BIO_free(certificate);
  BIO_free(key);
  return context;
}

}  // namespace

std::optional<std::string> ReceivedRequest::header(std::string_view name) const {
  std::size_t line = head.find("\r\n") + 2;
  for (std::size_t end; (end = head.find("\r\n", line)) != std::string::npos; line = end + 2) {
    const std::size_t colon = head.find(": ", line);
    if (colon >= end || colon - line != name.size()) continue;
    if (strncasecmp(head.data() + line, name.data(), name.size()) != 0) continue;
    return head.substr(colon + 2, end - colon - 2);
  }
  return std::nullopt;
}

std::string http_answer(int status, std::string_view body, const std::vector<std::string>& fields) {
  std::string out = "HTTP/1.1 " + std::to_string(status) + " Said\r\n";
  for (const std::string& field : fields) out += field + "\r\n";
  out += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  out += body;
  return out;
}

bool HttpServer::Peer::send(std::string_view bytes) {
  while (open_ && !bytes.empty()) {
    const auto sent = ssl_ ? SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()))
                           : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      open_ = false;
    } else {
      server_.bytes_sent_ += static_cast<std::uint64_t>(sent);
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  return open_;
}

bool HttpServer::Peer::pause(std::chrono::milliseconds time) {
  std::unique_lock lock(server_.mutex_);
  return !server_.stopped_.wait_for(lock, time, [this] { return server_.stopping_; });
}

void HttpServer::Peer::reset() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  open_ = false;
}

bool HttpServer::Peer::handshake(SSL_CTX* context) {
  ssl_.reset(SSL_new(context));
  return SSL_set_fd(ssl_.get(), socket_) == 1 && SSL_accept(ssl_.get()) == 1;
}

bool HttpServer::Peer::read_more() {
  std::array<char, 16384> buffer{};
  const auto got = ssl_ ? SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()))
                        : ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (got > 0) unread_.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0;
}

std::optional<ReceivedRequest> HttpServer::Peer::read_request() {
  std::size_t end;
  while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more()) return std::nullopt;
  }
  ReceivedRequest request;
  request.head = unread_.substr(0, end + 4);
  unread_.erase(0, end + 4);
  const std::size_t space = request.head.find(' ');
  request.method = request.head.substr(0, space);
  request.target = request.head.substr(space + 1, request.head.find(' ', space + 1) - space - 1);
  const std::size_t length = std::stoul(request.header("Content-Length").value_or("0"));
  if (length > server_.max_body_) {
    reset();
    return std::nullopt;
  }
  while (unread_.size() < length) {
    if (!read_more()) return std::nullopt;
  }
  request.body = unread_.substr(0, length);
  unread_.erase(0, length);
  return request;
}

HttpServer::HttpServer(Handler handler, std::optional<TestIdentity> tls)
    : handler_(std::move(handler)) {
  if (tls) tls_.reset(make_context(*tls));
  listen_on_loopback();
  acceptor_ = std::thread([this] { accept_all(); });
}

HttpServer::~HttpServer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
  }
  stopped_.notify_all();
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  ::close(listener_);
}

std::string HttpServer::url(std::string_view path) const {
  return (tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_) +
         std::string(path);
}

int HttpServer::connections() const {
  const std::lock_guard lock(mutex_);
  return accepted_;
}

std::vector<ReceivedRequest> HttpServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void HttpServer::listen_on_loopback() {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  require(::bind(listener_, generic, size) == 0 && ::listen(listener_, 1024) == 0, "cannot listen");
  ::getsockname(listener_, generic, &size);
  port_ = ntohs(address.sin_port);
}

void HttpServer::accept_all() {
  block_sigpipe();
  while (true) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const std::lock_guard lock(mutex_);
    if (socket < 0 || stopping_) {
      if (socket >= 0) ::close(socket);
      return;
    }
    sockets_.push_back(socket);
    threads_.emplace_back([this, socket, number = ++accepted_] { serve(socket, number); });
  }
}

void HttpServer::serve(int socket, int number) {
  Peer peer(*this, socket);
  if (tls_ && !peer.handshake(tls_.get())) peer.open_ = false;
  while (peer.open_) {
    std::optional<ReceivedRequest> request = peer.read_request();
    if (!request) break;
    request->connection = number;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(*request);
    }
    handler_(peer, *request);
  }
  const std::lock_guard lock(mutex_);
  std::erase(sockets_, socket);
  ::close(socket);
}

}  // namespace presslink::testing
