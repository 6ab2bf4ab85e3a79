// error: unused-result|unused-value|nodiscard
#include "presslink/secret.hpp"

void ignore(std::string_view text) {
#ifdef MISUSE
  presslink::Username::parse(text);
#else
  (void)presslink::Username::parse(text);
#endif
}
