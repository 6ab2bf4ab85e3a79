// All in One SEO keeps its fields in a table of its own; the post meta of that name is a mirror
// that nothing reads.
//
// - From 4.9.8 on `aioseo_meta_data` travels in the post's own request. The answer shows what is
//   stored and what counts, both fresh. Without the right to it nothing is stored and nothing said.
// - From 4.5.5 on two routes of its own take title and description, and the keyphrases; the first
//   answers with what counts. (`POST /aioseo/v1/post` would reset every field that is left out.)

#include <array>
#include <utility>

#include "base/text.hpp"
#include "seo/plugins.hpp"
#include "seo/writer.hpp"
#include "wordpress/answer.hpp"

namespace presslink {
namespace {

constexpr const char* field_sign = "aioseo/post_field";

// A route that came with the same version; the field itself has no place in the index.
constexpr std::array<SeoSign, 1> signs = {
    {{field_sign, "routes./aioseo/v1/ai-agents/install-mcp-adapter.namespace"}}};

struct Key {
  SeoField field;
  const char* member;  ///< of aioseo_meta_data in an answer
  const char* head;    ///< of aioseo_head_json; null where it shows none
  const char* sent = member;
};
constexpr std::array<Key, 9> keys = {{
    {SeoField::title, "title", "title"},
    {SeoField::description, "description", "description"},
    {SeoField::focus_keyphrase, "keyphrases", nullptr},
    // 4.9.8 ignores `canonical_url` in a request.
    {SeoField::canonical, "canonical_url", "canonical_url", "canonicalUrl"},
    {SeoField::noindex, "robots_noindex", "robots"},
    {SeoField::og_title, "og_title", "og:title"},
    {SeoField::og_description, "og_description", "og:description"},
    {SeoField::twitter_title, "twitter_title", "twitter:title"},
    {SeoField::twitter_description, "twitter_description", "twitter:description"},
}};

constexpr std::array<const char*, 29> variables = {
    "post_title",   "separator_sa",      "site_title",       "tagline",          "post_excerpt",
    "post_content", "post_date",         "post_day",         "post_month",       "post_year",
    "author_name",  "author_first_name", "author_last_name", "author_bio",       "category",
    "categories",   "taxonomy_title",    "current_date",     "current_day",      "current_month",
    "current_year", "page_number",       "parent_title",     "permalink",        "custom_field-",
    "tax_name-",    "featured_image",    "post_link",        "post_excerpt_only"};

bool has_aioseo_variable(std::string_view text) {
  for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
    for (const char* variable : variables) {
      if (text.substr(at + 1).starts_with(variable)) return true;
    }
  }
  return false;
}

/// Further keyphrases that the site has and a document does not know.
struct Keyphrase {
  std::string text;
  std::int64_t score = 0;
};

std::vector<Keyphrase> read_additional(const json::Value& keyphrases) {
  std::vector<Keyphrase> list;
  for (const json::Value item : keyphrases["additional"]) {
    list.push_back({read_text(item, "keyphrase"), read_integer(item, "score")});
  }
  return list;
}

void encode_keyphrases(json::Encoder& out, const std::string& focus,
                       const std::vector<Keyphrase>& additional) {
  out.key("keyphrases");
  out.begin_object();
  out.key("focus");
  out.begin_object();
  out.member("keyphrase", focus);
  out.member("score", 0);
  out.key("analysis");
  out.begin_object();
  out.end_object();
  out.end_object();
  out.key("additional");
  out.begin_array();
  for (const Keyphrase& keyphrase : additional) {
    out.begin_object();
    out.member("keyphrase", keyphrase.text);
    out.member("score", keyphrase.score);
    out.end_object();
  }
  out.end_array();
  out.end_object();
}

/// 4.9.8 and newer.
class FieldWriter final : public SeoWriter {
 public:
  explicit FieldWriter(const SeoSurroundings& around) : SeoWriter(&aioseo, around.fields) {}

  std::string prepare_fields() const override {
    return wish(SeoField::focus_keyphrase) != nullptr ? ",type,aioseo_meta_data.keyphrases" : "";
  }
  void prepare(const json::Value& post) override {
    additional_ = read_additional(post["aioseo_meta_data"]["keyphrases"]);
  }

  void add_members(json::Encoder& body) const override {
    body.key("aioseo_meta_data");
    body.begin_object();
    for (const Key& key : keys) {
      const std::string* text = wish(key.field);
      if (text != nullptr) encode(body, key, *text);
    }
    if (wants_any({SeoField::twitter_title, SeoField::twitter_description})) {
      body.member("twitter_use_og", false);
    }
    body.end_object();
  }

  // Without `type` the plugin's head makes PHP warn, and the warning can stand before the JSON.
  std::string answer_fields() const override {
    std::string fields = ",type";
    for (const Key& key : keys) {
      if (wish(key.field) == nullptr) continue;
      fields.append(",aioseo_meta_data.").append(key.member);
      if (key.head != nullptr) fields.append(",aioseo_head_json.").append(key.head);
    }
    return fields;
  }

