// PublishFlow
//   state   | event                                | next
//   --------|--------------------------------------|------------------------------------------
//   start   | Begin, draft not acceptable          | done: failed, nothing sent
//   start   | Begin, terms named                   | terms
//   start   | Begin, no terms                      | enter
//   doubt   | Saved                                | proceed
//   terms   | the part is done                     | enter (or proceed, when read anew)
//   reserve | Saved                                | create
//   create  | 201 with an id, first create         | keep
//   create  | 201 with an id, a repeated create    | look_up: the first may have arrived after all
//   create  | 401, 403, 404, 429, guard's refusal  | release: nothing was made; settle where the
//           |                                      | refusal is of a part that comes after the post
//   release | Saved                                | done: failed
//   create  | lost, or any other answer            | settle: the draft may exist
//   settle  | Woke                                 | look_up
//   look_up | found one                            | keep
//   look_up | found several                        | drop the newer ones, then keep
//   look_up | none, after a create that was taken  | keep that one
//   look_up | none, looked first                   | reserve
//   look_up | none, waits left                     | settle
//   look_up | none, no wait left                   | create again, or done: failed
//   drop    | any answer                           | drop the next, or keep
//   keep    | Saved                                | proceed (terms, when cached ids were unknown)
//   refill  | 200                                  | seo
//   refill  | anything else                        | done: failed, draft kept
//   seo     | the writes are done                  | finish
//   seo     | done, a field refused, to be held    | tidy
//   seo     | a write got no answer                | done: failed, draft kept
//   finish  | 200                                  | confirm
//   finish  | 200, the slug is still the key       | finish, once
//   finish  | may not publish, data refused        | tidy: the draft gets its real slug
//   finish  | lost, or a gateway's answer          | done: uncertain
//   tidy    | 200, other texts were stored         | release
//   tidy    | any other answer                     | done: failed, draft kept
//   confirm | Saved                                | effect
//   effect  | the SEO fields are read back         | done
//   any     | Cancelled                            | done: cancelled, or uncertain
//   any     | Saved, not stored                    | done: failed
//
// enter begins where the checkpoint says: fresh → reserve (look_up where it is to look first),
// reserved → look_up, created → proceed. Where title, content and excerpt are those that the post
// was given before, they are not sent again, for somebody may have corrected them since; where they
// are others, it is in doubt from then on which of them the post has. proceed → seo, or first
// refill where a draft of an earlier run has to take SEO fields with its body: they are to be there
// before it goes live. Refill also takes its categories away, where none are wanted any more: the
// next write gives a post without any the default one (wp_insert_post).

#include "presslink/publish.hpp"

#include <array>
#include <utility>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "flows/post_report.hpp"
#include "flows/post_state.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/failure.hpp"
#include "wordpress/post.hpp"

namespace presslink {
namespace {

// How long a create whose answer was lost is given to arrive before the next look. A second create
// while the first still runs would leave a spare draft.
constexpr std::array<std::chrono::milliseconds, 2> settle_delays = {
    std::chrono::milliseconds(1500), std::chrono::milliseconds(3000)};

}  // namespace

struct PublishFlow::State final : PostState {
  /// Besides those of `PostState`.
  enum class Stage {
    start,
    reserve,
    create,
    settle,
    doubt,
    look_up,
    drop,
    release,
    keep,
    refill,
    finish,
    tidy,
    confirm
  };

  State(const ScopeGuard& scope_guard, Input&& input, const PublishOptions& given)
      : PostState(scope_guard, std::move(input.draft), std::move(input.known),
                  std::move(input.site), given, false),
        checkpoint(input.checkpoint),
        look_first(input.look_first) {
    if (!draft.status) draft.status = PostStatus::publish;
  }

