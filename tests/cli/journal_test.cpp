#include "journal.hpp"

#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <sstream>
#include <thread>

#include "busy.hpp"
#include "draft_text.hpp"
#include "journal_identity.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace presslink::cli {
namespace {

using Catch::Matchers::ContainsSubstring;

const DocumentName document{"example.com", "path:a.md"};

Uuid some_key() { return *Uuid::parse("0b5f3c1e-9f1d-4c55-8a3a-2f5a54f0a3b1"); }

std::string named(std::string_view root) {
  return site_name(ApiRoot::from_url(Url::parse(root).value()).value());
}

std::string content_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

unsigned mode_of(const std::filesystem::path& file) {
  struct stat facts {};
  REQUIRE(::stat(file.c_str(), &facts) == 0);
  return facts.st_mode & 07777;
}

std::ptrdiff_t files_in(const std::filesystem::path& folder) {
  return std::distance(std::filesystem::directory_iterator(folder), {});
}

JournalEntry some_entry() {
  JournalEntry entry{
      .checkpoint = {.key = some_key()}, .confirmed = {}, .attempted = {}, .report = ""};
  entry.attempted.emplace().title = "T";
  return entry;
}

}  // namespace

TEST_CASE("A site keeps its name when its REST root changes") {
  CHECK(named("https://example.com/wp-json/") == "example.com");
  CHECK(named("http://www.example.com/wp-json/") == "example.com");
  CHECK(named("https://example.com/index.php?rest_route=/") == "example.com");
  CHECK(named("https://example.com/?rest_route=/") == "example.com");
  CHECK(named("https://example.com/index.php/wp-json/") == "example.com");
  CHECK(named("https://example.com/api/") == "example.com");
  CHECK(named("https://example.com/blog/wp-json/") == "example.com/blog");
  CHECK(named("https://example.com/blog/?rest_route=/") == "example.com/blog");
  CHECK(named("https://example.com/blog/index.php/wp-json/") == "example.com/blog");
  CHECK(named("http://127.0.0.1:8080/wp-json/") == "127.0.0.1:8080");
}

TEST_CASE("The journal makes its folder and keeps entries") {
  const testing::TempDir folder;
  const auto file = folder.path() / ".presslink" / "journal.db";
  {
    Journal journal = Journal::open(file).value();
    CHECK_FALSE(journal.find(document).value());
    REQUIRE(journal.store(document, some_entry()));
    REQUIRE(journal.store_checkpoint(document,
                                     {some_key(), Checkpoint::Stage::created, PostId::from(7)}));
  }
  Journal journal = Journal::open(file).value();
  const auto entry = journal.find(document).value();
  REQUIRE(entry);
  CHECK(entry->checkpoint == Checkpoint{some_key(), Checkpoint::Stage::created, PostId::from(7)});
  CHECK_FALSE(entry->confirmed);
  REQUIRE(entry->attempted);
  CHECK(entry->attempted->title == "T");
  CHECK_FALSE(journal.find({"example.org", "path:a.md"}).value());
  CHECK_FALSE(journal.find({"example.com", "path:b.md"}).value());
}

TEST_CASE("An entry is replaced as a whole") {
  const testing::TempDir folder;
  Journal journal = Journal::open(folder.path() / "j.db").value();
  REQUIRE(journal.store(document, some_entry()));
  JournalEntry entry = some_entry();
  entry.attempted.reset();
  entry.confirmed.emplace().content = std::string(3'000'000, 'x');
  entry.report = "{}";
  REQUIRE(journal.store(document, entry));
  const auto read = journal.find(document).value();
  CHECK_FALSE(read->attempted);
  CHECK(read->confirmed->content.size() == 3'000'000);
  CHECK(read->report == "{}");
}

TEST_CASE("Checkpoints need an entry") {
  const testing::TempDir folder;
  Journal journal = Journal::open(folder.path() / "j.db").value();
  CHECK_FALSE(journal.store_checkpoint(document, {.key = some_key()}));
}

