#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "document_lock.hpp"
#include "presslink/flow.hpp"
#include "presslink/post.hpp"
#include "presslink/site.hpp"
#include "presslink/term.hpp"
#include "sqlite.hpp"

namespace presslink::cli {

/// What makes a document the same one as before.
struct DocumentName {
  std::string site;  ///< as `site_name`
  std::string name;  ///< `key:…` or `path:…`
};

/// The name that a site keeps when its permalinks, its scheme or a `www.` change:
/// `example.com/blog`.
[[nodiscard]] std::string site_name(const ApiRoot& root);

/// What the journal knows of a document.
struct JournalEntry {
  Checkpoint checkpoint;
  /// What the site is known to have.
  std::optional<PostDraft> confirmed;
  /// What was on its way when it was last heard of; the site may have it or not.
  std::optional<PostDraft> attempted;
  std::string
      report;  ///< of the last run that ended well, as `encode(PublishReport)`; may be empty
};

/// The terms of a site, as they were at a time.
struct KnownTerms {
  TermIndex index;
  UtcTime read{};
};

/// The memory of `publish`: an SQLite file that several processes may use at once. Each `store…`
/// has reached the disk when it returns.
///
/// Errors are `storage_failed` and name the file. `patience` is how long each access waits for
/// another process that has the file; see `is_busy`.
class Journal {
 public:
  /// Creates the file where there is none, and its folder where that is `.presslink`. A database of
  /// another program stays as it is.
  [[nodiscard]] static Result<Journal> open(const std::filesystem::path& file,
                                            Patience patience = {});

  /// For `find` and `name_of` alone. Nothing where there is no file, or an empty one; neither a
  /// file nor its mode is changed.
  [[nodiscard]] static Result<std::optional<Journal>> open_to_read(
      const std::filesystem::path& file, Patience patience = {});

  /// The name of a document in a file: its path relative to the folder that holds `.presslink`,
  /// or to that of the journal.
  [[nodiscard]] std::string name_of(const std::filesystem::path& document) const;

  /// Keeps other processes from publishing `document` until the lock goes. See `DocumentLock`.
  [[nodiscard]] Result<DocumentLock> lock(const DocumentName& document,
                                          const DocumentLock::KeepWaiting& keep_waiting) const;

  [[nodiscard]] Result<std::optional<JournalEntry>> find(const DocumentName& document);
  [[nodiscard]] Result<void> store(const DocumentName& document, const JournalEntry& entry);
  [[nodiscard]] Result<void> store_checkpoint(const DocumentName& document,
                                              const Checkpoint& checkpoint);

  /// The profile of the site at `address`, as the user typed it; nothing where it is not known.
  [[nodiscard]] std::optional<SiteProfile> site(std::string_view address);
  [[nodiscard]] Result<void> store_site(std::string_view address, const SiteProfile& profile);

  /// The terms known of a site; nothing where there is no entry, or where it was not read in the
  /// hour before `now`: a term may have another name by then, and its id does not tell.
  [[nodiscard]] std::optional<KnownTerms> terms(std::string_view site, UtcTime now);
  [[nodiscard]] Result<void> store_terms(std::string_view site, const KnownTerms& terms);

 private:
  Journal(std::filesystem::path file, DatabasePtr database, Patience patience)
      : file_(std::move(file)),
        patience_(std::make_unique<Patience>(std::move(patience))),
        database_(std::move(database)) {}

  [[nodiscard]] static Result<Journal> open_database(const std::filesystem::path& file, int flags,
                                                     Patience patience);
  [[nodiscard]] Result<void> prepare();
  [[nodiscard]] Result<void> check_version();
  [[nodiscard]] Result<void> create_tables();
  [[nodiscard]] bool mark();
  [[nodiscard]] Unexpected failure(std::string_view doing) const;
  [[nodiscard]] Result<void> finish(Statement statement, std::string_view doing);

  std::filesystem::path file_;
  std::unique_ptr<Patience> patience_;  ///< the database points at it
  DatabasePtr database_;
};

}  // namespace presslink::cli
