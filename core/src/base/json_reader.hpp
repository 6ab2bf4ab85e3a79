#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>

#include "presslink/result.hpp"

namespace presslink::json {

/// The number in `\uXXXX` at `at`; nothing where something else stands there.
[[nodiscard]] std::optional<std::uint32_t> code_unit(const char* at, const char* end);

/// How much of a stranger's document is read.
struct Limits {
  std::size_t max_bytes = std::size_t{8} << 20u;
  std::size_t max_nodes = 500'000;
  std::size_t max_depth = 64;
};

enum class Kind : std::uint8_t { missing, null, boolean, integer, number, string, array, object };

class Tree;

/// A place in a document, or nowhere (`Kind::missing`). Every question is allowed everywhere:
/// asking a missing value, or one of another kind, gives nothing. Cheap to copy; valid while the
/// Document that it came from lives, also after that was moved.
class Value {
 public:
  class Iterator;

  Value() = default;

  [[nodiscard]] Kind kind() const noexcept;
  [[nodiscard]] bool exists() const noexcept { return tree_ != nullptr; }
  [[nodiscard]] bool is_null() const noexcept { return kind() == Kind::null; }
  [[nodiscard]] bool is_string() const noexcept { return kind() == Kind::string; }
  [[nodiscard]] bool is_array() const noexcept { return kind() == Kind::array; }
  [[nodiscard]] bool is_object() const noexcept { return kind() == Kind::object; }

  /// The member of an object. Of several with one name the last counts, as in PHP and JavaScript.
  [[nodiscard]] Value operator[](std::string_view key) const noexcept;
  /// For literals: WebAssembly passes a pointer in a fifth of the code that a `string_view` takes.
  [[nodiscard]] Value operator[](const char* key) const noexcept;
  /// The element of an array, or the member of an object in the order of the document.
  [[nodiscard]] Value at(std::size_t index) const noexcept;
  /// The number of elements or members; 0 for anything else.
  [[nodiscard]] std::size_t size() const noexcept;
  /// The name of this member; empty for an array's element and for the root.
  [[nodiscard]] std::string_view key() const noexcept;
  [[nodiscard]] Iterator begin() const noexcept;
  [[nodiscard]] Iterator end() const noexcept;

  [[nodiscard]] std::optional<std::string_view> string() const noexcept;
  [[nodiscard]] std::string_view string_or(std::string_view fallback) const noexcept;
  [[nodiscard]] std::string_view string_or(const char* fallback) const noexcept;
  [[nodiscard]] std::optional<bool> boolean() const noexcept;
  /// A whole number of 64 bits; also one written as a float, such as `7.0`, up to 2^53.
  [[nodiscard]] std::optional<std::int64_t> integer() const noexcept;
  /// As `integer`, and also out of a text of nothing but an optional `-` and digits: PHP answers
  /// `"7"` for `7` where a plugin did not cast.
  [[nodiscard]] std::optional<std::int64_t> lenient_integer() const noexcept;
  [[nodiscard]] std::optional<double> number() const noexcept;

 private:
  friend class Document;
  friend class Iterator;
  Value(const Tree* tree, std::uint32_t index) noexcept : tree_(tree), index_(index) {}

  const Tree* tree_ = nullptr;
  std::uint32_t index_ = 0;
};

/// Walks the elements or members in the order of the document.
class Value::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Value;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = Value;

  explicit Iterator(Value at) noexcept : at_(at) {}

  Value operator*() const noexcept { return at_; }
  Iterator& operator++() noexcept;
  [[nodiscard]] bool operator==(const Iterator& other) const noexcept {
    return at_.tree_ == other.at_.tree_ && at_.index_ == other.at_.index_;
  }

 private:
  Value at_;
};

/// A parsed JSON text. Owns all that its Values show.
class Document {
 public:
  struct Lenient;

  /// Errors: `bad_answer` for anything that is not one JSON text in well-formed UTF-8 (a surrogate
  /// without its other half included) or is nested too deep; `too_large` over the other limits. The
  /// phase is for the caller to set.
  [[nodiscard]] static Result<Document> parse(std::string_view bytes, Limits limits = {});

  /// For sites whose PHP prints notices around its answer: finds the object or array among them. A
  /// bracket of a notice is not taken for the answer, and an answer that was cut off or is broken
  /// inside is an error, never a part of it.
  [[nodiscard]] static Result<Lenient> parse_lenient(std::string_view bytes, Limits limits = {});

  /// Of no text: its root does not exist.
  Document() noexcept;
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document();

  explicit operator bool() const noexcept { return tree_ != nullptr; }
  [[nodiscard]] Value root() const noexcept { return {tree_.get(), 0}; }

 private:
  explicit Document(std::unique_ptr<const Tree> tree) noexcept;

  std::unique_ptr<const Tree> tree_;
};

struct Document::Lenient {
  Document document;
  /// Something besides white space stood before or after the JSON; a byte order mark counts.
  bool had_noise = false;
};

}  // namespace presslink::json
