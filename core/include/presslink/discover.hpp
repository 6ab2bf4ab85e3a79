#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "presslink/flow.hpp"
#include "presslink/scope.hpp"
#include "presslink/site.hpp"

namespace presslink {

struct DiscoverReport {
  SiteProfile profile;
  std::vector<Attempt> attempts;
  /// The address leads to the site, but it is a place within it: one of its pages, or a folder that
  /// is no site of its own, for which a network's main site answers.
  bool within_site = false;
};

/// Where discovery looks.
enum class Lookup {
  everywhere,  ///< first at the address itself, which announces the root wherever it is
  usual_roots  ///< only where the root usually is: a page of another origin may read nothing else
};

/// Finds the REST root of a site and reads its index, without credentials: the `Link` header of the
/// address, the link in its HTML, its RSD document, then `/wp-json/`, `/index.php/wp-json/` and
/// `/index.php?rest_route=/` of each folder of the address, the site above one being the last
/// resort. Follows redirects itself, within the same site, and from https to http only where http
/// is allowed. At most 3 requests on a site that announces itself by header or HTML, 4 by RSD,
/// besides redirects and retries.
class DiscoverFlow final : public Flow {
 public:
  explicit DiscoverFlow(SiteUrl site, FlowOptions options = {}, Lookup lookup = Lookup::everywhere);
  ~DiscoverFlow() override;
  DiscoverFlow(DiscoverFlow&&) noexcept;
  DiscoverFlow& operator=(DiscoverFlow&&) noexcept;

  [[nodiscard]] Step advance(Event event, UtcTime now) override;
  /// Precondition: the flow said `Done`. The error's `attempts` name every address tried.
  [[nodiscard]] const Result<DiscoverReport>& result() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace presslink
