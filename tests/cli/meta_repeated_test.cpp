// meta --cluster, --times all and --ri: what the JSON says beside the model that takes effects as independent.
#include "cli/meta_repeated.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/meta_json.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

const char* const kTimes =
    "study,months,yi,vi,ni\n"
    "a,3,14,9,20\na,6,11,10,19\na,12,9,12,17\nb,3,22,16,12\nb,6,17,15,12\nc,1,8,4,40\nc,3,7,4.5,40\nc,6,4,5,38\n"
    "c,12,5,6,33\nd,6,12,25,9\ne,3,19,20,11\ne,12,13,22,10\nf,6,3,7,25\nf,12,1,8,25\n";

Json document(const char* csv, const MetaOptions& asked, const RepeatedFlags& flags) {
  const CsvTable table = parse_csv(csv, "table.csv");
  const MetaResult result = meta_from_table(with_flags(table, asked.measure, flags), asked);
  Json json = meta_json(result);
  add_repeated(json, repeated_of_table(table, result, asked, flags));
  return json;
}

MetaOptions of(const char* measure, std::vector<std::string> moderators = {}) {
  MetaOptions asked;
  asked.measure = measure;
  asked.moderators = std::move(moderators);
  return asked;
}

RepeatedFlags by_study() {
  RepeatedFlags flags;
  flags.cluster = "study";
  return flags;
}

RepeatedFlags correlated(double r) {
  RepeatedFlags flags;
  flags.ri = r;
  return flags;
}

TEST(MetaCluster, HasTheRobustFiguresOfMetaforUnderItsNames) {
  const Json robust = document(kTimes, of("GEN", {"months"}), by_study()).at("robust");
  EXPECT_EQ(robust.at("n"), 6);
  EXPECT_EQ(robust.at("coef_names"), Json::array({"intrcpt", "months"}));
  EXPECT_NEAR(robust.at("se").at(1).get<double>(), 0.387515494448311, 1e-8);
  EXPECT_EQ(robust.at("df").at(1), 4);
  EXPECT_NEAR(robust.at("ci_ub").at(1).get<double>(), 0.47035251318341, 1e-7);
  EXPECT_NEAR(robust.at("CR2").at("df").at(1).get<double>(), 2.83084511758345, 1e-7);
}

TEST(MetaCluster, SaysWhichModelStandsBehindTheInterval) {
  const Json json = document(kTimes, of("GEN"), by_study());
  EXPECT_EQ(json.at("lead").at("model"), "multilevel");
  EXPECT_EQ(json.at("lead").at("variance"), "CR2");
  EXPECT_NEAR(json.at("lead").at("ci_lb").at(0).get<double>(), 3.8074899186436, 1e-4);
  EXPECT_THAT(json.at("warnings").back().get<std::string>(), testing::HasSubstr("as independent"));
}

TEST(MetaCluster, CountsTheParticipantsOfAStudyOnce) {
  EXPECT_EQ(document(kTimes, of("GEN"), by_study()).at("lead").at("participants"), 20 + 12 + 40 + 9 + 11 + 25);
}

TEST(MetaCluster, FallsBackToTheOrdinaryModelInWords) {
  const Json json = document("study,yi,vi\na,14,9\nb,11,10\nc,9,12\nd,22,16\n", of("GEN"), by_study());
  EXPECT_TRUE(json.at("multilevel").contains("error"));
  EXPECT_EQ(json.at("lead").at("model"), "ordinary");
  EXPECT_THAT(json.at("lead").at("why").get<std::string>(), testing::HasSubstr("cannot be told apart"));
}

TEST(MetaCluster, OfOneStudyHasNoInterval) {
  EXPECT_TRUE(document("study,yi,vi\na,14,9\na,11,10\n", of("GEN"), by_study()).at("lead").contains("error"));
}

TEST(MetaCluster, RefusesAnEffectThatBelongsNowhere) {
  EXPECT_THROW(document("study,yi,vi\na,14,9\n,11,10\nb,9,12\n", of("GEN"), by_study()), Error);
}

TEST(MetaCluster, IsAColumnOfTheTable) {
  RepeatedFlags flags;
  flags.cluster = "trial";
  EXPECT_THROW(document(kTimes, of("GEN"), flags), Error);
}

const char* const kSplitFace =
    "study,m1i,m2i,sd1i,sd2i,ni,ri\n"
    "a,62.5,48.5,12,10,20,\nb,58,49,9.5,11,14,0.3\nc,71.25,50.5,14,9,33,\n";

