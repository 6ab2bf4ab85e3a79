#include <algorithm>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "doctor/causes.hpp"
#include "json_members.hpp"
#include "presslink/doctor.hpp"
#include "report/json_report.hpp"
#include "report_text.hpp"
#include "verbs/verbs.hpp"

namespace presslink::cli {
namespace {

/// Whether a site that answers 401 does not know the password any more. What takes the password
/// away on the way, or does not let it in, answers the same while the password lives on; so it has
/// to be certain, or XML-RPC, which carries it another way, refuses it as well. Where Application
/// Passwords are switched off for its user, both refuse it too, and nothing else tells of that.
bool is_gone(const DoctorReport& report) {
  const auto is_about_password = [](const Finding& finding) {
    return finding.suspect.id == "wrong_password" || finding.suspect.id == "unknown_user";
  };
  if (report.findings.empty() || !is_about_password(report.findings.front())) return false;
  const Finding& first = report.findings.front();
  if (first.suspect.likelihood == Likelihood::certain) return true;
  const bool alone = std::all_of(
      report.findings.begin() + 1, report.findings.end(),
      [](const auto& other) { return other.suspect.likelihood == Likelihood::possible; });
  const bool witnessed =
      std::any_of(first.evidence.begin(), first.evidence.end(),
                  [](const Message& seen) { return seen.id == "seen.xml_rpc_refuses"; });
  return alone && witnessed;
}

/// The step after a revocation by hand, where a connection was used.
std::string how_to_forget(const Target& target) {
  if (target.connection.empty()) return {};
  return " Then forget the connection: presslink disconnect --forget --connection " +
         target.connection;
}

/// Error where it is not sure that WordPress does not know the password any more.
Result<void> ask_a_second_witness(Session& session, const Target& target, const SiteProfile& site) {
  const Result<DoctorReport> report =
      session.client().doctor({.site = target.site,
                               .profile = site,
                               .credentials = target.credentials->clone(),
                               .scope = target.scope,
                               .access = {}});
  if (!report) return unexpected(report.error());
  if (is_gone(*report)) return {};
  Error error = make_error(
      Errc::credentials_rejected, Phase::disconnect,
      std::string("The site does not let the password in, which does not prove that it is revoked: "
                  "something on the way may keep it out. Nothing is revoked") +
          (target.connection.empty() ? "." : ", and the connection is kept."),
      "Mend what is named below and run it again. Or: " + revoke_by_hand(&site) +
          how_to_forget(target));
  error.causes = suspects(report->findings);
  return unexpected(std::move(error));
}

Result<DisconnectFlow::Report> revoke(Session& session, const Target& target) {
  if (const auto ready = session.connect_to(target.site.url().origin()); !ready) {
    return unexpected(ready.error());
  }
  const Result<SiteProfile> site = session.profile(target);
  if (!site) return unexpected(site.error());
  const ScopeGuard guard(site->root, target.scope, *target.credentials);
  Result<DisconnectFlow::Report> revoked = session.client().disconnect(guard);
  if (!revoked || !revoked->already_gone) return revoked;
  if (const auto gone = ask_a_second_witness(session, target, *site); !gone) {
    return unexpected(gone.error());
  }
  return revoked;
}

Result<void> forget(const std::string& connection) {
  const Result<ConnectionStore> store = ConnectionStore::standard();
  if (!store) return unexpected(store.error());
  return store->remove(connection);
}

std::string forgotten_json(const std::string& connection, const std::string& password_name) {
  json::Encoder out;
  out.begin_object();
  out.member("revoked", false);
  out.member("already_gone", false);
  out.key("password_name");
  if (password_name.empty()) {
    out.null();
  } else {
    out.string(password_name);
  }
  out.member("forgotten", connection);
  out.member("requests", 0);
  out.end_object();
  return std::move(out).finish().value_or("");
}

/// Drops what is saved and asks nobody: for a site that is gone, or that lets the password in no
/// more.
ExitCode forget_only(Session& session) {
  const Result<std::string> name = session.connection_name();
  if (!name) return session.fail(name.error());
  const Result<ConnectionStore> store = ConnectionStore::standard();
  if (!store) return session.fail(store.error());
  // A damaged one is forgotten as well.
  const Result<Connection> saved = store->load(*name);
  if (!saved && saved.error().code == Errc::bad_input) return session.fail(saved.error());
  if (const auto forgotten = store->remove(*name); !forgotten) {
    return session.fail(forgotten.error());
  }
  if (session.console().json()) {
    session.console().answer(forgotten_json(*name, saved ? saved->password_name : ""));
  }
  session.console().say(wrap("The connection \"" + *name +
                             "\" is forgotten. Its password stays on the site. " +
                             revoke_by_hand(saved ? &saved->site : nullptr)));
  return ExitCode::done;
}

std::string what_became_of(const DisconnectFlow::Report& report) {
  if (!report.already_gone) return "The password \"" + report.password_name + "\" is revoked";
  return "WordPress refuses the password, so nothing was revoked now";
}

/// The password is dealt with, and what is saved could not be removed.
ExitCode tell_kept(Session& session, const Target& target, const DisconnectFlow::Report& report,
                   Error error) {
  set_message(error, what_became_of(report) + ", but the connection \"" + target.connection +
                         "\" is still saved: " + error.message);
  set_remedy(error,
             "Mend that and run: presslink disconnect --forget --connection " + target.connection);
  error = session.explained(std::move(error));
  return session.fail(error,
                      with_members(disconnect_json(report, session.requests()), error_json(error)));
}

}  // namespace

ExitCode disconnect(Session& session, const DisconnectArguments& arguments) {
  if (arguments.forget_only) return forget_only(session);
  const Result<Target> target = session.target(Session::Login::needed);
  if (!target) return session.fail(target.error());
  const Result<DisconnectFlow::Report> revoked = revoke(session, *target);
  if (!revoked) return session.fail(revoked.error());
  if (!target->connection.empty()) {
    if (const auto forgotten = forget(target->connection); !forgotten) {
      return tell_kept(session, *target, *revoked, forgotten.error());
    }
  }
  if (session.console().json()) {
    session.console().answer(disconnect_json(*revoked, session.requests()));
  } else if (revoked->already_gone) {
    session.console().say(
        wrap(what_became_of(*revoked) +
             ". If nobody revoked it before, it may still be there, switched off for its user: see "
             "whether it is listed under Profile > Application Passwords."));
  } else {
    session.console().say(what_became_of(*revoked) + '.');
  }
  return ExitCode::done;
}

}  // namespace presslink::cli
