#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "presslink/secret.hpp"
#include "presslink/site.hpp"
#include "presslink/time.hpp"
#include "presslink/uuid.hpp"

namespace presslink {

/// How the new password comes back from WordPress's approval screen.
struct AuthorizeOptions {
  std::string app_name = "presslink";  ///< shown to the owner; no quotes or backslashes
  std::optional<Uuid> app_id = {};     ///< the application's own, the same on every site
  /// Where WordPress sends the owner's browser. Empty: the password is shown for copying. A value
  /// that ends in `#` gets the answer in its fragment, which no web server sees.
  std::string success_url = {};
  std::chrono::seconds valid_for{600};
};

/// A request for approval that waits for its answer. Keep it where the callback is handled.
struct PendingAuthorization {
  std::string url;  ///< open it in a top-level browser window
  Uuid state;       ///< ours; WordPress knows no `state`, so it travels inside success_url
  std::vector<std::string> hosts;  ///< the answer's `site_url` must name one of them
  UtcTime expires;
};

/// Builds the approval request. `state` is a fresh random UUID.
///
/// Errors: `passwords_unavailable` where the site offers none; `rest_closed` where its index could
/// not be read; `bad_answer` where it names a screen that is no web address, or one whose host is
/// neither that of the REST root nor below it; `bad_input` where
/// WordPress would refuse `success_url` (wp_is_authorize_application_redirect_url_valid: scheme and
/// host, no javascript or data, http only to 127.0.0.1 or [::1]) or would mangle `app_name`.
[[nodiscard]] Result<PendingAuthorization> make_authorization(const SiteProfile& site,
                                                              const AuthorizeOptions& options,
                                                              const Uuid& state, UtcTime now);

/// Reads the address that the browser was sent back to: parameters in query or fragment, in any
/// order, password chunked or plain.
///
/// Errors: `cancelled` (the owner said no), `passwords_unavailable` (`error=disabled`), `bad_input`
/// (wrong or missing state, another site, expired, missing parts). No error quotes the address.
[[nodiscard]] Result<Credentials> parse_callback(const PendingAuthorization& pending,
                                                 std::string_view callback_url, UtcTime now);

}  // namespace presslink
