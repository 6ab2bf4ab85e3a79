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

struct Content {
  std::string bytes;
  bool is_stream = false;
};

std::variant<Content, Problem> read_all(const FileDescriptor& input, bool is_stream, int stop) {
  Content content{"", is_stream};
  std::string chunk(std::size_t{64} << 10U, '\0');
  while (true) {
    if (!is_readable_before(input.get(), stop)) return whole_file("reading was interrupted");
    const ssize_t got = ::read(input.get(), chunk.data(), chunk.size());
    if (got < 0) return whole_file(std::string("cannot be read: ") + std::strerror(errno));
    if (got == 0) return content;
    content.bytes.append(chunk, 0, static_cast<std::size_t>(got));
    if (content.bytes.size() > largest_document) return whole_file("is larger than 64 MiB");
  }
}

std::variant<Content, Problem> read_content(const std::string& file, int stop) {
  if (file == standard_input) return read_all(FileDescriptor(::dup(STDIN_FILENO)), true, stop);
  const FileDescriptor input = open_to_read(file);
  struct stat facts {};
  if (!input || ::fstat(input.get(), &facts) != 0) {
    return whole_file(std::string("cannot be read: ") + std::strerror(errno));
  }
  if (S_ISDIR(facts.st_mode)) return whole_file("is a folder; name the documents in it");
  return read_all(input, !S_ISREG(facts.st_mode) || names_descriptor(file), stop);
}

std::optional<DocumentFormat> format_of_content(const std::string& file, const Content& content) {
  const std::optional<DocumentFormat> named = format_of(file);
  if (named || !content.is_stream) return named;
  return trim(content.bytes).substr(0, 1) == "{" ? DocumentFormat::json : DocumentFormat::markdown;
}

}  // namespace

bool names_descriptor(std::string_view file) {
  return file == standard_input || file == "/dev/stdin" || file.rfind("/dev/fd/", 0) == 0 ||
         file.rfind("/proc/self/fd/", 0) == 0;
}

std::variant<DocumentFile, Problems> read_document(const std::string& file,
                                                   std::optional<DocumentFormat> format, int stop) {
  const auto read = read_content(file, stop);
  if (const auto* problem = std::get_if<Problem>(&read)) return Problems{*problem};
  const auto& content = std::get<Content>(read);
  if (!format) format = format_of_content(file, content);
  if (!format) {
    return Problems{whole_file("is no document by its name: .md, .html or .json is expected")};
  }
  auto parsed = parse_document(content.bytes, *format);
  if (auto* problems = std::get_if<Problems>(&parsed)) return std::move(*problems);
  DocumentFile document{file, std::get<Document>(std::move(parsed)), content.is_stream};
  if (const Result<void> good = validate(document.document.draft); !good) {
    return Problems{whole_file(good.error().message)};
  }
  return document;
}

}  // namespace presslink::cli
