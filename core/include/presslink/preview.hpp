#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "presslink/publish.hpp"

namespace presslink {

/// A request that a publish would send.
struct PlannedRequest {
  std::string purpose;  ///< `create the draft`, `publish it` …; one line
  std::string when;     ///< empty: always; else the condition, in words
  Request request;      ///< may hold stand-in ids, see `Preview::stand_ins`
};

/// A number that stands for an id which only the site can give.
struct StandIn {
  std::int64_t id;
  std::string meaning;  ///< `the new post`, `category Guides > WordPress`; one line
};

struct Preview {
  std::vector<PlannedRequest> requests;  ///< in the order of sending
  std::vector<StandIn> stand_ins;
  std::vector<SeoReport> not_sent;  ///< SEO fields that no request carries, with the reason
  std::vector<SeoAdvice> advice;
  std::vector<SeoLength> lengths;
};

/// A site that nobody asked, with its REST root at `root`, with the SEO plugins named: `none`, or
/// by commas `yoast`, `rankmath`, `aioseo`, `seopress`, `slimseo`, each in its current version or
/// with `-legacy` behind it in an old one. Error `bad_input` names the unknown one.
[[nodiscard]] Result<SiteProfile> assumed_site(const ApiRoot& root, std::string_view plugins);
/// The same, with the REST root where it usually is in `style`; `custom` counts as `pretty`.
[[nodiscard]] Result<SiteProfile> assumed_site(const SiteUrl& site, std::string_view plugins,
                                               RestStyle style = RestStyle::pretty);

/// The requests that publishing (or, with `post`, updating) `draft` would send, made by the very
/// flows that send them. Nothing is sent. Terms not in `known` are planned as missing.
///
/// Errors: as `validate`, and `out_of_scope`.
[[nodiscard]] Result<Preview> preview_publish(const ScopeGuard& guard, PublishFlow::Input input,
                                              const PublishOptions& options = {});
[[nodiscard]] Result<Preview> preview_update(const ScopeGuard& guard, UpdateFlow::Input input,
                                             const PublishOptions& options = {});

}  // namespace presslink
