#include "category_path.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace presslink::cli {

TermPath path_of(const Term& category, const TermIndex& terms) {
  std::vector<std::string> upwards = {category.name};
  std::optional<TermId> parent = category.parent;
  // A circle of parents ends with the number of categories there are.
  while (parent && upwards.size() <= terms.categories.size()) {
    const auto found = std::find_if(terms.categories.begin(), terms.categories.end(),
                                    [&parent](const Term& term) { return term.id == parent; });
    if (found == terms.categories.end()) break;
    upwards.push_back(found->name);
    parent = found->parent;
  }
  TermPath path;
  for (auto name = upwards.rbegin(); name != upwards.rend(); ++name) path.push_back(*name);
  return path;
}

}  // namespace presslink::cli
