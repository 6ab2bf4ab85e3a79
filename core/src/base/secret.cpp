#include "presslink/secret.hpp"

#include <array>
#include <cstring>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace presslink {

namespace {

constexpr std::size_t longest_password = 256;

}  // namespace

void wipe(void* data, std::size_t size) noexcept {
  if (size == 0) return;
  std::memset(data, 0, size);
  // The memory is about to be freed, so the optimiser would drop the memset as a dead store; it may
  // not where opaque code could read the bytes.
  asm volatile("" : : "r"(data) : "memory");
}

void wipe(std::string& text) noexcept {
  text.resize(text.capacity());
  wipe(text.data(), text.size());
  text.clear();
}

Secret::Secret(std::string_view text) : size_(text.size()) {
  if (text.empty()) return;
  data_ = new char[size_];
  std::memcpy(data_, text.data(), size_);
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  reset();
  data_ = std::exchange(other.data_, nullptr);
  size_ = std::exchange(other.size_, 0);
  return *this;
}

void Secret::reset() noexcept {
  wipe(data_, size_);
  delete[] std::exchange(data_, nullptr);
  size_ = 0;
}

Result<Username> Username::parse(std::string_view text) {
  if (text.empty()) return bad_input("The user name is empty.");
  if (!is_valid_utf8(text)) return bad_input("The user name is not valid UTF-8.");
  for (const char c : text) {
    if (c == ':') {
      return bad_input("The user name holds a colon, which cannot be sent to WordPress.",
                       "Use the e-mail address of the account instead.");
    }
    if (is_control(c)) {
      return bad_input("The user name holds a control character, such as a line break.");
    }
  }
  return Username(std::string(text));
}

Result<AppPassword> AppPassword::parse(std::string_view text) {
  constexpr const char* remedy =
      "Make one in WordPress under Profile > Application Passwords and copy it whole.";
  if (text.size() > longest_password) {
    return bad_input("The Application Password is too long to be one.", remedy);
  }
  std::array<char, longest_password> kept{};
  std::size_t size = 0;
  for (const char c : text) {
    if (is_ascii_alphanumeric(c)) kept[size++] = c;
  }
  Secret secret(std::string_view(kept.data(), size));
  wipe(kept.data(), kept.size());
  if (secret.empty()) {
    return bad_input("The Application Password holds no letter and no digit.", remedy);
  }
  return AppPassword(std::move(secret));
}

}  // namespace presslink
