#pragma once

#include <string>

#include "file_descriptor.hpp"
#include "presslink/native/exchange.hpp"
#include "presslink/result.hpp"

namespace presslink::cli {

/// A file that gets one line of JSON for each request. Lines of several processes do not mix.
class AuditFile {
 public:
  /// Opens `file` to append to. Error `bad_input` where that is not possible.
  [[nodiscard]] static Result<AuditFile> open(const std::string& file);

  /// `end` is when the request ended. A full disk does not stop a publish; see `lost_lines`.
  void write(const Exchange& exchange, UtcTime end);
  /// True where a line did not get into the file, or not whole.
  [[nodiscard]] bool lost_lines() const noexcept { return lost_lines_; }

 private:
  explicit AuditFile(FileDescriptor file) : file_(std::move(file)) {}
  FileDescriptor file_;
  bool lost_lines_ = false;
};

/// The line for one request, without a line end.
[[nodiscard]] std::string audit_line(const Exchange& exchange, UtcTime end);

}  // namespace presslink::cli
