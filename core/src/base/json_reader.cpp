#include "base/json_reader.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

// A host may use the same JSON library, built in another way, in one program with this archive:
// under a namespace of our own the two cannot be mixed up at link time.
#define JSON_NO_IO
#define JSON_HAS_FILESYSTEM 0
#define JSON_HAS_EXPERIMENTAL_FILESYSTEM 0
#define nlohmann presslink_nlohmann
#include <nlohmann/json.hpp>

#include "base/failure.hpp"
#include "base/json_plain.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace presslink::json {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view brackets = "{[";

struct Span {
  std::uint32_t begin;
  std::uint32_t size;
};

struct Children {
  std::uint32_t count;
  std::uint32_t end;  ///< the node after the last one inside
};

union Payload {
  std::int64_t integer;
  double number;
  bool boolean;
  Span text;
  Children children;
};

}  // namespace

/// All values in the order of the document, so that the first child of a node is the next node.
class Tree {
 public:
  explicit Tree(std::size_t text_size) : texts(text_size, '\0') {}

  struct Node {
    Kind kind;
    Span key;
    Payload payload;
  };

  [[nodiscard]] std::string_view text(Span span) const noexcept {
    return std::string_view(texts).substr(span.begin, span.size);
  }
  [[nodiscard]] std::uint32_t next(std::uint32_t index) const noexcept {
    const Node& node = nodes[index];
    const bool nested = node.kind == Kind::array || node.kind == Kind::object;
    return nested ? node.payload.children.end : index + 1;
  }

  std::vector<Node> nodes;
  std::string texts;
};

std::optional<std::uint32_t> code_unit(const char* at, const char* end) {
  if (end - at < 6 || at[0] != '\\' || at[1] != 'u') return std::nullopt;
  std::uint32_t value = 0;
  for (const char* digit = at + 2; digit < at + 6; ++digit) {
    const auto nibble = hex_digit(*digit);
    if (!nibble) return std::nullopt;
    value = value << 4u | *nibble;
  }
  return value;
}

namespace {

enum class Fault { none, syntax, cut_off, too_deep, too_many };

/// What `\letter` stands for; nothing where it is no such escape.
std::optional<char> short_escape(char letter) {
  switch (letter) {
    case '"':
    case '\\':
    case '/': return letter;
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'b': return '\b';
    case 'f': return '\f';
    default: return std::nullopt;
  }
}

/// How far a text is decoded: in what is read and in what is written.
struct Cursor {
  const char* from;
  char* to;
};

/// Decodes the escape at `at`; stays there where it is none.
Cursor decode_escape(Cursor at, const char* end) {
  if (end - at.from < 2) return at;
  if (const auto character = short_escape(at.from[1])) {
    *at.to = *character;
    return {at.from + 2, at.to + 1};
  }
  const auto first = code_unit(at.from, end);
  if (!first) return at;
  if (*first < 0xD800 || *first > 0xDFFF) return {at.from + 6, write_utf8(*first, at.to)};
  const auto second = code_unit(at.from + 6, end);
  if (*first > 0xDBFF || !second || *second < 0xDC00 || *second > 0xDFFF) return at;
  const char32_t character = 0x10000u + ((*first - 0xD800u) << 10u) + (*second - 0xDC00u);
  return {at.from + 12, write_utf8(character, at.to)};
}

/// Decodes the inside of a string up to its closing quote, or to what is not valid. What is written
/// is never longer than what was read.
Cursor decode_string(Cursor at, const char* end) {
  while (true) {
    const std::ptrdiff_t plain = copy_plain(at.from, end, at.to);
    at = {at.from + plain, at.to + plain};
    if (at.from == end || *at.from != '\\') return at;
    const Cursor next = decode_escape(at, end);
    if (next.from == at.from) return at;
    at = next;
  }
}

/// Gives the scanner a document without the insides of its strings, which are decoded here: most of
/// an answer is the text of a post, and the scanner takes it byte by byte. Where the inside is not
/// valid, the scanner is given the rest from there on and finds the fault itself.
class Source {
 public:
  /// `texts` has room for as many bytes as the document has.
  Source(std::string_view bytes, char* texts)
      : at_(bytes.data()),
        valid_end_(at_ + find_invalid_utf8(bytes).value_or(bytes.size())),
        end_(at_ + bytes.size()),
        texts_(texts),
        to_(texts) {}

