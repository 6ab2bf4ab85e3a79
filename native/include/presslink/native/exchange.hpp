#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "presslink/http.hpp"

namespace presslink {

/// One request as it went, for audit lines and counters. Holds no query value that `describe`
/// hides, no header and no body.
struct Exchange {
  std::string request;  ///< as `describe(const Request&)`
  Method method = Method::get;
  std::string route;  ///< the pattern, as `Request::route()`
  int attempt = 0;
  int status = 0;  ///< 0 where there was no whole answer
  std::optional<Fault::Kind> fault;
  std::uint64_t bytes_sent = 0;  ///< of the body; curl does not tell how long the head was
  /// Head and body as they came, before decompression; without TLS and HTTP/2 framing.
  std::uint64_t bytes_received = 0;
  std::chrono::microseconds duration{0};  ///< from leaving the transport's queue
};

}  // namespace presslink
