// error: (no match for .operator==.|invalid operands)
#include "presslink/ids.hpp"

bool same([[maybe_unused]] presslink::PostId post, presslink::TermId term) {
#ifdef MISUSE
  return post == term;
#else
  return term == term;
#endif
}
