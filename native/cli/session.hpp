#pragma once

#include <memory>
#include <optional>
#include <string>

#include "audit_file.hpp"
#include "connection_store.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "interrupt.hpp"
#include "options.hpp"
#include "presslink/catalogue.hpp"
#include "presslink/native/client.hpp"
#include "time_budget.hpp"

namespace presslink::cli {

/// The site that the options name, and how to get in.
struct Target {
  SiteUrl site;
  Scope scope;
  std::optional<Credentials> credentials;
  std::optional<SiteProfile> profile;  ///< known where a connection was saved
  std::string connection;              ///< its name; empty for none
};

/// Whether a site that was found earlier has to be found again: in a network of sites
/// `/gone/index.php?rest_route=/` of a site that is no more is answered by the main site, which
/// would then be written to.
[[nodiscard]] bool may_be_another_site(const SiteProfile& known);

/// One run of the program: what its verbs share.
class Session {
 public:
  explicit Session(Options options);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  [[nodiscard]] const Options& options() const noexcept { return options_; }
  [[nodiscard]] Console& console() noexcept { return console_; }
  [[nodiscard]] Interrupt& interrupt() noexcept { return interrupt_; }

  enum class Login { needed, optional };
  /// From `--connection`, or `--site` with `--user` and a password, or else the only connection
  /// that is saved. Errors are `bad_input` or those of the store.
  [[nodiscard]] Result<Target> target(Login login);
  /// The name in `--connection`, or of the only connection that is saved. Errors are `bad_input` or
  /// those of the store.
  [[nodiscard]] Result<std::string> connection_name() const;
  /// The site at `url`, which a verb was given in the place of `--site`.
  [[nodiscard]] Result<Target> target_at(const std::string& url, Login login);
  /// Whether a password came with the options or the environment.
  [[nodiscard]] bool has_password() const noexcept {
    return !password_.empty() || !options_.password_file.empty();
  }
  /// The credentials that options and environment give; nothing where they name no user.
  [[nodiscard]] Result<std::optional<Credentials>> credentials();

  /// Makes the client for `site`; call it once, before `client`. Error where the audit file cannot
  /// be opened.
  [[nodiscard]] Result<void> connect_to(const Origin& site);
  [[nodiscard]] Client& client() noexcept { return *client_; }
  /// Revokes the password of `guard`, also after the work was ended; then it takes some seconds at
  /// most, and a second signal ends it.
  [[nodiscard]] Result<DisconnectFlow::Report> revoke(const ScopeGuard& guard);
  /// Whether requests are missing in the audit file.
  [[nodiscard]] bool lost_audit() const noexcept { return audit_ && audit_->lost_lines(); }
  [[nodiscard]] int requests() const noexcept { return client_ ? client_->requests() : 0; }

  /// The profile that is known, or that of `find`.
  [[nodiscard]] Result<SiteProfile> profile(const Target& target);
  /// By discovery. Error `bad_input` where the address is a place within the site that was found.
  [[nodiscard]] Result<SiteProfile> find(const SiteUrl& site);

  /// The texts in the language of `--language` or the environment.
  [[nodiscard]] const Catalogue& catalogue() const noexcept { return catalogue_; }

  /// True once the user or the time budget has ended the work.
  [[nodiscard]] bool stopped() const noexcept {
    return interrupt_.raised() || (budget_ && budget_->used_up());
  }
  /// In the user's language; says in `error` that a signal came or the time was used up, where that
  /// is why it was cancelled or another program was not waited for.
  [[nodiscard]] Error explained(Error error) const;
  /// Ends a verb with an error, `explained` and told to people and, under `--json`, as JSON.
  [[nodiscard]] ExitCode fail(const Error& error);
  /// The same for an error that its own JSON answer holds.
  [[nodiscard]] ExitCode fail(const Error& error, const std::string& answer);

 private:
  [[nodiscard]] Result<Target> target_from(const std::string& connection);

  Options options_;
  Secret password_;
  Console console_;
  Catalogue catalogue_;
  Interrupt interrupt_;
  std::optional<AuditFile> audit_;
  Client::Options client_settings_;
  std::unique_ptr<Client> client_;
  std::optional<TimeBudget> budget_;
};

}  // namespace presslink::cli
