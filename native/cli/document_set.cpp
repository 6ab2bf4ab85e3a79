#include "document_set.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <variant>

#include "base/failure.hpp"
#include "report/json_report.hpp"
#include "report_text.hpp"

namespace presslink::cli {
namespace {

namespace fs = std::filesystem;

using Read = std::variant<DocumentFile, Problems>;

/// Where the document stands, however it is named. What a descriptor leads to, a pipe mostly, has
/// no path.
std::string place_of(const std::string& file) {
  if (names_descriptor(file)) return file;
  std::error_code problem;
  const fs::path real = fs::weakly_canonical(file, problem);
  return problem ? file : real.string();
}

/// A key or an id that an earlier document has would make this one an update of it.
void refuse_shared_names(std::vector<Read>& all) {
  std::set<std::string> keys;
  std::set<std::int64_t> ids;
  for (Read& read : all) {
    const auto* file = std::get_if<DocumentFile>(&read);
    if (file == nullptr) continue;
    const Document& document = file->document;
    if (document.key && !keys.insert(*document.key).second) {
      read = Problems{{{}, "key", "another document of this run has the same key"}};
    } else if (document.id && !ids.insert(document.id->value()).second) {
      read = Problems{{{}, "id", "another document of this run has the same id"}};
    }
  }
}

void refuse_new_posts_with_id(std::vector<Read>& all) {
  for (Read& read : all) {
    const auto* file = std::get_if<DocumentFile>(&read);
    if (file == nullptr || !file->document.id) continue;
    read = Problems{{{}, "id", "--new asks for another post, the id for one that is there"}};
  }
}

void refuse_future_without_date(std::vector<Read>& all) {
  for (Read& read : all) {
    const auto* file = std::get_if<DocumentFile>(&read);
    if (file == nullptr || file->document.draft.date) continue;
    read = Problems{{{}, "date", "is missing, and --status future needs it"}};
  }
}

PublishReport not_sent() {
  PublishReport report;
  report.error = make_error(Errc::cancelled, Phase::input,
                            "Not sent, because another document of this run has errors.");
  return report;
}

void tell(Session& session, const std::string& file, Read& read) {
  Console& console = session.console();
  auto* problems = std::get_if<Problems>(&read);
  if (problems != nullptr) {
    for (Problem& problem : *problems) problem.message = session.catalogue().say(problem.message);
  }
  if (console.json()) {
    console.answer(problems != nullptr ? publish_json(file, *problems)
                                       : publish_json(file, not_sent()));
  }
  if (problems != nullptr) console.note(problems_text(file, *problems));
}

}  // namespace

Result<void> check_files(const Options& options, const PublishArguments& arguments) {
  if (arguments.wish.key && arguments.files.size() > 1) {
    return bad_input("--key is for one document, and several are named.");
  }
  std::set<std::string> seen;
  for (const std::string& file : arguments.files) {
    if (file == standard_input && options.password_file == "-") {
      return bad_input("Standard input cannot hold both the password and a document.");
    }
    if (!seen.insert(place_of(file)).second) {
      return bad_input("The document " + file + " is named twice.");
    }
  }
  return {};
}

std::variant<std::vector<DocumentFile>, ExitCode> read_documents(
    Session& session, const PublishArguments& arguments) {
  std::vector<Read> all;
  for (const std::string& file : arguments.files) {
    all.push_back(read_document(file, arguments.format, session.interrupt().descriptor()));
  }
  if (session.stopped()) {
    return session.fail(
        make_error(Errc::cancelled, Phase::input, "Interrupted.", "Nothing was sent."));
  }
  refuse_shared_names(all);
  if (arguments.wish.another) refuse_new_posts_with_id(all);
  if (arguments.wish.status == PostStatus::future) refuse_future_without_date(all);
  std::vector<DocumentFile> documents;
  for (Read& read : all) {
    if (auto* file = std::get_if<DocumentFile>(&read)) documents.push_back(*file);
  }
  if (documents.size() == all.size()) return documents;
  for (std::size_t i = 0; i < all.size(); ++i) tell(session, arguments.files[i], all[i]);
  session.console().note("Nothing was sent.");
  return ExitCode::bad_usage;
}

fs::path journal_file(const PublishArguments& arguments) {
  if (!arguments.journal.empty()) return arguments.journal;
  return fs::path(".presslink") / "journal.db";
}

Patience patience(const Session& session) {
  return {.is_over = [&session] { return session.stopped(); }};
}

}  // namespace presslink::cli
