// Yoast SEO keeps its fields in post meta (`_yoast_wpseo_*`).
//
// - From 27.7 on three of them are registered for REST, for posts alone: they travel in the post's
//   own request.
// - From 28.1 on the bulk editor's route takes the same three for every post type, for accounts
//   that manage Yoast.
// - Any version grants its meta keys to whoever may edit the post (allow_custom_field_edits), and
//   XML-RPC takes custom fields: this reaches the other fields, pages and older versions.
//
// `yoast_head_json` is what counts. In the answer of the very request that changed a field it still
// shows the old state.

#include <algorithm>
#include <array>
#include <utility>

#include "seo/plugins.hpp"
#include "seo/writer.hpp"
#include "wordpress/answer.hpp"

namespace presslink {
namespace {

constexpr const char* meta_sign = "yoast/post_meta";
constexpr const char* bulk_sign = "yoast/bulk_editor";

constexpr std::array<SeoSign, 2> signs = {
    {{meta_sign, "routes./wp/v2/posts.endpoints.1.args.meta.properties._yoast_wpseo_title.type"},
     {bulk_sign, "routes./yoast/v1/bulk_editor/update_search.namespace"}}};

constexpr const char* update_remedy =
    "Update Yoast SEO to 27.7 or newer (Plugins > Installed Plugins), or publish with a native "
    "build of presslink.";

constexpr const char* native_remedy =
    "Publish with a native build of presslink, or set it in the editor.";

struct Key {
  SeoField field;
  const char* meta;  ///< post meta
  const char* head;  ///< member of yoast_head_json; null where it shows none
  const char* bulk;  ///< member of the bulk editor's item; null where it takes none
};
constexpr std::array<Key, 9> keys = {{
    {SeoField::title, "_yoast_wpseo_title", "title", "seo_title"},
    {SeoField::description, "_yoast_wpseo_metadesc", "description", "meta_description"},
    {SeoField::focus_keyphrase, "_yoast_wpseo_focuskw", nullptr, "focus_keyphrase"},
    {SeoField::canonical, "_yoast_wpseo_canonical", "canonical", nullptr},
    {SeoField::noindex, "_yoast_wpseo_meta-robots-noindex", "robots", nullptr},
    {SeoField::og_title, "_yoast_wpseo_opengraph-title", "og_title", nullptr},
    {SeoField::og_description, "_yoast_wpseo_opengraph-description", "og_description", nullptr},
    {SeoField::twitter_title, "_yoast_wpseo_twitter-title", "twitter_title", nullptr},
    {SeoField::twitter_description, "_yoast_wpseo_twitter-description", "twitter_description",
     nullptr},
}};

bool has_yoast_variable(std::string_view text) { return has_enclosed(text, "%%", "%%"); }

/// Yoast's own words: "1" is noindex, "2" index whatever the post type's default.
std::string stored_form(SeoField field, const std::string& wish) {
  if (field != SeoField::noindex) return wish;
  return wish == "true" ? "1" : "2";
}

class YoastWriter final : public SeoWriter {
 public:
  explicit YoastWriter(const SeoSurroundings& around)
      : SeoWriter(&yoast_seo, around.fields),
        uses_meta_(around.kind == SeoTarget::Kind::post && has_sign(around.site, meta_sign)),
        uses_bulk_(around.kind == SeoTarget::Kind::page && has_sign(around.site, bulk_sign)),
        may_use_xml_rpc_(around.access.xml_rpc) {
    if (around.kind == SeoTarget::Kind::category) {
      settle_all(SeoVerdict::unsupported,
                 "Yoast keeps the SEO fields of categories in an option that nothing from outside "
                 "can write.",
                 "Set them in WordPress under Posts > Categories.");
      return;
    }
    if (!uses_bulk_) settle_out_of_reach();
  }

  void add_meta(json::Encoder& meta) const override {
    if (!uses_meta_) return;
    for (const Key& key : keys) {
      const std::string* text = wish(key.field);
      if (text != nullptr && key.bulk != nullptr) meta.member(key.meta, *text);
    }
  }

  std::string answer_fields() const override {
    std::string fields = ",type";
    for (const Key& key : keys) {
      if (wish(key.field) == nullptr) continue;
      if (uses_meta_ && key.bulk != nullptr) fields.append(",meta.").append(key.meta);
      if (key.head != nullptr) fields.append(",yoast_head_json.").append(key.head);
    }
    return fields;
  }

