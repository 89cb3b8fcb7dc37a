#include "pipeline/calendar.h"

#include <evigraft/error.h>
#include <gtest/gtest.h>

namespace {
using namespace evigraft;

TEST(Calendar, TheDayBeforeCrossesMonthsAndLeapYears) {
  EXPECT_EQ(day_before("2026-11-23"), "2026-11-22");
  EXPECT_EQ(day_before("2026-01-01"), "2025-12-31");
  EXPECT_EQ(day_before("2024-03-01"), "2024-02-29");
}

TEST(Calendar, WhatIsNoDayIsNone) {
  for (const char* text : {"", "2026-2-1", "2026-02-30", "20260201", "2026-02-01T00"})
    EXPECT_FALSE(is_day(text)) << text;
  EXPECT_THROW((void)day_before("soon"), Error);
}
}  // namespace
