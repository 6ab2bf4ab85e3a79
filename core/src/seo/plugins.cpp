#include "seo/plugins.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "seo/head.hpp"

namespace presslink {
namespace {

// The whole list. A new plugin is one line here and one file.
constexpr std::array<const SeoPluginEntry*, 6> registry = {&yoast_seo, &rank_math, &aioseo,
                                                           &seopress,  &slim_seo,  &seo_framework};

/// The value at the end of a path of member names joined by dots, none of which has one itself.
json::Value at_path(json::Value value, std::string_view path) {
  while (!path.empty()) {
    value = value[take_part(path, '.')];
  }
  return value;
}

/// Whether it is there, as far as the index tells.
bool is_active(const SeoPluginEntry& entry, const SiteProfile& site) {
  if (entry.namespaces.empty()) return false;
  return has_namespace(site, entry.namespaces.substr(0, entry.namespaces.find(','))) ||
         (entry.first_sign_suffices && has_sign(site, entry.signs.front().name));
}

}  // namespace

std::string seo_index_fields() {
  std::string fields;
  for (const SeoPluginEntry* entry : registry) {
    for (const SeoSign& sign : entry->signs) fields.append(1, ',').append(sign.path);
  }
  return fields;
}

std::vector<std::string> read_seo_signs(const json::Value& index) {
  std::vector<std::string> signs;
  for (const SeoPluginEntry* entry : registry) {
    for (const SeoSign& sign : entry->signs) {
      if (at_path(index, sign.path).exists()) signs.emplace_back(sign.name);
    }
  }
  return signs;
}

const SeoPluginEntry* find_hidden_plugin(const json::Value& capabilities) {
  const auto found =
      std::find_if(registry.begin(), registry.end(), [&](const SeoPluginEntry* entry) {
        return entry->capability != nullptr && capabilities[entry->capability].exists();
      });
  return found == registry.end() ? nullptr : *found;
}

const SeoPluginEntry* find_hidden_plugin(const PageHead& page) {
  const auto found =
      std::find_if(registry.begin(), registry.end(), [&](const SeoPluginEntry* entry) {
        return entry->page_comment != nullptr && page.has_comment(entry->page_comment);
      });
  return found == registry.end() ? nullptr : *found;
}

std::vector<SeoPlugin> detect_seo_plugins(const SiteProfile& site) {
  std::vector<SeoPlugin> plugins;
  for (const SeoPluginEntry* entry : registry) {
    if (!is_active(*entry, site)) continue;
    const bool current = !entry->signs.empty() && has_sign(site, entry->signs.front().name);
    plugins.push_back({entry->name, current ? entry->write_route : entry->old_route});
  }
  return plugins;
}

std::vector<std::unique_ptr<SeoWriter>> make_seo_writers(const SeoSurroundings& surroundings) {
  std::vector<std::unique_ptr<SeoWriter>> writers;
  for (const SeoPluginEntry* entry : registry) {
    if (is_active(*entry, surroundings.site)) writers.push_back(entry->make_writer(surroundings));
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
    site.namespaces.emplace_back(take_part(names, ','));
    if (legacy) break;
  }
  for (const SeoSign& sign : entry->signs) {
    if (!legacy) site.seo_signs.emplace_back(sign.name);
  }
  site.seo_plugins = detect_seo_plugins(site);
  return true;
}

const SeoPluginEntry* find_seo_plugin(std::string_view name) {
  const auto found =
      std::find_if(registry.begin(), registry.end(),
                   [name](const SeoPluginEntry* entry) { return entry->name == name; });
  return found == registry.end() ? nullptr : *found;
}

}  // namespace presslink
