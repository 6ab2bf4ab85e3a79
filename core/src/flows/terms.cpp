// TermsFlow
//   state   | answer                        | next
//   --------|-------------------------------|----------------------------------------------
//   start   | Begin                         | resolve
//   list    | 200, more pages               | list
//   list    | 200, last page                | resolve
//   create  | 201, slug as expected         | resolve
//   create  | 201, slug altered             | siblings: another flow may have made a twin
//   create  | 400 term_exists with an id    | resolve, with that id
//   create  | 400 rest_term_invalid, first  | list: the known parent is gone
//   create  | lost answer                   | list: read anew what is there (tags: create again)
//   siblings| 200, an older one             | remove: ours goes
//   siblings| 200, none, first look         | pause: the twin may be half written
//   siblings| 200, none, second look        | resolve
//   pause   | Woke                          | siblings
//   remove  | any answer                    | resolve, with the older one
//   any     | any other answer              | done: error
//
// resolve is no state of waiting: it looks every wished path up in what is known and begins the
// next list or create, or ends the flow.

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

/// How long a twin that WordPress is still writing is given to become visible.
constexpr std::chrono::milliseconds twin_delay{400};

/// The slug that WordPress makes of a plain name (sanitize_title), good enough to tell when it
/// found that slug taken and chose another (wp_unique_term_slug): `tea-2`, or `tea-` and the
/// parent's slug. A name with other letters only costs a needless look.
std::string plain_slug(std::string_view name) {
  std::string slug;
  for (const char c : name) {
    if (is_ascii_alphanumeric(c) || c == '_') {
      slug += ascii_lower(c);
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

}  // namespace

struct TermsFlow::State {
  enum class Stage { start, list, create, siblings, pause, remove, done };

  State(const ScopeGuard& guard, Input asked, FlowOptions options)
      : input(std::move(asked)), loop(&guard, options, Phase::terms) {
    report.known = std::move(input.known);
  }

  Step take(RetryLoop::Output output, UtcTime now) {
    if (auto* step = std::get_if<Step>(&output)) return std::move(*step);
    auto& reply = *std::get_if<RetryLoop::Reply>(&output);
    switch (stage) {
      case Stage::list: return listed(std::move(reply), now);
      case Stage::create: return created(std::move(reply), now);
      case Stage::siblings: return compared(reply, now);
      case Stage::remove: return removed(reply, now);
      case Stage::start:
      case Stage::pause:
      case Stage::done: break;
    }
    return fail(std::move(reply).error());
  }

  Step send(Stage next, Call call, Safety safety, UtcTime now) {
    stage = next;
    return take(loop.begin(std::move(call), safety, now), now);
  }

  // --- resolve -------------------------------------------------------------------------------

  [[nodiscard]] const Term* find(const Gap& wish) const {
    const auto& terms =
        wish.taxonomy == Taxonomy::category ? report.known.categories : report.known.tags;
    return find_term(terms, wish.name, wish.parent);
  }

  /// Walks down `path`; the term at its end, or the gap where it stops.
  [[nodiscard]] std::variant<const Term*, Gap> look_up(const TermPath& path) const {
    const Term* term = nullptr;
    for (const std::string& name : path) {
      Gap wish{Taxonomy::category, name, term != nullptr ? std::optional(term->id) : std::nullopt};
      term = find(wish);
      if (term == nullptr) return wish;
    }
    return term;
  }

  [[nodiscard]] std::optional<Gap> first_gap() const {
    for (const TermPath& path : input.categories) {
      auto found = look_up(path);
      auto* gap = std::get_if<Gap>(&found);
      if (gap != nullptr && !leave_out_missing) return std::move(*gap);
    }
    for (const std::string& tag : input.tags) {
      Gap wish{Taxonomy::tag, tag, std::nullopt};
      if (find(wish) == nullptr) return wish;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::string missing_categories() const {
    std::string names;
    for (const TermPath& path : input.categories) {
      if (std::holds_alternative<const Term*>(look_up(path))) continue;
      if (!names.empty()) names += ", ";
      names += "\"" + str(path) + "\"";
    }
    return names;
  }

  Step resolve(UtcTime now) {
    const auto gap = first_gap();
    if (!gap) return succeed();
    if (gap->taxonomy == Taxonomy::category) {
      if (!report.known.categories_complete) {
        report.known.categories.clear();
        page = 1;
        return send(Stage::list, list_categories(page), Safety::read, now);
      }
      if (input.on_missing == OnMissingTerm::skip) {
        leave_out_missing = true;  // the tags may still have to be made
        return resolve(now);
      }
      if (input.on_missing == OnMissingTerm::fail) {
        return fail(make_error(Errc::not_found, Phase::terms,
                               "The site has no category " + missing_categories() + ".",
                               "Create it in WordPress under Posts > Categories, or let presslink "
                               "create it."));
      }
    }
    wished = *gap;
    auto call = create_term(gap->taxonomy, gap->name, gap->parent);
    if (!call) return fail(std::move(call).error());
    return send(Stage::create, std::move(*call), Safety::create, now);
  }

  Step succeed() {
    for (const TermPath& path : input.categories) {
      const auto found = look_up(path);
      const auto* term = std::get_if<const Term*>(&found);
      if (term == nullptr) {
        report.categories.push_back({path, std::nullopt, false});
      } else {
        const TermId id = (*term)->id;
        report.categories.push_back({path, id, was_created(Taxonomy::category, id)});
      }
    }
    for (const std::string& tag : input.tags) {
      const Term* term = find({Taxonomy::tag, tag, std::nullopt});
      report.tags.push_back({TermPath{tag}, term->id, was_created(Taxonomy::tag, term->id)});
    }
    stage = Stage::done;
    result = std::move(report);
    return Done{};
  }

  // --- answers -------------------------------------------------------------------------------

  Step listed(RetryLoop::Reply reply, UtcTime now) {
    if (!reply) return fail(std::move(reply).error());
    if (reply->status != 200) return fail(loop.explain_response(*reply, now));
    auto terms = parse_term_page(*reply);
    if (!terms) return fail(loop.explain_shape(*reply));
    auto& known = report.known.categories;
    known.insert(known.end(), terms->terms.begin(), terms->terms.end());
    if (page < terms->total_pages) {
      return send(Stage::list, list_categories(++page), Safety::read, now);
    }
    report.known.categories_complete = true;
    return resolve(now);
  }

  Step created(RetryLoop::Reply reply, UtcTime now) {
    if (!reply) return recover(std::move(reply).error(), now);
    if (const auto id = existing_term(*reply)) {
      remember({.id = *id, .name = wished.name, .slug = {}, .parent = wished.parent});
      return resolve(now);
    }
    if (reply->status == 201) {
      auto term = parse_term(*reply);
      if (!term) return fail(loop.explain_shape(*reply));
      // What WordPress stored may read otherwise (tags stripped, spaces), so it is known by the
      // name that was asked for.
      term->name = wished.name;
      term->parent = wished.parent;
      made = *term;
      const bool altered = wished.taxonomy == Taxonomy::category && !term->slug.empty() &&
                           term->slug != plain_slug(wished.name);
      if (!altered) return keep(std::move(*term), now);
      looked_twice = false;
      return look_at_siblings(now);
    }
    return refused(*reply, now);
  }

  Step refused(const Response& response, UtcTime now) {
    Error error = loop.explain_response(response, now);
    if (error.wp_code == "rest_term_invalid" && !reread) return read_anew(now);
    if (error.code == Errc::not_permitted) {
      const bool category = wished.taxonomy == Taxonomy::category;
      error.message = category ? "The site has no category " + missing_categories() +
                                     ", and this account may not create categories."
                               : "This account may not create the tag \"" + wished.name + "\".";
      error.remedy =
          "Give the account the role Editor, or create it in WordPress under Posts beforehand.";
    }
    return fail(std::move(error));
  }

  /// A create whose answer was lost: a second one is answered with `term_exists` and the id, but a
  /// look costs as little and does not depend on it.
  Step recover(Error error, UtcTime now) {
    if (error.code != Errc::uncertain || stopped || reread) return fail(std::move(error));
    return read_anew(now);
  }

  Step read_anew(UtcTime now) {
    reread = true;
    report.known.categories.clear();
    report.known.categories_complete = false;
    return resolve(now);
  }

  Step look_at_siblings(UtcTime now) {
    return send(Stage::siblings, list_siblings(wished.parent), Safety::read, now);
  }

  Step compared(const RetryLoop::Reply& reply, UtcTime now) {
    const auto siblings = reply && reply->status == 200 ? parse_term_page(*reply) : std::nullopt;
    const Term* oldest =
        siblings ? find_term(siblings->terms, wished.name, wished.parent) : nullptr;
    if (oldest != nullptr && oldest->id < made->id) {
      twin = *oldest;
      return send(Stage::remove, delete_category(made->id), Safety::repeatable, now);
    }
    if (looked_twice) return keep(*made, now);
    looked_twice = true;
    stage = Stage::pause;
    return Wait{twin_delay};
  }

  Step removed(const RetryLoop::Reply& reply, UtcTime now) {
    if (!reply && stopped) return fail(reply.error());
    remember(*twin);
    return resolve(now);
  }

  Step keep(Term term, UtcTime now) {
    created_ids.emplace_back(wished.taxonomy, term.id);
    remember(std::move(term));
    return resolve(now);
  }

  // --- ends ----------------------------------------------------------------------------------

  void remember(Term term) {
    auto& terms =
        wished.taxonomy == Taxonomy::category ? report.known.categories : report.known.tags;
    terms.push_back(std::move(term));
  }

  [[nodiscard]] bool was_created(Taxonomy taxonomy, TermId id) const {
    return std::find(created_ids.begin(), created_ids.end(), std::pair{taxonomy, id}) !=
           created_ids.end();
  }

  Step fail(Error error) {
    stage = Stage::done;
    result = unexpected(std::move(error));
    return Done{};
  }

  Input input;
  RetryLoop loop;
  Stage stage = Stage::start;
  int page = 1;
  Gap wished{};
  std::optional<Term> made;
  std::optional<Term> twin;
  bool leave_out_missing = false;
  bool looked_twice = false;  ///< for a twin of `made`
  bool reread = false;        ///< the list was read a second time; not again
  bool stopped = false;       ///< the host cancelled
  std::vector<std::pair<Taxonomy, TermId>> created_ids;
  Report report;
  Result<Report> result =
      unexpected(make_error(Errc::bad_input, Phase::terms, "The flow has not run yet."));
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
    return state.resolve(now);
  }
  state.stopped = std::holds_alternative<Cancelled>(event);
  const bool paused = state.stage == State::Stage::pause;
  if (paused && std::holds_alternative<Woke>(event)) return state.look_at_siblings(now);
  return state.take(state.loop.on(std::move(event), now), now);
}

const Result<TermsFlow::Report>& TermsFlow::result() const { return state_->result; }
int TermsFlow::requests() const { return state_->loop.requests(); }

}  // namespace presslink
