#include "cli/meta_audit.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/audit_columns.h"

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

TEST(SpreadColumn, TheSizeOfPairsIsTheirNumber) {
  const SpreadColumn column =
      read_spread_column(parse_csv("m1i,m2i,sd1i,sd2i,ni,ri,spread_kind\n50,40,2,3,16,0.5,se\n", "t.csv"),
                         measure("MC"), SpreadReading::stated);
  EXPECT_THAT(column.pooled.rows[0], ElementsAre("50", "40", "8", "12", "16", "0.5", "se"));
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

std::vector<std::string> rules(const std::string& csv, const std::string& measure_name) {
  const std::vector<AuditedRow> rows = audited_rows(parse_csv(csv, "t.csv"), measure_name);
  std::vector<std::string> out;
  for (const InputFinding& finding : audit_input(rows, {.one_scale = measure_name == "MD"}))
    out.push_back(finding.rule);
  return out;
}

TEST(AuditColumns, ATableOfPrintedEstimatesIsReadWithTheMeasureOfEachRow) {
  EXPECT_THAT(rules("study,measure,estimate,ci_lb,ci_ub,p\n"
                    "A,OR,21.40,11.75,31.05,<0.001\n"
                    "B,WMD,20.40,10.75,30.05,<.001\n"
                    "C,MD,12.4,4.6,20.2,P = 0.21\n"
                    "D,OR as printed,-3.1,-5,4,\n",
                    "MD"),
              ElementsAre("ratio_is_difference", "p_contradicts", "ratio_not_positive"));
}

TEST(AuditColumns, OfARatioYiIsALogarithm) {
  EXPECT_THAT(rules("study,yi,sei,ci_lb,ci_ub\nA,-0.49,0.35,-1.18,0.20\nB,-0.49,0.35,-2.18,0.20\n", "OR"),
              ElementsAre("interval_asymmetric"));
}

TEST(AuditColumns, TheUnitTheRangeAndWholeNumbersAreRead) {
  EXPECT_THAT(rules("study,mi,sdi,ni,unit,mini,maxi,integer\n"
                    "A,92.0,35.0,20,%,,,\n"
                    "B,50.1,2.8,10,,36,64,no\n"
                    "C,3.47,1.2,20,,,,yes\n",
                    "MN"),
              ElementsAre("sd_beyond_range", "sd_beyond_range", "mean_granularity"));
}

TEST(AuditColumns, ADeclaredStandardErrorIsNoSd) {
  EXPECT_THAT(rules("study,mi,sdi,ni,spread_kind,mini,maxi\nB,50.1,2.8,10,se,36,64\n", "MN"), IsEmpty());
}

TEST(AuditColumns, CohortsAreKnownByAuthorDatesAndRegistration) {
  const std::string head = "study,centre,start,end,registration,yi,vi\n";
  EXPECT_THAT(
      rules(head + "Alder 2011,Riverside,2008,2010-06,,1,1\nAlder et al. 2013,Riverside,2010-06-30,2012,,2,1\n", "GEN"),
      ElementsAre("same_cohort"));
  EXPECT_THAT(rules(head + "Alder 2011,Riverside,2008,2010-06,,1,1\nAlder 2013,Riverside,2010-07,2012,,2,1\n", "GEN"),
              IsEmpty());
  EXPECT_THAT(
      rules(head + "A 2011,,,,NCT00000000,1,1\nB 2013,,,,NCT00000000,2,1\nC,,,,none,1,2\nD,,,,none,2,2\n", "GEN"),
      ElementsAre("same_registration"));
}

TEST(InputAuditOfATable, IsGivenWhereNothingCanBePooled) {
  const auto alone = audit_alone(parse_csv("study,measure,estimate,ci_lb,ci_ub\nA,OR,21.40,11.75,31.05\n", "t.csv"),
                                 "MD", {.input = true});
  ASSERT_TRUE(alone.has_value());
  EXPECT_THAT(alone->why, HasSubstr("no column m1i"));
  ordered_json json;
  add_audit(json, alone->report);
  const ordered_json& finding = json["input_audit"]["findings"][0];
  EXPECT_EQ(finding["rule"], "ratio_is_difference");
  EXPECT_EQ(finding["rows"], ordered_json::parse("[1]"));
  EXPECT_EQ(finding["studies"], ordered_json::parse("[\"A\"]"));
  EXPECT_EQ(finding["columns"], ordered_json::parse("[\"estimate\", \"ci_lb\", \"ci_ub\"]"));
  EXPECT_EQ(finding["sure"], "likely");
  EXPECT_FALSE(audit_alone(parse_csv(kTable, "t.csv"), "MD", {.input = true}).has_value());
}

/// The tables that R's packages are taught with, and edge cases, should raise few questions.
TEST(InputAuditOfTheReferenceTables, FindsNextToNothing) {
  const std::filesystem::path folder = std::filesystem::path(EVIGRAFT_SHARED) / "reference" / "meta";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no reference folder at " << folder;
  std::size_t rows = 0, tables = 0;
  std::map<std::string, int> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto document = nlohmann::json::parse(std::ifstream(entry.path()));
    const std::string name = document["name"];
    if (name.starts_with("nma_")) continue;
    CsvTable table;
    table.origin = name;
    for (const auto& row : document["rows"])
      for (const auto& [column, value] : row.items())
        if (!table.column(column)) table.columns.push_back(column);
    for (const auto& row : document["rows"]) {
      std::vector<std::string>& cells = table.rows.emplace_back();
      table.lines.push_back(table.rows.size() + 1);
      for (const std::string& column : table.columns) {
        const auto value = row.value(column, nlohmann::json());
        cells.push_back(value.is_null() ? "" : value.is_string() ? value.get<std::string>() : value.dump());
      }
    }
    const std::string measure_name = document["measure"];
    for (const InputFinding& finding :
         audit_input(audited_rows(table, measure_name), {.one_scale = measure_name == "MD" || measure_name == "MN"})) {
      ++found[finding.rule];
      std::cout << "  " << name << ": " << finding.sentence << " [" << finding.rule << "]\n";
    }
    rows += table.rows.size();
    ++tables;
  }
  std::cout << tables << " tables, " << rows << " rows\n";
  // Three SDs of 0 in the table made to have them; one comparator that stands in two rows of curtis1998.
  EXPECT_EQ(found, (std::map<std::string, int>{{"sd_zero", 3}, {"same_comparator", 1}}));
}

