#include "base/base64.hpp"

#include "support/catch.hpp"

using namespace presslink;

TEST_CASE("base64 of RFC 4648") {
  CHECK(base64_encode("").empty());
  CHECK(base64_encode("f") == "Zg==");
  CHECK(base64_encode("fo") == "Zm8=");
  CHECK(base64_encode("foo") == "Zm9v");
  CHECK(base64_encode("foob") == "Zm9vYg==");
  CHECK(base64_encode("fooba") == "Zm9vYmE=");
  CHECK(base64_encode("foobar") == "Zm9vYmFy");
  CHECK(base64_encode(std::string_view("\0\xFF\xFE\xFB", 4)) == "AP/++w==");
}

TEST_CASE("Basic authorization of RFC 7617") {
  const auto basic = [](std::string_view user, std::string_view password) {
    const Credentials credentials{*Username::parse(user), *AppPassword::parse(password)};
    return std::string(basic_authorization(credentials).reveal());
  };
  CHECK(basic("Aladdin", "open sesame") == "Basic QWxhZGRpbjpvcGVuc2VzYW1l");
  CHECK(basic("t\u00E9st", "abcd EFGH 1234") == "Basic dMOpc3Q6YWJjZEVGR0gxMjM0");
}
