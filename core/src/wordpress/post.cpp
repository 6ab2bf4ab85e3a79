#include "wordpress/post.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "wordpress/answer.hpp"

namespace presslink {
namespace {

constexpr std::string_view posts_route = "/wp/v2/posts";
constexpr std::string_view placement_fields = "id,link,slug,status,date_gmt";
constexpr std::string_view body_fields =
    ",title.raw,content.raw,excerpt.raw,categories,tags,author,featured_media";

constexpr std::array<PostStatus, 5> all_statuses = {PostStatus::draft, PostStatus::publish,
                                                    PostStatus::pending, PostStatus::private_,
                                                    PostStatus::future};

void encode_ids(json::Encoder& out, std::string_view key, const std::vector<TermId>& ids) {
  out.key(key);
  out.begin_array();
  for (const TermId id : ids) out.integer(id.value());
  out.end_array();
}

void encode_body(json::Encoder& out, const PostDraft& draft, const TermIds& terms) {
  if (!draft.title.empty()) out.member("title", draft.title);
  if (!draft.content.empty()) out.member("content", draft.content);
  if (draft.excerpt) out.member("excerpt", *draft.excerpt);
  if (terms.categories) encode_ids(out, "categories", *terms.categories);
  if (terms.tags) encode_ids(out, "tags", *terms.tags);
  if (draft.author) out.member("author", draft.author->value());
  if (draft.featured_image) out.member("featured_media", draft.featured_image->value());
}

void encode_placement(json::Encoder& out, const PostDraft& draft, const PostChange& change) {
  if (draft.slug) {
    out.member("slug", *draft.slug);
  } else if (change.clear_slug) {
    out.member("slug", "");
  }
  if (change.keep_status) return;
  if (draft.status) out.member("status", name(*draft.status));
  // date_gmt alone: where both are given WordPress takes `date` (rest_get_date_with_gmt).
  if (draft.date) out.member("date_gmt", format_wordpress_gmt(*draft.date));
}

std::string fields_for(Part part) {
  std::string fields(placement_fields);
  if (part != Part::placement) fields += body_fields;
  return fields;
}

std::string route_of(PostId id) {
  return std::string(posts_route) + "/" + std::to_string(id.value());
}

std::optional<std::vector<TermId>> read_ids(const json::Value& list) {
  if (!list.is_array()) return std::nullopt;
  std::vector<TermId> ids;
  for (const json::Value value : list) {
    if (const auto id = TermId::from(value.integer().value_or(0))) ids.push_back(*id);
  }
  return ids;
}

std::optional<std::string> read_raw(const json::Value& field) {
  const auto raw = field["raw"].string();
  return raw ? std::optional(std::string(*raw)) : std::nullopt;
}

std::optional<PostAnswer> read_post(const json::Value& post) {
  const auto id = PostId::from(post["id"].integer().value_or(0));
  if (!id) return std::nullopt;
  return PostAnswer{.id = *id,
                    .link = std::string(post["link"].string_or("")),
                    .slug = std::string(post["slug"].string_or("")),
                    .status = std::string(post["status"].string_or("")),
                    .date = parse_wordpress_gmt(post["date_gmt"].string_or("")),
                    .title = read_raw(post["title"]),
                    .content = read_raw(post["content"]),
                    .excerpt = read_raw(post["excerpt"]),
                    .categories = read_ids(post["categories"]),
                    .tags = read_ids(post["tags"]),
                    .author = UserId::from(post["author"].integer().value_or(0)),
                    .featured_image = MediaId::from(post["featured_media"].integer().value_or(0))};
}

// --- comparing ---------------------------------------------------------------------------------

constexpr std::size_t shown_bytes = 120;  // bytes of a long text in a report

std::string shorten(std::string_view text) {
  if (text.size() <= shown_bytes) return std::string(text);
  std::size_t end = shown_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

/// The names of the tags opened in `html`, in lower case.
std::multiset<std::string> tag_names(std::string_view html) {
  std::multiset<std::string> names;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    std::size_t end = at + 1;
    while (end < html.size() && is_ascii_alphanumeric(html[end])) ++end;
    if (end > at + 1 && is_ascii_letter(html[at + 1])) {
      names.insert(ascii_lower(html.substr(at + 1, end - at - 1)));
    }
  }
  return names;
}

std::string removed_tags(std::string_view sent, std::string_view got) {
  const auto before = tag_names(sent);
  const auto after = tag_names(got);
  std::string list;
  for (auto it = before.begin(); it != before.end(); it = before.upper_bound(*it)) {
    if (after.count(*it) >= before.count(*it)) continue;
    if (!list.empty()) list += ", ";
    list += *it;
  }
  return list;
}

/// kses writes bare `&` and `<` as entities, which a visitor sees as the same text.
bool same_text(std::string_view sent, std::string_view got) {
  return sent == got || decode_entities(trim(sent)) == decode_entities(trim(got));
}

struct Shown {
  std::size_t from;
  std::string sent;
  std::string got;
};

/// The two texts from shortly before they part.
Shown first_difference(std::string_view sent, std::string_view got) {
  const auto pair = std::mismatch(
      sent.begin(), sent.begin() + static_cast<std::ptrdiff_t>(std::min(sent.size(), got.size())),
      got.begin());
  auto at = static_cast<std::size_t>(pair.first - sent.begin());
  at = at > shown_bytes / 4 ? at - shown_bytes / 4 : 0;
  while (at > 0 && (static_cast<unsigned char>(sent[at]) & 0xC0U) == 0x80U) --at;
  return {at, shorten(sent.substr(at)), shorten(got.substr(std::min(at, got.size())))};
}

void compare_text(std::vector<Difference>& out, std::string_view field, std::string_view sent,
                  const std::optional<std::string>& got) {
  if (!got || same_text(sent, *got)) return;
  Shown shown = first_difference(sent, *got);
  const std::string tags = removed_tags(sent, *got);
  std::string why =
      tags.empty() ? "WordPress or a plugin changed the text."
                   : "This account may not post unfiltered HTML; WordPress removed: " + tags + ".";
  out.push_back({std::string(field), std::move(shown.sent), std::move(shown.got), std::move(why)});
}

std::string list_ids(const std::vector<TermId>& ids) {
  std::string out;
  for (const TermId id : ids) {
    if (!out.empty()) out += ",";
    out += std::to_string(id.value());
  }
  return out;
}

void compare_terms(std::vector<Difference>& out, std::string_view field,
                   const std::optional<std::vector<TermId>>& sent,
                   const std::optional<std::vector<TermId>>& got) {
  if (!sent || !got) return;
  const std::set<TermId> wanted(sent->begin(), sent->end());
  const std::set<TermId> present(got->begin(), got->end());
  if (wanted == present) return;
  out.push_back({std::string(field), list_ids(*sent), list_ids(*got),
                 "WordPress leaves out ids that it does not know."});
}

template <class AnyId>
void compare_id(std::vector<Difference>& out, std::string_view field,
                const std::optional<AnyId>& sent, const std::optional<AnyId>& got,
                std::string_view why) {
  if (!sent || sent == got) return;
  out.push_back({std::string(field), std::to_string(sent->value()),
                 got ? std::to_string(got->value()) : "none", std::string(why)});
}

void compare_body(std::vector<Difference>& out, const PostDraft& draft, const TermIds& terms,
                  const PostAnswer& answer) {
  if (!draft.title.empty()) compare_text(out, "title", draft.title, answer.title);
  if (!draft.content.empty()) compare_text(out, "content", draft.content, answer.content);
  if (draft.excerpt) compare_text(out, "excerpt", *draft.excerpt, answer.excerpt);
  compare_terms(out, "categories", terms.categories, answer.categories);
  compare_terms(out, "tags", terms.tags, answer.tags);
  compare_id(out, "author", draft.author, answer.author, "WordPress kept another author.");
  compare_id(out, "featured_image", draft.featured_image, answer.featured_image,
             "WordPress ignores the id of an image that it does not have.");
}

std::string why_other_slug(std::string_view sent, std::string_view got) {
  if (got.empty()) return "WordPress keeps no slug for a post of this account and status.";
  const bool suffixed = got.size() > sent.size() + 1 && got.starts_with(sent) &&
                        got[sent.size()] == '-' &&
                        std::all_of(got.begin() + static_cast<std::ptrdiff_t>(sent.size()) + 1,
                                    got.end(), [](char c) { return is_ascii_digit(c); });
  return suffixed ? "The slug was taken, so WordPress added a number."
                  : "WordPress changed the slug to one that it accepts.";
}

std::string why_other_status(PostStatus sent, std::string_view got) {
  if (got == "future") return "The date is ahead by the site's clock, so WordPress scheduled it.";
  if (sent == PostStatus::future && got == "publish") {
    return "The date has passed by the site's clock, so WordPress published it at once.";
  }
  return "WordPress or a plugin set another status.";
}

/// WordPress answers a non-Latin slug percent-encoded, in lower case.
bool same_slug(std::string_view sent, std::string_view got) {
  return sent == got || percent_decode(sent, false) == percent_decode(got, false);
}

void compare_placement(std::vector<Difference>& out, const PostDraft& draft,
                       const PostAnswer& answer) {
  if (draft.slug && !draft.slug->empty() && !same_slug(*draft.slug, answer.slug)) {
    out.push_back({"slug", *draft.slug, answer.slug, why_other_slug(*draft.slug, answer.slug)});
  }
  if (draft.status && name(*draft.status) != answer.status) {
    out.push_back({"status", std::string(name(*draft.status)), answer.status,
                   why_other_status(*draft.status, answer.status)});
  }
  if (draft.date && answer.date) {
    const auto sent = format_rfc3339(*draft.date);
    const auto got = format_rfc3339(*answer.date);
    if (sent != got) out.push_back({"date", sent, got, "WordPress or a plugin set another date."});
  }
}

}  // namespace

std::string_view name(PostStatus status) noexcept {
  switch (status) {
    case PostStatus::draft: return "draft";
    case PostStatus::publish: return "publish";
    case PostStatus::pending: return "pending";
    case PostStatus::private_: return "private";
    case PostStatus::future: return "future";
  }
  return "draft";
}

std::optional<PostStatus> parse_post_status(std::string_view text) {
  const auto* const found =
      std::find_if(all_statuses.begin(), all_statuses.end(),
                   [text](PostStatus status) { return name(status) == text; });
  return found == all_statuses.end() ? std::nullopt : std::optional(*found);
}

Result<Call> create_draft(const PostDraft& draft, const TermIds& terms, const Uuid& key,
                          const PostExtension& extension) {
  json::Encoder out;
  out.reserve(draft.content.size() + draft.content.size() / 16 + 1024);
  out.begin_object();
  encode_body(out, draft, terms);
  out.member("slug", key.str());
  out.member("status", "draft");
  extension.add_members(out);
  out.end_object();
  auto body = std::move(out).finish();
  if (!body) return unexpected(std::move(body).error());
  return Call{.method = Method::post,
              .route = std::string(posts_route),
              .query = {{"_fields", fields_for(Part::both) + extension.answer_fields()}},
              .body = std::move(*body)};
}

Result<Call> change_post(const PostDraft& draft, const TermIds& terms, const PostChange& change,
                         const PostExtension& extension) {
  json::Encoder out;
  out.begin_object();
  if (change.part != Part::placement) {
    encode_body(out, draft, terms);
    extension.add_members(out);
  }
  if (change.part != Part::body) encode_placement(out, draft, change);
  out.end_object();
  auto body = std::move(out).finish();
  if (!body) return unexpected(std::move(body).error());
  return Call{.method = Method::post,
              .route = route_of(change.id),
              .query = {{"_fields", fields_for(change.part) + extension.answer_fields()}},
              .body = std::move(*body)};
}

Call read_post_place(PostId id, std::string_view more_fields) {
  return {.method = Method::get,
          .route = route_of(id),
          .query = {{"context", "edit"},
                    {"_fields", std::string(placement_fields) + std::string(more_fields)}},
          .body = {}};
}

Call find_by_key(const Uuid& key) {
  return {.method = Method::get,
          .route = std::string(posts_route),
          .query = {{"slug", key.str() + "," + key.str() + "-2," + key.str() + "-3"},
                    {"status", "any"},
                    {"orderby", "id"},
                    {"order", "asc"},
                    {"_fields", "id,slug,status"}},
          .body = {}};
}

Call trash_post(PostId id) {
  return {.method = Method::del, .route = route_of(id), .query = {{"_fields", "id"}}, .body = {}};
}

std::optional<PostAnswer> parse_post(const Response& response) {
  const auto document = read_json(response);
  return document ? read_post(document->root()) : std::nullopt;
}

std::optional<std::vector<PostAnswer>> parse_posts(const Response& response) {
  const auto document = read_json(response);
  if (!document || !document->root().is_array()) return std::nullopt;
  std::vector<PostAnswer> posts;
  for (const json::Value value : document->root()) {
    if (auto post = read_post(value)) posts.push_back(std::move(*post));
  }
  return posts;
}

bool lacks_categories(const PostAnswer& answer, const TermIds& sent) {
  if (!answer.categories || !sent.categories) return false;
  const auto& present = *answer.categories;
  return std::any_of(sent.categories->begin(), sent.categories->end(), [&present](TermId id) {
    return std::find(present.begin(), present.end(), id) == present.end();
  });
}

std::vector<Difference> compare_post(const PostDraft& draft, const TermIds& terms,
                                     const PostAnswer& answer, Part part) {
  std::vector<Difference> differences;
  if (part != Part::placement) compare_body(differences, draft, terms, answer);
  if (part != Part::body) compare_placement(differences, draft, answer);
  return differences;
}

}  // namespace presslink
