#include "review/fields.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>

namespace {
using namespace evigraft;
using namespace evigraft::review;
using testing::HasSubstr;

std::string refusal(const char* field, const char* text) {
  try {
    checked_value(field, text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::usage);
    return error.what();
  }
  ADD_FAILURE() << field << " took '" << text << "'";
  return {};
}

TEST(CheckedValue, WritesNumbersShortest) {
  EXPECT_EQ(checked_value("value", " 49.830% "), "49.83");
  EXPECT_EQ(checked_value("months", "6.0"), "6");
  EXPECT_EQ(checked_value("n", "12"), "12");
}

TEST(CheckedValue, TakesNoneWhereNothingMayBeStated) {
  EXPECT_EQ(checked_value("months", "none"), "");
  EXPECT_EQ(checked_value("spread", "none"), "");
}

TEST(CheckedValue, WantsAValueAndAnArm) {
  EXPECT_THAT(refusal("value", "none"), HasSubstr("0 to 300"));
  EXPECT_THAT(refusal("arm_class", ""), HasSubstr("ASC, SVF"));
}

TEST(CheckedValue, WantsWholePositiveParticipants) {
  EXPECT_THAT(refusal("n", "0"), HasSubstr("whole number from 1"));
  EXPECT_THAT(refusal("n", "6.5"), HasSubstr("whole number from 1"));
  EXPECT_THAT(refusal("n", "-3"), HasSubstr("whole number from 1"));
  EXPECT_THAT(refusal("n", "six"), HasSubstr("'six'"));
}

TEST(CheckedValue, ListsTheWordsOfAField) {
  EXPECT_EQ(refusal("spread_kind", "sem"), "spread_kind takes sd, se or unknown, or none, not 'sem'.");
  EXPECT_THAT(refusal("method", "photo"), HasSubstr("MRI, CT, micro-CT"));
}

TEST(CheckedValue, ListsTheFields) { EXPECT_THAT(refusal("weight", "1"), HasSubstr("value, spread, spread_kind")); }

TEST(Consistent, GivesASpreadAKindAndNoKindWithoutOne) {
  EXPECT_EQ(consistent({{"spread", "3.61"}}).at("spread_kind"), "unknown");
  EXPECT_EQ(consistent({{"spread", ""}, {"spread_kind", "se"}}).at("spread_kind"), "");
}
}  // namespace
