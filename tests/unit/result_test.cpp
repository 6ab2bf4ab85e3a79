#include "presslink/result.hpp"

#include <memory>

#include "support/catch.hpp"

using namespace presslink;

namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return unexpected({.code = Errc::bad_input, .message = "odd"});
  return number / 2;
}

Result<void> refuse() { return unexpected({.code = Errc::out_of_scope}); }

}  // namespace

TEST_CASE("a result is a value or an error") {
  const auto good = half(4);
  REQUIRE(good);
  CHECK(good.has_value());
  CHECK(*good == 2);
  CHECK(good.value() == 2);

  const auto bad = half(3);
  REQUIRE_FALSE(bad);
  CHECK(bad.error().code == Errc::bad_input);
  CHECK(bad.error().message == "odd");
  CHECK(half(3).value_or(7) == 7);
  CHECK(half(8).value_or(7) == 4);
}

TEST_CASE("a result hands out what can only be moved") {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
  const std::unique_ptr<int> taken = *std::move(result);
  CHECK(*taken == 5);
}

TEST_CASE("a result of an error is told from an error") {
  Result<Error> value = Error{.code = Errc::moved};
  REQUIRE(value);
  CHECK(value->code == Errc::moved);
}

TEST_CASE("a result without a value") {
  CHECK(Result<void>().has_value());
  const auto refused = refuse();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::out_of_scope);
}
