#include "wordpress/post.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <map>
#include <utility>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/blocks.hpp"
#include "wordpress/call.hpp"

namespace presslink {
namespace {

constexpr const char* posts_route = "/wp/v2/posts";
constexpr const char* placement_fields = "_fields=id,link,slug,status,date_gmt,categories,tags";
constexpr const char* body_fields = ",title.raw,content.raw,excerpt.raw,author,featured_media";

constexpr const char* status_names = "draft,publish,pending,private,future";

void encode_ids(json::Encoder& out, std::string_view key, const std::vector<TermId>& ids) {
  out.key(key);
  out.begin_array();
  for (const TermId id : ids) out.integer(id.value());
  out.end_array();
}

void encode_body(json::Encoder& out, const PostDraft& draft, const TermIds& terms) {
  if (!draft.title.empty()) out.member("title", draft.title);
  if (!draft.content.empty()) out.valid_member("content", draft.content);
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

/// The query of a write. What the last one answers counts, so no earlier one shows the body.
std::string fields_for(Part part, const PostExtension& extension) {
  std::string fields = placement_fields;
  if (part != Part::body) fields += body_fields;
  return fields += extension.answer_fields();
}

std::string route_of(PostId id) { return presslink::route_of(posts_route, id.value()); }

std::optional<std::vector<TermId>> read_ids(const json::Value& list) {
  if (!list.is_array()) return std::nullopt;
  std::vector<TermId> ids;
  for (const json::Value value : list) {
    if (const auto id = TermId::from(value.integer().value_or(0))) ids.push_back(*id);
  }
  return ids;
}

std::optional<std::string> read_raw(const json::Value& post, const char* field) {
  const json::Value value = post[field];
  if (!value["raw"].is_string()) return std::nullopt;
  return read_text(value, "raw");
}

std::optional<PostAnswer> read_post(const json::Value& post) {
  const auto id = PostId::from(read_integer(post, "id"));
  if (!id) return std::nullopt;
  return PostAnswer{.id = *id,
                    .link = printable(read_text(post, "link")),
                    .slug = printable(read_text(post, "slug")),
                    .status = printable(read_text(post, "status")),
                    .date = parse_wordpress_gmt(read_text(post, "date_gmt")),
                    .title = read_raw(post, "title"),
                    .content = read_raw(post, "content"),
                    .excerpt = read_raw(post, "excerpt"),
                    .categories = read_ids(post["categories"]),
                    .tags = read_ids(post["tags"]),
                    .author = UserId::from(read_integer(post, "author")),
                    .featured_image = MediaId::from(read_integer(post, "featured_media"))};
}

// --- comparing ---------------------------------------------------------------------------------

constexpr std::size_t shown_bytes = 120;  // bytes of a long text in a report

std::string shorten(std::string_view text) {
  if (text.size() <= shown_bytes) return std::string(text);
  return std::string(text.substr(0, character_start(text, shown_bytes))) + "…";
}

/// The name of the tag that is opened at `at`, in lower case; empty where none is.
std::string opened_tag(std::string_view html, std::size_t at) {
  std::size_t end = at + 1;
  while (end < html.size() && is_ascii_alphanumeric(html[end])) ++end;
  const bool named = end > at + 1 && is_ascii_letter(html[at + 1]);
  return named ? ascii_lower(html.substr(at + 1, end - at - 1)) : std::string();
}

/// Adds `by` for each tag that is opened.
void count_tags(std::map<std::string, int>& counts, std::string_view html, int by) {
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const std::string name = opened_tag(html, at);
    if (!name.empty()) counts[name] += by;
  }
}

/// The tags that `sent` has oftener than `got`, as `iframe, script`.
std::string removed_tags(std::string_view sent, std::string_view got) {
  std::map<std::string, int> counts;
  count_tags(counts, sent, 1);
  count_tags(counts, got, -1);
  std::string list;
  for (const auto& [name, count] : counts) {
    if (count <= 0) continue;
    if (!list.empty()) list += ", ";
    list += name;
  }
  return list;
}

/// kses writes bare `&` and `<` as entities, which a visitor sees as the same text.
bool same_words(std::string_view sent, std::string_view got) {
  return decode_entities(trim(sent)) == decode_entities(trim(got));
}

bool same_text(std::string_view sent, std::string_view got) {
  return sent == got || same_words(sent, got) || same_blocks(sent, got, same_words);
}

void add(std::vector<Difference>& out, const char* field, std::string_view sent,
         std::string_view got, const char* why) {
  out.push_back({field, std::string(sent), std::string(got), why});
}

constexpr const char* not_shown =
    "The site's answer does not show it, so it is not known whether it was kept.";

/// Shows the two texts from shortly before they part.
void compare_text(std::vector<Difference>& out, const char* field, std::string_view sent,
                  const std::optional<std::string>& got) {
  if (!got) return add(out, field, shorten(sent), "", not_shown);
  if (same_text(sent, *got)) return;
  const auto parts =
      std::mismatch(sent.begin(), sent.end(), got->data(), got->data() + got->size()).first;
  auto at = static_cast<std::size_t>(parts - sent.begin());
  at = at > shown_bytes / 4 ? at - shown_bytes / 4 : 0;
  if (at < sent.size()) at = character_start(sent, at);
  const std::string tags = removed_tags(sent, *got);
  const std::string why =
      tags.empty() ? "WordPress or a plugin changed the text."
                   : "This account may not post unfiltered HTML; WordPress removed: " + tags + ".";
  add(out, field, shorten(sent.substr(at)),
      shorten(std::string_view(*got).substr(std::min(at, got->size()))), why.c_str());
}

bool has_all(const std::vector<TermId>& present, const std::vector<TermId>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&present](TermId id) {
    return std::find(present.begin(), present.end(), id) != present.end();
  });
}

