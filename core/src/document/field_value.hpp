#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace presslink {

/// A position in a document, counted from 1; 0 where it is not known.
struct Place {
  int line = 0;
  int column = 0;
};

/// What is wrong with a document, and where.
struct Problem {
  Place place;
  std::string key;  ///< the front matter key, `seo.title`; empty where none is meant
  std::string message;
};
using Problems = std::vector<Problem>;

/// `guide.md:4: "date": …`
[[nodiscard]] std::string describe(std::string_view file, const Problem& problem);

struct Field;

/// A value as it stands in YAML or JSON, before anything is known of its meaning.
struct FieldValue {
  enum class Kind { null, scalar, list, map };
  Kind kind = Kind::null;
  Place place;
  std::string text;     ///< of a scalar, as written
  bool quoted = false;  ///< a scalar that is text whatever it looks like
  /// Of a map, in order, doubled keys included; of a list its items, without keys.
  std::vector<Field> fields;
};

/// One entry of a map or a list.
struct Field {
  std::string key;
  Place place;
  FieldValue value;
};

}  // namespace presslink
