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
//   change | lost, or a gateway's answer  | done: uncertain
//   change | anything else                | done: failed
//   effect | the SEO fields are read back | done: updated
//
// look reads what an SEO plugin's write would lose, where the post is, for a change of SEO fields
// alone, and the status that a date alone may change. The plugins' own writes go first: a change
// through WordPress's route empties page caches after them.

#include <utility>

#include "base/failure.hpp"
#include "flows/post_report.hpp"
#include "flows/post_state.hpp"
#include "presslink/publish.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/post.hpp"

namespace presslink {

struct UpdateFlow::State final : PostState {
  enum class Stage { start, look, change };  // besides those of PostState

  State(const ScopeGuard& scope_guard, Input&& input, const PublishOptions& given)
      : PostState(scope_guard, std::move(input.draft), std::move(input.known),
                  std::move(input.site), given, true),
        id(input.post) {
    report.id = id;
  }

  Step begin(UtcTime now) {
    auto good = check_change(now);
    if (!good) return fail(std::move(good).error());
    if (is_empty_but_seo(draft) && draft.seo.empty()) {
      report.outcome = PublishOutcome::unchanged;
      return end();
    }
    return names_terms(draft) ? begin_terms(now) : look(now);
  }

  /// As for a new post, but a title that is not given is one that stays.
  [[nodiscard]] Result<void> check_change(UtcTime now) {
    const bool untitled = draft.title.empty();
    if (untitled) draft.title = "unchanged";
    auto good = check_draft(draft, guard->scope(), now);
    if (untitled) draft.title.clear();
    return good;
  }

  Step terms_found(UtcTime now) override { return terms_read_anew ? change(now) : look(now); }

  /// Whether WordPress's own route has nothing to do.
  [[nodiscard]] bool only_plugins_write() const {
    return seo.wanted() && is_empty_but_seo(draft) && !seo.has_members();
  }

  /// WordPress schedules a public post by a date ahead, and publishes a scheduled one by a past
  /// one.
  [[nodiscard]] bool may_change_status() const { return draft.date && !draft.status; }

  Step look(UtcTime now) {
    const std::string fields = seo.prepare_fields();
    if (fields.empty() && !only_plugins_write() && !may_change_status()) return write_seo(now);
    stage = Stage::look;
    return take(loop.begin(read_post_place(id, fields), Safety::read, now), now);
  }

  Step looked(const Response& response, UtcTime now) {
    const auto post = parse_post(response, id);
    if (!post) return fail(loop.explain_shape(response));
    if (only_plugins_write()) {
      fill_report(report, draft, terms, *post, Part::placement);
      tell_terms(*post);
    } else {
      fill_place(report, *post);
    }
    seo.prepare(read_json(response).root());
    return write_seo(now);
  }

  Step seo_written(UtcTime now) override {
    return only_plugins_write() ? updated(now) : change(now);
  }

  /// An empty list takes all tags away.
  [[nodiscard]] bool clears_tags() const {
    return draft.tags && draft.tags->empty() && guard->scope().has(Permission::tags);
  }

  /// Of terms that are not sent the answer tells the ids.
  void tell_terms(const PostAnswer& post) {
    const auto tell = [](const auto& sent, const auto& there, std::vector<TermReport>& told) {
      const bool unsent = !sent || sent->empty();
      if (!unsent || !there) return;
      for (const TermId term : *there) told.push_back({.path = {}, .id = term});
    };
    tell(draft.categories, post.categories, report.categories);
    tell(draft.tags, post.tags, report.tags);
  }

  /// What an empty list was to take away.
  void tell_of_rest(const char* field, const std::optional<std::vector<TermId>>& there,
                    const char* why) {
    if (there && !there->empty()) {
      report.changed_by_site.push_back({field, "", list_ids(*there), why});
    }
  }

  Step change(UtcTime now) {
    if (clears_tags()) terms.tags.emplace();
    stage = Stage::change;
    return take(loop.begin(change_post(draft, terms, {.id = id, .part = Part::both}, seo),
                           Safety::repeatable, now),
                now);
  }

  Step updated(UtcTime now) {
    report.outcome = PublishOutcome::updated;
    return read_effect(now);
  }

  Step take(std::optional<Step>&& step, UtcTime now) {
    if (step) return std::move(*step);
    RetryLoop::Reply reply = loop.take_reply();
    if (stage == Stage::look) {
      auto error = loop.refusal(reply, now);
      return error ? fail(std::move(*error)) : looked(*reply, now);
    }
    if (!reply) return fail(std::move(reply).error());
    const auto post = reply->status == 200 ? parse_post(*reply, id) : std::nullopt;
    if (!post) return fail(loop.explain_write(*reply, now));
    if (lacks_terms(*post, terms) && !terms_read_anew) return read_terms_anew(now);
    if (may_change_status()) draft.status = report.status;  // what it was at the look
    fill_report(report, draft, terms, *post, Part::both);
    tell_terms(*post);
    if (draft.categories && draft.categories->empty()) {
      tell_of_rest("categories", post->categories,
                   "WordPress wants a post in a category; name one.");
    }
    if (draft.tags && draft.tags->empty()) {
      tell_of_rest("tags", post->tags, "This connection may not change tags.");
    }
    read_seo(*reply, true);
    return updated(now);
  }

  Step on(Event&& event, UtcTime now) override {
    if (stage == Stage::start && std::holds_alternative<Begin>(event)) return begin(now);
    return take(loop.on(std::move(event), now), now);
  }

  PostId id;
  Stage stage = Stage::start;
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
