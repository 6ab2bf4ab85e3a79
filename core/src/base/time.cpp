#include "presslink/time.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace presslink {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::string_view month_names = "JanFebMarAprMayJunJulAugSepOctNovDec";
constexpr std::string_view weekday_names = "SunMonTueWedThuFriSat";

/// Takes fixed-width fields off the front of a text. After the first that does not fit, `ok` is
/// false and stays so.
class Fields {
 public:
  explicit Fields(std::string_view text) : rest_(text) {}

  unsigned digits(std::size_t count, unsigned low, unsigned high) {
    unsigned value = 0;
    if (rest_.size() < count) return fail();
    for (const char c : rest_.substr(0, count)) {
      if (!is_ascii_digit(c)) return fail();
      value = value * 10 + static_cast<unsigned>(c - '0');
    }
    if (value < low || value > high) return fail();
    rest_.remove_prefix(count);
    return value;
  }

  char one_of(std::string_view choices) {
    if (rest_.empty() || choices.find(rest_.front()) == std::string_view::npos) {
      fail();
      return '\0';
    }
    const char found = rest_.front();
    rest_.remove_prefix(1);
    return found;
  }

  void literal(std::string_view text) {
    if (rest_.starts_with(text)) {
      rest_.remove_prefix(text.size());
    } else {
      fail();
    }
  }

  /// Of names with three letters, one behind the other.
  unsigned index_in(std::string_view names) {
    const std::size_t at = names.find(rest_.substr(0, 3));
    if (rest_.size() < 3 || at == std::string_view::npos || at % 3 != 0) return fail();
    rest_.remove_prefix(3);
    return static_cast<unsigned>(at / 3);
  }

  /// `.5`, `.123456`, cut to milliseconds; zero where there is none.
  milliseconds fraction() {
    if (!rest_.starts_with('.')) return {};
    rest_.remove_prefix(1);
    int value = 0;
    std::size_t count = 0;
    for (; count < rest_.size() && is_ascii_digit(rest_[count]); ++count) {
      if (count < 3) value = value * 10 + (rest_[count] - '0');
    }
    if (count == 0) fail();
    rest_.remove_prefix(count);
    for (; count < 3; ++count) value *= 10;
    return milliseconds(value);
  }

  [[nodiscard]] bool done() const { return ok_ && rest_.empty(); }

 private:
  unsigned fail() {
    ok_ = false;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  bool ok_ = true;
};

year_month_day take_date(Fields& fields) {
  const auto y = fields.digits(4, 0, 9999);
  fields.literal("-");
  const auto m = fields.digits(2, 1, 12);
  fields.literal("-");
  const auto d = fields.digits(2, 1, 31);
  return year(static_cast<int>(y)) / static_cast<int>(m) / static_cast<int>(d);
}

seconds take_clock(Fields& fields) {
  const auto h = fields.digits(2, 0, 23);
  fields.literal(":");
  const auto m = fields.digits(2, 0, 59);
  fields.literal(":");
  const auto s = fields.digits(2, 0, 59);
  return hours(h) + minutes(m) + seconds(s);
}

minutes take_offset(Fields& fields) {
  const char sign = fields.one_of("Zz+-");
  if (sign != '+' && sign != '-') return {};
  const auto h = fields.digits(2, 0, 23);
  fields.literal(":");
  const auto m = fields.digits(2, 0, 59);
  const minutes offset = hours(h) + minutes(m);
  return sign == '-' ? -offset : offset;
}

/// Nothing for a date that does not exist, and outside of the years that have four digits.
std::optional<UtcTime> join(year_month_day date, milliseconds since_midnight) {
  if (!date.ok()) return std::nullopt;
  const UtcTime time = sys_days(date) + since_midnight;
  const year_month_day shifted(std::chrono::floor<days>(time));
  if (shifted.year() < year(0) || shifted.year() > year(9999)) return std::nullopt;
  return time;
}

void append_padded(std::string& text, int value, std::size_t width) {
  const std::string digits = decimal(value);
  text.append(width - std::min(width, digits.size()), '0').append(digits);
}

}  // namespace

std::optional<UtcTime> parse_rfc3339(std::string_view text) {
  Fields fields(text);
  const auto date = take_date(fields);
  fields.one_of("Tt ");
  const auto clock = take_clock(fields);
  const auto fraction = fields.fraction();
  const auto offset = take_offset(fields);
  if (!fields.done()) return std::nullopt;
  return join(date, clock + fraction - offset);
}

std::string format_rfc3339(UtcTime time) { return format_wordpress_gmt(time) + 'Z'; }

std::optional<UtcTime> parse_wordpress_gmt(std::string_view text) {
  Fields fields(text);
  const auto date = take_date(fields);
  fields.literal("T");
  const auto clock = take_clock(fields);
  if (!fields.done()) return std::nullopt;
  return join(date, clock);
}

std::string format_wordpress_gmt(UtcTime time) {
  const auto day = std::chrono::floor<days>(time);
  const year_month_day date(day);
  const auto clock = std::chrono::floor<seconds>(time - day).count();
  std::string text;
  append_padded(text, static_cast<int>(date.year()), 4);
  append_padded(text += '-', static_cast<int>(static_cast<unsigned>(date.month())), 2);
  append_padded(text += '-', static_cast<int>(static_cast<unsigned>(date.day())), 2);
  append_padded(text += 'T', static_cast<int>(clock / 3600), 2);
  append_padded(text += ':', static_cast<int>(clock / 60 % 60), 2);
  append_padded(text += ':', static_cast<int>(clock % 60), 2);
  return text;
}

std::optional<UtcTime> parse_http_date(std::string_view text) {
  Fields fields(text);
  const auto weekday = fields.index_in(weekday_names);
  fields.literal(", ");
  const auto d = fields.digits(2, 1, 31);
  fields.literal(" ");
  const auto m = fields.index_in(month_names) + 1;
  fields.literal(" ");
  const auto y = fields.digits(4, 0, 9999);
  fields.literal(" ");
  const auto clock = take_clock(fields);
  fields.literal(" GMT");
  if (!fields.done()) return std::nullopt;
  const year_month_day date = year(static_cast<int>(y)) / static_cast<int>(m) / static_cast<int>(d);
  if (!date.ok() || std::chrono::weekday(sys_days(date)).c_encoding() != weekday) {
    return std::nullopt;
  }
  return join(date, clock);
}

}  // namespace presslink
