#include "draft_text.hpp"

#include <optional>
#include <tuple>
#include <utility>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"

namespace presslink::cli {
namespace {

/// Every optional field of a draft but SEO, once, for all that goes through them.
template <class Draft>
auto fields(Draft& draft) {
  return std::tie(draft.excerpt, draft.slug, draft.status, draft.date, draft.categories, draft.tags,
                  draft.author, draft.featured_image);
}

template <class Seo>
auto seo_fields(Seo& seo) {
  return std::tie(seo.title, seo.description, seo.focus_keyphrase, seo.canonical, seo.noindex,
                  seo.og_title, seo.og_description, seo.twitter_title, seo.twitter_description);
}

/// Calls `visit(a_field, b_field)` for each pair of fields of two tuples.
template <class TupleA, class TupleB, class Visit, std::size_t... I>
void visit_pairs(TupleA a, TupleB b, const Visit& visit, std::index_sequence<I...>) {
  (visit(std::get<I>(a), std::get<I>(b)), ...);
}

template <class DraftA, class DraftB, class Visit>
void visit_both(DraftA& a, DraftB& b, const Visit& visit) {
  visit_pairs(fields(a), fields(b), visit, std::make_index_sequence<8>{});
  visit_pairs(seo_fields(a.seo), seo_fields(b.seo), visit, std::make_index_sequence<9>{});
}

class Writer {
 public:
  void add(std::string_view name, const std::optional<std::string>& text) {
    if (text) out.member(name, *text);
  }
  void add(std::string_view name, const std::optional<bool>& value) {
    if (value) out.member(name, *value);
  }
  template <class Tag>
  void add(std::string_view name, const std::optional<Id<Tag>>& id) {
    if (id) out.member(name, id->value());
  }
  void add(std::string_view name, const std::vector<std::string>& texts) {
    out.key(name);
    out.begin_array();
    for (const std::string& text : texts) out.string(text);
    out.end_array();
  }

