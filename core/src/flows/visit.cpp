#include "flows/visit.hpp"

namespace presslink {
namespace {

constexpr const char* html_accept = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5";

}  // namespace

RetryLoop::AnonymousRead headers_at(const Url& url) {
  return {.method = Method::head, .url = url, .accept = html_accept};
}

RetryLoop::AnonymousRead page_at(const Url& url, std::size_t limit) {
  return {.url = url, .accept = html_accept, .limit = limit};
}

bool is_redirect(const Response& response) {
  return response.status >= 301 && response.status <= 308 && response.status != 304 &&
         response.headers.find("Location");
}

bool is_log_in(const Url& url) { return url.path().find("wp-login.php") != std::string::npos; }

std::variant<Url, RefusedRedirect> redirect_target(const Url& from, const Response& response,
                                                   bool may_use_http) {
  auto target = from.resolve(*response.headers.find("Location"));
  if (!target) return RefusedRedirect{};
  if (!same_site(target->origin(), from.origin())) {
    return RefusedRedirect{Fact::moved, target->origin().str()};
  }
  const bool downgrade =
      from.origin().scheme == Scheme::https && target->origin().scheme == Scheme::http;
  if (downgrade && !may_use_http) return RefusedRedirect{Fact::downgraded, target->origin().str()};
  return std::move(*target);
}

Result<ApiRoot> redirected_root(const Url& target) {
  Query kept = parse_query(target.query());
  std::erase_if(kept, [](const auto& item) { return item.first == "_fields"; });
  return ApiRoot::from_url(target.with_path(target.path()).with_query(kept));
}

}  // namespace presslink
