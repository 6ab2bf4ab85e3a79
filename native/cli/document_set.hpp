#pragma once

#include <filesystem>
#include <variant>
#include <vector>

#include "document_file.hpp"
#include "session.hpp"
#include "verbs/verbs.hpp"

namespace presslink::cli {

/// Refuses files and options that do not go together, such as one file named twice.
[[nodiscard]] Result<void> check_files(const Options& options, const PublishArguments& arguments);

/// Reads all documents. Where one has a problem, or the session ends, nothing is to be sent: that
/// is told, and how the verb ends is the value.
[[nodiscard]] std::variant<std::vector<DocumentFile>, ExitCode> read_documents(
    Session& session, const PublishArguments& arguments);

[[nodiscard]] std::filesystem::path journal_file(const PublishArguments& arguments);

/// The usual one with the journal, until the session ends.
[[nodiscard]] Patience patience(const Session& session);

}  // namespace presslink::cli