TEST_CASE("Terms are remembered by site") {
  const testing::TempDir folder;
  Journal journal = Journal::open(folder.path() / "j.db").value();
  const UtcTime read = parse_rfc3339("2026-05-01T12:00:00Z").value();
  CHECK_FALSE(journal.terms("example.com", read));
  KnownTerms terms{.index = {}, .read = read};
  terms.index.categories = {{.id = *TermId::from(3), .name = "A & B", .slug = "a-b", .parent = {}}};
  terms.index.categories_complete = true;
  REQUIRE(journal.store_terms("example.com", terms));
  const auto found = journal.terms("example.com", read + std::chrono::minutes(59));
  REQUIRE(found);
  CHECK(found->index.categories == terms.index.categories);
  CHECK(found->index.categories_complete);
  CHECK(found->read == read);
  CHECK_FALSE(journal.terms("example.com", read + std::chrono::minutes(61)));
  CHECK_FALSE(journal.terms("example.com", read - std::chrono::seconds(1)));
  CHECK_FALSE(journal.terms("example.org", read));
}

TEST_CASE("Documents are named by their path below the journal's folder") {
  const testing::TempDir folder;
  const Journal inside = Journal::open(folder.path() / ".presslink" / "journal.db").value();
  CHECK(inside.name_of(folder.path() / "a.md") == "path:a.md");
  CHECK(inside.name_of(folder.path() / "x" / ".." / "posts" / "a.md") == "path:posts/a.md");
  CHECK(inside.name_of(folder.path().parent_path() / "a.md") == "path:../a.md");
  const Journal beside = Journal::open(folder.path() / "j.db").value();
  CHECK(beside.name_of(folder.path() / "a.md") == "path:a.md");
}

TEST_CASE("Files that are no journal are refused") {
  const testing::TempDir folder;
  const auto file = folder.path() / "j.db";
  std::ofstream(file) << std::string(5000, 'x');
  const auto opened = Journal::open(file);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == Errc::storage_failed);
  CHECK_THAT(opened.error().message, ContainsSubstring("j.db"));
  CHECK_THAT(opened.error().message, ContainsSubstring("not a database"));
  CHECK_FALSE(Journal::open(folder.path()));
  CHECK_FALSE(Journal::open(folder.path() / "missing" / "j.db"));
}

TEST_CASE("A database of another program stays as it is") {
  const testing::TempDir folder;
  const auto file = folder.path() / "a b%?#.db";
  const auto make = [&file](std::initializer_list<std::string_view> statements) {
    std::filesystem::remove(file);
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
    const DatabasePtr database(raw);
    for (const std::string_view statement : statements) REQUIRE(Statement(raw, statement).run());
  };
  SECTION("with tables") { make({"CREATE TABLE bookmark (address TEXT)"}); }
  SECTION("with a table of a name that is ours") {
    make({"CREATE TABLE document (id INTEGER)", "CREATE TABLE schema (version TEXT)"});
  }
  SECTION("with an id of its own") { make({"PRAGMA application_id = 252006675", "VACUUM"}); }
  SECTION("with a write-ahead log") {
    make({"PRAGMA journal_mode = WAL", "CREATE TABLE bookmark (address TEXT)"});
  }
  const std::string before = content_of(file);
  REQUIRE(::chmod(file.c_str(), 0644) == 0);
  const auto opened = Journal::open(file);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == Errc::storage_failed);
  CHECK_THAT(opened.error().message, ContainsSubstring(file.string()));
  CHECK_THAT(opened.error().message, ContainsSubstring("another program"));
  CHECK(content_of(file) == before);
  CHECK(mode_of(file) == 0644);
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("What an unfinished write of another program left stays as it is") {
  const testing::TempDir folder;
  const auto file = folder.path() / "other.db";
  const auto copy = folder.path() / "copy.db";
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
  const DatabasePtr database(raw);
  REQUIRE(Statement(raw, "PRAGMA cache_size = 1").run());
  REQUIRE(Statement(raw, "CREATE TABLE a (x)").run());
  REQUIRE(Statement(raw, "INSERT INTO a VALUES (zeroblob(100000))").run());
  REQUIRE(Statement(raw, "BEGIN").run());
  REQUIRE(Statement(raw, "UPDATE a SET x = randomblob(100000)").run());
  // As after a crash: written in part, and what it was before in the rollback journal.
  std::filesystem::copy(file, copy);
  std::filesystem::copy(file.string() + "-journal", copy.string() + "-journal");
  const std::string before = content_of(copy);
  CHECK_FALSE(Journal::open(copy));
  CHECK(content_of(copy) == before);
  CHECK(std::filesystem::exists(copy.string() + "-journal"));
}

