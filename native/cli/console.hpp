#pragma once

#include <string>
#include <string_view>

namespace presslink::cli {

/// Where the program speaks: answers on standard output, everything else on standard error. Under
/// `--json` standard output carries JSON alone.
///
/// Control characters are left out of texts for people: they may come from a stranger's site.
class Console {
 public:
  explicit Console(bool json);

  [[nodiscard]] bool json() const noexcept { return json_; }
  /// True where standard output did not take all of it, as on a full disk. A person who closes the
  /// pipe wants no more of it; a program that asked for JSON and went away has lost an answer.
  [[nodiscard]] bool lost_output() const noexcept { return lost_output_; }

  /// Whether who reads one of the two streams may not see the other.
  [[nodiscard]] bool streams_apart() const noexcept { return streams_apart_; }

  /// What other programs read: a line of JSON or a script. Passed on as it is.
  void answer(std::string_view text);
  /// A result for people: standard output, or standard error under `--json`.
  void say(std::string_view text);
  /// Anything else for people: standard error.
  void note(std::string_view text);

  /// Shows what is being done, on a terminal only, until the next output.
  void progress(std::string_view text);

 private:
  void clear_progress();
  void print(const std::string& text);

  bool json_;
  bool terminal_;
  bool streams_apart_;
  bool lost_output_ = false;
  std::size_t shown_ = 0;  ///< columns of the progress line on the screen
};

/// Breaks `text` at spaces into lines of at most 80 columns, those after the first indented by
/// `indent` spaces. The first begins in `column`, behind what the caller puts there. Line ends are
/// kept, runs of spaces are not.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t indent = 0,
                               std::size_t column = 0);

}  // namespace presslink::cli
