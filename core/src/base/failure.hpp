#pragma once

#include <string>
#include <utility>

#include "presslink/result.hpp"

namespace presslink {

[[nodiscard]] inline Error make_error(Errc code, Phase phase, std::string message,
                                      std::string remedy = {}) {
  Error error;
  error.code = code;
  error.phase = phase;
  error.message = std::move(message);
  error.remedy = std::move(remedy);
  return error;
}

[[nodiscard]] inline Unexpected bad_input(std::string message, std::string remedy = {}) {
  return unexpected(
      make_error(Errc::bad_input, Phase::input, std::move(message), std::move(remedy)));
}

}  // namespace presslink
