#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "presslink/message.hpp"
#include "presslink/result.hpp"

namespace presslink {

/// The texts for site owners in one language. English is compiled in and complete; another language
/// is a file of core/messages, installed in share/presslink/messages, and what is missing there is
/// English.
class Catalogue {
 public:
  [[nodiscard]] static Catalogue english() { return {}; }
  /// A language's file. Error `bad_input` where it is not one.
  [[nodiscard]] static Result<Catalogue> parse(std::string_view json);

  /// `en`, `de` …
  [[nodiscard]] std::string_view language() const;
  /// The text of `message`, its placeholders filled; empty where no language has it.
  [[nodiscard]] std::string text(const Message& message) const;
  /// The same, for a text that is a list: one entry per line.
  [[nodiscard]] std::vector<std::string> lines(const Message& message) const;
  [[nodiscard]] bool has(std::string_view id) const;
  /// A plain English sentence of a report or an error in this language; as it is where the language
  /// does not have it. A language's file has such sentences under the English one, with
  /// placeholders for what varies.
  [[nodiscard]] std::string say(std::string_view english) const;

 private:
  Catalogue() = default;
  [[nodiscard]] std::string_view find(std::string_view id) const;

  std::vector<std::pair<std::string, std::string>> texts_;  ///< those that are not English
};

}  // namespace presslink