  Step take(std::optional<Step>&& step, UtcTime now) {
    if (step) return std::move(*step);
    RetryLoop::Reply reply = loop.take_reply();
    if (!reply && stopped) return fail(std::move(reply).error());
    switch (stage) {
      case Stage::create: return created(reply, now);
      case Stage::look_up: return looked_up(reply, now);
      case Stage::drop: return drop(now);
      case Stage::refill: return refilled(reply, now);
      case Stage::finish: return finished(reply, now);
      case Stage::tidy: return tidied(reply);
      default: return fail(std::move(reply).error());
    }
  }

  Step send(Stage next, Call&& call, Safety safety, UtcTime now) {
    stage = next;
    return take(loop.begin(std::move(call), safety, now), now);
  }

  Step save(Stage next, Checkpoint::Stage reached) {
    stage = next;
    checkpoint.stage = reached;
    return Save{checkpoint};
  }

  // --- start and terms -----------------------------------------------------------------------

  Step begin(UtcTime now) {
    const bool fresh = checkpoint.stage == Checkpoint::Stage::fresh;
    auto good = check_draft(draft, guard->scope(), fresh ? std::optional(now) : std::nullopt);
    if (!good) return fail(std::move(good).error());
    begun = !fresh;
    report.resumed = checkpoint.post.has_value();
    report.id = checkpoint.post;
    // Only the answer to a create tells that the site does not know a cached id any more.
    if (!fresh) report.known = TermIndex{};
    terms_cached = !report.known.categories.empty() || !report.known.tags.empty();
    return names_terms(draft) ? begin_terms(now) : enter(now);
  }

  Step terms_found(UtcTime now) override { return terms_read_anew ? proceed(now) : enter(now); }

  Step enter(UtcTime now) {
    switch (checkpoint.stage) {
      case Checkpoint::Stage::fresh: return look_first ? look_up(now) : reserve();
      case Checkpoint::Stage::reserved: return look_up(now);
      case Checkpoint::Stage::created:
      case Checkpoint::Stage::finished: break;
    }
    if (!checkpoint.post) return look_up(now);
    finish_part = Part::both;
    if (checkpoint.digest == digest()) {
      leave_texts();
    } else if (!checkpoint.digest.empty()) {
      checkpoint.digest.clear();
      return save(Stage::doubt, checkpoint.stage);
    }
    return proceed(now);
  }

  const std::string& digest() {
    if (digest_of_draft.empty()) digest_of_draft = digest_of_texts(draft);
    return digest_of_draft;
  }

  void leave_texts() {
    std::swap(left.title, draft.title);
    std::swap(left.content, draft.content);
    std::swap(left.excerpt, draft.excerpt);
  }
  /// No draft is without a title.
  [[nodiscard]] bool texts_stay() const { return !left.title.empty(); }

  Step reserve() { return save(Stage::reserve, Checkpoint::Stage::reserved); }

  // --- create --------------------------------------------------------------------------------

  Step create(UtcTime now) {
    ++creates;
    return send(Stage::create, create_draft(draft, terms, checkpoint.key, seo), Safety::create,
                now);
  }

  Step created(RetryLoop::Reply& reply, UtcTime now) {
    if (!reply) {
      const Errc code = reply.error().code;
      if (code == Errc::bad_input) return fail(std::move(reply).error());  // the host's mistake
      if (code != Errc::uncertain) return release(std::move(reply).error());
      return settle(std::move(reply).error());
    }
    if (reply->status == 201) {
      auto post = parse_post(*reply);
      if (!post) return settle(loop.explain_shape(*reply));
      const bool alone = creates == 1 && !begun;
      if (!alone) {
        made = post->id;
        return look_up(now);
      }
      read_seo(*reply, true);
      terms_unknown = lacks_terms(*post, terms);
      checkpoint.digest = digest();
      return keep(post->id);
    }
    Error error =
        reply->status < 300 ? loop.explain_shape(*reply) : loop.explain_response(*reply, now);
    const bool denied = reply->status == 401 || reply->status == 403 || reply->status == 404;
    // Of a protected meta key it is told after the post was stored.
    const bool of_a_later_part =
        error.wp_code == "rest_cannot_update" || error.wp_code == "rest_cannot_delete";
    const bool refused = (denied && !of_a_later_part) || refused_before_handling(*reply);
    // Creating is not atomic: a later part may fail after the post was stored, and the error does
    // not name it (WP_REST_Posts_Controller::create_item).
    return refused ? release(std::move(error)) : settle(std::move(error));
  }

