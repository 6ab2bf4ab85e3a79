#include "http/punycode.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace presslink {
namespace {

using CodePoints = std::vector<char32_t>;

constexpr std::uint32_t base = 36;
constexpr std::uint32_t t_min = 1;
constexpr std::uint32_t t_max = 26;
constexpr std::size_t max_label = 63;
constexpr std::size_t max_host = 253;

struct Range {
  std::uint16_t first;
  std::uint16_t last;
};

bool is_in(char32_t c, std::span<const Range> ranges) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& each) { return c >= each.first && c <= each.last; });
}

// Letters whose capital stands before the small one: at an even number, or at an odd one.
constexpr Range even_capitals[] = {{0x100, 0x12F},   {0x132, 0x137},  {0x14A, 0x177},
                                   {0x460, 0x481},   {0x48A, 0x4BF},  {0x4D0, 0x52F},
                                   {0x1E00, 0x1E95}, {0x1EA0, 0x1EFF}};
constexpr Range odd_capitals[] = {{0x139, 0x148}, {0x179, 0x17E}};
/// What IDNA writes otherwise: marks apart from their letters, wide and narrow forms, the
/// ideographic full stop, a capital of two letters. Taken as it stands it would be another name.
constexpr Range mapped[] = {{0x300, 0x36F}, {0x3000, 0x3004}, {0xFF00, 0xFFEF}, {0x130, 0x130}};

char32_t lower(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c + 32;
  const bool latin1 = c >= 0xC0 && c <= 0xDE && c != 0xD7;
  const bool greek = c >= 0x391 && c <= 0x3A9 && c != 0x3A2;
  const bool cyrillic = c >= 0x410 && c <= 0x42F;
  if (latin1 || greek || cyrillic) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c == 0x178) return 0xFF;
  const bool odd = c % 2 == 1;
  return is_in(c, odd ? std::span<const Range>(odd_capitals) : even_capitals) ? c + 1 : c;
}

/// Precondition: `text` is valid UTF-8.
CodePoints decode_utf8(std::string_view text) {
  CodePoints out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    char32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      point = (point << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    out.push_back(lower(point));
    i += length;
  }
  return out;
}

std::uint32_t adapt(std::uint32_t delta, std::uint32_t points, bool first) {
  delta = first ? delta / 700 : delta / 2;
  delta += delta / points;
  std::uint32_t k = 0;
  while (delta > ((base - t_min) * t_max) / 2) {
    delta /= base - t_min;
    k += base;
  }
  return k + (base - t_min + 1) * delta / (delta + 38);
}

char digit(std::uint32_t value) {
  return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26));
}

void append_variable_length(std::string& out, std::uint32_t delta, std::uint32_t bias) {
  for (std::uint32_t k = base;; k += base) {
    const std::uint32_t t = k <= bias ? t_min : std::min(k - bias, t_max);
    if (delta < t) break;
    out += digit(t + (delta - t) % (base - t));
    delta = (delta - t) / (base - t);
  }
  out += digit(delta);
}

std::string encode_label(const CodePoints& label) {
  std::string out;
  for (const char32_t c : label) {
    if (c < 0x80) out += static_cast<char>(c);
  }
  if (out.size() == label.size()) return out;

  auto handled = static_cast<std::uint32_t>(out.size());
  const std::uint32_t basic = handled;
  if (basic > 0) out += '-';
  std::uint32_t n = 0x80;
  std::uint32_t delta = 0;
  std::uint32_t bias = 72;
  while (handled < label.size()) {
    char32_t next = 0x10FFFF;
    for (const char32_t c : label) {
      if (c >= n) next = std::min(next, c);
    }
    delta += (static_cast<std::uint32_t>(next) - n) * (handled + 1);
    n = next;
    for (const char32_t c : label) {
      if (c < n) ++delta;
      if (c != n) continue;
      append_variable_length(out, delta, bias);
      bias = adapt(delta, handled + 1, handled == basic);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return "xn--" + out;
}

}  // namespace

std::optional<std::string> host_to_ascii(std::string_view host) {
  if (!is_valid_utf8(host)) return std::nullopt;
  std::string out;
  while (true) {
    const std::size_t dot = host.find('.');
    const std::string_view label = host.substr(0, dot);
    // 63 characters at most survive anyway; the bound keeps Punycode's arithmetic from overflowing.
    if (label.empty() || label.size() > 4 * max_label) return std::nullopt;
    const CodePoints letters = decode_utf8(label);
    if (std::any_of(letters.begin(), letters.end(), [](char32_t c) { return is_in(c, mapped); }))
      return std::nullopt;
    const std::string encoded = encode_label(letters);
    if (encoded.size() > max_label) return std::nullopt;
    out += encoded;
    if (dot == std::string_view::npos) break;
    host.remove_prefix(dot + 1);
    out += '.';
    if (host.empty()) break;  // a fully qualified name's last dot
  }
  if (out.size() > max_host) return std::nullopt;
  return out;
}

}  // namespace presslink
