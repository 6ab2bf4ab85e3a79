#include "document_file.hpp"

#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "file_descriptor.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace presslink::cli {
namespace {

using Catch::Matchers::ContainsSubstring;

std::string complaint(const std::string& file, std::optional<DocumentFormat> format = {}) {
  const auto read = read_document(file, format);
  const auto* problems = std::get_if<Problems>(&read);
  return problems != nullptr ? describe(file, problems->front()) : "";
}

}  // namespace

TEST_CASE("A document is read from its file") {
  const testing::TempDir folder;
  const std::string file = folder.write("a.md", "---\ntitle: T\n---\n*x*\n");
  const auto read = read_document(file, std::nullopt);
  REQUIRE(std::holds_alternative<DocumentFile>(read));
  CHECK(std::get<DocumentFile>(read).file == file);
  CHECK(std::get<DocumentFile>(read).document.draft.content == "<p><em>x</em></p>\n");
  const auto as_html = read_document(file, DocumentFormat::html);
  CHECK(std::get<DocumentFile>(as_html).document.draft.content == "*x*\n");
}

TEST_CASE("What is no regular file is a stream, and so is every descriptor") {
  const testing::TempDir folder;
  const std::string text = "---\ntitle: T\n---\nx\n";
  const std::string file = folder.write("a.md", text);
  const auto is_stream = [](const std::string& name) {
    const auto read = read_document(name, std::nullopt);
    REQUIRE(std::holds_alternative<DocumentFile>(read));
    return std::get<DocumentFile>(read).is_stream;
  };
  CHECK_FALSE(is_stream(file));
  const FileDescriptor opened = open_to_read(file);
  CHECK(is_stream("/dev/fd/" + std::to_string(opened.get())));

  const std::string pipe = (folder.path() / "pipe").string();
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::thread writer([&] { std::ofstream(pipe) << text; });
  CHECK(is_stream(pipe));
  writer.join();
  CHECK_FALSE(names_descriptor("dev/fd/63"));
}

TEST_CASE("What is no document is refused by name") {
  const testing::TempDir folder;
  CHECK_THAT(complaint((folder.path() / "none.md").string()),
             ContainsSubstring("none.md: cannot be read: No such file"));
  CHECK_THAT(complaint(folder.path().string()), ContainsSubstring("is a folder"));
  CHECK_THAT(complaint(folder.write("a.txt", "x")), ContainsSubstring("no document by its name"));
  CHECK(complaint(folder.write("b.txt", "---\ntitle: T\n---\n"), DocumentFormat::markdown).empty());
}

}  // namespace presslink::cli
