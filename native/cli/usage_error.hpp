#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>

namespace presslink::cli {

/// What the value of an option may be, such as `a whole number from 0 to 100`.
using OptionValues = std::map<const CLI::Option*, std::string>;

/// What is wrong with a command line, in our words: it names the option or verb, and what is
/// allowed. `app` has parsed the line and thrown `error`.
[[nodiscard]] std::string usage_error(const CLI::App& app, const OptionValues& values,
                                      const CLI::ParseError& error);

}  // namespace presslink::cli
