#include "base/nearest_name.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace presslink {
namespace {

std::string plain(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c != '_' && c != '-' && c != ' ') {
      text += ascii_lower(c);
    }
  }
  return text;
}

/// Levenshtein distance, with swapped neighbours as one step.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({change, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row[b.size()];
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first -
                                  a.begin());
}

}  // namespace

std::optional<std::string_view> nearest_name(std::string_view typed, std::string_view names) {
  const std::string meant = plain(typed);
  std::optional<std::string_view> best;
  std::size_t best_distance = meant.size() <= 4 ? 2 : 3;  // Exclusive.
  std::size_t best_prefix = 4;  // Exclusive; counts where no slip is near.
  while (!names.empty()) {
    const std::string_view name = take_part(names, ',');
    const std::size_t slips = distance(meant, plain(name));
    const std::size_t prefix = common_prefix(meant, plain(name));
    if (slips < best_distance) {
      best = name;
      best_distance = slips;
      best_prefix = meant.size();
    } else if (prefix > best_prefix) {
      best = name;
      best_prefix = prefix;
    }
  }
  return best;
}

}  // namespace presslink
