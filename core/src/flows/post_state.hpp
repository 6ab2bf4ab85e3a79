#pragma once

#include <optional>

#include "flows/retry_loop.hpp"
#include "flows/seo_part.hpp"
#include "presslink/publish.hpp"
#include "wordpress/post.hpp"

namespace presslink {

/// What publish and update are both made of: the draft, its terms, its SEO fields, the report, and
/// the states that both pass through:
///
///   state  | event                        | next
///   -------|------------------------------|--------------------------------
///   terms  | the part is done             | terms_found, or done: failed
///   seo    | the writes are done          | seo_written
///   seo    | a write got no answer        | done: failed
///   effect | the SEO fields are read back | done
struct PostState {
  /// `guard` is borrowed. `existing`: the post was there before.
  PostState(const ScopeGuard& guard, PostDraft&& wished, TermIndex&& known,
            std::optional<SiteProfile>&& profile, const PublishOptions& given, bool existing);
  PostState(const PostState&) = delete;
  PostState& operator=(const PostState&) = delete;

  Step advance(Event&& event, UtcTime now);
  /// What comes in any other state.
  virtual Step on(Event&& event, UtcTime now) = 0;

  Step begin_terms(UtcTime now);
  /// Ids out of a cache that WordPress did not know: finds the terms anew, once.
  Step read_terms_anew(UtcTime now);
  /// Their ids are in `terms`.
  virtual Step terms_found(UtcTime now) = 0;

  /// Takes what the SEO plugins show in an answer for the post.
  void read_seo(const Response& response, bool same_request);

  /// Of the SEO plugins. Precondition: the report has the post's id.
  [[nodiscard]] SeoTarget target() const { return {.id = report.id->value()}; }
  /// The requests of their own.
  Step write_seo(UtcTime now);
  virtual Step seo_written(UtcTime now) = 0;
  /// What they made of the fields, now that the post is where it was to be.
  Step read_effect(UtcTime now);

  Step fail(Error&& error);
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

 protected:
  ~PostState() = default;

 private:
  Step in_terms(Event&& event, UtcTime now);
  Step in_seo(std::optional<Step>&& step, UtcTime now);

  std::optional<TermsFlow> terms_flow_;  ///< under way
  int terms_requests_ = 0;
};

}  // namespace presslink
