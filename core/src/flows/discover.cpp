// DiscoverFlow
//   state | answer                                  | next
//   ------|-----------------------------------------|-------------------------------------------
//   start | Begin                                   | head, or probe for the usual roots alone
//   head  | redirect within the site                | head, at the new address
//   head  | Link header                             | index
//   head  | no connection over https, http allowed  | head, over http
//   head  | Basic authentication, 410, 429          | done: error
//   head  | any other answer                        | page
//   page  | redirect within the site                | page, at the new address
//   page  | Link header or link in the HTML         | index
//   page  | link to RSD                             | rsd
//   page  | any other answer                        | probe, its diagnosis kept
//   page  | Basic authentication, 410, 429          | done: error
//   rsd   | an apiLink                              | index
//   rsd   | any other answer                        | probe
//   index | an index                                | done
//   index | JSON 401 or 403                         | done, closed to strangers
//   index | redirect within the site                | index, at the new root
//   index | any other answer                        | probe, its diagnosis kept
//   probe | an index of the folder's own            | done
//   probe | an index of a site above                | the next probe; done with it after the last
//   probe | JSON 401 or 403                         | done, closed to strangers
//   probe | 410, the site is closed                 | done: error
//   probe | redirect within the site                | probe, at the new address
//   probe | any other answer, or none               | the next probe, or done: error
//   head, page | no answer                          | done: error
//   probe, of the usual roots alone | no answer     | over http where allowed, or done: error
//   any   | redirect to another site                | done: error, naming it
//   any   | Cancelled, or an event out of order     | done: error
//
// What is kept as diagnosis is the first answer that says more than "no WordPress here".

#include "presslink/discover.hpp"

#include <utility>

#include "base/failure.hpp"
#include "flows/retry_loop.hpp"
#include "flows/visit.hpp"
#include "http/site_directory.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/failure.hpp"
#include "wordpress/site.hpp"

namespace presslink {
namespace {

constexpr int max_redirects = 5;
constexpr std::size_t max_directories = 4;

/// What no other address of the site will answer otherwise.
bool is_final(const Response& response) {
  // In the place of a site of a network that is closed, the one above would answer.
  return response.status == 429 || response.status == status_gone ||
         (response.status == 401 && response.headers.find("WWW-Authenticate"));
}

bool is_about_connecting(const Error& error) {
  return error.code == Errc::unreachable || error.code == Errc::tls_failed ||
         error.code == Errc::timed_out;
}

/// `/a/b/c` → `/a/b/c/`, `/a/b/`, `/a/`, `/`.
std::vector<std::string> directories(std::string_view path) {
  std::vector<std::string> out;
  std::string directory = site_folder(path);
  while (out.size() + 1 < max_directories && directory.size() > 1) {
    out.push_back(directory);
    directory.pop_back();
    directory.resize(directory.rfind('/') + 1);
  }
  out.emplace_back("/");
  return out;
}

}  // namespace

struct DiscoverFlow::State {
  enum class Stage { start, head, page, rsd, index, probe, done };

  State(SiteUrl wished, FlowOptions options, Lookup where)
      : site(std::move(wished)),
        at(site.url()),
        lookup(where),
        loop(nullptr, options, Phase::discover) {}

  Step begin(UtcTime now) { return lookup == Lookup::everywhere ? head(now) : begin_probes(now); }

  Step read(Stage next, RetryLoop::AnonymousRead what, UtcTime now) {
    stage = next;
    return take(loop.begin(std::move(what), now), now);
  }

  Step take(std::optional<Step> step, UtcTime now) {
    if (step) return std::move(*step);
    RetryLoop::Reply reply = loop.take_reply();
    // The host's own word; all other errors are the network's, and say something of the site.
    const bool by_host =
        !reply && (reply.error().code == Errc::cancelled || reply.error().code == Errc::bad_input);
    if (by_host) return fail(std::move(reply).error());
    switch (stage) {
      case Stage::head: return reply ? on_head(*reply, now) : no_answer(reply.error(), now);
      case Stage::page: return reply ? on_page(*reply, now) : no_answer(reply.error(), now);
      case Stage::rsd: return on_rsd(reply, now);
      case Stage::index: return on_index(reply, now);
      case Stage::probe: return on_probe(reply, now);
      case Stage::start:
      case Stage::done: break;
    }
    return fail(std::move(reply).error());
  }

