#pragma once

#include "options.hpp"
#include "presslink/site.hpp"

namespace presslink::cli {

/// Whether the site lets its approval screen send a browser to http://127.0.0.1: WordPress 7.0 and
/// later do, and so does a site of environment type `local`, which one on loopback is taken for.
/// WordPress does not tell its version; `/wp/v2/icons` came with 7.0. One request at most.
[[nodiscard]] bool allows_loopback_callback(const SiteProfile& site, const Options& options);

}  // namespace presslink::cli
