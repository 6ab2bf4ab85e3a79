#pragma once

#include <string>

#include "presslink/catalogue.hpp"
#include "presslink/site.hpp"

namespace presslink {

/// Address of the site's wp-admin, with a `/` at its end; empty where it is not known to be on the
/// site's own host.
[[nodiscard]] std::string admin_address(const SiteProfile& site);

/// The text of `message`; the lines of a list one after the other.
[[nodiscard]] std::string in_one_line(const Message& message, const Catalogue& catalogue);

}  // namespace presslink
