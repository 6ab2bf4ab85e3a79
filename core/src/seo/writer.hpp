#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"
#include "presslink/seo.hpp"
#include "seo/field.hpp"
#include "seo/head.hpp"
#include "wordpress/xml_rpc.hpp"

namespace presslink {

/// A request of a plugin's own, besides WordPress's for the post.
using SeoRequest = std::variant<Call, XmlRpcCall>;

/// One field on its way into one plugin.
struct SeoEntry {
  SeoField field{};
  std::string wish;
  std::optional<SeoVerdict> settled = {};     ///< what nothing read later changes
  std::optional<std::string> stored = {};     ///< as the plugin keeps it
  std::optional<std::string> effective = {};  ///< as it counts on the site
  std::string why = {};
  std::string remedy = {};
  std::string doubt = {};  ///< what its server said in place of an answer: it may be stored or not
};

struct SeoPluginEntry;

/// The fields of one publish or update on their way into one plugin. What stands here is the same
/// for all; each plugin's file derives from it and says what differs. The flow calls, in this
/// order: `prepare_fields` and `prepare` where the target was there before; `add_members` and
/// `add_meta`; `answer_fields` and `read_answer`; `next_write` and `take_write` until there is no
/// more; the same for reads; `read_head`; `report`.
class SeoWriter {
 public:
  /// `plugin` is null where none takes the fields, which are all settled then.
  SeoWriter(const SeoPluginEntry* plugin, const SeoFields& fields);
  SeoWriter(const SeoWriter&) = delete;
  SeoWriter& operator=(const SeoWriter&) = delete;
  virtual ~SeoWriter() = default;

  /// `_fields` of what a write would lose: it is read before an existing target is changed.
  [[nodiscard]] virtual std::string prepare_fields() const { return {}; }
  virtual void prepare(const json::Value& /*object*/) {}

  /// Members of the body of WordPress's own request for the post …
  virtual void add_members(json::Encoder& /*body*/) const {}
  /// … and of the `meta` object in it.
  virtual void add_meta(json::Encoder& /*meta*/) const {}
  /// Comma-separated `_fields` that the answer is asked for, each with a comma before it.
  [[nodiscard]] virtual std::string answer_fields() const { return {}; }
  /// `same_request`: the answer to the request that carried the members; otherwise they were there
  /// before.
  virtual void read_answer(const json::Value& /*object*/, bool /*same_request*/) {}
  /// Whether only an answer to a later request tells what counts.
  [[nodiscard]] virtual bool wants_second_answer() const { return false; }

  [[nodiscard]] virtual std::optional<SeoRequest> next_write(const SeoTarget& /*target*/) {
    return std::nullopt;
  }
  /// Any answer to the last write.
  virtual void take_write(const Response& /*answer*/) {}
  /// A look at what counts.
  [[nodiscard]] virtual std::optional<SeoRequest> next_read(const SeoTarget& /*target*/) {
    return std::nullopt;
  }
  virtual void take_read(const Response& /*answer*/) {}

  /// What a visitor gets.
  void read_head(const PageHead& head);
  /// Whether a visitor's page would settle something.
  [[nodiscard]] bool wants_head(bool contested) const;
  /// Whether a field was refused: it is known not to be on the site as asked.
  [[nodiscard]] bool has_refusal() const;

  /// Adds what became of each field. `contested`: several plugins are active, so what one of them
  /// says of a field that stands in the page is no proof.
  void report(bool contested, std::vector<SeoReport>& reports) const;

 protected:
  /// Whether what is stored is what counts, when it has no variables.
  [[nodiscard]] virtual bool stored_counts(SeoField field) const {
    return field == SeoField::focus_keyphrase;
  }

  [[nodiscard]] const std::vector<SeoEntry>& entries() const { return entries_; }
  [[nodiscard]] SeoEntry* find(SeoField field);
  [[nodiscard]] const SeoEntry* find(SeoField field) const;
  /// The wish for a field that is still on its way.
  [[nodiscard]] const std::string* wish(SeoField field) const;
  /// Whether the page is or is to be `noindex`: it may then print no canonical address.
  [[nodiscard]] bool keeps_from_indexing() const;
  void see_noindex(bool noindex) { hidden_ = noindex; }
  [[nodiscard]] bool wants_any(std::initializer_list<SeoField> fields) const;

