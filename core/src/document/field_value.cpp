#include "document/field_value.hpp"

namespace presslink {

std::string describe(std::string_view file, const Problem& problem) {
  std::string text(file);
  if (problem.place.line > 0) text += ':' + std::to_string(problem.place.line);
  if (problem.place.column > 0) text += ':' + std::to_string(problem.place.column);
  text += ": ";
  if (!problem.key.empty()) text += '"' + problem.key + "\": ";
  return text + problem.message;
}

}  // namespace presslink
