#include "language.hpp"

#include <cstdlib>
#include <string>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "message_files.hpp"

namespace presslink::cli {

Result<Catalogue> catalogue_of(std::string_view tag) {
  const std::string language = ascii_lower(tag.substr(0, tag.find_first_of("-_.@")));
  if (language == "en") return Catalogue::english();
  std::string known = "en";
  for (const MessageFile& file : message_files()) {
    if (file.language == language) {
      std::string json;
      for (const std::string_view part : file.json) json += part;
      return Catalogue::parse(json);
    }
    known += ", " + std::string(file.language);
  }
  return bad_input("There are no texts in this language.", "There are: " + known + ".");
}

Catalogue catalogue_of_environment() {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') continue;
    const Result<Catalogue> catalogue = catalogue_of(value);
    return catalogue ? *catalogue : Catalogue::english();
  }
  return Catalogue::english();
}

}  // namespace presslink::cli
