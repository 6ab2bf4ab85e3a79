// TermsFlow
//   state   | answer                        | next
//   --------|-------------------------------|----------------------------------------------
//   start   | Begin                         | resolve
//   list    | 200, more pages               | list
//   list    | 200, last page                | resolve; after a pause: look for twins, then resolve
//   create  | 201                           | resolve
//   create  | 400 term_exists with an id    | resolve, with that id
//   create  | 400 rest_term_invalid         | list, a few times: the known parent is gone
//   create  | lost answer                   | list: read anew what is there (tags: create again)
//   pause   | Woke                          | list anew, or tag: see what else was made meanwhile
//   tag     | 200, an older twin            | remove ours
//   tag     | 200, none                     | the next tag, or resolve
//   remove  | any answer                    | the next remove, the next tag, or resolve
//   any     | any other answer              | done: error
//
// resolve is no state of waiting: it looks every wished path up in what is known and begins the
// next list or create. With nothing left to create it pauses and reads anew once for what it made,
// again as long as it finds twins, and then ends the flow.
//
// Why twins: WordPress looks for the name, then inserts, then looks again for an older row with the
// same slug (wp_insert_term), all without a lock. Two requests at once can each miss the other's
// row, whose two halves (wp_terms, wp_term_taxonomy) appear one after the other. So each maker
// looks once more after its own row is surely there; the oldest id stays, and whoever made another
// removes that one, with what it put below it.

#include <algorithm>
#include <utility>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "flows/retry_loop.hpp"
#include "presslink/term.hpp"
#include "wordpress/failure.hpp"
#include "wordpress/term.hpp"

namespace presslink {
namespace {

/// The first name of a path that is not known, with the parent it would be created under.
struct Gap {
  Taxonomy taxonomy;
  std::string name;
  std::optional<TermId> parent;
};

/// Writes a name as WordPress reads it (sanitize_text_field), so that two spellings are one wish.
void make_plain(std::string& name) {
  const std::string given = decode_entities(trim(name));
  name.clear();
  for (const char c : given) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space || !name.ends_with(' ')) name += space ? ' ' : c;
  }
}

/// How long a twin that WordPress is still writing is given to become visible, and how often one
/// looks while there are any.
constexpr std::chrono::milliseconds twin_delay{500};
constexpr int max_looks = 5;

/// How often the whole list is read again because an answer was lost or a parent has gone.
constexpr int max_rereads = 3;

// Of a list of categories, far more than any site has.
constexpr int max_pages = 1000;
constexpr std::size_t max_list = std::size_t{64} << 20;  // bytes

/// A term by an answer to a create, with the name that was asked for: what WordPress stored may
/// read otherwise (tags stripped, spaces joined), and a later list says only that.
struct Named {
  Taxonomy taxonomy;
  TermId id;
  std::string asked;
  bool made;                ///< by this flow; otherwise it was there (`term_exists`)
  std::string stored = {};  ///< empty where only the id is known
};

}  // namespace

struct TermsFlow::State {
  enum class Stage { start, list, create, pause, tag, remove, done };

  State(const ScopeGuard& guard, Input&& asked, FlowOptions options)
      : input(std::move(asked)), loop(&guard, options, Phase::terms) {
    report.known = std::move(input.known);
    for (TermPath& path : input.categories) {
      for (std::string& name : path) make_plain(name);
    }
    for (std::string& tag : input.tags) make_plain(tag);
  }

  Step take(std::optional<Step>&& step, UtcTime now) {
    if (step) return std::move(*step);
    RetryLoop::Reply reply = loop.take_reply();
    switch (stage) {
      case Stage::list: return listed(reply, now);
      case Stage::create: return created(reply, now);
      case Stage::tag: return compared(reply, now);
      case Stage::remove: return removed(reply, now);
      case Stage::start:
      case Stage::pause:
      case Stage::done: break;
    }
    return fail(std::move(reply).error());
  }

  Step send(Stage next, Call&& call, Safety safety, UtcTime now) {
    stage = next;
    return take(loop.begin(std::move(call), safety, now), now);
  }

  Step begin(UtcTime now) {
    auto good = check_terms(input.categories);
    if (good) good = check_terms(input.tags);
    return good ? resolve(now) : fail(std::move(good).error());
  }

  // --- resolve -------------------------------------------------------------------------------

  [[nodiscard]] const Term* find_tag(const std::string& name) const {
    return find_term(report.known.tags, name, std::nullopt);
  }

