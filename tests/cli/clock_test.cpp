#include "cli/clock.h"

#include <evigraft/error.h>
#include <gtest/gtest.h>

namespace {
using namespace evigraft;
using namespace evigraft::cli;

const Environment kNothing = [](const std::string&) { return std::nullopt; };

TEST(Clock, TimesAreNormalisedToUtcSeconds) {
  EXPECT_EQ(normalised_time("2026-11-23"), "2026-11-23T00:00:00Z");
  EXPECT_EQ(normalised_time("2026-11-23T06:30:00.123Z"), "2026-11-23T06:30:00Z");
  EXPECT_EQ(normalised_time("2026-03-01T00:30:00+01:00"), "2026-02-28T23:30:00Z");
}

TEST(Clock, WhatIsNoTimeIsNotGuessed) {
  for (const char* text : {"", "yesterday", "2026-13-01", "2026-02-30", "2026-11-23T25:00:00Z", "2026-11-23T06:00:00Q"})
    EXPECT_EQ(normalised_time(text), "") << text;
}

TEST(Clock, FlagBeatsSourceDateEpoch) {
  const Environment epoch = [](const std::string& name) -> std::optional<std::string> {
    if (name == "SOURCE_DATE_EPOCH") return "0";
    return std::nullopt;
  };
  EXPECT_EQ(make_clock("", epoch).now(), "1970-01-01T00:00:00Z");
  EXPECT_EQ(make_clock("2026-01-01", epoch).now(), "2026-01-01T00:00:00Z");
}

TEST(Clock, MachineTimeIsNotFixed) { EXPECT_FALSE(make_clock("", kNothing).fixed); }

TEST(Clock, BadFlagIsAUsageError) {
  try {
    (void)make_clock("soon", kNothing);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), Error::Kind::usage);
  }
}
}  // namespace
