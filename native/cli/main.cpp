#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <initializer_list>

#include "command_line.hpp"

namespace {

/// What is opened next would else become a standard stream, and the journal or a connection to the
/// site be written to as one.
void fill_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) < 0) (void)::open("/dev/null", O_RDWR);
  }
}

/// A core file would keep the password.
void leave_no_core() {
  constexpr rlimit none{};
  (void)::setrlimit(RLIMIT_CORE, &none);
}

}  // namespace

int main(int argc, char** argv) {
  fill_standard_streams();
  leave_no_core();
  // A reader that went away must not end a publish half-way.
  ::signal(SIGPIPE, SIG_IGN);
  return presslink::cli::run(argc, argv);
}
