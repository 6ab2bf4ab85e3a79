#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "presslink/site.hpp"

namespace presslink {
namespace {

struct Blocker {
  std::string_view namespace_prefix;  ///< in the index
  std::string_view remedy;
};

// Plugins that can switch Application Passwords off, the likeliest first.
constexpr std::array<Blocker, 6> password_blockers = {{
    {"wordfence/",
     "Wordfence is active and switches them off unless told otherwise: Wordfence > All Options > "
     "Brute Force Protection > Additional Options, untick \"Disable WordPress application "
     "passwords\", then Save Changes."},
    {"ithemes-security/",
     "Solid Security is active: Security > Settings > User Groups, tick Application Passwords for "
     "the user's group."},
    {"aios/",
     "All-In-One Security is active: WP Security > User Security > Additional settings, untick "
     "\"Disable application password\"."},
    {"hostinger-tools-plugin/",
     "Hostinger Tools is active: Hostinger > Tools > Security, turn \"Disable application "
     "passwords\" off."},
    {"fluent-auth",
     "FluentAuth is active: FluentAuth > Settings > Core Security, allow log-in by application."},
    {"really-simple-security/",
     "Really Simple Security is active: Settings > Security > Hardening, turn \"Disable "
     "application "
     "passwords\" off."},
}};

}  // namespace

std::string remedy_for_missing_passwords(const SiteProfile& profile) {
  const bool plain_http = profile.root.origin().scheme == Scheme::http;
  if (plain_http) {
    return "WordPress offers them only over https: install a certificate, then use the https "
           "address.";
  }
  for (const Blocker& blocker : password_blockers) {
    const bool present = std::any_of(
        profile.namespaces.begin(), profile.namespaces.end(),
        [&blocker](const std::string& name) { return name.starts_with(blocker.namespace_prefix); });
    if (present) return std::string(blocker.remedy);
  }
  if (profile.home.starts_with("http://")) {
    return "WordPress believes that it is reached over http: set both addresses under Settings > "
           "General to https, and let the proxy in front tell PHP that the request was https.";
  }
  return "A security plugin or a line of code switches them off. Look for the option \"Application "
         "Passwords\" in the security plugin, or for wp_is_application_passwords_available in the "
         "theme's code.";
}

}  // namespace presslink