TEST_CASE("Journals of before the application id are taken, and get it") {
  const testing::TempDir folder;
  const auto file = folder.path() / "j.db";
  {
    Journal journal = Journal::open(file).value();
    REQUIRE(journal.store(document, some_entry()));
  }
  CHECK(identify_journal(file) == JournalIdentity::journal);
  {
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
    const DatabasePtr database(raw);
    REQUIRE(Statement(raw, "PRAGMA application_id = 0").run());
  }
  CHECK(identify_journal(file) == JournalIdentity::older);
  CHECK(Journal::open(file).value().find(document).value());
  CHECK(identify_journal(file) == JournalIdentity::journal);
  const std::string before = content_of(file);
  CHECK(Journal::open(file));
  CHECK(content_of(file) == before);
}

TEST_CASE("Whoever only reads changes nothing") {
  const testing::TempDir folder;
  const auto file = folder.path() / ".presslink" / "j.db";
  CHECK_FALSE(Journal::open_to_read(file).value());
  CHECK(files_in(folder.path()) == 0);
  REQUIRE(Journal::open(file).value().store(document, some_entry()));
  {
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
    const DatabasePtr database(raw);
    REQUIRE(Statement(raw, "PRAGMA application_id = 0").run());
  }
  REQUIRE(::chmod(file.c_str(), 0444) == 0);
  const std::string before = content_of(file);
  {
    auto journal = Journal::open_to_read(file).value();
    REQUIRE(journal);
    CHECK(journal->find(document).value());
    CHECK(journal->name_of(folder.path() / "a.md") == "path:a.md");
    CHECK_FALSE(journal->store(document, some_entry()));
  }
  CHECK(content_of(file) == before);
  CHECK(mode_of(file) == 0444);
  CHECK(files_in(file.parent_path()) == 1);

  { const std::ofstream empty(folder.path() / "empty.db"); }
  CHECK_FALSE(Journal::open_to_read(folder.path() / "empty.db").value());
  CHECK(std::filesystem::is_empty(folder.path() / "empty.db"));
  std::ofstream(folder.path() / "text.db") << std::string(5000, 'x');
  CHECK_FALSE(Journal::open_to_read(folder.path() / "text.db"));
  CHECK_FALSE(Journal::open_to_read(folder.path()));
}

TEST_CASE("What a killed publish left unfinished is for the next publish to mend") {
  const testing::TempDir folder;
  const auto file = folder.path() / "j.db";
  const auto copy = folder.path() / "copy.db";
  REQUIRE(Journal::open(file).value().store(document, some_entry()));
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
  const DatabasePtr database(raw);
  REQUIRE(Statement(raw, "PRAGMA cache_size = 1").run());
  REQUIRE(Statement(raw, "BEGIN").run());
  REQUIRE(Statement(raw, "UPDATE document SET report = hex(zeroblob(100000))").run());
  REQUIRE(Statement(raw, "UPDATE document SET report = hex(randomblob(100000))").run());
  std::filesystem::copy(file, copy);
  std::filesystem::copy(file.string() + "-journal", copy.string() + "-journal");
  const std::string before = content_of(copy);
  const auto read = Journal::open_to_read(copy);
  REQUIRE_FALSE(read);
  CHECK_THAT(read.error().message, ContainsSubstring("the next publish mends it"));
  CHECK(content_of(copy) == before);
  CHECK(Journal::open(copy).value().find(document).value()->report.empty());
  CHECK(Journal::open_to_read(copy).value());
}

