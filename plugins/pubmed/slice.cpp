#include "slice.h"

#include <algorithm>
#include <charconv>
#include <evigraft/source.hpp>
#include <optional>

namespace evigraft::pubmed {
namespace {

Day days_from_civil(int year, unsigned month, unsigned day) {
  year -= month <= 2 ? 1 : 0;
  const int era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return static_cast<Day>(era) * 146097 + static_cast<Day>(day_of_era) - 719468;
}

std::string civil(Day day, char separator) {
  day += 719468;
  const Day era = (day >= 0 ? day : day - 146096) / 146097;
  const auto day_of_era = static_cast<unsigned>(day - era * 146097);
  const unsigned year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted = (5 * day_of_year + 2) / 153;
  const unsigned day_of_month = day_of_year - (153 * shifted + 2) / 5 + 1,
                 month = shifted < 10 ? shifted + 3 : shifted - 9;
  const Day year = static_cast<Day>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0);
  const auto padded = [](long number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
  };
  return padded(year, 4) + separator + padded(month, 2) + separator + padded(day_of_month, 2);
}

std::optional<unsigned> number(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}
}  // namespace

Day parse_day(std::string_view iso) {
  const auto year = number(iso.substr(0, std::min<std::size_t>(4, iso.size())));
  const bool shaped = iso.size() == 10 && iso[4] == '-' && iso[7] == '-';
  const auto month = shaped ? number(iso.substr(5, 2)) : std::nullopt,
             day = shaped ? number(iso.substr(8, 2)) : std::nullopt;
  if (shaped && year && month && day && *month >= 1 && *month <= 12 && *day >= 1) {
    const Day days = days_from_civil(static_cast<int>(*year), *month, *day);
    if (iso_day(days) == iso) return days;  // 31 February comes back as another day
  }
  throw BadConfig("\"" + std::string(iso.substr(0, 40)) + "\" is not a day; write it as YYYY-MM-DD");
}

std::string iso_day(Day day) { return civil(day, '-'); }
std::string slashed_day(Day day) { return civil(day, '/'); }

std::string name_of(const Slice& slice) {
  std::string name = slice.date_type + " " + iso_day(slice.from) + ".." + iso_day(slice.to);
  if (slice.highest > 0) name += " ids " + std::to_string(slice.lowest) + ".." + std::to_string(slice.highest);
  return name;
}

Slice parse_slice(std::string_view name) {
  try {
    // "edat " + 10 + ".." + 10 [+ " ids " + number + ".." + number]
    if (name.size() >= 27 && name[4] == ' ' && name.substr(15, 2) == "..") {
      Slice slice{.date_type = std::string(name.substr(0, 4)),
                  .from = parse_day(name.substr(5, 10)),
                  .to = parse_day(name.substr(17, 10))};
      if (name.size() == 27) return slice;
      const std::size_t dots = name.find("..", 27);
      if (name.substr(27, 5) == " ids " && dots != std::string_view::npos) {
        const auto lowest = number(name.substr(32, dots - 32)), highest = number(name.substr(dots + 2));
        if (lowest && highest && *lowest <= *highest) {
          slice.lowest = *lowest;
          slice.highest = *highest;
          return slice;
        }
      }
    }
  } catch (const BadConfig&) {  // said below
  }
  throw BadPayload("the request does not say which part of the search it is: \"" + std::string(name.substr(0, 80)) +
                   "\"");
}

std::pair<Slice, Slice> halve(const Slice& slice, std::vector<unsigned> listed) {
  Slice low = slice, high = slice;
  if (slice.from < slice.to) {
    low.to = slice.from + (slice.to - slice.from) / 2;
    high.from = low.to + 1;
    return {low, high};
  }
  std::sort(listed.begin(), listed.end());
  listed.erase(std::unique(listed.begin(), listed.end()), listed.end());
  if (slice.highest == 0) {
    low.lowest = 1;
    high.highest = kHighestPmid;
  }
  // The median of what was listed has records on both sides, so each half is smaller than the whole.
  if (listed.size() < 2 || listed.front() < low.lowest || listed.back() > high.highest)
    throw BadPayload("PubMed lists too few of the records of " + name_of(slice) + " to divide it");
  low.highest = listed[listed.size() / 2 - 1];
  high.lowest = low.highest + 1;
  return {low, high};
}

}  // namespace evigraft::pubmed
