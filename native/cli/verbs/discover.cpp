#include "report/json_report.hpp"
#include "report_text.hpp"
#include "verbs/verbs.hpp"

namespace presslink::cli {

ExitCode discover(Session& session, const std::string& url) {
  const Result<SiteUrl> site = SiteUrl::parse(url, session.options().allow_http);
  if (!site) return session.fail(site.error());
  if (const auto ready = session.connect_to(site->url().origin()); !ready) {
    return session.fail(ready.error());
  }
  const Result<DiscoverReport> found = session.client().discover(*site);
  if (!found) {
    const Error error = session.explained(found.error());
    return session.fail(error, discover_json(url, error, session.requests()));
  }
  if (session.console().json()) {
    session.console().answer(discover_json(url, *found, session.requests(), session.catalogue()));
  } else {
    session.console().say(discover_text(*found, session.catalogue()));
  }
  return ExitCode::done;
}

}  // namespace presslink::cli