void compare_terms(std::vector<Difference>& out, const char* field,
                   const std::optional<std::vector<TermId>>& sent,
                   const std::optional<std::vector<TermId>>& got) {
  if (!sent || (!got && sent->empty())) return;
  if (!got) return add(out, field, list_ids(*sent), "", not_shown);
  if (has_all(*got, *sent) && has_all(*sent, *got)) return;
  add(out, field, list_ids(*sent), list_ids(*got),
      has_all(*sent, *got) ? "WordPress leaves out ids that it does not know."
                           : "WordPress or a plugin set others.");
}

template <class AnyId>
std::int64_t number(const std::optional<AnyId>& id) {
  return id ? id->value() : 0;
}

/// An id of 0 is none.
void compare_id(std::vector<Difference>& out, const char* field, std::int64_t sent,
                std::int64_t got, const char* why) {
  if (sent == 0 || sent == got) return;
  add(out, field, decimal(sent), got != 0 ? decimal(got) : "none", why);
}

void compare_body(std::vector<Difference>& out, const PostDraft& draft, const PostAnswer& answer) {
  if (!draft.title.empty()) compare_text(out, "title", draft.title, answer.title);
  if (!draft.content.empty()) compare_text(out, "content", draft.content, answer.content);
  if (draft.excerpt) compare_text(out, "excerpt", *draft.excerpt, answer.excerpt);
  compare_id(out, "author", number(draft.author), number(answer.author),
             "WordPress kept another author.");
  compare_id(out, "featured_image", number(draft.featured_image), number(answer.featured_image),
             "WordPress ignores the id of an image that it does not have.");
}

const char* why_other_slug(std::string_view sent, std::string_view got) {
  if (got.empty()) return "WordPress keeps no slug for a post of this account and status.";
  bool suffixed = false;
  if (got.size() > sent.size() + 1 && got.starts_with(sent) && got[sent.size()] == '-') {
    got.remove_prefix(sent.size() + 1);
    suffixed = std::all_of(got.begin(), got.end(), is_ascii_digit);
  }
  return suffixed ? "The slug was taken or is reserved, so WordPress added a number."
                  : "WordPress changed the slug to one that it accepts.";
}

const char* why_other_status(std::optional<PostStatus> sent, std::string_view got) {
  if (got == "trash")
    return "The post is in WordPress's trash and stays there. Restore it under Posts > Trash.";
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

/// Terms too, though they go with the body: they may be deleted before the post is in its place.
void compare_placement(std::vector<Difference>& out, const PostDraft& draft, const TermIds& terms,
                       const PostAnswer& answer) {
  if (draft.slug && !draft.slug->empty() && !same_slug(*draft.slug, answer.slug)) {
    add(out, "slug", *draft.slug, answer.slug, why_other_slug(*draft.slug, answer.slug));
  }
  const std::string_view status = draft.status ? name(*draft.status) : "";
  if (draft.status ? status != answer.status : answer.status == "trash") {
    add(out, "status", status, answer.status, why_other_status(draft.status, answer.status));
  }
  if (draft.date && answer.date) {
    const auto sent = format_rfc3339(*draft.date);
    const auto got = format_rfc3339(*answer.date);
    if (sent != got) add(out, "date", sent, got, "WordPress or a plugin set another date.");
  }
  compare_terms(out, "categories", terms.categories, answer.categories);
  compare_terms(out, "tags", terms.tags, answer.tags);
}

}  // namespace

std::string_view name(PostStatus status) noexcept {
  return word_at(status_names, static_cast<std::size_t>(status));
}

std::optional<PostStatus> parse_post_status(std::string_view text) {
  return find_value<PostStatus>(status_names, text);
}

