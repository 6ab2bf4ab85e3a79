// DoctorFlow
//   state      | answer                               | next
//   -----------|--------------------------------------|-------------------------------------------
//   start      | Begin                                | front; index where the root is known or
//              |                                      | no page can be read
//   front      | redirect within the site             | front, at the new address
//   front      | Link header                          | index
//   front      | a page, or HEAD is not taken         | page
//   front      | no connection over https, http taken | front, over http
//   front      | no connection                        | done
//   front      | 410                                  | done
//   front      | any other answer                     | index, at the usual addresses
//   page       | a link in the HTML                   | index
//   page       | any other answer                     | index, at the usual addresses
//   index      | redirect within the site             | index, at the new address
//   index      | an index; Application Passwords off  | probe; done over plain http
//   index      | an index; or refused to strangers    | me; done without credentials
//   index      | what the front page answered too     | done
//   index      | 410, the site is closed              | done
//   index      | no connection, or no site there      | done
//   index      | any other answer, or none            | index, at the next address, or done
//   probe      | 401: they are on after all           | me; done without credentials
//   probe      | any other answer                     | links; done where a plugin is known, or
//              |                                      | no page can be read
//   links      | any answer                           | done
//   me         | the account                          | introspect
//   me         | 401                                  | xml_rpc; done where it cannot be asked
//   me         | 403, 404 in WordPress's words        | posts
//   me         | any other answer                     | done
//   xml_rpc    | any answer                           | done
//   introspect | any answer                           | own_index where the index is closed; posts
//   own_index  | any answer                           | posts
//   posts      | the account's posts                  | categories
//   posts      | any other answer                     | done
//   categories | any answer                           | done
//   any        | redirect to another site             | done
//   any        | the eighth answer                    | done
//   any        | Cancelled, or an event out of order  | done: error
//
// Nothing is repeated: what fails once is what is to be explained. What an address tells counts
// only where no other address answers as it should; who answered in WordPress's place there is
// named nevertheless, as what is amiss. No site is `blocked` to which DiscoverFlow finds a way:
// `rest_route` works wherever the further addresses do that it asks.

#include "presslink/doctor.hpp"

#include <algorithm>
#include <utility>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "doctor/causes.hpp"
#include "doctor/evidence.hpp"
#include "doctor/texts.hpp"
#include "flows/retry_loop.hpp"
#include "flows/visit.hpp"
#include "http/site_directory.hpp"
#include "wordpress/account.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/failure.hpp"
#include "wordpress/site.hpp"
#include "wordpress/xml_rpc.hpp"

namespace presslink {
namespace {

constexpr std::size_t max_requests = 8;
constexpr int max_redirects = 3;
constexpr Asked stranger = {.what = Asked::What::index, .with_credentials = false};

FlowOptions without_retries(FlowOptions options) {
  options.retry.max_retries = 0;
  options.site = nullptr;  // not needed, and gone before the last loop is made
  return options;
}

/// Takes out what `_envelope` wraps, for browsers hide the header Allow.
void unwrap(Response& response) {
  const json::Document document = read_json(response);
  const json::Value envelope = document.root();
  const auto status = envelope["status"].integer();
  if (!status || !envelope["headers"].exists()) return;
  response.status = static_cast<int>(*status);
  response.headers = {};
  if (const auto allow = envelope["headers"]["Allow"].string()) {
    response.headers.add("Allow", std::string(*allow));
  }
  json::Encoder body;
  body.begin_object();
  body.member("code", envelope["body"]["code"].string_or(""));
  body.end_object();
  response.body = std::move(body).finish().value_or("");
}

}  // namespace

struct DoctorFlow::State {
  enum class Stage {
    start,
    front,
    page,
    index,
    probe,
    links,
    me,
    xml_rpc,
    introspect,
    own_index,
    posts,
    categories,
    done
  };

  State(Input&& asked, FlowOptions given)
      : input(std::move(asked)),
        options(without_retries(given)),
        at(input.site.url()),
        open(nullptr, options, Phase::discover),
        loop(&open) {}

