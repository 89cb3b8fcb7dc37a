#include "synthesis/conversions.h"

#include <evigraft/error.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "synthesis/combine.h"

namespace evigraft {
namespace {
using nlohmann::json;
using Numbers = std::map<std::string, double>;

double at(const json& in, const char* name) { return in.at(name).get<double>(); }

FiveNumbers five(const json& in) {
  return {at(in, "min"), at(in, "q1"), at(in, "median"), at(in, "q3"), at(in, "max")};
}

Numbers mean_and_sd(const MeanAndSd& got) { return {{"mean", got.mean}, {"sd", got.sd}}; }
Numbers spread(const DifferenceSpread& got) { return {{"se", got.se}, {"sd", got.sd}}; }
Numbers skewness(const Skewness& got) { return {{"stat", got.statistic}, {"crit", got.critical}}; }

Numbers combined(const std::vector<ArmSummary>& arms) {
  const ArmSummary all = combine_arms(arms);
  return {{"n", all.n}, {"mean", all.mean}, {"sd", all.sd}};
}

/// What each function of the reference is here.
const std::map<std::string, std::function<Numbers(const json&)>> kFunctions = {
    {"se2sd",
     [](const json& in) {
       return Numbers{{"sd", sd_from_standard_error(at(in, "se"), at(in, "n"))}};
     }},
    {"ci2sd_t",
     [](const json& in) {
       return Numbers{
           {"sd", sd_from_mean_interval_t(at(in, "lower"), at(in, "upper"), at(in, "n"), 100 * at(in, "level"))}};
     }},
    {"ci2sd_z",
     [](const json& in) {
       return Numbers{
           {"sd", sd_from_mean_interval_z(at(in, "lower"), at(in, "upper"), at(in, "n"), 100 * at(in, "level"))}};
     }},
    {"mdci2sd",
     [](const json& in) {
       return spread(from_difference_interval(at(in, "lower"), at(in, "upper"), at(in, "n1"), at(in, "n2"),
                                              100 * at(in, "level")));
     }},
    {"mdt2sd",
     [](const json& in) { return spread(from_difference_t(at(in, "md"), at(in, "t"), at(in, "n1"), at(in, "n2"))); }},
    {"mdp2sd",
     [](const json& in) { return spread(from_difference_p(at(in, "md"), at(in, "p"), at(in, "n1"), at(in, "n2"))); }},
    {"iqr2sd",
     [](const json& in) {
       return Numbers{{"sd", sd_from_interquartile_range(at(in, "q1"), at(in, "q3"))}};
     }},
    {"range2sd4",
     [](const json& in) {
       return Numbers{{"sd", sd_from_range(at(in, "min"), at(in, "max"))}};
     }},
    {"combine2",
     [](const json& in) {
       return combined({{at(in, "m1"), at(in, "sd1"), at(in, "n1")}, {at(in, "m2"), at(in, "sd2"), at(in, "n2")}});
     }},
    {"combineM",
     [](const json& in) {
       std::vector<ArmSummary> arms;
       for (std::size_t i = 0; i < in["n"].size(); ++i) arms.push_back({in["m"][i], in["sd"][i], in["n"][i]});
       return combined(arms);
     }},
    {"change_sd",
     [](const json& in) {
       return Numbers{{"sd", sd_of_change(at(in, "sd_base"), at(in, "sd_final"), at(in, "r"))}};
     }},
    {"change_r",
     [](const json& in) {
       return Numbers{{"r", correlation_from_change(at(in, "sd_base"), at(in, "sd_final"), at(in, "sd_change"))}};
     }},
    {"hozo",
     [](const json& in) {
       return mean_and_sd(hozo_from_range(at(in, "min"), at(in, "median"), at(in, "max"), at(in, "n")));
     }},
    {"wan_s1",
     [](const json& in) {
       return mean_and_sd(wan_from_range(at(in, "min"), at(in, "median"), at(in, "max"), at(in, "n")));
     }},
    {"wan_s2", [](const json& in) { return mean_and_sd(wan_from_five(five(in), at(in, "n"))); }},
    {"wan_s3",
     [](const json& in) {
       return mean_and_sd(wan_from_quartiles(at(in, "q1"), at(in, "median"), at(in, "q3"), at(in, "n")));
     }},
    {"luo_s1",
     [](const json& in) {
       return Numbers{{"mean", luo_mean_from_range(at(in, "min"), at(in, "median"), at(in, "max"), at(in, "n"))}};
     }},
    {"luo_s2",
     [](const json& in) {
       return Numbers{{"mean", luo_mean_from_five(five(in), at(in, "n"))}};
     }},
    {"luo_s3",
     [](const json& in) {
       return Numbers{{"mean", luo_mean_from_quartiles(at(in, "q1"), at(in, "median"), at(in, "q3"), at(in, "n"))}};
     }},
    {"shi_s2",
     [](const json& in) {
       return Numbers{{"sd", shi_sd_from_five(five(in), at(in, "n"))}};
     }},
    {"skew_s1",
     [](const json& in) {
       return skewness(skewness_of_range(at(in, "min"), at(in, "median"), at(in, "max"), at(in, "n")));
     }},
    {"skew_s2",
     [](const json& in) {
       return skewness(skewness_of_quartiles(at(in, "q1"), at(in, "median"), at(in, "q3"), at(in, "n")));
     }},
    {"skew_s3", [](const json& in) { return skewness(skewness_of_five(five(in), at(in, "n"))); }},
    {"bland_s2",
     [](const json& in) {
       return Numbers{{"sd", bland_sd_from_five(five(in))}};
     }},
    {"log_from_raw",
     [](const json& in) {
       const MeanAndSd got = log_scale_from_raw(at(in, "mean"), at(in, "sd"));
       return Numbers{{"mean_log", got.mean}, {"sd_log", got.sd}};
     }},
    {"raw_from_log",
     [](const json& in) { return mean_and_sd(raw_from_log_scale(at(in, "mean_log"), at(in, "sd_log"))); }},
    {"ratio_ci",
     [](const json& in) {
       const Effect got =
           log_ratio_from_interval(at(in, "est"), at(in, "lower"), at(in, "upper"), 100 * at(in, "level"));
       return Numbers{{"ln_est", got.yi}, {"se", std::sqrt(got.vi)}};
     }},
    {"est_p",
     [](const json& in) {
       return Numbers{{"se", standard_error_from_p(at(in, "est"), at(in, "p"))}};
     }},
    {"smd_to_lnor",
     [](const json& in) {
       const Effect got = log_odds_ratio_from_smd({at(in, "smd"), at(in, "var")});
       return Numbers{{"lnor", got.yi}, {"var", got.vi}};
     }},
    {"split_shared", [](const json& in) {
       const ArmSummary got = share_of_control({at(in, "mean"), at(in, "sd"), at(in, "n")}, in["g"].get<int>());
       return Numbers{{"n_each", got.n}, {"mean", got.mean}, {"sd", got.sd}};
     }}};

TEST(Conversions, AgreeWithTheVectorsOfTheirCitedFormulas) {
  const std::filesystem::path file = std::filesystem::path(EVIGRAFT_SHARED) / "reference" / "conversions.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "SKIPPED: no " << file;
  const json document = json::parse(std::ifstream(file));
  int compared = 0;
  for (const json& vector : document["vectors"]) {
    ++compared;
    const auto& function = kFunctions.at(vector["fn"]);
    if (vector["out"].is_null()) {
      EXPECT_THROW(function(vector["in"]), Error) << vector;
      continue;
    }
    const Numbers got = function(vector["in"]);
    for (const auto& [name, value] : got) {
      if (!vector["out"].contains(name)) continue;
      const double want = vector["out"][name];
      EXPECT_NEAR(value, want, 1e-12 + 1e-10 * std::abs(want)) << vector << " " << name;
    }
    for (const auto& [name, value] : vector["out"].items()) {
      EXPECT_TRUE(!value.is_number() || got.contains(name) || name == "t") << vector << " " << name;
    }
  }
  EXPECT_EQ(compared, static_cast<int>(document["vectors"].size()));
  std::cout << "conversions: " << compared << " vectors compared\n";
}

TEST(Conversions, AnIntervalOfADifferenceGivesTheSpreadOfBothGroups) {
  // SE 1 with two groups of two: the quantile of t with 2 df is (2p - 1) sqrt(2 / (4p (1 - p))); SD = SE / sqrt(1/2 +
  // 1/2).
  const double t = 0.95 * std::sqrt(2 / (4 * 0.975 * 0.025));
  const DifferenceSpread got = from_difference_interval(-t, t, 2, 2);
  EXPECT_NEAR(got.se, 1, 1e-12);
  EXPECT_NEAR(got.sd, 1, 1e-12);
}

TEST(Conversions, RefuseWhatLeavesTheAnswerOpen) {
  EXPECT_THROW(from_difference_p(5, 1, 10, 10), Error);
  EXPECT_THROW(from_difference_t(5, 0, 10, 10), Error);
  EXPECT_THROW(wan_from_range(3, 2, 1, 10), Error);
  EXPECT_THROW(sd_of_change(5, 5, 1.4), Error);
}

TEST(Conversions, LogScaleAndBackIsTheSame) {
  const MeanAndSd there = log_scale_from_raw(60, 12), back = raw_from_log_scale(there.mean, there.sd);
  EXPECT_NEAR(back.mean, 60, 1e-12);
  EXPECT_NEAR(back.sd, 12, 1e-12);
}

}  // namespace
}  // namespace evigraft
