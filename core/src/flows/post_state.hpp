#pragma once

#include <optional>

#include "flows/retry_loop.hpp"
#include "flows/seo_part.hpp"
#include "presslink/publish.hpp"
#include "wordpress/post.hpp"

namespace presslink {

/// What publish and update are both made of: the draft, its terms, its SEO fields, the report.
struct PostState {
  /// `guard` is borrowed. `existing`: the post was there before.
  PostState(const ScopeGuard& guard, PostDraft wished, TermIndex known,
            std::optional<SiteProfile> profile, const PublishOptions& given, bool existing);
  PostState(const PostState&) = delete;
  PostState& operator=(const PostState&) = delete;

  /// The next step of finding the terms, or of failing; nothing once their ids are in `terms`.
  [[nodiscard]] std::optional<Step> begin_terms(UtcTime now);
  [[nodiscard]] std::optional<Step> in_terms(Event&& event, UtcTime now);
  /// Ids out of a cache that WordPress did not know: finds the terms anew, once.
  [[nodiscard]] std::optional<Step> read_terms_anew(UtcTime now);

  /// Takes what the SEO plugins show in an answer for the post.
  void read_seo(const Response& response, bool same_request);

  /// Of the SEO plugins. Precondition: the report has the post's id.
  [[nodiscard]] SeoTarget target() const { return {.id = report.id->value()}; }
  /// What they made of the fields, now that the post is where it was to be.
  Step read_effect(UtcTime now);

  Step fail(Error error);
  /// Completes the report.
  Step end();

  const ScopeGuard* guard;
  PostDraft draft;
  std::optional<SiteProfile> site;
  PublishOptions options;
  RetryLoop loop;
  SeoPart seo;
  TermIds terms;
  bool terms_read_anew = false;
  bool seo_sent = false;  ///< the report tells what became of the fields
  bool done = false;
  PublishReport report;

 private:
  std::optional<TermsFlow> terms_flow_;
  int terms_requests_ = 0;
};

}  // namespace presslink
