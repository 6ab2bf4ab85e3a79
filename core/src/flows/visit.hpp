#pragma once

#include <cstddef>
#include <string>
#include <variant>

#include "doctor/evidence.hpp"
#include "flows/retry_loop.hpp"

namespace presslink {

// Pages of a site as a visitor reads them, and the redirects between them.

/// Enough for what stands in a page's head; the rest of the page is not wanted.
inline constexpr std::size_t head_bytes = std::size_t{256} << 10;

/// The headers of a page alone.
[[nodiscard]] RetryLoop::AnonymousRead headers_at(const Url& url);
/// A page, of which `limit` bytes are taken.
[[nodiscard]] RetryLoop::AnonymousRead page_at(const Url& url, std::size_t limit = head_bytes);

[[nodiscard]] bool is_redirect(const Response& response);
/// Whether `url` is WordPress's log-in page.
[[nodiscard]] bool is_log_in(const Url& url);

/// A redirect that presslink does not follow: `moved` to another site, `downgraded` to plain http,
/// or `none` where it names no web address.
struct RefusedRedirect {
  Fact fact = Fact::none;
  std::string address;
};
/// Where the redirect `response` leads from `from`. Precondition: `is_redirect(response)`.
[[nodiscard]] std::variant<Url, RefusedRedirect> redirect_target(const Url& from,
                                                                 const Response& response,
                                                                 bool may_use_http);

/// The REST root to which a request for an index, `_fields` and all, was redirected.
[[nodiscard]] Result<ApiRoot> redirected_root(const Url& target);

}  // namespace presslink
