#pragma once

#include <cassert>
#include <optional>
#include <type_traits>
#include <utility>

#include "presslink/error.hpp"

namespace presslink {

/// Carries an error into a `Result`, as `std::unexpected` does. The error is on the heap, so that a
/// `Result` is hardly larger than its value and an error costs a pointer to move.
class Unexpected {
 public:
  explicit Unexpected(Error&& error);
  explicit Unexpected(const Error& error);
  Unexpected(const Unexpected& other);
  Unexpected(Unexpected&& other) noexcept : error_(std::exchange(other.error_, nullptr)) {}
  Unexpected& operator=(Unexpected other) noexcept {
    std::swap(error_, other.error_);
    return *this;
  }
  ~Unexpected() {
    if (error_ != nullptr) destroy(error_);
  }

  /// Not of one that was moved from.
  [[nodiscard]] Error& error() noexcept { return *error_; }
  [[nodiscard]] const Error& error() const noexcept { return *error_; }

 private:
  template <class T>
  friend class Result;

  static void destroy(const Error* error);

  Unexpected() = default;

  Error* error_ = nullptr;
};

[[nodiscard]] inline Unexpected unexpected(Error&& error) { return Unexpected(std::move(error)); }
[[nodiscard]] inline Unexpected unexpected(const Error& error) { return Unexpected(error); }

/// A value or an `Error`, with the names of `std::expected` (which g++ 12 lacks).
/// Reading the alternative that is not there is a precondition violation (asserted, never thrown).
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(T&& value) : value_(std::move(value)) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(const T& value) : value_(value) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(Unexpected failure) : failure_(std::move(failure)) {}
  Result(const Result&) = default;
  Result(Result&&) noexcept = default;
  ~Result() = default;
  /// The value is made anew: to assign it takes twice the code.
  Result& operator=(Result other) noexcept {
    value_.reset();
    if (other.value_) value_.emplace(std::move(*other.value_));
    failure_ = std::move(other.failure_);
    return *this;
  }

  [[nodiscard]] bool has_value() const noexcept { return value_.has_value(); }
  explicit operator bool() const noexcept { return has_value(); }

  [[nodiscard]] T& value() & noexcept { return *get(); }
  [[nodiscard]] const T& value() const& noexcept { return *get(); }
  [[nodiscard]] T&& value() && noexcept { return std::move(*get()); }
  [[nodiscard]] T& operator*() & noexcept { return *get(); }
  [[nodiscard]] const T& operator*() const& noexcept { return *get(); }
  [[nodiscard]] T&& operator*() && noexcept { return std::move(*get()); }
  [[nodiscard]] T* operator->() noexcept { return get(); }
  [[nodiscard]] const T* operator->() const noexcept { return get(); }

  [[nodiscard]] Error& error() & noexcept { return get_error(); }
  [[nodiscard]] const Error& error() const& noexcept { return get_error(); }
  [[nodiscard]] Error&& error() && noexcept { return std::move(get_error()); }

  [[nodiscard]] T value_or(T fallback) && {
    return has_value() ? std::move(*value_) : std::move(fallback);
  }

 private:
  [[nodiscard]] T* get() noexcept {
    assert(has_value());
    return &*value_;
  }
  [[nodiscard]] const T* get() const noexcept {
    assert(has_value());
    return &*value_;
  }
  [[nodiscard]] Error& get_error() noexcept {
    assert(!has_value());
    return failure_.error();
  }
  [[nodiscard]] const Error& get_error() const noexcept {
    assert(!has_value());
    return failure_.error();
  }

  std::optional<T> value_;
  Unexpected failure_;
};

/// Success without a value, or an `Error`.
template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(Unexpected failure) : failure_(std::move(failure)) {}

  [[nodiscard]] bool has_value() const noexcept { return failure_.error_ == nullptr; }
  explicit operator bool() const noexcept { return has_value(); }

  [[nodiscard]] const Error& error() const& noexcept {
    assert(!has_value());
    return failure_.error();
  }
  [[nodiscard]] Error&& error() && noexcept {
    assert(!has_value());
    return std::move(failure_.error());
  }

 private:
  Unexpected failure_;
};

}  // namespace presslink
