#pragma once

#include <string>

#include "presslink/secret.hpp"

namespace presslink::cli {

/// The variable that may hold the Application Password.
inline constexpr const char* password_variable = "PRESSLINK_APP_PASSWORD";

/// The first line of `file`, or of standard input for `-`. Error `bad_input` without any of its
/// text, or `cancelled` where the descriptor `stop` becomes readable first.
[[nodiscard]] Result<AppPassword> read_password_file(const std::string& file, int stop = -1);

/// Takes the password out of the environment, so that neither a child nor `/proc` shows it any
/// longer. Empty where the variable is not set.
[[nodiscard]] Secret take_password_from_environment();

/// True where somebody can be asked.
[[nodiscard]] bool can_prompt();
/// Asks on the terminal. Errors: `cancelled` where the input ends, or where the descriptor `stop`
/// becomes readable first.
[[nodiscard]] Result<std::string> prompt(const std::string& question, int stop);
/// The same without showing what is typed.
[[nodiscard]] Result<AppPassword> prompt_for_password(const std::string& question, int stop);

}  // namespace presslink::cli