  [[nodiscard]] bool at_end() const { return at_ == end_; }
  [[nodiscard]] char front() const { return *at_; }
  void pop_front() {
    const char c = *at_++;
    if (escaped_) {
      escaped_ = false;
    } else if (c == '"') {
      quoted_ = !quoted_;
      if (quoted_) decode();
    } else {
      escaped_ = quoted_ && c == '\\';
    }
  }

  /// How many bytes the scanner has not been given so far.
  [[nodiscard]] std::size_t skipped() const { return skipped_; }
  /// How long the texts are by now.
  [[nodiscard]] std::size_t written() const { return static_cast<std::size_t>(to_ - texts_); }
  /// The text of the string that the scanner has just read; `rest` is what it was given of it.
  [[nodiscard]] Span finish_string(const std::string& rest) {
    to_ += rest.copy(to_, rest.size());
    return {static_cast<std::uint32_t>(string_ - texts_),
            static_cast<std::uint32_t>(to_ - string_)};
  }

 private:
  void decode() {
    string_ = to_;
    // The scanner takes a byte order mark that is cut off without a look at its bytes.
    const Cursor stop = decode_string({at_, to_}, std::max(at_, valid_end_));
    skipped_ += static_cast<std::size_t>(stop.from - at_);
    at_ = stop.from;
    to_ = stop.to;
  }

  const char* at_;
  const char* valid_end_;  ///< the first byte that is not UTF-8, or the end
  const char* end_;
  char* texts_;
  char* to_;
  char* string_ = nullptr;  ///< where the current one begins
  std::size_t skipped_ = 0;
  bool quoted_ = false;
  bool escaped_ = false;
};

/// A source as the library wants it.
class Input {
 public:
  // The name that the library asks for. NOLINTNEXTLINE(readability-identifier-naming)
  using char_type = char;
  explicit Input(Source& source) : source_(&source) {}
  int get_character() {
    if (source_->at_end()) return std::char_traits<char>::eof();
    const auto next = static_cast<unsigned char>(source_->front());
    source_->pop_front();
    // The library takes a zero byte, which JSON has nowhere, for the end of its input.
    return next != 0 ? next : 1;
  }

 private:
  Source* source_;
};

// The library's scanner without its parser, which would make a message of each fault.
using Scanner = nlohmann::detail::lexer<nlohmann::json, Input>;
using Token = Scanner::token_type;

/// Reads a text into a tree: recursive descent, no deeper than the limit. `false` from any part of
/// it ends the whole.
class Builder {
 public:
  Builder(std::string_view bytes, const Limits& limits)
      : size_(bytes.size()),
        limits_(limits),
        tree_(std::make_unique<Tree>(bytes.size())),
        source_(bytes, tree_->texts.data()),
        scanner_(Input(source_)) {
    if (value(scanner_.scan()) && scanner_.scan() != Token::end_of_input) {
      wrong();
    }
  }
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;

  [[nodiscard]] Fault fault() const { return fault_; }
  [[nodiscard]] std::size_t fault_offset() const { return fault_offset_; }
  /// A name with a value was read, which hardly stands in prose.
  [[nodiscard]] bool saw_member() const { return saw_member_; }
  std::unique_ptr<const Tree> take() {
    tree_->texts.resize(source_.written());
    return std::move(tree_);
  }

 private:
  bool value(Token token) {
    switch (token) {
      case Token::begin_object: return object();
      case Token::begin_array: return array();
      case Token::literal_null: return add(Kind::null, {});
      case Token::literal_true: return add(Kind::boolean, {.boolean = true});
      case Token::literal_false: return add(Kind::boolean, {.boolean = false});
      case Token::value_string: return add(Kind::string, {.text = text()});
      case Token::value_integer: return integer(scanner_.get_number_integer());
      case Token::value_unsigned: return natural(scanner_.get_number_unsigned());
      case Token::value_float: return number(scanner_.get_number_float());
      default: return wrong();
    }
  }

