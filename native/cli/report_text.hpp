#pragma once

#include <string>
#include <string_view>

#include "document/field_value.hpp"
#include "presslink/account.hpp"
#include "presslink/discover.hpp"
#include "presslink/doctor.hpp"
#include "presslink/preview.hpp"
#include "presslink/publish.hpp"
#include "presslink/term.hpp"

namespace presslink::cli {

// Reports for people: plain lines of at most 80 columns, without a line end at the end.

/// The message, what to do, what may be behind it, and a line for whoever is asked for help.
[[nodiscard]] std::string error_text(const Error& error, const Catalogue& catalogue);
[[nodiscard]] std::string doctor_text(const DoctorReport& report, const Catalogue& catalogue);
[[nodiscard]] std::string discover_text(const DiscoverReport& report, const Catalogue& catalogue);
[[nodiscard]] std::string account_text(const Account& account);
[[nodiscard]] std::string terms_text(const std::vector<TermReport>& terms);
/// The categories as a tree, by name.
[[nodiscard]] std::string categories_text(const TermIndex& terms);

/// Of the page that lists the user's Application Passwords; empty where `site` does not tell it.
[[nodiscard]] std::string passwords_address(const SiteProfile& site);

/// Where an owner takes a password away by hand; the address where `site` tells it.
[[nodiscard]] std::string revoke_by_hand(const SiteProfile* site);

/// `published https://example.com/guide/`
[[nodiscard]] std::string outcome_text(const PublishReport& report);
/// The outcome, and below it what the reader has to know. `post_seen`: the site has shown the post
/// in this run.
[[nodiscard]] std::string publish_text(std::string_view file, const PublishReport& report,
                                       bool post_seen);
[[nodiscard]] std::string problems_text(std::string_view file, const Problems& problems);

[[nodiscard]] std::string seo_text(const SeoFlow::Report& report);
[[nodiscard]] std::string preview_text(std::string_view file, const Preview& preview);
/// A bash script that sends the same. User name and password come from the environment.
[[nodiscard]] std::string curl_script(std::string_view file, const Preview& preview);

}  // namespace presslink::cli
