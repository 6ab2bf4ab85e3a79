#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace presslink {

/// A moment in UTC to the millisecond. Always given by the host, never read from a clock here.
using UtcTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// The range of the database's DATETIME, which WordPress keeps dates in. Texts of times outside the
/// years 0 to 9999 mean nothing.
inline constexpr UtcTime first_date =
    std::chrono::sys_days(std::chrono::year(1000) / std::chrono::January / 1);
inline constexpr UtcTime last_date =
    std::chrono::sys_days(std::chrono::year(9999) / std::chrono::December / 31);

/// Parses RFC 3339 with a zone (`2026-05-01T09:30:00+02:00`, `…Z`; `T`, `t` or one space; optional
/// fraction). Nothing where a part is missing or a field is out of range (Feb 31 is refused, where
/// WordPress would roll it over to March 3).
[[nodiscard]] std::optional<UtcTime> parse_rfc3339(std::string_view text);

/// `2026-05-01T07:30:00Z`, whole seconds.
[[nodiscard]] std::string format_rfc3339(UtcTime time);

/// Parses WordPress's `date_gmt`, `YYYY-MM-DDThh:mm:ss` without a zone, as UTC
/// (mysql_to_rfc3339). Nothing for anything else, and for the zero date of a floating draft.
[[nodiscard]] std::optional<UtcTime> parse_wordpress_gmt(std::string_view text);

/// The form of `date_gmt` WordPress answers with: `2026-05-01T07:30:00`, no zone.
[[nodiscard]] std::string format_wordpress_gmt(UtcTime time);

/// Parses the IMF-fixdate of HTTP (`Sun, 06 Nov 1994 08:49:37 GMT`, RFC 9110); nothing otherwise.
[[nodiscard]] std::optional<UtcTime> parse_http_date(std::string_view text);

}  // namespace presslink
