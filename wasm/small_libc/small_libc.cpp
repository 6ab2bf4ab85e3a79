// What the JSON reader calls of the C library, as small as it needs it. The library's own versions
// bring in printf and 128-bit arithmetic, a tenth of the module.

#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <limits>

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 10^exponent, exact up to 22.
double power_of_ten(int exponent) {
  double power = 1;
  for (double square = 10; exponent > 0; exponent /= 2, square *= square) {
    if (exponent % 2 == 1) power *= square;
  }
  return power;
}

}  // namespace

extern "C" {

/// The reader prints nothing but the bytes of a text that is no JSON, for a message that is not
/// used.
int snprintf(char* to, size_t size, const char* /*format*/, ...) {
  if (size > 0) *to = '\0';
  return 0;
}

/// Of a number as JSON has it, which the reader has checked. Exact up to 15 digits and 22 places;
/// beyond that the last bits may be off, and no field of WordPress is read to such a digit.
double strtod(const char* text, char** end) {
  const bool negative = *text == '-';
  if (negative) ++text;
  std::uint64_t digits = 0;
  int exponent = 0;
  bool fraction = false;
  for (; is_digit(*text) || *text == '.'; ++text) {
    if (*text == '.') {
      fraction = true;
    } else if (digits < 100'000'000'000'000'000) {
      digits = digits * 10 + static_cast<unsigned>(*text - '0');
      exponent -= fraction ? 1 : 0;
    } else {
      exponent += fraction ? 0 : 1;
    }
  }
  if (*text == 'e' || *text == 'E') {
    ++text;
    const bool down = *text == '-';
    if (down || *text == '+') ++text;
    int written = 0;
    for (; is_digit(*text); ++text) {
      if (written < 10'000) written = written * 10 + (*text - '0');
    }
    exponent += down ? -written : written;
  }
  if (end != nullptr) *end = const_cast<char*>(text);
  const double value = static_cast<double>(digits);
  const double scaled =
      exponent < 0 ? value / power_of_ten(-exponent) : value * power_of_ten(exponent);
  // The reader refuses what is not finite; zero times infinity is zero here.
  const double result = digits == 0 ? 0 : scaled;
  return negative ? -result : result;
}

unsigned long long strtoull(const char* text, char** end, int /*base*/) {
  unsigned long long value = 0;
  for (; is_digit(*text); ++text) {
    const auto digit = static_cast<unsigned>(*text - '0');
    if (value > (std::numeric_limits<unsigned long long>::max() - digit) / 10) errno = ERANGE;
    value = value * 10 + digit;
  }
  *end = const_cast<char*>(text);
  return value;
}

long long strtoll(const char* text, char** end, int base) {
  const bool negative = *text == '-';
  const unsigned long long size = strtoull(negative ? text + 1 : text, end, base);
  const auto most = static_cast<unsigned long long>(std::numeric_limits<long long>::max());
  if (size > most + (negative ? 1 : 0)) errno = ERANGE;
  return static_cast<long long>(negative ? 0 - size : size);
}

}  // extern "C"
