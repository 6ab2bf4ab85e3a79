#pragma once

#include "presslink/scope.hpp"

namespace presslink::testing {

inline ApiRoot api_root(std::string_view text = "https://example.com/wp-json/") {
  return ApiRoot::from_url(Url::parse(text).value()).value();
}

inline Credentials credentials() {
  return {Username::parse("anna").value(),
          AppPassword::parse("abcd EFGH 1234 ijkl MNOP 5678").value()};
}

inline constexpr Scope kWideScope = {Permission::posts, Permission::seo, Permission::categories,
                                     Permission::tags};

/// A guard for https://example.com/wp-json/.
inline ScopeGuard guard(Scope scope = kWideScope) { return {api_root(), scope, credentials()}; }

}  // namespace presslink::testing
