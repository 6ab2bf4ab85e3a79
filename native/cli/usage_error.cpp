#include "usage_error.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "base/nearest_name.hpp"

namespace presslink::cli {
namespace {

std::string in_quotes(std::string_view word) { return '"' + std::string(word) + '"'; }

/// The verb that was named, down to the last; the program itself before there is one.
const CLI::App* last_verb(const CLI::App& app) {
  const auto verbs = app.get_subcommands();
  return verbs.empty() ? &app : last_verb(*verbs.back());
}

std::vector<std::string> verbs_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands(nullptr)) names.push_back(verb->get_name());
  return names;
}

std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> names;
  std::vector<const CLI::App*> levels = {&app};
  for (const CLI::App* verb : app.get_subcommands()) levels.push_back(verb);
  for (const CLI::App* level : levels) {
    for (const CLI::Option* option : level->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

/// Where an option stands that was given in the wrong place; empty where there is none like it.
std::string place_of(const CLI::App& app, const std::string& option) {
  const CLI::App* meant = nullptr;
  std::string verbs;
  for (const CLI::App* verb : app.get_subcommands(nullptr)) {
    if (verb->get_option_no_throw(option) == nullptr) continue;
    if (verb->parsed()) meant = verb;
    verbs.append(verbs.empty() ? "" : " and ").append(verb->get_name());
  }
  if (verbs.empty()) return {};
  return in_quotes(option) + (meant != nullptr ? " belongs behind the verb: presslink " +
                                                     meant->get_name() + ' ' + option + " …"
                                               : " is an option of " + verbs + '.');
}

/// How many words `verb` took that are no options.
std::size_t positionals_of(const CLI::App& verb) {
  std::size_t count = 0;
  for (const CLI::Option* option : verb.get_options()) {
    if (option->get_positional()) count += option->count();
  }
  return count;
}

/// A word too many is not quoted: it may be a password, and its blanks may have split it.
std::string too_many(const CLI::App& app) {
  const CLI::App& verb = *last_verb(app);
  const std::size_t taken = positionals_of(verb);
  return in_quotes(verb.get_name()) +
         (taken == 0 ? " takes no argument" : " takes no more arguments") + ", and argument " +
         std::to_string(taken + 1) + " is one too many.";
}

/// A word in the place of a verb of `level`. It is quoted where it can only be a slip: what has
/// other signs, or is longer than any verb, may be a password.
std::string verb_in_words(const std::string& word, const CLI::App& level) {
  const std::vector<std::string> verbs = verbs_of(level);
  const std::size_t longest =
      std::max_element(verbs.begin(), verbs.end(), [](const auto& a, const auto& b) {
        return a.size() < b.size();
      })->size();
  const bool plain = word.size() <= longest && std::all_of(word.begin(), word.end(), [](char c) {
                       return c >= 'a' && c <= 'z';
                     });
  return plain ? in_quotes(word) : "Argument 1 behind " + in_quotes(level.get_name());
}

/// An option as it is typed, without a value that hangs on it.
std::string option_alone(const std::string& word) {
  return word.rfind("--", 0) == 0 ? word.substr(0, word.find_first_of("= ")) : word.substr(0, 2);
}

/// The words of the line that mean nothing here.
std::string left_over(const CLI::App& app, const std::vector<std::string>& words, bool all_named) {
  const auto option = std::find_if(words.begin(), words.end(),
                                   [](const std::string& word) { return word.rfind('-', 0) == 0; });
  const bool is_option = option != words.end();
  if (!is_option && all_named) return too_many(app);
  const std::string word = is_option ? option_alone(*option) : words.front();
  std::string place = is_option ? place_of(app, word) : "";
  if (!place.empty()) return place;
  const CLI::App& level = *last_verb(app);
  const std::vector<std::string> known = is_option ? options_of(app) : verbs_of(level);
  const std::string names = CLI::detail::join(known, ",");
  const auto meant = nearest_name(word, names);
  const std::string what = is_option ? in_quotes(word) + " is no option here"
                                     : verb_in_words(word, level) + " is no verb";
  if (meant) return what + "; did you mean " + in_quotes(*meant) + "?";
  return what + (is_option ? "." : ". There are " + CLI::detail::join(known, ", ") + '.');
}

/// Something that the line has to name and does not.
std::string missing(const CLI::App& app, const std::string& name) {
  const CLI::App& level = *last_verb(app);
  const CLI::Option* option = level.get_option_no_throw(name);
  if (option != nullptr) {
    return in_quotes(level.get_name()) + " needs " + name + ": " + option->get_description() + '.';
  }
  return in_quotes(level.get_name()) +
         " needs a verb: " + CLI::detail::join(verbs_of(level), ", ") + '.';
}

/// The option that the parser calls `name`: of a flag it leaves the dashes out.
const CLI::Option* find_option(const CLI::App& app, const std::string& name) {
  for (const CLI::App* level : {last_verb(app), &app}) {
    for (const std::string& spelled : {name, "--" + name}) {
      if (const auto* option = level->get_option_no_throw(spelled)) return option;
    }
  }
  return nullptr;
}

/// An option with too many values, or too few.
std::string wrong_count(const OptionValues& values, const CLI::Option& option) {
  const std::string name = in_quotes(option.get_name());
  if (option.get_items_expected() == 0) return name + " takes no value.";
  if (option.results().size() > 1) return name + " is given more than once.";
  return name + " needs a value: " + values.at(&option) + '.';
}

}  // namespace

std::string usage_error(const CLI::App& app, const OptionValues& values,
                        const CLI::ParseError& error) {
  std::string told = error.what();
  // The name of the option stands first in what the parser tells of one.
  const std::string name = told.substr(0, told.find_first_of(": "));
  const bool is_missing = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  const bool is_left_over = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
  const std::vector<std::string> words = app.remaining(true);
  if ((is_missing || is_left_over) && !words.empty()) return left_over(app, words, is_left_over);
  if (is_missing) return missing(app, name);
  const CLI::Option* option = find_option(app, name);
  const bool is_count = dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr;
  if (is_count && option != nullptr) return wrong_count(values, *option);
  if (dynamic_cast<const CLI::ExcludesError*>(&error) != nullptr) {
    return in_quotes(name) + " and " + in_quotes(told.substr(told.rfind(' ') + 1)) +
           " exclude each other.";
  }
  return told;
}

}  // namespace presslink::cli
