#include "exit_code.hpp"

#include <algorithm>

#include "busy.hpp"

namespace presslink::cli {
namespace {

bool is_failure(ExitCode code) {
  return code != ExitCode::done && code != ExitCode::unverified && code != ExitCode::uncertain;
}

bool is_unverified(const PublishReport& report) {
  return !report.changed_by_site.empty() ||
         std::any_of(report.seo.begin(), report.seo.end(),
                     [](const SeoReport& field) { return field.verdict != SeoVerdict::verified; });
}

}  // namespace

ExitCode exit_code(Errc code) {
  switch (code) {
    case Errc::bad_input:
    case Errc::rejected:
    case Errc::not_found:
    case Errc::storage_failed: return ExitCode::bad_usage;
    case Errc::out_of_scope:
    case Errc::not_permitted: return ExitCode::not_permitted;
    case Errc::credentials_rejected:
    case Errc::passwords_unavailable: return ExitCode::bad_credentials;
    case Errc::uncertain: return ExitCode::uncertain;
    case Errc::cancelled: return ExitCode::interrupted;
    case Errc::unreachable:
    case Errc::tls_failed:
    case Errc::timed_out:
    case Errc::address_refused:
    case Errc::insecure_site:
    case Errc::moved:
    case Errc::not_wordpress:
    case Errc::rest_closed:
    case Errc::blocked:
    case Errc::rate_limited:
    case Errc::maintenance:
    case Errc::site_failed:
    case Errc::bad_answer:
    case Errc::too_large: break;
  }
  return ExitCode::site_failed;
}

ExitCode exit_code(const Error& error) {
  return is_busy(error) ? ExitCode::busy : exit_code(error.code);
}

ExitCode exit_code(const PublishReport& report) {
  if (report.outcome == PublishOutcome::uncertain) return ExitCode::uncertain;
  if (report.outcome == PublishOutcome::failed) {
    if (report.error && is_busy(*report.error)) return ExitCode::busy;
    // A draft may be there that the journal does not know of yet; the next run finds it.
    const bool lost_track =
        report.error && report.error->code == Errc::storage_failed && report.requests > 0;
    if (lost_track) return ExitCode::uncertain;
    return report.error ? exit_code(report.error->code) : ExitCode::site_failed;
  }
  return is_unverified(report) ? ExitCode::unverified : ExitCode::done;
}

ExitCode combine(const std::vector<ExitCode>& codes) {
  const auto has = [&codes](ExitCode code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
  };
  const auto failure = std::find_if(codes.begin(), codes.end(), is_failure);
  if (has(ExitCode::interrupted)) return ExitCode::interrupted;
  if (failure != codes.end()) {
    const bool all_alike = std::all_of(codes.begin(), codes.end(),
                                       [&failure](ExitCode code) { return code == *failure; });
    return all_alike ? *failure : ExitCode::some_failed;
  }
  if (has(ExitCode::uncertain)) return ExitCode::uncertain;
  return has(ExitCode::unverified) ? ExitCode::unverified : ExitCode::done;
}

}  // namespace presslink::cli
