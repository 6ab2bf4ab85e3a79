#include "presslink/doctor.hpp"

#include "report/json_report.hpp"
#include "report_text.hpp"
#include "verbs/verbs.hpp"

namespace presslink::cli {

ExitCode doctor(Session& session, const std::string& url) {
  Result<Target> target = url.empty() ? session.target(Session::Login::optional)
                                      : session.target_at(url, Session::Login::optional);
  if (!target) return session.fail(target.error());
  if (const auto ready = session.connect_to(target->site.url().origin()); !ready) {
    return session.fail(ready.error());
  }
  const Result<DoctorReport> report =
      session.client().doctor({.site = std::move(target->site),
                               .profile = std::move(target->profile),
                               .credentials = std::move(target->credentials),
                               .scope = target->scope,
                               .access = {}});
  if (!report) return session.fail(report.error());
  if (session.console().json()) {
    session.console().answer(doctor_json(*report, session.catalogue()));
  } else {
    session.console().say(doctor_text(*report, session.catalogue()));
  }
  if (report->verdict != Verdict::blocked) return ExitCode::done;
  return exit_code(kind_of_cause(report->findings.front().suspect.id));
}

}  // namespace presslink::cli
