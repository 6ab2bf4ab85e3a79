#include "presslink/ids.hpp"

#include <limits>

#include "support/catch.hpp"

using namespace presslink;

TEST_CASE("an id is 1 to 2^53-1") {
  constexpr std::int64_t largest = 9007199254740991;
  CHECK(PostId::from(1)->value() == 1);
  CHECK(PostId::from(largest)->value() == largest);
  const auto outside =
      GENERATE(std::int64_t{0}, std::int64_t{-1}, std::int64_t{9007199254740992},
               std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
  CAPTURE(outside);
  CHECK_FALSE(PostId::from(outside));
}

TEST_CASE("ids compare by value") {
  CHECK(TermId::from(3) == TermId::from(3));
  CHECK(TermId::from(3) != TermId::from(4));
  CHECK(*TermId::from(3) < *TermId::from(4));
  CHECK_FALSE(*TermId::from(4) < *TermId::from(4));
}