  [[nodiscard]] const Term* find_category(TermId id) const {
    for (const Term& term : report.known.categories) {
      if (term.id == id) return &term;
    }
    return nullptr;
  }

  /// The terms down `path`, up to the first name that is not known.
  [[nodiscard]] std::vector<TermId> walk(const TermPath& path) const {
    std::vector<TermId> ids;
    std::optional<TermId> parent;
    for (const std::string& name : path) {
      const Term* term = find_term(report.known.categories, name, parent);
      if (term == nullptr) break;
      parent = term->id;
      ids.push_back(term->id);
    }
    return ids;
  }

  /// Begins at the first wish that was not there the last time: terms are only added meanwhile,
  /// but by `forget` and a list read anew.
  [[nodiscard]] std::optional<Gap> first_gap() {
    for (; first_open < input.categories.size(); ++first_open) {
      const TermPath& path = input.categories[first_open];
      const auto known = walk(path);
      if (known.size() == path.size() || leave_out_missing) continue;
      Gap gap{Taxonomy::category, *(path.begin() + static_cast<std::ptrdiff_t>(known.size())), {}};
      if (!known.empty()) gap.parent = known.back();
      return gap;
    }
    for (; first_open - input.categories.size() < input.tags.size(); ++first_open) {
      const std::string& tag = input.tags[first_open - input.categories.size()];
      if (find_tag(tag) == nullptr) return Gap{Taxonomy::tag, tag, std::nullopt};
    }
    return std::nullopt;
  }

  [[nodiscard]] std::string missing_categories() const {
    std::string missing;
    for (const TermPath& path : input.categories) {
      if (walk(path).size() == path.size()) continue;
      if (!missing.empty()) missing += ", ";
      missing += "\"" + str(path) + "\"";
    }
    return missing;
  }

  Step resolve(UtcTime now) {
    auto gap = first_gap();
    if (!gap) return look_due && looks < max_looks ? pause() : succeed();
    if (gap->taxonomy == Taxonomy::category) {
      if (!report.known.categories_complete) return list(now);
      if (input.on_missing == OnMissingTerm::skip) {
        leave_out_missing = true;  // the tags may still have to be made
        return resolve(now);
      }
      if (input.on_missing == OnMissingTerm::fail) {
        return fail(make_worded(Errc::not_found, Phase::terms, "no_category", "names",
                                missing_categories()));
      }
    }
    wished = std::move(*gap);
    return send(Stage::create, create_term(wished.taxonomy, wished.name, wished.parent),
                Safety::create, now);
  }

  Step list(UtcTime now) {
    fresh.clear();
    page = 1;
    listed_bytes = 0;
    return send(Stage::list, list_categories(page), Safety::read, now);
  }

  /// Adds what became of a wish; without a term it was skipped.
  void tell(std::vector<TermReport>& told, const TermPath& path, Taxonomy taxonomy,
            const Term* term) const {
    TermReport one{.path = path, .id = {}, .name = path.back()};
    if (term != nullptr) {
      one.id = term->id;
      one.name = term->name;
    }
    for (const Named& named : names) {
      if (named.taxonomy != taxonomy || named.id != one.id) continue;
      one.created = one.created || named.made;
      if (!named.stored.empty()) one.name = named.stored;
    }
    for (const TermReport& earlier : told) one.created = one.created && earlier.id != one.id;
    told.push_back(std::move(one));
  }

  Step succeed() {
    for (const TermPath& path : input.categories) {
      const auto known = walk(path);
      tell(report.categories, path, Taxonomy::category,
           known.size() == path.size() ? find_category(known.back()) : nullptr);
    }
    for (const std::string& tag : input.tags) {
      tell(report.tags, TermPath{tag}, Taxonomy::tag, find_tag(tag));
    }
    stage = Stage::done;
    result = std::move(report);
    return Done{};
  }

  // --- answers -------------------------------------------------------------------------------

  Step listed(RetryLoop::Reply& reply, UtcTime now) {
    if (auto error = loop.refusal(reply, now)) return fail(std::move(*error));
    auto terms = parse_term_page(*reply);
    if (!terms) return fail(loop.explain_shape(*reply));
    const bool more = is_followed(*terms);
    listed_bytes += reply->body.size();
    if (page == max_pages || listed_bytes > max_list) {
      return fail(make_error(Errc::bad_answer, Phase::terms,
                             "The site's list of categories does not end."));
    }
    if (!is_known(*terms)) {
      for (Term& term : terms->terms) fresh.push_back(std::move(term));
    }
    if (more) {
      return send(Stage::list, list_categories(++page), Safety::read, now);
    }
    report.known.categories = std::move(fresh);
    report.known.categories_complete = true;
    first_open = 0;
    restore_names();
    return std::exchange(looking, false) ? remove_twins(now) : resolve(now);
  }

