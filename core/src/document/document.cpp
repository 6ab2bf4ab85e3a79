#include "document/document.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "base/nearest_name.hpp"
#include "base/text.hpp"

namespace presslink {
namespace {

constexpr std::array<std::string_view, 12> front_matter_keys = {
    "title", "slug",   "status",         "date", "excerpt", "categories",
    "tags",  "author", "featured_image", "id",   "key",     "seo"};
constexpr std::array<std::string_view, 9> seo_keys = {
    "title",    "description",    "focus_keyphrase", "canonical",          "noindex",
    "og_title", "og_description", "twitter_title",   "twitter_description"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_blank(std::string_view text) { return trim(text).empty(); }

std::string quote(std::string_view text) { return '"' + std::string(text) + '"'; }

/// Turns fields into a draft and notes what is wrong with them.
class Interpreter {
 public:
  explicit Interpreter(Notation notation) : notation_(notation) {}

  std::variant<Document, Problems> interpret(const FieldValue& fields, std::string_view body) {
    document_.draft.content = body;
    refuse_doubled(fields, "");
    for (const Field& field : fields.fields) read(field);
    check_whole(fields);
    if (problems_.empty()) return std::move(document_);
    return std::move(problems_);
  }

 private:
  void read(const Field& field) {
    PostDraft& draft = document_.draft;
    const FieldValue& value = field.value;
    const std::string& key = field.key;
    if (key == "content" && is_json()) {
      has_content_ = true;
      if (auto text = this->text(key, value)) draft.content = std::move(*text);
    } else if (!contains(front_matter_keys, key)) {
      unknown(field);
    } else if (value.kind == FieldValue::Kind::null) {
      // `slug:` with nothing behind it stands in many templates and means nothing.
    } else if (key == "title") {
      if (auto text = this->text(key, value)) draft.title = std::move(*text);
      title_wrong_ = value.kind != FieldValue::Kind::scalar;
    } else if (key == "slug") {
      draft.slug = filled_text(key, value);
    } else if (key == "status") {
      read_status(value);
    } else if (key == "date") {
      read_date(value);
    } else if (key == "excerpt") {
      draft.excerpt = text(key, value);
    } else if (key == "categories") {
      read_categories(value);
    } else if (key == "tags") {
      draft.tags = texts(key, value);
    } else if (key == "author") {
      draft.author = id<UserId>(key, value, "the number of a user");
    } else if (key == "featured_image") {
      draft.featured_image = id<MediaId>(
          key, value,
          "the number of an image in the media library (uploads are not part of this version)");
    } else if (key == "id") {
      document_.id = id<PostId>(key, value, "the number of a post");
    } else if (key == "key") {
      document_.key = filled_text(key, value);
    } else {
      read_seo(value);
    }
  }

  void read_status(const FieldValue& value) {
    const auto text = this->text("status", value);
    if (!text) return;
    document_.draft.status = parse_post_status(*text);
    if (!document_.draft.status) {
      wrong("status", value,
            quote(*text) + " is not a status; use publish, draft, pending, private or future");
    }
  }

  void read_date(const FieldValue& value) {
    const auto text = this->text("date", value);
    if (!text) return;
    document_.draft.date = parse_rfc3339(*text);
    if (document_.draft.date) return;
    if (parse_rfc3339(*text + "Z")) {
      wrong(
          "date", value,
          quote(*text) + " has no time zone; write " + *text + "+02:00, or " + *text + "Z for UTC");
    } else {
      wrong("date", value,
            quote(*text) +
                " is not a date with time and zone, such as "
                "2026-05-01T09:30:00+02:00");
    }
  }

  void read_categories(const FieldValue& value) {
    const auto names = texts("categories", value);
    if (!names) return;
    std::vector<TermPath> paths;
    for (std::size_t i = 0; i < names->size(); ++i) {
      Result<TermPath> path = parse_term_path((*names)[i]);
      if (path) {
        paths.push_back(std::move(*path));
      } else {
        wrong("categories", value.items[i], path.error().message);
      }
    }
    document_.draft.categories = std::move(paths);
  }

  void read_seo(const FieldValue& value) {
    if (value.kind != FieldValue::Kind::map) {
      return wrong("seo", value, "fields are expected below it, such as description: …");
    }
    refuse_doubled(value, "seo.");
    SeoFields& seo = document_.draft.seo;
    const std::array<std::pair<std::string_view, std::optional<std::string>*>, 8> texts = {
        {{"title", &seo.title},
         {"description", &seo.description},
         {"focus_keyphrase", &seo.focus_keyphrase},
         {"canonical", &seo.canonical},
         {"og_title", &seo.og_title},
         {"og_description", &seo.og_description},
         {"twitter_title", &seo.twitter_title},
         {"twitter_description", &seo.twitter_description}}};
    for (const Field& field : value.fields) {
      const std::string key = "seo." + field.key;
      const auto known = std::find_if(texts.begin(), texts.end(),
                                      [&](const auto& entry) { return entry.first == field.key; });
      if (!contains(seo_keys, field.key)) {
        wrong(key, field.place, "unknown key" + suggestion(field.key, seo_keys));
      } else if (field.value.kind == FieldValue::Kind::null) {
        continue;
      } else if (known != texts.end()) {
        *known->second = text(key, field.value);
      } else {
        seo.noindex = boolean(key, field.value);
      }
    }
  }

  void unknown(const Field& field) {
    if (field.key == "content") {
      wrong(field.key, field.place,
            "unknown key; the text of the post stands below the front matter");
    } else if (contains(seo_keys, field.key)) {
      wrong(field.key, field.place, "unknown key here; it belongs under \"seo\"");
    } else {
      wrong(field.key, field.place, "unknown key" + suggestion(field.key, front_matter_keys));
    }
  }

  template <std::size_t N>
  static std::string suggestion(std::string_view key,
                                const std::array<std::string_view, N>& names) {
    const auto nearest = nearest_name(key, {names.begin(), names.end()});
    return nearest ? "; did you mean " + quote(*nearest) + "?" : "";
  }

  void refuse_doubled(const FieldValue& map, const std::string& prefix) {
    for (auto field = map.fields.begin(); field != map.fields.end(); ++field) {
      const auto first = std::find_if(map.fields.begin(), field,
                                      [&](const Field& other) { return other.key == field->key; });
      if (first != field) {
        wrong(prefix + field->key, field->place,
              "stands here a second time; it is already on line " +
                  std::to_string(first->place.line));
      }
    }
  }

  void check_whole(const FieldValue& fields) {
    const PostDraft& draft = document_.draft;
    const Field* field = find(fields, "title");
    const bool may_lack_title = notation_ == Notation::json_changes && field == nullptr;
    if (is_blank(draft.title) && !title_wrong_ && !may_lack_title) {
      wrong("title", field != nullptr ? field->place : Place{1, 0},
            field != nullptr ? "must not be empty" : "is missing; every document needs a title");
    }
    if (notation_ == Notation::json && !has_content_) {
      wrong("content", Place{1, 0}, "is missing; it holds the HTML of the post");
    }
    if (draft.status == PostStatus::future && find(fields, "date") == nullptr) {
      wrong("status", find(fields, "status")->place, "future needs a \"date\" to publish at");
    }
  }

  [[nodiscard]] bool is_json() const { return notation_ != Notation::front_matter; }

  static const Field* find(const FieldValue& map, std::string_view key) {
    const auto field = std::find_if(map.fields.begin(), map.fields.end(),
                                    [&](const Field& other) { return other.key == key; });
    return field == map.fields.end() ? nullptr : &*field;
  }

  /// In YAML any scalar is taken as it is written, so that `title: 2026` and `title: yes` work.
  std::optional<std::string> text(const std::string& key, const FieldValue& value) {
    const bool taken = value.kind == FieldValue::Kind::scalar && (value.quoted || !is_json());
    if (taken) return value.text;
    wrong(key, value, "a text is expected, not " + std::string(kind_of(value)));
    return std::nullopt;
  }

  std::optional<std::string> filled_text(const std::string& key, const FieldValue& value) {
    auto text = this->text(key, value);
    if (!text || !is_blank(*text)) return text;
    wrong(key, value, "must not be empty; leave the line out instead");
    return std::nullopt;
  }

  std::optional<std::vector<std::string>> texts(const std::string& key, const FieldValue& value) {
    if (value.kind != FieldValue::Kind::list) {
      wrong(key, value, "a list is expected, such as [" + quote(example(value)) + "]");
      return std::nullopt;
    }
    std::vector<std::string> all;
    for (const FieldValue& item : value.items) {
      auto text = this->text(key, item);
      if (text && is_blank(*text)) wrong(key, item, "an entry is empty");
      if (!text || is_blank(*text)) text = "-";
      all.push_back(std::move(*text));
    }
    return all;
  }

  static std::string example(const FieldValue& value) {
    return value.kind == FieldValue::Kind::scalar && !is_blank(value.text) ? value.text : "Guides";
  }

  template <class Id>
  std::optional<Id> id(const std::string& key, const FieldValue& value, std::string_view what) {
    std::int64_t number = 0;
    if (value.kind == FieldValue::Kind::scalar && !value.quoted) {
      const char* end = value.text.data() + value.text.size();
      const auto read = std::from_chars(value.text.data(), end, number);
      if (read.ec != std::errc{} || read.ptr != end) number = 0;
    }
    const std::optional<Id> id = Id::from(number);
    if (!id) wrong(key, value, std::string(what) + " is expected, without quotes");
    return id;
  }

  std::optional<bool> boolean(const std::string& key, const FieldValue& value) {
    if (value.kind == FieldValue::Kind::scalar && !value.quoted) {
      const std::string word = ascii_lower(value.text);
      if (word == "true" || word == "yes" || word == "on") return true;
      if (word == "false" || word == "no" || word == "off") return false;
    }
    wrong(key, value, "true or false is expected, without quotes");
    return std::nullopt;
  }

  static std::string_view kind_of(const FieldValue& value) {
    if (value.kind == FieldValue::Kind::list) return "a list";
    if (value.kind == FieldValue::Kind::map) return "a group of fields";
    return value.kind == FieldValue::Kind::null ? "nothing" : "a number or a truth value";
  }

  void wrong(const std::string& key, const FieldValue& value, std::string message) {
    wrong(key, value.place, std::move(message));
  }
  /// Behind those of the same line and before those of later ones.
  void wrong(const std::string& key, Place place, std::string message) {
    const auto later = std::upper_bound(
        problems_.begin(), problems_.end(), place.line,
        [](int line, const Problem& problem) { return line < problem.place.line; });
    problems_.insert(later, {{place.line, 0}, key, std::move(message)});
  }

  Notation notation_;
  Document document_;
  Problems problems_;
  bool has_content_ = false;
  bool title_wrong_ = false;
};

}  // namespace

std::variant<Document, Problems> read_document(const FieldValue& fields, std::string_view body,
                                               Notation notation) {
  return Interpreter(notation).interpret(fields, body);
}

}  // namespace presslink
