#include "document/document.hpp"

#include <utility>
#include <vector>

#include "base/nearest_name.hpp"
#include "base/text.hpp"
#include "seo/field.hpp"

namespace presslink {
namespace {

// In the order of `Key`.
constexpr std::string_view front_matter_keys =
    "title,slug,status,date,excerpt,categories,tags,author,featured_image,id,key,seo";
enum class Key {
  title,
  slug,
  status,
  date,
  excerpt,
  categories,
  tags,
  author,
  featured_image,
  id,
  key,
  seo
};
bool is_blank(std::string_view text) { return trim(text).empty(); }

/// Turns fields into a draft and notes what is wrong with them.
class Interpreter {
 public:
  explicit Interpreter(Notation notation) : notation_(notation) {}

  std::variant<Document, Problems> interpret(const FieldValue& fields, std::string_view body) {
    document_.draft.content = body;
    refuse_doubled(fields, "");
    for (const Field& field : fields.fields) read(field);
    check_whole(fields);
    if (is_blank(document_.draft.content)) document_.draft.content.clear();
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
      if (const auto* text = this->text(key, value)) draft.content = *text;
      return;
    }
    const auto index = find_word(front_matter_keys, key);
    if (!index) return unknown(field);
    // `slug:` with nothing behind it stands in many templates and means nothing.
    if (value.kind == FieldValue::Kind::null) return;
    switch (static_cast<Key>(*index)) {
      case Key::title:
        if (const auto* text = this->text(key, value)) draft.title = *text;
        title_wrong_ = value.kind != FieldValue::Kind::scalar;
        break;
      case Key::slug: read_filled(draft.slug, key, value); break;
      case Key::status: read_status(value); break;
      case Key::date: read_date(value); break;
      case Key::excerpt: read_text(draft.excerpt, key, value); break;
      case Key::categories: read_categories(value); break;
      case Key::tags: draft.tags = texts(key, value); break;
      case Key::author:
        draft.author =
            UserId::from(number(key, value, "the number of a user is expected, without quotes"));
        break;
      case Key::featured_image:
        draft.featured_image = MediaId::from(number(
            key, value,
            "the number of an image in the media library (uploads are not part of this version) is "
            "expected, without quotes"));
        break;
      case Key::id:
        document_.id =
            PostId::from(number(key, value, "the number of a post is expected, without quotes"));
        break;
      case Key::key: read_filled(document_.key, key, value); break;
      case Key::seo: read_seo(value); break;
    }
  }

  void read_status(const FieldValue& value) {
    const auto* text = this->text("status", value);
    if (text == nullptr) return;
    document_.draft.status = parse_post_status(*text);
    if (!document_.draft.status) {
      wrong("status", value.place,
            "\"%\" is not a status; use publish, draft, pending, private or future", *text);
    }
  }

  void read_date(const FieldValue& value) {
    const auto* text = this->text("date", value);
    if (text == nullptr) return;
    if (const auto date = parse_rfc3339(*text)) {
      // WordPress keeps no fraction, so the same document would differ from it at every run.
      document_.draft.date = std::chrono::floor<std::chrono::seconds>(*date);
      return;
    }
    wrong("date", value.place,
          parse_rfc3339(*text + "Z")
              ? "\"%\" has no time zone; write %+02:00, or %Z for UTC"
              : "\"%\" is not a date with time and zone, such as 2026-05-01T09:30:00+02:00",
          *text);
  }

  void read_categories(const FieldValue& value) {
    const auto names = texts("categories", value);
    if (!names) return;
    auto& paths = document_.draft.categories.emplace();
    for (std::size_t i = 0; i < names->size(); ++i) {
      Result<TermPath> path = parse_term_path((*names)[i]);
      if (path) {
        paths.push_back(std::move(*path));
      } else {
        wrong("categories", value.fields[i].value.place, "%", path.error().message);
      }
    }
  }

  void read_seo(const FieldValue& value) {
    if (value.kind != FieldValue::Kind::map) {
      return wrong("seo", value.place, "fields are expected below it, such as description: …");
    }
    refuse_doubled(value, "seo.");
    SeoFields& seo = document_.draft.seo;
    for (const Field& field : value.fields) {
      const std::string key = "seo." + field.key;
      const auto index = find_word(seo_field_names, field.key);
      if (!index) {
        unknown(key, field, seo_field_names);
      } else if (field.value.kind == FieldValue::Kind::null) {
        continue;
      } else if (seo_texts[*index] != nullptr) {
        read_text(seo.*seo_texts[*index], key, field.value);
      } else {
        seo.noindex = boolean(key, field.value);
      }
    }
  }

