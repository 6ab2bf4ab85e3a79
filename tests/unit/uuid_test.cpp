#include "presslink/uuid.hpp"

#include <random>
#include <regex>

#include "support/catch.hpp"

using namespace presslink;

namespace {

/// The two patterns of WordPress's wp_is_uuid: any version, and version 4.
const std::regex any_uuid("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$");
const std::regex uuid_v4("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");

}  // namespace

TEST_CASE("a version 4 UUID is the entropy with six bits set") {
  std::array<std::uint8_t, 16> entropy{};
  CHECK(Uuid::v4(entropy).str() == "00000000-0000-4000-8000-000000000000");
  entropy.fill(0xFF);
  CHECK(Uuid::v4(entropy).str() == "ffffffff-ffff-4fff-bfff-ffffffffffff");
  for (std::size_t i = 0; i < entropy.size(); ++i) entropy[i] = static_cast<std::uint8_t>(i * 17);
  CHECK(Uuid::v4(entropy).str() == "00112233-4455-4677-8899-aabbccddeeff");
}

TEST_CASE("WordPress takes every version 4 UUID for one") {
  std::mt19937 random(20260501);
  for (int round = 0; round < 1000; ++round) {
    std::array<std::uint8_t, 16> entropy{};
    for (auto& byte : entropy) byte = static_cast<std::uint8_t>(random());
    const Uuid uuid = Uuid::v4(entropy);
    CAPTURE(uuid.str());
    REQUIRE(std::regex_match(uuid.str(), any_uuid));
    REQUIRE(std::regex_match(uuid.str(), uuid_v4));
    REQUIRE(Uuid::parse(uuid.str()) == uuid);
  }
}

TEST_CASE("a UUID is parsed in any case and version") {
  CHECK(Uuid::parse("6BA7B810-9DAD-11D1-80B4-00C04FD430C8")->str() ==
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  CHECK(Uuid::parse("00000000-0000-0000-0000-000000000000"));
}

TEST_CASE("other text is no UUID") {
  const std::string text =
      GENERATE("", "6ba7b810", "6ba7b8109dad11d180b400c04fd430c8",
               "6ba7b810-9dad-11d1-80b4-00c04fd430c", "6ba7b810-9dad-11d1-80b4-00c04fd430c88",
               "6ba7b810-9dad-11d1-80b4-00c04fd430cg", "6ba7b810-9dad-11d1-80b400c04-fd430c8",
               "{6ba7b810-9dad-11d1-80b4-00c04fd430c}", " 6ba7b810-9dad-11d1-80b4-00c04fd430c",
               "6ba7b810-9dad-11d1-80b4-00c04fd430c\n", "6ba7b810_9dad_11d1_80b4_00c04fd430c8");
  CAPTURE(text);
  CHECK_FALSE(Uuid::parse(text));
  CHECK_FALSE(std::regex_match(text, any_uuid));
}
