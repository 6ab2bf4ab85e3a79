// error: (conversion from|no viable conversion)
#include "presslink/secret.hpp"

presslink::Secret make(const std::string& text) {
#ifdef MISUSE
  presslink::Secret secret = text;
#else
  presslink::Secret secret(text);
#endif
  return secret;
}
