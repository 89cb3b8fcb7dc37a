// Every fit against R metafor. The effects of a file are its yi and vi, whatever the measure, so every file checks the
// fit.
#include <evigraft/error.h>

#include "tests/core/synthesis/reference_files.h"

namespace evigraft {
namespace {

TEST_F(Reference, EscalcGivesTheEffectsOfMetafor) {
  Comparison compare("escalc");
  for (const File& file : files) {
    const auto offered = measures();
    const auto known =
        std::find_if(offered.begin(), offered.end(), [&](const Measure& m) { return m.name == file.measure; });
    if (known == offered.end() || !file.reference.contains("escalc")) continue;
    const json& want = file.reference["escalc"]["default"];
    for (std::size_t i = 0; i < file.rows.size(); ++i) {
      const std::vector<double> cells = cells_of(*known, file.rows[i]);
      const Computed got = known->compute(cells);
      const std::string where = file.name + " row " + std::to_string(i + 1);
      compare.same("yi", where, got.yi, number(want["yi"][i]), {1e-12, 1e-14 * std::sqrt(file.typical)});
      compare.same("vi", where, got.vi, number(want["vi"][i]), {1e-12, 1e-14 * file.typical});
      compare.same("ni", where, got.ni, number(want["ni"][i]), {0, 0});
    }
  }
  EXPECT_GT(compare.compared, 150);
}

TEST_F(Reference, TheSummaryAndItsTestAreThoseOfMetafor) {
  Comparison compare("summary and test");
  each_model(files, [&](const File& file, const json& model, const FitOptions& options, const std::string& where) {
    if (model.contains("error")) return;
    const Tolerances allowed = tolerances(file, options.method);
    const Fit got = fit(file.effects, options);
    EXPECT_EQ(got.k, model["k"]) << where;
    EXPECT_EQ(name(got.test), model["test"].get<std::string>()) << where;
    compare.same("beta", where, got.estimate, number(model["beta"][0]), allowed.effect);
    compare.same("se", where, got.inference.se, number(model["se"][0]), allowed.effect);
    compare.same("ci", where, got.inference.ci.lower, number(model["ci_lb"][0]), allowed.effect);
    compare.same("ci", where, got.inference.ci.upper, number(model["ci_ub"][0]), allowed.effect);
    compare.same("z or t", where, got.inference.statistic, number(model["zval"][0]), allowed.statistic);
    compare.same_p("p", where, got.inference.p, number(model["pval"][0]));
    if (model.contains("ddf")) {
      EXPECT_EQ(got.df, model["ddf"].get<int>()) << where;
      compare.same("s2w", where, got.s2w, number(model["s2w"]), allowed.statistic);
    }
  });
  EXPECT_GT(compare.compared, 5000);
}

TEST_F(Reference, TheHeterogeneityIsThatOfMetafor) {
  Comparison compare("heterogeneity");
  each_model(files, [&](const File& file, const json& model, const FitOptions& options, const std::string& where) {
    if (model.contains("error")) return;
    const Tolerances allowed = tolerances(file, options.method);
    const Fit got = fit(file.effects, options);
    const char* better = model.contains("tau2_polished") ? "tau2_polished" : "tau2";
    compare.same("tau2", where, got.tau2, number(model[better]), allowed.tau2);
    compare.same("se_tau2", where, got.se_tau2, number(model["se_tau2"]), allowed.se_tau2);
    compare.same("I2", where, got.I2, number(model["I2"]), allowed.heterogeneity);
    compare.same("H2", where, got.H2, number(model["H2"]), allowed.heterogeneity);
    compare.same("typical variance", where, got.typical_variance, number(model["typical_v"]), allowed.heterogeneity);
    const bool hard = allowed.effect.relative > 1e-8;
    compare.same("Q", where, got.Q, number(model["QE"]), {hard ? 1e-7 : 1e-10, 1e-12});
    compare.same("Q df", where, got.Q_df, number(model["QE_df"]), {0, 0});
    compare.same_p("Q p", where, got.Q_p, number(model["QEp"]));
  });
  EXPECT_GT(compare.compared, 5000);
}

TEST_F(Reference, TheFitStatisticsAreThoseOfMetafor) {
  Comparison compare("fit statistics");
  each_model(files, [&](const File& file, const json& model, const FitOptions& options, const std::string& where) {
    if (!model.contains("fit_stats")) return;
    same_statistics(compare, where, *fit(file.effects, options).statistics, model["fit_stats"]);
  });
  EXPECT_GT(compare.compared, 5000);
}

TEST_F(Reference, ThePredictionIntervalsFollowTheThreeRules) {
  Comparison compare("prediction intervals");
  each_model(files, [&](const File& file, const json& model, const FitOptions& options, const std::string& where) {
    if (!model.contains("predict")) return;
    const Fit got = fit(file.effects, options);
    const json& want = model["predict"];
    ASSERT_EQ(got.prediction.has_value(), want.contains("pi_lb_default")) << where;
    if (!got.prediction) return;
    const Tolerance allowed = tolerances(file, options.method).prediction;
    compare.same("default rule", where, got.prediction->standard.lower, number(want["pi_lb_default"]), allowed);
    compare.same("default rule", where, got.prediction->standard.upper, number(want["pi_ub_default"]), allowed);
    compare.same("t, k - 1", where, got.prediction->t_km1.lower, number(want["pi_lb_t_km1"]), allowed);
    compare.same("t, k - 1", where, got.prediction->t_km1.upper, number(want["pi_ub_t_km1"]), allowed);
    compare.same("t, k - 2", where, got.prediction->t_km2.lower, number(want["pi_lb_t_km2"]), allowed);
    compare.same("t, k - 2", where, got.prediction->t_km2.upper, number(want["pi_ub_t_km2"]), allowed);
  });
  EXPECT_GT(compare.compared, 4000);
}

TEST_F(Reference, TheIntervalsOfTau2AreThoseOfMetafor) {
  Comparison compare("intervals of tau2");
  each_model(files, [&](const File& file, const json& model, const FitOptions& options, const std::string& where) {
    const Tolerance limits = {1e-6, 1e-8 * file.typical}, percent = {1e-6, 1e-6};
    if (model.contains("confint_qprofile")) {
      const json& want = model["confint_qprofile"];
      const Fit got = fit(file.effects, options);
      ASSERT_EQ(got.q_profile.has_value(), !want.contains("error")) << where;
      if (got.q_profile) {
        const bool own = want.contains("tau2_own_lower_upper");
        const QProfile& profile = *got.q_profile;
        compare.same("Q-profile tau2", where, profile.tau2.lower,
                     number(own ? want["tau2_own_lower_upper"][0] : want["tau2"][1]), limits);
        compare.same("Q-profile tau2", where, profile.tau2.upper,
                     number(own ? want["tau2_own_lower_upper"][1] : want["tau2"][2]), limits);
        compare.same("Q-profile I2", where, profile.I2.lower, number(want["I2"][1]), percent);
        compare.same("Q-profile I2", where, profile.I2.upper, number(want["I2"][2]), percent);
        compare.same("Q-profile H2", where, profile.H2.lower, number(want["H2"][1]), percent);
        compare.same("Q-profile H2", where, profile.H2.upper, number(want["H2"][2]), percent);
        EXPECT_EQ(profile.empty, want.contains("ub_sign")) << where;
      } else {
        EXPECT_FALSE(got.q_profile_refusal.empty()) << where;
      }
    }
    if (model.contains("confint_proflik")) {
      const auto got = fit(file.effects, options).profile_likelihood;
      ASSERT_TRUE(got.has_value()) << where;
      compare.same("profile likelihood", where, got->lower, number(model["confint_proflik"]["tau2"][1]), limits);
      compare.same("profile likelihood", where, got->upper, number(model["confint_proflik"]["tau2"][2]), limits);
    }
  });
  EXPECT_GT(compare.compared, 900);
}

TEST_F(Reference, WeightsAndOtherLevelsAreThoseOfMetafor) {
  Comparison compare("weights and other levels");
  each_model(files, [&](const File& file, const json& model, const FitOptions& options, const std::string& where) {
    const Tolerances allowed = tolerances(file, options.method);
    if (model.contains("weights_percent")) {
      const Fit got = fit(file.effects, options);
      ASSERT_EQ(got.weights_percent.size(), model["weights_percent"].size()) << where;
      for (std::size_t i = 0; i < got.weights_percent.size(); ++i)
        compare.same("weight", where, got.weights_percent[i], number(model["weights_percent"][i]), {1e-7, 1e-9});
    }
    for (const auto& [key, level] : {std::pair{"level90", 90.0}, std::pair{"level99", 99.0}}) {
      if (!model.contains("other_levels")) continue;
      const Interval got = interval_at(fit(file.effects, options), level);
      compare.same(key, where, got.lower, number(model["other_levels"][key]["ci_lb"]), allowed.effect);
      compare.same(key, where, got.upper, number(model["other_levels"][key]["ci_ub"]), allowed.effect);
    }
  });
  EXPECT_GT(compare.compared, 1000);
}

TEST_F(Reference, TheFiguresFromQAloneAreThoseOfTheirFormula) {
  Comparison compare("Q-based");
  for (const File& file : files) {
    if (!file.reference.contains("q_based")) continue;
    const json& want = file.reference["q_based"];
    const auto got = fit(file.effects, {FitMethod::dl, By::z, 95}).q_based;
    ASSERT_TRUE(got.has_value()) << file.name;
    const Tolerance allowed = {file.name.starts_with("edge_") ? 1e-7 : 1e-10, 1e-9};
    const auto limit = [](const std::optional<Interval>& interval, bool upper) -> std::optional<double> {
      if (!interval) return std::nullopt;
      return upper ? interval->upper : interval->lower;
    };
    compare.same("I2", file.name, got->I2, number(want["I2"]), allowed);
    compare.same("H", file.name, got->H, number(want["H"]), allowed);
    for (const bool upper : {false, true}) {
      compare.same("I2 interval", file.name, limit(got->I2_ci, upper), number(want["I2_ci"][upper ? 1 : 0]), allowed);
      compare.same("H interval", file.name, limit(got->H_ci, upper), number(want["H_ci"][upper ? 1 : 0]), allowed);
    }
  }
  EXPECT_GT(compare.compared, 200);
}

TEST_F(Reference, WhatMetaforRefusesIsRefusedWithASentence) {
  int refused = 0;
  each_model(files, [&](const File& file, const json& model, const FitOptions& options, const std::string& where) {
    if (!model.contains("error")) return;
    ++refused;
    EXPECT_THROW(fit(file.effects, options), Error) << where;
  });
  EXPECT_GT(refused, 5);
}

}  // namespace
}  // namespace evigraft
