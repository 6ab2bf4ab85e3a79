#pragma once

#include <string>
#include <utility>

#include "presslink/result.hpp"

namespace presslink {

[[nodiscard]] Error make_error(Errc code, Phase phase, std::string message,
                               std::string remedy = {});
/// Of literals, as most are: the texts are made in one place and not at each call.
[[nodiscard]] Error make_error(Errc code, Phase phase, const char* message,
                               const char* remedy = "");

// Words of one's own in place of the catalogue's, in one language alone.
inline void set_message(Error& error, std::string message) {
  error.message = std::move(message);
  error.message_text = {};
}
inline void set_remedy(Error& error, std::string remedy) {
  error.remedy = std::move(remedy);
  error.remedy_text = {};
}

[[nodiscard]] Unexpected bad_input(std::string message, std::string remedy = {});
[[nodiscard]] Unexpected bad_input(const char* message, const char* remedy = "");

}  // namespace presslink
