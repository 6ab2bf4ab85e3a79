// Rank Math keeps its fields in post and term meta (`rank_math_*`) that WordPress's routes do not
// take. Its own `updateMeta` does, from whoever may edit the post or term. It answers nothing about
// what it stored (`&` becomes `&amp;`, backslashes go), so what counts is read: by its ability
// (with WordPress 6.9 and newer), else from the page. `rank_math_robots` is one list of all
// directives, so the others in it are read before it is written.
//
// Until its set-up wizard was finished or skipped it registers no route at all; only the
// capabilities that it gave to the account tell that it is there.

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "seo/plugins.hpp"
#include "seo/writer.hpp"
#include "wordpress/answer.hpp"

namespace presslink {
namespace {

constexpr std::string_view abilities_namespace = "wp-abilities/v1";
// The versions that have the ability bring an adapter with this namespace.
constexpr std::string_view adapter_namespace = "mcp";

struct Key {
  SeoField field;
  const char* meta;
  const char* ability;  ///< member of the ability's answer
};
constexpr std::array<Key, 9> keys = {{
    {SeoField::title, "rank_math_title", "title"},
    {SeoField::description, "rank_math_description", "description"},
    {SeoField::focus_keyphrase, "rank_math_focus_keyword", "focus_keyword"},
    {SeoField::canonical, "rank_math_canonical_url", "canonical"},
    {SeoField::noindex, "rank_math_robots", "robots"},
    {SeoField::og_title, "rank_math_facebook_title", "og_title"},
    {SeoField::og_description, "rank_math_facebook_description", "og_description"},
    {SeoField::twitter_title, "rank_math_twitter_title", "twitter_title"},
    {SeoField::twitter_description, "rank_math_twitter_description", "twitter_description"},
}};

/// `%name%` or `%name(arguments)%`; a lone percent sign is none.
bool has_rank_math_variable(std::string_view text) {
  const auto is_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && is_name(text[end])) ++end;
    if (end == at + 1 || end == text.size()) continue;
    if (text[end] == '%') return true;
    if (text[end] == '(' && text.find(")%", end) != std::string_view::npos) return true;
  }
  return false;
}

class RankMathWriter final : public SeoWriter {
 public:
  explicit RankMathWriter(const SeoSurroundings& around)
      : SeoWriter(&rank_math, around.fields),
        existing_(around.existing),
        has_ability_(around.kind != SeoTarget::Kind::category &&
                     has_namespace(around.site, abilities_namespace) &&
                     has_namespace(around.site, adapter_namespace)) {
    SeoEntry* title = find(SeoField::twitter_title);
    SeoEntry* description = find(SeoField::twitter_description);
    if ((title == nullptr) == (description == nullptr)) return;
    (title != nullptr ? title : description)->why =
        "Once one Twitter text is set, Rank Math no longer takes the other from Facebook's.";
  }

  /// Where nothing tells of the other directives, an existing target may have some.
  std::string prepare_fields() const override {
    return wish(SeoField::noindex) != nullptr && !has_ability_ ? ",link" : "";
  }
  void prepare(const json::Value& /*object*/) override { tell_of_robots(); }

  std::optional<SeoRequest> next_write(const SeoTarget& target) override {
    const bool lists = wish(SeoField::noindex) != nullptr ||
                       (existing_ && wish(SeoField::focus_keyphrase) != nullptr);
    const bool look = lists && has_ability_;
    if (look && !std::exchange(looked_, true)) return look_at(target);
    if (std::exchange(sent_, true)) return std::nullopt;
    json::Encoder body;
    body.begin_object();
    body.member("objectType", target.kind == SeoTarget::Kind::category ? "term" : "post");
    body.member("objectID", target.id);
    body.key("meta");
    body.begin_object();
    for (const Key& key : keys) encode(body, key);
    if (wants_any({SeoField::twitter_title, SeoField::twitter_description})) {
      body.member("rank_math_twitter_use_facebook", "off");
    }
    body.end_object();
    body.end_object();
    return send(Method::post, "/rankmath/v1/updateMeta", std::move(body));
  }

  void take_write(const Response& answer) override {
    const json::Document document = read_json(answer);
    const bool good = answer.status == 200 && document.root().is_object();
    if (!sent_) {
      const json::Value there = good ? document.root() : json::Value();
      keep_keyphrases(there["focus_keyword"].string_or(""));
      if (wish(SeoField::noindex) == nullptr) return;
      return there["robots"].is_array() ? keep(there["robots"]) : tell_of_robots();
    }
    if (good) return;
    take_refusal(
        answer, {SeoField::title, SeoField::description, SeoField::focus_keyphrase,
                 SeoField::canonical, SeoField::noindex, SeoField::og_title,
                 SeoField::og_description, SeoField::twitter_title, SeoField::twitter_description});
  }

