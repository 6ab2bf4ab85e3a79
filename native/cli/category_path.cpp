#include "category_path.hpp"

#include <algorithm>
#include <string>
#include <utility>
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
  std::reverse(upwards.begin(), upwards.end());
  TermPath path;
  for (std::string& name : upwards) path.push_back(std::move(name));
  return path;
}

}  // namespace presslink::cli
