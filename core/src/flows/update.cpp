// UpdateFlow
//   state  | event                        | next
//   -------|------------------------------|--------------------------------------------
//   start  | Begin, draft not acceptable  | done: failed, nothing sent
//   start  | Begin, terms named           | terms
//   start  | Begin, no terms              | change
//   terms  | the part is done             | change
//   change | 200, cached term ids unknown | terms, read anew, once
//   change | 200                          | done: updated
//   change | lost                         | done: uncertain
//   change | anything else                | done: failed

#include <utility>

#include "base/failure.hpp"
#include "flows/post_report.hpp"
#include "flows/retry_loop.hpp"
#include "presslink/publish.hpp"
#include "wordpress/post.hpp"

namespace presslink {

struct UpdateFlow::State {
  enum class Stage { start, terms, change, done };

  State(const ScopeGuard& scope_guard, Input wished, const PublishOptions& given)
      : guard(&scope_guard),
        input(std::move(wished)),
        options(given),
        loop(&scope_guard, given.flow, Phase::publish) {
    report.id = input.post;
    report.known = std::move(input.known);
  }

  Step begin(UtcTime now) {
    auto good = check_change();
    if (!good) return fail(std::move(good).error());
    return names_terms(input.draft) ? begin_terms(now) : change(now);
  }

  /// As for a new post, but a title that is not given is one that stays.
  [[nodiscard]] Result<void> check_change() const {
    if (!input.draft.title.empty()) return check_draft(input.draft, guard->scope(), std::nullopt);
    PostDraft titled = input.draft;
    titled.title = "unchanged";
    return check_draft(titled, guard->scope(), std::nullopt);
  }

  Step begin_terms(UtcTime now) {
    stage = Stage::terms;
    terms_flow.emplace(*guard, terms_input(input.draft, report.known, options), options.flow);
    return in_terms(Begin{}, now);
  }

  Step in_terms(Event event, UtcTime now) {
    Step step = terms_flow->advance(std::move(event), now);
    if (!std::holds_alternative<Done>(step)) return step;
    terms_requests += terms_flow->requests();
    if (!terms_flow->result()) return fail(terms_flow->result().error());
    terms = take_terms(*terms_flow->result(), report);
    return change(now);
  }

  Step change(UtcTime now) {
    auto call = change_post(input.draft, terms, {.id = input.post, .part = Part::both});
    if (!call) return fail(std::move(call).error());
    stage = Stage::change;
    return take(loop.begin(std::move(*call), Safety::repeatable, now), now);
  }

  Step take(RetryLoop::Output output, UtcTime now) {
    if (auto* step = std::get_if<Step>(&output)) return std::move(*step);
    auto& reply = *std::get_if<RetryLoop::Reply>(&output);
    if (!reply) return fail(std::move(reply).error());
    if (reply->status != 200) return fail(loop.explain_response(*reply, now));
    const auto post = parse_post(*reply);
    if (!post) return fail(loop.explain_shape(*reply));
    if (lacks_categories(*post, terms) && !terms_read_anew) {
      terms_read_anew = true;
      report.known = TermIndex{};
      return begin_terms(now);
    }
    fill_report(report, input.draft, terms, *post, Part::both);
    report.outcome = PublishOutcome::updated;
    return end();
  }

  Step fail(Error error) {
    report.outcome =
        error.code == Errc::uncertain ? PublishOutcome::uncertain : PublishOutcome::failed;
    report.error = std::move(error);
    return end();
  }

  Step end() {
    stage = Stage::done;
    report.requests = loop.requests() + terms_requests;
    return Done{};
  }

  Step advance(Event event, UtcTime now) {
    if (stage == Stage::done) return Done{};
    if (stage == Stage::terms) return in_terms(std::move(event), now);
    if (stage == Stage::start && std::holds_alternative<Begin>(event)) return begin(now);
    return take(loop.on(std::move(event), now), now);
  }

  const ScopeGuard* guard;
  Input input;
  PublishOptions options;
  RetryLoop loop;
  std::optional<TermsFlow> terms_flow;
  int terms_requests = 0;
  Stage stage = Stage::start;
  TermIds terms;
  bool terms_read_anew = false;  ///< the site dropped cached ids and they were looked up again
  PublishReport report;
};

UpdateFlow::UpdateFlow(const ScopeGuard& guard, Input input, PublishOptions options)
    : state_(std::make_unique<State>(guard, std::move(input), options)) {}
UpdateFlow::~UpdateFlow() = default;
UpdateFlow::UpdateFlow(UpdateFlow&&) noexcept = default;
UpdateFlow& UpdateFlow::operator=(UpdateFlow&&) noexcept = default;

Step UpdateFlow::advance(Event event, UtcTime now) {
  return state_->advance(std::move(event), now);
}

const PublishReport& UpdateFlow::result() const { return state_->report; }

}  // namespace presslink