std::string digest_of_texts(const PostDraft& draft) {
  // Tells corrections from leftovers; nobody gains by two texts with one digest. Sixteen bytes at a
  // time, for it is made in every preview of what may be a megabyte.
  std::uint64_t even = 0;
  std::uint64_t odd = 0;
  const auto mix = [](std::uint64_t & hash, std::uint64_t word) __attribute__((always_inline)) {
    hash = (std::rotl(hash, 23) ^ word) * 0x9E37'79B9'7F4A'7C15U;
  };
  const auto add = [&](const char* at, std::size_t size) __attribute__((always_inline)) {
    std::array<std::uint64_t, 2> words{};
    std::memcpy(words.data(), at, size);
    mix(even, words[0]);
    mix(odd, words[1]);
  };
  const std::string_view excerpt = draft.excerpt ? std::string_view(*draft.excerpt) : "";
  for (const std::string_view text :
       {std::string_view(draft.title), std::string_view(draft.content), excerpt}) {
    mix(even, text.size());
    const char* at = text.data();
    const char* const end = at + text.size();
    for (; end - at >= 16; at += 16) add(at, 16);
    add(at, static_cast<std::size_t>(end - at));
  }
  mix(even, odd);
  return decimal(even >> 1U);
}

bool is_empty_but_seo(const PostDraft& draft) {
  return draft.title.empty() && draft.content.empty() && !draft.excerpt && !draft.slug &&
         !draft.status && !draft.date && !draft.categories && !draft.tags && !draft.author &&
         !draft.featured_image;
}

Call create_draft(const PostDraft& draft, const TermIds& terms, const Uuid& key,
                  const PostExtension& extension) {
  json::Encoder out;
  out.reserve(draft.content.size() + draft.content.size() / 16 + 1024);
  out.begin_object();
  encode_body(out, draft, terms);
  out.member("slug", key.str());
  out.member("status", "draft");
  extension.add_members(out);
  out.end_object();
  return make_call(Method::post, posts_route, fields_for(Part::body, extension), std::move(out));
}

Call change_post(const PostDraft& draft, const TermIds& terms, const PostChange& change,
                 const PostExtension& extension) {
  json::Encoder out;
  out.begin_object();
  if (change.part != Part::placement) {
    encode_body(out, draft, terms);
    extension.add_members(out);
  } else if (terms.tags) {
    encode_ids(out, "tags", *terms.tags);
  }
  if (change.part != Part::body) encode_placement(out, draft, change);
  out.end_object();
  return make_call(Method::post, route_of(change.id), fields_for(change.part, extension),
                   std::move(out));
}

Call read_post_place(PostId id, std::string_view more_fields) {
  return make_call(Method::get, route_of(id),
                   std::string("context=edit&").append(placement_fields).append(more_fields));
}

Call find_by_key(const Uuid& key) {
  return make_call(Method::get, posts_route,
                   "slug=" + key.str() + "," + key.str() + "-2," + key.str() +
                       "-3&status=any&orderby=id&order=asc&_fields=id,slug,status");
}

Call trash_post(PostId id) { return make_call(Method::del, route_of(id), "_fields=id"); }

std::optional<PostAnswer> parse_post(const Response& response) {
  return read_post(read_json(response).root());
}

std::optional<PostAnswer> parse_post(const Response& response, PostId asked) {
  auto post = parse_post(response);
  return post && post->id == asked ? std::move(post) : std::nullopt;
}

std::optional<std::vector<PostId>> parse_posts_under(const Uuid& key, const Response& response) {
  const json::Document document = read_json(response);
  if (!document.root().is_array()) return std::nullopt;
  std::vector<PostId> posts;
  for (const json::Value post : document.root()) {
    const auto id = PostId::from(read_integer(post, "id"));
    const std::string slug = read_text(post, "slug");
    if (id && (slug == key.str() || slug.starts_with(key.str() + "-"))) posts.push_back(*id);
  }
  return posts;
}

std::string list_ids(const std::vector<TermId>& ids) {
  std::string out;
  for (const TermId id : ids) {
    if (!out.empty()) out += ",";
    out += decimal(id.value());
  }
  return out;
}

bool lacks_terms(const PostAnswer& answer, const TermIds& sent) {
  const auto lacks = [](const auto& got, const auto& wanted) {
    return got && wanted && !has_all(*got, *wanted);
  };
  return lacks(answer.categories, sent.categories) || lacks(answer.tags, sent.tags);
}

std::vector<Difference> compare_post(const PostDraft& draft, const TermIds& terms,
                                     const PostAnswer& answer, Part part) {
  std::vector<Difference> differences;
  if (part != Part::placement) compare_body(differences, draft, answer);
  if (part != Part::body) compare_placement(differences, draft, terms, answer);
  return differences;
}

}  // namespace presslink
