#pragma once

#include "presslink/account.hpp"
#include "presslink/catalogue.hpp"
#include "presslink/error.hpp"
#include "presslink/preview.hpp"
#include "presslink/publish.hpp"
#include "presslink/seo.hpp"

namespace presslink {

// The same with every sentence of the library's own in the language of `catalogue`: messages,
// remedies, reasons and advice. What a site said stays as it was, and what planned requests are
// for, which is for developers; `Catalogue::say` has it too. Take what is still in English.
[[nodiscard]] Error translate(Error error, const Catalogue& catalogue);
[[nodiscard]] Account translate(Account account, const Catalogue& catalogue);
[[nodiscard]] PublishReport translate(PublishReport report, const Catalogue& catalogue);
[[nodiscard]] SeoFlow::Report translate(SeoFlow::Report report, const Catalogue& catalogue);
[[nodiscard]] Preview translate(Preview preview, const Catalogue& catalogue);

}  // namespace presslink