  // --- the address itself --------------------------------------------------------------------

  Step head(UtcTime now) { return read(Stage::head, headers_at(at), now); }

  Step page(UtcTime now) { return read(Stage::page, page_at(at), now); }

  Step on_head(const Response& response, UtcTime now) {
    if (is_redirect(response)) return follow(response, Stage::head, now);
    if (const auto link = link_target(response.headers, "https://api.w.org/")) {
      return announced(*link, FoundBy::link_header, now);
    }
    if (is_final(response)) return fail(final_answer(response, now));
    return page(now);
  }

  Step on_page(const Response& response, UtcTime now) {
    if (is_redirect(response)) return follow(response, Stage::page, now);
    if (const auto link = link_target(response.headers, "https://api.w.org/")) {
      return announced(*link, FoundBy::link_header, now);
    }
    if (const auto link = html_rest_link(response.body)) {
      return announced(*link, FoundBy::html_link, now);
    }
    if (response.status >= 400) {
      if (is_final(response)) return fail(final_answer(response, now));
      note(loop.explain_response(response, now));
    } else {
      note_page(response);
    }
    const auto rsd = html_rsd_link(response.body);
    wordpress_seen = wordpress_seen || rsd;
    const auto url = rsd ? at.resolve(*rsd) : bad_input("");
    if (url && same_site(url->origin(), at.origin())) return read(Stage::rsd, {.url = *url}, now);
    return begin_probes(now);
  }

  Error final_answer(const Response& response, UtcTime now) const {
    if (response.status != status_gone) return loop.explain_response(response, now);
    Evidence seen;
    seen.add(Fact::site_closed, decimal(status_gone));
    Error error = diagnose(Errc::not_wordpress, "not_wordpress", seen, Phase::discover);
    error.http_status = status_gone;
    return error;
  }

  Step on_rsd(const RetryLoop::Reply& reply, UtcTime now) {
    const auto link = reply ? rsd_rest_link(reply->body) : std::nullopt;
    return link ? announced(*link, FoundBy::rsd, now) : begin_probes(now);
  }

  Step no_answer(const Error& error, UtcTime now) {
    // A certificate that is wrong may be somebody's who would read along.
    const bool nobody = is_about_connecting(error) && error.code != Errc::tls_failed;
    if (nobody && site.may_use_http() && at.origin().scheme == Scheme::https) {
      at = at.with_scheme(Scheme::http);
      probes.clear();
      probed = 0;
      return begin(now);
    }
    return fail(error);
  }

  // --- redirects -----------------------------------------------------------------------------

  /// Where a redirect leads, if presslink goes there.
  Result<Url> destination(const Url& from, const Response& response) {
    const auto target = redirect_target(from, response, site.may_use_http());
    if (const auto* refused = std::get_if<RefusedRedirect>(&target)) {
      if (refused->fact != Fact::none) return refuse(refused->fact, refused->address);
      return unexpected(make_error(Errc::bad_answer, Phase::discover,
                                   "The site redirects to something that is no web address."));
    }
    const Url& url = *std::get_if<Url>(&target);
    if (++redirects > max_redirects) return refuse(Fact::redirected_in_circle, url.origin().str());
    return url;
  }

  static Unexpected refuse(Fact fact, const std::string& address) {
    const Errc code = fact == Fact::downgraded ? Errc::insecure_site : Errc::moved;
    Evidence seen;
    seen.add(fact, address);
    return unexpected(diagnose(code, "moved", seen, Phase::discover, {{"to", address}}));
  }

