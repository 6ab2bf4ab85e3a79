#include "presslink/preview.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "seo/plugins.hpp"

namespace presslink {
namespace {

// Far above any id of a real site and still exact in JavaScript.
constexpr std::int64_t first_stand_in = 9'000'000'000'000;

/// A plugin's own route, and what an obliging plugin answers.
struct PluginRoute {
  std::string_view route;
  std::string_view purpose;
  std::string_view answer;
  std::string_view then = {};  ///< the purpose of a later call
};
constexpr std::string_view xml_rpc_success =
    "<methodResponse><params><param><value><struct></struct></value></param></params>"
    "</methodResponse>";
constexpr std::array<PluginRoute, 8> plugin_routes = {{
    {"/rankmath/v1/updateMeta", "set the SEO fields in Rank Math", R"({"slug":true})"},
    {"/wp-abilities/v1/abilities/rank-math/get-post-seo-meta/run", "read what counts in Rank Math",
     "{}"},
    {"/yoast/v1/bulk_editor/update_search", "set the SEO fields in Yoast SEO",
     R"({"results":[{"success":true}]})"},
    {"/xmlrpc.php", "read the rows of Yoast SEO's fields", xml_rpc_success,
     "set the SEO fields in Yoast SEO and read them back"},
    {"/aioseo/v1/posts-list/update-details-column", "set title and description in All in One SEO",
     R"({"success":true})"},
    {"/aioseo/v1/post", "read the keyphrases in All in One SEO", R"({"success":true})"},
    {"/aioseo/v1/keyphrases", "set the focus keyphrase in All in One SEO", R"({"success":true})"},
    {"/seopress/v1/posts/{id}/target-keywords", "set the focus keyphrase in SEOPress",
     R"({"code":"success"})"},
}};

/// Plays the site for a flow: answers each request as an obliging WordPress would and keeps it.
class Rehearsal {
 public:
  Rehearsal(const TermIndex& known, const ApiRoot& root) : root_(root) {
    for (const Term& term : known.categories) paths_[term.id.value()] = term.name;
  }

  /// Runs `flow` to its end.
  void run(Flow& flow) {
    // No date has passed at the beginning of time, so a scheduled post is planned whatever its
    // date.
    Event event = Begin{};
    while (true) {
      Step step = flow.advance(std::move(event), UtcTime::min());
      if (auto* send = std::get_if<Send>(&step)) {
        event = answer(std::move(send->request));
      } else if (std::holds_alternative<Wait>(step)) {
        event = Woke{};
      } else if (std::holds_alternative<Save>(step)) {
        event = Saved{};
      } else {
        return;
      }
    }
  }

  [[nodiscard]] Preview take() && { return std::move(preview_); }

 private:
  Response answer(Request request) {
    const bool get = request.method() == Method::get;
    const std::string route = request.route();
    for (const PluginRoute& known : plugin_routes) {
      if (route != known.route) continue;
      const bool writes = !get && route == "/xmlrpc.php" &&
                          request.body().find("wp.editPost") != std::string_view::npos;
      return plan(std::move(request), std::string(writes ? known.then : known.purpose), "",
                  {200, std::string(known.answer)});
    }
    if (get && route == "/wp/v2/tags") {
      return plan(std::move(request), "see whether somebody made the same tag meanwhile",
                  "if one was created", {200, "[]"});
    }
    if (get && route == "/wp/v2/posts/{id}") {
      return plan(std::move(request), "read the post", "",
                  {200, post_answer(created_post_ != 0 ? created_post_ : 1, "publish")});
    }
    if (get && request.authorization().empty()) {
      return plan(std::move(request), "read what a visitor gets", "if the post is public",
                  {200, ""});
    }
    if (get && route == "/wp/v2/users/me") {
      return plan(std::move(request),
                  "see whether the account knows an SEO plugin that shows nothing", "",
                  {200, "{}"});
    }
    if (get) return answer_categories(std::move(request));
    if (route == "/wp/v2/categories") {
      const auto [id, meaning] = invent_category(request);
      return plan(std::move(request), "create the " + meaning, "if the site does not have it",
                  {201, term_answer(id)});
    }
    if (route == "/wp/v2/tags") {
      const std::int64_t id = invent("tag " + read_body(request, "name"));
      return plan(std::move(request), "create the tag, or learn its id", "",
                  {201, term_answer(id)});
    }
    if (route == "/wp/v2/posts") {
      const std::int64_t id = invent("the new post");
      return plan(std::move(request), "create the post as a draft", "",
                  {201, post_answer(id, "draft")});
    }
    const bool created = created_post_ != 0;
    const std::string purpose = created ? "give it its slug, status and date" : "change the post";
    const std::string status = read_body(request, "status");
    return plan(
        std::move(request), purpose, "",
        {200, post_answer(created ? created_post_ : 1, status.empty() ? "publish" : status)});
  }

  struct Played {
    int status;
    std::string body;
  };

  Response answer_categories(Request request) {
    if (invented_.empty()) return plan(std::move(request), "read the categories", "", {200, "[]"});
    std::string list;
    for (const auto& [id, term] : invented_) {
      if (!list.empty()) list += ',';
      list += term;
    }
    return plan(std::move(request), "see whether somebody made the same categories meanwhile",
                "if one was created", {200, '[' + list + ']'});
  }

