#pragma once

#include <cstdint>

#include "presslink/scope.hpp"
#include "presslink/site.hpp"
#include "presslink/term.hpp"

namespace presslink::wasm {

/// A site, an account and a scope, with what was learned of the site.
struct Connection {
  Connection(SiteProfile&& profile, Scope scope, Credentials&& login, TermIndex&& known);

  SiteProfile site;
  Credentials credentials;
  ScopeGuard guard;
  TermIndex terms;
};

/// A handle is the address. JavaScript's half gives each back once and uses none after that.
template <class Thing>
[[nodiscard]] Thing& at(int handle) {
  return *reinterpret_cast<Thing*>(static_cast<std::intptr_t>(handle));
}

template <class Thing>
[[nodiscard]] int handle(const Thing* thing) {
  return static_cast<int>(reinterpret_cast<std::intptr_t>(thing));
}

}  // namespace presslink::wasm