  json::Encoder out;
};

std::optional<std::string> read_text(const json::Value& value) {
  const auto text = value.string();
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

std::vector<std::string> read_texts(const json::Value& list) {
  std::vector<std::string> texts;
  for (const json::Value item : list) texts.emplace_back(item.string_or(""));
  return texts;
}

std::optional<std::vector<TermPath>> read_paths(const json::Value& list) {
  if (!list.is_array()) return std::nullopt;
  std::vector<TermPath> paths;
  for (const json::Value item : list) {
    TermPath path;
    for (std::string& name : read_texts(item)) path.push_back(std::move(name));
    paths.push_back(std::move(path));
  }
  return paths;
}

SeoFields read_seo(const json::Value& seo) {
  return {.title = read_text(seo["title"]),
          .description = read_text(seo["description"]),
          .focus_keyphrase = read_text(seo["focus_keyphrase"]),
          .canonical = read_text(seo["canonical"]),
          .noindex = seo["noindex"].boolean(),
          .og_title = read_text(seo["og_title"]),
          .og_description = read_text(seo["og_description"]),
          .twitter_title = read_text(seo["twitter_title"]),
          .twitter_description = read_text(seo["twitter_description"])};
}

void write_seo(Writer& to, const SeoFields& seo) {
  to.out.key("seo");
  to.out.begin_object();
  to.add("title", seo.title);
  to.add("description", seo.description);
  to.add("focus_keyphrase", seo.focus_keyphrase);
  to.add("canonical", seo.canonical);
  to.add("noindex", seo.noindex);
  to.add("og_title", seo.og_title);
  to.add("og_description", seo.og_description);
  to.add("twitter_title", seo.twitter_title);
  to.add("twitter_description", seo.twitter_description);
  to.out.end_object();
}

void write_lists(Writer& to, const PostDraft& draft) {
  if (draft.categories) {
    to.out.key("categories");
    to.out.begin_array();
    for (const TermPath& path : *draft.categories) {
      to.out.begin_array();
      for (const std::string& name : path) to.out.string(name);
      to.out.end_array();
    }
    to.out.end_array();
  }
  if (draft.tags) to.add("tags", *draft.tags);
}

}  // namespace

Result<std::string> encode(const PostDraft& draft) {
  Writer to;
  to.out.reserve(draft.content.size() + draft.content.size() / 16 + 1024);
  to.out.begin_object();
  to.out.member("title", draft.title);
  to.out.member("content", draft.content);
  to.add("excerpt", draft.excerpt);
  to.add("slug", draft.slug);
  if (draft.status) to.out.member("status", name(*draft.status));
  if (draft.date) to.out.member("date", format_rfc3339(*draft.date));
  write_lists(to, draft);
  to.add("author", draft.author);
  to.add("featured_image", draft.featured_image);
  write_seo(to, draft.seo);
  to.out.end_object();
  return std::move(to.out).finish();
}

Result<PostDraft> decode_draft(std::string_view text) {
  const Result<json::Document> parsed =
      json::Document::parse(text, {.max_bytes = std::size_t{1} << 30U});
  if (!parsed || !parsed->root().is_object()) return bad_input("This is not a stored draft.");
  const json::Value root = parsed->root();
  PostDraft draft;
  draft.title = root["title"].string_or("");
  draft.content = root["content"].string_or("");
  draft.excerpt = read_text(root["excerpt"]);
  draft.slug = read_text(root["slug"]);
  draft.status = parse_post_status(root["status"].string_or(""));
  draft.date = parse_rfc3339(root["date"].string_or(""));
  draft.categories = read_paths(root["categories"]);
  if (root["tags"].is_array()) draft.tags = read_texts(root["tags"]);
  draft.author = UserId::from(root["author"].integer().value_or(0));
  draft.featured_image = MediaId::from(root["featured_image"].integer().value_or(0));
  draft.seo = read_seo(root["seo"]);
  return draft;
}

PostDraft changes(const PostDraft& wanted, const PostDraft& known) {
  PostDraft changed = wanted;
  if (changed.title == known.title) changed.title.clear();
  if (changed.content == known.content) changed.content.clear();
  visit_both(changed, known, [](auto& field, const auto& known_field) {
    if (field == known_field) field.reset();
  });
  return changed;
}

PostDraft common(const PostDraft& a, const PostDraft& b) {
  PostDraft both = a;
  if (both.title != b.title) both.title.clear();
  if (both.content != b.content) both.content.clear();
  visit_both(both, b, [](auto& field, const auto& other) {
    if (field != other) field.reset();
  });
  return both;
}

PostDraft merged(PostDraft base, const PostDraft& added) {
  if (!added.title.empty()) base.title = added.title;
  if (!added.content.empty()) base.content = added.content;
  visit_both(base, added, [](auto& field, const auto& added_field) {
    if (added_field) field = added_field;
  });
  return base;
}

PostDraft clearing(PostDraft wanted, const PostDraft& before) {
  const auto clear = [](auto& field, const auto& earlier) {
    if (!field && earlier) field.emplace();
  };
  clear(wanted.excerpt, before.excerpt);
  clear(wanted.categories, before.categories);
  clear(wanted.tags, before.tags);
  visit_pairs(seo_fields(wanted.seo), seo_fields(before.seo), clear, std::make_index_sequence<9>{});
  return wanted;
}

PostDraft without_seo(PostDraft draft, const std::vector<SeoField>& fields) {
  for (const SeoField field : fields) {
    switch (field) {
      case SeoField::title: draft.seo.title.reset(); break;
      case SeoField::description: draft.seo.description.reset(); break;
      case SeoField::focus_keyphrase: draft.seo.focus_keyphrase.reset(); break;
      case SeoField::canonical: draft.seo.canonical.reset(); break;
      case SeoField::noindex: draft.seo.noindex.reset(); break;
      case SeoField::og_title: draft.seo.og_title.reset(); break;
      case SeoField::og_description: draft.seo.og_description.reset(); break;
      case SeoField::twitter_title: draft.seo.twitter_title.reset(); break;
      case SeoField::twitter_description: draft.seo.twitter_description.reset(); break;
    }
  }
  return draft;
}

}  // namespace presslink::cli
