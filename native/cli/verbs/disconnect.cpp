#include "report/json_report.hpp"
#include "verbs/verbs.hpp"

namespace presslink::cli {
namespace {

Result<DisconnectFlow::Report> revoke(Session& session, const Target& target) {
  if (const auto ready = session.connect_to(target.site.url().origin()); !ready) {
    return unexpected(ready.error());
  }
  const Result<SiteProfile> site = session.profile(target);
  if (!site) return unexpected(site.error());
  const ScopeGuard guard(site->root, target.scope, *target.credentials);
  return session.client().disconnect(guard);
}

Result<void> forget(const Target& target) {
  if (target.connection.empty()) return {};
  const Result<ConnectionStore> store = ConnectionStore::standard();
  if (!store) return unexpected(store.error());
  return store->remove(target.connection);
}

}  // namespace

ExitCode disconnect(Session& session) {
  const Result<Target> target = session.target(Session::Login::needed);
  if (!target) return session.fail(target.error());
  const Result<DisconnectFlow::Report> revoked = revoke(session, *target);
  if (!revoked) return session.fail(session.explained(revoked.error()));
  if (const Result<void> forgotten = forget(*target); !forgotten) {
    return session.fail(forgotten.error());
  }
  if (session.console().json()) {
    session.console().answer(disconnect_json(*revoked, session.requests()));
  } else if (revoked->already_gone) {
    // Since 6.3.2 it says the same of a password that never arrived.
    session.console().say(
        wrap("WordPress does not accept the password, so there was nothing to revoke. If nobody "
             "revoked it, see whether it is still listed under Users > Profile > Application "
             "Passwords."));
  } else {
    session.console().say("The password \"" + revoked->password_name + "\" is revoked.");
  }
  return ExitCode::done;
}

}  // namespace presslink::cli
