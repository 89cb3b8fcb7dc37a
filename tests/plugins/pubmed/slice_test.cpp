#include "plugins/pubmed/slice.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <evigraft/source.hpp>

namespace evigraft::pubmed {
namespace {

Slice days(const std::string& from, const std::string& to) {
  return {.date_type = "edat", .from = parse_day(from), .to = parse_day(to)};
}

TEST(Slice, IsNamedAfterItsDays) {
  EXPECT_EQ(name_of(days("2026-01-01", "2026-11-23")), "edat 2026-01-01..2026-11-23");
}

TEST(Slice, IsReadBackFromItsName) {
  Slice slice = days("1800-01-01", "3000-12-31");
  EXPECT_EQ(parse_slice(name_of(slice)), slice);
  slice.lowest = 5;
  slice.highest = kHighestPmid;
  EXPECT_EQ(name_of(slice), "edat 1800-01-01..3000-12-31 ids 5..99999999");
  EXPECT_EQ(parse_slice(name_of(slice)), slice);
}

TEST(Slice, RefusesANameThatIsNone) {
  for (const char* name : {"", "edat", "edat 2026-01-01..2026-13-01", "edat 2026-01-01..2026-11-23 ids 9..1",
                           "edat 2026-01-01..2026-11-23x"})
    EXPECT_THROW(parse_slice(name), BadPayload) << name;
}

TEST(Day, RefusesWhatNoCalendarHas) {
  for (const char* day : {"2026-02-29", "2026-1-1", "2026/01/01", "26-01-01", "", "2026-00-10", "2026-04-31"})
    EXPECT_THROW(parse_day(day), BadConfig) << day;
  EXPECT_EQ(parse_day("1970-01-01"), 0);
  EXPECT_EQ(slashed_day(parse_day("2024-02-29")), "2024/02/29");
}

RC_GTEST_PROP(Day, ComesBackFromItsWriting, ()) {
  const Day day = *rc::gen::inRange<Day>(-62091, 376200);  // 1800 .. 2999
  RC_ASSERT(parse_day(iso_day(day)) == day);
}

RC_GTEST_PROP(Slice, HalvesOfDaysShareNothingAndLeaveNothingOut, ()) {
  const Day from = *rc::gen::inRange<Day>(-62091, 376200), more = *rc::gen::inRange<Day>(1, 90000);
  const auto [low, high] = halve({.date_type = "mdat", .from = from, .to = from + more}, {});
  RC_ASSERT(low.from == from);
  RC_ASSERT(low.to + 1 == high.from);
  RC_ASSERT(low.from <= low.to && high.from <= high.to);
  RC_ASSERT(high.to == from + more);
}

RC_GTEST_PROP(Slice, HalvesOfADayDivideItsIdsAndHaveSomeEach, ()) {
  auto listed = *rc::gen::suchThat(rc::gen::unique<std::vector<unsigned>>(rc::gen::inRange(1U, kHighestPmid)),
                                   [](const auto& ids) { return ids.size() >= 2; });
  const auto [low, high] = halve(days("2026-01-01", "2026-01-01"), listed);
  RC_ASSERT(low.lowest == 1U && high.highest == kHighestPmid);
  RC_ASSERT(low.highest + 1 == high.lowest);
  const auto in = [&](const Slice& slice) {
    return std::count_if(listed.begin(), listed.end(),
                         [&](unsigned id) { return id >= slice.lowest && id <= slice.highest; });
  };
  RC_ASSERT(in(low) >= 1 && in(high) >= 1);
  RC_ASSERT(static_cast<std::size_t>(in(low) + in(high)) == listed.size());
}

TEST(Slice, ADayOfWhichNothingIsListedCannotBeDivided) {
  EXPECT_THROW(halve(days("2026-01-01", "2026-01-01"), {17}), BadPayload);
  EXPECT_THROW(halve(days("2026-01-01", "2026-01-01"), {17, 17}), BadPayload);
}

TEST(Slice, IdsThatPubMedShouldNotHaveListedDivideNothing) {
  Slice slice = days("2026-01-01", "2026-01-01");
  slice.lowest = 100;
  slice.highest = 200;
  EXPECT_THROW(halve(slice, {50, 150}), BadPayload);
}

}  // namespace
}  // namespace evigraft::pubmed
