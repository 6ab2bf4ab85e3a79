// error: deleted
#include "presslink/secret.hpp"

presslink::Secret take(presslink::Secret& secret) {
#ifdef MISUSE
  return secret;
#else
  return std::move(secret);
#endif
}
