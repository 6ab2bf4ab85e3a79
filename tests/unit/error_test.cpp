#include "presslink/error.hpp"

#include <set>

#include "support/catch.hpp"

using namespace presslink;

TEST_CASE("each error code has a name of its own") {
  std::set<std::string_view> names;
  const int last = static_cast<int>(Errc::storage_failed);
  for (int code = 0; code <= last; ++code) names.insert(name(static_cast<Errc>(code)));
  CHECK(names.size() == static_cast<std::size_t>(last) + 1);
  CHECK(names.count("") == 0);
  CHECK(name(Errc::bad_input) == "bad_input");
  CHECK(name(Errc::passwords_unavailable) == "passwords_unavailable");
  CHECK(name(Errc::storage_failed) == "storage_failed");
}

TEST_CASE("each phase has a name of its own") {
  std::set<std::string_view> names;
  const int last = static_cast<int>(Phase::disconnect);
  for (int phase = 0; phase <= last; ++phase) names.insert(name(static_cast<Phase>(phase)));
  CHECK(names.size() == static_cast<std::size_t>(last) + 1);
  CHECK(names.count("") == 0);
  CHECK(name(Phase::input) == "input");
  CHECK(name(Phase::disconnect) == "disconnect");
}
