#include <csignal>

#include "command_line.hpp"

int main(int argc, char** argv) {
  // A reader that went away must not end a publish half-way.
  ::signal(SIGPIPE, SIG_IGN);
  return presslink::cli::run(argc, argv);
}
