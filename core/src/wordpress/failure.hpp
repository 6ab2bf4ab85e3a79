#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "doctor/evidence.hpp"
#include "presslink/error.hpp"
#include "presslink/http.hpp"

namespace presslink {

/// What an unsuccessful answer means. `known` is what was seen of the site before it. Precondition:
/// `response.status` is not 2xx.
[[nodiscard]] Error explain(const Response& response, const Asked& asked, const Evidence& known,
                            Phase phase, UtcTime now);

/// What a missing answer means. `host` is named in the message.
[[nodiscard]] Error explain(const Fault& fault, Phase phase, std::string_view host);

/// What a successful answer of the wrong shape means: a firewall's page, a page where JSON was
/// expected, or JSON of another kind.
[[nodiscard]] Error explain_wrong_shape(const Response& response, const Asked& asked,
                                        const Evidence& known, Phase phase);

/// An error whose causes are told by `seen`. Its words are those of the cause where one stands out,
/// else the text `error.NAME` of the catalogue.
[[nodiscard]] Error diagnose(Errc code, const char* name, const Evidence& seen, Phase phase,
                             std::vector<std::pair<std::string, std::string>> values = {});

/// WordPress's own error code in `response`, or empty.
[[nodiscard]] std::string wordpress_code(const Response& response);

/// The catalogue's `error.NAME`, with `value` for its placeholder `key`, and `error.NAME.remedy`,
/// in English until they are translated.
void set_words(Error& error, const char* name, const char* key, const std::string& value);
/// `key` is null where there is no placeholder.
[[nodiscard]] Error make_worded(Errc code, Phase phase, const char* name, const char* key,
                                const std::string& value);
[[nodiscard]] Error make_worded(Errc code, Phase phase, const char* name);

}  // namespace presslink