  Step begin(UtcTime now) {
    if (input.profile) {
      add_root(input.profile->root);
      add_root(plain_root(directory()));
      root_is_announced = true;
      return next_index(now);
    }
    return input.access.pages ? front(now) : usual_addresses(now);
  }

  Step read(Stage next, RetryLoop::AnonymousRead what, UtcTime now) {
    if (attempts.size() >= max_requests) return conclude();
    stage = next;
    loop = &open;
    return take(open.begin(std::move(what), now), now);
  }

  Step ask(Stage next, Call call, UtcTime now) {
    if (attempts.size() >= max_requests) return conclude();
    stage = next;
    loop = &*own;
    return take(own->begin(std::move(call), Safety::read, now), now);
  }

  Step take(std::optional<Step> step, UtcTime now) {
    if (step) return std::move(*step);
    RetryLoop::Reply reply = loop->take_reply();
    if (!loop->attempts().empty()) attempts.push_back(loop->attempts().back());
    if (!reply && !fault) return fail(std::move(reply).error());
    switch (stage) {
      case Stage::front: return reply ? on_front(*reply, now) : no_front(now);
      case Stage::page: return reply ? on_page(*reply, now) : usual_addresses(now);
      case Stage::index: return reply ? on_index(*reply, now) : no_index(now);
      case Stage::probe: return on_probe(reply, now);
      case Stage::links: return on_links(reply);
      case Stage::me: return reply ? on_me(*reply, now) : no_me();
      case Stage::xml_rpc: return on_xml_rpc(reply);
      case Stage::introspect: return on_introspect(reply, now);
      case Stage::own_index: return on_own_index(reply, now);
      case Stage::posts: return reply ? on_posts(*reply, now) : no_me();
      case Stage::categories: return reply ? on_categories(*reply) : conclude();
      case Stage::start:
      case Stage::done: break;
    }
    return conclude();
  }

  // --- the address ---------------------------------------------------------------------------

  Step front(UtcTime now) { return read(Stage::front, headers_at(at), now); }

  Step no_front(UtcTime now) {
    observe(missed, *fault);
    switch (fault->kind) {
      case Fault::Kind::timed_out:
      case Fault::Kind::interrupted:
      case Fault::Kind::unseen:
      case Fault::Kind::other: return usual_addresses(now);
      default: break;
    }
    const bool try_http = input.site.may_use_http() && at.origin().scheme == Scheme::https &&
                          fault->kind != Fault::Kind::dns && fault->kind != Fault::Kind::tls;
    if (!try_http) return conclude();
    at = at.with_scheme(Scheme::http);
    return front(now);
  }

  Step on_front(const Response& response, UtcTime now) {
    observe_front(front_seen, response);
    front_status = response.status;
    if (is_redirect(response)) {
      if (response.headers.find("Location")->find("wp-login.php") != std::string_view::npos ||
          front_seen.has(Fact::front_password_form)) {
        return usual_addresses(now);
      }
      const auto target = destination(at, response, seen);
      // Where WordPress does not notice https, its pages lead to themselves, and REST still
      // answers.
      if (seen.has(Fact::redirected_in_circle)) return usual_addresses(now);
      if (!target) return conclude();
      at = *target;
      return front(now);
    }
    if (const auto link = link_target(response.headers, "https://api.w.org/")) {
      return announced(*link, FoundBy::link_header, now);
    }
    if (response.status == status_gone) {
      seen.add(Fact::site_closed, decimal(status_gone));
      return conclude();
    }
    const bool no_head = response.status == 404 || response.status == 405 || response.status == 501;
    if (response.status < 300 || no_head) {
      return read(Stage::page, page_at(at), now);
    }
    return usual_addresses(now);
  }

  Step on_page(const Response& response, UtcTime now) {
    front_status = response.status;
    if (const auto link = html_rest_link(response.body)) {
      return announced(*link, FoundBy::html_link, now);
    }
    if (html_rsd_link(response.body)) seen.add(Fact::wordpress_seen);
    if (response.status >= 400 || front_page(response) != Fact::none) {
      observe(front_missed, stranger, response, true);
    }
    return usual_addresses(now);
  }

