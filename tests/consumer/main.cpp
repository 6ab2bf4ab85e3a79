#include <presslink/time.hpp>
#include <presslink/uuid.hpp>

int main() {
  const auto time = presslink::parse_rfc3339("2026-05-01T09:30:00+02:00");
  const auto uuid = presslink::Uuid::v4({});
  const bool right = time && presslink::format_rfc3339(*time) == "2026-05-01T07:30:00Z" &&
                     uuid.str() == "00000000-0000-4000-8000-000000000000";
  return right ? 0 : 1;
}
