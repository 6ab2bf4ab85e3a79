#include "journal.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "base/failure.hpp"
#include "busy.hpp"
#include "draft_text.hpp"
#include "journal_identity.hpp"

namespace presslink::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view schema_version = "1";

constexpr std::chrono::hours terms_last{1};

std::string without_ending(std::string text, std::string_view ending) {
  if (text.size() >= ending.size() &&
      std::string_view(text).substr(text.size() - ending.size()) == ending) {
    text.resize(text.size() - ending.size());
  }
  return text;
}

Result<std::optional<PostDraft>> draft_in(const std::optional<std::string>& text) {
  if (!text) return std::optional<PostDraft>();
  Result<PostDraft> draft = decode_draft(*text);
  if (!draft) return unexpected(std::move(draft).error());
  return std::optional<PostDraft>(std::move(*draft));
}

Result<std::optional<std::string>> text_of(const std::optional<PostDraft>& draft) {
  if (!draft) return std::optional<std::string>();
  Result<std::string> text = encode(*draft);
  if (!text) return unexpected(std::move(text).error());
  return std::optional<std::string>(std::move(*text));
}

Error storage_error(std::string message) {
  return make_error(Errc::storage_failed, Phase::input, std::move(message),
                    "Nothing more was sent. Check the file, or name another with --journal.");
}

Unexpected foreign(const fs::path& file) {
  return unexpected(storage_error("The file " + file.string() +
                                  " is a database of another program, and no journal."));
}

}  // namespace

std::string site_name(const ApiRoot& root) {
  Url url = root.url_for("/");
  std::string host = root.origin().str();
  host.erase(0, host.find("://") + 3);
  if (host.rfind("www.", 0) == 0) host.erase(0, 4);
  std::string path = url.path();
  if (root.style() == RestStyle::query) {
    path = without_ending(std::move(path), "index.php");
  } else {
    path = without_ending(without_ending(std::move(path), "/"), "/");
    path.erase(path.rfind('/') + 1);  // `wp-json`, or what a filter made of it
    if (root.style() == RestStyle::index_php) path = without_ending(std::move(path), "index.php/");
  }
  return host + without_ending(std::move(path), "/");
}

Result<Journal> Journal::open(const fs::path& file, Patience patience) {
  std::error_code problem;
  if (file.parent_path().filename() == ".presslink")
    fs::create_directory(file.parent_path(), problem);
  if (identify_journal(file) == JournalIdentity::foreign) return foreign(file);
  Result<Journal> journal =
      open_database(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, std::move(patience));
  if (!journal) return journal;
  if (Result<void> ready = journal->prepare(); !ready) return unexpected(std::move(ready).error());
  // The drafts in it may not be for everybody's eyes. Only now is it known to be a journal.
  ::chmod(file.c_str(), 0600);
  return journal;
}

Result<std::optional<Journal>> Journal::open_to_read(const fs::path& file, Patience patience) {
  const JournalIdentity identity = identify_journal(file);
  if (identity == JournalIdentity::fresh) return std::optional<Journal>();
  if (identity == JournalIdentity::foreign) return foreign(file);
  Result<Journal> journal = open_database(file, SQLITE_OPEN_READONLY, std::move(patience));
  if (!journal) return unexpected(std::move(journal).error());
  if (Result<void> good = journal->check_version(); !good) {
    return unexpected(std::move(good).error());
  }
  return std::optional<Journal>(std::move(*journal));
}

Result<Journal> Journal::open_database(const fs::path& file, int flags, Patience patience) {
  std::error_code problem;
  const fs::path whole = fs::absolute(file, problem);
  if (problem) {
    return unexpected(storage_error("The journal " + file.string() +
                                    " has no place: " + problem.message() + "."));
  }
  const fs::file_status there = fs::status(file, problem);
  if (fs::exists(there) && !fs::is_regular_file(there)) {
    return unexpected(storage_error("The journal " + file.string() + " is not a file."));
  }
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
  Journal journal(whole, DatabasePtr(raw), std::move(patience));
  if (code != SQLITE_OK) return journal.failure("opened");
  wait_for_others(raw, *journal.patience_);
  return journal;
}

