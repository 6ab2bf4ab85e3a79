#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/result.hpp"

namespace presslink::json {

/// Writes one JSON document into one string. Commas and quotes are set here; the caller opens and
/// closes in pairs and gives each value of an object its key. Text that is not UTF-8 makes the
/// whole document an error: half of a post is worse than none.
class Encoder {
 public:
  void reserve(std::size_t bytes) { out_.reserve(bytes); }

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }

  void key(std::string_view text);
  /// Names are literals mostly: WebAssembly passes a pointer in a fifth of the code that a
  /// `string_view` takes.
  void key(const char* text);
  void string(std::string_view text);
  void integer(std::int64_t value);
  void boolean(bool value) { literal(value ? "true" : "false"); }
  void null() { literal("null"); }

  void member(std::string_view name, std::string_view value) {
    key(name);
    string(value);
  }
  void member(const char* name, std::string_view value);
  /// A long text that is known to be UTF-8: to look at it again takes as long as to write it.
  void valid_member(const char* name, std::string_view value);
  /// Templates, so that a `const char*` is text and not a truth value.
  template <class Name, std::same_as<bool> Bool>
  void member(Name name, Bool value) {
    key(name);
    boolean(value);
  }
  template <class Name, std::signed_integral Integer>
  requires(!std::same_as<Integer, char>) void member(Name name, Integer value) {
    key(name);
    integer(value);
  }

  /// The document. Error `bad_input` where a text was not UTF-8; the message names the field's
  /// path, such as `meta.title` or `tags[2]`, and the offset of the first bad byte within it.
  [[nodiscard]] Result<std::string> finish() &&;

 private:
  /// An open object or array. The key is the last one, as a place in `out_`.
  struct Level {
    bool is_array = false;
    std::size_t items = 0;
    std::size_t key_begin = 0;
    std::size_t key_size = 0;
  };
  struct BadText {
    std::string path;
    std::size_t offset = 0;
  };

  void begin(char bracket);
  void end(char bracket);
  void literal(std::string_view text);
  void start_value();
  void write_quoted(std::string_view text);
  void write_valid(std::string_view text);
  [[nodiscard]] std::string path() const;

  std::string out_;
  std::vector<Level> levels_;
  std::optional<BadText> bad_text_;
  bool after_value_ = false;
};

}  // namespace presslink::json
