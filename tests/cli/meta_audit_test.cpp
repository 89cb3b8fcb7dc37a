#include "cli/meta_audit.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace evigraft::cli {
namespace {
using nlohmann::ordered_json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kTable =
    "study,m1i,sd1i,n1i,m2i,sd2i,n2i,spread_kind\n"
    "A,60,10,20,50,11,20,sd\n"
    "B,55,12,12,51,8,11,\n"
    "C,49.8,4,16,21.9,3,9,unknown\n"
    "D,61,2,25,52,3,16,SE\n";

struct Audited {
  MetaResult result;
  ordered_json json;
};

Audited audited(const std::string& csv, SpreadReading reading, const std::string& measure_name = "MD") {
  const CsvTable table = parse_csv(csv, "t.csv");
  const SpreadColumn spreads = read_spread_column(table, measure(measure_name), reading);
  MetaOptions options;
  options.measure = measure_name;
  MetaResult result = meta_from_table(spreads.pooled, options);
  ordered_json json;
  add_audit(json, audit_table(spreads, table, options, reading, {.spread = true}, result));
  return {std::move(result), std::move(json)};
}

std::string refusal(const std::string& csv, SpreadReading reading) {
  try {
    read_spread_column(parse_csv(csv, "t.csv"), measure("MD"), reading);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(SpreadColumn, AStandardErrorBecomesAStandardDeviation) {
  const SpreadColumn column = read_spread_column(parse_csv(kTable, "t.csv"), measure("MD"), SpreadReading::stated);
  EXPECT_THAT(column.pooled.rows[3], ElementsAre("D", "61", "10", "25", "52", "12", "16", "SE"));
}

TEST(SpreadColumn, AnUndeclaredSpreadEntersOnlyAsAsked) {
  const CsvTable table = parse_csv(kTable, "t.csv");
  const auto spreads = [&](SpreadReading reading) {
    const SpreadColumn column = read_spread_column(table, measure("MD"), reading);
    EXPECT_THAT(column.undeclared, ElementsAre(2));
    return column.pooled.rows[2][2] + " " + column.pooled.rows[2][5];
  };
  EXPECT_EQ(spreads(SpreadReading::stated), " ");
  EXPECT_EQ(spreads(SpreadReading::as_sd), "4 3");
  EXPECT_EQ(spreads(SpreadReading::as_se), "16 9");
}

TEST(SpreadColumn, ATableWithoutItIsTakenAsItStands) {
  const SpreadColumn column =
      read_spread_column(parse_csv("mi,sdi,ni\n50,3,10\n", "t.csv"), measure("MN"), SpreadReading::stated);
  EXPECT_THAT(column.undeclared, IsEmpty());
  EXPECT_EQ(column.pooled.rows[0][1], "3");
}

TEST(SpreadColumn, SaysWhatItCannotRead) {
  EXPECT_THAT(refusal("m1i,sd1i,n1i,m2i,sd2i,n2i\n", SpreadReading::as_se), HasSubstr("no column spread_kind"));
  EXPECT_THAT(refusal(kTable, SpreadReading::inferred), HasSubstr("a table does not have"));
  EXPECT_EQ(refusal("sd1i,spread_kind\n3,both\n", SpreadReading::stated),
            "t.csv, line 2: column \"spread_kind\" holds \"both\"; write sd, se or unknown");
}

TEST(SpreadAuditOfATable, HasTheResultUnderEachReading) {
  const Audited run = audited(kTable, SpreadReading::stated);
  const ordered_json& audit = run.json["spread_audit"];
  EXPECT_EQ(audit["undeclared"], 1);
  ASSERT_THAT(audit["lines"], SizeIs(6));
  EXPECT_EQ(audit["asked"]["k"], 3);
  EXPECT_EQ(audit["asked"]["estimate"], run.result.fit->estimate);
  EXPECT_EQ(audit["lines"][0]["estimate"], run.result.fit->estimate);
  EXPECT_EQ(audit["lines"][1]["study"], "C");
  EXPECT_EQ(audit["lines"][1]["row"], 3);
  EXPECT_EQ(audit["lines"][1]["estimate"], audited(kTable, SpreadReading::as_sd).result.fit->estimate);
  EXPECT_EQ(audit["lines"][2]["taken"], "as_se");
  EXPECT_EQ(audit["lines"][2]["tau2"], audited(kTable, SpreadReading::as_se).result.fit->tau2);
  EXPECT_TRUE(audit["lines"][5]["study"].is_null());
}

TEST(SpreadAuditOfATable, IsTheSameWhateverReadingTheAnalysisHas) {
  EXPECT_EQ(audited(kTable, SpreadReading::as_se).json["spread_audit"]["lines"][1],
            audited(kTable, SpreadReading::stated).json["spread_audit"]["lines"][1]);
}

TEST(SpreadAuditOfATable, SaysThatNothingIsUndeclared) {
  const Audited run = audited("study,m1i,sd1i,n1i,m2i,sd2i,n2i\nA,60,10,20,50,11,20\n", SpreadReading::stated);
  EXPECT_EQ(run.json["spread_audit"]["undeclared"], 0);
  EXPECT_THAT(run.json["spread_audit"]["lines"], IsEmpty());
}

TEST(SpreadWarnings, NameTheRowLeftOutAndWhy) {
  EXPECT_THAT(
      audited(kTable, SpreadReading::stated).result.warnings,
      testing::Contains("Line 4 is left out: its ± is declared neither SD nor SE; --spread as-sd or as-se reads "
                        "it."));
}

TEST(SpreadWarnings, NameTheWeightThatRestsOnAnUndeclaredSpread) {
  EXPECT_THAT(audited(kTable, SpreadReading::as_sd).result.warnings,
              testing::Contains(testing::AllOf(HasSubstr("C ("), HasSubstr("% of the weight, read as SD)"))));
}

TEST(SpreadWarnings, NameAStandardisedDifferenceBeyondTwo) {
  const auto beyond = testing::Contains(HasSubstr("Standardised mean difference beyond 2: C (7."));
  EXPECT_THAT(audited(kTable, SpreadReading::as_sd).result.warnings, beyond);
  EXPECT_THAT(audited(kTable, SpreadReading::as_sd, "SMD").result.warnings, beyond);
  EXPECT_THAT(audited(kTable, SpreadReading::stated).result.warnings,
              testing::Not(testing::Contains(HasSubstr("Standardised"))));
}

TEST(Audits, AnotherNameIsAUsageError) { EXPECT_THROW(audits_of({"everything"}), Error); }

}  // namespace
}  // namespace evigraft::cli
