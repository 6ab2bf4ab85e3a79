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

// Words of one's own in place of the catalogue's, in one language alone.
inline void set_message(Error& error, std::string message) {
  error.message = std::move(message);
  error.message_text = {};
}
inline void set_remedy(Error& error, std::string remedy) {
  error.remedy = std::move(remedy);
  error.remedy_text = {};
}

[[nodiscard]] inline Unexpected bad_input(std::string message, std::string remedy = {}) {
  return unexpected(
      make_error(Errc::bad_input, Phase::input, std::move(message), std::move(remedy)));
}

}  // namespace presslink
