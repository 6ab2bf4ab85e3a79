#pragma once

#include "options.hpp"
#include "presslink/http.hpp"
#include "presslink/site.hpp"

namespace presslink::cli {

/// Whether the site lets its approval screen send a browser to http://127.0.0.1: WordPress 7.0 and
/// later do, and so does a site of environment type `local`, which one on loopback is taken for.
/// WordPress does not tell its version; `/wp/v2/icons` came with 7.0. One request at most.
[[nodiscard]] bool allows_loopback_callback(const SiteProfile& site, const Options& options);

/// Whether an anonymous answer from `/wp/v2/icons` says that the site has this route: strangers are
/// asked to log in, where a route that is not there is 404 `rest_no_route`.
[[nodiscard]] bool has_icons_route(const Response& answer);

}  // namespace presslink::cli