  std::optional<SeoRequest> next_read(const SeoTarget& target) override {
    const bool open = std::any_of(entries().begin(), entries().end(),
                                  [](const SeoEntry& entry) { return !entry.settled; });
    if (!open || !has_ability_ || std::exchange(asked_, true)) return std::nullopt;
    return look_at(target);
  }

  void take_read(const Response& answer) override {
    const json::Document document = read_json(answer);
    const json::Value there = document.root();
    // Older versions lack it, and a contributor may not run it.
    if (answer.status != 200 || !there.is_object()) return;
    see_noindex(noindex_of(joined(there["robots"])) == "true");
    for (const Key& key : keys) {
      // It tells the canonical address even of a page that prints none.
      const bool unprinted = key.field == SeoField::canonical && keeps_from_indexing();
      if (!unprinted) read(key, there[key.ability]);
    }
  }

 private:
  static SeoRequest look_at(const SeoTarget& target) {
    return ask("/wp-abilities/v1/abilities/rank-math/get-post-seo-meta/run",
               "input[post_id]=" + decimal(target.id));
  }

  static std::string joined(const json::Value& words) {
    std::string out;
    for (const json::Value word : words) out.append(word.string_or("")).append(",");
    return out;
  }

  void tell_of_robots() {
    find(SeoField::noindex)->why =
        "Rank Math keeps all directives for robots in one list. It could not be read, so others in "
        "it (nofollow, noarchive) were replaced.";
  }

  /// A site that hides from search engines makes every page noindex and nofollow: that is not kept
  /// where the page is to be indexed.
  void keep(const json::Value& robots) {
    const bool was_noindex = noindex_of(joined(robots)) == "true";
    const bool hidden = was_noindex && *wish(SeoField::noindex) == "false";
    for (const json::Value word : robots) {
      const std::string_view text = word.string_or("");
      const bool other = text.starts_with("no") && text != "noindex";
      if (other && !(hidden && text == "nofollow")) kept_.emplace_back(text);
    }
  }

  void encode(json::Encoder& meta, const Key& key) const {
    const std::string* text = wish(key.field);
    if (text == nullptr) return;
    if (key.field == SeoField::focus_keyphrase) return meta.member(key.meta, keyphrases());
    if (key.field != SeoField::noindex) return meta.member(key.meta, *text);
    meta.key(key.meta);
    meta.begin_array();
    meta.string(*text == "true" ? "noindex" : "index");
    for (const std::string& word : kept_) meta.string(word);
    meta.end_array();
  }

  void read(const Key& key, const json::Value& value) {
    if (key.field == SeoField::noindex) {
      if (SeoEntry* entry = find(key.field)) entry->effective = noindex_of(joined(value));
    } else if (key.field == SeoField::focus_keyphrase) {
      set_keyphrases(value.string_or(""));
    } else {
      set_effective(key.field, value);
    }
  }

  bool existing_;
  bool has_ability_;
  std::vector<std::string> kept_;  ///< directives beside the one that is wished
  bool looked_ = false;
  bool sent_ = false;
  bool asked_ = false;
};

std::unique_ptr<SeoWriter> make_writer(const SeoSurroundings& around) {
  return std::make_unique<RankMathWriter>(around);
}

}  // namespace

const SeoPluginEntry rank_math = {
    .name = "rankmath",
    .title = "Rank Math",
    .namespaces = "rankmath/v1,wp-abilities/v1,mcp",
    .write_route = "POST /rankmath/v1/updateMeta",
    .capability = "rank_math_onpage_general",
    .hidden_why =
        "Only Rank Math's capabilities are left in the account: it was switched off, or its set-up "
        "is not finished; until then it takes nothing from outside.",
    .hidden_remedy =
        "In WordPress see under Plugins whether Rank Math SEO is active. If it is, finish its "
        "set-up wizard, or skip it there; if not, activate it or another SEO plugin.",
    .limits = {.title_min = 15,
               .title_max = 60,
               .title_pixels = 580,
               .description_min = 80,
               .description_max = 160},
    .make_writer = make_writer,
    .has_variable = has_rank_math_variable,
};

}  // namespace presslink
