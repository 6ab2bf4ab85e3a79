// error: private
#include "presslink/ids.hpp"

auto make(std::int64_t number) {
#ifdef MISUSE
  return presslink::PostId(number);
#else
  return presslink::PostId::from(number);
#endif
}