  /// Where a redirect leads, if presslink goes there; else what is wrong with it goes to `noted`.
  std::optional<Url> destination(const Url& from, const Response& response, Evidence& noted) {
    const auto target = redirect_target(from, response, input.site.may_use_http());
    const auto* url = std::get_if<Url>(&target);
    if (url == nullptr) {
      const auto& not_followed = *std::get_if<RefusedRedirect>(&target);
      if (not_followed.fact != Fact::none) noted.add(not_followed.fact, not_followed.address);
      return std::nullopt;
    }
    if (++redirects > max_redirects || *url == from) {
      noted.add(Fact::redirected_in_circle, url->origin().str());
      return std::nullopt;
    }
    return *url;
  }

  // --- the REST root -------------------------------------------------------------------------

  Result<ApiRoot> root_at(const std::string& path) const {
    const auto url = Url::parse(at.origin().str() + path);
    return url ? ApiRoot::from_url(*url) : unexpected(url.error());
  }

  Result<ApiRoot> plain_root(const std::string& folder) const {
    return root_at(folder + "index.php?rest_route=/");
  }

  void add_root(Result<ApiRoot> candidate) {
    const bool is_new =
        candidate && std::find(roots.begin(), roots.end(), *candidate) == roots.end();
    if (is_new) roots.push_back(std::move(*candidate));
  }

  [[nodiscard]] std::string directory() const { return site_folder(at.path()); }

  /// The folder of the site whose root `named` is; the address may be a page deep in it.
  static std::string folder_of(const ApiRoot& named) {
    std::string path = named.url_for("/").path();
    if (named.style() == RestStyle::custom) {
      path.pop_back();
      path.resize(path.rfind('/') + 1);
      return path;
    }
    return std::string(site_directory(path));
  }

  Step announced(const std::string& link, FoundBy how, UtcTime now) {
    seen.add(Fact::wordpress_seen);
    const auto url = at.resolve(link);
    if (!url) return usual_addresses(now);
    if (!same_site(url->origin(), at.origin())) {
      seen.add(Fact::moved, url->origin().str());
      return conclude();
    }
    const bool downgrade =
        at.origin().scheme == Scheme::https && url->origin().scheme == Scheme::http;
    if (downgrade) seen.add(Fact::says_http, describe(*url));
    const auto named = ApiRoot::from_url(downgrade ? url->with_scheme(Scheme::https) : *url);
    if (!named) return usual_addresses(now);
    found_by = how;
    root_is_announced = true;
    add_root(*named);
    add_root(plain_root(folder_of(*named)));
    add_root(plain_root(directory()));
    return next_index(now);
  }

  Step usual_addresses(UtcTime now) {
    for (const std::string& folder : {directory(), std::string("/")}) {
      add_root(root_at(folder + "wp-json/"));
      add_root(plain_root(folder));
    }
    return next_index(now);
  }

  Step next_index(UtcTime now) {
    if (next_root == roots.size()) return conclude();
    ++next_root;
    return index(now);
  }

  ApiRoot& root() { return roots[next_root - 1]; }

  static Query index_query() { return {{"_fields", index_fields()}}; }

  Step index(UtcTime now) {
    return read(Stage::index, {.url = root().url_for("/", index_query())}, now);
  }

  Step no_index(UtcTime now) {
    observe(missed, *fault);
    switch (fault->kind) {
      case Fault::Kind::other:
      case Fault::Kind::preflight:
      case Fault::Kind::unreadable: return next_index(now);
      case Fault::Kind::too_large:
      case Fault::Kind::unseen:
      case Fault::Kind::interrupted: observe(stopped, *fault); return next_index(now);
      case Fault::Kind::timed_out:
        if (front_status == 0) return conclude();
        observe(stopped, *fault);
        return next_index(now);
      default: break;
    }
    // It failed before the host heard of any path.
    return root().origin() == at.origin() ? conclude() : next_index(now);
  }

