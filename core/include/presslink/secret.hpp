#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "presslink/result.hpp"

namespace presslink {

/// A string that must not leak: move-only, never in a small-string buffer, overwritten before its
/// memory is freed, and without any way to print, compare or convert it by accident.
class Secret {
 public:
  Secret() noexcept = default;
  /// Copies `text`; the caller wipes its own copy (see `wipe`).
  explicit Secret(std::string_view text);
  Secret(Secret&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { reset(); }

  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// A second secret with the same text, made on purpose.
  [[nodiscard]] Secret clone() const { return Secret(reveal()); }
  /// The text itself, valid until this object changes. Only for code that puts it on the wire
  /// or into protected storage.
  [[nodiscard]] std::string_view reveal() const noexcept { return {data_, size_}; }
  /// Wipes and frees.
  void reset() noexcept;

 private:
  char* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Overwrites `size` bytes at `data` in a way that the optimiser must keep.
void wipe(void* data, std::size_t size) noexcept;
/// Overwrites all of `text`'s capacity and leaves it empty.
void wipe(std::string& text) noexcept;

/// A WordPress log-in name (or the e-mail address, which WordPress also accepts), as UTF-8.
/// Holds no `:` and no control character: HTTP Basic splits at the first colon (RFC 7617).
class Username {
 public:
  [[nodiscard]] static Result<Username> parse(std::string_view text);
  [[nodiscard]] const std::string& str() const noexcept { return text_; }
  friend bool operator==(const Username&, const Username&) = default;

 private:
  explicit Username(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// A WordPress Application Password. WordPress shows it in chunks of four and ignores everything
/// but letters and digits when it checks (wp_authenticate_application_password), so any spacing is
/// accepted here and dropped.
class AppPassword {
 public:
  /// Takes chunked or plain text. Error `bad_input` where no letter or digit is left, or where the
  /// text is over 256 bytes. The error never quotes the text.
  [[nodiscard]] static Result<AppPassword> parse(std::string_view text);
  [[nodiscard]] AppPassword clone() const { return AppPassword(secret_.clone()); }
  [[nodiscard]] const Secret& secret() const noexcept { return secret_; }

 private:
  explicit AppPassword(Secret secret) noexcept : secret_(std::move(secret)) {}
  Secret secret_;
};

/// Who connects: a user name and one Application Password of that user.
struct Credentials {
  Username username;
  AppPassword password;
  [[nodiscard]] Credentials clone() const { return {username, password.clone()}; }
};

}  // namespace presslink
