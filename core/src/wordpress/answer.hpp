#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json_reader.hpp"
#include "presslink/http.hpp"

namespace presslink {

/// The JSON of an answer, past whatever a plugin printed around it; without a root where there
/// is none.
[[nodiscard]] json::Document read_json(const Response& response);

/// Whether the answer says to be JSON and cannot be read as such.
[[nodiscard]] bool is_damaged(const Response& response);
/// Whether the answer is a refusal in JSON that was cut off or broken: WordPress's, but not to be
/// read.
[[nodiscard]] bool is_broken_refusal(const Response& response);

/// The text of a member; empty where there is none.
[[nodiscard]] std::string read_text(const json::Value& object, const char* member);
/// The whole number of a member; 0 where there is none.
[[nodiscard]] std::int64_t read_integer(const json::Value& object, const char* member);
/// The elements of an array; empty for one that is no text.
[[nodiscard]] std::vector<std::string> read_texts(const json::Value& list);

}  // namespace presslink