  bool wants_second_answer() const override {
    return std::any_of(keys.begin(), keys.end(), [this](const Key& key) {
      return key.head != nullptr && wish(key.field) != nullptr;
    });
  }

  void read_answer(const json::Value& post, bool same_request) override {
    for (const Key& key : keys) {
      if (uses_meta_ && key.bulk != nullptr) {
        set_stored(key.field, post["meta"][key.meta]);
      }
      // Without the head in the answer (it can be switched off) nothing is known.
      const json::Value head = post["yoast_head_json"];
      if (!same_request && head.is_object() && key.head != nullptr) read_head_member(key, head);
    }
  }

  std::optional<SeoRequest> next_write(const SeoTarget& target) override {
    if (uses_bulk_) return bulk_update(target);
    return may_use_xml_rpc_ ? xml_rpc(target) : std::nullopt;
  }

  void take_write(const Response& answer) override {
    if (uses_bulk_) {
      take_bulk(answer);
    } else {
      take_xml_rpc(answer);
    }
  }

 private:
  enum class XmlRpcStage { read, write, written };

  [[nodiscard]] bool by_xml_rpc(const Key& key) const {
    return wish(key.field) != nullptr && ((!uses_meta_ && !bulk_done_) || key.bulk == nullptr);
  }

  void settle_out_of_reach() {
    if (may_use_xml_rpc_) return;
    for (const Key& key : keys) {
      if (!by_xml_rpc(key)) continue;
      const bool newer_helps = key.bulk != nullptr;
      settle(key.field, SeoVerdict::unsupported,
             newer_helps
                 ? "This version of Yoast takes it by XML-RPC alone, which a browser cannot send."
                 : "Yoast takes it by XML-RPC alone, which a browser cannot send.",
             newer_helps ? update_remedy : native_remedy);
    }
  }

  void read_head_member(const Key& key, const json::Value& head) {
    SeoEntry* entry = find(key.field);
    if (entry == nullptr) return;
    const json::Value value = head[key.head];
    if (key.field == SeoField::noindex) {
      entry->effective = noindex_of(value["index"].string_or("index"));
    } else if (key.field == SeoField::canonical && !value.exists()) {
      // Yoast prints no canonical on a page that is not to be indexed, so this proves nothing.
    } else {
      set_effective(key.field, value);
    }
  }

  // --- the bulk editor -------------------------------------------------------------------------

  std::optional<SeoRequest> bulk_update(const SeoTarget& target) {
    if (bulk_sent_) return std::nullopt;
    json::Encoder body;
    body.begin_object();
    body.key("items");
    body.begin_array();
    body.begin_object();
    body.member("id", target.id);
    bool any = false;
    for (const Key& key : keys) {
      const std::string* text = key.bulk == nullptr ? nullptr : wish(key.field);
      if (text == nullptr) continue;
      body.member(key.bulk, *text);
      any = true;
    }
    body.end_object();
    body.end_array();
    body.end_object();
    bulk_sent_ = true;
    if (any) return send(Method::post, "/yoast/v1/bulk_editor/update_search", std::move(body));
    uses_bulk_ = false;
    settle_out_of_reach();
    return next_write(target);
  }

  void take_bulk(const Response& answer) {
    bulk_done_ = read_json(answer).root()["results"].at(0)["success"].boolean() == true;
    // The route is for those who manage Yoast; XML-RPC takes it from whoever may edit the page.
    uses_bulk_ = false;
    if (!may_use_xml_rpc_ && !bulk_done_) {
      take_refusal(answer, {SeoField::title, SeoField::description, SeoField::focus_keyphrase});
    }
    settle_out_of_reach();
  }

  // --- XML-RPC ---------------------------------------------------------------------------------

