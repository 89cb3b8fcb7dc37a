#include "source/timestamp.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace {
using namespace evigraft;

TEST(IsoUtc, WritesMilliseconds) {
  EXPECT_EQ(iso_utc(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(iso_utc(1'788'264'000'250), "2026-09-01T12:00:00.250Z");
  EXPECT_EQ(iso_utc(-1), "1969-12-31T23:59:59.999Z");
}

TEST(ParseIso, ReadsTheFormsThatHarFilesHold) {
  for (const char* text : {"2026-09-01T12:00:00.250Z", "2026-09-01T14:00:00.250+02:00", "2026-09-01T07:00:00.250-0500",
                           "2026-09-01t12:00:00.2509z", "2026-09-01 12:00:00,25Z"})
    EXPECT_EQ(parse_iso(text), 1'788'264'000'250) << text;
  EXPECT_EQ(parse_iso("2026-09-01T12:00Z"), 1'788'264'000'000);
  EXPECT_EQ(parse_iso("1970-01-02"), 86'400'000);
}

TEST(ParseIso, RefusesWhatIsNoMoment) {
  for (const char* text : {"", "yesterday", "2026-13-01", "2026-02-30T00:00:00Z", "2026-09-01T24:00:00Z",
                           "2026-09-01T12:00:00", "2026-09-01T12:00:00.Z", "2026-09-01T12:00:00Zx", "2026-9-1",
                           "2026-09-01T12:61:00Z", "2026-09-01T12:00:00+99:00", "-026-09-01"})
    EXPECT_EQ(parse_iso(text), std::nullopt) << text;
}

RC_GTEST_PROP(ParseIso, ReadsWhatIsoUtcWrites, ()) {
  const std::int64_t moment = *rc::gen::inRange<std::int64_t>(-62'000'000'000'000, 253'000'000'000'000);
  RC_ASSERT(parse_iso(iso_utc(moment)) == moment);
}

TEST(RetryAfter, IsNeverNegativeAndNeverAbsurd) {
  EXPECT_EQ(retry_after_seconds({{"retry-after", "0"}}, 0), 0);
  EXPECT_EQ(retry_after_seconds({{"retry-after", "120"}}, 0), 120);
  EXPECT_EQ(retry_after_seconds({{"retry-after", "-3"}}, 0), 0);
  EXPECT_EQ(retry_after_seconds({{"retry-after", "99999999999999999999999"}}, 0), 316'224'000);
}

TEST(RetryAfter, CountsADateFromTheServersOwnClockElseFromOurs) {
  const Pairs with_date = {{"date", "Sun, 06 Nov 1994 08:49:07 GMT"},
                           {"retry-after", "Sunday, 06-Nov-94 08:49:37 GMT"}};
  EXPECT_EQ(retry_after_seconds(with_date, 0), 30);
  const Pairs alone = {{"retry-after", "Sun Nov  6 08:49:37 1994"}};
  EXPECT_EQ(retry_after_seconds(alone, 784'111'770'000), 7);
  EXPECT_EQ(retry_after_seconds(alone, 800'000'000'000), 0);
}

TEST(RetryAfter, IsNoneWhenMissingOrUnreadable) {
  EXPECT_EQ(retry_after_seconds({}, 0), std::nullopt);
  EXPECT_EQ(retry_after_seconds({{"retry-after", "soon"}}, 0), std::nullopt);
  EXPECT_EQ(retry_after_seconds({{"retry-after", "1.5e3x"}}, 0), std::nullopt);
}
}  // namespace