Result<void> Journal::prepare() {
  sqlite3* database = database_.get();
  // EXTRA also syncs the folder, without which a power cut can bring an old journal back.
  if (!Statement(database, "PRAGMA synchronous = EXTRA").run()) return failure("used");
  if (!Statement(database, "BEGIN IMMEDIATE").run()) return failure("written");
  if (Result<void> made = create_tables(); !made) return made;
  if (Result<void> good = check_version(); !good) return good;
  if (!mark() || !Statement(database, "COMMIT").run()) return failure("written");
  return {};
}

Result<void> Journal::check_version() {
  Statement version(database_.get(), "SELECT version FROM schema");
  const bool known = version.row() && version.text(0) == schema_version;
  if (!version.run()) return failure("read");
  if (known) return {};
  return unexpected(storage_error("The journal " + file_.string() +
                                  " was written by a newer version of presslink."));
}

/// A journal of before the application id gets it too.
bool Journal::mark() {
  const std::string id = std::to_string(journal_application_id);
  Statement marked(database_.get(), "PRAGMA application_id");
  const bool known = marked.row() && marked.text(0) == id;
  if (!marked.run()) return false;
  return known || Statement(database_.get(), "PRAGMA application_id = " + id).run();
}

Result<void> Journal::create_tables() {
  static constexpr std::array<std::string_view, 5> tables = {
      "CREATE TABLE IF NOT EXISTS schema (version TEXT NOT NULL)",
      "INSERT INTO schema SELECT '1' WHERE NOT EXISTS (SELECT 1 FROM schema)",
      "CREATE TABLE IF NOT EXISTS document (site TEXT NOT NULL, name TEXT NOT NULL, checkpoint "
      "TEXT "
      "NOT NULL, confirmed TEXT, attempted TEXT, report TEXT NOT NULL, PRIMARY KEY (site, name)) "
      "WITHOUT ROWID",
      "CREATE TABLE IF NOT EXISTS site (address TEXT PRIMARY KEY, profile TEXT NOT NULL)",
      "CREATE TABLE IF NOT EXISTS terms (site TEXT PRIMARY KEY, known TEXT NOT NULL)"};
  for (const std::string_view table : tables) {
    if (!Statement(database_.get(), table).run()) return failure("used");
  }
  return {};
}

std::string Journal::name_of(const fs::path& document) const {
  fs::path folder = file_.parent_path();
  if (folder.filename() == ".presslink") folder = folder.parent_path();
  std::error_code problem;
  const fs::path real = fs::weakly_canonical(document, problem);
  const fs::path relative = real.lexically_relative(fs::weakly_canonical(folder, problem));
  return "path:" + (relative.empty() ? real : relative).generic_string();
}

Result<DocumentLock> Journal::lock(const DocumentName& document,
                                   const DocumentLock::KeepWaiting& keep_waiting) const {
  return DocumentLock::acquire(file_.string() + ".lock", document.site + '\n' + document.name,
                               keep_waiting);
}

Result<std::optional<JournalEntry>> Journal::find(const DocumentName& document) {
  Statement query(database_.get(),
                  "SELECT checkpoint, confirmed, attempted, report FROM document "
                  "WHERE site = ? AND name = ?");
  query.bind(document.site).bind(document.name);
  if (!query.row()) {
    if (!query.ok()) return failure("read");
    return std::optional<JournalEntry>();
  }
  Result<Checkpoint> checkpoint = decode_checkpoint(query.text(0).value_or(""));
  Result<std::optional<PostDraft>> confirmed = draft_in(query.text(1));
  Result<std::optional<PostDraft>> attempted = draft_in(query.text(2));
  if (!checkpoint || !confirmed || !attempted) {
    return unexpected(storage_error("The journal " + file_.string() + " has a damaged entry for " +
                                    document.name + "."));
  }
  return std::optional<JournalEntry>({std::move(*checkpoint), std::move(*confirmed),
                                      std::move(*attempted), query.text(3).value_or("")});
}

