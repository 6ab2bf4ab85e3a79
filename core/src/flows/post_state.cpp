#include "flows/post_state.hpp"

#include <utility>

#include "flows/post_report.hpp"
#include "wordpress/answer.hpp"

namespace presslink {

PostState::PostState(const ScopeGuard& scope_guard, PostDraft wished, TermIndex known,
                     std::optional<SiteProfile> profile, const PublishOptions& given, bool existing)
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

std::optional<Step> PostState::begin_terms(UtcTime now) {
  terms_flow_.emplace(
      *guard,
      TermsFlow::Input{.categories = draft.categories.value_or(std::vector<TermPath>{}),
                       .tags = draft.tags.value_or(std::vector<std::string>{}),
                       .known = report.known,
                       .on_missing = options.on_missing_category},
      options.flow);
  return in_terms(Begin{}, now);
}

std::optional<Step> PostState::in_terms(Event&& event, UtcTime now) {
  Step step = terms_flow_->advance(std::move(event), now);
  if (!std::holds_alternative<Done>(step)) return step;
  terms_requests_ += terms_flow_->requests();
  if (!terms_flow_->result()) return fail(terms_flow_->result().error());
  terms = take_terms(*terms_flow_->result(), report);
  return std::nullopt;
}

std::optional<Step> PostState::read_terms_anew(UtcTime now) {
  terms_read_anew = true;
  report.known = TermIndex{};
  return begin_terms(now);
}

void PostState::read_seo(const Response& response, bool same_request) {
  if (!seo.wanted()) return;
  if (const auto document = read_json(response)) seo.read_answer(document->root(), same_request);
}

Step PostState::read_effect(UtcTime now) {
  seo_sent = true;
  const bool is_public = report.status == PostStatus::publish;
  auto step = seo.begin_reads(target(), is_public ? report.link : "", now);
  return step ? std::move(*step) : end();
}

Step PostState::fail(Error error) {
  // A post that is gone has no id any more.
  if (error.wp_code == "rest_post_invalid_id") report.id.reset();
  report.outcome =
      error.code == Errc::uncertain ? PublishOutcome::uncertain : PublishOutcome::failed;
  report.error = std::move(error);
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