  Step on_index(const Response& response, UtcTime now) {
    if (is_redirect(response)) return follow_root(response, now);
    if (response.status == 200) {
      if (auto found = parse_index(response, root(), found_by)) {
        observe(seen, stranger, response);
        return on_profile(std::move(*found), now);
      }
    }
    Evidence here;
    observe(here, stranger, response, true);
    // The site above would answer in its place.
    if (here.has(Fact::site_closed)) {
      seen.add(here);
      return conclude();
    }
    if (here.has(Fact::closed)) {
      seen.add(here);
      site.emplace(SiteProfile{.root = root(), .found_by = found_by});
      site->closed_code = wordpress_code(response);
      return on_root(now);
    }
    const bool first = next_root == 1 && root_is_announced;
    const bool in_its_place = response.status >= 400 || front_page(response) != Fact::none;
    const bool page_of_the_site = response.status == 200 && !first && !in_its_place &&
                                  trim(std::string_view(response.body)).starts_with('<');
    if (!page_of_the_site) missed.add(here);
    if (in_its_place) stopped.add(here);
    // Who answers all addresses alike is not asked for one more.
    const bool everywhere = response.status != 200 && response.status == front_status;
    if (everywhere && is_certain(here)) return conclude();
    if (first) announced_answer = decimal(response.status);
    return next_index(now);
  }

  Step follow_root(const Response& response, UtcTime now) {
    const auto target =
        destination(root().url_for("/"), response, root_is_announced ? seen : missed);
    // An address that nothing announced may be another site's.
    if (!target) return root_is_announced ? conclude() : next_index(now);
    const auto moved = redirected_root(*target);
    // A REST route that leads to a page, such as the log-in's, is none.
    const bool login = is_log_in(*target);
    if (login) missed.add(Fact::login_wall, describe(*target));
    if (login || !moved) return next_index(now);
    root() = *moved;
    return index(now);
  }

  Step on_profile(SiteProfile&& found, UtcTime now) {
    site.emplace(std::move(found));
    const bool within = is_within(input.site.url(), *site);
    if (within) seen.add(Fact::within_site, plain_text(site->home));
    if (!announced_answer.empty() && !within) {
      Evidence beside;
      beside.add(Fact::pretty_broken, announced_answer);
      other_root = sentence(Fact::pretty_broken, beside);
      // Permalinks that are saved again do not help against who answers in WordPress's place.
      if (!is_explained(stopped)) seen.add(beside);
    }
    const bool off = site->passwords_available == false;
    if (!off) {
      observe(seen, *site);
      return on_root(now);
    }
    const bool certain = site->root.origin().scheme == Scheme::http;
    if (!certain) {
      return read(Stage::probe, {.url = root().url_for("/wp/v2/users/me/application-passwords")},
                  now);
    }
    observe(seen, *site);
    return conclude();
  }

  /// A stale index may say otherwise than the route itself, which answers 501 where they are off.
  Step on_probe(const RetryLoop::Reply& reply, UtcTime now) {
    const bool on = reply && reply->status == 401 && wordpress_code(*reply) == "rest_not_logged_in";
    observe(seen, *site, on);
    if (on) return input.credentials ? on_root(now) : conclude();
    const bool told = seen.has(Fact::has_switch) || seen.has(Fact::says_http) ||
                      seen.has(Fact::redirected_in_circle);
    if (told || !input.access.pages) return conclude();
    return read(Stage::links, page_at(at), now);
  }

  /// The addresses of WordPress's own files show what it takes a request for, even where both
  /// addresses in its settings are https (`set_url_scheme`).
  Step on_links(const RetryLoop::Reply& reply) {
    const std::string as_http = "http://" + at.origin().host;
    const std::string_view body = reply ? std::string_view(reply->body) : std::string_view();
    constexpr std::string_view own_files = "/wp-includes/";
    for (std::size_t end = body.find(own_files); end != std::string_view::npos;
         end = body.find(own_files, end + 1)) {
      const std::size_t before = body.find_last_of("\"'(<> \n", end);
      const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
      const std::string_view address = body.substr(begin, end - begin);
      if (address.starts_with(as_http)) {
        seen.add(Fact::says_http, plain_text(address));
        break;
      }
    }
    return conclude();
  }

