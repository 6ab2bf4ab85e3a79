#pragma once

#include "presslink/term.hpp"

namespace presslink::cli {

/// The names from the top of the tree down to `category`.
[[nodiscard]] TermPath path_of(const Term& category, const TermIndex& terms);

}  // namespace presslink::cli
