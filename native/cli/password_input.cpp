#include "password_input.hpp"

#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "file_descriptor.hpp"
#include "interrupt.hpp"

namespace presslink::cli {
namespace {

constexpr std::size_t longest_line = 1024;

/// A line of input that is wiped when it goes.
struct Line {
  Line() { text.reserve(longest_line); }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() { wipe(text); }
  std::string text;
};

enum class Read { line, ended, failed, too_long, stopped };

/// Reads by single bytes, which leaves nothing in a buffer of the C library.
Read read_line(int descriptor, std::string& line, int stop) {
  while (line.size() < longest_line) {
    if (!is_readable_before(descriptor, stop)) return Read::stopped;
    char c = 0;
    const ssize_t got = ::read(descriptor, &c, 1);
    if (got < 0) return Read::failed;
    if (got == 0) return line.empty() ? Read::ended : Read::line;
    if (c == '\n') return Read::line;
    line += c;
  }
  return Read::too_long;
}

/// Keeps the terminal from showing what is typed, while it lives.
class SilentTerminal {
 public:
  SilentTerminal() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  ~SilentTerminal() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }

 private:
  termios before_{};
  bool changed_ = false;
};

Result<void> ask(const std::string& question, std::string& line, int stop) {
  std::fputs(question.c_str(), stderr);
  std::fflush(stderr);
  if (read_line(STDIN_FILENO, line, stop) == Read::line) return {};
  return unexpected(make_error(Errc::cancelled, Phase::authorize, "Nothing was entered."));
}

}  // namespace

Result<AppPassword> read_password_file(const std::string& file, int stop) {
  const bool standard_input = file == "-";
  const std::string shown = standard_input ? "standard input" : file;
  const FileDescriptor opened =
      standard_input ? FileDescriptor(::dup(STDIN_FILENO)) : open_to_read(file);
  Line line;
  const Read read = opened ? read_line(opened.get(), line.text, stop) : Read::failed;
  if (read == Read::stopped) {
    return unexpected(make_error(Errc::cancelled, Phase::input, "Interrupted."));
  }
  if (read == Read::failed) {
    // What names no file may be the password itself.
    return bad_input("The file that --password-file names cannot be read: " +
                     std::string(std::strerror(errno)) + ".");
  }
  if (read != Read::line || trim(line.text).empty()) {
    return bad_input("The first line of " + shown + " holds no Application Password.");
  }
  return AppPassword::parse(line.text);
}

Secret take_password_from_environment() {
  char* value = std::getenv(password_variable);
  if (value == nullptr) return {};
  Secret secret{std::string_view(value)};
  wipe(value, std::strlen(value));
  ::unsetenv(password_variable);
  return secret;
}

bool can_prompt() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

Result<std::string> prompt(const std::string& question, int stop) {
  Line line;
  if (Result<void> asked = ask(question, line.text, stop); !asked) {
    return unexpected(std::move(asked).error());
  }
  return std::string(trim(line.text));
}

Result<AppPassword> prompt_for_password(const std::string& question, int stop) {
  Line line;
  const SilentTerminal silent;
  Result<void> asked = ask(question, line.text, stop);
  std::fputc('\n', stderr);
  if (!asked) return unexpected(std::move(asked).error());
  return AppPassword::parse(line.text);
}

}  // namespace presslink::cli