  bool object() {
    if (!open(Kind::object)) return false;
    Token token = scanner_.scan();
    while (token != Token::end_object) {
      if (token != Token::value_string) return wrong();
      key_ = text();
      if (scanner_.scan() != Token::name_separator) return wrong();
      if (!value(scanner_.scan()) || !next(token, Token::end_object)) return false;
    }
    return close();
  }

  bool array() {
    if (!open(Kind::array)) return false;
    Token token = scanner_.scan();
    while (token != Token::end_array) {
      if (!value(token) || !next(token, Token::end_array)) return false;
    }
    return close();
  }

  /// After an element or member: gives `end`, or the token that the next one begins with.
  bool next(Token& token, Token end) {
    token = scanner_.scan();
    if (token == end) return true;
    if (token != Token::value_separator) return wrong();
    token = scanner_.scan();
    return token != end || wrong();
  }

  Span text() { return source_.finish_string(scanner_.get_string()); }

  bool integer(std::int64_t value) { return add(Kind::integer, {.integer = value}); }
  bool natural(std::uint64_t value) {
    constexpr auto max = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return value > max ? number(static_cast<double>(value))
                       : integer(static_cast<std::int64_t>(value));
  }
  bool number(double value) {
    return std::isfinite(value) ? add(Kind::number, {.number = value}) : wrong();
  }

  /// The token just scanned may not stand here.
  bool wrong() {
    const std::size_t position = scanner_.get_position().chars_read_total + source_.skipped();
    return fail(position > size_ ? Fault::cut_off : Fault::syntax,
                position == 0 ? 0 : position - 1);
  }

  bool fail(Fault fault, std::size_t offset) {
    fault_ = fault;
    fault_offset_ = offset;
    return false;
  }

  bool add(Kind kind, Payload payload) {
    if (tree_->nodes.size() >= limits_.max_nodes) return fail(Fault::too_many, 0);
    if (!open_.empty()) {
      Tree::Node& parent = tree_->nodes[open_.back()];
      ++parent.payload.children.count;
      if (parent.kind == Kind::object) saw_member_ = true;
    }
    tree_->nodes.push_back({kind, std::exchange(key_, {}), payload});
    return true;
  }

  bool open(Kind kind) {
    if (open_.size() >= limits_.max_depth) return fail(Fault::too_deep, 0);
    if (!add(kind, {.children = {}})) return false;
    open_.push_back(static_cast<std::uint32_t>(tree_->nodes.size() - 1));
    return true;
  }

  bool close() {
    tree_->nodes[open_.back()].payload.children.end =
        static_cast<std::uint32_t>(tree_->nodes.size());
    open_.pop_back();
    return true;
  }

