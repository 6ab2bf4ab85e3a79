#include "presslink/preview.hpp"

#include "base/failure.hpp"
#include "document_set.hpp"
#include "presslink/translate.hpp"
#include "report/json_report.hpp"
#include "report_text.hpp"
#include "verbs/verbs.hpp"

namespace presslink::cli {
namespace {

/// Stands for the key that each new post gets afresh, so that two previews are equal.
Uuid stand_in_key() { return Uuid::v4({}); }

/// What a preview is made with instead of a log-in: nothing of it is shown or sent.
Credentials nobody() {
  return {Username::parse("nobody").value(), AppPassword::parse("none").value()};
}

/// The site as it is known when the requests are planned.
struct Site {
  SiteProfile profile;
  Scope scope;
  std::optional<Credentials> credentials;
  bool asked = false;  ///< the site itself was asked
};

Result<Site> imagined_site(Session& session, const std::string& plugins) {
  const std::string& typed = session.options().site;
  const Result<SiteUrl> site =
      SiteUrl::parse(typed.empty() ? "https://example.com/" : typed, session.options().allow_http);
  if (!site) return unexpected(site.error());
  Result<SiteProfile> profile = assumed_site(*site, plugins);
  if (!profile) return unexpected(std::move(profile).error());
  return Site{std::move(*profile), session.options().scope.value_or(Scope::standard()),
              std::nullopt, false};
}

Result<Site> real_site(Session& session) {
  Result<Target> target = session.target(Session::Login::optional);
  if (!target) return unexpected(std::move(target).error());
  if (const auto ready = session.connect_to(target->site.url().origin()); !ready) {
    return unexpected(ready.error());
  }
  const Result<SiteProfile> profile = session.profile(*target);
  if (!profile) return unexpected(profile.error());
  return Site{*profile, target->scope, std::move(target->credentials), true};
}

/// The categories that the site has of those wanted; nothing known where nobody may ask.
Result<TermIndex> known_terms(Session& session, const Site& site, const ScopeGuard& guard,
                              const std::vector<DocumentFile>& documents) {
  std::vector<TermPath> wanted;
  for (const DocumentFile& file : documents) {
    const auto paths = file.document.draft.categories.value_or(std::vector<TermPath>{});
    wanted.insert(wanted.end(), paths.begin(), paths.end());
  }
  const bool can_ask = site.asked && site.credentials && site.scope.has(Permission::categories);
  if (!can_ask || wanted.empty()) return TermIndex{};
  const auto found = session.client().ensure_terms(
      guard, {.categories = wanted, .tags = {}, .known = {}, .on_missing = OnMissingTerm::skip});
  if (!found) return unexpected(session.explained(found.error()));
  return found->known;
}

/// What the journal has of the document; a preview only reads.
Result<std::optional<JournalEntry>> find_entry(const Session& session, const Site& site,
                                               const DocumentFile& file,
                                               const PublishArguments& arguments) {
  if (!site.asked || !has_name(file, arguments.wish)) return std::optional<JournalEntry>();
  Result<std::optional<Journal>> opened =
      Journal::open_to_read(journal_file(arguments), patience(session));
  if (!opened) return unexpected(std::move(opened).error());
  std::optional<Journal>& journal = *opened;
  if (!journal) return std::optional<JournalEntry>();
  return journal->find(document_name(*journal, site.profile.root, file, arguments.wish));
}

Result<Preview> plan(const Session& session, const Site& site, const ScopeGuard& guard,
                     const TermIndex& terms, const DocumentFile& file,
                     const PublishArguments& arguments) {
  const auto known = find_entry(session, site, file, arguments);
  if (!known) return unexpected(known.error());
  const Uuid key = arguments.wish.key.value_or(stand_in_key());
  Result<PublishPlan> plan = plan_publish(file.document, *known, arguments.wish, key);
  if (!plan) return unexpected(std::move(plan).error());
  const PublishOptions options = publish_options(arguments.wish);
  switch (plan->kind) {
    case PublishPlan::Kind::nothing: return Preview{};
    case PublishPlan::Kind::update:
      return preview_update(guard, {*plan->entry.checkpoint.post, plan->draft, terms, site.profile},
                            options);
    default:
      return preview_publish(guard, {plan->draft, plan->entry.checkpoint, terms, site.profile},
                             options);
  }
}

}  // namespace

ExitCode preview(Session& session, const PreviewArguments& arguments) {
  if (const auto good = check_files(session.options(), arguments.publish); !good) {
    return session.fail(good.error());
  }
  const auto read = read_documents(session, arguments.publish);
  if (const auto* ended = std::get_if<ExitCode>(&read)) return *ended;
  const auto* documents = std::get_if<std::vector<DocumentFile>>(&read);
  const Result<Site> site =
      arguments.assume.empty() ? real_site(session) : imagined_site(session, arguments.assume);
  if (!site) return session.fail(site.error());
  const Credentials login = site->credentials ? site->credentials->clone() : nobody();
  const ScopeGuard guard(site->profile.root, site->scope, login);
  const Result<TermIndex> terms = known_terms(session, *site, guard, *documents);
  if (!terms) return session.fail(terms.error());

  std::vector<ExitCode> codes;
  for (const DocumentFile& file : *documents) {
    Result<Preview> planned = plan(session, *site, guard, *terms, file, arguments.publish);
    if (!planned) {
      const Error error = session.explained(planned.error());
      codes.push_back(session.fail(error, preview_json(file.file, error)));
      continue;
    }
    planned = translate(std::move(*planned), session.catalogue());
    codes.push_back(ExitCode::done);
    if (session.console().json()) {
      session.console().answer(preview_json(file.file, *planned));
    } else if (arguments.curl) {
      session.console().answer(curl_script(file.file, *planned));
    } else {
      session.console().say(preview_text(file.file, *planned));
    }
  }
  return combine(codes);
}

}  // namespace presslink::cli
