#include "interrupt.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include "presslink/native/client.hpp"

namespace presslink::cli {
namespace {

// Signal handlers reach nothing but globals.
std::atomic<bool> signalled{false};
std::atomic<Client*> watched{nullptr};
std::atomic<int> event{-1};

void raise_event() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(event.load(), &one, sizeof(one));
}

extern "C" void on_signal(int) {
  const int error = errno;
  signalled.store(true);
  if (Client* client = watched.load()) client->cancel();
  raise_event();
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
  // A signal may have come before there was anything to cancel.
  if (client != nullptr && signalled.load()) client->cancel();
}

bool Interrupt::raised() const noexcept { return signalled.load(); }
void Interrupt::wake() noexcept { raise_event(); }
int Interrupt::descriptor() const noexcept { return event.load(); }

}  // namespace presslink::cli
