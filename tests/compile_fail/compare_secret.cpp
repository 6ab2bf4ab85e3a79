// error: (no match for .operator==.|invalid operands)
#include "presslink/secret.hpp"

bool same(const presslink::Secret& left, const presslink::Secret& right) {
#ifdef MISUSE
  return left == right;
#else
  return left.size() == right.size();
#endif
}
