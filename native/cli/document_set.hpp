#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "document_file.hpp"
#include "session.hpp"
#include "verbs/verbs.hpp"

namespace presslink::cli {

/// Refuses files and options that do not go together, such as one file named twice.
[[nodiscard]] Result<void> check_files(const Options& options, const PublishArguments& arguments);

/// Reads all documents. Where one has a problem nothing is to be sent: all problems are told and
/// there is no value.
[[nodiscard]] std::optional<std::vector<DocumentFile>> read_documents(
    Session& session, const PublishArguments& arguments);

[[nodiscard]] std::filesystem::path journal_file(const PublishArguments& arguments);

}  // namespace presslink::cli