  std::optional<SeoRequest> xml_rpc(const SeoTarget& target) {
    const auto post = PostId::from(target.id);
    const bool wanted =
        std::any_of(keys.begin(), keys.end(), [this](const Key& key) { return by_xml_rpc(key); });
    if (!wanted || !post || xml_rpc_stage_ == XmlRpcStage::written) return std::nullopt;
    XmlRpcCall call{.post = *post, .fields = {}, .read_again = read_again_};
    if (xml_rpc_stage_ == XmlRpcStage::write) {
      for (const Key& key : keys) {
        if (!by_xml_rpc(key)) continue;
        const CustomField* row = row_of(rows_, key);
        CustomField field{row == nullptr ? "" : row->row, key.meta,
                          stored_form(key.field, *wish(key.field))};
        const bool nothing = field.row.empty() && field.value.empty();
        if (!nothing) call.fields.push_back(std::move(field));
      }
      if (call.fields.empty()) {
        take_rows(rows_);
        return std::nullopt;
      }
    }
    return call;
  }

  /// The first row of a key is the one that counts; a field without its row's id would add another.
  [[nodiscard]] static const CustomField* row_of(const std::vector<CustomField>& rows,
                                                 const Key& key) {
    for (const CustomField& row : rows) {
      if (row.key == key.meta) return &row;
    }
    return nullptr;
  }

  void take_xml_rpc(const Response& answer) {
    const auto said = parse_xml_rpc(answer);
    if (!said) return refuse_xml_rpc("XML-RPC does not answer on this site.");
    constexpr int no_such_method = -32601;
    const bool no_multicall = said->is_fault && said->fault_code == no_such_method &&
                              xml_rpc_stage_ == XmlRpcStage::write && read_again_;
    if (no_multicall) {
      read_again_ = false;
    } else if (said->is_fault) {
      constexpr int may_not_edit = 401;
      if (said->fault_code == may_not_edit) {
        settle_by_xml_rpc(SeoVerdict::forbidden, said->fault_text.c_str(), "");
      }
      refuse_xml_rpc(("XML-RPC refused it: " + said->fault_text).c_str());
    } else if (xml_rpc_stage_ == XmlRpcStage::read) {
      rows_ = said->fields;
      xml_rpc_stage_ = XmlRpcStage::write;
    } else {
      if (read_again_) take_rows(said->fields);
      xml_rpc_stage_ = XmlRpcStage::written;
    }
  }

  void take_rows(const std::vector<CustomField>& rows) {
    for (const Key& key : keys) {
      if (!by_xml_rpc(key)) continue;
      const CustomField* row = row_of(rows, key);
      SeoEntry* entry = find(key.field);
      const std::string kept = row == nullptr ? "" : row->value;
      entry->stored = kept == stored_form(key.field, entry->wish) ? entry->wish : kept;
    }
    xml_rpc_stage_ = XmlRpcStage::written;
  }

  void refuse_xml_rpc(const char* why) {
    settle_by_xml_rpc(
        SeoVerdict::unsupported, why,
        uses_meta_ ? "Allow XML-RPC for this site; a security plugin or the host closes it."
                   : "Allow XML-RPC for this site (a security plugin or the host closes it), "
                     "or update Yoast SEO to 27.7 or newer, which takes title, description "
                     "and keyphrase of posts without it.");
    xml_rpc_stage_ = XmlRpcStage::written;
  }

  void settle_by_xml_rpc(SeoVerdict verdict, const char* why, const char* remedy) {
    for (const Key& key : keys) {
      if (by_xml_rpc(key)) settle(key.field, verdict, why, remedy);
    }
  }

  bool uses_meta_;
  bool uses_bulk_;
  bool may_use_xml_rpc_;
  bool bulk_sent_ = false;
  bool bulk_done_ = false;
  XmlRpcStage xml_rpc_stage_ = XmlRpcStage::read;
  bool read_again_ = true;
  std::vector<CustomField> rows_;
};

std::unique_ptr<SeoWriter> make_writer(const SeoSurroundings& around) {
  return std::make_unique<YoastWriter>(around);
}

}  // namespace

const SeoPluginEntry yoast_seo = {
    .name = "yoast",
    .title = "Yoast SEO",
    .namespaces = "yoast/v1",
    .signs = signs,
    .write_route = "POST /wp/v2/posts: meta",
    .old_route = "XML-RPC wp.editPost",
    .limits = {.title_pixels = 600,
               .description_min = 120,
               .description_max = 156,
               .keyphrase_max = 191},
    .make_writer = make_writer,
    .has_variable = has_yoast_variable,
};

}  // namespace presslink
