#include "pipeline/calendar.h"

#include <evigraft/error.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>

namespace evigraft {
namespace {
using namespace std::chrono;

std::optional<year_month_day> parse(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t digits, unsigned& value) {
    const char* end = text.data() + at + digits;
    const auto result = std::from_chars(text.data() + at, end, value);
    return result.ec == std::errc{} && result.ptr == end;
  };
  unsigned y = 0, m = 0, d = 0;
  if (!number(0, 4, y) || !number(5, 2, m) || !number(8, 2, d)) return std::nullopt;
  const year_month_day date{year(static_cast<int>(y)), month(m), day(d)};
  if (!date.ok()) return std::nullopt;
  return date;
}
}  // namespace

bool is_day(const std::string& text) { return parse(text).has_value(); }

std::string day_before(const std::string& text) {
  const auto date = parse(text);
  if (!date) throw Error(Error::Kind::usage, "'" + text + "' is no day; write it as 2026-11-23.");
  const year_month_day before{sys_days(*date) - days(1)};
  std::array<char, 32> out{};
  const int size = std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(before.year()),
                                 static_cast<unsigned>(before.month()), static_cast<unsigned>(before.day()));
  return {out.data(), static_cast<std::size_t>(size)};
}

}  // namespace evigraft
