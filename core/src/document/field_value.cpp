#include "document/field_value.hpp"

#include "base/text.hpp"

namespace presslink {

std::string describe(std::string_view file, const Problem& problem) {
  std::string text(file);
  if (problem.place.line > 0) text += ":" + decimal(problem.place.line);
  if (problem.place.column > 0) text += ":" + decimal(problem.place.column);
  text += ": ";
  if (!problem.key.empty()) text += "\"" + problem.key + "\": ";
  return text + problem.message;
}

}  // namespace presslink
