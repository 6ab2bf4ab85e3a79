#include "busy.hpp"

#include <utility>

#include "base/failure.hpp"

namespace presslink::cli {
namespace {

constexpr std::chrono::seconds next_try{10};

}  // namespace

Error busy(std::string message) {
  Error error = make_error(Errc::storage_failed, Phase::input, std::move(message),
                           "Nothing more was sent. Run it again when the other one is done.");
  error.retry_after = next_try;
  return error;
}

bool is_busy(const Error& error) noexcept {
  return error.code == Errc::storage_failed && error.retry_after.has_value();
}

}  // namespace presslink::cli
