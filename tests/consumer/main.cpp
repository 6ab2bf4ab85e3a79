#include <fstream>
#include <iterator>
#include <presslink/catalogue.hpp>
#include <presslink/time.hpp>
#include <presslink/uuid.hpp>
#include <string>

namespace {

std::string language_of(const char* file) {
  std::ifstream in(file);
  const std::string json(std::istreambuf_iterator<char>(in), {});
  const auto catalogue = presslink::Catalogue::parse(json);
  return catalogue ? std::string(catalogue->language()) : std::string();
}

}  // namespace

/// `main MESSAGES`: the file of German messages.
int main(int count, char** arguments) {
  const auto time = presslink::parse_rfc3339("2026-05-01T09:30:00+02:00");
  const auto uuid = presslink::Uuid::v4({});
  const bool right = time && presslink::format_rfc3339(*time) == "2026-05-01T07:30:00Z" &&
                     uuid.str() == "00000000-0000-4000-8000-000000000000" && count == 2 &&
                     language_of(arguments[1]) == "de";
  return right ? 0 : 1;
}
