// UpdateFlow
//   state  | event                        | next
//   -------|------------------------------|--------------------------------------------
//   start  | Begin, draft not acceptable  | done: failed, nothing sent
//   start  | Begin, draft sets nothing    | done: unchanged, nothing sent
//   start  | Begin, terms named           | terms
//   start  | Begin, no terms              | look
//   terms  | the part is done             | look
//   look   | 200, or nothing to look for  | seo
//   look   | anything else                | done: failed
//   seo    | the writes are done          | change, or effect where nothing else changes
//   seo    | a write got no answer        | done: failed
//   change | 200, cached term ids unknown | terms, read anew, once
//   change | 200                          | effect
//   change | lost                         | done: uncertain
//   change | anything else                | done: failed
//   effect | the SEO fields are read back | done: updated
//
// look reads what an SEO plugin's write would lose, where the post is, for a change of SEO fields
// alone, and the status that a date alone may change. The plugins' own writes go first: a change
// through WordPress's route empties page caches after them.

#include <utility>

#include "base/failure.hpp"
#include "flows/post_report.hpp"
#include "flows/retry_loop.hpp"
#include "flows/seo_part.hpp"
#include "presslink/publish.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/post.hpp"

namespace presslink {

struct UpdateFlow::State {
  enum class Stage { start, terms, look, seo, change, effect, done };

  State(const ScopeGuard& scope_guard, Input wished, const PublishOptions& given)
      : guard(&scope_guard),
        input(std::move(wished)),
        options(given),
        loop(&scope_guard, given.flow, Phase::publish),
        seo(scope_guard,
            {.fields = input.draft.seo,
             .site = input.site ? &*input.site : nullptr,
             .access = given.access},
            given.flow) {
    if (input.site) loop.know(*input.site);
    options.flow.site = input.site ? &*input.site : nullptr;
    report.id = input.post;
    report.known = std::move(input.known);
  }

  Step begin(UtcTime now) {
    auto good = check_change(now);
    if (!good) return fail(std::move(good).error());
    if (input.draft == PostDraft{}) {
      report.outcome = PublishOutcome::unchanged;
      return end();
    }
    return names_terms(input.draft) ? begin_terms(now) : look(now);
  }

  /// As for a new post, but a title that is not given is one that stays.
  [[nodiscard]] Result<void> check_change(UtcTime now) {
    const bool untitled = input.draft.title.empty();
    if (untitled) input.draft.title = "unchanged";
    auto good = check_draft(input.draft, guard->scope(), now);
    if (untitled) input.draft.title.clear();
    return good;
  }

  Step begin_terms(UtcTime now) {
    stage = Stage::terms;
    terms_flow.emplace(*guard, terms_input(input.draft, report.known, options), options.flow);
    return in_terms(Begin{}, now);
  }

  Step in_terms(Event&& event, UtcTime now) {
    Step step = terms_flow->advance(std::move(event), now);
    if (!std::holds_alternative<Done>(step)) return step;
    terms_requests += terms_flow->requests();
    if (!terms_flow->result()) return fail(terms_flow->result().error());
    terms = take_terms(*terms_flow->result(), report);
    return terms_read_anew ? change(now) : look(now);
  }

  /// Whether WordPress's own route has nothing to do.
  [[nodiscard]] bool only_plugins_write() const {
    const PostDraft nothing{.title = "", .content = "", .seo = input.draft.seo};
    return seo.wanted() && input.draft == nothing && !seo.has_members();
  }

  /// WordPress schedules a public post by a date ahead, and publishes a scheduled one by a past
  /// one.
  [[nodiscard]] bool may_change_status() const { return input.draft.date && !input.draft.status; }

  Step look(UtcTime now) {
    const std::string fields = seo.prepare_fields();
    if (fields.empty() && !only_plugins_write() && !may_change_status()) return write_seo(now);
    stage = Stage::look;
    return take(loop.begin(read_post_place(input.post, fields), Safety::read, now), now);
  }

  Step looked(const Response& response, UtcTime now) {
    const auto document = read_json(response);
    const auto post = parse_post(response);
    if (!document || !post) return fail(loop.explain_shape(response));
    if (only_plugins_write()) {
      fill_report(report, input.draft, terms, *post, Part::placement);
    } else {
      fill_place(report, *post);
    }
    seo.prepare(document->root());
    return write_seo(now);
  }

  [[nodiscard]] SeoTarget target() const { return {.id = input.post.value()}; }

  Step write_seo(UtcTime now) {
    stage = Stage::seo;
    auto step = seo.begin_writes(target(), now);
    return step ? std::move(*step) : seo_written(now);
  }

  Step in_seo(Event&& event, UtcTime now) {
    auto step = seo.on(std::move(event), now);
    if (step) return std::move(*step);
    return stage == Stage::seo ? seo_written(now) : end();
  }

  Step seo_written(UtcTime now) {
    if (seo.error()) return fail(*seo.error());
    if (!only_plugins_write()) return change(now);
    return read_effect(now);
  }

  Step change(UtcTime now) {
    auto call = change_post(input.draft, terms, {.id = input.post, .part = Part::both}, seo);
    if (!call) return fail(std::move(call).error());
    stage = Stage::change;
    return take(loop.begin(std::move(*call), Safety::repeatable, now), now);
  }

  Step read_effect(UtcTime now) {
    stage = Stage::effect;
    report.outcome = PublishOutcome::updated;
    const bool is_public = report.status == PostStatus::publish;
    auto step = seo.begin_reads(target(), is_public ? report.link : "", now);
    return step ? std::move(*step) : end();
  }

  Step take(std::optional<Step> step, UtcTime now) {
    if (step) return std::move(*step);
    RetryLoop::Reply reply = loop.take_reply();
    if (auto error = loop.refusal(reply, now)) return fail(std::move(*error));
    if (stage == Stage::look) return looked(*reply, now);
    const auto post = parse_post(*reply);
    if (!post) return fail(loop.explain_shape(*reply));
    if (lacks_terms(*post, terms) && !terms_read_anew) {
      terms_read_anew = true;
      report.known = TermIndex{};
      return begin_terms(now);
    }
    if (may_change_status()) input.draft.status = report.status;  // what it was at the look
    fill_report(report, input.draft, terms, *post, Part::both);
    if (const auto document = seo.wanted() ? read_json(*reply) : std::nullopt) {
      seo.read_answer(document->root(), true);
    }
    return read_effect(now);
  }

  Step fail(Error error) {
    set_error(report, std::move(error));
    return end();
  }

  Step end() {
    if (stage == Stage::effect) {
      report.seo = seo.report();
      report.advice = seo.advice();
    }
    stage = Stage::done;
    report.requests = loop.requests() + terms_requests + seo.requests();
    return Done{};
  }

  Step advance(Event&& event, UtcTime now) {
    if (stage == Stage::done) return Done{};
    if (stage == Stage::terms) return in_terms(std::move(event), now);
    if (stage == Stage::seo || stage == Stage::effect) return in_seo(std::move(event), now);
    if (stage == Stage::start && std::holds_alternative<Begin>(event)) return begin(now);
    return take(loop.on(std::move(event), now), now);
  }

  const ScopeGuard* guard;
  Input input;
  PublishOptions options;
  RetryLoop loop;
  SeoPart seo;
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
