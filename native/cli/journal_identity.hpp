#pragma once

#include <filesystem>

namespace presslink::cli {

/// SQLite's application id of a journal: `PrLk`.
inline constexpr int journal_application_id = 0x50724C6B;

/// What a file is that is named as the journal.
enum class JournalIdentity {
  fresh,    ///< there is none, or there is nothing in it
  journal,  ///< by its application id
  older,    ///< a journal by its tables, of a time before the application id
  foreign,  ///< a database of another program
  other,    ///< no database, or one that cannot be read; SQLite says more
};

/// Looks and changes nothing: opened for writing, even a database that nobody writes to may be
/// changed by SQLite, which ends what its own program has left unfinished.
[[nodiscard]] JournalIdentity identify_journal(const std::filesystem::path& file);

}  // namespace presslink::cli
