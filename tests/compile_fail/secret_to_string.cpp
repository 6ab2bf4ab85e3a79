// error: (conversion from|no viable conversion)
#include "presslink/secret.hpp"

std::string copy(const presslink::Secret& secret) {
#ifdef MISUSE
  std::string text = secret;
#else
  std::string text(secret.reveal());
#endif
  return text;
}