  Step follow(const Response& response, Stage next, UtcTime now) {
    auto target = destination(at, response);
    if (!target) return fail(std::move(target).error());
    // A site that sends every visitor to its log-in page still answers at its REST root.
    const bool login = is_log_in(*target);
    if (login) {
      wordpress_seen = true;
      at = at.with_path(std::string(site_directory(at.path())));
      return begin_probes(now);
    }
    at = *target;
    return next == Stage::head ? head(now) : page(now);
  }

  // --- an announced root ---------------------------------------------------------------------

  Step announced(const std::string& link, FoundBy how, UtcTime now) {
    wordpress_seen = true;
    const auto url = at.resolve(link);
    if (!url) return begin_probes(now);
    if (!same_site(url->origin(), at.origin())) {
      return fail(refuse(Fact::moved, url->origin().str()).error());
    }
    // Behind a proxy WordPress may not know that it is reached over https.
    const bool downgrade =
        at.origin().scheme == Scheme::https && url->origin().scheme == Scheme::http;
    const auto announced_root =
        ApiRoot::from_url(downgrade ? url->with_scheme(Scheme::https) : *url);
    if (!announced_root) return begin_probes(now);
    found_by = how;
    return index(*announced_root, now);
  }

  Step index(const ApiRoot& where, UtcTime now) {
    root = where;
    return read(Stage::index, index_read(where), now);
  }

  static RetryLoop::AnonymousRead index_read(const ApiRoot& where) {
    return {.url = where.url_for("/", {{"_fields", index_fields()}})};
  }

  Step on_index(const RetryLoop::Reply& reply, UtcTime now) {
    if (!reply) {
      note(reply.error());
      return begin_probes(now);
    }
    if (is_redirect(*reply)) return follow_root(*reply, now);
    if (accept_index(*reply, now)) return end();
    return begin_probes(now);
  }

  Step follow_root(const Response& response, UtcTime now) {
    auto target = destination(root->url_for("/"), response);
    if (!target) {
      if (stage == Stage::index) return fail(std::move(target).error());
      note(std::move(target).error());
      return next_probe(now);
    }
    const bool login = is_log_in(*target);
    if (login && login_wall.empty()) login_wall = describe(*target);
    const auto moved_root = redirected_root(*target);
    if (login || !moved_root) return next_probe(now);
    return stage == Stage::index ? index(*moved_root, now) : probe(*moved_root, now);
  }

  /// Takes an index, or a refusal that can only come from a REST API; else notes what it was.
  bool accept_index(const Response& response, UtcTime now) {
    if (response.status == 200) {
      if (auto profile = parse_index(response, *root, found_by)) {
        if (stage == Stage::probe && is_from_above(*profile)) {
          if (!from_above) from_above = std::move(*profile);
          return false;
        }
        succeed(std::move(*profile));
        return true;
      }
      note_page(response);
      return false;
    }
    Error error = loop.explain_response(response, now);
    const bool closed = error.code == Errc::rest_closed && response.status != 404;
    if (closed) {
      SiteProfile profile{.root = *root, .found_by = found_by};
      profile.closed_code = error.wp_code;
      succeed(std::move(profile));
      return true;
    }
    note(std::move(error));
    return false;
  }

  // --- probing -------------------------------------------------------------------------------

  Step begin_probes(UtcTime now) {
    found_by = FoundBy::probe;
    // Each folder in every style before the one above: a network's main site answers there.
    for (const std::string& directory : directories(at.path())) {
      // `rest_route` works with any permalinks. nginx lets nothing but GET, HEAD and POST from `/`
      // to index.php, and a browser asks with OPTIONS first, so it is named, as get_rest_url does.
      for (const std::string_view path :
           {"wp-json/", "index.php/wp-json/", "index.php?rest_route=/"}) {
        auto url = Url::parse(at.origin().str() + directory + std::string(path));
        auto candidate = url ? ApiRoot::from_url(*url) : bad_input("");
        const bool tried = candidate && root && *candidate == *root;
        if (candidate && !tried) probes.push_back(std::move(*candidate));
      }
    }
    return next_probe(now);
  }

