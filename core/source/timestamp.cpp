#include "source/timestamp.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace evigraft {
namespace {

/// Reads exactly `digits` digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return {};
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + digits, value);
  if (fault != std::errc{} || end != text.data() + digits || value < 0) return {};
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char letter) {
  if (text.empty() || text.front() != letter) return false;
  text.remove_prefix(1);
  return true;
}

/// ".25" as 250; digits beyond the third are cut.
std::optional<int> take_milliseconds(std::string_view& text) {
  if (!take(text, '.') && !take(text, ',')) return 0;
  int value = 0, digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 3) value = value * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0) return {};
  for (; digits < 3; ++digits) value *= 10;
  return value;
}

/// Minutes east of Greenwich.
std::optional<int> take_zone(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return 0;
  const int sign = take(text, '-') ? -1 : (take(text, '+') ? 1 : 0);
  if (sign == 0) return {};
  const auto hours = take_number(text, 2);
  take(text, ':');
  const auto minutes = take_number(text, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return {};
  return sign * (*hours * 60 + *minutes);
}

std::string_view header(const Pairs& headers, std::string_view name) {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

/// Seconds since 1970 of any of the three forms of RFC 9110 5.6.7.
std::optional<std::int64_t> parse_http_date(std::string_view text) {
  const std::time_t when = curl_getdate(std::string(text).c_str(), nullptr);
  if (when == -1) return {};
  return when;
}

std::optional<std::int64_t> parse_seconds(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  const std::string_view digits = negative ? text.substr(1) : text;
  const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) return {};
  constexpr std::int64_t kTenYears = 10LL * 366 * 86'400;  // more is no sensible wait; keeps later sums in range
  std::int64_t value = 0;
  const auto fault = std::from_chars(digits.data(), digits.data() + digits.size(), value).ec;
  if (fault != std::errc{}) value = kTenYears;
  return negative ? 0 : std::min(value, kTenYears);
}

}  // namespace

std::int64_t wall_milliseconds() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string iso_utc(std::int64_t milliseconds) {
  using namespace std::chrono;
  const sys_time<std::chrono::milliseconds> moment{std::chrono::milliseconds(milliseconds)};
  const auto midnight = floor<days>(moment);
  const year_month_day day{midnight};
  const hh_mm_ss<std::chrono::milliseconds> time{moment - midnight};
  std::array<char, 64> text{};
  const int size =
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(day.year()),
                    unsigned(day.month()), unsigned(day.day()), int(time.hours().count()), int(time.minutes().count()),
                    int(time.seconds().count()), int(time.subseconds().count()));
  return {text.data(), static_cast<std::size_t>(size)};
}

std::optional<std::int64_t> parse_iso(std::string_view text) {
  using namespace std::chrono;
  const auto years = take_number(text, 4);
  if (!years || !take(text, '-')) return {};
  const auto months = take_number(text, 2);
  if (!months || !take(text, '-')) return {};
  const auto day_of_month = take_number(text, 2);
  if (!day_of_month) return {};
  const year_month_day date{year(*years), month(static_cast<unsigned>(*months)),
                            day(static_cast<unsigned>(*day_of_month))};
  if (!date.ok()) return {};
  const std::int64_t start = duration_cast<milliseconds>(sys_days(date).time_since_epoch()).count();
  if (text.empty()) return start;
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return {};
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, ':')) return {};
  const auto minute = take_number(text, 2);
  const auto second = take(text, ':') ? take_number(text, 2) : 0;
  if (!minute || !second || *hour > 23 || *minute > 59 || *second > 60) return {};
  const auto fraction = take_milliseconds(text);
  const auto zone = take_zone(text);
  if (!fraction || !zone || !text.empty()) return {};
  const std::int64_t seconds_of_day = (*hour * 60LL + *minute - *zone) * 60 + *second;
  return start + seconds_of_day * 1000 + *fraction;
}

std::optional<std::int64_t> retry_after_seconds(const Pairs& headers, std::int64_t now_milliseconds) {
  const std::string_view value = header(headers, "retry-after");
  if (value.empty()) return {};
  if (const auto seconds = parse_seconds(value)) return seconds;
  const auto until = parse_http_date(value);
  if (!until) return {};
  const std::int64_t from = parse_http_date(header(headers, "date")).value_or(now_milliseconds / 1000);
  return std::max<std::int64_t>(0, *until - from);
}

}  // namespace evigraft
