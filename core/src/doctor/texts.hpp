#pragma once

#include <string>

#include "presslink/catalogue.hpp"
#include "presslink/site.hpp"

namespace presslink {

/// Address of the site's wp-admin, with a `/` at its end; empty where it is not known to be on the
/// site's own host.
[[nodiscard]] std::string admin_address(const SiteProfile& site);

/// The sentence of an error: its text, and behind it the transport's words (`detail`), where a
/// redirect leads (`to`) and what WordPress says (`quote`), each where it has that value.
[[nodiscard]] std::string message_in_words(const Message& message, const Catalogue& catalogue);

}  // namespace presslink
