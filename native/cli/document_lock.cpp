#include "document_lock.hpp"

#include <fcntl.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <thread>

#include "base/failure.hpp"

namespace presslink::cli {
namespace {

constexpr std::chrono::milliseconds pause{25};

/// FNV-1a, cut to what a file offset holds. Two documents that meet in one number only wait for
/// each other.
off_t offset_of(std::string_view document) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : document) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211U;
  }
  return static_cast<off_t>(hash >> 2U);
}

Unexpected cannot_lock(const std::filesystem::path& file) {
  return unexpected(make_error(
      Errc::storage_failed, Phase::input,
      "The lock file " + file.string() + " cannot be used: " + std::strerror(errno) + ".",
      "Check the folder's permissions, or name another journal."));
}

}  // namespace

Result<DocumentLock> DocumentLock::acquire(const std::filesystem::path& file,
                                           std::string_view document,
                                           const KeepWaiting& keep_waiting) {
  FileDescriptor descriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!descriptor) return cannot_lock(file);
  struct flock range {};
  range.l_type = F_WRLCK;
  range.l_whence = SEEK_SET;
  range.l_start = offset_of(document);
  range.l_len = 1;
  const auto begin = std::chrono::steady_clock::now();
  // Locks of the open file description: they also hold between two journals of one process.
  while (::fcntl(descriptor.get(), F_OFD_SETLK, &range) != 0) {
    if (errno != EAGAIN && errno != EACCES && errno != EINTR) return cannot_lock(file);
    const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begin);
    if (!keep_waiting(waited)) {
      return unexpected(make_error(Errc::cancelled, Phase::input,
                                   "Interrupted while another presslink worked on the document."));
    }
    std::this_thread::sleep_for(pause);
  }
  return DocumentLock(std::move(descriptor));
}

}  // namespace presslink::cli
