#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "presslink/scope.hpp"

namespace presslink::cli {

/// What every verb understands.
struct Options {
  std::string site;
  std::string user;
  std::string password_file;  ///< `-` for standard input
  std::string connection;

  bool json = false;
  std::string language;  ///< of texts for site owners; empty: as LC_ALL or LANG has it
  std::chrono::milliseconds timeout{30'000};        ///< of one request
  std::optional<std::chrono::milliseconds> budget;  ///< of the whole command
  int retries = 3;
  std::string audit;
  std::optional<Scope> scope;  ///< unset: the connection's, or the standard one

  bool allow_http = false;
  bool allow_private = false;
  std::string ca;
};

}  // namespace presslink::cli
