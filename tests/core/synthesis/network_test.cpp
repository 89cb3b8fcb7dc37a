#include "synthesis/network.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>

#include "synthesis/network_ranks.h"
#include "tests/core/synthesis/reference_files.h"

namespace evigraft {
namespace {
using testing::ElementsAre;

const std::vector<NetworkArm> kPairs = {{"A", "x", 66, 6.05, 0}, {"A", "y", 52, 6.86, 0}, {"B", "x", 60, 6.67, 0},
                                        {"B", "y", 51, 5.06, 0}, {"C", "y", 49, 6.04, 0}, {"C", "x", 70, 6.53, 0}};

std::string refusal(const std::function<void()>& doing) {
  try {
    doing();
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Network, OfTwoTreatmentsIsThePairwiseAnalysis) {
  const std::vector<Effect> effects = {{14, 12.91}, {9, 11.73}, {21, 12.57}};
  const NetworkFit network = fit_network(network_of_arms(kPairs));
  const Fit pairwise = fit(effects, {FitMethod::reml, By::z, 95});
  EXPECT_NEAR(network.reml->tau2, pairwise.tau2, 1e-9);
  EXPECT_NEAR(network.reml->league.estimate[0][1], pairwise.estimate, 1e-10);
  EXPECT_NEAR(network.reml->league.se[0][1], pairwise.inference.se, 1e-10);
  EXPECT_NEAR(network.dl->tau2, fit(effects, {FitMethod::dl, By::z, 95}).tau2, 1e-10);
  EXPECT_NEAR(network.total.Q, *pairwise.Q, 1e-10);
}

TEST(Network, AnUnusedComparisonComesThroughTheCommonTreatment) {
  const Network network =
      network_of_arms({{"A", "x", 10, 1, 0}, {"A", "z", 4, 1, 0}, {"B", "y", 7, 2, 0}, {"B", "z", 5, 2, 0}});
  const NetworkFit got = fit_network(network);
  EXPECT_NEAR(got.common.estimate[0][1], 6 - 2, 1e-12);
  EXPECT_NEAR(got.common.se[0][1], std::sqrt(2 + 4), 1e-12);
  EXPECT_FALSE(got.dl.has_value());  // two contrasts, two coefficients
  EXPECT_FALSE(got.direct[0].common.has_value());
}

TEST(Network, ArmsAndTheirContrastsSayTheSame) {
  const std::vector<NetworkArm> arms = {{"A", "x", 10, 1, 0}, {"A", "y", 8, 2, 0}, {"A", "z", 4, 3, 0},
                                        {"B", "y", 7, 2, 0},  {"B", "z", 5, 2, 0}, {"C", "x", 9, 1, 0},
                                        {"C", "z", 6, 1, 0}};
  const std::vector<NetworkContrast> contrasts = {{"A", "x", "y", 2, std::sqrt(3.0)},
                                                  {"A", "z", "x", -6, std::sqrt(4.0)},
                                                  {"A", "y", "z", 4, std::sqrt(5.0)},
                                                  {"B", "y", "z", 2, std::sqrt(4.0)},
                                                  {"C", "z", "x", -3, std::sqrt(2.0)}};
  const NetworkFit one = fit_network(network_of_arms(arms)), other = fit_network(network_of_contrasts(contrasts));
  EXPECT_NEAR(one.common.estimate[0][2], other.common.estimate[0][2], 1e-12);
  EXPECT_NEAR(one.reml->tau2, other.reml->tau2, 1e-10);
  EXPECT_NEAR(one.total.Q, other.total.Q, 1e-12);
}

TEST(Network, NamesItsPartsWhenNoStudyLinksThem) {
  const Network network = network_of_arms(
      {{"A", "ASC", 1, 1, 0}, {"A", "SVF", 2, 1, 0}, {"B", "PRP", 1, 1, 0}, {"B", "conventional", 2, 1, 0}});
  EXPECT_THAT(components(network), ElementsAre(ElementsAre(0, 2), ElementsAre(1, 3)));
  EXPECT_EQ(refusal([&] { fit_network(network); }), "network is not connected");
}

TEST(Network, RefusesVariancesThatContradictEachOther) {
  EXPECT_THAT(refusal([] {
                network_of_contrasts({{"A", "x", "y", 1, 1}, {"A", "x", "z", 1, 1}, {"A", "y", "z", 0, 5}});
              }),
              testing::HasSubstr("study A has standard errors that contradict each other"));
  EXPECT_THAT(refusal([] {
                network_of_contrasts({{"A", "x", "y", 1, 1}, {"A", "x", "z", 1, 1}});
              }),
              testing::HasSubstr("no contrast of y with z"));
}

TEST(Network, RefusesATreatmentTwiceInAStudy) {
  EXPECT_THAT(refusal([] {
                network_of_arms({{"A", "x", 1, 1, 0}, {"A", "x", 2, 1, 0}});
              }),
              testing::HasSubstr("treatment x twice"));
}

TEST(NetworkRanks, OfExchangeableTreatmentsAreEven) {
  const Square none(3, std::vector<double>(3, 0.0)), one = {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}};
  for (const auto& treatment : rank_probabilities(none, one))
    for (const double p : treatment) EXPECT_NEAR(p, 1.0 / 3, 1e-12);
}

TEST(NetworkRanks, TheBivariateNormalKnowsItsQuadrant) {
  for (const double r : {-0.99, -0.3, 0.0, 0.5, 0.999})
    EXPECT_NEAR(bivariate_normal(0, 0, r), 0.25 + std::asin(r) / (2 * M_PI), 1e-12);
  EXPECT_NEAR(bivariate_normal(1, 40, 0.7), 0.8413447460685429, 1e-12);
}

/// The network of a reference file.
Network network_of(const json& document) {
  const std::string measure = document["measure"];
  std::vector<NetworkArm> arms;
  std::vector<NetworkContrast> contrasts;
  for (const json& row : document["rows"]) {
    const std::string study = row["study"].is_string() ? row["study"].get<std::string>() : row["study"].dump();
    if (row.contains("treat1")) {
      contrasts.push_back({study, row["treat1"], row["treat2"], number(row["TE"]), number(row["seTE"])});
    } else if (row.contains("mean")) {
      const double sd = number(row["sd"]);
      arms.push_back({study, row["treatment"], number(row["mean"]), sd * sd / number(row["n"]), 0});
    }
  }
  return contrasts.empty() ? network_of_arms(arms) : network_of_contrasts(contrasts);
}

void same_square(Comparison& compare, const std::string& what, const std::string& where, const Square& got,
                 const json& want, Tolerance tolerance) {
  for (std::size_t i = 0; i < got.size(); ++i)
    for (std::size_t j = 0; j < got.size(); ++j) compare.same(what, where, got[i][j], number(want[i][j]), tolerance);
}

TEST(NetworkReference, LeaguesHeterogeneityAndDesignsAreThoseOfTheFormulas) {
  const fs::path folder = fs::path(EVIGRAFT_SHARED) / "reference" / "meta";
  if (!fs::exists(folder)) GTEST_SKIP() << "SKIPPED: no reference results at " << folder;
  Comparison compare("network meta-analysis");
  for (const auto& entry : fs::directory_iterator(folder)) {
    const json document = json::parse(std::ifstream(entry.path()));
    if (!document["reference"].contains("nma") || document["reference"]["nma"].contains("error")) continue;
    if (document["rows"][0].contains("event")) continue;  // tables of events: tests/cli/network_table_test.cpp
    const std::string where = document["name"];
    const json& want = document["reference"]["nma"];
    const NetworkFit got = fit_network(network_of(document));
    const Tolerance closed = {1e-8, 1e-9}, iterated = {1e-6, 1e-8};
    EXPECT_EQ(got.n_pairwise, want["n_pairwise"]) << where;
    same_square(compare, "common", where, got.common.estimate, want["common"]["TE"], closed);
    same_square(compare, "common se", where, got.common.se, want["common"]["seTE"], closed);
    compare.same("Q", where, got.total.Q, number(want["Q_total"]["Q"]), closed);
    compare.same("Q within", where, got.within.Q, number(want["design_decomposition"]["within"]["Q"]), closed);
    compare.same("Q between", where, got.between.Q, number(want["design_decomposition"]["between"]["Q"]), closed);
    if (want["design_decomposition"].contains("between_random"))
      compare.same("Q between, random", where, got.between_random->Q,
                   number(want["design_decomposition"]["between_random"]["Q"]), closed);
    // Rounded contrasts of a study with several arms do not quite add up; the direct ones are then those of its first
    // arm.
    const Tolerance direct = where == "nma_linde2016_logOR" ? Tolerance{1e-5, 0} : closed;
    for (std::size_t i = 0; i < got.direct.size(); ++i) {
      compare.same("direct", where, got.direct[i].estimate_common, number(want["direct"][i]["TE_common"]), direct);
      compare.same("direct, random", where, got.direct[i].estimate_random, number(want["direct"][i]["TE_random_DLtau"]),
                   direct);
    }
    if (!got.dl) continue;
    for (const auto& [key, model, tolerance] : {std::tuple{"random_DL", &*got.dl, closed},
                                                {"random_REML", &*got.reml, iterated},
                                                {"random_ML", &*got.ml, iterated}}) {
      compare.same("tau2", where + key, model->tau2, number(want[key]["tau2"]), tolerance);
      same_square(compare, "random", where + key, model->league.estimate, want[key]["TE"], tolerance);
      same_square(compare, "random se", where + key, model->league.se, want[key]["seTE"], tolerance);
      same_square(compare, "prediction", where + key, model->df_q->upper, want[key]["prediction_t_dfQ"]["ub"],
                  tolerance);
      for (std::size_t i = 0; i < model->league.se.size(); ++i)
        compare.same("P-score", where + key, model->league.pscore_large_good[i],
                     number(want[key]["pscore_large_good"][i]), tolerance);
      if (want[key].contains("rank_probabilities_large_good"))
        same_square(compare, "rank probabilities", where + key, model->rank_probabilities,
                    want[key]["rank_probabilities_large_good"], {1e-6, 1e-7});
    }
  }
  EXPECT_GT(compare.compared, 3000);
}

}  // namespace
}  // namespace evigraft
