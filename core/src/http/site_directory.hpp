#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace presslink {

/// Where a site begins, given the path of one of WordPress's own files or folders in it:
/// `/blog/wp-admin/edit.php` → `/blog/`. Any other path is returned as it is.
[[nodiscard]] inline std::string_view site_directory(std::string_view path) {
  constexpr std::string_view own_names =
      "wp-admin,wp-login.php,wp-json,xmlrpc.php,wp-content,wp-includes,wp-cron.php,index.php,"
      "wp-signup.php";
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin + 1), path.size());
    const std::string_view segment = path.substr(begin + 1, end - begin - 1);
    if (has_word(own_names, segment)) return path.substr(0, begin + 1);
    begin = end;
  }
  return path;
}

/// The same with a slash at its end: `/blog` → `/blog/`.
[[nodiscard]] inline std::string site_folder(std::string_view path) {
  std::string folder(site_directory(path));
  if (!folder.ends_with('/')) folder += '/';
  return folder;
}

}  // namespace presslink