  /// Whether `listed` is not the last page.
  [[nodiscard]] bool is_followed(const TermPage& listed) const {
    if (listed.terms.empty() || is_known(listed)) return false;
    return listed.total_pages ? page < *listed.total_pages : listed.terms.size() == terms_per_page;
  }

  /// A server that does not know `page` gives the first one again and again.
  [[nodiscard]] bool is_known(const TermPage& listed) const {
    return !fresh.empty() && !listed.terms.empty() && listed.terms.front().id == fresh.front().id;
  }

  Step created(RetryLoop::Reply& reply, UtcTime now) {
    if (!reply) return recover(std::move(reply).error(), now);
    if (const auto id = existing_term(*reply)) {
      names.push_back({wished.taxonomy, *id, wished.name, false});
      remember({.id = *id, .name = wished.name, .slug = {}, .parent = wished.parent});
      return resolve(now);
    }
    if (reply->status == 201) {
      auto term = parse_term(*reply);
      if (!term) return fail(loop.explain_shape(*reply));
      names.push_back({wished.taxonomy, term->id, wished.name, true, term->name});
      unsettled.push_back({wished.taxonomy, *term});
      look_due = true;
      term->name = wished.name;
      term->parent = wished.parent;
      remember(std::move(*term));
      return resolve(now);
    }
    return refused(*reply, now);
  }

  Step refused(const Response& response, UtcTime now) {
    Error error = loop.explain_write(response, now);
    if (error.code == Errc::uncertain) return recover(std::move(error), now);
    if (error.wp_code == "rest_term_invalid" && rereads < max_rereads) return read_anew(now);
    if (error.code == Errc::not_permitted) {
      const bool category = wished.taxonomy == Taxonomy::category;
      set_words(error, category ? "no_new_category" : "no_new_tag", "names",
                category ? missing_categories() : "\"" + wished.name + "\"");
    }
    return fail(std::move(error));
  }

  /// A create whose answer was lost: a second one is answered with `term_exists` and the id, but a
  /// look costs as little and does not depend on it.
  Step recover(Error&& error, UtcTime now) {
    if (error.code != Errc::uncertain || stopped || rereads == max_rereads)
      return fail(std::move(error));
    return read_anew(now);
  }

  Step read_anew(UtcTime now) {
    ++rereads;
    report.known.categories.clear();
    report.known.categories_complete = false;
    first_open = 0;
    return resolve(now);
  }

  // --- twins ---------------------------------------------------------------------------------

  Step pause() {
    stage = Stage::pause;
    look_due = false;
    ++looks;
    return Wait{twin_delay * looks};
  }

  Step look(UtcTime now) {
    looking = true;
    return input.categories.empty() ? look_at_tag(now) : list(now);
  }

  Step look_at_tag(UtcTime now) {
    while (!unsettled.empty() && unsettled.back().first == Taxonomy::category) unsettled.pop_back();
    if (unsettled.empty()) return resolve(now);
    return send(Stage::tag, list_tags_like(unsettled.back().second.name), Safety::read, now);
  }

  /// Terms of the new list go by the names that were asked for, twins of them too.
  void restore_names() {
    for (Named& named : names) {
      const Term* term = find_category(named.id);
      if (term == nullptr || named.taxonomy != Taxonomy::category) continue;
      named.stored = term->name;
      const std::optional<TermId> parent = term->parent;
      for (Term& each : report.known.categories) {
        if (each.name == named.stored && each.parent == parent) each.name = named.asked;
      }
    }
  }

  /// The categories made here that no wished path leads to any more, in the order they were made.
  [[nodiscard]] std::vector<TermId> strays() const {
    std::vector<TermId> used;
    for (const TermPath& path : input.categories) {
      for (const TermId id : walk(path)) used.push_back(id);
    }
    std::vector<TermId> out;
    for (const auto& [taxonomy, made] : unsettled) {
      const TermId id = made.id;
      const bool unused = std::find(used.begin(), used.end(), id) == used.end();
      const bool stray = taxonomy == Taxonomy::category && unused && find_category(id) != nullptr;
      if (stray) out.push_back(id);
    }
    return out;
  }

