#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace presslink {

/// A UUID in its canonical lower-case text form.
class Uuid {
 public:
  /// A version 4 UUID (RFC 9562) from 16 bytes of the caller's entropy.
  [[nodiscard]] static Uuid v4(const std::array<std::uint8_t, 16>& entropy);
  /// Any version, upper or lower case, 8-4-4-4-12; nothing otherwise.
  [[nodiscard]] static std::optional<Uuid> parse(std::string_view text);

  [[nodiscard]] const std::string& str() const noexcept { return text_; }
  friend bool operator==(const Uuid&, const Uuid&) = default;

 private:
  explicit Uuid(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace presslink