  /// Nothing was made under the key, so the next run need not look for it.
  Step release(Error&& error) {
    if (creates > 1 || begun || loop.may_have_arrived()) return fail(std::move(error));
    lost.emplace(std::move(error));
    return save(Stage::release, Checkpoint::Stage::fresh);
  }

  // --- look for a draft under the key --------------------------------------------------------

  Step settle(Error&& reason) {
    lost.emplace(std::move(reason));
    waits = 0;
    return wait();
  }

  Step wait() {
    stage = Stage::settle;
    return Wait{settle_delays[waits++]};
  }

  Step look_up(UtcTime now) {
    return send(Stage::look_up, find_by_key(checkpoint.key), Safety::read, now);
  }

  /// Whether WordPress, or what stands before it, refused the create.
  [[nodiscard]] bool was_refused() const {
    constexpr int timed_out = 408;
    const int status = lost ? lost->http_status : 0;
    return status >= 300 && status < 500 && status != timed_out;
  }

  /// A create whose answer was lost stays uncertain where the search has no answer either.
  [[nodiscard]] Error undecided(Error&& error) {
    if (was_refused()) return std::move(*lost);
    if (lost) error.code = Errc::uncertain;
    return std::move(error);
  }

  Step looked_up(RetryLoop::Reply& reply, UtcTime now) {
    if (!reply) return fail(undecided(std::move(reply).error()));
    const bool looked_first = checkpoint.stage == Checkpoint::Stage::fresh;
    // Who may create nothing may not look for drafts either; the create says it better.
    if (looked_first && reply->status == 400) return reserve();
    if (reply->status != 200) return fail(undecided(loop.explain_response(*reply, now)));
    auto posts = parse_posts_under(checkpoint.key, *reply);
    if (!posts) return fail(undecided(loop.explain_shape(*reply)));
    found = std::move(*posts);
    // A list may be older than what it lists, or leave drafts out.
    if (found.empty() && made) found.push_back(*made);
    if (found.empty()) {
      if (looked_first) return reserve();
      if (waits < settle_delays.size()) return wait();
      return create_again(now);
    }
    report.resumed = creates == 0 || (made && found.front() != *made);
    finish_part = Part::both;  // the answer of its create was not seen, so everything is sent again
    terms_unknown = terms_cached && names_terms(draft);
    return drop(now);
  }

  Step create_again(UtcTime now) {
    // A code of WordPress's own is its last word on the data; silence and bare errors are not.
    const bool final_word = lost && (!lost->wp_code.empty() || was_refused());
    if (final_word || (lost && creates > options.flow.retry.max_retries)) {
      return fail(std::move(*lost));
    }
    waits = 0;
    return create(now);
  }

  /// The oldest post under the key is the one; a newer one is this flow's own spare draft.
  Step drop(UtcTime now) {
    if (found.size() == 1) return keep(found.front());
    const PostId spare = found.back();
    found.pop_back();
    return send(Stage::drop, trash_post(spare), Safety::repeatable, now);
  }

  Step keep(PostId post) {
    report.id = post;
    checkpoint.post = post;
    return save(Stage::keep, Checkpoint::Stage::created);
  }

  // --- make it public ------------------------------------------------------------------------

  Step kept(UtcTime now) {
    if (!terms_unknown || terms_read_anew) return proceed(now);
    // Ids out of a cache that WordPress did not know: read the terms anew and send them with the
    // last request.
    finish_part = Part::both;
    return read_terms_anew(now);
  }

  /// The document of an earlier run may have had what this one has not any more.
  void clear_the_rest() {
    if (!draft.excerpt && !texts_stay()) draft.excerpt.emplace();
    if (!terms.tags && guard->scope().has(Permission::tags)) terms.tags.emplace();
    const bool none_wanted = draft.categories && draft.categories->empty();
    if (none_wanted && guard->scope().has(Permission::categories)) terms.categories.emplace();
  }