  std::size_t size_;
  const Limits& limits_;
  std::unique_ptr<Tree> tree_;
  Source source_;
  Scanner scanner_;
  std::vector<std::uint32_t> open_;
  Span key_{};
  Fault fault_ = Fault::none;
  std::size_t fault_offset_ = 0;
  bool saw_member_ = false;
};

Unexpected bad_answer(std::string message) {
  return unexpected(make_error(Errc::bad_answer, Phase{}, std::move(message)));
}

Unexpected too_large(std::string message) {
  return unexpected(make_error(Errc::too_large, Phase{}, std::move(message)));
}

/// Places in the document are 32-bit numbers.
bool fits(std::string_view bytes, const Limits& limits) {
  return bytes.size() <= limits.max_bytes &&
         bytes.size() <= std::numeric_limits<std::uint32_t>::max();
}

Unexpected over_size(const Limits& limits) {
  return too_large("The answer is larger than " + decimal(limits.max_bytes) + " bytes.");
}

Unexpected failure(const Builder& builder, const Limits& limits) {
  switch (builder.fault()) {
    case Fault::cut_off: return bad_answer("The answer is cut off: its JSON has no end.");
    case Fault::too_deep:
      return bad_answer("The answer is nested more than " + decimal(limits.max_depth) +
                        " levels deep.");
    case Fault::too_many:
      return too_large("The answer holds more than " + decimal(limits.max_nodes) + " values.");
    default:
      return bad_answer("The answer is not valid JSON (byte " + decimal(builder.fault_offset()) +
                        ").");
  }
}

bool is_limit(Fault fault) { return fault == Fault::too_deep || fault == Fault::too_many; }

/// Whether the bracket at `at` may open JSON: tells most prose such as `[in file]` without parsing.
bool may_open_json(std::string_view text, std::size_t at) {
  const std::string_view after = text.substr(at + 1, 16);
  const std::string_view inside = trim(after);
  // WordPress writes no space here, unless a pretty-printed answer begins its own line.
  const bool begins_line = at == 0 || text[at - 1] == '\n' || text[at - 1] == '>';
  if (!begins_line && (inside.empty() || is_ascii_space(after.front()))) return false;
  if (inside.empty()) return true;
  if (text[at] == '{') return inside.front() == '"' || inside.front() == '}';
  return is_ascii_digit(inside.front()) ||
         std::string_view("]{[\"-tfn").find(inside.front()) != std::string_view::npos;
}

/// The size of the bracketed text at the front, through the closing bracket; all of it where the
/// brackets do not match up.
std::size_t bracketed_size(std::string_view text) {
  std::string open;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      open += c == '{' ? '}' : ']';
    } else if (c == '}' || c == ']') {
      if (open.back() != c) return text.size();
      open.pop_back();
      if (open.empty()) return i + 1;
    }
  }
  return text.size();
}

struct Found {
  std::unique_ptr<const Tree> tree;
  /// The answer rather than a part of a notice: with members, up to the end of the text, long.
  std::tuple<bool, bool, std::size_t> rank;
};

/// Looks for the JSON in a text that is not JSON as a whole. The error is that of the first
/// candidate that looks like the answer but is broken.
class Search {
 public:
  Search(std::string_view text, const Limits& limits)
      : text_(text), limits_(limits), budget_(8 * text.size()) {}

  Result<std::unique_ptr<const Tree>> run() {
    for (std::size_t at = next(0); at != std::string_view::npos; at = next(at)) {
      const std::string_view part = text_.substr(at, bracketed_size(text_.substr(at)));
      Builder builder(part, limits_);
      if (builder.fault() == Fault::none) {
        at += part.size();
        keep(builder, part.size(), at);
      } else if (is_answer(builder) || !spend(part.size())) {
        if (best_ && std::get<0>(best_->rank)) break;
        return failure(builder, limits_);
      } else {
        ++at;
      }
    }
    if (!best_) return bad_answer("The answer is not JSON.");
    return std::move(best_->tree);
  }

 private:
  [[nodiscard]] std::size_t next(std::size_t at) const {
    at = text_.find_first_of(brackets, at);
    while (at != std::string_view::npos && !may_open_json(text_, at)) {
      at = text_.find_first_of(brackets, at + 1);
    }
    return at;
  }

  static bool is_answer(const Builder& builder) {
    return builder.saw_member() || builder.fault() == Fault::cut_off || is_limit(builder.fault());
  }

  /// Crafted brackets could make each candidate cost as much as the whole text.
  bool spend(std::size_t size) {
    if (size > budget_) return false;
    budget_ -= size;
    return true;
  }

  void keep(Builder& builder, std::size_t size, std::size_t end) {
    const std::tuple rank{builder.saw_member(), end == text_.size(), size};
    if (!best_ || rank > best_->rank) best_ = Found{builder.take(), rank};
  }

  std::string_view text_;
  const Limits& limits_;
  std::size_t budget_;
  std::optional<Found> best_;
};

}  // namespace

