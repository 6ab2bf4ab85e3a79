#pragma once

#include <vector>

#include "presslink/publish.hpp"

namespace presslink::cli {

/// What the program ends with; scripts rely on the numbers.
enum class ExitCode {
  done = 0,
  bad_usage = 2,        ///< usage or bad document
  site_failed = 3,      ///< unreachable, not WordPress, or broken
  bad_credentials = 4,  ///< not accepted
  not_permitted = 5,    ///< by the role or the scope
  unverified = 6,       ///< published, but something asked for is not there
  uncertain = 7,        ///< run again to settle it
  some_failed = 8,      ///< of several documents
  busy = 9,             ///< another run is in the way; the same may succeed later
  interrupted = 130,
};

[[nodiscard]] ExitCode exit_code(Errc code);
[[nodiscard]] ExitCode exit_code(const Error& error);
[[nodiscard]] ExitCode exit_code(const PublishReport& report);
/// For a run over several documents, given what each would have ended with.
[[nodiscard]] ExitCode combine(const std::vector<ExitCode>& codes);

}  // namespace presslink::cli
