// core/synthesis/regression.cpp: tau2 -> weighted least squares -> tests -> heterogeneity -> fitted values.
#include "synthesis/regression.h"

#include <evigraft/error.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <iterator>

#include "synthesis/clustered_model.h"
#include "synthesis/distributions.h"
#include "synthesis/fit_parts.h"
#include "synthesis/moments.h"
#include "synthesis/tau2.h"

namespace evigraft {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

MatrixXd matrix(const std::vector<std::vector<double>>& rows) {
  MatrixXd result(rows.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < rows.size(); ++j)
      result(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = rows[i][j];
  return result;
}

/// b' C^-1 b of the coefficients that count, and their variance inflation factors.
void test_moderators(Regression& result, const DesignMatrix& design, const VectorXd& b, const MatrixXd& covariance) {
  const Eigen::Index first = design.intercept ? 1 : 0, m = b.size() - first;
  const VectorXd slopes = b.tail(m);
  const MatrixXd block = covariance.bottomRightCorner(m, m);
  const VectorXd root = block.diagonal().cwiseSqrt();
  // As correlations, so that coefficients of very different size do not look dependent.
  const MatrixXd correlation = root.cwiseInverse().asDiagonal() * block * root.cwiseInverse().asDiagonal();
  const MatrixXd inverse = correlation.llt().solve(MatrixXd::Identity(m, m));
  const VectorXd z = slopes.cwiseQuotient(root);
  ModeratorTest& test = result.moderators;
  test.df1 = static_cast<int>(m);
  test.statistic = z.dot(inverse * z) / result.s2w;
  if (result.df) {
    test.df2 = result.df;
    test.statistic /= test.df1;
    test.p = f_p(test.statistic, test.df1, *test.df2);
  } else {
    test.p = chi_squared_p(test.statistic, test.df1);
  }
  if (design.intercept)
    for (Eigen::Index j = 0; j < m; ++j) result.vif.push_back(inverse(j, j));
}

/// Raudenbush (2009): the share of tau2 that is gone. For a common effect the adjusted R2 of the weighted regression.
std::optional<double> explained(std::span<const Effect> effects, const Regression& fit) {
  const Sample alone = make_sample(effects);
  if (fit.method != FitMethod::ee) {
    const double without = estimate_tau2(alone, fit.method).value * alone.unit * alone.unit;
    return without == 0 ? 0 : std::max(0.0, 100 * (without - fit.tau2) / without);
  }
  if (fit.Q_df == 0) return std::nullopt;
  const double total = moments_at(alone, 0).q;
  return total == 0 ? 0 : std::max(0.0, 100 * (1 - (*fit.Q / fit.Q_df) / (total / (fit.k - 1))));
}

}  // namespace

Regression fit_regression(std::span<const Effect> effects, const DesignMatrix& design, const FitOptions& options) {
  check_level(options.level);
  const Sample sample = make_sample(effects, design);
  const int needed = sample.p() + (options.method == FitMethod::ee ? 0 : 1);
  if (sample.k() < needed)
    throw Error(Error::Kind::data, std::to_string(sample.k()) + " effects are too few for " +
                                       std::to_string(sample.p()) + " coefficients" +
                                       (options.method == FitMethod::ee ? "" : " and tau2"));
  Regression result;
  result.method = options.method;
  result.test = result.requested_test = options.test;
  result.level = options.level;
  result.k = sample.k();

  Tau2 tau2 = estimate_tau2(sample, options.method);
  std::move(tau2.warnings.begin(), tau2.warnings.end(), std::back_inserter(result.warnings));
  const double unit2 = sample.unit * sample.unit;
  result.tau2 = tau2.value * unit2;
  if (tau2.se) result.se_tau2 = *tau2.se * unit2;
  const Moments m = moments_at(sample, tau2.value);
  for (const double v : sample.v) result.weights_percent.push_back(100 / (v + tau2.value) / m.sum_w);
  const double s2 = apply_test(result, m, sample.residual_df());

  const Solution solution = solve_at(sample, tau2.value);
  const VectorXd b = Eigen::Map<const VectorXd>(solution.beta.data(), static_cast<Eigen::Index>(solution.beta.size()));
  const MatrixXd wald = matrix(solution.covariance), back = back_transformation(design);
  VectorXd beta = sample.unit * (back * b);
  if (design.intercept) beta(0) += sample.shift;
  const MatrixXd covariance = unit2 * (back * wald * back.transpose());
  const bool narrower = result.test == Test::knha && s2 < 1 - 1e-10;
  for (Eigen::Index j = 0; j < beta.size(); ++j) {
    const double wald_se = std::sqrt(covariance(j, j));
    result.coefficients.push_back({design.names[static_cast<std::size_t>(j)], beta(j),
                                   infer(beta(j), wald_se * std::sqrt(result.s2w), result.df, result.level)});
    if (narrower) result.adhoc.push_back(infer(beta(j), wald_se, result.df, result.level));
    const MatrixXd row = result.s2w * covariance.row(j);
    result.covariance.emplace_back(row.data(), row.data() + row.size());
  }
  test_moderators(result, design, b, wald);
  describe_heterogeneity(result, sample, tau2.value, options.intervals);
  if (design.intercept && options.intervals) result.R2 = explained(effects, result);

  const double quantile = critical(result.level, result.df);
  for (std::size_t i = 0; i < effects.size(); ++i) {
    Regression::Fitted fitted;
    fitted.estimate = sample.shift + sample.unit * solution.fitted[i];
    fitted.residual = sample.unit * solution.residual[i];
    fitted.hat = solution.hat[i];
    fitted.se = sample.unit * std::sqrt(solution.hat[i] * (sample.v[i] + tau2.value) * result.s2w);
    const double half_width = quantile * std::sqrt(fitted.se * fitted.se + result.tau2);
    fitted.prediction = {fitted.estimate - half_width, fitted.estimate + half_width};
    result.fitted.push_back(fitted);
  }
  return result;
}

}  // namespace evigraft
