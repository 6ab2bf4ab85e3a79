#include "wordpress/call.hpp"

#include <utility>

#include "base/text.hpp"

namespace presslink {

Call make_call(Method method, std::string route, std::string_view query) {
  return {.method = method, .route = std::move(route), .query = parse_query(query), .body = {}};
}

Call make_call(Method method, std::string route, std::string_view query, json::Encoder&& body) {
  Call call = make_call(method, std::move(route), query);
  call.body = std::move(body).finish().value_or("");
  return call;
}

std::string route_of(const char* route, std::int64_t id) {
  return std::string(route).append(1, '/').append(decimal(id));
}

}  // namespace presslink
