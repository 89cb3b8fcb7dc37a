// Meta-regressions and subgroups against R metafor. Models without an intercept are left out: metafor 3.8-1 centres the
// effects before it computes tau2 and Q, which only an intercept undoes (its QE is not the residual sum of squares).
#include <evigraft/error.h>

#include "synthesis/subgroups.h"
#include "tests/core/synthesis/reference_files.h"

namespace evigraft {
namespace {

/// The columns that the FE/z row of a formula carries, without the one of ones.
DesignMatrix design_of(const json& model, std::size_t effects) {
  std::vector<Moderator> moderators;
  for (std::size_t j = 1; j < model["design_columns"].size(); ++j) {
    Moderator& column = moderators.emplace_back();
    column.name = model["design_columns"][j].get<std::string>();
    for (const json& row : model["design"]) column.numbers.push_back(number(row[j]));
  }
  return make_design(moderators, effects);
}

std::vector<Effect> effects_of(const File& file, const json& rows) {
  const bool computed = file.reference.contains("escalc");
  std::vector<Effect> effects;
  for (const json& used : rows) {
    const auto row = used.get<std::size_t>() - 1;
    const json& values = computed ? file.reference["escalc"]["default"] : file.rows[row];
    effects.push_back(
        {number(computed ? values["yi"][row] : values["yi"]), number(computed ? values["vi"][row] : values["vi"])});
  }
  return effects;
}

/// Models of a file with the effects and columns of their formula.
template <class Visit>
void each_regression(const std::vector<File>& files, Visit visit) {
  for (const File& file : files) {
    if (!file.reference.contains("metareg")) continue;
    std::vector<Effect> effects;
    std::optional<DesignMatrix> design;
    for (const json& model : file.reference["metareg"]) {
      if (model.contains("design")) {
        effects = effects_of(file, model["rows_used"]);
        design.reset();
        if (model["design_columns"][0] == "(Intercept)") design = design_of(model, effects.size());
      }
      const std::string method = model["requested_method"];
      if (!design || model.contains("error") || method == "HSk" || method == "PMM") continue;
      const FitOptions options{parse_method(method), parse_test(model["requested_test"].get<std::string>()), 95};
      visit(file, model, fit_regression(effects, *design, options),
            file.name + " " + model["formula"].get<std::string>() + " " + method + " " +
                model["requested_test"].get<std::string>());
    }
  }
}

TEST_F(Reference, RegressionCoefficientsAreThoseOfMetafor) {
  Comparison compare("meta-regression: coefficients");
  each_regression(files, [&](const File&, const json& model, const Regression& got, const std::string& where) {
    ASSERT_EQ(got.coefficients.size(), model["beta"].size()) << where;
    for (std::size_t j = 0; j < got.coefficients.size(); ++j) {
      const auto& [name, estimate, inference] = got.coefficients[j];
      const double scale = std::abs(number(model["se"][j]));
      compare.same("beta", where, estimate, number(model["beta"][j]), {1e-7, 1e-8 * scale});
      compare.same("se", where, inference.se, scale, {1e-7, 0});
      compare.same("z or t", where, inference.statistic, number(model["zval"][j]), {1e-7, 1e-8});
      compare.same_p("p", where, inference.p, number(model["pval"][j]));
      compare.same("ci", where, inference.ci.lower, number(model["ci_lb"][j]), {1e-7, 1e-7 * scale});
      compare.same("ci", where, inference.ci.upper, number(model["ci_ub"][j]), {1e-7, 1e-7 * scale});
    }
  });
  EXPECT_GT(compare.compared, 5000);
}

TEST_F(Reference, RegressionTestsAndHeterogeneityAreThoseOfMetafor) {
  Comparison compare("meta-regression: tests and heterogeneity");
  each_regression(files, [&](const File& file, const json& model, const Regression& got, const std::string& where) {
    const Tolerances allowed = tolerances(file, got.method);
    const char* better = model.contains("tau2_polished") ? "tau2_polished" : "tau2";
    compare.same("tau2", where, got.tau2, number(model[better]), {1e-7, 1e-9 * file.typical});
    compare.same("se_tau2", where, got.se_tau2, number(model["se_tau2"]), {1e-7, 1e-9});
    compare.same("I2", where, got.I2, number(model["I2"]), {1e-7, 1e-7});
    compare.same("H2", where, got.H2, number(model["H2"]), {1e-7, 1e-9});
    compare.same("Q", where, got.Q, number(model["QE"]), {1e-9, 1e-11});
    compare.same("Q df", where, got.Q_df, number(model["QE_df"]), {0, 0});
    compare.same_p("Q p", where, got.Q_p, number(model["QEp"]));
    compare.same("QM", where, got.moderators.statistic, number(model["QM"]), {1e-7, 1e-9});
    compare.same("QM df", where, got.moderators.df1, number(model["QM_df"][0]), {0, 0});
    compare.same_p("QM p", where, got.moderators.p, number(model["QMp"]));
    compare.same("R2", where, got.R2, number(model["R2"]), {1e-6, 1e-6});
    if (model.contains("confint_qprofile")) {
      compare.same("Q-profile", where, got.q_profile->tau2.lower, number(model["confint_qprofile"]["tau2"][1]),
                   allowed.limits);
      compare.same("Q-profile", where, got.q_profile->tau2.upper, number(model["confint_qprofile"]["tau2"][2]),
                   allowed.limits);
    }
    if (model.contains("fitted")) {
      for (std::size_t i = 0; i < got.fitted.size(); ++i) {
        compare.same("fitted", where, got.fitted[i].estimate, number(model["fitted"][i]), allowed.prediction);
        compare.same("fitted se", where, got.fitted[i].se, number(model["fitted_se"][i]), allowed.prediction);
        compare.same("fitted pi", where, got.fitted[i].prediction.lower, number(model["fitted_pi_lb"][i]),
                     allowed.prediction);
        compare.same("hat", where, got.fitted[i].hat, number(model["hat"][i]), {1e-7, 1e-9});
      }
    }
    same_statistics(compare, where, *got.statistics, model["fit_stats"]);
    if (model.contains("vif"))
      for (std::size_t j = 0; j < got.vif.size(); ++j)
        compare.same("vif", where, got.vif[j], number(model["vif"][j]), {1e-7, 0});
  });
  EXPECT_GT(compare.compared, 4000);
}

TEST_F(Reference, SubgroupsAreThoseOfMetafor) {
  Comparison compare("subgroups");
  for (const File& file : files) {
    if (!file.reference.contains("subgroup") || file.reference["subgroup"].contains("error")) continue;
    const json& want = file.reference["subgroup"];
    std::vector<std::string> levels;
    std::vector<Effect> effects;
    for (std::size_t i = 0; i < file.effects.size(); ++i) {
      const json& level = file.rows[file.reference["rows_used"][i].get<std::size_t>() - 1].value(
          want["variable"].get<std::string>(), json());
      if (level.is_null()) continue;
      levels.push_back(level.is_string() ? level.get<std::string>() : level.dump());
      effects.push_back(file.effects[i]);
    }
    for (const char* method : {"FE", "DL", "REML"}) {
      if (!want.contains(method)) continue;
      const json& model = want[method];
      const Subgroups got = by_subgroup(effects, levels, {parse_method(method), By::z, 95});
      const std::string where = file.name + " " + method;
      const Tolerances allowed = tolerances(file, parse_method(method));
      for (std::size_t g = 0; g < got.levels.size(); ++g) {
        const json& level = model["separate_tau2"][got.levels[g]];
        compare.same("estimate of a level", where, got.separate[g].estimate, number(level["beta"][0]), allowed.effect);
        compare.same("tau2 of a level", where, got.separate[g].tau2, number(level["tau2"]), allowed.tau2);
        compare.same("estimate, common tau2", where, got.common->coefficients[g].estimate,
                     number(model["common_tau2"]["beta"][g]), {1e-7, 1e-9});
      }
      compare.same("Q between", where, got.between_separate->Q, number(model["between_separate_tau2"]["Q"]),
                   {1e-6, 1e-8});
      compare.same("Q between, common tau2", where, got.between_common->Q, number(model["between_common_tau2"]["Q"]),
                   {1e-6, 1e-8});
      compare.same_p("p between, common tau2", where, got.between_common->p, number(model["between_common_tau2"]["p"]));
      if (model.contains("Q_within"))
        compare.same("Q within", where, got.within->Q, number(model["Q_within"]["Q"]), {1e-9, 1e-11});
      if (model.contains("pooled_tau2_borenstein")) {
        compare.same("pooled tau2", where, got.pooled->tau2, number(model["pooled_tau2_borenstein"]["tau2"]),
                     {1e-9, 1e-12});
        compare.same("Q between, pooled tau2", where, got.pooled->between.Q,
                     number(model["pooled_tau2_borenstein"]["Q_between"]), {1e-8, 1e-10});
      }
    }
  }
  EXPECT_GT(compare.compared, 200);
}

}  // namespace
}  // namespace evigraft
