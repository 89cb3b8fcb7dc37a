// Studies of the database as a table, and what the model makes of it: the same code as for a table of a file.
#include "cli/study_columns.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/meta_model.h"

namespace evigraft::cli {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;

PoolStudy study_of(const std::string& label, std::optional<int> year, const std::string& method, double yi) {
  PoolStudy study;
  study.label = label;
  study.traits.year = year;
  study.traits.method = method;
  study.months = 6;
  study.intervention = {60, 10, 12};
  study.comparator = {60 - yi, 10, 13};
  study.yi = yi;
  study.vi = 4;
  return study;
}

const std::vector<PoolStudy> kThree = {study_of("Abe 2019", 2019, "MRI", 11), study_of("Bo", std::nullopt, "CT", 7),
                                       study_of("Cho 2012", 2012, "MRI", 9)};

MetaResult pooled(const MetaOptions& options) {
  MetaRows rows;
  for (const PoolStudy& study : kThree) {
    rows.effects.push_back({*study.yi, *study.vi, 25});
    rows.reasons.emplace_back();
  }
  return pool_rows(std::move(rows), study_table(kThree), options);
}

TEST(StudyTable, HasOneRowAStudyAndAnEmptyCellForWhatIsNotKnown) {
  const CsvTable table = study_table(kThree);
  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_EQ(table.rows[0][*table.column("year")], "2019");
  EXPECT_EQ(table.rows[0][*table.column("months")], "6");
  EXPECT_EQ(table.rows[0][*table.column("n")], "25");
  EXPECT_EQ(table.rows[1][*table.column("year")], "");
  EXPECT_EQ(table.rows[1][*table.column("site")], "");
}

TEST(StudyTable, OrdersCumulativePoolingByYearWithTheUnknownLast) {
  MetaOptions options{"MD", {}};
  options.order = "year";
  EXPECT_THAT(pooled(options).order, ElementsAre(2, 0, 1));
}

TEST(StudyTable, MakesAMeasurementMethodSubgroups) {
  MetaOptions options{"MD", {}};
  options.subgroup = "method";
  EXPECT_THAT(pooled(options).subgroups, ElementsAre("MRI", "CT", "MRI"));
}

TEST(StudyTable, LeavesAStudyWithoutItsModeratorOutWithTheReason) {
  MetaOptions options{"MD", {}};
  options.moderators = {"year"};
  const MetaResult result = pooled(options);
  EXPECT_THAT(result.used, ElementsAre(0, 2));
  ASSERT_EQ(result.left_out.size(), 1U);
  EXPECT_EQ(result.left_out[0].row, 1U);
  EXPECT_EQ(result.left_out[0].reason, "no value in year");
}

TEST(StudyTable, AColumnThatNoStudyHasAValueInLeavesNothingToPool) {
  MetaOptions options{"MD", {}};
  options.subgroup = "site";
  EXPECT_THAT(pooled(options).refusal, HasSubstr("has a value in the columns asked for"));
}

TEST(StudyTable, AnUnknownColumnIsAnsweredWithThoseThereAre) {
  MetaOptions options{"MD", {}};
  options.moderators = {"dose"};
  try {
    pooled(options);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::usage);
    std::string sentence = "The database has no column \"dose\", which --mods names; there are ";
    for (const StudyColumn& column : study_columns())
      sentence += (&column == study_columns().data() ? "" : ", ") + std::string(column.name);
    EXPECT_EQ(error.what(), sentence);
  }
}

}  // namespace
}  // namespace evigraft::cli
