#include "flows/post_state.hpp"

#include <utility>

#include "flows/post_report.hpp"
#include "wordpress/answer.hpp"

namespace presslink {

PostState::PostState(const ScopeGuard& scope_guard, PostDraft&& wished, TermIndex&& known,
                     std::optional<SiteProfile>&& profile, const PublishOptions& given,
                     bool existing)
    : guard(&scope_guard),
      draft(std::move(wished)),
      site(std::move(profile)),
      options(given),
      loop(&scope_guard, given.flow, Phase::publish),
      seo(scope_guard,
          {.fields = draft.seo,
           .site = site ? &*site : nullptr,
           .access = given.access,
           .existing = existing},
          given.flow) {
  if (site) loop.know(*site);
  options.flow.site = site ? &*site : nullptr;
  report.known = std::move(known);
}

Step PostState::advance(Event&& event, UtcTime now) {
  if (done) return Done{};
  if (terms_flow_) return in_terms(std::move(event), now);
  if (seo.busy()) return in_seo(seo.on(std::move(event), now), now);
  return on(std::move(event), now);
}

Step PostState::begin_terms(UtcTime now) {
  terms_flow_.emplace(
      *guard,
      TermsFlow::Input{.categories = draft.categories.value_or(std::vector<TermPath>{}),
                       .tags = draft.tags.value_or(std::vector<std::string>{}),
                       .known = report.known,
                       .on_missing = options.on_missing_category},
      options.flow);
  return in_terms(Begin{}, now);
}

Step PostState::in_terms(Event&& event, UtcTime now) {
  Step step = terms_flow_->advance(std::move(event), now);
  if (!std::holds_alternative<Done>(step)) return step;
  const TermsFlow flow = std::move(*terms_flow_);
  terms_flow_.reset();
  terms_requests_ += flow.requests();
  if (!flow.result()) return fail(Error(flow.result().error()));
  terms = take_terms(*flow.result(), report);
  return terms_found(now);
}

Step PostState::read_terms_anew(UtcTime now) {
  terms_read_anew = true;
  report.known = TermIndex{};
  return begin_terms(now);
}

void PostState::read_seo(const Response& response, bool same_request) {
  if (!seo.wanted()) return;
  if (const auto document = read_json(response)) seo.read_answer(document.root(), same_request);
}

Step PostState::write_seo(UtcTime now) { return in_seo(seo.begin_writes(target(), now), now); }

Step PostState::read_effect(UtcTime now) {
  seo_sent = true;
  const bool is_public = report.status == PostStatus::publish;
  return in_seo(seo.begin_reads(target(), is_public ? report.link : "", now), now);
}

Step PostState::in_seo(std::optional<Step>&& step, UtcTime now) {
  if (step) return std::move(*step);
  if (seo_sent) return end();
  if (seo.error()) return fail(Error(*seo.error()));
  return seo_written(now);
}

Step PostState::fail(Error&& error) {
  // A post that is gone has no id any more.
  if (error.wp_code == "rest_post_invalid_id") report.id.reset();
  report.outcome =
      error.code == Errc::uncertain ? PublishOutcome::uncertain : PublishOutcome::failed;
  report.error.emplace(std::move(error));
  return end();
}

Step PostState::end() {
  if (seo_sent) {
    report.seo = seo.report();
    report.advice = seo.advice();
  }
  done = true;
  report.requests = loop.requests() + terms_requests_ + seo.requests();
  return Done{};
}

}  // namespace presslink
