#include "console.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "base/text.hpp"

namespace presslink::cli {
namespace {

constexpr std::size_t line_width = 80;

/// The size of the character that `text` begins with, where a terminal would act on it: C0, DEL and
/// C1 controls, and what turns the direction in which the rest is read. 0 for any other.
std::size_t steering(std::string_view text) {
  const auto byte = static_cast<unsigned char>(text.front());
  if (byte < 0x20 || byte == 0x7F) return 1;
  const std::string_view two = text.substr(0, 2);
  if (two >= "\u0080" && two <= "\u009F") return 2;
  return turns_direction(text.substr(0, 3)) ? 3 : 0;
}

/// The character as JSON's escape.
std::string escape(std::string_view character) {
  const auto tail = [character](std::size_t i) {
    return static_cast<unsigned>(character[i]) & 0x3FU;
  };
  const unsigned point = character.size() == 1   ? static_cast<unsigned char>(character[0])
                         : character.size() == 2 ? 0x80U | tail(1)
                                                 : 0x2000U | tail(1) << 6U | tail(2);
  std::array<char, 7> text{};
  (void)std::snprintf(text.data(), text.size(), "\\u%04x", point);
  return text.data();
}

/// Without the characters with which a text could steer a terminal; JSON, in whose strings alone
/// they stand, has them as escapes.
std::string harmless(std::string_view text, bool json = false) {
  std::string clean;
  while (!text.empty()) {
    const std::size_t size = text.front() == '\n' ? 0 : steering(text);
    if (size == 0) clean += text.front();
    if (size > 0 && json) clean += escape(text.substr(0, size));
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return clean;
}

/// Columns, counting each character once.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

/// False where the stream did not take all of it.
bool write(std::FILE* stream, std::string_view text) {
  const std::size_t written = std::fwrite(text.data(), 1, text.size(), stream);
  return std::fflush(stream) == 0 && written == text.size();
}

bool is_plain_terminal() {
  const char* no_color = std::getenv("NO_COLOR");
  return ::isatty(STDERR_FILENO) == 1 && (no_color == nullptr || no_color[0] == '\0');
}

bool are_streams_apart() {
  struct stat out {};
  struct stat err {};
  return ::fstat(STDOUT_FILENO, &out) != 0 || ::fstat(STDERR_FILENO, &err) != 0 ||
         out.st_dev != err.st_dev || out.st_ino != err.st_ino;
}

}  // namespace

Console::Console(bool json)
    : json_(json), terminal_(is_plain_terminal()), streams_apart_(are_streams_apart()) {}

void Console::answer(std::string_view text) {
  clear_progress();
  print((json_ ? harmless(text, true) : std::string(text)) + '\n');
}

void Console::say(std::string_view text) {
  if (json_) return note(text);
  clear_progress();
  print(harmless(text) + '\n');
}

void Console::note(std::string_view text) {
  clear_progress();
  (void)write(stderr, harmless(text) + '\n');
}

void Console::progress(std::string_view text) {
  if (!terminal_) return;
  clear_progress();
  const std::string line = harmless(text);
  shown_ = columns(line);
  (void)write(stderr, line);
}

void Console::print(const std::string& text) {
  if (!write(stdout, text) && (json_ || errno != EPIPE)) lost_output_ = true;
}

void Console::clear_progress() {
  if (shown_ == 0) return;
  (void)write(stderr, '\r' + std::string(shown_, ' ') + '\r');
  shown_ = 0;
}

std::string wrap(std::string_view text, std::size_t indent, std::size_t column) {
  std::string lines;
  bool line_begins = true;
  const auto begin_line = [&] {
    lines += '\n' + std::string(indent, ' ');
    column = indent;
    line_begins = true;
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t width = columns(word);
    if (!line_begins && column + 1 + width > line_width) begin_line();
    if (!line_begins && width > 0) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += width;
    line_begins = line_begins && width == 0;
    if (end < text.size() && text[end] == '\n') begin_line();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace presslink::cli
