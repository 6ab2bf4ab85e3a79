#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "presslink/account.hpp"
#include "presslink/http.hpp"
#include "presslink/scope.hpp"
#include "presslink/site.hpp"

namespace presslink {

/// Something that was seen from outside. What causes are told by: see causes.cpp.
enum class Fact : std::uint8_t {
  none,

  // The surroundings, which explain nothing alone and hold for all of a site's answers.
  plain_http,
  public_http,  ///< the same, where the site cannot be its developer's own
  says_http,    ///< asked over https, the site gives http addresses for its own
  wordpress_seen,
  index_read,
  passwords_offered,
  accepted,       ///< an answer that only the account gets
  odd_password,   ///< not the 24 letters and digits that WordPress makes
  odd_login,      ///< reads like an application's name
  front_refused,  ///< the front page is kept from programs too
  server_cloudflare,
  server_sucuri,
  server_wordpress_com,
  has_shield,  ///< its namespace is in the index; so for the others
  has_wordfence,
  has_solid,
  has_aios,
  has_hostinger,
  has_fluent_auth,
  has_really_simple,
  has_switch,  ///< any of those that can switch Application Passwords off
  last_of_surroundings = has_switch,

  // No whole answer
  fault_dns,
  fault_connect,
  fault_tls,
  fault_timed_out,
  fault_interrupted,
  fault_too_large,
  fault_address,
  fault_preflight,
  fault_unreadable,
  fault_unseen,
  fault_other,

  // The address
  moved,
  downgraded,
  redirected_in_circle,
  within_site,  ///< the address is a place in the site that answers
  redirected,   ///< a REST route, within the site
  login_wall,   ///< a REST root leads to the log-in screen
  no_rest,      ///< no address of a REST API answers like one
  pretty_broken,
  front_basic,
  front_down,
  front_password_form,

  // Whoever answers in WordPress's place
  basic_challenge,
  page_wordfence_firewall,
  page_wordfence_limit,
  page_wordfence,
  page_cloudflare,
  page_sucuri,
  page_imunify,
  page_siteground,
  page_bitninja,
  page_mod_security,
  page_not_acceptable,
  page_ninjafirewall,
  page_solid_lockout,
  page_aios,
  page_aios_lockout,
  page_restricted,
  page_private_blog,
  refused_page,   ///< none of these
  refused_write,  ///< the same for a write, where the account's reads pass
  html_answer,
  damaged_answer,
  strange_answer,
  maintenance,
  site_closed,  ///< 410: archived or deleted in its network
  database_down,
  not_in_database,  ///< it did not take what was written (db_insert_error, db_update_error)
  fatal_error,
  server_error,
  rate_limited,
  body_too_large,

  // Codes of the REST API
  closed,  ///< the index, to strangers
  code_dra,
  code_cannot_access,
  code_login_required,
  code_unauthorized,
  code_ase,
  code_shield,
  code_solid,
  code_ninjafirewall,
  code_wp_hide,
  code_restx,
  code_read_only,
  code_api_type,
  code_unknown,  ///< a refusal in a plugin's own words
  no_route,

  // Application Passwords and the log-in
  passwords_off,
  off_for_user,
  unknown_user,
  wrong_password,
  anonymous,        ///< credentials were sent, and the answer is one for strangers
  write_anonymous,  ///< the same for a write, where reads were the account's
  cached_refusal,
  xml_rpc_accepts,
  xml_rpc_refuses,
  other_log_in,  ///< accepted, and not as an Application Password
  users_hidden,  ///< users/me is refused or gone, and the account's posts are not

  // The account
  no_role,
  may_not_edit,
  may_not_publish,
  may_not_manage_categories,
  role_refused,
  role_refused_terms,

  cached_litespeed,
  cached,
  count
};

/// What was seen, each fact with its own words: a code, a header, a status.
class Evidence {
 public:
  void add(Fact fact, const std::string& words);
  void add(Fact fact, const char* words = "");
  [[nodiscard]] bool has(Fact fact) const;
  [[nodiscard]] std::string_view words(Fact fact) const;
  /// Adds what `other` holds; only the surroundings where `surroundings_only`.
  void add(const Evidence& other, bool surroundings_only = false);

 private:
  std::vector<std::pair<Fact, std::string>> seen_;
};

/// What a request was for, which its answer is read by.
struct Asked {
  enum class What : std::uint8_t { index, me, read, write, xml_rpc };
  What what = What::read;
  bool with_credentials = true;
  bool own = false;    ///< a read that only the account gets
  bool terms = false;  ///< categories or tags
  bool post = false;   ///< one post or page that is there
};
[[nodiscard]] Asked asked(const Call& call);

/// Whether WordPress refuses this very post, and not the role: what is another user's or to become
/// so, or public for a role that edits drafts alone.
[[nodiscard]] bool refuses_post(const Asked& asked, std::string_view code);

/// Whether a 403 with `code` is a plugin's, of this very change by an account that was let in.
[[nodiscard]] bool refuses_change(const Asked& asked, const Evidence& seen, std::string_view code);

/// Adds what an answer of the REST API tells. `shape_is_wrong` for a success that is not what was
/// asked for.
void observe(Evidence& seen, const Asked& asked, const Response& response,
             bool shape_is_wrong = false);
/// Adds only whether it came out of a cache.
void observe_cache(Evidence& seen, const Asked& asked, const Response& response);
void observe(Evidence& seen, const Fault& fault);
void observe(Evidence& seen, const SiteProfile& site);
/// The same where the index tells otherwise of Application Passwords than `available`.
void observe(Evidence& seen, const SiteProfile& site, std::optional<bool> available);
void observe(Evidence& seen, const Account& account, Scope scope);
/// Adds how the credentials look; never what they are.
void observe(Evidence& seen, const ScopeGuard& guard);
/// Adds what the site's front page tells.
void observe_front(Evidence& seen, const Response& response);

/// The page of a firewall, a challenge or a host, by its marks; `none` where it has none.
[[nodiscard]] Fact front_page(const Response& response);
/// True where WordPress says that it is being updated.
[[nodiscard]] bool says_maintenance(const Response& response);
/// The status of what is gone for good, and is to be asked for no more (RFC 9110).
inline constexpr int status_gone = 410;
/// What a network answers for a site that is archived, suspended or deleted (ms_site_check).
[[nodiscard]] bool is_closed_site(const Response& response);
/// True where the answer asks for HTTP Basic authentication, which WordPress itself never does.
[[nodiscard]] bool asks_for_basic(const Response& response);

}  // namespace presslink
