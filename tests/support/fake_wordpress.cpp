#include "support/fake_wordpress.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace presslink::testing {
namespace {

using Json = nlohmann::ordered_json;

Response answer(int status, const Json& body) {
  Response response{.status = status, .headers = {}, .body = body.dump()};
  response.headers.add("Content-Type", "application/json; charset=UTF-8");
  return response;
}

Response error(int status, const std::string& code, Json data = Json::object()) {
  data["status"] = status;
  return answer(status, {{"code", code}, {"message", "Sorry: " + code}, {"data", data}});
}

std::string value_of(const Query& query, const std::string& name) {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return {};
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string sanitize_title(const std::string& text) {
  std::string slug;
  for (const char c : lower(text)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) slug += c;
    if (!plain && !slug.empty() && slug.back() != '-') slug += '-';
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

std::string escape(const std::string& text) {
  std::string out;
  for (const char c : text) {
    out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
  }
  return out;
}

std::string strip_script(std::string text) {
  for (const std::string tag : {"<script>", "</script>"}) {
    for (std::size_t at; (at = text.find(tag)) != std::string::npos;) text.erase(at, tag.size());
  }
  return text;
}

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> words(1);
  for (const char c : list) {
    if (c == ',') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

}  // namespace

Response FakeWordPress::handle(const Request& request) {
  const std::string& path = request.url().path();
  const std::size_t root = path.find("/wp-json");
  if (root == std::string::npos) return Response{.status = 404, .headers = {}, .body = {}};
  const std::string route = path.substr(root + 8);
  log.push_back(std::string(name(request.method())) + " " + route);
  const Query query = parse_query(request.url().query());
  const Json body = request.body().empty() ? Json::object() : Json::parse(request.body());
  const bool write = request.method() != Method::get;
  if (write && !accepts_password) return error(401, "rest_cannot_create");

  const std::size_t last = route.rfind('/');
  const std::string tail = route.substr(last + 1);
  const bool numbered = !tail.empty() && std::all_of(tail.begin(), tail.end(), [](unsigned char c) {
    return std::isdigit(c) != 0;
  });
  if (route == "/wp/v2/posts") return posts_route(request.method(), query, body);
  if (route == "/wp/v2/categories") return terms_route(request.method(), query, body, true);
  if (route == "/wp/v2/tags") return terms_route(request.method(), query, body, false);
  if (numbered && route.starts_with("/wp/v2/posts/")) {
    return post_route(request.method(), std::stoll(tail), body);
  }
  if (numbered && route.starts_with("/wp/v2/categories/")) {
    return term_route(categories, request.method(), std::stoll(tail));
  }
  if (numbered && route.starts_with("/wp/v2/tags/")) {
    return term_route(tags, request.method(), std::stoll(tail));
  }
  return error(404, "rest_no_route");
}

Response FakeWordPress::posts_route(Method method, const Query& query, const Json& body) {
  if (method == Method::post) {
    const std::int64_t id = next_id_++;
    posts[id] = Post{};
    return save(id, body, 201);
  }
  Json list = Json::array();
  const auto slugs = split(value_of(query, "slug"));
  for (const auto& [id, post] : posts) {
    const bool wanted = std::find(slugs.begin(), slugs.end(), post.slug) != slugs.end();
    const bool visible = post.status == "publish" || value_of(query, "status") == "any";
    if (wanted && visible && post.status != "trash") list.push_back(show(id));
  }
  return answer(200, list);
}

Response FakeWordPress::post_route(Method method, std::int64_t id, const Json& body) {
  if (posts.count(id) == 0) return error(404, "rest_post_invalid_id");
  if (method == Method::get) return answer(200, show(id));
  if (method == Method::post) return save(id, body, 200);
  posts[id].status = "trash";
  posts[id].slug += "__trashed";
  return answer(200, show(id));
}

Response FakeWordPress::save(std::int64_t id, const Json& body, int status) {
  Post post = posts[id];
  const std::string wish = body.value("status", post.status);
  if ((wish == "publish" || wish == "future" || wish == "private") && !may_publish) {
    if (status == 201) posts.erase(id);
    return error(403, "rest_cannot_publish");
  }
  post.title = body.value("title", post.title);
  post.content = body.value("content", post.content);
  if (strips_scripts) post.content = strip_script(post.content);
  post.excerpt = body.value("excerpt", post.excerpt);
  post.date_gmt = body.value("date_gmt", post.date_gmt);
  post.slug = body.value("slug", post.slug);
  post.author = body.value("author", post.author);
  post.status = wish;
  if (wish == "publish" && post.date_gmt > clock) post.status = "future";
  if (wish == "future" && post.date_gmt <= clock) post.status = "publish";
  if (post.date_gmt.empty()) post.date_gmt = clock;
  if (body.contains("categories")) {
    post.categories.clear();
    for (const std::int64_t term : body["categories"]) {
      if (categories.count(term) != 0) post.categories.push_back(term);
    }
  } else if (post.categories.empty()) {
    post.categories = {1};
  }
  if (body.contains("tags")) {
    post.tags.clear();
    for (const std::int64_t term : body["tags"]) {
      if (tags.count(term) != 0) post.tags.push_back(term);
    }
  }
  const bool hidden = post.status == "draft" || post.status == "pending";
  if (post.slug.empty() && !hidden) post.slug = sanitize_title(post.title);
  if (!post.slug.empty() && (!hidden || makes_draft_slugs_unique)) {
    post.slug = unique_slug(id, post.slug);
  }
  posts[id] = post;
  return answer(status, show(id));
}

std::string FakeWordPress::unique_slug(std::int64_t id, const std::string& wish) const {
  const auto taken = [&](const std::string& slug) {
    return std::any_of(posts.begin(), posts.end(), [&](const auto& entry) {
      return entry.first != id && entry.second.slug == slug;
    });
  };
  std::string slug = wish;
  for (int n = 2; taken(slug); ++n) slug = wish + "-" + std::to_string(n);
  return slug;
}

Json FakeWordPress::show(std::int64_t id) const {
  const Post& post = posts.at(id);
  const bool is_public = post.status == "publish";
  return {
      {"id", id},
      {"slug", post.slug},
      {"status", post.status},
      {"date_gmt", post.date_gmt},
      {"link", "https://example.com/" + (is_public ? post.slug + "/" : "?p=" + std::to_string(id))},
      {"title", {{"raw", post.title}}},
      {"content", {{"raw", post.content}}},
      {"excerpt", {{"raw", post.excerpt}}},
      {"categories", post.categories},
      {"tags", post.tags},
      {"author", post.author},
      {"featured_media", post.featured_media}};
}

Response FakeWordPress::terms_route(Method method, const Query& query, const Json& body,
                                    bool hierarchical) {
  auto& terms = hierarchical ? categories : tags;
  const auto show_term = [&](std::int64_t id) {
    const Term& term = terms.at(id);
    Json shown = {{"id", id}, {"name", escape(term.name)}, {"slug", term.slug}};
    if (hierarchical) shown["parent"] = term.parent;
    return shown;
  };
  if (method == Method::get) {
    Json all = Json::array();
    const std::string parent = value_of(query, "parent");
    // In what is stored, which holds entities.
    const std::string search = lower(value_of(query, "search"));
    for (const auto& [id, term] : terms) {
      const bool found = lower(escape(term.name)).find(search) != std::string::npos;
      const bool wanted = parent.empty() || std::stoll(parent) == term.parent;
      if (found && wanted) all.push_back(show_term(id));
    }
    const auto page = value_of(query, "page").empty() ? 1U : std::stoul(value_of(query, "page"));
    const auto size = std::stoul(value_of(query, "per_page"));
    Json list = Json::array();
    for (std::size_t i = (page - 1) * size; i < std::min(page * size, all.size()); ++i) {
      list.push_back(all[i]);
    }
    Response response = answer(200, list);
    response.headers.add("X-WP-TotalPages", std::to_string((all.size() + size - 1) / size));
    return response;
  }
  if (hierarchical && !may_create_categories) return error(403, "rest_cannot_create");
  const std::string name = body.at("name");
  const std::int64_t parent = body.value("parent", std::int64_t{0});
  if (parent != 0 && terms.count(parent) == 0) return error(400, "rest_term_invalid");
  for (const auto& [id, term] : terms) {
    if (lower(term.name) == lower(name) && term.parent == parent) {
      return error(400, "term_exists", {{"term_id", id}});
    }
  }
  const std::int64_t id = next_id_++;
  terms[id] = {name, sanitize_title(name), parent};
  return answer(201, show_term(id));
}

Response FakeWordPress::term_route(std::map<std::int64_t, Term>& terms, Method method,
                                   std::int64_t id) {
  if (method != Method::del || terms.erase(id) == 0) return error(404, "rest_term_invalid");
  return answer(200, {{"deleted", true}});
}

std::vector<FakeWordPress::Post> FakeWordPress::posts_not_in_trash() const {
  std::vector<Post> out;
  for (const auto& [id, post] : posts) {
    if (post.status != "trash") out.push_back(post);
  }
  return out;
}

std::int64_t FakeWordPress::add_category(std::string name, std::string slug, std::int64_t parent) {
  const std::int64_t id = next_id_++;
  categories[id] = {std::move(name), std::move(slug), parent};
  return id;
}

}  // namespace presslink::testing
