// Slim SEO registers one meta object, `slim_seo`, so its fields travel in WordPress's own request.
// A write replaces the whole object, so the rest of it is read first. From 4.3 on an answer shows
// title and description as the page prints them, before that as they are stored. It knows no focus
// keyphrase and no texts for social networks. Categories have the same object. Below 4.0 only the
// registered meta tells that it is there.

#include <array>
#include <utility>

#include "seo/plugins.hpp"
#include "seo/writer.hpp"

namespace presslink {
namespace {

constexpr const char* meta_sign = "slimseo/post_meta";

constexpr std::array<SeoSign, 1> signs = {
    {{meta_sign, "routes./wp/v2/posts.endpoints.1.args.meta.properties.slim_seo.type"}}};

struct Key {
  SeoField field;
  const char* member;
};
constexpr std::array<Key, 4> keys = {{{SeoField::title, "title"},
                                      {SeoField::description, "description"},
                                      {SeoField::canonical, "canonical"},
                                      {SeoField::noindex, "noindex"}}};
constexpr std::array<const char*, 2> images = {"facebook_image", "twitter_image"};

bool has_slim_variable(std::string_view text) { return has_enclosed(text, "{{", "}}"); }

bool read_flag(const json::Value& value) {
  return value.boolean().value_or(value.string_or("") == "1" || value.integer().value_or(0) == 1);
}

class SlimSeoWriter final : public SeoWriter {
 public:
  explicit SlimSeoWriter(const SeoSurroundings& around) : SeoWriter(&slim_seo, around.fields) {
    for (const SeoField field :
         {SeoField::focus_keyphrase, SeoField::og_title, SeoField::og_description,
          SeoField::twitter_title, SeoField::twitter_description}) {
      settle(field, SeoVerdict::unsupported, "Slim SEO has no such field.");
    }
    if (!has_sign(around.site, meta_sign)) {
      settle_all(SeoVerdict::unsupported, "This version of Slim SEO does not take it from outside.",
                 "Update Slim SEO (Plugins > Installed Plugins).");
    }
  }

  std::string prepare_fields() const override { return has_wishes() ? ",meta.slim_seo" : ""; }

  void prepare(const json::Value& post) override {
    const json::Value slim = post["meta"]["slim_seo"];
    for (const Key& key : keys) {
      if (wish(key.field) != nullptr) continue;
      if (key.field == SeoField::noindex) {
        kept_noindex_ = read_flag(slim[key.member]);
      } else if (const auto text = slim[key.member].string(); text && !text->empty()) {
        kept_.emplace_back(key.member, *text);
      }
    }
    for (const char* image : images) {
      const auto text = slim[image].string();
      if (text && !text->empty()) kept_.emplace_back(image, *text);
    }
  }

  void add_meta(json::Encoder& meta) const override {
    if (!has_wishes()) return;
    meta.key("slim_seo");
    meta.begin_object();
    for (const Key& key : keys) {
      const std::string* text = wish(key.field);
      if (text == nullptr) continue;
      if (key.field == SeoField::noindex) {
        meta.member(key.member, *text == "true");
      } else {
        meta.member(key.member, *text);
      }
    }
    for (const auto& [member, text] : kept_) meta.member(member, text);
    if (kept_noindex_) meta.member("noindex", true);
    meta.end_object();
  }

  std::string answer_fields() const override { return has_wishes() ? ",meta.slim_seo" : ""; }

  void read_answer(const json::Value& post, bool /*same_request*/) override {
    const json::Value slim = post["meta"]["slim_seo"];
    if (!slim.is_object()) return;  // the answer about a category has none
    see_noindex(read_flag(slim["noindex"]));
    for (const Key& key : keys) {
      SeoEntry* entry = find(key.field);
      if (entry == nullptr || entry->settled) continue;
      if (key.field == SeoField::noindex) {
        entry->stored = read_flag(slim[key.member]) ? "true" : "false";
      } else if (key.field == SeoField::canonical ||
                 slim[key.member].string_or("") == entry->wish) {
        set_stored(key.field, slim[key.member]);
      } else {
        set_effective(key.field, slim[key.member]);
      }
    }
  }

 private:
  // The page prints what is stored, as it stands. Whether the other fields are printed is decided
  // by switches that no answer shows.
  bool stored_counts(SeoField field) const override {
    return field == SeoField::title || field == SeoField::description;
  }

  [[nodiscard]] bool has_wishes() const {
    return wants_any(
        {SeoField::title, SeoField::description, SeoField::canonical, SeoField::noindex});
  }

  std::vector<std::pair<std::string, std::string>> kept_;
  bool kept_noindex_ = false;
};

std::unique_ptr<SeoWriter> make_writer(const SeoSurroundings& around) {
  return std::make_unique<SlimSeoWriter>(around);
}

}  // namespace

const SeoPluginEntry slim_seo = {
    .name = "slimseo",
    .title = "Slim SEO",
    .namespaces = "slim-seo",
    .signs = signs,
    .first_sign_suffices = true,
    .write_route = "POST /wp/v2/posts: meta",
    .old_route = "",
    .limits = {.title_max = 60, .description_min = 50, .description_max = 160},
    .make_writer = make_writer,
    .has_variable = has_slim_variable,
};

}  // namespace presslink