  // --- the credentials -----------------------------------------------------------------------

  Step on_root(UtcTime now) {
    if (!input.credentials) return conclude();
    guard.emplace(site->root, input.scope, *input.credentials);
    observe(seen, *guard);
    own.emplace(&*guard, options, Phase::verify);
    return ask(Stage::me, account_call(), now);
  }

  Step no_me() {
    // The site answered a plain question a moment ago.
    const bool by_browser = !input.access.pages && (fault->kind == Fault::Kind::other ||
                                                    fault->kind == Fault::Kind::connect ||
                                                    fault->kind == Fault::Kind::unreadable);
    if (by_browser) fault->kind = Fault::Kind::preflight;
    observe(seen, *fault);
    return conclude();
  }

  Step on_me(const Response& response, UtcTime now) {
    const Asked asked = own->last_asked();
    if (response.status == 200) {
      account = parse_account(response, input.scope);
      observe(seen, asked, response, !account);
      if (!account) return conclude();
      if (!may_be_super_admin()) observe(seen, *account, input.scope);
      return ask(Stage::introspect, introspection_call(), now);
    }
    const std::string code = wordpress_code(response);
    const bool in_its_words = !code.empty() && code != "wp_die";
    if (in_its_words && (response.status == 403 || response.status == 404)) {
      observe(refused, asked, response);
      refused_words = decimal(response.status) + " " + plain_text(code);
      return posts(now);
    }
    observe(seen, asked, response);
    return seen.has(Fact::anonymous) ? xml_rpc(now) : conclude();
  }

  Step xml_rpc(UtcTime now) {
    const auto endpoint = xml_rpc_endpoint();
    const bool tells = input.access.xml_rpc && endpoint && !is_certain(seen);
    if (!tells || attempts.size() >= max_requests) return conclude();
    stage = Stage::xml_rpc;
    return take(own->begin(RetryLoop::XmlRpc{*endpoint}, now), now);
  }

  [[nodiscard]] std::optional<Url> xml_rpc_endpoint() const {
    const Origin& origin = site->root.origin();
    const std::string here = origin.str() + directory();
    for (const std::string* files : {&site->url, &site->home, &here}) {
      if (auto endpoint = xml_rpc_address(*files, origin)) return endpoint;
    }
    return std::nullopt;
  }

  Step on_xml_rpc(const RetryLoop::Reply& reply) {
    constexpr int refused_login = 403;
    const auto answer = reply ? parse_xml_rpc(*reply) : std::nullopt;
    if (answer && !answer->is_fault) seen.add(Fact::xml_rpc_accepts);
    if (answer && answer->is_fault && answer->fault_code == refused_login) {
      seen.add(Fact::xml_rpc_refuses);
    }
    return conclude();
  }

  Step on_introspect(const RetryLoop::Reply& reply, UtcTime now) {
    if (reply && reply->status == 200) account->password = parse_password(*reply);
    if (reply && wordpress_code(*reply) == "rest_no_authenticated_app_password") {
      seen.add(Fact::other_log_in);
    }
    if (!seen.has(Fact::closed)) return posts(now);
    return ask(Stage::own_index,
               {.method = Method::get, .route = "/", .query = index_query(), .body = {}}, now);
  }

  Step on_own_index(const RetryLoop::Reply& reply, UtcTime now) {
    auto found = reply ? parse_index(*reply, site->root, site->found_by) : std::nullopt;
    if (found) {
      found->closed_code = site->closed_code;
      site.emplace(std::move(*found));
      observe(seen, *site, true);
    }
    return posts(now);
  }

  // --- what the account may do ---------------------------------------------------------------

