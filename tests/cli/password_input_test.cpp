#include "password_input.hpp"

#include <stdlib.h>

#include <fstream>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace presslink::cli {
namespace {

using Catch::Matchers::ContainsSubstring;

}  // namespace

TEST_CASE("The password is the first line of its file") {
  const testing::TempDir folder;
  CHECK(read_password_file(folder.write("a", "abcd EFGH\n"))->secret().reveal() == "abcdEFGH");
  CHECK(read_password_file(folder.write("b", "abcd\r\nmore\n"))->secret().reveal() == "abcd");
  CHECK(read_password_file(folder.write("c", "abcd"))->secret().reveal() == "abcd");
}

TEST_CASE("A file without a password is refused without being quoted") {
  const testing::TempDir folder;
  CHECK_FALSE(read_password_file(folder.write("a", "")));
  CHECK_FALSE(read_password_file(folder.write("b", "  \nabcd\n")));
  CHECK_FALSE(read_password_file(folder.path().string()));
  const auto missing = read_password_file((folder.path() / "none").string());
  REQUIRE_FALSE(missing);
  CHECK_THAT(missing.error().message, ContainsSubstring("cannot be read"));
  CHECK_THAT(read_password_file("abcd EFGH 1234").error().message, !ContainsSubstring("EFGH"));
  const auto long_line = read_password_file(folder.write("c", std::string(5000, 'q')));
  REQUIRE_FALSE(long_line);
  CHECK_THAT(long_line.error().message, !ContainsSubstring("qqq"));
}

TEST_CASE("The environment gives its password once") {
  REQUIRE(::setenv(password_variable, "abcdEFGH", 1) == 0);
  const char* place = ::getenv(password_variable);
  CHECK(take_password_from_environment().reveal() == "abcdEFGH");
  CHECK(::getenv(password_variable) == nullptr);
  CHECK(std::string(place, 8) == std::string(8, '\0'));
  CHECK(take_password_from_environment().empty());
}

}  // namespace presslink::cli
