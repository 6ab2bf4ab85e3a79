#include "presslink/secret.hpp"

#include <algorithm>
#include <type_traits>

#include "base/base64.hpp"
#include "freed_memory.hpp"
#include "support/catch.hpp"

using namespace presslink;

namespace {

constexpr std::string_view needle = "correcthorsebatterystaple1234567";

Credentials credentials() { return {*Username::parse("editor"), *AppPassword::parse(needle)}; }

}  // namespace

TEST_CASE("a secret keeps its text and gives it on") {
  Secret secret("hunter2");
  CHECK(secret.size() == 7);
  CHECK(secret.reveal() == "hunter2");
  const Secret copy = secret.clone();
  const Secret moved = std::move(secret);
  CHECK(moved.reveal() == "hunter2");
  CHECK(copy.reveal() == "hunter2");
  CHECK(secret.empty());  // NOLINT(bugprone-use-after-move): what is left behind is defined
  CHECK(Secret().empty());
  CHECK(Secret("").reveal().empty());
}

TEST_CASE("a secret can be assigned, also to itself") {
  Secret secret("one");
  secret = Secret("two");
  CHECK(secret.reveal() == "two");
  Secret& same = secret;
  secret = std::move(same);
  CHECK(secret.reveal() == "two");
  secret.reset();
  CHECK(secret.empty());
}

TEST_CASE("a secret cannot leak by accident") {
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Secret>);
  STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<Secret>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Secret, std::string>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Secret, std::string_view>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::string, Secret>);
}

TEST_CASE("freed memory holds nothing of a secret") {
  SECTION("the check sees what was not wiped") {
    const FreedMemory freed(needle);
    {
      const std::string text(needle);
      // Where nobody knows its address, a compiler may leave the allocation out.
      [[maybe_unused]] const char* const volatile known = text.data();
    }
    REQUIRE(freed.sightings() == 1);
  }
  SECTION("destroyed") {
    const FreedMemory freed(needle);
    { const Secret secret(needle); }
    CHECK(freed.sightings() == 0);
  }
  SECTION("reset, overwritten, moved, copied") {
    const FreedMemory freed(needle);
    {
      Secret secret(needle);
      Secret other = secret.clone();
      secret.reset();
      other = Secret(needle);
      secret = std::move(other);
    }
    CHECK(freed.sightings() == 0);
  }
  SECTION("a parsed password") {
    const FreedMemory freed(needle);
    { const auto password = AppPassword::parse(needle); }
    CHECK(freed.sightings() == 0);
  }
  SECTION("an authorization") {
    const Credentials who = credentials();
    const std::string encoded = base64_encode("editor:" + std::string(needle));
    const FreedMemory plain(needle);
    { const Secret secret = basic_authorization(who); }
    CHECK(plain.sightings() == 0);
    const FreedMemory coded(encoded);
    { const Secret secret = basic_authorization(who); }
    CHECK(coded.sightings() == 0);
  }
  SECTION("a string wiped by hand") {
    const FreedMemory freed(needle);
    {
      std::string text(needle);
      text.resize(4);
      wipe(text);
      CHECK(text.empty());
    }
    CHECK(freed.sightings() == 0);
  }
}

TEST_CASE("a user name is UTF-8 without colon and control characters") {
  CHECK(Username::parse("editor")->str() == "editor");
  CHECK(Username::parse("Ève Ångström")->str() == "Ève Ångström");
  CHECK(Username::parse("me@example.com")->str() == "me@example.com");
  const std::string text = GENERATE(as<std::string>{}, "", "a:b", ":", "name\n", "na\tme", "\x7F",
                                    "caf\xE9", std::string("a\0b", 3));
  CAPTURE(text);
  const auto refused = Username::parse(text);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::bad_input);
  CHECK(refused.error().phase == Phase::input);
}

TEST_CASE("an application password is its letters and digits") {
  const auto parsed = [](std::string_view text) {
    return std::string(AppPassword::parse(text)->secret().reveal());
  };
  CHECK(parsed("abcd EFGH 1234 ijkl MNOP 5678") == "abcdEFGH1234ijklMNOP5678");
  CHECK(parsed("abcdEFGH1234ijklMNOP5678") == "abcdEFGH1234ijklMNOP5678");
  CHECK(parsed("  abcd\tEFGH\u00A01234\r\n") == "abcdEFGH1234");
  CHECK(AppPassword::parse(std::string(256, 'x'))->clone().secret().size() == 256);
}

TEST_CASE("a refused password is not quoted") {
  const std::string text = GENERATE(as<std::string>{}, "", "   ", "\u2022\u2022\u2022\u2022", "!?-",
                                    std::string(257, 'x'));
  CAPTURE(text);
  const auto refused = AppPassword::parse(text);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::bad_input);
  CHECK_FALSE(refused.error().remedy.empty());
  const std::string said = refused.error().message + refused.error().remedy;
  CHECK((text.size() < 3 || said.find(text) == std::string::npos));
  CHECK(said.find("xxx") == std::string::npos);
}