  /// Before `posts` is answered.
  [[nodiscard]] bool may_be_super_admin() const {
    return account && has_no_role(*account) && input.scope.has(Permission::posts);
  }

  Step posts(UtcTime now) {
    const bool wanted =
        input.scope.has(Permission::posts) && !(account && !account->can.edit_posts);
    if (!wanted && !may_be_super_admin()) return conclude();
    return ask(Stage::posts, list_call("/wp/v2/posts", {{"context", "edit"}}), now);
  }

  [[nodiscard]] Call list_call(std::string route, Query query) const {
    query.emplace_back("per_page", "1");
    query.emplace_back("_fields", "id");
    if (!input.access.pages) query.emplace_back("_envelope", "1");
    return {
        .method = Method::get, .route = std::move(route), .query = std::move(query), .body = {}};
  }

  Step on_posts(Response& response, UtcTime now) {
    const Asked asked = own->last_asked();
    observe_cache(seen, asked, response);
    unwrap(response);
    if (may_be_super_admin()) {
      if (response.status == 200) make_super_admin(*account, input.scope);
      observe(seen, *account, input.scope);
      if (seen.has(Fact::no_role)) return conclude();
    }
    if (response.status != 200) {
      seen.add(refused);
      observe(seen, asked, response);
      posts_refused = true;
      return conclude();
    }
    seen.add(Fact::accepted);
    if (!refused_words.empty()) {
      const auto causes = find_causes(refused);
      const bool named = !causes.empty() &&
                         kind_of_cause(causes.front().suspect.id) == Errc::rest_closed &&
                         !refused.has(Fact::no_route);
      if (named) seen.add(refused);
      seen.add(Fact::users_hidden, refused_words);
    }
    posts_refused = forbids_post(response, Fact::role_refused);
    const bool wanted =
        input.scope.has(Permission::categories) && !(account && !account->can.manage_categories);
    return wanted ? ask(Stage::categories, list_call("/wp/v2/categories", {}), now) : conclude();
  }

  Step on_categories(Response& response) {
    const Asked asked = own->last_asked();
    unwrap(response);
    if (response.status == 200) {
      forbids_post(response, Fact::role_refused_terms);
    } else {
      observe(seen, asked, response);
    }
    return conclude();
  }

  /// Whether the account may make none of what `response` lists, which is `fact`.
  bool forbids_post(const Response& response, Fact fact) {
    const auto allow = response.headers.find("Allow");
    const bool forbidden = allow && allow->find("POST") == std::string_view::npos;
    if (forbidden) seen.add(fact, "Allow: " + plain_text(*allow));
    return forbidden;
  }

  // --- ends ----------------------------------------------------------------------------------

  static bool is_explained(const Evidence& evidence) { return !find_causes(evidence).empty(); }

  static bool is_certain(const Evidence& evidence) {
    const std::vector<Finding> causes = find_causes(evidence);
    return !causes.empty() && causes.front().suspect.likelihood == Likelihood::certain;
  }

  [[nodiscard]] bool works() const {
    if (input.credentials) {
      return seen.has(Fact::accepted) && !seen.has(Fact::no_role) &&
             !seen.has(Fact::may_not_edit) && !seen.has(Fact::fault_preflight) && !posts_refused;
    }
    if (seen.has(Fact::closed)) return input.access.pages;
    return site && site->passwords_available == true;
  }

  /// Who answers in the place of some addresses, where another one does answer as it should. It
  /// comes last, for it is not in the way of what was asked for there.
  void add_stopped(std::vector<Finding>& findings) const {
    Evidence there;
    there.add(stopped);
    there.add(seen, true);
    for (Finding& each : find_causes(there)) {
      const bool known = std::any_of(findings.begin(), findings.end(), [&each](const Finding& one) {
        return one.suspect.id == each.suspect.id;
      });
      if (known) continue;
      if (!other_root.id.empty()) each.evidence.push_back(other_root);
      findings.push_back(std::move(each));
    }
  }

