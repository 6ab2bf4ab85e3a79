#include "journal_identity.hpp"

#include <array>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "sqlite.hpp"

namespace presslink::cli {
namespace {

namespace fs = std::filesystem;

// The header of an SQLite database, https://www.sqlite.org/fileformat.html section 1.3.
constexpr std::size_t header_size = 100;
constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t write_version_at = 18;  ///< 1: rollback journal, as ours; 2: WAL
constexpr std::size_t application_id_at = 68;

using Header = std::array<char, header_size>;

std::uint32_t number_at(const Header& header, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = number << 8U | static_cast<unsigned char>(header[at + i]);
  }
  return number;
}

/// An address under which SQLite neither locks the file nor makes one beside it.
std::string immutable_address(const fs::path& file) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string address = "file:";
  for (const char c : fs::absolute(file).string()) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_ascii_alphanumeric(c) || c == '/') {
      address += c;
    } else {
      address += '%';
      address += digits[byte >> 4U];
      address += digits[byte & 15U];
    }
  }
  return address + "?immutable=1";
}

JournalIdentity identify_by_tables(const fs::path& file) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(immutable_address(file).c_str(), &raw,
                                   SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
  const DatabasePtr database(raw);
  if (code != SQLITE_OK) return JournalIdentity::other;
  Statement tables(raw, "SELECT 1 FROM sqlite_master");
  const bool any = tables.row();
  if (!tables.ok()) return JournalIdentity::other;
  if (!any) return JournalIdentity::fresh;
  Statement document(raw,
                     "SELECT site, name, checkpoint, confirmed, attempted, report FROM document");
  Statement schema(raw, "SELECT version FROM schema");
  return document.ok() && schema.ok() ? JournalIdentity::older : JournalIdentity::foreign;
}

}  // namespace

JournalIdentity identify_journal(const fs::path& file) {
  std::error_code problem;
  const auto size = fs::file_size(file, problem);
  if (problem || size == 0) {
    return fs::exists(fs::status(file, problem)) && size != 0 ? JournalIdentity::other
                                                              : JournalIdentity::fresh;
  }
  Header header{};
  std::ifstream input(file, std::ios::binary);
  input.read(header.data(), header.size());
  if (!input || std::string_view(header.data(), header.size()).substr(0, magic.size()) != magic) {
    return JournalIdentity::other;
  }
  const std::uint32_t id = number_at(header, application_id_at);
  if (id == journal_application_id) return JournalIdentity::journal;
  // What is in a WAL cannot be seen without taking part in it, and a journal never has one.
  if (id != 0 || header[write_version_at] != 1) return JournalIdentity::foreign;
  return identify_by_tables(file);
}

}  // namespace presslink::cli