TEST(MetaPairing, FillsOnlyTheCorrelationsThatTheTableLacks) {
  const Json vi = document(kSplitFace, of("MC"), correlated(0.5)).at("escalc").at("vi");
  EXPECT_DOUBLE_EQ(vi.at(0).get<double>(), 6.2);
  EXPECT_NEAR(vi.at(1).get<double>(), 10.610714285714286, 1e-12);
}

TEST(MetaPairing, ShowsTheSummaryUnderOtherCorrelations) {
  const Json json = document(kSplitFace, of("MC"), correlated(0.5));
  const Json& sensitivity = json.at("pairing_sensitivity");
  EXPECT_EQ(sensitivity.at("r").size(), 10U);
  EXPECT_DOUBLE_EQ(sensitivity.at("estimate").at(5).get<double>(), json.at("beta").at(0).get<double>());
  EXPECT_NE(sensitivity.at("estimate").at(0), sensitivity.at("estimate").at(9));
  EXPECT_THAT(sensitivity.at("conclusion").get<std::string>(), testing::StartsWith("The 95% interval"));
}

TEST(MetaPairing, WithoutACorrelationARowIsLeftOut) {
  EXPECT_EQ(document(kSplitFace, of("MC"), {}).at("rows_used"), Json::array({2}));
}

TEST(MetaPairing, IsOfMeasuresThatPairAndOfCorrelationsThatExist) {
  EXPECT_THROW(document(kTimes, of("GEN"), correlated(0.5)), Error);
  EXPECT_THROW(document(kSplitFace, of("MC"), correlated(1.5)), Error);
}

PoolStudy split_face(std::int64_t id, double difference) {
  PoolStudy study;
  study.study_id = id;
  study.intervention = {50 + difference, 12, 15};
  study.comparator = publish::ArmNumbers{50, 10, 15};
  study.months = 6;
  study.within_person = true;
  study.yi = difference;
  study.vi = effect_of(study, 0).vi;
  return study;
}

TEST(MetaPairing, OfTheDatabaseNeedsNoOption) {
  const std::vector<PoolStudy> studies = {split_face(1, 6), split_face(2, 6)};  // tau2 is 0, so Wald's error leads
  const auto sensitivity = pairing_sensitivity_of(studies, {});
  ASSERT_TRUE(sensitivity.has_value());
  EXPECT_NEAR(sensitivity->steps[9].ci->upper - *sensitivity->steps[9].estimate,
              (sensitivity->steps[0].ci->upper - *sensitivity->steps[0].estimate) * std::sqrt((244 - 216) / 244.0),
              1e-9);
}

TEST(MetaPairing, OfParallelArmsIsNot) {
  std::vector<PoolStudy> studies = {split_face(1, 6), split_face(2, 9)};
  for (PoolStudy& study : studies) study.within_person = false;
  EXPECT_FALSE(pairing_sensitivity_of(studies, {}).has_value());
}

TEST(MetaTimes, OfADatabaseAreClusteredByStudy) {
  Selected selected;
  selected.studies = {split_face(1, 6), split_face(1, 9), split_face(2, 14), split_face(2, 17), split_face(3, 5)};
  MetaResult result;
  result.measure = &measure("MD");
  for (std::size_t row = 0; row < selected.studies.size(); ++row) {
    result.used.push_back(row);
    result.effects.push_back({*selected.studies[row].yi, *selected.studies[row].vi});
    result.sizes.push_back(15);
  }
  result.fit = fit(result.effects);
  PoolQuestion question;
  question.times = Times::all;
  const Repeated repeated = repeated_of_studies(selected, result, question);
  ASSERT_TRUE(repeated.dependence.has_value());
  EXPECT_EQ(repeated.dependence->clusters, 3);
  EXPECT_EQ(repeated.dependence->participants, 45);
  EXPECT_FALSE(repeated.pairing.has_value());
  EXPECT_FALSE(repeated.pairing_refusal.empty());
}

TEST(MetaTimes, BelongToTheDatabaseAndClustersToATable) {
  RepeatedFlags all;
  all.times = "all";
  EXPECT_THROW(with_flags(parse_csv(kTimes, "table.csv"), "GEN", all), Error);
  PoolQuestion question;
  EXPECT_THROW(ask(question, by_study()), Error);
}

}  // namespace
}  // namespace evigraft::cli
