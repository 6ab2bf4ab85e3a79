#include "seo/plugins.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace presslink {
namespace {

struct Known {
  std::string_view name;
  std::string_view rest_namespace;
};
constexpr std::array<Known, 5> known_plugins = {{{"yoast", "yoast/v1"},
                                                 {"rankmath", "rankmath/v1"},
                                                 {"aioseo", "aioseo/v1"},
                                                 {"seopress", "seopress/v1"},
                                                 {"slimseo", "slim-seo"}}};

}  // namespace

std::vector<SeoPlugin> detect_seo_plugins(const std::vector<std::string>& namespaces) {
  std::vector<SeoPlugin> plugins;
  for (const Known& known : known_plugins) {
    const bool present =
        std::find(namespaces.begin(), namespaces.end(), known.rest_namespace) != namespaces.end();
    // No write route: this version reports SEO fields as unsupported.
    if (present) plugins.push_back({.name = std::string(known.name), .write_route = {}});
  }
  return plugins;
}

}  // namespace presslink
