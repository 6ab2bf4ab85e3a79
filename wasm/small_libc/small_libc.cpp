// What the JSON reader calls of the C library, as small as it needs it. The library's own versions
// bring in printf and the reading of numbers in any base from any stream.

#include <emscripten.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <limits>

// A number of JSON is one of JavaScript, which reads it to the last bit.
EM_JS(double, presslink_to_number, (const char* text), {
  let number = "";
  while (HEAPU8[text]) number += String.fromCharCode(HEAPU8[text++]);
  return +number;
});

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

extern "C" {

/// The reader prints nothing but the bytes of a text that is no JSON, for a message that is not
/// used.
int snprintf(char* to, size_t size, const char* /*format*/, ...) {
  if (size > 0) *to = '\0';
  return 0;
}

/// `text` is all of a number.
double strtod(const char* text, char** end) {
  *end = const_cast<char*>(text) + std::strlen(text);
  return presslink_to_number(text);
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
