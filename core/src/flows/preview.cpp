#include "presslink/preview.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "seo/plugins.hpp"
#include "wordpress/term.hpp"

namespace presslink {
namespace {

// Far above any id of a real site and still exact in JavaScript.
constexpr std::int64_t first_stand_in = 9'000'000'000'000;

/// A route with what is asked of it, and what an obliging site answers.
struct KnownRoute {
  std::string_view route;
  const char* purpose;
  const char* answer;
  const char* when = "";
  std::string_view marked = {};  ///< what the body holds
};
constexpr const char* xml_rpc_success =
    "<methodResponse><params><param><value><struct></struct></value></param></params>"
    "</methodResponse>";
constexpr std::array<KnownRoute, 9> plugin_routes = {{
    {"/rankmath/v1/updateMeta", "set the SEO fields in Rank Math", R"({"slug":true})"},
    {"/wp-abilities/v1/abilities/rank-math/get-post-seo-meta/run", "read what counts in Rank Math",
     "{}"},
    {"/yoast/v1/bulk_editor/update_search", "set the SEO fields in Yoast SEO",
     R"({"results":[{"success":true}]})"},
    {"/xmlrpc.php", "set the SEO fields in Yoast SEO and read them back", xml_rpc_success, "",
     "wp.editPost"},
    {"/xmlrpc.php", "read the rows of Yoast SEO's fields", xml_rpc_success},
    {"/aioseo/v1/posts-list/update-details-column", "set title and description in All in One SEO",
     R"({"success":true})"},
    {"/aioseo/v1/post", "read the keyphrases in All in One SEO", R"({"success":true})"},
    {"/aioseo/v1/keyphrases", "set the focus keyphrase in All in One SEO", R"({"success":true})"},
    {"/seopress/v1/posts/{id}/target-keywords", "set the focus keyphrase in SEOPress",
     R"({"code":"success"})"},
}};
constexpr std::array<KnownRoute, 3> reads = {{
    {"/wp/v2/posts", "look for the draft of an earlier run", "[]"},
    {"/wp/v2/tags", "see whether somebody made the same tag meanwhile", "[]", "if one was created"},
    {"/wp/v2/users/me", "see whether the account knows an SEO plugin that shows nothing", "{}"},
}};

const KnownRoute* find_route(std::span<const KnownRoute> routes, const Request& request) {
  for (const KnownRoute& known : routes) {
    if (request.route() == known.route &&
        request.body().find(known.marked) != std::string_view::npos) {
      return &known;
    }
  }
  return nullptr;
}

/// Plays the site for a flow: answers each request as an obliging WordPress would and keeps it.
class Rehearsal {
 public:
  /// `post`: the one that is changed; 0 where one is to be created.
  Rehearsal(const ScopeGuard& guard, const PostDraft& draft, const TermIndex& known,
            const std::optional<SiteProfile>& site, std::int64_t post)
      : known_(known.categories), origin_(guard.root().origin().str()), post_(post) {
    if (site) preview_.lengths = measure_seo(draft.seo, site->seo_plugins);
  }

  /// Runs `flow` to its end; `report` is its result.
  Result<Preview> run(Flow& flow, const PublishReport& report) && {
    // No date has passed at the beginning of time, so a scheduled post is planned whatever its
    // date.
    Event event = Begin{};
    while (true) {
      Step step = flow.advance(std::move(event), UtcTime::min());
      if (auto* send = std::get_if<Send>(&step)) {
        Played played = play(send->request);
        preview_.requests.push_back(
            {std::move(played.purpose), played.when, std::move(send->request)});
        event = Response{.status = played.status, .headers = {}, .body = std::move(played.answer)};
      } else if (std::holds_alternative<Wait>(step)) {
        event = Woke{};
      } else if (std::holds_alternative<Save>(step)) {
        event = Saved{};
      } else {
        return std::move(*this).take(report);
      }
    }
  }

 private:
  struct Played {
    std::string purpose;
    std::string answer;
    const char* when = "";
    int status = 200;
  };

  /// What came of it. An error is what keeps a draft from being sent at all; other outcomes are of
  /// the rehearsal's own making.
  Result<Preview> take(const PublishReport& report) && {
    if (report.error &&
        (report.error->code == Errc::bad_input || report.error->code == Errc::out_of_scope)) {
      return unexpected(*report.error);
    }
    // Which fields no plugin takes; of the others only the site can tell.
    for (const SeoReport& field : report.seo) {
      if (field.verdict == SeoVerdict::unsupported) preview_.not_sent.push_back(field);
    }
    preview_.advice = report.advice;
    return std::move(preview_);
  }

  Played play(const Request& request) {
    const bool read = request.method() == Method::get;
    const auto* known = find_route(plugin_routes, request);
    if (known == nullptr && read) known = find_route(reads, request);
    if (known != nullptr) return {known->purpose, known->answer, known->when};
    return read ? play_read(request) : play_write(request);
  }

