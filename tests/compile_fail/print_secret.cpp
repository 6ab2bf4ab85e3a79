// error: (no match for .operator<<.|invalid operands)
#include <ostream>

#include "presslink/secret.hpp"

void print(std::ostream& stream, const presslink::Secret& secret) {
#ifdef MISUSE
  stream << secret;
#else
  stream << secret.size();
#endif
}
