#pragma once

#include <cstdint>
#include <optional>

namespace presslink {

/// A positive WordPress id, 1 … 2^53-1 so that it survives JavaScript numbers. Ids of different
/// things are different types.
template <class Tag>
class Id {
 public:
  static constexpr std::int64_t max = (std::int64_t{1} << 53) - 1;

  /// Nothing where `value` is out of range.
  [[nodiscard]] static constexpr std::optional<Id> from(std::int64_t value) noexcept {
    if (value < 1 || value > max) return std::nullopt;
    return Id(value);
  }
  [[nodiscard]] constexpr std::int64_t value() const noexcept { return value_; }
  friend constexpr bool operator==(Id, Id) = default;
  friend constexpr bool operator<(Id left, Id right) noexcept { return left.value_ < right.value_; }

 private:
  explicit constexpr Id(std::int64_t value) noexcept : value_(value) {}
  std::int64_t value_;
};

using PostId = Id<struct PostTag>;
using TermId = Id<struct TermTag>;
using MediaId = Id<struct MediaTag>;
using UserId = Id<struct UserTag>;

}  // namespace presslink
