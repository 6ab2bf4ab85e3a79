#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string_view>
#include <utility>

#include "file_descriptor.hpp"
#include "presslink/result.hpp"

namespace presslink::cli {

/// Exclusive use of one document among processes. The kernel gives it back when the process ends,
/// however that happens.
class DocumentLock {
 public:
  /// Asked again and again while another process holds the lock; false gives up.
  using KeepWaiting = std::function<bool(std::chrono::milliseconds waited)>;

  /// Locks `document` in `file`, which is made where it is missing. Error `storage_failed` where it
  /// cannot be opened, `cancelled` where `keep_waiting` said no.
  [[nodiscard]] static Result<DocumentLock> acquire(const std::filesystem::path& file,
                                                    std::string_view document,
                                                    const KeepWaiting& keep_waiting);

 private:
  explicit DocumentLock(FileDescriptor file) : file_(std::move(file)) {}
  FileDescriptor file_;
};

}  // namespace presslink::cli
