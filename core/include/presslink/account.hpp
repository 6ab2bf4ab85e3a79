#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "presslink/flow.hpp"
#include "presslink/scope.hpp"

namespace presslink {

/// What an account may do, of what presslink uses.
struct Capabilities {
  bool edit_posts = false;
  bool publish_posts = false;
  bool manage_categories = false;
  bool upload_files = false;
  /// By the role; a network of sites and DISALLOW_UNFILTERED_HTML take it from all but super
  /// admins.
  bool unfiltered_html = false;

  friend bool operator==(const Capabilities&, const Capabilities&) = default;
};

/// The record that WordPress keeps of the Application Password in use.
struct PasswordRecord {
  Uuid uuid;
  std::string name;
  std::optional<UtcTime> created;
  std::optional<UtcTime> last_used;  ///< written once in 24 hours at most
  std::string last_ip;
};

/// Whose credentials these are and what they can do.
struct Account {
  UserId id;
  std::string login;
  std::string name;
  /// `super_admin` for one of the network who is no member of this site.
  std::vector<std::string> roles;
  Capabilities can;
  std::vector<std::string> excess;   ///< capabilities far beyond presslink's, e.g. `edit_users`
  std::vector<std::string> missing;  ///< capabilities that the scope needs and the account lacks
  std::vector<std::string> advice;   ///< plain sentences for the owner
  std::optional<PasswordRecord> password;  ///< nothing where the site would not say (before 5.7)
};

/// Are these credentials accepted, and whose are they? Asks a route that needs a log-in
/// (`users/me`, then `introspect`), since a wrong password is silently anonymous elsewhere
/// (WordPress >= 6.3.2). Of an account without a role on this site, one request more tells whether
/// it is a super admin's.
///
/// Errors: `credentials_rejected` (401), `blocked` or `not_permitted` where something else refused
/// and nothing can be said of the credentials.
class VerifyFlow final : public Flow {
 public:
  /// `guard` is borrowed and outlives the flow.
  explicit VerifyFlow(const ScopeGuard& guard, FlowOptions options = {});
  ~VerifyFlow() override;
  VerifyFlow(VerifyFlow&&) noexcept;
  VerifyFlow& operator=(VerifyFlow&&) noexcept;

  [[nodiscard]] Step advance(Event event, UtcTime now) override;
  [[nodiscard]] const Result<Account>& result() const;  ///< precondition: `Done`
  [[nodiscard]] int requests() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Revokes the very password it uses: introspect, then delete. A password that WordPress does not
/// accept any more is success too, and said so. Since 6.3.2 WordPress answers a revoked password
/// and one that a plugin or proxy kept from it alike: DoctorFlow tells them apart where that
/// counts. One that is switched off for its user alone cannot be told from a revoked one.
class DisconnectFlow final : public Flow {
 public:
  /// `guard` is borrowed and outlives the flow.
  explicit DisconnectFlow(const ScopeGuard& guard, FlowOptions options = {});
  ~DisconnectFlow() override;
  DisconnectFlow(DisconnectFlow&&) noexcept;
  DisconnectFlow& operator=(DisconnectFlow&&) noexcept;

  struct Report {
    bool already_gone = false;  ///< WordPress did not accept it any more: nothing was revoked
    std::string password_name;
  };

  [[nodiscard]] Step advance(Event event, UtcTime now) override;
  [[nodiscard]] const Result<Report>& result() const;  ///< precondition: `Done`

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace presslink
