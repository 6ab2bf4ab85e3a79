#pragma once

#include <optional>

#include "presslink/publish.hpp"
#include "wordpress/post.hpp"

// What publish and update have in common: checking a draft, its terms, and the report.
namespace presslink {

/// `validate`, whether `scope` covers the draft, and, for a new post, that a scheduled date is
/// still ahead of `now`.
[[nodiscard]] Result<void> check_draft(const PostDraft& draft, Scope scope,
                                       std::optional<UtcTime> now);

[[nodiscard]] bool names_terms(const PostDraft& draft);
/// Moves the outcome of the terms part into `report`; the ids to send.
[[nodiscard]] TermIds take_terms(TermsFlow::Report terms, PublishReport& report);

/// Where the post is now: id, link, slug, status, date.
void fill_place(PublishReport& report, const PostAnswer& post);
/// The same, with what the site did otherwise.
void fill_report(PublishReport& report, const PostDraft& draft, const TermIds& terms,
                 const PostAnswer& post, Part sent);
[[nodiscard]] PublishOutcome outcome_of(const PostAnswer& post);

}  // namespace presslink