Result<void> Journal::store(const DocumentName& document, const JournalEntry& entry) {
  Result<std::optional<std::string>> confirmed = text_of(entry.confirmed);
  if (!confirmed) return unexpected(std::move(confirmed).error());
  Result<std::optional<std::string>> attempted = text_of(entry.attempted);
  if (!attempted) return unexpected(std::move(attempted).error());
  Statement insert(database_.get(), "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?)");
  insert.bind(document.site).bind(document.name).bind(encode(entry.checkpoint));
  insert.bind_optional(*confirmed).bind_optional(*attempted).bind(entry.report);
  return finish(std::move(insert), "written");
}

Result<void> Journal::store_checkpoint(const DocumentName& document, const Checkpoint& checkpoint) {
  Statement update(database_.get(),
                   "UPDATE document SET checkpoint = ? WHERE site = ? AND name = ?");
  update.bind(encode(checkpoint)).bind(document.site).bind(document.name);
  Result<void> written = finish(std::move(update), "written");
  if (written && sqlite3_changes(database_.get()) != 1) {
    return unexpected(storage_error("The journal " + file_.string() + " lost an entry."));
  }
  return written;
}

std::optional<SiteProfile> Journal::site(std::string_view address) {
  Statement query(database_.get(), "SELECT profile FROM site WHERE address = ?");
  query.bind(address);
  if (!query.row()) return std::nullopt;
  Result<SiteProfile> profile = decode_site_profile(query.text(0).value_or(""));
  return profile ? std::optional(std::move(*profile)) : std::nullopt;
}

Result<void> Journal::store_site(std::string_view address, const SiteProfile& profile) {
  Statement insert(database_.get(), "INSERT OR REPLACE INTO site VALUES (?, ?)");
  insert.bind(address).bind(encode(profile));
  return finish(std::move(insert), "written");
}

std::optional<KnownTerms> Journal::terms(std::string_view site, UtcTime now) {
  Statement query(database_.get(), "SELECT known FROM terms WHERE site = ?");
  query.bind(site);
  if (!query.row()) return std::nullopt;
  const std::string text = query.text(0).value_or("");
  const std::size_t line = std::min(text.find('\n'), text.size());
  const auto read = parse_rfc3339(std::string_view(text).substr(0, line));
  if (!read || *read > now || *read < now - terms_last) return std::nullopt;
  Result<TermIndex> index = decode_term_index(std::string_view(text).substr(line));
  return index ? std::optional(KnownTerms{std::move(*index), *read}) : std::nullopt;
}

Result<void> Journal::store_terms(std::string_view site, const KnownTerms& terms) {
  Statement insert(database_.get(), "INSERT OR REPLACE INTO terms VALUES (?, ?)");
  insert.bind(site).bind(format_rfc3339(terms.read) + '\n' + encode(terms.index));
  return finish(std::move(insert), "written");
}

Result<void> Journal::finish(Statement statement, std::string_view doing) {
  if (!statement.run()) return failure(doing);
  return {};
}

Unexpected Journal::failure(std::string_view doing) const {
  const int code = database_ ? sqlite3_extended_errcode(database_.get()) : SQLITE_NOMEM;
  if ((code & 0xFF) == SQLITE_BUSY) {
    return unexpected(busy("The journal " + file_.string() + " is in use by another program."));
  }
  if (code == SQLITE_READONLY_ROLLBACK) {
    return unexpected(
        storage_error("The journal " + file_.string() +
                      " was left in the middle of a write; the next publish mends it."));
  }
  const char* why = database_ ? sqlite3_errmsg(database_.get()) : "out of memory";
  return unexpected(storage_error("The journal " + file_.string() + " cannot be " +
                                  std::string(doing) + ": " + why + "."));
}

}  // namespace presslink::cli