  Step proceed(UtcTime now) {
    if ((begun || report.resumed) && checkpoint.stage != Checkpoint::Stage::finished)
      clear_the_rest();
    const bool clears_categories = terms.categories && terms.categories->empty();
    const bool needs_refill = seo.has_members() || clears_categories;
    if (finish_part == Part::placement || !needs_refill) return write_seo(now);
    const PostChange change{.id = *checkpoint.post, .part = Part::body};
    return send(Stage::refill, change_post(draft, terms, change, seo), Safety::repeatable, now);
  }

  Step refilled(RetryLoop::Reply& reply, UtcTime now) {
    if (auto error = loop.refusal(reply, now)) return fail(std::move(*error));
    if (!parse_post(*reply, *checkpoint.post)) return fail(loop.explain_shape(*reply));
    read_seo(*reply, true);
    if (draft.categories && draft.categories->empty()) terms.categories.reset();
    finish_part = Part::placement;
    return write_seo(now);
  }

  Step seo_written(UtcTime now) override {
    const bool hold =
        options.on_unverified_seo == OnUnverifiedSeo::hold && seo.wanted() && seo.has_refusal();
    return hold ? hold_back(now) : send_finish(now);
  }

  Step send_finish(UtcTime now) {
    const PostChange change{.id = *checkpoint.post, .part = finish_part, .clear_slug = true};
    return send(Stage::finish, change_post(draft, terms, change, seo), Safety::repeatable, now);
  }

  Step finished(RetryLoop::Reply& reply, UtcTime now) {
    if (!reply) return fail(std::move(reply).error());
    if (reply->status != 200) {
      return refused_finish(loop.explain_write(*reply, now), now);
    }
    const auto post = parse_post(*reply, *checkpoint.post);
    if (!post || post->status.empty()) return fail(loop.explain_write(*reply, now));
    // Out of the trash WordPress puts the slug back that the draft had when it was thrown away.
    if (post->slug == checkpoint.key.str() && !std::exchange(slug_sent_again, true)) {
      return send_finish(now);
    }
    read_seo(*reply, false);
    // Of the body too: what goes live may be filtered anew (wp_insert_post), or edited meanwhile.
    fill_report(report, draft, terms, *post, Part::both);
    tell_texts(*post);
    report.outcome = outcome_of(*post);
    return save(Stage::confirm, Checkpoint::Stage::finished);
  }

  /// The texts that the post was given, or those that it has by now in their place.
  void tell_texts(const PostAnswer& post) {
    checkpoint.digest = digest();
    for (Difference& difference : compare_post(left, {}, post, Part::body)) {
      difference.why =
          "The site has another text by now, which stays until the document has another.";
      report.changed_by_site.push_back(std::move(difference));
    }
  }

  /// The draft stays; without tidying its owner would one day publish it under the key.
  Step refused_finish(Error&& error, UtcTime now) {
    if (error.wp_code == "rest_cannot_publish") {
      set_words(error, "may_not_publish", "id", decimal(report.id->value()));
      return tidy_draft(std::move(error), finish_part, now);
    }
    // Of what may be wrong with the texts as much as with publishing them, the place alone is sent.
    const bool by_plugin = error.http_status == 403 && !error.wp_code.empty();
    if (error.code == Errc::rejected || by_plugin) {
      return tidy_draft(std::move(error), Part::placement, now);
    }
    return fail(std::move(error));
  }

  Step hold_back(UtcTime now) {
    report.id = checkpoint.post;
    return tidy_draft(
        make_worded(Errc::rejected, Phase::seo, "held", "id", decimal(report.id->value())),
        finish_part, now);
  }

  Step tidy_draft(Error&& error, Part part, UtcTime now) {
    lost.emplace(std::move(error));
    seo_sent = true;
    body_stored = part == Part::both || finish_part == Part::placement;
    const PostChange change{
        .id = *report.id, .part = part, .clear_slug = true, .keep_status = true};
    return send(Stage::tidy, change_post(draft, terms, change, seo), Safety::repeatable, now);
  }

