#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/error.hpp"
#include "presslink/result.hpp"
#include "presslink/url.hpp"

namespace presslink {

class Catalogue;

enum class FoundBy { link_header, html_link, rsd, probe };
[[nodiscard]] std::string_view name(FoundBy found_by) noexcept;

/// An SEO plugin of a site.
struct SeoPlugin {
  std::string name;  ///< `yoast`, `rankmath`, `aioseo`, `seopress`, `slimseo`, `seoframework`
  std::string write_route;  ///< how posts' fields are written; empty where it takes none
};

/// What discovery learned of a site. A value to keep: with it a publish needs no discovery. Only of
/// a site in a folder whose style is `query` it is better had anew: in a network of sites, the main
/// one answers for a folder whose site was renamed or deleted.
struct SiteProfile {
  ApiRoot root;
  FoundBy found_by = FoundBy::probe;

  std::string name;  ///< plain text (WordPress sends it HTML-escaped)
  /// Public address, and where WordPress's own files are. The hosts are the root's or below it: one
  /// that calls itself by another site's name is told by its own.
  std::string home;
  std::string url;
  std::string icon;      ///< address of the site's icon; empty where it has none
  std::string timezone;  ///< `Europe/Berlin`, or empty where the site keeps only an offset
  int gmt_offset_minutes = 0;
  std::vector<std::string> namespaces;
  std::vector<std::string> seo_signs;  ///< what the index tells of what SEO plugins can do
  std::vector<SeoPlugin> seo_plugins;

  /// Nothing where the index could not be read.
  std::optional<bool> passwords_available;
  /// Of the approval screen; empty where passwords are not available, and where the site names
  /// another one's screen.
  std::string authorize_url;
  /// WordPress's or the plugin's code when the index is refused to strangers; empty otherwise.
  /// Application Passwords usually still work on such a site.
  std::string closed_code;
};

/// What a site's index alone tells of why nothing connects, the likeliest first: Application
/// Passwords that are switched off, by a plugin known for it, for want of https or else by the
/// usual suspects. Empty for a site that offers them.
[[nodiscard]] std::vector<Suspect> causes_in_index(const SiteProfile& profile);
/// What the owner clicks about the first of these; empty where there are none.
[[nodiscard]] std::string remedy_for_missing_passwords(const SiteProfile& profile,
                                                       const Catalogue& catalogue);

/// One line of JSON, for any store.
[[nodiscard]] std::string encode(const SiteProfile& profile);
/// Error `bad_input` where `text` is not what `encode` wrote.
[[nodiscard]] Result<SiteProfile> decode_site_profile(std::string_view text);

}  // namespace presslink