TEST_CASE("An empty file becomes a journal") {
  const testing::TempDir folder;
  const auto file = folder.path() / "j.db";
  CHECK(identify_journal(file) == JournalIdentity::fresh);
  { const std::ofstream empty(file); }
  CHECK(identify_journal(file) == JournalIdentity::fresh);
  CHECK(Journal::open(file));
  CHECK(identify_journal(file) == JournalIdentity::journal);
}

TEST_CASE("A journal of a later version is left alone") {
  const testing::TempDir folder;
  const auto file = folder.path() / "j.db";
  { (void)Journal::open(file).value(); }
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
  const DatabasePtr database(raw);
  REQUIRE(Statement(raw, "UPDATE schema SET version = '2'").run());
  const auto opened = Journal::open(file);
  REQUIRE_FALSE(opened);
  CHECK_THAT(opened.error().message, ContainsSubstring("newer version"));
}

TEST_CASE("A damaged entry is an error, not a new post") {
  const testing::TempDir folder;
  const auto file = folder.path() / "j.db";
  Journal journal = Journal::open(file).value();
  REQUIRE(journal.store(document, some_entry()));
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
  const DatabasePtr database(raw);
  REQUIRE(Statement(raw, "UPDATE document SET checkpoint = '{'").run());
  CHECK_FALSE(journal.find(document));
}

TEST_CASE("A journal that another program holds is busy, not unusable") {
  const testing::TempDir folder;
  const auto file = folder.path() / "j.db";
  const Patience none{.longest = {}};
  Journal journal = Journal::open(file, none).value();
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
  const DatabasePtr database(raw);
  REQUIRE(Statement(raw, "BEGIN EXCLUSIVE").run());
  const auto opened = Journal::open(file, none);
  REQUIRE_FALSE(opened);
  CHECK(is_busy(opened.error()));
  CHECK_THAT(opened.error().message, ContainsSubstring("in use"));
  const auto read = Journal::open_to_read(file, none);
  REQUIRE_FALSE(read);
  CHECK(is_busy(read.error()));
  const auto stored = journal.store(document, some_entry());
  REQUIRE_FALSE(stored);
  CHECK(is_busy(stored.error()));
  REQUIRE(Statement(raw, "COMMIT").run());
  CHECK(journal.store(document, some_entry()));
  std::ofstream(folder.path() / "text.db") << std::string(5000, 'x');
  CHECK_FALSE(is_busy(Journal::open(folder.path() / "text.db").error()));
}

TEST_CASE("The wait for another program ends when it is told to") {
  const testing::TempDir folder;
  const auto file = folder.path() / "j.db";
  int asked = 0;
  Journal journal = Journal::open(file, {.is_over = [&asked] { return ++asked == 3; }}).value();
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
  const DatabasePtr database(raw);
  REQUIRE(Statement(raw, "BEGIN EXCLUSIVE").run());
  const auto begin = std::chrono::steady_clock::now();
  const auto found = journal.find(document);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
  REQUIRE_FALSE(found);
  CHECK(is_busy(found.error()));
  CHECK(asked == 3);
  SECTION("and no sooner") {
    std::thread other([&raw] {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      (void)Statement(raw, "COMMIT").run();
    });
    CHECK(journal.find(document));
    other.join();
  }
}

TEST_CASE("One document is locked by one at a time") {
  const testing::TempDir folder;
  const Journal one = Journal::open(folder.path() / "j.db").value();
  const Journal other = Journal::open(folder.path() / "j.db").value();
  const auto give_up = [](std::chrono::milliseconds) { return false; };
  int asked = 0;
  {
    const auto held = one.lock(document, give_up);
    REQUIRE(held);
    const auto refused = other.lock(document, [&asked](auto) { return ++asked < 3; });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::cancelled);
    CHECK(asked == 3);
    CHECK(other.lock({"example.com", "path:b.md"}, give_up));
  }
  CHECK(other.lock(document, give_up));
}

}  // namespace presslink::cli
