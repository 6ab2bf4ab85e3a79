#include "presslink/time.hpp"

#include "support/catch.hpp"

using namespace presslink;

namespace {

UtcTime at(std::int64_t milliseconds) { return UtcTime(std::chrono::milliseconds(milliseconds)); }

struct Case {
  std::string text;
  std::int64_t milliseconds;
};

}  // namespace

TEST_CASE("RFC 3339 times become UTC") {
  const auto [text, milliseconds] = GENERATE(values<Case>({
      {"1970-01-01T00:00:00Z", 0},
      {"1970-01-01t00:00:00z", 0},
      {"1970-01-01 00:00:00Z", 0},
      {"1969-12-31T23:59:59.999Z", -1},
      {"2026-05-01T09:30:00+02:00", 1777620600000},
      {"2026-05-01T07:30:00Z", 1777620600000},
      {"2026-05-01T02:00:00-05:30", 1777620600000},
      {"2026-05-01T07:30:00-00:00", 1777620600000},
      {"2026-05-01T07:30:00.5Z", 1777620600500},
      {"2026-05-01T07:30:00.050Z", 1777620600050},
      {"2026-05-01T07:30:00.123999999Z", 1777620600123},
      {"2025-12-31T23:30:00-01:00", 1767227400000},
      {"2024-02-29T00:00:00Z", 1709164800000},
      {"2000-02-29T12:00:00+14:00", 951775200000},
      {"9999-12-31T23:59:59Z", 253402300799000},
      {"0001-01-01T00:00:00Z", -62135596800000},
  }));
  CAPTURE(text);
  REQUIRE(parse_rfc3339(text));
  CHECK(*parse_rfc3339(text) == at(milliseconds));
}

TEST_CASE("what is no RFC 3339 time is refused") {
  const std::string text = GENERATE(
      "", "2026-05-01", "2026-05-01T09:30:00", "2026-05-01T09:30Z", "2026-05-01T09:30:00+0200",
      "2026-05-01T09:30:00+02", "2026-05-01T09:30:00+24:00", "2026-05-01T09:30:00+02:60",
      "2026-02-31T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
      "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
      "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z", "2026-05-01T24:00:00Z",
      "2026-05-01T23:60:00Z", "2026-05-01T23:59:60Z", "2026-05-01T09:30:00.Z",
      "2026-05-01T09:30:00,5Z", "2026-05-01T09:30:00ZZ", " 2026-05-01T09:30:00Z",
      "2026-05-01  09:30:00Z", "26-05-01T09:30:00Z", "2026-5-1T09:30:00Z", "2026-05-01T9:30:00Z",
      "2026/05/01T09:30:00Z", "+2026-05-01T09:30:00Z", "2026-05-01T-9:30:00Z", "next friday",
      "9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+00:01");
  CAPTURE(text);
  CHECK_FALSE(parse_rfc3339(text));
}

TEST_CASE("times are written in whole seconds") {
  const auto time = at(1777620600999);
  CHECK(format_rfc3339(time) == "2026-05-01T07:30:00Z");
  CHECK(format_wordpress_gmt(time) == "2026-05-01T07:30:00");
  CHECK(format_rfc3339(at(-1)) == "1969-12-31T23:59:59Z");
  CHECK(format_rfc3339(at(-62135596800000)) == "0001-01-01T00:00:00Z");
}

TEST_CASE("every day of four centuries survives writing and reading") {
  constexpr std::int64_t day = 86'400'000;
  for (std::int64_t n = -109'573; n < 36'525; ++n) {
    const auto time = at(n * day + 3'723'000);
    const std::string text = format_wordpress_gmt(time);
    const auto parsed = parse_wordpress_gmt(text);
    if (parsed != time || parse_rfc3339(format_rfc3339(time)) != time) FAIL(text);
  }
  SUCCEED();
}

TEST_CASE("WordPress's date_gmt has no zone and is UTC") {
  CHECK(parse_wordpress_gmt("2026-05-01T07:30:00") == at(1777620600000));
  const std::string text = GENERATE(
      "0000-00-00T00:00:00", "", "2026-05-01T07:30:00Z", "2026-05-01 07:30:00",
      "2026-05-01T07:30:00.000", "2026-05-01T07:30", "2026-02-30T07:30:00", "-0001-11-30T00:00:00");
  CAPTURE(text);
  CHECK_FALSE(parse_wordpress_gmt(text));
}

TEST_CASE("HTTP dates are IMF-fixdate") {
  CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == at(784111777000));
  CHECK(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT") == at(0));
  CHECK(parse_http_date("Thu, 29 Feb 2024 12:00:00 GMT") == at(1709208000000));
  const std::string text = GENERATE(
      "", "120", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
      "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 +0000",
      "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994");
  CAPTURE(text);
  CHECK_FALSE(parse_http_date(text));
}
