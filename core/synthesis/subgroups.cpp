#include "synthesis/subgroups.h"

#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "synthesis/distributions.h"

namespace evigraft {
namespace {

/// Are summaries with these standard errors of one mean?
DifferenceTest difference(std::span<const double> estimates, std::span<const double> errors) {
  double sum_w = 0, sum_wy = 0;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    const double w = 1 / (errors[i] * errors[i]);
    sum_w += w;
    sum_wy += w * estimates[i];
  }
  DifferenceTest test;
  test.df = static_cast<int>(estimates.size()) - 1;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    const double z = (estimates[i] - sum_wy / sum_w) / errors[i];
    test.Q += z * z;
  }
  test.p = chi_squared_p(test.Q, test.df);
  return test;
}

/// Borenstein's C: how far Q exceeds its expectation for each unit of tau2.
Subgroups::Pooled pooled_tau2(const std::vector<std::vector<Effect>>& groups, const std::vector<Fit>& fits) {
  double excess = 0, c = 0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    double w1 = 0, w2 = 0;
    for (const Effect& effect : groups[g]) {
      w1 += 1 / effect.vi;
      w2 += 1 / (effect.vi * effect.vi);
    }
    excess += fits[g].Q.value_or(0) - fits[g].Q_df;
    c += w1 - w2 / w1;
  }
  Subgroups::Pooled result;
  result.tau2 = c > 0 ? std::max(0.0, excess / c) : 0;
  for (const auto& group : groups) {
    double w = 0, wy = 0;
    for (const Effect& effect : group) {
      w += 1 / (effect.vi + result.tau2);
      wy += effect.yi / (effect.vi + result.tau2);
    }
    result.estimate.push_back(wy / w);
    result.se.push_back(std::sqrt(1 / w));
  }
  result.between = difference(result.estimate, result.se);
  return result;
}

}  // namespace

Subgroups by_subgroup(std::span<const Effect> effects, std::span<const std::string> levels, const FitOptions& options) {
  Subgroups result;
  result.levels = sorted_levels(levels);
  if (result.levels.size() < 2) throw Error(Error::Kind::data, "there is only one subgroup, so nothing to compare");
  std::vector<std::vector<Effect>> groups;
  std::vector<double> estimates, errors;
  bool whole = true;
  for (const std::string& level : result.levels) {
    std::vector<Effect>& group = groups.emplace_back();
    for (std::size_t i = 0; i < effects.size(); ++i)
      if (levels[i] == level) group.push_back(effects[i]);
    result.refusals.emplace_back();
    Fit& fitted = result.separate.emplace_back();
    try {
      fitted = fit(group, options);
      estimates.push_back(fitted.estimate);
      errors.push_back(fitted.inference.se);
    } catch (const Error& error) {
      if (error.kind() == Error::Kind::usage) throw;
      result.refusals.back() = error.what();
      whole = false;
    }
  }
  if (whole) {
    result.between_separate = difference(estimates, errors);
    if (options.method == FitMethod::ee) {
      DifferenceTest within;
      for (const Fit& one : result.separate) {
        within.Q += one.Q.value_or(std::nan(""));
        within.df += one.Q_df;
      }
      within.p = chi_squared_p(within.Q, within.df);
      result.within = within;
    }
    if (options.method == FitMethod::dl) result.pooled = pooled_tau2(groups, result.separate);
  }
  try {
    const Moderator factor{"", {}, {levels.begin(), levels.end()}, result.levels};
    result.common = fit_regression(effects, make_design(std::array{factor}, effects.size(), false), options);
    const ModeratorTest test =
        fit_regression(effects, make_design(std::array{factor}, effects.size()), options).moderators;
    result.between_common = DifferenceTest{test.statistic, test.df1, test.p};
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
    result.common_refusal = error.what();
  }
  return result;
}

}  // namespace evigraft