  [[nodiscard]] Played play_read(const Request& request) const {
    if (request.route() == "/wp/v2/posts/{id}") {
      return {"read the post", post_answer("publish")};
    }
    if (request.authorization().empty()) {
      return {"read what a visitor gets", "", "if the post is public"};
    }
    // Those that are known stay as they are, or the flow would take them for gone.
    std::string list = invented_;
    for (const Term& term : known_) {
      if (!list.empty()) list += ',';
      list += term_answer(term.id.value(), term.name, term.parent ? term.parent->value() : 0);
    }
    list = "[" + list + "]";
    if (invented_.empty()) return {"read the categories", std::move(list)};
    return {"see whether somebody made the same categories meanwhile", std::move(list),
            "if one was created"};
  }

  Played play_write(const Request& request) {
    const std::string& route = request.route();
    if (route == "/wp/v2/posts") {
      post_ = invent("the new post");
      return {"create the post as a draft", post_answer("draft"), "", 201};
    }
    const auto document = json::Document::parse(request.body());
    const json::Value body = document ? document->root() : json::Value();
    const std::string name(body["name"].string_or(""));
    if (route == "/wp/v2/categories") {
      const std::int64_t parent = body["parent"].integer().value_or(0);
      const std::string meaning = printable(std::string(category) + path_above(parent) + name);
      const std::int64_t id = invent(meaning);
      const std::string answer = term_answer(id, name, parent);
      if (!invented_.empty()) invented_ += ',';
      invented_ += answer;
      return {"create the " + meaning, answer, "if the site does not have it", 201};
    }
    if (route == "/wp/v2/tags") {
      return {"create the tag, or learn its id",
              term_answer(invent(printable("tag " + name)), name, 0), "", 201};
    }
    return {post_ >= first_stand_in ? "set its slug, status and date" : "change the post",
            post_answer(body["status"].string_or("publish"))};
  }

  std::int64_t invent(std::string meaning) {
    const std::int64_t id = first_stand_in + static_cast<std::int64_t>(preview_.stand_ins.size());
    preview_.stand_ins.push_back({id, std::move(meaning)});
    return id;
  }

  /// `Guides > `, or nothing for a category at the top.
  [[nodiscard]] std::string path_above(std::int64_t parent) const {
    for (const StandIn& invented : preview_.stand_ins) {
      if (invented.id == parent) return invented.meaning.substr(category.size()) + " > ";
    }
    for (const Term& term : known_) {
      if (term.id.value() == parent) return term.name + " > ";
    }
    return {};
  }

  static std::string term_answer(std::int64_t id, const std::string& name, std::int64_t parent) {
    json::Encoder term;
    term.begin_object();
    term.member("id", id);
    term.member("name", stored_name(name));
    term.member("parent", parent);
    term.end_object();
    return std::move(term).finish().value_or("{}");
  }
  [[nodiscard]] std::string post_answer(std::string_view status) const {
    json::Encoder post;
    post.begin_object();
    post.member("id", post_);
    post.member("slug", "");
    post.member("status", status);
    post.member("link", origin_ + "/?p=" + decimal(post_));
    post.end_object();
    return std::move(post).finish().value_or("{}");
  }

  static constexpr std::string_view category = "category ";

  std::vector<Term> known_;
  std::string origin_;
  Preview preview_;
  std::string invented_;  ///< categories as a list of them shows them
  std::int64_t post_;
};

}  // namespace

Result<SiteProfile> assumed_site(const ApiRoot& root, std::string_view plugins) {
  SiteProfile site{.root = root};
  site.home = root.origin().str();
  site.url = site.home;
  if (plugins == "none") return site;
  while (true) {
    const std::size_t comma = std::min(plugins.find(','), plugins.size());
    const std::string_view name = trim(plugins.substr(0, comma));
    if (!add_assumed_plugin(site, name)) {
      return bad_input("\"" + std::string(name.substr(0, 40)) + "\" is no SEO plugin known here.",
                       "Use none, or by commas: yoast, yoast-legacy, rankmath, rankmath-legacy, "
                       "aioseo, aioseo-legacy, seopress, seopress-legacy, slimseo, "
                       "slimseo-legacy.");
    }
    if (comma == plugins.size()) return site;
    plugins.remove_prefix(comma + 1);
  }
}

Result<SiteProfile> assumed_site(const SiteUrl& site, std::string_view plugins, RestStyle style) {
  std::string path = site.url().path();
  if (path.back() != '/') path += '/';
  if (style == RestStyle::index_php) path += "index.php/";
  // As get_rest_url names it.
  const auto root = ApiRoot::from_url(
      style == RestStyle::query
          ? site.url().with_path(path + "index.php").with_query({{"rest_route", "/"}})
          : site.url().with_path(path + "wp-json/"));
  if (!root) return unexpected(root.error());
  return assumed_site(*root, plugins);
}

Result<Preview> preview_publish(const ScopeGuard& guard, PublishFlow::Input input,
                                const PublishOptions& options) {
  const std::optional<PostId>& begun = input.checkpoint.post;
  Rehearsal rehearsal(guard, input.draft, input.known, input.site, begun ? begun->value() : 0);
  PublishFlow flow(guard, std::move(input), options);
  return std::move(rehearsal).run(flow, flow.result());
}

Result<Preview> preview_update(const ScopeGuard& guard, UpdateFlow::Input input,
                               const PublishOptions& options) {
  Rehearsal rehearsal(guard, input.draft, input.known, input.site, input.post.value());
  UpdateFlow flow(guard, std::move(input), options);
  return std::move(rehearsal).run(flow, flow.result());
}

}  // namespace presslink
