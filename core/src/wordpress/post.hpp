#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"
#include "presslink/post.hpp"
#include "presslink/publish.hpp"
#include "presslink/scope.hpp"

namespace presslink {

/// The ids of a draft's terms; unset where the draft names none.
struct TermIds {
  std::optional<std::vector<TermId>> categories;
  std::optional<std::vector<TermId>> tags;
};

/// Which parts of a draft go into a request.
enum class Part {
  body,       ///< title, content, excerpt, terms, author, featured image
  placement,  ///< slug, status and date: what makes it public
  both,
};

/// Tells whether two drafts have the same title, content and excerpt; none is as an empty one.
[[nodiscard]] std::string digest_of_texts(const PostDraft& draft);

/// True where no field is set, those of SEO aside.
[[nodiscard]] bool is_empty_but_seo(const PostDraft& draft);

/// What others have in WordPress's requests for a post: SEO plugins.
class PostExtension {
 public:
  PostExtension() = default;
  PostExtension(const PostExtension&) = delete;
  PostExtension& operator=(const PostExtension&) = delete;
  virtual ~PostExtension() = default;
  /// Members of the body.
  virtual void add_members(json::Encoder& body) const = 0;
  /// More `_fields` of the answer, each with a comma before it.
  [[nodiscard]] virtual std::string answer_fields() const = 0;
  /// `same_request`: the answer to the request that carried the members.
  virtual void read_answer(const json::Value& post, bool same_request) = 0;
};

/// `POST` of a new draft under the slug `key`. The draft's content is UTF-8; see `validate`.
[[nodiscard]] Call create_draft(const PostDraft& draft, const TermIds& terms, const Uuid& key,
                                const PostExtension& extension);
/// `POST` to an existing post. The extension's members go with the body. An unset slug is sent
/// empty where `clear_slug`: WordPress then derives it from the title. Tags go with the placement
/// too: a request without them has WordPress set them anew by their names with slashes before
/// quotes (wp_update_post), which finds others where two names have one slug.
struct PostChange {
  PostId id;
  Part part = Part::both;
  bool clear_slug = false;
  bool keep_status = false;  ///< leave status and date as they are
};
[[nodiscard]] Call change_post(const PostDraft& draft, const TermIds& terms,
                               const PostChange& change, const PostExtension& extension);
/// `GET` of where a post is, with the `_fields` that are asked for besides.
[[nodiscard]] Call read_post_place(PostId id, std::string_view more_fields);
/// `GET` of the posts created under `key`. From 6.2 on WordPress makes the slugs of drafts unique,
/// so a second one carries `key-2`.
[[nodiscard]] Call find_by_key(const Uuid& key);
/// `DELETE` to the trash.
[[nodiscard]] Call trash_post(PostId id);

/// A post as an answer shows it. What was not asked for is unset.
struct PostAnswer {
  PostId id;
  std::string link;
  std::string slug;
  std::string status;
  std::optional<UtcTime> date;
  std::optional<std::string> title;
  std::optional<std::string> content;
  std::optional<std::string> excerpt;
  std::optional<std::vector<TermId>> categories;
  std::optional<std::vector<TermId>> tags;
  std::optional<UserId> author;
  std::optional<MediaId> featured_image;
};
[[nodiscard]] std::optional<PostAnswer> parse_post(const Response& response);
/// Nothing where the answer is about another post, as one out of a page's script may be.
[[nodiscard]] std::optional<PostAnswer> parse_post(const Response& response, PostId asked);
/// The posts under `key` in the answer to `find_by_key`: a cache, or a plugin that drops the
/// filter, lists other people's.
[[nodiscard]] std::optional<std::vector<PostId>> parse_posts_under(const Uuid& key,
                                                                   const Response& response);

/// `3,5`
[[nodiscard]] std::string list_ids(const std::vector<TermId>& ids);

/// Whether WordPress left out one of the terms sent, which it does with unknown ids.
[[nodiscard]] bool lacks_terms(const PostAnswer& answer, const TermIds& sent);

/// What the site did otherwise than `draft` asked, among the fields that `part` holds. Terms count
/// with the placement, for they may be deleted after the body was taken.
[[nodiscard]] std::vector<Difference> compare_post(const PostDraft& draft, const TermIds& terms,
                                                   const PostAnswer& answer, Part part);

}  // namespace presslink
