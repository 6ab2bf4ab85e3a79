#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "presslink/http.hpp"

namespace presslink::testing {

/// A small WordPress in memory: posts, categories and tags as wp/v2 answers for them, with the
/// habits that a publisher meets. It stands beside the real one of tests/wordpress, which tells
/// what those habits are, and makes every order of failures cheap to try.
class FakeWordPress {
 public:
  struct Post {
    std::string title, content, excerpt, slug, status = "draft", date_gmt;
    std::vector<std::int64_t> categories, tags;
    std::int64_t author = 1;
    std::int64_t featured_media = 0;
  };
  struct Term {
    std::string name;  ///< plain; answers hold it HTML-escaped
    std::string slug;
    std::int64_t parent = 0;
  };

  bool accepts_password = true;
  bool may_publish = true;
  bool may_create_categories = true;
  bool strips_scripts = false;           ///< the account lacks unfiltered_html
  bool makes_draft_slugs_unique = true;  ///< WordPress >= 6.2
  std::string clock = "2026-05-01T12:00:00";

  std::map<std::int64_t, Post> posts;
  std::map<std::int64_t, Term> categories = {{1, {"Uncategorized", "uncategorized", 0}}};
  std::map<std::int64_t, Term> tags;
  std::vector<std::string> log;  ///< `POST /wp/v2/posts`, in order

  [[nodiscard]] Response handle(const Request& request);

  [[nodiscard]] std::vector<Post> posts_not_in_trash() const;
  std::int64_t add_category(std::string name, std::string slug, std::int64_t parent = 0);

 private:
  using Json = nlohmann::ordered_json;

  Response posts_route(Method method, const Query& query, const Json& body);
  Response post_route(Method method, std::int64_t id, const Json& body);
  Response terms_route(Method method, const Query& query, const Json& body, bool hierarchical);
  static Response term_route(std::map<std::int64_t, Term>& terms, Method method, std::int64_t id);
  Response save(std::int64_t id, const Json& body, int status);
  [[nodiscard]] std::string unique_slug(std::int64_t id, const std::string& wish) const;
  [[nodiscard]] Json show(std::int64_t id) const;

  std::int64_t next_id_ = 2;
};

}  // namespace presslink::testing
