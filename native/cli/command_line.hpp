#pragma once

namespace presslink::cli {

/// Reads the command line, runs its verb and returns the exit code.
[[nodiscard]] int run(int argc, const char* const* argv);

}  // namespace presslink::cli
