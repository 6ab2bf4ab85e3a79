#include <algorithm>
#include <filesystem>
#include <set>
#include <variant>

#include "base/failure.hpp"
#include "document_file.hpp"
#include "document_set.hpp"
#include "presslink/translate.hpp"
#include "publisher.hpp"
#include "report/json_report.hpp"
#include "report_text.hpp"
#include "verbs/verbs.hpp"

namespace presslink::cli {
namespace {

/// Causes that every other document of the run would meet as well.
bool concerns_the_site(const Error& error) {
  switch (error.code) {
    case Errc::unreachable:
    case Errc::tls_failed:
    case Errc::timed_out:
    case Errc::address_refused:
    case Errc::insecure_site:
    case Errc::moved:
    case Errc::not_wordpress:
    case Errc::rest_closed:
    case Errc::passwords_unavailable:
    case Errc::blocked:
    case Errc::credentials_rejected:
    case Errc::rate_limited:
    case Errc::maintenance:
    case Errc::storage_failed:
    case Errc::cancelled: return true;
    default: return false;
  }
}

PublishReport not_tried(const Error& cause) {
  PublishReport report;
  report.error =
      make_error(cause.code, cause.phase,
                 "Not sent, because of the document before: " + cause.message, cause.remedy);
  report.error->retry_after = cause.retry_after;
  return report;
}

/// Tells what became of the documents, one by one and in the end.
class Reporter {
 public:
  Reporter(Session& session, std::size_t total)
      : console_(&session.console()), catalogue_(&session.catalogue()), total_(total) {}

  void begin(const std::string& file) { console_->progress(number() + file + " … "); }

  void end(const std::string& file, const PublishReport& english, bool post_seen) {
    const PublishReport report = translate(english, *catalogue_);
    if (console_->json()) {
      console_->answer(publish_json(file, report));
    } else {
      console_->say(number() + publish_text(file, report, post_seen));
    }
    if (total_ > 1 && (console_->json() || (report.error && console_->streams_apart()))) {
      console_->note(number() + file + " … " + outcome_text(report));
    }
    if (report.error) console_->note(error_text(*report.error, *catalogue_));
    codes_.push_back(exit_code(report));
  }

  [[nodiscard]] ExitCode result() const {
    return codes_.size() == 1 ? codes_.front() : combine(codes_);
  }

 private:
  /// `[2/3] `, where there are several.
  [[nodiscard]] std::string number() const {
    if (total_ == 1) return {};
    return '[' + std::to_string(codes_.size() + 1) + '/' + std::to_string(total_) + "] ";
  }

  Console* console_;
  const Catalogue* catalogue_;
  std::size_t total_;
  std::vector<ExitCode> codes_;
};

ExitCode publish_all(Session& session, Publisher& publisher,
                     const std::vector<DocumentFile>& documents) {
  Reporter reporter(session, documents.size());
  std::optional<Error> stop;
  for (const DocumentFile& document : documents) {
    reporter.begin(document.file);
    const PublishReport report = stop ? not_tried(*stop) : publisher.publish(document);
    reporter.end(document.file, report, !stop && publisher.post_seen());
    if (!stop && report.error && concerns_the_site(*report.error)) stop = report.error;
    if (!stop && session.stopped()) {
      stop = session.explained(
          make_error(Errc::cancelled, Phase::publish, "Interrupted.", "Run it again to go on."));
    }
  }
  const ExitCode result = reporter.result();
  const bool all_done = result == ExitCode::done || result == ExitCode::unverified;
  return session.interrupt().raised() && !all_done ? ExitCode::interrupted : result;
}

}  // namespace

ExitCode publish(Session& session, const PublishArguments& arguments) {
  if (const auto good = check_files(session.options(), arguments); !good) {
    return session.fail(good.error());
  }
  const auto read = read_documents(session, arguments);
  if (const auto* ended = std::get_if<ExitCode>(&read)) return *ended;
  const auto* documents = std::get_if<std::vector<DocumentFile>>(&read);
  const Result<Target> target = session.target(Session::Login::needed);
  if (!target) return session.fail(target.error());

  std::optional<Journal> journal;
  const bool keeps_one =
      std::any_of(documents->begin(), documents->end(),
                  [&](const DocumentFile& file) { return has_name(file, arguments.wish); });
  if (keeps_one) {
    Result<Journal> opened = Journal::open(journal_file(arguments), patience(session));
    if (!opened) return session.fail(opened.error());
    journal.emplace(std::move(*opened));
  }
  if (const auto ready = session.connect_to(target->site.url().origin()); !ready) {
    return session.fail(ready.error());
  }
  Publisher publisher(session, *target, journal ? &*journal : nullptr, arguments.wish);
  return publish_all(session, publisher, *documents);
}

}  // namespace presslink::cli