  /// After a look at the categories. Whoever saw a twin looks again: the one that stays may itself
  /// be the younger of two, and its maker about to remove it.
  Step remove_twins(UtcTime now) {
    doomed = strays();
    if (doomed.empty()) return first_gap() ? resolve(now) : look_at_tag(now);
    look_due = true;
    return remove_next(now);
  }

  Step remove_next(UtcTime now) {
    if (doomed.empty()) return resolve(now);
    const TermId id = doomed.back();  // children were made after their parents
    doomed.pop_back();
    forget(id);
    return send(Stage::remove, delete_term(Taxonomy::category, id), Safety::repeatable, now);
  }

  Step removed(RetryLoop::Reply& reply, UtcTime now) {
    if (!reply && stopped) return fail(std::move(reply).error());
    return removing_tag ? look_at_tag(now) : remove_next(now);
  }

  Step compared(RetryLoop::Reply& reply, UtcTime now) {
    if (auto error = loop.refusal(reply, now)) return fail(std::move(*error));
    const auto tags = parse_term_page(*reply);
    if (!tags) return fail(loop.explain_shape(*reply));
    const Term made = unsettled.back().second;
    unsettled.pop_back();
    const Term* oldest = find_term(tags->terms, made.name, std::nullopt);
    if (oldest == nullptr || !(oldest->id < made.id)) return look_at_tag(now);
    removing_tag = true;
    rename_twin(made.id, *oldest);
    return send(Stage::remove, delete_term(Taxonomy::tag, made.id), Safety::repeatable, now);
  }

  // --- ends ----------------------------------------------------------------------------------

  void remember(Term term) {
    auto& terms =
        wished.taxonomy == Taxonomy::category ? report.known.categories : report.known.tags;
    terms.push_back(std::move(term));
  }

  /// A category that this flow takes back.
  void forget(TermId id) {
    const auto is_it = [id](const Term& term) { return term.id == id; };
    auto& terms = report.known.categories;
    terms.erase(std::remove_if(terms.begin(), terms.end(), is_it), terms.end());
    first_open = 0;
    unsettled.erase(std::remove_if(unsettled.begin(), unsettled.end(),
                                   [&](const auto& made) {
                                     return made.first == Taxonomy::category && is_it(made.second);
                                   }),
                    unsettled.end());
  }

  /// Takes the tag `twin` for the younger `made`.
  void rename_twin(TermId made, const Term& twin) {
    for (Term& tag : report.known.tags) {
      if (tag.id != made) continue;
      tag.id = twin.id;
      tag.slug = twin.slug;
    }
  }

  Step fail(Error&& error) {
    stage = Stage::done;
    result = unexpected(std::move(error));
    return Done{};
  }

  Input input;
  RetryLoop loop;
  Stage stage = Stage::start;
  int page = 1;
  std::size_t listed_bytes = 0;
  Gap wished{};
  std::vector<Term> fresh;  ///< pages of a list under way
  std::vector<Named> names;
  /// Made here, as stored, and not yet compared with what others made at the same time.
  std::vector<std::pair<Taxonomy, Term>> unsettled;
  std::vector<TermId> doomed;  ///< categories being removed, last first
  std::size_t first_open = 0;  ///< the wishes before it are known; categories, then tags
  int looks = 0;
  int rereads = 0;
  bool look_due = false;  ///< something was made or taken back since the last look
  bool looking = false;
  bool removing_tag = false;
  bool leave_out_missing = false;
  bool stopped = false;  ///< the host cancelled
  Report report;
  Result<Report> result = not_run_yet(Phase::terms);
};

TermsFlow::TermsFlow(const ScopeGuard& guard, Input input, FlowOptions options)
    : state_(std::make_unique<State>(guard, std::move(input), options)) {}
TermsFlow::~TermsFlow() = default;
TermsFlow::TermsFlow(TermsFlow&&) noexcept = default;
TermsFlow& TermsFlow::operator=(TermsFlow&&) noexcept = default;

Step TermsFlow::advance(Event event, UtcTime now) {
  State& state = *state_;
  if (state.stage == State::Stage::done) return Done{};
  if (state.stage == State::Stage::start && std::holds_alternative<Begin>(event)) {
    return state.begin(now);
  }
  state.stopped = std::holds_alternative<Cancelled>(event);
  const bool paused = state.stage == State::Stage::pause;
  if (paused && std::holds_alternative<Woke>(event)) return state.look(now);
  return state.take(state.loop.on(std::move(event), now), now);
}

const Result<TermsFlow::Report>& TermsFlow::result() const { return state_->result; }
int TermsFlow::requests() const { return state_->loop.requests(); }

}  // namespace presslink
