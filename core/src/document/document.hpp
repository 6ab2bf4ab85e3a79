#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "document/field_value.hpp"
#include "presslink/post.hpp"

namespace presslink {

/// A post as it stands in a file or comes from a script.
struct Document {
  PostDraft draft;
  std::optional<PostId> id;        ///< update this post instead of creating one
  std::optional<std::string> key;  ///< the document's identity in a journal
};

/// How a document's fields were written.
enum class Notation {
  front_matter,  ///< in YAML, above the text
  json,          ///< in JSON, with the text as `content`
  json_changes,  ///< as `json`, with no more than what is to change
};

/// Turns the fields of a document, always a map, into what they mean. `body` is the text where it
/// is none of the fields. All that is wrong is reported, in the order of the file, not only the
/// first.
[[nodiscard]] std::variant<Document, Problems> read_document(const FieldValue& fields,
                                                             std::string_view body,
                                                             Notation notation);

}  // namespace presslink
