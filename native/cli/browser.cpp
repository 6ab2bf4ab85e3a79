#include "browser.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

namespace presslink::cli {
namespace {

[[noreturn]] void run_opener(const char* url) {
  // A grandchild that nobody waits for, out of reach of Ctrl-C.
  ::setsid();
  if (::fork() != 0) ::_exit(0);
  const int nowhere = ::open("/dev/null", O_RDWR);
  ::dup2(nowhere, STDIN_FILENO);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
  ::execlp("xdg-open", "xdg-open", url, static_cast<char*>(nullptr));
  ::_exit(127);
}

}  // namespace

void open_browser(const std::string& url) {
  const bool desktop =
      std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
  if (!desktop) return;
  const pid_t child = ::fork();
  if (child == 0) run_opener(url.c_str());
  if (child > 0) ::waitpid(child, nullptr, 0);
}

}  // namespace presslink::cli
