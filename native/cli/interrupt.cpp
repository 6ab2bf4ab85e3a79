#include "interrupt.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include "presslink/native/client.hpp"

namespace presslink::cli {
namespace {

// Signal handlers reach nothing but globals.
std::atomic<bool> signalled{false};
std::atomic<bool> ended{false};
std::atomic<Client*> watched{nullptr};
std::atomic<int> event{-1};

void end_work() {
  ended.store(true);
  if (Client* client = watched.load()) client->cancel();
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(event.load(), &one, sizeof(one));
}

extern "C" void on_signal(int) {
  const int error = errno;
  signalled.store(true);
  end_work();
  errno = error;
}

void handle(int number, void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  ::sigaction(number, &action, nullptr);
}

}  // namespace

Interrupt::Interrupt() {
  signalled.store(false);
  ended.store(false);
  event.store(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  // Without SA_RESTART a prompt ends as well.
  handle(SIGINT, on_signal, static_cast<int>(SA_RESETHAND));
  handle(SIGTERM, on_signal, static_cast<int>(SA_RESETHAND));
}

Interrupt::~Interrupt() {
  handle(SIGINT, SIG_DFL, 0);
  handle(SIGTERM, SIG_DFL, 0);
  watched.store(nullptr);
  ::close(event.exchange(-1));
}

void Interrupt::watch(Client* client) noexcept {
  watched.store(client);
  // The end may have come before there was anything to cancel.
  if (client != nullptr && ended.load()) client->cancel();
}

bool Interrupt::raised() const noexcept { return signalled.load(); }
void Interrupt::end() noexcept { end_work(); }
int Interrupt::descriptor() const noexcept { return event.load(); }

bool is_readable_before(int descriptor, int stop) {
  std::array<pollfd, 2> watched_for = {{{stop, POLLIN, 0}, {descriptor, POLLIN, 0}}};
  while (::poll(watched_for.data(), watched_for.size(), -1) < 0) {
    if (errno != EINTR) return false;
  }
  return watched_for[0].revents == 0;
}

}  // namespace presslink::cli
