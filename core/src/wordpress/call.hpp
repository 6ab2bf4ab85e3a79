#pragma once

#include <string>
#include <string_view>

#include "base/json_encoder.hpp"
#include "presslink/scope.hpp"

namespace presslink {

/// A call with `query` as it stands in a URL, `context=edit&_fields=id`.
[[nodiscard]] Call make_call(Method method, std::string route, std::string_view query);
/// One with a body. Its texts are UTF-8: they were checked before anything was sent (`validate`,
/// `check_terms`, `check_seo_texts`), or come out of a JSON reader.
[[nodiscard]] Call make_call(Method method, std::string route, std::string_view query,
                             json::Encoder&& body);

/// `ROUTE/12`
[[nodiscard]] std::string route_of(const char* route, std::int64_t id);

}  // namespace presslink
