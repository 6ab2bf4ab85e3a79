#pragma once

#include <string>
#include <vector>

#include "presslink/site.hpp"

namespace presslink {

/// The SEO plugins that announce themselves by a namespace in the index.
[[nodiscard]] std::vector<SeoPlugin> detect_seo_plugins(const std::vector<std::string>& namespaces);

}  // namespace presslink
