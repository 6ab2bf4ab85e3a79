#include "base/base64.hpp"

#include <algorithm>
#include <cstddef>

namespace presslink {

namespace {

constexpr std::size_t encoded_size(std::size_t size) { return (size + 2) / 3 * 4; }

void append_base64(std::string& out, std::string_view bytes) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
    unsigned group = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      group = group << 8u | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0u);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      out += i <= count ? alphabet[group >> (18 - 6 * i) & 0x3Fu] : '=';
    }
  }
}

}  // namespace

std::string base64_encode(std::string_view bytes) {
  std::string out;
  out.reserve(encoded_size(bytes.size()));
  append_base64(out, bytes);
  return out;
}

Secret basic_authorization(const Credentials& credentials) {
  constexpr std::string_view scheme = "Basic ";
  const std::string_view user = credentials.username.str();
  const std::string_view password = credentials.password.secret().reveal();
  // Reserved whole: a string that grows would free a block with half of the password in it.
  std::string pair;
  pair.reserve(user.size() + 1 + password.size());
  pair.append(user).append(1, ':').append(password);
  std::string value;
  value.reserve(scheme.size() + encoded_size(pair.size()));
  value.append(scheme);
  append_base64(value, pair);
  Secret secret(value);
  wipe(pair);
  wipe(value);
  return secret;
}

}  // namespace presslink
