#pragma once

#include <optional>
#include <utility>

#include "base/json_reader.hpp"
#include "presslink/http.hpp"

namespace presslink {

/// The JSON of an answer, past whatever a plugin printed around it; nothing where there is none.
[[nodiscard]] inline std::optional<json::Document> read_json(const Response& response) {
  // The transport has limited the size already, by what the request was.
  auto read = json::Document::parse_lenient(response.body, {.max_bytes = response.body.size()});
  if (!read) return std::nullopt;
  return std::move(read->document);
}

}  // namespace presslink