/// Results as 29 reviews of the field print them: two differences under the name of odds ratios, one misprinted limit,
/// one odds ratio of 441.
TEST(InputAuditOfPublishedReviews, FindsWhatIsMisprintedAndNothingElse) {
  const std::filesystem::path file = std::filesystem::path(EVIGRAFT_SHARED) / "domain" / "reviews.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no reviews at " << file;
  std::string csv = "study,measure,estimate,ci_lb,ci_ub,p\n";
  for (const auto& review : nlohmann::json::parse(std::ifstream(file)))
    for (const char* part : {"pooled_results", "subgroup_results"})
      for (const auto& result : review[part]) {
        csv += review["id"].get<std::string>() + "," + result["effect"].get<std::string>();
        for (const char* key : {"estimate", "ci_low", "ci_high", "p"}) {
          const auto& value = result[key];
          csv += "," + (value.is_null()     ? ""
                        : value.is_string() ? "\"" + value.get<std::string>() + "\""
                                            : value.dump());
        }
        csv += "\n";
      }
  const CsvTable table = parse_csv(csv, "reviews");
  std::vector<std::string> found;
  for (const InputFinding& finding : audit_input(audited_rows(table, "GEN")))
    found.push_back(table.rows[finding.rows[0]][0] + " " + finding.rule);
  EXPECT_THAT(found, ElementsAre("wangwu2017 ratio_is_difference", "wangwu2017 ratio_is_difference",
                                 "shen2023 interval_asymmetric", "karam2023 ratio_implausible"));
}

TEST(Audits, AnotherNameIsAUsageError) { EXPECT_THROW(audits_of({"everything"}), Error); }

}  // namespace
}  // namespace evigraft::cli
