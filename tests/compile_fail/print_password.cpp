// error: (no match for .operator<<.|invalid operands)
#include <ostream>

#include "presslink/secret.hpp"

void print(std::ostream& stream, const presslink::Credentials& credentials) {
#ifdef MISUSE
  stream << credentials.password;
#else
  stream << credentials.username.str();
#endif
}