Kind Value::kind() const noexcept {
  return tree_ == nullptr ? Kind::missing : tree_->nodes[index_].kind;
}

Value Value::operator[](std::string_view key) const noexcept {
  Value found;
  if (!is_object()) return found;
  for (const Value member : *this) {
    if (member.key() == key) found = member;
  }
  return found;
}

Value Value::operator[](const char* key) const noexcept { return (*this)[std::string_view(key)]; }

Value Value::at(std::size_t index) const noexcept {
  if (index >= size()) return {};
  auto found = begin();
  while (index-- > 0) ++found;
  return *found;
}

std::size_t Value::size() const noexcept {
  return is_array() || is_object() ? tree_->nodes[index_].payload.children.count : 0;
}

std::string_view Value::key() const noexcept {
  return tree_ == nullptr ? std::string_view{} : tree_->text(tree_->nodes[index_].key);
}

Value::Iterator Value::begin() const noexcept { return Iterator({tree_, index_ + 1}); }

Value::Iterator Value::end() const noexcept {
  return size() == 0 ? begin() : Iterator({tree_, tree_->nodes[index_].payload.children.end});
}

Value::Iterator& Value::Iterator::operator++() noexcept {
  at_.index_ = at_.tree_->next(at_.index_);
  return *this;
}

std::optional<std::string_view> Value::string() const noexcept {
  if (!is_string()) return std::nullopt;
  return tree_->text(tree_->nodes[index_].payload.text);
}

std::string_view Value::string_or(std::string_view fallback) const noexcept {
  return string().value_or(fallback);
}

std::string_view Value::string_or(const char* fallback) const noexcept {
  return string_or(std::string_view(fallback));
}

std::optional<bool> Value::boolean() const noexcept {
  if (kind() != Kind::boolean) return std::nullopt;
  return tree_->nodes[index_].payload.boolean;
}

std::optional<std::int64_t> Value::integer() const noexcept {
  if (kind() == Kind::integer) return tree_->nodes[index_].payload.integer;
  constexpr double largest_exact = 9007199254740992.0;
  const auto written = number();
  if (!written || std::abs(*written) > largest_exact) return std::nullopt;
  if (std::trunc(*written) != *written) return std::nullopt;
  return static_cast<std::int64_t>(*written);
}

std::optional<std::int64_t> Value::lenient_integer() const noexcept {
  auto text = string();
  if (!text) return integer();
  const bool negative = text->starts_with('-');
  if (negative) text->remove_prefix(1);
  const auto value = take_number(*text, std::numeric_limits<std::int64_t>::max());
  if (!value || !text->empty()) return std::nullopt;
  return negative ? -*value : *value;
}

std::optional<double> Value::number() const noexcept {
  if (kind() == Kind::integer) return static_cast<double>(tree_->nodes[index_].payload.integer);
  if (kind() == Kind::number) return tree_->nodes[index_].payload.number;
  return std::nullopt;
}

Document::Document(std::unique_ptr<const Tree> tree) noexcept : tree_(std::move(tree)) {}
Document::Document() noexcept = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Result<Document> Document::parse(std::string_view bytes, Limits limits) {
  if (!fits(bytes, limits)) return over_size(limits);
  Builder builder(bytes, limits);
  if (builder.fault() != Fault::none) return failure(builder, limits);
  return Document(builder.take());
}

Result<Document::Lenient> Document::parse_lenient(std::string_view bytes, Limits limits) {
  if (!fits(bytes, limits)) return over_size(limits);
  std::string_view text = trim(bytes);
  const bool marked = text.starts_with(byte_order_mark);
  if (marked) text = trim(text.substr(byte_order_mark.size()));
  Builder whole(text, limits);
  if (is_limit(whole.fault())) return failure(whole, limits);
  if (whole.fault() == Fault::none) return Lenient{Document(whole.take()), marked};

  auto found = Search(text, limits).run();
  if (!found) return unexpected(std::move(found).error());
  return Lenient{Document(*std::move(found)), true};
}

}  // namespace presslink::json
