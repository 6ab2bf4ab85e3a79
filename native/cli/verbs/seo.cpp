#include <algorithm>

#include "base/failure.hpp"
#include "presslink/translate.hpp"
#include "report/json_report.hpp"
#include "report_text.hpp"
#include "verbs/verbs.hpp"

namespace presslink::cli {
namespace {

Result<SeoTarget> find_target(Session& session, const ScopeGuard& guard,
                              const SeoArguments& arguments) {
  if (arguments.category.empty()) return arguments.target;
  const Result<TermPath> path = parse_term_path(arguments.category);
  if (!path) return unexpected(path.error());
  const auto found = session.client().ensure_terms(
      guard, {.categories = {*path}, .tags = {}, .known = {}, .on_missing = OnMissingTerm::fail});
  if (!found) return unexpected(session.explained(found.error()));
  return SeoTarget{SeoTarget::Kind::category, found->categories.front().id->value()};
}

ExitCode code_of(const SeoFlow::Report& report) {
  const bool all = std::all_of(report.seo.begin(), report.seo.end(), [](const SeoReport& field) {
    return field.verdict == SeoVerdict::verified;
  });
  return all && report.changed_by_site.empty() ? ExitCode::done : ExitCode::unverified;
}

}  // namespace

ExitCode set_seo(Session& session, const SeoArguments& arguments) {
  if (arguments.fields.empty()) {
    return session.fail(bad_input("No SEO field is given.", "For example --title TEXT.").error());
  }
  if (arguments.category.empty() && arguments.target.id == 0) {
    return session.fail(
        bad_input("Nothing is named.", "Use --post ID, --page ID or --category PATH.").error());
  }
  const Result<Target> site = session.target(Session::Login::needed);
  if (!site) return session.fail(site.error());
  if (const auto ready = session.connect_to(site->site.url().origin()); !ready) {
    return session.fail(ready.error());
  }
  // Not a stored profile: the plugins may have changed since, and a request more is little here.
  const Result<SiteProfile> found = session.find(site->site);
  if (!found) return session.fail(found.error());
  const ScopeGuard guard(found->root, site->scope, *site->credentials);
  const Result<SeoTarget> target = find_target(session, guard, arguments);
  if (!target) return session.fail(target.error());
  Result<SeoFlow::Report> report = session.client().set_seo(
      guard, {.target = *target, .fields = arguments.fields, .site = *found});
  if (!report) {
    Error error = report.error();
    const bool gone = error.code == Errc::not_found && arguments.category.empty();
    if (gone) error.remedy_text = {"error.post_gone.seo", {}};
    if (gone && target->kind == SeoTarget::Kind::page) {
      error.message_text = {"error.post_gone.page", {}};
    }
    return session.fail(error);
  }
  report = translate(std::move(*report), session.catalogue());
  report->requests = session.requests();
  if (session.console().json()) {
    session.console().answer(seo_json(*report));
  } else {
    session.console().say(seo_text(*report));
  }
  return code_of(*report);
}

}  // namespace presslink::cli
