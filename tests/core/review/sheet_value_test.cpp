#include "review/sheet_value.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>

namespace {
using namespace evigraft;
using namespace evigraft::review;
using testing::HasSubstr;

std::string refusal(const char* field, const char* cell) {
  try {
    sheet_value(field, cell);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::usage);
    return error.what();
  }
  ADD_FAILURE() << field << " took '" << cell << "'";
  return {};
}

TEST(SheetValue, ReadsADecimalComma) {
  EXPECT_EQ(sheet_value("spread", "3,61"), "3.61");
  EXPECT_EQ(sheet_value("value", " 49,83 %"), "49.83");
  EXPECT_EQ(sheet_value("value", "49,830"), "49.83");
}

TEST(SheetValue, RefusesACommaThatMayPartThousands) {
  for (const char* thousand : {"1,234", "1,000", "1.000", "10,000"})
    EXPECT_THAT(refusal("n", thousand), HasSubstr("not '" + std::string(thousand) + "'"));
  EXPECT_EQ(sheet_value("n", "6.0"), "6");
  EXPECT_THAT(refusal("value", "1.234,5"), HasSubstr("not '1.234,5'"));
}

TEST(SheetValue, TakesWordsInAnyCase) {
  EXPECT_EQ(sheet_value("spread_kind", "SD"), "sd");
  EXPECT_EQ(sheet_value("method", "mri"), "MRI");
  EXPECT_EQ(sheet_value("n", "None"), "");
}

TEST(SheetValue, KeepsTheCommaOfWords) { EXPECT_EQ(sheet_value("definition", "volume, 3,61"), "volume, 3,61"); }

TEST(SheetValue, NamesWhatIsTakenAndWhatStandsThere) {
  EXPECT_EQ(refusal("n", "six"), "takes a whole number from 1, or none, not 'six'");
  EXPECT_THAT(refusal("n", std::string(200, 'x').c_str()), HasSubstr("…"));
}

TEST(TrimmedCell, TakesOffNoBreakSpacesToo) { EXPECT_EQ(trimmed_cell("\xC2\xA0 6\xC2\xA0\r\n"), "6"); }

TEST(Shows, ComparesNumbersBySizeAndWordsByWords) {
  EXPECT_TRUE(shows("49.830", "49.83"));
  EXPECT_TRUE(shows("49,83", "49.83"));
  EXPECT_TRUE(shows("0.3", "0.30000000000000004"));
  EXPECT_FALSE(shows("6", ""));
  EXPECT_FALSE(shows("", "6"));
  EXPECT_TRUE(shows("of the\nvolume", "of the\r\nvolume"));
  EXPECT_TRUE(shows("'=1+1", "=1+1"));
}
}  // namespace
