#include "category_path.hpp"
#include "report/json_report.hpp"
#include "report_text.hpp"
#include "verbs/verbs.hpp"

namespace presslink::cli {
namespace {

Result<TermsFlow::Report> find_terms(Session& session, std::vector<TermPath> paths,
                                     OnMissingTerm on_missing) {
  const Result<Target> target = session.target(Session::Login::needed);
  if (!target) return unexpected(target.error());
  if (const auto ready = session.connect_to(target->site.url().origin()); !ready) {
    return unexpected(ready.error());
  }
  const Result<SiteProfile> site = session.profile(*target);
  if (!site) return unexpected(site.error());
  const ScopeGuard guard(site->root, target->scope, *target->credentials);
  return session.client().ensure_terms(
      guard, {.categories = std::move(paths), .tags = {}, .known = {}, .on_missing = on_missing});
}

std::string list_json(const TermIndex& terms, int requests) {
  std::vector<TermReport> reports;
  for (const Term& term : terms.categories)
    reports.push_back({path_of(term, terms), term.id, false, term.name});
  return terms_json(reports, requests);
}

}  // namespace

ExitCode list_categories(Session& session) {
  // Nothing is known yet, so the flow reads every page, whichever name it looks for.
  const auto found = find_terms(session, {TermPath{"any"}}, OnMissingTerm::skip);
  if (!found) return session.fail(found.error());
  if (session.console().json()) {
    session.console().answer(list_json(found->known, session.requests()));
  } else {
    session.console().say(categories_text(found->known));
  }
  return ExitCode::done;
}

ExitCode ensure_categories(Session& session, const std::vector<std::string>& paths) {
  std::vector<TermPath> wanted;
  for (const std::string& text : paths) {
    Result<TermPath> path = parse_term_path(text);
    if (!path) return session.fail(path.error());
    wanted.push_back(std::move(*path));
  }
  const auto ensured = find_terms(session, std::move(wanted), OnMissingTerm::create);
  if (!ensured) return session.fail(ensured.error());
  if (session.console().json()) {
    session.console().answer(terms_json(ensured->categories, session.requests()));
  } else {
    session.console().say(terms_text(ensured->categories));
  }
  return ExitCode::done;
}

}  // namespace presslink::cli
