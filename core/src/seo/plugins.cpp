#include "seo/plugins.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "seo/head.hpp"

namespace presslink {
namespace {

// The whole list. A new plugin is one line here and one file.
constexpr std::array<const SeoPluginEntry*, 6> registry = {&yoast_seo, &rank_math, &aioseo,
                                                           &seopress,  &slim_seo,  &seo_framework};

/// The value at the end of a path of member names joined by dots, none of which has one itself.
json::Value at_path(json::Value value, std::string_view path) {
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    value = value[path.substr(0, dot)];
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return value;
}

struct Active {
  const SeoPluginEntry* entry;
  SeoPlugin plugin;
};

std::vector<Active> active_plugins(const SiteProfile& site) {
  std::vector<Active> active;
  for (const SeoPluginEntry* entry : registry) {
    if (entry->detect == nullptr) continue;
    if (auto plugin = entry->detect(site)) active.push_back({entry, std::move(*plugin)});
  }
  return active;
}

}  // namespace

std::string seo_index_fields() {
  std::string fields;
  for (const SeoPluginEntry* entry : registry) {
    for (std::size_t i = 0; i < entry->sign_count; ++i) {
      fields += "," + std::string(entry->signs[i].path);
    }
  }
  return fields;
}

std::vector<std::string> read_seo_signs(const json::Value& index) {
  std::vector<std::string> signs;
  for (const SeoPluginEntry* entry : registry) {
    for (std::size_t i = 0; i < entry->sign_count; ++i) {
      const SeoSign& sign = entry->signs[i];
      if (at_path(index, sign.path).exists()) signs.emplace_back(sign.name);
    }
  }
  return signs;
}

const SeoPluginEntry* find_hidden_plugin(const json::Value& capabilities) {
  const auto* const found =
      std::find_if(registry.begin(), registry.end(), [&](const SeoPluginEntry* entry) {
        return !entry->capability.empty() && capabilities[entry->capability].exists();
      });
  return found == registry.end() ? nullptr : *found;
}

const SeoPluginEntry* find_hidden_plugin(const PageHead& page) {
  const auto* const found =
      std::find_if(registry.begin(), registry.end(), [&](const SeoPluginEntry* entry) {
        return !entry->page_comment.empty() && page.has_comment(entry->page_comment);
      });
  return found == registry.end() ? nullptr : *found;
}

std::vector<SeoPlugin> detect_seo_plugins(const SiteProfile& site) {
  std::vector<SeoPlugin> plugins;
  for (Active& active : active_plugins(site)) plugins.push_back(std::move(active.plugin));
  return plugins;
}

std::vector<std::unique_ptr<SeoWriter>> make_seo_writers(const SeoSurroundings& surroundings) {
  std::vector<std::unique_ptr<SeoWriter>> writers;
  for (const Active& active : active_plugins(surroundings.site)) {
    writers.push_back(active.entry->make_writer(surroundings));
  }
  return writers;
}

bool add_assumed_plugin(SiteProfile& site, std::string_view name) {
  constexpr std::string_view legacy_mark = "-legacy";
  const bool legacy = name.ends_with(legacy_mark);
  if (legacy) name.remove_suffix(legacy_mark.size());
  const SeoPluginEntry* entry = find_seo_plugin(name);
  if (entry == nullptr || entry->namespaces.empty()) return false;
  std::string_view names = entry->namespaces;
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    site.namespaces.emplace_back(names.substr(0, comma));
    names.remove_prefix(legacy ? names.size() : std::min(comma + 1, names.size()));
  }
  for (std::size_t i = 0; i < entry->sign_count && !legacy; ++i) {
    site.seo_signs.emplace_back(entry->signs[i].name);
  }
  site.seo_plugins = detect_seo_plugins(site);
  return true;
}

const SeoPluginEntry* find_seo_plugin(std::string_view name) {
  const auto* const found =
      std::find_if(registry.begin(), registry.end(),
                   [name](const SeoPluginEntry* entry) { return entry->name == name; });
  return found == registry.end() ? nullptr : *found;
}

}  // namespace presslink
