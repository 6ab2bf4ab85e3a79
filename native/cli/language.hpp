#pragma once

#include <string_view>

#include "presslink/catalogue.hpp"

namespace presslink::cli {

/// The texts in the language of a tag such as `de`, `de-AT` or `de_DE.UTF-8`. Error `bad_input`,
/// which names those there are, for any other.
[[nodiscard]] Result<Catalogue> catalogue_of(std::string_view tag);
/// The same by LC_ALL, LC_MESSAGES or LANG, the first that is set; English for any other.
[[nodiscard]] Catalogue catalogue_of_environment();

}  // namespace presslink::cli