  void read_answer(const json::Value& post, bool /*same_request*/) override {
    const json::Value stored = post["aioseo_meta_data"];
    const json::Value head = post["aioseo_head_json"];
    if (!stored.is_object()) return;
    for (const Key& key : keys) {
      SeoEntry* entry = find(key.field);
      if (entry == nullptr) continue;
      if (key.field == SeoField::focus_keyphrase) {
        set_stored(key.field, stored["keyphrases"]["focus"]["keyphrase"]);
      } else if (key.field == SeoField::noindex) {
        set_stored(key.field, stored[key.member]);
        if (head.is_object()) entry->effective = noindex_of(head["robots"].string_or(""));
      } else {
        // A title like the default template is kept as none.
        if (!has_aioseo_variable(entry->wish)) set_stored(key.field, stored[key.member]);
        if (head.is_object()) set_effective(key.field, head[key.head]);
      }
    }
  }

 private:
  void encode(json::Encoder& body, const Key& key, const std::string& text) const {
    if (key.field == SeoField::focus_keyphrase) {
      encode_keyphrases(body, text, additional_);
    } else if (key.field == SeoField::noindex) {
      // The names of the editor; `robots_noindex` is ignored.
      body.member("default", false);
      body.member("noindex", text == "true");
    } else {
      body.member(key.sent, text);
    }
  }

  std::vector<Keyphrase> additional_;
};

/// 4.5.5 … 4.9.7.
class RouteWriter final : public SeoWriter {
 public:
  explicit RouteWriter(const SeoSurroundings& around) : SeoWriter(&aioseo, around.fields) {
    for (const Key& key : keys) {
      const bool taken = key.field == SeoField::title || key.field == SeoField::description ||
                         key.field == SeoField::focus_keyphrase;
      if (taken) continue;
      settle(key.field, SeoVerdict::unsupported,
             "This version of All in One SEO takes only title, description and focus keyphrase "
             "from outside.",
             "Update All in One SEO to 4.9.8 or newer (Plugins > Installed Plugins).");
    }
  }

  // What is there is asked of the plugin, only to keep the further keyphrases.
  std::string prepare_fields() const override {
    return wish(SeoField::focus_keyphrase) != nullptr ? ",type" : "";
  }
  void prepare(const json::Value& /*post*/) override { keeps_additional_ = true; }

  std::optional<SeoRequest> next_write(const SeoTarget& target) override {
    if (std::exchange(texts_due_, false) && wants_any({SeoField::title, SeoField::description})) {
      sending_ = Sending::texts;
      return write_texts(target);
    }
    if (keyphrase_due_ && wish(SeoField::focus_keyphrase) != nullptr) {
      if (std::exchange(keeps_additional_, false)) {
        sending_ = Sending::nothing;
        return ask("/aioseo/v1/post", "postId=" + decimal(target.id));
      }
      keyphrase_due_ = false;
      sending_ = Sending::keyphrase;
      return write_keyphrase(target);
    }
    return std::nullopt;
  }

  void take_write(const Response& answer) override {
    const json::Document document = read_json(answer);
    const json::Value root = document.root();
    const bool done = answer.status == 200 && root["success"].boolean() == true;
    switch (sending_) {
      case Sending::nothing:
        additional_ = read_additional(root["data"]["currentPost"]["keyphrases"]);
        break;
      case Sending::texts:
        if (!done) return take_refusal(answer, {SeoField::title, SeoField::description});
        set_effective(SeoField::title, root["title"]);
        set_effective(SeoField::description, root["description"]);
        break;
      case Sending::keyphrase:
        if (!done) take_refusal(answer, {SeoField::focus_keyphrase});
        break;
    }
  }

 private:
  enum class Sending { nothing, texts, keyphrase };

  SeoRequest write_texts(const SeoTarget& target) const {
    json::Encoder body;
    body.begin_object();
    body.member("postId", target.id);
    if (const auto* title = wish(SeoField::title)) body.member("title", *title);
    if (const auto* text = wish(SeoField::description)) body.member("description", *text);
    body.end_object();
    return send(Method::post, "/aioseo/v1/posts-list/update-details-column", std::move(body));
  }

  SeoRequest write_keyphrase(const SeoTarget& target) const {
    json::Encoder body;
    body.begin_object();
    body.member("postId", target.id);
    encode_keyphrases(body, *wish(SeoField::focus_keyphrase), additional_);
    body.end_object();
    return send(Method::post, "/aioseo/v1/keyphrases", std::move(body));
  }

  bool texts_due_ = true;
  bool keyphrase_due_ = true;
  bool keeps_additional_ = false;
  Sending sending_ = Sending::nothing;
  std::vector<Keyphrase> additional_;
};

std::unique_ptr<SeoWriter> make_writer(const SeoSurroundings& around) {
  if (around.kind == SeoTarget::Kind::category) {
    return make_refusal(&aioseo, around.fields,
                        "All in One SEO takes the SEO fields of categories in its paid version "
                        "alone, and not from outside.",
                        "Set them in WordPress under Posts > Categories.");
  }
  if (has_sign(around.site, field_sign)) return std::make_unique<FieldWriter>(around);
  return std::make_unique<RouteWriter>(around);
}

}  // namespace

const SeoPluginEntry aioseo = {
    .name = "aioseo",
    .title = "All in One SEO",
    .namespaces = "aioseo/v1",
    .signs = signs,
    .write_route = "POST /wp/v2/posts: aioseo_meta_data",
    .old_route = "POST /aioseo/v1/posts-list/update-details-column",
    .limits = {.title_min = 40, .title_max = 60, .description_min = 120, .description_max = 160},
    .make_writer = make_writer,
    .has_variable = has_aioseo_variable,
};

}  // namespace presslink
