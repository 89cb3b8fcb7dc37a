#include "cli/clock.h"

#include <evigraft/error.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <utility>

namespace evigraft::cli {
namespace {
using namespace std::chrono;

std::string iso(sys_seconds time) {
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  std::array<char, 40> text{};
  const int size = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                                 static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                 static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                                 static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return {text.data(), static_cast<std::size_t>(size)};
}

/// Reads exactly `digits` digits at text[at].
bool digits_at(const std::string& text, std::size_t at, std::size_t digits, int& value) {
  if (at + digits > text.size()) return false;
  value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    value = value * 10 + (text[i] - '0');
  }
  return true;
}
}  // namespace

std::string normalised_time(const std::string& text) {
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
  if (!digits_at(text, 0, 4, y) || text.size() < 10 || text[4] != '-' || !digits_at(text, 5, 2, mo) || text[7] != '-' ||
      !digits_at(text, 8, 2, d))
    return {};
  const year_month_day date{year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d))};
  if (!date.ok()) return {};
  minutes offset{0};
  if (text.size() > 10) {
    if ((text[10] != 'T' && text[10] != ' ') || !digits_at(text, 11, 2, h) || text.size() < 19 || text[13] != ':' ||
        !digits_at(text, 14, 2, mi) || text[16] != ':' || !digits_at(text, 17, 2, s) || h > 23 || mi > 59 || s > 59)
      return {};
    std::size_t at = 19;
    if (at < text.size() && text[at] == '.') {
      ++at;
      while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    }
    const std::string zone = text.substr(at);
    int oh = 0, om = 0;
    if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':' && digits_at(zone, 1, 2, oh) &&
        digits_at(zone, 4, 2, om))
      offset = (zone[0] == '-' ? -1 : 1) * (hours(oh) + minutes(om));
    else if (!zone.empty() && zone != "Z")
      return {};
  }
  return iso(sys_days(date) + hours(h) + minutes(mi) + seconds(s) - offset);
}

Clock make_clock(const std::string& now_flag, const Environment& environment) {
  if (!now_flag.empty()) {
    std::string fixed = normalised_time(now_flag);
    if (fixed.empty())
      throw Error(Error::Kind::usage, "--now takes a time such as 2026-11-23T06:00:00Z, not '" + now_flag + "'.");
    return {[fixed = std::move(fixed)] { return fixed; }, true};
  }
  if (const auto epoch = environment("SOURCE_DATE_EPOCH")) {
    std::int64_t value = 0;
    const auto [end, code] = std::from_chars(epoch->data(), epoch->data() + epoch->size(), value);
    if (code != std::errc{} || end != epoch->data() + epoch->size() || value < 0 || value > 253402300799)
      throw Error(Error::Kind::configuration,
                  "SOURCE_DATE_EPOCH must be whole seconds since 1970, not '" + *epoch + "'.");
    std::string fixed = iso(sys_seconds(seconds(value)));
    return {[fixed = std::move(fixed)] { return fixed; }, true};
  }
  return {[] { return iso(floor<seconds>(system_clock::now())); }, false};
}

}  // namespace evigraft::cli
