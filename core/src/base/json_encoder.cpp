#include "base/json_encoder.hpp"

#include <array>
#include <cassert>
#include <cstring>
#include <utility>

#include "base/failure.hpp"
#include "base/json_plain.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace presslink::json {

namespace {

/// What a step may write beyond the bytes it takes: a block, or an escape.
constexpr std::size_t slack = 2 * block;

/// The most that an escape takes.
constexpr std::size_t longest_escape = 6;

/// What stands behind the backslash; 0 where it is the character's number.
constexpr auto escape_names = [] {
  std::array<char, '\\' + 1> names{};
  names['\b'] = 'b';
  names['\t'] = 't';
  names['\n'] = 'n';
  names['\f'] = 'f';
  names['\r'] = 'r';
  names['"'] = '"';
  names['\\'] = '\\';
  return names;
}();

/// Writes the escape of `c`, which is not plain, to where there is room for the longest; its size.
std::size_t write_escape(char c, char* to) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  to[0] = '\\';
  to[1] = escape_names[byte];
  if (to[1] != 0) return 2;
  std::memcpy(to + 1, "u00", 3);
  to[4] = digits[byte >> 4u];
  to[5] = digits[byte & 0x0Fu];
  return longest_escape;
}

/// Copies text into a string and escapes it on the way, in one pass. There is always room for the
/// bytes that are left and `slack` more, so that a whole block may be stored before it is known how
/// much of it counts.
class Escaper {
 public:
  Escaper(std::string& out, std::string_view text)
      : out_(out), at_(text.data()), end_(text.data() + text.size()), size_(out.size()) {
    out_.resize(size_ + text.size() + slack);
  }

  void run() {
    while (true) {
      copy_plain();
      if (at_ == end_) break;
      copy_escape();
    }
    out_.resize(size_);
  }

 private:
  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  void copy_plain() {
    const std::ptrdiff_t size = json::copy_plain(at_, end_, out_.data() + size_);
    at_ += size;
    size_ += static_cast<std::size_t>(size);
  }

  void copy_escape() {
    const char c = *at_++;
    if (out_.size() - size_ < left() + longest_escape + slack) {
      out_.resize(out_.size() + left() / 8 + 4 * slack);
    }
    size_ += write_escape(c, out_.data() + size_);
  }

  std::string& out_;
  const char* at_;
  const char* end_;
  std::size_t size_;
};

}  // namespace

void Encoder::begin(char bracket) {
  start_value();
  out_ += bracket;
  levels_.push_back({.is_array = bracket == '['});
  after_value_ = false;
}

void Encoder::end(char bracket) {
  assert(!levels_.empty() && levels_.back().is_array == (bracket == ']'));
  levels_.pop_back();
  out_ += bracket;
  after_value_ = true;
}

void Encoder::key(std::string_view text) {
  assert(!levels_.empty() && !levels_.back().is_array);
  if (after_value_) out_ += ',';
  Level& level = levels_.back();
  level.key_begin = out_.size() + 1;
  level.key_size = 0;
  write_quoted(text);
  level.key_size = out_.size() - 1 - level.key_begin;
  out_ += ':';
  after_value_ = false;
}

void Encoder::key(const char* text) { key(std::string_view(text)); }

void Encoder::member(const char* name, std::string_view value) {
  key(name);
  string(value);
}

void Encoder::valid_member(const char* name, std::string_view value) {
  assert(is_valid_utf8(value));
  key(name);
  start_value();
  write_valid(value);
  after_value_ = true;
}

void Encoder::string(std::string_view text) {
  start_value();
  write_quoted(text);
  after_value_ = true;
}

void Encoder::integer(std::int64_t value) { literal(decimal(value)); }

Result<std::string> Encoder::finish() && {
  assert(levels_.empty());
  if (!bad_text_) return std::move(out_);
  const std::string place = bad_text_->path.empty() ? "The text" : "`" + bad_text_->path + "`";
  return bad_input(place + " is not valid UTF-8 (byte " + decimal(bad_text_->offset) + ").",
                   "Save the document as UTF-8.");
}

void Encoder::literal(std::string_view text) {
  start_value();
  out_ += text;
  after_value_ = true;
}

void Encoder::start_value() {
  if (after_value_) out_ += ',';
  if (!levels_.empty() && levels_.back().is_array) ++levels_.back().items;
}

void Encoder::write_quoted(std::string_view text) {
  const auto invalid = find_invalid_utf8(text);
  if (invalid && !bad_text_) bad_text_ = BadText{path(), *invalid};
  write_valid(text);
}

void Encoder::write_valid(std::string_view text) {
  out_ += '"';
  Escaper(out_, text).run();
  out_ += '"';
}

std::string Encoder::path() const {
  std::string path;
  for (const Level& level : levels_) {
    if (level.is_array) {
      path += "[" + decimal(level.items - 1) + "]";
    } else if (level.key_size > 0) {
      if (!path.empty()) path += '.';
      path.append(out_, level.key_begin, level.key_size);
    }
  }
  return path;
}

}  // namespace presslink::json
