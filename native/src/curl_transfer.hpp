#pragma once

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "presslink/native/curl_transport.hpp"

namespace presslink {

/// Prepares libcurl, once in a process. Every user of curl here calls it first.
void ensure_curl();

/// A curl easy handle that carries one request after another. Not movable: curl holds its address.
class CurlTransfer {
 public:
  /// `options` is borrowed and outlives this.
  explicit CurlTransfer(const CurlOptions& options);
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;
  ~CurlTransfer() { end(); }

  [[nodiscard]] CURL* easy() const noexcept { return easy_.get(); }

  /// Takes on `request`, borrowed until `end`.
  void begin(const Request& request);
  /// What became of it, once curl has reported `code`.
  [[nodiscard]] Transport::Outcome take_outcome(CURLcode code);
  /// The same for the audit. `cancelled` where curl has reported nothing.
  [[nodiscard]] Exchange describe_exchange(const Transport::Outcome& outcome) const;
  /// Forgets the request and wipes the copy of its authorization.
  void end() noexcept;

 private:
  struct EasyCleanup {
    void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
  };

  void set_policy();
  void set_callbacks();
  void set_address(const Url& url);
  void set_method(const Request& request);
  void set_headers(const Request& request);
  void append_header(const std::string& line);
  [[nodiscard]] Fault fault(CURLcode code) const;

  [[nodiscard]] bool take_header(std::string_view line);
  [[nodiscard]] bool take_body(std::string_view bytes);
  [[nodiscard]] bool may_go();
  [[nodiscard]] curl_socket_t open_socket(const curl_sockaddr& address);

  static std::size_t on_header(char* data, std::size_t size, std::size_t count,
                               void* self) noexcept;
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static int on_connected(void* self, char*, char*, int, int) noexcept;
  static curl_socket_t on_open_socket(void* self, curlsocktype, curl_sockaddr* address) noexcept;

  const CurlOptions* options_;
  std::unique_ptr<CURL, EasyCleanup> easy_;
  std::array<char, CURL_ERROR_SIZE> error_text_{};

  const Request* request_ = nullptr;
  curl_slist* headers_ = nullptr;
  Response response_;
  std::size_t header_bytes_ = 0;
  bool in_headers_ = false;
  bool sent_ = false;  ///< the request may be on the wire
  bool too_large_ = false;
  bool socket_opened_ = false;
  std::string_view refused_;  ///< the range of an address that was refused
  std::chrono::steady_clock::time_point begun_;
};

}  // namespace presslink