  Step tidied(const RetryLoop::Reply& reply) {
    if (reply && reply->status == 200) {
      if (const auto post = parse_post(*reply)) {
        fill_place(report, *post);
        if (body_stored) {
          report.changed_by_site = compare_post(draft, terms, *post, Part::body);
          const std::string before = checkpoint.digest;
          tell_texts(*post);
          if (checkpoint.digest != before) return save(Stage::release, checkpoint.stage);
        }
      }
    }
    return fail(std::move(*lost));
  }

  // --- ends ----------------------------------------------------------------------------------

  Step saved(bool stored, UtcTime now) {
    if (!stored) {
      Step end = fail(make_worded(Errc::storage_failed, Phase::publish, "not_stored"));
      if (stage == Stage::confirm) report.outcome = PublishOutcome::uncertain;
      return end;
    }
    switch (stage) {
      case Stage::reserve: return create(now);
      case Stage::release: return fail(std::move(*lost));
      case Stage::keep: return kept(now);
      case Stage::doubt: return proceed(now);
      default: return read_effect(now);
    }
  }

  static Error interrupted() { return make_worded(Errc::cancelled, Phase::publish, "interrupted"); }

  Step out_of_order(const Event& event) {
    if (std::holds_alternative<Cancelled>(event)) {
      Step end = fail(interrupted());
      if (stage == Stage::confirm) report.outcome = PublishOutcome::uncertain;
      return end;
    }
    return fail(make_error(Errc::bad_input, Phase::publish,
                           "The host sent an event that the flow did not wait for."));
  }

  Step on(Event&& event, UtcTime now) override {
    stopped = std::holds_alternative<Cancelled>(event);
    if (loop.busy()) return take(loop.on(std::move(event), now), now);
    if (stage == Stage::start && std::holds_alternative<Begin>(event)) return begin(now);
    if (stage == Stage::settle) {
      if (std::holds_alternative<Woke>(event)) return look_up(now);
      if (stopped) return fail(undecided(interrupted()));
    }
    const bool saving = stage == Stage::reserve || stage == Stage::release ||
                        stage == Stage::keep || stage == Stage::doubt || stage == Stage::confirm;
    const auto* stored = std::get_if<Saved>(&event);
    if (saving && stored != nullptr) return saved(stored->stored, now);
    return out_of_order(event);
  }

  Checkpoint checkpoint;
  bool look_first;
  Stage stage = Stage::start;
  Part finish_part = Part::placement;
  bool begun = false;          ///< by an earlier run, which may have left a draft
  bool terms_cached = false;   ///< ids are taken out of `known`
  bool terms_unknown = false;  ///< the site dropped some of the ids sent, or may have
  bool slug_sent_again = false;
  bool body_stored = false;  ///< of a draft that is tidied
  std::string digest_of_draft;
  PostDraft left;        ///< the texts that stay; they are taken out of `draft`
  bool stopped = false;  ///< the host cancelled
  int creates = 0;
  std::size_t waits = 0;
  std::optional<PostId> made;  ///< by a create beside which another one may have arrived
  std::optional<Error> lost;   ///< why the draft is looked for, or what tidying ends with
  std::vector<PostId> found;   ///< under the key, the oldest first
};

PublishFlow::PublishFlow(const ScopeGuard& guard, Input input, PublishOptions options)
    : state_(std::make_unique<State>(guard, std::move(input), options)) {}
PublishFlow::~PublishFlow() = default;
PublishFlow::PublishFlow(PublishFlow&&) noexcept = default;
PublishFlow& PublishFlow::operator=(PublishFlow&&) noexcept = default;

Step PublishFlow::advance(Event event, UtcTime now) {
  return state_->advance(std::move(event), now);
}

const PublishReport& PublishFlow::result() const { return state_->report; }

}  // namespace presslink