  Step conclude() {
    if (!site) {
      seen.add(missed);
      seen.add(front_seen, true);
      if (!is_explained(seen)) seen.add(front_missed);
      if (!is_explained(seen)) seen.add(front_seen);
      if (!is_explained(seen)) seen.add(Fact::no_rest);
    } else {
      seen.add(front_seen);
    }
    std::vector<Finding> findings = find_causes(seen);
    if (site) add_stopped(findings);
    const bool good = works();
    // It leaves posts without new categories, so something else is in the way of them.
    const bool beside =
        !good && findings.size() > 1 && findings.front().suspect.id == "role_no_categories";
    if (beside) std::rotate(findings.begin(), findings.begin() + 1, findings.end());
    if (findings.empty() && !good) {
      findings.push_back(
          {.suspect = {known_cause("unexplained"), Likelihood::possible}, .evidence = {}});
    }
    const Verdict verdict = !good              ? Verdict::blocked
                            : findings.empty() ? Verdict::ok
                                               : Verdict::degraded;
    std::string admin = site && !site->url.empty() ? admin_address(*site)
                                                   : at.origin().str() + directory() + "wp-admin/";
    const int requests = static_cast<int>(attempts.size());
    result = DoctorReport{.verdict = verdict,
                          .findings = std::move(findings),
                          .site = std::move(site),
                          .host = at.origin().host,
                          .admin = std::move(admin),
                          .account = std::move(account),
                          .attempts = std::move(attempts),
                          .requests = requests};
    stage = Stage::done;
    return Done{};
  }

  Step fail(Error error) {
    error.attempts = attempts;
    result = unexpected(std::move(error));
    stage = Stage::done;
    return Done{};
  }

  Input input;
  FlowOptions options;
  Url at;
  RetryLoop open;
  RetryLoop* loop;
  std::optional<ScopeGuard> guard;
  std::optional<RetryLoop> own;
  std::optional<Fault> fault;  ///< of the last request
  Stage stage = Stage::start;

  std::vector<ApiRoot> roots;  ///< to be tried in turn, or where a redirect led from there
  std::size_t next_root = 0;
  bool root_is_announced = false;
  std::string announced_answer;  ///< what the announced root answered in place of an index
  Message other_root;            ///< says that, and that another one answers as it should
  FoundBy found_by = FoundBy::probe;
  int redirects = 0;
  int front_status = 0;  ///< of the front page's last answer; 0 where there was none

  Evidence seen;
  Evidence missed;        ///< of addresses that are no REST API
  Evidence stopped;       ///< of those in whose place something else answers, or nothing
  Evidence front_seen;    ///< of the front page
  Evidence front_missed;  ///< the same, where nothing else explains anything
  Evidence refused;       ///< of users/me, which may be hidden alone
  std::string refused_words;
  bool posts_refused = false;

  std::optional<SiteProfile> site;
  std::optional<Account> account;
  std::vector<Attempt> attempts;
  Result<DoctorReport> result = not_run_yet(Phase::discover);
};

DoctorFlow::DoctorFlow(Input input, FlowOptions options)
    : state_(std::make_unique<State>(std::move(input), options)) {}
DoctorFlow::~DoctorFlow() = default;
DoctorFlow::DoctorFlow(DoctorFlow&&) noexcept = default;
DoctorFlow& DoctorFlow::operator=(DoctorFlow&&) noexcept = default;

Step DoctorFlow::advance(Event event, UtcTime now) {
  State& state = *state_;
  if (state.stage == State::Stage::done) return Done{};
  if (state.stage == State::Stage::start && std::holds_alternative<Begin>(event)) {
    return state.begin(now);
  }
  const auto* fault = std::get_if<Fault>(&event);
  const bool by_site =
      fault != nullptr && fault->kind != Fault::Kind::cancelled && state.loop->busy();
  state.fault.reset();
  if (by_site) state.fault.emplace(*fault);
  return state.take(state.loop->on(std::move(event), now), now);
}

const Result<DoctorReport>& DoctorFlow::result() const { return state_->result; }

}  // namespace presslink