  Response plan(Request request, std::string purpose, std::string when, Played played) {
    preview_.requests.push_back({std::move(purpose), std::move(when), std::move(request)});
    return Response{.status = played.status, .headers = {}, .body = std::move(played.body)};
  }

  std::pair<std::int64_t, std::string> invent_category(const Request& request) {
    const auto body = json::Document::parse(request.body());
    const std::int64_t parent = body ? body->root()["parent"].integer().value_or(0) : 0;
    const std::string name = read_body(request, "name");
    const auto above = paths_.find(parent);
    const std::string path = above == paths_.end() ? name : above->second + " > " + name;
    const std::int64_t id = invent("category " + path);
    paths_[id] = path;
    json::Encoder term;
    term.begin_object();
    term.member("id", id);
    term.member("name", name);
    term.member("parent", parent);
    term.end_object();
    invented_[id] = std::move(term).finish().value_or("{}");
    return {id, "category " + path};
  }

  std::int64_t invent(std::string meaning) {
    const std::int64_t id = first_stand_in + static_cast<std::int64_t>(preview_.stand_ins.size());
    if (meaning == "the new post") created_post_ = id;
    preview_.stand_ins.push_back({id, std::move(meaning)});
    return id;
  }

  static std::string read_body(const Request& request, std::string_view key) {
    const auto body = json::Document::parse(request.body());
    return body ? std::string(body->root()[key].string_or("")) : std::string();
  }

  static std::string term_answer(std::int64_t id) {
    return R"({"id":)" + std::to_string(id) + R"(,"name":"","slug":"","parent":0})";
  }
  [[nodiscard]] std::string post_answer(std::int64_t id, const std::string& status) const {
    json::Encoder post;
    post.begin_object();
    post.member("id", id);
    post.member("slug", "");
    post.member("status", status);
    post.member("link", root_.url_for("/").origin().str() + "/?p=" + std::to_string(id));
    post.end_object();
    return std::move(post).finish().value_or("{}");
  }

  ApiRoot root_;
  Preview preview_;
  std::map<std::int64_t, std::string> paths_;
  std::map<std::int64_t, std::string> invented_;  ///< categories as a list of them shows each
  std::int64_t created_post_ = 0;
};

/// The fields that no plugin takes; of the others only the site can tell.
std::vector<SeoReport> not_sent(const std::vector<SeoReport>& seo) {
  std::vector<SeoReport> out;
  for (const SeoReport& field : seo) {
    if (field.verdict == SeoVerdict::unsupported) out.push_back(field);
  }
  return out;
}

Preview finish(Rehearsal rehearsal, const PublishReport& report, const SeoFields& fields,
               const std::optional<SiteProfile>& site) {
  Preview preview = std::move(rehearsal).take();
  preview.not_sent = not_sent(report.seo);
  preview.advice = report.advice;
  if (site) preview.lengths = measure_seo(fields, site->seo_plugins);
  return preview;
}

/// What keeps a draft from being sent at all; other outcomes are of the rehearsal's own making.
std::optional<Error> refusal(const PublishReport& report) {
  if (!report.error) return std::nullopt;
  const Errc code = report.error->code;
  const bool about_input = code == Errc::bad_input || code == Errc::out_of_scope;
  return about_input ? report.error : std::nullopt;
}

}  // namespace

Result<SiteProfile> assumed_site(const ApiRoot& root, std::string_view plugins) {
  SiteProfile site{.root = root};
  site.home = root.url_for("/").origin().str();
  site.url = site.home;
  if (plugins == "none") return site;
  while (true) {
    const std::size_t comma = std::min(plugins.find(','), plugins.size());
    const std::string_view name = trim(plugins.substr(0, comma));
    if (!add_assumed_plugin(site, name)) {
      return bad_input("\"" + std::string(name.substr(0, 40)) + "\" is no SEO plugin known here.",
                       "Use none, or by commas: yoast, yoast-legacy, rankmath, rankmath-legacy, "
                       "aioseo, aioseo-legacy, seopress, slimseo.");
    }
    if (comma == plugins.size()) return site;
    plugins.remove_prefix(comma + 1);
  }
}

Result<SiteProfile> assumed_site(const SiteUrl& site, std::string_view plugins, RestStyle style) {
  std::string path = site.url().path();
  if (path.back() != '/') path += '/';
  if (style == RestStyle::index_php) path += "index.php/";
  const auto root = ApiRoot::from_url(
      style == RestStyle::query ? site.url().with_path(path).with_query({{"rest_route", "/"}})
                                : site.url().with_path(path + "wp-json/"));
  if (!root) return unexpected(root.error());
  return assumed_site(*root, plugins);
}

Result<Preview> preview_publish(const ScopeGuard& guard, const PublishFlow::Input& input,
                                const PublishOptions& options) {
  Rehearsal rehearsal(input.known, guard.root());
  PublishFlow flow(guard, input, options);
  rehearsal.run(flow);
  if (auto error = refusal(flow.result())) return unexpected(std::move(*error));
  return finish(std::move(rehearsal), flow.result(), input.draft.seo, input.site);
}

Result<Preview> preview_update(const ScopeGuard& guard, const UpdateFlow::Input& input,
                               const PublishOptions& options) {
  Rehearsal rehearsal(input.known, guard.root());
  UpdateFlow flow(guard, input, options);
  rehearsal.run(flow);
  if (auto error = refusal(flow.result())) return unexpected(std::move(*error));
  return finish(std::move(rehearsal), flow.result(), input.draft.seo, input.site);
}

}  // namespace presslink
