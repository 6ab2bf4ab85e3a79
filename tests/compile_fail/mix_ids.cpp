// error: (could not convert|conversion from|no viable conversion)
#include "presslink/ids.hpp"

presslink::TermId term_of([[maybe_unused]] presslink::PostId post, presslink::TermId term) {
#ifdef MISUSE
  return post;
#else
  return term;
#endif
}
