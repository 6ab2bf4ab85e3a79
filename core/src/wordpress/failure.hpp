#pragma once

#include <string_view>

#include "presslink/error.hpp"
#include "presslink/http.hpp"

namespace presslink {

/// Whether a request carried credentials: a 401 means something else without them.
enum class Sender { anonymous, authenticated };

/// What an unsuccessful answer means. Precondition: `response.status` is not 2xx.
[[nodiscard]] Error explain(const Response& response, Sender sender, Phase phase, UtcTime now);

/// What a missing answer means. `host` is named in the message.
[[nodiscard]] Error explain(const Fault& fault, Phase phase, std::string_view host);

/// What a successful answer of the wrong shape means: a firewall's page, a page where JSON was
/// expected, or JSON of another kind.
[[nodiscard]] Error explain_wrong_shape(const Response& response, Phase phase);

/// WordPress's own error code in `response`, or empty.
[[nodiscard]] std::string wordpress_code(const Response& response);

}  // namespace presslink
