#include "json_document.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

namespace presslink::cli {
namespace {

constexpr std::size_t max_depth = 16;

/// Reads a text and tells how far the reader has come: nlohmann's events carry no place.
class TrackedIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  TrackedIterator(const char* at, const char** reached) : at_(at), reached_(reached) {}
  reference operator*() const { return *at_; }
  TrackedIterator& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  TrackedIterator operator++(int) {
    TrackedIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const TrackedIterator& a, const TrackedIterator& b) {
    return a.at_ == b.at_;
  }
  friend bool operator!=(const TrackedIterator& a, const TrackedIterator& b) { return !(a == b); }

 private:
  const char* at_;
  const char** reached_;
};

/// Counts lines from where it was asked last: places are asked for in ascending order.
class LineCounter {
 public:
  explicit LineCounter(const char* begin) : at_(begin), line_begin_(begin) {}

  Place place(const char* position) {
    for (; at_ < position; ++at_) {
      if (*at_ == '\n') {
        ++line_;
        line_begin_ = at_ + 1;
      }
    }
    return {line_, static_cast<int>(position - line_begin_) + 1};
  }

 private:
  const char* at_;
  const char* line_begin_;
  int line_ = 1;
};

class TreeBuilder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  TreeBuilder(const char* begin, const char* const* reached)
      : begin_(begin), reached_(reached), lines_(begin) {}

  [[nodiscard]] FieldValue& root() { return root_; }
  [[nodiscard]] const Problem& problem() const { return problem_; }

  bool null() override { return add(FieldValue::Kind::null, "", false) != nullptr; }
  bool boolean(bool value) override { return scalar(value ? "true" : "false", false); }
  bool number_integer(std::int64_t value) override { return scalar(std::to_string(value), false); }
  bool number_unsigned(std::uint64_t value) override {
    return scalar(std::to_string(value), false);
  }
  bool number_float(double, const std::string& text) override { return scalar(text, false); }
  bool string(std::string& value) override { return scalar(std::move(value), true); }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(FieldValue::Kind::map); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(FieldValue::Kind::list); }
  bool end_array() override { return close(); }

  bool key(std::string& name) override {
    open_.back()->fields.push_back({std::move(name), here(), {}});
    return true;
  }

  bool parse_error(std::size_t offset, const std::string&,
                   const nlohmann::json::exception& error) override {
    // The offset counts the characters read, so it points behind the wrong one.
    Place place = LineCounter(begin_).place(begin_ + (offset > 0 ? offset - 1 : 0));
    problem_ = {place, "", "the document is not JSON: " + plain(error.what())};
    return false;
  }

 private:
  /// Drops `[json.exception.parse_error.101] parse error at line 3, column 7: `.
  static std::string plain(const std::string& what) {
    const std::size_t place = what.find("column ");
    const std::size_t colon = what.find(": ", place == std::string::npos ? 0 : place);
    return colon == std::string::npos ? what : what.substr(colon + 2);
  }

  Place here() {
    const char* last = *reached_ > begin_ ? *reached_ - 1 : begin_;
    Place place = lines_.place(last);
    place.column =
        0;  // Numbers are read one character too far, keys to their end: the line is sure.
    return place;
  }

  FieldValue* add(FieldValue::Kind kind, std::string text, bool quoted) {
    FieldValue* slot = &root_;
    if (!open_.empty()) {
      FieldValue& parent = *open_.back();
      if (parent.kind == FieldValue::Kind::list) parent.fields.emplace_back();
      slot = &parent.fields.back().value;
    }
    slot->kind = kind;
    slot->place = here();
    slot->text = std::move(text);
    slot->quoted = quoted;
    return slot;
  }

  bool scalar(std::string text, bool quoted) {
    return add(FieldValue::Kind::scalar, std::move(text), quoted) != nullptr;
  }

  bool open(FieldValue::Kind kind) {
    FieldValue* value = add(kind, "", false);
    if (open_.size() >= max_depth) {
      problem_ = {value->place, "", "the document is nested too deeply"};
      return false;
    }
    open_.push_back(value);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  const char* begin_;
  const char* const* reached_;
  LineCounter lines_;
  FieldValue root_;
  /// Pointers stay valid: a container grows only while its last entry is closed.
  std::vector<FieldValue*> open_;
  Problem problem_;
};

}  // namespace

std::variant<FieldValue, Problem> parse_json_document(std::string_view text) {
  const char* begin = text.data();
  const char* reached = begin;
  TreeBuilder builder(begin, &reached);
  const bool whole = nlohmann::json::sax_parse(
      TrackedIterator(begin, &reached), TrackedIterator(begin + text.size(), &reached), &builder);
  if (!whole) return builder.problem();
  if (builder.root().kind != FieldValue::Kind::map) {
    return Problem{
        {1, 0}, "", "the document has to be a JSON object, {\"title\": …, \"content\": …}"};
  }
  return std::move(builder.root());
}

}  // namespace presslink::cli