  Step next_probe(UtcTime now) {
    if (probed == probes.size()) {
      if (!from_above) return fail(verdict());
      succeed(std::move(*from_above));
      return end();
    }
    const ApiRoot where = std::move(probes[probed++]);
    redirects = 0;
    return probe(where, now);
  }

  Step probe(const ApiRoot& where, UtcTime now) {
    root = where;
    return read(Stage::probe, index_read(where), now);
  }

  Step on_probe(const RetryLoop::Reply& reply, UtcTime now) {
    if (!reply) {
      // Nothing of the site was seen before, so its other roots would be as silent.
      const bool silent = lookup == Lookup::usual_roots && is_about_connecting(reply.error());
      if (silent) return no_answer(reply.error(), now);
      note(reply.error());
      return next_probe(now);
    }
    if (is_redirect(*reply)) return follow_root(*reply, now);
    if (is_closed_site(*reply)) return fail(loop.explain_response(*reply, now));
    return accept_index(*reply, now) ? end() : next_probe(now);
  }

  // --- ends ----------------------------------------------------------------------------------

  void note(Error error) {
    if (!diagnosis && error.code != Errc::not_wordpress) diagnosis = std::move(error);
  }

  /// A page with status 200 counts only where it is a firewall's, or JSON that is damaged.
  void note_page(const Response& response) {
    Error error = loop.explain_shape(response);
    if (is_damaged(response) || error.code == Errc::blocked) note(std::move(error));
  }

  Error verdict() {
    if (diagnosis) return std::move(*diagnosis);
    Evidence seen;
    seen.add(Fact::no_rest);
    if (wordpress_seen) seen.add(Fact::wordpress_seen);
    if (!login_wall.empty()) seen.add(Fact::login_wall, login_wall);
    return diagnose(wordpress_seen ? Errc::rest_closed : Errc::not_wordpress, "not_wordpress", seen,
                    Phase::discover);
  }

  void succeed(SiteProfile profile) {
    const bool within = is_within(site.url(), profile);
    result = DiscoverReport{std::move(profile), loop.attempts(), within};
  }

  Step fail(Error error) {
    error.attempts = loop.attempts();
    result = unexpected(std::move(error));
    return end();
  }

  Step end() {
    stage = Stage::done;
    return Done{};
  }

  SiteUrl site;
  Url at;
  Lookup lookup;
  RetryLoop loop;
  Stage stage = Stage::start;
  bool wordpress_seen = false;  ///< it announced a root, an RSD document or its log-in page
  std::string login_wall;       ///< where a REST root leads, if that is the log-in page
  int redirects = 0;
  FoundBy found_by = FoundBy::probe;
  std::optional<ApiRoot> root;
  std::vector<ApiRoot> probes;
  std::size_t probed = 0;                 ///< how many of them had their turn
  std::optional<SiteProfile> from_above;  ///< found by a probe, but not at its own folder
  std::optional<Error> diagnosis;
  Result<DiscoverReport> result = not_run_yet(Phase::discover);
};

DiscoverFlow::DiscoverFlow(SiteUrl site, FlowOptions options, Lookup lookup)
    : state_(std::make_unique<State>(std::move(site), options, lookup)) {}
DiscoverFlow::~DiscoverFlow() = default;
DiscoverFlow::DiscoverFlow(DiscoverFlow&&) noexcept = default;
DiscoverFlow& DiscoverFlow::operator=(DiscoverFlow&&) noexcept = default;

Step DiscoverFlow::advance(Event event, UtcTime now) {
  State& state = *state_;
  if (state.stage == State::Stage::done) return Done{};
  if (state.stage == State::Stage::start && std::holds_alternative<Begin>(event)) {
    return state.begin(now);
  }
  return state.take(state.loop.on(std::move(event), now), now);
}

const Result<DiscoverReport>& DiscoverFlow::result() const { return state_->result; }

}  // namespace presslink