  void unknown(const Field& field) {
    if (field.key == "content") {
      wrong(field.key, field.place,
            "unknown key; the text of the post stands below the front matter");
    } else if (has_word(seo_field_names, field.key)) {
      wrong(field.key, field.place, "unknown key here; it belongs under \"seo\"");
    } else {
      unknown(field.key, field, front_matter_keys);
    }
  }
  void unknown(std::string_view key, const Field& field, std::string_view names) {
    const auto nearest = nearest_name(field.key, names);
    wrong(key, field.place, nearest ? "unknown key; did you mean \"%\"?" : "unknown key",
          nearest.value_or(""));
  }

  void refuse_doubled(const FieldValue& map, const std::string& prefix) {
    for (const Field& field : map.fields) {
      const Field* first = find(map, field.key);
      if (first != &field) {
        wrong(prefix + field.key, field.place, "appears a second time; it is already on line %",
              decimal(first->place.line));
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
    const bool changes = notation_ == Notation::json_changes || document_.id;
    field = find(fields, "content");
    if (changes && is_json() && field != nullptr && is_blank(draft.content)) {
      wrong("content", field->place, "must not be empty: an existing post keeps its text");
    }
    if (draft.status == PostStatus::future && find(fields, "date") == nullptr) {
      wrong("status", find(fields, "status")->place, "future needs a \"date\" to publish at");
    }
  }

  [[nodiscard]] bool is_json() const { return notation_ != Notation::front_matter; }

  static const Field* find(const FieldValue& map, std::string_view key) {
    for (const Field& field : map.fields) {
      if (field.key == key) return &field;
    }
    return nullptr;
  }

  /// In YAML any scalar is taken as it is written, so that `title: 2026` and `title: yes` work.
  const std::string* text(std::string_view key, const FieldValue& value) {
    const bool taken = value.kind == FieldValue::Kind::scalar && (value.quoted || !is_json());
    if (taken) return &value.text;
    wrong(key, value.place, "a text is expected, not %", kind_of(value));
    return nullptr;
  }

  void read_text(std::optional<std::string>& out, std::string_view key, const FieldValue& value) {
    if (const auto* text = this->text(key, value)) out = *text;
  }

  void read_filled(std::optional<std::string>& out, std::string_view key, const FieldValue& value) {
    read_text(out, key, value);
    if (out && is_blank(*out)) {
      wrong(key, value.place, "must not be empty; leave the line out instead");
    }
  }

  std::optional<std::vector<std::string>> texts(std::string_view key, const FieldValue& value) {
    if (value.kind != FieldValue::Kind::list) {
      wrong(key, value.place, "a list is expected, such as [\"%\"]", example(value));
      return std::nullopt;
    }
    std::vector<std::string> all;
    for (const Field& item : value.fields) {
      const auto* text = this->text(key, item.value);
      const bool blank = text != nullptr && is_blank(*text);
      if (blank) wrong(key, item.value.place, "an entry is empty");
      all.push_back(text == nullptr || blank ? "-" : *text);
    }
    return all;
  }

  static std::string_view example(const FieldValue& value) {
    const bool filled = value.kind == FieldValue::Kind::scalar && !is_blank(value.text);
    return filled ? std::string_view(value.text) : "Guides";
  }

  /// An id, or 0.
  std::int64_t number(std::string_view key, const FieldValue& value, const char* expected) {
    std::string_view rest = value.text;
    const auto number = take_number(rest, PostId::max);
    const bool plain = value.kind == FieldValue::Kind::scalar && !value.quoted && rest.empty();
    if (plain && number && *number > 0) return *number;
    wrong(key, value.place, expected);
    return 0;
  }

  std::optional<bool> boolean(std::string_view key, const FieldValue& value) {
    if (value.kind == FieldValue::Kind::scalar && !value.quoted) {
      const std::string word = ascii_lower(value.text);
      if (word == "true" || word == "yes" || word == "on") return true;
      if (word == "false" || word == "no" || word == "off") return false;
    }
    wrong(key, value.place, "true or false is expected, without quotes");
    return std::nullopt;
  }

  static std::string_view kind_of(const FieldValue& value) {
    if (value.kind == FieldValue::Kind::list) return "a list";
    if (value.kind == FieldValue::Kind::map) return "a group of fields";
    return value.kind == FieldValue::Kind::null ? "an empty value" : "a number or a truth value";
  }

  /// Each `%` of the message stands for `text`. Behind those of the same line and before those of
  /// later ones.
  void wrong(std::string_view key, const Place& place, const char* message,
             std::string_view text = {}) {
    Problem& problem = problems_.emplace_back();
    problem.place.line = place.line;
    problem.key = key;
    for (; *message != '\0'; ++message) {
      problem.message += *message == '%' ? text : std::string_view(message, 1);
    }
    for (std::size_t i = problems_.size() - 1;
         i > 0 && problems_[i - 1].place.line > problems_[i].place.line; --i) {
      std::swap(problems_[i - 1], problems_[i]);
    }
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
