#include "time_budget.hpp"

#include "support/catch.hpp"

namespace presslink::cli {

TEST_CASE("A budget that is used up is told once") {
  std::atomic<int> told{0};
  {
    TimeBudget budget(std::chrono::milliseconds(1), [&told] { ++told; });
    while (told == 0) std::this_thread::yield();
    CHECK(budget.used_up());
  }
  CHECK(told == 1);
}

TEST_CASE("A budget that is not needed ends at once") {
  std::atomic<int> told{0};
  {
    const TimeBudget budget(std::chrono::hours(1), [&told] { ++told; });
    CHECK_FALSE(budget.used_up());
  }
  CHECK(told == 0);
}

}  // namespace presslink::cli
