#pragma once

#include <cassert>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "presslink/error.hpp"

namespace presslink {

/// Carries an error into a `Result`, as `std::unexpected` does.
struct Unexpected {
  Error error;
};

[[nodiscard]] inline Unexpected unexpected(Error error) { return Unexpected{std::move(error)}; }

/// A value or an `Error`, with the names of `std::expected` (which g++ 12 lacks).
/// Reading the alternative that is not there is a precondition violation (asserted, never thrown).
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(Unexpected failure) : state_(std::in_place_index<1>, std::move(failure.error)) {}

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  [[nodiscard]] T& value() & noexcept { return *get(); }
  [[nodiscard]] const T& value() const& noexcept { return *get(); }
  [[nodiscard]] T&& value() && noexcept { return std::move(*get()); }
  [[nodiscard]] T& operator*() & noexcept { return *get(); }
  [[nodiscard]] const T& operator*() const& noexcept { return *get(); }
  [[nodiscard]] T&& operator*() && noexcept { return std::move(*get()); }
  [[nodiscard]] T* operator->() noexcept { return get(); }
  [[nodiscard]] const T* operator->() const noexcept { return get(); }

  [[nodiscard]] Error& error() & noexcept { return *get_error(); }
  [[nodiscard]] const Error& error() const& noexcept { return *get_error(); }
  [[nodiscard]] Error&& error() && noexcept { return std::move(*get_error()); }

  [[nodiscard]] T value_or(T fallback) && {
    return has_value() ? std::move(*get()) : std::move(fallback);
  }

 private:
  [[nodiscard]] T* get() noexcept {
    assert(has_value());
    return std::get_if<0>(&state_);
  }
  [[nodiscard]] const T* get() const noexcept {
    assert(has_value());
    return std::get_if<0>(&state_);
  }
  [[nodiscard]] Error* get_error() noexcept {
    assert(!has_value());
    return std::get_if<1>(&state_);
  }
  [[nodiscard]] const Error* get_error() const noexcept {
    assert(!has_value());
    return std::get_if<1>(&state_);
  }

  std::variant<T, Error> state_;
};

/// Success without a value, or an `Error`.
template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(Unexpected failure) : error_(std::move(failure.error)) {}

  [[nodiscard]] bool has_value() const noexcept { return !error_.has_value(); }
  explicit operator bool() const noexcept { return has_value(); }

  [[nodiscard]] const Error& error() const& noexcept {
    assert(!has_value());
    return *error_;
  }
  [[nodiscard]] Error&& error() && noexcept {
    assert(!has_value());
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

}  // namespace presslink
