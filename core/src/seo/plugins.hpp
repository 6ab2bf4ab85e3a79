#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/json_reader.hpp"
#include "presslink/site.hpp"
#include "seo/writer.hpp"

namespace presslink {

// One of each plugin's file.
extern const SeoPluginEntry yoast_seo;
extern const SeoPluginEntry rank_math;
extern const SeoPluginEntry aioseo;
extern const SeoPluginEntry seopress;
extern const SeoPluginEntry slim_seo;
extern const SeoPluginEntry seo_framework;

/// What of the index is asked for to tell which plugins there are and what they can do.
[[nodiscard]] std::string seo_index_fields();
/// The names of the signs in an index.
[[nodiscard]] std::vector<std::string> read_seo_signs(const json::Value& index);

/// A plugin that no index shows, by the capabilities of an account or by a page; null for none.
[[nodiscard]] const SeoPluginEntry* find_hidden_plugin(const json::Value& capabilities);
[[nodiscard]] const SeoPluginEntry* find_hidden_plugin(const PageHead& page);

/// The plugins of a site, by its namespaces and signs.
[[nodiscard]] std::vector<SeoPlugin> detect_seo_plugins(const SiteProfile& site);
[[nodiscard]] std::vector<std::unique_ptr<SeoWriter>> make_seo_writers(
    const SeoSurroundings& surroundings);
/// Adds the plugin `name` to `site` as if its index had shown it: the current version, or with
/// `-legacy` behind the name one that shows no sign. False for a stranger.
[[nodiscard]] bool add_assumed_plugin(SiteProfile& site, std::string_view name);

/// The entry of `name`; null for a stranger.
[[nodiscard]] const SeoPluginEntry* find_seo_plugin(std::string_view name);

}  // namespace presslink
