#pragma once

#include <string>

#include "presslink/error.hpp"

namespace presslink::cli {

/// The error of a run that another one is in the way of: `storage_failed`, and a time after which
/// it is worth another try. Nothing of the document was sent.
[[nodiscard]] Error busy(std::string message);
/// Whether `error` is of that kind, so that the same run may succeed later.
[[nodiscard]] bool is_busy(const Error& error) noexcept;

}  // namespace presslink::cli
