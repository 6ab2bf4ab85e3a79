#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "presslink/scope.hpp"
#include "presslink/site.hpp"

namespace presslink {

/// The index fields that a profile is made of; without the list the index is some 200 KB.
[[nodiscard]] std::string index_fields();

/// The profile in an index document; nothing where the answer is no index.
[[nodiscard]] std::optional<SiteProfile> parse_index(const Response& response, const ApiRoot& root,
                                                     FoundBy found_by);

/// Whether `place` is a place within the site: one of its pages, or a folder that is no site of its
/// own and for which a network's main site answers.
[[nodiscard]] bool is_within(const Url& place, const SiteProfile& site);
/// Whether the site's root is in a folder that is no site of its own.
[[nodiscard]] bool is_from_above(const SiteProfile& site);

/// The REST root in a page's `<link rel="https://api.w.org/" href="…">`, entities decoded.
[[nodiscard]] std::optional<std::string> html_rest_link(std::string_view html);
/// The RSD document's address in `<link rel="EditURI" href="…">`.
[[nodiscard]] std::optional<std::string> html_rsd_link(std::string_view html);
/// The REST root in an RSD document's `<api name="WP-API" apiLink="…"/>`.
[[nodiscard]] std::optional<std::string> rsd_rest_link(std::string_view xml);

}  // namespace presslink
