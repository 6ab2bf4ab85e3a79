#include "document_file.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/text.hpp"
#include "file_descriptor.hpp"
#include "interrupt.hpp"
#include "presslink/publish.hpp"

namespace presslink::cli {
namespace {

// Far above what WordPress stores in one post.
constexpr std::size_t largest_document = std::size_t{64} << 20U;

Problem whole_file(std::string message) { return {{}, "", std::move(message)}; }

std::variant<std::string, Problem> read_all(const FileDescriptor& input, int stop) {
  std::string bytes;
  std::string chunk(std::size_t{64} << 10U, '\0');
  while (true) {
    if (!is_readable_before(input.get(), stop)) return whole_file("reading was interrupted");
    const ssize_t got = ::read(input.get(), chunk.data(), chunk.size());
    if (got < 0) return whole_file(std::string("cannot be read: ") + std::strerror(errno));
    if (got == 0) return bytes;
    bytes.append(chunk, 0, static_cast<std::size_t>(got));
    if (bytes.size() > largest_document) return whole_file("is larger than 64 MiB");
  }
}

std::variant<std::string, Problem> read_bytes(const std::string& file, int stop) {
  if (file == standard_input) return read_all(FileDescriptor(::dup(STDIN_FILENO)), stop);
  const FileDescriptor input = open_to_read(file);
  struct stat facts {};
  if (!input || ::fstat(input.get(), &facts) != 0) {
    return whole_file(std::string("cannot be read: ") + std::strerror(errno));
  }
  if (S_ISDIR(facts.st_mode)) return whole_file("is a folder; name the documents in it");
  return read_all(input, stop);
}

std::optional<DocumentFormat> format_of_content(const std::string& file, std::string_view bytes) {
  if (file != standard_input) return format_of(file);
  return trim(bytes).substr(0, 1) == "{" ? DocumentFormat::json : DocumentFormat::markdown;
}

}  // namespace

std::variant<DocumentFile, Problems> read_document(const std::string& file,
                                                   std::optional<DocumentFormat> format, int stop) {
  const auto bytes = read_bytes(file, stop);
  if (const auto* problem = std::get_if<Problem>(&bytes)) return Problems{*problem};
  const auto& text = std::get<std::string>(bytes);
  if (!format) format = format_of_content(file, text);
  if (!format) {
    return Problems{whole_file("is no document by its name: .md, .html or .json is expected")};
  }
  auto parsed = parse_document(text, *format);
  if (auto* problems = std::get_if<Problems>(&parsed)) return std::move(*problems);
  DocumentFile read{file, std::get<Document>(std::move(parsed))};
  if (const Result<void> good = validate(read.document.draft); !good) {
    return Problems{whole_file(good.error().message)};
  }
  return read;
}

}  // namespace presslink::cli
