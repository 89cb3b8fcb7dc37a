#include "cli/meta_table.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/meta_json.h"

namespace evigraft::cli {
namespace {
using nlohmann::ordered_json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kThree =
    "study,m1i,sd1i,n1i,m2i,sd2i,n2i\nA,60,10,20,50,11,20\nB,55,12,12,51,8,11\nC,71,8,9,52,7,9\n";
const std::string kMissing =
    "study,m1i,sd1i,n1i,m2i,sd2i,n2i\nA,60,10,20,50,11,20\nB,55,,12,51,8,11\nC,,8,9,52,7,9\nD,61,9,15,55,10,NA\n";

MetaResult pooled(const std::string& csv, const std::string& measure, const FitOptions& options = {}) {
  return meta_from_table(parse_csv(csv, "t.csv"), {measure, options});
}

/// The document as a reader of the machine interface gets it.
ordered_json document(const std::string& csv, const std::string& measure, const FitOptions& options = {}) {
  return ordered_json::parse(meta_json(pooled(csv, measure, options)).dump());
}

std::string refusal(const std::string& csv, const std::string& measure, Error::Kind kind) {
  try {
    pooled(csv, measure);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind);
    return error.what();
  }
  return "accepted";
}

TEST(MetaTable, PoolsTheRowsItCan) {
  const MetaResult result = pooled(kThree, "MD");
  ASSERT_TRUE(result.fit.has_value());
  EXPECT_EQ(result.fit->k, 3);
  EXPECT_THAT(result.used, ElementsAre(0, 1, 2));
  EXPECT_THAT(result.warnings, IsEmpty());
}

TEST(MetaTable, NamesTheRowsItLeavesOutAndWhy) {
  const MetaResult result = pooled(kMissing, "MD", {FitMethod::reml, evigraft::Test::z, 95});
  EXPECT_THAT(result.used, ElementsAre(0));
  EXPECT_THAT(result.warnings,
              ElementsAre("Line 3 is left out: no value in sd1i.", "Line 4 is left out: no value in m1i.",
                          "Line 5 is left out: no value in n2i."));
  EXPECT_EQ(result.rows[1].yi, 4);
  EXPECT_TRUE(std::isnan(result.rows[1].vi));
}

TEST(MetaTable, TakesTheVarianceOrTheStandardError) {
  EXPECT_EQ(pooled("yi,vi\n1,0.25\n", "GEN").fit->wald.se, 0.5);
  EXPECT_EQ(pooled("yi,sei\n1,0.5\n", "GEN").fit->wald.se, 0.5);
  EXPECT_EQ(pooled("yi,vi,sei\n1,,0.5\n", "GEN").fit->wald.se, 0.5);
}

TEST(MetaTable, AColumnThatIsNotThereIsNamedWithThoseNeeded) {
  EXPECT_EQ(refusal("study,m1i,sd1i,n1i,m2i,n2i\n", "MD", Error::Kind::usage),
            "t.csv has no column sd2i; measure MD needs the columns m1i sd1i n1i m2i sd2i n2i");
  EXPECT_THAT(refusal("yi,ni\n1,2\n", "GEN", Error::Kind::usage), HasSubstr("no column vi|sei"));
}

TEST(MetaTable, AMeasureNotOfferedIsAUsageError) {
  EXPECT_THAT(refusal(kThree, "XYZ", Error::Kind::usage),
              HasSubstr("MD, SMD, SMDH, ROM, MN, MNLN, MC, SMCC, SMCR, SMCRH, ROMC, RR, OR, RD, PETO, PR, PLO, PFT, "
                        "GEN"));
}

TEST(MetaTable, AFigureNoStudyCanHaveIsNamedWithItsLine) {
  EXPECT_EQ(refusal("mi,sdi,ni\n50,3,10\n50,-3,10\n", "MN", Error::Kind::data),
            "t.csv, line 3: a standard deviation is negative");
}

TEST(MetaTable, NothingToPoolIsAnAnswer) {
  const ordered_json json = document("mi,sdi,ni\n50,,10\n", "MN");
  EXPECT_EQ(json["k"], 0);
  EXPECT_THAT(json["error"].get<std::string>(), HasSubstr("nothing to pool"));
  EXPECT_THAT(json["rows_used"], IsEmpty());
  EXPECT_THAT(json["warnings"], ElementsAre("Line 2 is left out: no value in sdi."));
}

TEST(MetaTable, AMethodThatCannotUseTheDataSaysWhyInPlaceOfTheResult) {
  const ordered_json json = document("yi,vi\n1,0\n2,1\n", "GEN", {FitMethod::dl, evigraft::Test::z, 95});
  EXPECT_THAT(json["error"].get<std::string>(), HasSubstr("method DL divides by the sampling variances"));
  EXPECT_FALSE(json.contains("beta"));
  EXPECT_EQ(json["escalc"]["vi"][0], 0);
}

TEST(MetaJson, HasTheNamesAndNestingOfTheReference) {
  const ordered_json json = document(kThree, "MD");
  EXPECT_EQ(json["schema_version"], 1);
  EXPECT_EQ(json["measure"], "MD");
  for (const char* key : {"beta", "se", "zval", "pval", "ci_lb", "ci_ub", "coef_names"})
    EXPECT_EQ(json[key].size(), 1) << key;
  for (const char* key : {"tau2", "se_tau2", "I2", "H2", "QE", "QEp"}) EXPECT_TRUE(json[key].is_number()) << key;
  EXPECT_EQ(json["k"], 3);
  EXPECT_EQ(json["QE_df"], 2);
  for (const char* key : {"QM", "QM_df", "QMp", "R2"}) EXPECT_TRUE(json.contains(key) && json[key].is_null()) << key;
  for (const char* key :
       {"pred", "se", "pi_lb_default", "pi_ub_default", "pi_lb_t_km1", "pi_ub_t_km1", "pi_lb_t_km2", "pi_ub_t_km2"})
    EXPECT_TRUE(json["predict"][key].is_number()) << key;
  EXPECT_EQ(json["weights_percent"].size(), 3);
  EXPECT_EQ(json["confint_qprofile"]["tau2"].size(), 3);
  EXPECT_EQ(json["q_based"]["I2_ci"].size(), 2);
  EXPECT_EQ(json["escalc"]["yi"], ordered_json::parse("[10.0, 4.0, 19.0]"));
  EXPECT_EQ(json["rows_used"], ordered_json::parse("[1, 2, 3]"));
}

TEST(MetaJson, WritesMissingAsNullAndInfiniteAsText) {
  const ordered_json missing = document(kMissing, "MD");
  EXPECT_TRUE(missing["escalc"]["vi"][1].is_null());
  EXPECT_TRUE(missing["escalc"]["ni"][3].is_null());
  EXPECT_EQ(document("yi,vi\n2,1\n2,1\n", "GEN")["zval"][0], "Inf");
  EXPECT_EQ(document("yi,vi\n-2,1\n-2,1\n", "GEN")["zval"][0], "-Inf");
}

TEST(MetaJson, KeepsWhatWasAskedAndAddsAdhocWhereHartungKnappIsNarrower) {
  const ordered_json json = document("yi,vi\n1.00,0.04\n1.02,0.04\n0.99,0.04\n", "GEN");
  EXPECT_EQ(json["test"], "knha");
  EXPECT_LT(json["se"][0].get<double>(), json["adhoc"]["se"].get<double>());
  EXPECT_TRUE(json["adhoc"]["predict"]["pi_lb_default"].is_number());
  EXPECT_FALSE(document(kThree, "MD").contains("adhoc"));
}

TEST(MetaJson, OneStudyHasTestZAWarningAndNoIntervalOfTau2) {
  const ordered_json json = document("yi,vi\n0.37,0.052\n", "GEN");
  EXPECT_EQ(json["test"], "z");
  EXPECT_THAT(json["warnings"][0].get<std::string>(), HasSubstr("test z"));
  EXPECT_TRUE(json["confint_qprofile"].contains("error"));
  EXPECT_FALSE(json.contains("ddf"));
}

TEST(MetaJson, IsTheSameTextForTheSameTable) {
  EXPECT_EQ(meta_json(pooled(kThree, "MD")).dump(), meta_json(pooled(kThree, "MD")).dump());
}

/// The document for options beyond measure and model.
ordered_json asked(const std::string& csv, const MetaOptions& options) {
  return ordered_json::parse(meta_json(meta_from_table(parse_csv(csv, "t.csv"), options)).dump());
}

const std::string kTables =
    "study,ai,bi,ci,di,year\nA,4,119,11,128,1990\nB,0,22,3,20,1985\nC,0,30,0,31,1999\nD,6,300,29,274,\n";

TEST(MetaTable, EmptyCellsAreFilledAsAddAndToSay) {
  const auto yi = [&](const ZeroCells& zeros) { return asked(kTables, {"OR", {}, zeros})["escalc"]["yi"]; };
  EXPECT_NEAR(yi({})[1], std::log(0.5 / 22.5 / (3.5 / 20.5)), 1e-14);
  EXPECT_NEAR(yi({})[0], std::log(4.0 / 119 / (11.0 / 128)), 1e-14);
  EXPECT_NEAR(yi({1.0, ZeroCells::To::all, false})[0], std::log(5.0 / 120 / (12.0 / 129)), 1e-14);
  EXPECT_NEAR(yi({{}, ZeroCells::To::if0all, false})[0], std::log(4.5 / 119.5 / (11.5 / 128.5)), 1e-14);
  EXPECT_TRUE(yi({{}, ZeroCells::To::none, false})[1].is_null());
  EXPECT_TRUE(yi({{}, ZeroCells::To::only0, true})[2].is_null());
}

TEST(MetaTable, GroupSizesStandForNonEvents) {
  const ordered_json got = asked("study,ai,n1i,ci,n2i\nA,4,123,11,139\n", {"OR", {}});
  EXPECT_NEAR(got["escalc"]["yi"][0], std::log(4.0 / 119 / (11.0 / 128)), 1e-14);
}

TEST(MetaTable, ARowWithoutItsModeratorIsLeftOut) {
  MetaOptions options{"OR", {FitMethod::dl, evigraft::Test::z, 95}};
  options.moderators = {"year"};
  const ordered_json got = asked(kTables, options);
  EXPECT_EQ(got["rows_used"], ordered_json::array({1, 2, 3}));
  EXPECT_EQ(got["coef_names"], ordered_json::array({"intrcpt", "year"}));
  EXPECT_THAT(got["warnings"][0].get<std::string>(), HasSubstr("Line 5 is left out: no value in year"));
}

const std::string kSix =
    "yi,vi,dose,arm\n0.1,0.04,1,x\n0.5,0.05,2,y\n0.2,0.03,4,x\n0.9,0.06,3,z\n0.3,0.05,6,y\n0.7,0.04,5,z\n";

ordered_json names_of(std::vector<std::string> moderators, std::vector<std::string> factors = {}) {
  MetaOptions options{"GEN", {FitMethod::ee, evigraft::Test::z, 95}};
  options.moderators = std::move(moderators);
  options.factors = std::move(factors);
  return asked(kSix, options)["coef_names"];
}

TEST(MetaTable, AnInteractionIsTheProductOfItsColumns) {
  EXPECT_EQ(names_of({"dose*arm"}), ordered_json::array({"intrcpt", "dose", "army", "armz", "dose:army", "dose:armz"}));
  EXPECT_EQ(names_of({"dose", "dose:vi"}), ordered_json::array({"intrcpt", "dose", "dose:vi"}));
}

TEST(MetaTable, AnInteractionOfAFactorAloneIsRefused) {
  EXPECT_THROW(names_of({"dose:arm"}), Error);
  EXPECT_EQ(names_of({"dose:arm"}, {"arm"}).size(), 5);
}

TEST(MetaTable, TooManyModeratorsAreRefusedInPlace) {
  MetaOptions options{"OR", {FitMethod::reml, evigraft::Test::z, 95}};
  options.factors = {"study"};
  EXPECT_THAT(asked(kTables, options)["error"].get<std::string>(), HasSubstr("too few for 4 coefficients"));
}

TEST(MetaTable, DiagnosticsStandUnderMetaforsNames) {
  MetaOptions options{"OR", {FitMethod::dl, evigraft::Test::z, 95}};
  options.diagnostics = diagnostic_names();
  options.order = "year";
  const ordered_json got = asked(kTables, options);
  EXPECT_EQ(got["diagnostics"]["cumul"]["order"], ordered_json::array({2, 1, 3, 4}));
  EXPECT_EQ(got["diagnostics"]["leave1out"]["estimate"].size(), 4);
  EXPECT_EQ(got["binary"]["MH"].size(), 6);
  EXPECT_EQ(got["small_study"]["trimfill"].size(), 21);
}

TEST(MetaTable, ASubgroupOfOneStudyIsPooledAsItIs) {
  MetaOptions options{"OR", {FitMethod::reml, evigraft::Test::z, 95}};
  options.subgroup = "group";
  const ordered_json got = asked("ai,bi,ci,di,group\n4,119,11,128,x\n6,300,29,274,x\n3,20,9,15,y\n", options);
  EXPECT_EQ(got["subgroup"]["levels"], ordered_json::array({"x", "y"}));
  EXPECT_EQ(got["subgroup"]["REML"]["separate_tau2"]["y"]["k"], 1);
  EXPECT_EQ(got["subgroup"]["REML"]["between_separate_tau2"]["df"], 1);
}

TEST(MetaTable, AColumnThatIsNotThereIsNamedWithItsOption) {
  MetaOptions options{"OR", {}};
  options.moderators = {"dose"};
  EXPECT_THROW(asked(kTables, options), Error);
}

}  // namespace
}  // namespace evigraft::cli