  // Some plugins keep the focus keyphrase and further ones in one list by commas.
  /// Takes the list that is there: what stands behind its first one is kept, where one is wished.
  void keep_keyphrases(std::string_view list);
  /// The wish for the focus keyphrase, with what is kept behind it.
  [[nodiscard]] std::string keyphrases() const;
  /// Takes the list that was stored.
  void set_keyphrases(std::string_view list);

  void settle(SeoField field, SeoVerdict verdict, const char* why, const char* remedy = "");
  void settle_all(SeoVerdict verdict, const char* why, const char* remedy = "");
  /// An unset text counts as empty.
  void set_stored(SeoField field, const json::Value& value);
  void set_effective(SeoField field, const json::Value& value);
  /// Takes an answer that is no success for what it means to the fields that were sent.
  void take_refusal(const Response& answer, std::initializer_list<SeoField> sent);

  [[nodiscard]] static SeoRequest ask(std::string route, std::string_view query);
  [[nodiscard]] static SeoRequest send(Method method, std::string route, json::Encoder&& body);

 private:
  struct Judgement {
    SeoVerdict verdict;
    std::string_view effective;
    const char* why;
  };
  [[nodiscard]] Judgement judge(const SeoEntry& entry, bool contested) const;
  /// Where nothing was read that settles it.
  [[nodiscard]] static Judgement unproven(const SeoEntry& entry, const char* why);

  const SeoPluginEntry* plugin_;
  std::vector<SeoEntry> entries_;
  std::string further_keyphrases_;  ///< each with a comma before it
  bool head_read_ = false;
  bool hidden_ = false;  ///< the page is noindex
};

/// The writer of a plugin that takes nothing here, or of none; every field is `unsupported`.
[[nodiscard]] std::unique_ptr<SeoWriter> make_refusal(const SeoPluginEntry* plugin,
                                                      const SeoFields& fields, const char* why,
                                                      const char* remedy);

/// What a writer is made from.
struct SeoSurroundings {
  const SeoFields& fields;
  const SiteProfile& site;
  SeoTarget::Kind kind = SeoTarget::Kind::post;
  SeoAccess access = {};
  bool existing = false;  ///< the target was there before, and its owner may have set something
};

/// A sign of a plugin in the index: a path of member names, joined by dots as in `_fields`.
struct SeoSign {
  const char* name;  ///< as kept in `SiteProfile::seo_signs`
  const char* path;
};

/// A template's limits for texts; 0: the plugin has none.
struct SeoLimits {
  int title_min = 0, title_max = 0;              ///< characters
  int title_pixels = 0;                          ///< at most, in the search result's font
  int description_min = 0, description_max = 0;  ///< characters
  int keyphrase_max = 0;                         ///< characters
};

/// A plugin as the registry knows it. Everything that one plugin does otherwise than another is in
/// the file that defines its entry.
struct SeoPluginEntry {
  const char* name;
  const char* title;            ///< the plugin's own name, for people
  std::string_view namespaces;  ///< of a current version, by commas; the first of any version
  std::span<const SeoSign> signs = {};
  bool first_sign_suffices = false;  ///< to tell that it is active
  // How posts are written where it has the first sign, and otherwise.
  const char* write_route = "";
  const char* old_route = write_route;
  // Where no index tells of it: what does, and what to say then.
  const char* capability = nullptr;    ///< of accounts where it is active
  const char* page_comment = nullptr;  ///< in its pages
  const char* hidden_why = nullptr;
  const char* hidden_remedy = nullptr;
  SeoLimits limits;
  std::unique_ptr<SeoWriter> (*make_writer)(const SeoSurroundings& surroundings) = nullptr;
  /// Whether a text holds one of its template variables.
  bool (*has_variable)(std::string_view text) = nullptr;
};

[[nodiscard]] bool has_namespace(const SiteProfile& site, std::string_view wanted);
[[nodiscard]] bool has_sign(const SiteProfile& site, const char* sign);
/// Whether `text` holds something between two marks: `%%title%%`.
[[nodiscard]] bool has_enclosed(std::string_view text, std::string_view open,
                                std::string_view close);

}  // namespace presslink
