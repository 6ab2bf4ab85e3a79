#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/field_value.hpp"
#include "presslink/account.hpp"
#include "presslink/discover.hpp"
#include "presslink/doctor.hpp"
#include "presslink/preview.hpp"
#include "presslink/publish.hpp"
#include "presslink/term.hpp"

namespace presslink {

// The answers of `--json`, one line each, as docs and scripts know them. What is not known is null.
// Bytes that are not UTF-8, as file names may hold, become U+FFFD.

[[nodiscard]] std::string discover_json(std::string_view input, const DiscoverReport& report,
                                        int requests, const Catalogue& catalogue);
/// A discovery that found nothing.
[[nodiscard]] std::string discover_json(std::string_view input, const Error& error, int requests);

/// `connection` is the name it was saved under; empty for none.
[[nodiscard]] std::string account_json(const Account& account, int requests,
                                       std::string_view connection = {});
/// A check that did not get to know the account.
[[nodiscard]] std::string account_json(const Error& error, int requests);

[[nodiscard]] std::string terms_json(const std::vector<TermReport>& terms, int requests);

[[nodiscard]] std::string publish_json(std::string_view file, const PublishReport& report);
/// A document that cannot be sent.
[[nodiscard]] std::string publish_json(std::string_view file, const Problems& problems);

/// Bodies that are `apart` are told by their sizes in bytes; `null` for none either way.
enum class Bodies { inside, apart };
[[nodiscard]] std::string preview_json(std::string_view file, const Preview& preview,
                                       Bodies bodies = Bodies::inside);
[[nodiscard]] std::string preview_json(std::string_view file, const Error& error);

[[nodiscard]] std::string seo_json(const SeoFlow::Report& report);
[[nodiscard]] std::string disconnect_json(const DisconnectFlow::Report& report, int requests);

[[nodiscard]] std::string doctor_json(const DoctorReport& report, const Catalogue& catalogue);
/// The list of causes in words, `[{id, likelihood, title, …}]`.
[[nodiscard]] std::string explain_json(const std::vector<Suspect>& causes, const SiteProfile* site,
                                       const Catalogue& catalogue);

[[nodiscard]] std::string error_json(const Error& error);
/// The same with the requests that were made before.
[[nodiscard]] std::string failure_json(const Error& error);

}  // namespace presslink
