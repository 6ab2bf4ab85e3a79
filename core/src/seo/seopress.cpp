// SEOPress registers its fields as post meta for every post type (`_seopress_*`), so they travel in
// WordPress's own request: title, description and noindex from 8.1.1 on, the focus keyphrases from
// 9.8.5 (before, a route of its own takes them), canonical address and social texts from 9.9.

#include <array>
#include <utility>

#include "base/text.hpp"
#include "seo/plugins.hpp"
#include "seo/writer.hpp"
#include "wordpress/answer.hpp"

namespace presslink {
namespace {

constexpr const char* meta_sign = "seopress/post_meta";
constexpr const char* keyphrase_sign = "seopress/keyphrase_meta";
constexpr const char* social_sign = "seopress/social_meta";
constexpr const char* keyphrase_meta = "_seopress_analysis_target_kw";

constexpr std::array<SeoSign, 3> signs = {
    {{meta_sign,
      "routes./wp/v2/posts.endpoints.1.args.meta.properties._seopress_titles_title.type"},
     {keyphrase_sign,
      "routes./wp/v2/posts.endpoints.1.args.meta.properties._seopress_analysis_target_kw.type"},
     {social_sign,
      "routes./wp/v2/posts.endpoints.1.args.meta.properties._seopress_robots_canonical.type"}}};

struct Key {
  SeoField field;
  const char* meta;
  const char* sign;  ///< that REST takes the meta
};
constexpr std::array<Key, 9> keys = {{
    {SeoField::title, "_seopress_titles_title", meta_sign},
    {SeoField::description, "_seopress_titles_desc", meta_sign},
    {SeoField::focus_keyphrase, keyphrase_meta, keyphrase_sign},
    {SeoField::canonical, "_seopress_robots_canonical", social_sign},
    {SeoField::noindex, "_seopress_robots_index", meta_sign},
    {SeoField::og_title, "_seopress_social_fb_title", social_sign},
    {SeoField::og_description, "_seopress_social_fb_desc", social_sign},
    {SeoField::twitter_title, "_seopress_social_twitter_title", social_sign},
    {SeoField::twitter_description, "_seopress_social_twitter_desc", social_sign},
}};

bool has_seopress_variable(std::string_view text) { return has_enclosed(text, "%%", "%%"); }

class SeoPressWriter final : public SeoWriter {
 public:
  explicit SeoPressWriter(const SeoSurroundings& around)
      : SeoWriter(&seopress, around.fields),
        keyphrase_has_meta_(has_sign(around.site, keyphrase_sign)) {
    if (around.kind == SeoTarget::Kind::category) {
      settle_all(SeoVerdict::unsupported,
                 "SEOPress takes the SEO fields of categories in its own screens alone.",
                 "Set them in WordPress under Posts > Categories.");
      return;
    }
    for (const Key& key : keys) {
      if (key.field == SeoField::focus_keyphrase || has_sign(around.site, key.sign)) continue;
      settle(key.field, SeoVerdict::unsupported,
             "This version of SEOPress does not take it from outside.",
             "Update SEOPress to 9.9 or newer (Plugins > Installed Plugins).");
    }
  }

  /// Where the post was there before, further keyphrases may stand behind the one that is wished.
  std::string prepare_fields() const override {
    const bool looks = keyphrase_has_meta_ && wish(SeoField::focus_keyphrase) != nullptr;
    return looks ? std::string(",meta.").append(keyphrase_meta) : "";
  }
  void prepare(const json::Value& post) override {
    keep_keyphrases(post["meta"][keyphrase_meta].string_or(""));
  }

  void add_meta(json::Encoder& meta) const override {
    for (const Key& key : keys) {
      const std::string* text = by_meta(key) ? wish(key.field) : nullptr;
      if (text == nullptr) continue;
      if (key.field == SeoField::noindex) {
        meta.member(key.meta, *text == "true" ? "yes" : "");
      } else if (key.field == SeoField::focus_keyphrase) {
        meta.member(key.meta, keyphrases());
      } else {
        meta.member(key.meta, *text);
      }
    }
  }

  std::string answer_fields() const override {
    std::string fields;
    for (const Key& key : keys) {
      // Whether the page is kept from indexing decides on its canonical address.
      const bool tells = key.field == SeoField::noindex && wish(SeoField::canonical) != nullptr;
      if (by_meta(key) && (tells || wish(key.field) != nullptr)) {
        fields.append(",meta.").append(key.meta);
      }
    }
    return fields;
  }

  void read_answer(const json::Value& post, bool /*same_request*/) override {
    for (const Key& key : keys) {
      if (!by_meta(key)) continue;
      const json::Value kept = post["meta"][key.meta];
      if (key.field == SeoField::noindex) see_noindex(kept.string_or("") == "yes");
      SeoEntry* entry = find(key.field);
      if (entry == nullptr) continue;
      if (key.field == SeoField::noindex) {
        entry->stored = kept.string_or("") == "yes" ? "true" : "false";
      } else if (key.field == SeoField::focus_keyphrase) {
        set_keyphrases(kept.string_or(""));
      } else {
        set_stored(key.field, kept);
      }
    }
  }

  std::optional<SeoRequest> next_write(const SeoTarget& target) override {
    const std::string* text = wish(SeoField::focus_keyphrase);
    if (keyphrase_has_meta_ || text == nullptr || std::exchange(sent_, true)) return std::nullopt;
    json::Encoder body;
    body.begin_object();
    body.member(keyphrase_meta, *text);
    body.end_object();
    return send(Method::put, "/seopress/v1/posts/" + decimal(target.id) + "/target-keywords",
                std::move(body));
  }

  void take_write(const Response& answer) override {
    const bool done =
        answer.status == 200 && read_text(read_json(answer).root(), "code") == "success";
    if (!done) take_refusal(answer, {SeoField::focus_keyphrase});
  }

 private:
  // The page prints what is stored, as it stands. Whether the other fields are printed is decided
  // by switches that no answer shows.
  bool stored_counts(SeoField field) const override {
    return field == SeoField::title || field == SeoField::description ||
           field == SeoField::focus_keyphrase;
  }

  [[nodiscard]] bool by_meta(const Key& key) const {
    return key.field != SeoField::focus_keyphrase || keyphrase_has_meta_;
  }

  bool keyphrase_has_meta_;
  bool sent_ = false;
};

std::unique_ptr<SeoWriter> make_writer(const SeoSurroundings& around) {
  return std::make_unique<SeoPressWriter>(around);
}

}  // namespace

const SeoPluginEntry seopress = {
    .name = "seopress",
    .title = "SEOPress",
    .namespaces = "seopress/v1",
    .signs = signs,
    .write_route = "POST /wp/v2/posts: meta",
    .old_route = "PUT /seopress/v1/posts/{id}/target-keywords",
    .limits = {.title_max = 60, .description_max = 160},
    .make_writer = make_writer,
    .has_variable = has_seopress_variable,
};

}  // namespace presslink
