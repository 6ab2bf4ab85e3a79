#include "audit_file.hpp"

#include <fcntl.h>

#include <cerrno>
#include <cstring>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"

namespace presslink::cli {

std::string audit_line(const Exchange& exchange, UtcTime end) {
  json::Encoder out;
  out.begin_object();
  out.member("time", format_rfc3339(end));
  out.member("method", name(exchange.method));
  out.member("route", exchange.route);
  out.member("status", exchange.status);
  if (exchange.fault) out.member("fault", name(*exchange.fault));
  out.member("bytes", static_cast<std::int64_t>(exchange.bytes_received));
  out.member("bytes_sent", static_cast<std::int64_t>(exchange.bytes_sent));
  out.member("attempt", exchange.attempt);
  out.member("milliseconds", static_cast<std::int64_t>(exchange.duration.count() / 1000));
  out.end_object();
  return std::move(out).finish().value_or("{}");
}

Result<AuditFile> AuditFile::open(const std::string& file) {
  FileDescriptor opened(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (opened) return AuditFile(std::move(opened));
  return bad_input("The audit file " + file + " cannot be written: " + std::strerror(errno) + ".");
}

void AuditFile::write(const Exchange& exchange, UtcTime end) {
  const std::string line = audit_line(exchange, end) + '\n';
  // One call, so that the kernel keeps the line whole.
  const ssize_t written = ::write(file_.get(), line.data(), line.size());
  if (written != static_cast<ssize_t>(line.size())) lost_lines_ = true;
}

}  // namespace presslink::cli
