#include "presslink/translate.hpp"
#include "report/json_report.hpp"
#include "report_text.hpp"
#include "verbs/verbs.hpp"

namespace presslink::cli {
namespace {

Result<Account> verify(Session& session) {
  const Result<Target> target = session.target(Session::Login::needed);
  if (!target) return unexpected(target.error());
  if (const auto ready = session.connect_to(target->site.url().origin()); !ready) {
    return unexpected(ready.error());
  }
  const Result<SiteProfile> site = session.profile(*target);
  if (!site) return unexpected(site.error());
  const ScopeGuard guard(site->root, target->scope, *target->credentials);
  return session.client().verify(guard);
}

}  // namespace

ExitCode check(Session& session) {
  Result<Account> account = verify(session);
  if (!account) {
    const Error error = session.explained(account.error());
    return session.fail(error, account_json(error, session.requests()));
  }
  account = translate(std::move(*account), session.catalogue());
  if (session.console().json()) {
    session.console().answer(account_json(*account, session.requests()));
  } else {
    session.console().say(account_text(*account));
  }
  return account->missing.empty() ? ExitCode::done : ExitCode::not_permitted;
}

}  // namespace presslink::cli
