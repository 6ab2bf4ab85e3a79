#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "file_descriptor.hpp"
#include "presslink/result.hpp"

namespace presslink::cli {

/// Waits on 127.0.0.1 for the browser that comes back from WordPress's approval screen.
class CallbackListener {
 public:
  /// What the browser is told, and whether the waiting is over.
  struct Reply {
    bool final = true;
    std::string heading;
    std::string text;
  };
  /// Is given the whole address the browser asked for. The address may hold the password: it is
  /// overwritten after the call.
  using Handler = std::function<Reply(std::string_view url)>;

  enum class End {
    answered,  ///< the handler said `final`
    timed_out,
    woken,  ///< one of the descriptors given became readable
  };

  /// Listens on a free port. Error `storage_failed` where the system gives none.
  [[nodiscard]] static Result<CallbackListener> open();

  /// `http://127.0.0.1:PORT/callback`
  [[nodiscard]] std::string url() const { return "http://" + authority_ + "/callback"; }

  /// Serves requests until the handler is satisfied. Anything but `GET /callback` to this very
  /// address is turned away and does not reach the handler.
  [[nodiscard]] End wait(std::chrono::milliseconds timeout, const Handler& handler,
                         const std::vector<int>& wake_on = {});

 private:
  CallbackListener(FileDescriptor socket, std::uint16_t port)
      : socket_(std::move(socket)), authority_("127.0.0.1:" + std::to_string(port)) {}

  FileDescriptor socket_;
  std::string authority_;
};

}  // namespace presslink::cli
