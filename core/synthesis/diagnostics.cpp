#include "synthesis/diagnostics.h"

#include <evigraft/error.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "synthesis/distributions.h"
#include "synthesis/fit_parts.h"
#include "synthesis/regression.h"

namespace evigraft {
namespace {

using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

void need_two(std::span<const Effect> effects, const char* what) {
  if (effects.size() < 2) throw Error(Error::Kind::data, std::string(what) + " needs at least two studies");
}

FitOptions without_intervals(FitOptions options) {
  options.intervals = false;
  return options;
}

/// What both kinds of fit have, in the columns of the design (harmless ones), so that tiny scales do no damage.
struct Model {
  VectorXd beta;
  MatrixXd covariance;  ///< by the test
  double tau2 = 0, s2w = 1, Q = 0;
  std::optional<int> df;
  std::vector<double> fitted, residual, hat, weights_percent;
};

MatrixXd matrix(const DesignMatrix& design, std::size_t k) {
  if (design.columns.empty()) return MatrixXd::Ones(static_cast<Eigen::Index>(k), 1);
  MatrixXd x(k, design.columns.size());
  for (std::size_t j = 0; j < design.columns.size(); ++j)
    x.col(static_cast<Eigen::Index>(j)) =
        Eigen::Map<const VectorXd>(design.columns[j].data(), static_cast<Eigen::Index>(k));
  return x;
}

/// The same columns as they are, so that coefficients belong to them.
DesignMatrix as_given(DesignMatrix design) {
  std::fill(design.centre.begin(), design.centre.end(), 0);
  std::fill(design.scale.begin(), design.scale.end(), 1);
  return design;
}

Model model_of(std::span<const Effect> effects, const DesignMatrix& design, const FitOptions& options) {
  Model model;
  const auto take = [&](const ModelFigures& fit) {
    model.tau2 = fit.tau2;
    model.s2w = fit.s2w;
    model.Q = fit.Q.value_or(kMissing);
    model.df = fit.df;
    model.weights_percent = fit.weights_percent;
  };
  if (design.columns.empty()) {
    const Fit one = fit(effects, options);
    take(one);
    model.beta = VectorXd::Constant(1, one.estimate);
    model.covariance = MatrixXd::Constant(1, 1, one.inference.se * one.inference.se);
    for (std::size_t i = 0; i < effects.size(); ++i) {
      model.fitted.push_back(one.estimate);
      model.residual.push_back(effects[i].yi - one.estimate);
      model.hat.push_back(one.weights_percent[i] / 100);
    }
    return model;
  }
  const Regression fit = fit_regression(effects, design, options);
  take(fit);
  const auto p = static_cast<Eigen::Index>(fit.coefficients.size());
  model.beta.resize(p);
  model.covariance.resize(p, p);
  for (Eigen::Index i = 0; i < p; ++i) {
    const auto row = static_cast<std::size_t>(i);
    model.beta(i) = fit.coefficients[row].estimate;
    model.covariance.row(i) = Eigen::Map<const RowVectorXd>(fit.covariance[row].data(), p);
  }
  for (const Regression::Fitted& fitted : fit.fitted) {
    model.fitted.push_back(fitted.estimate);
    model.residual.push_back(fitted.residual);
    model.hat.push_back(fitted.hat);
  }
  return model;
}

std::vector<std::size_t> all_but(std::size_t left_out, std::size_t k) {
  std::vector<std::size_t> kept(k);
  std::iota(kept.begin(), kept.end(), std::size_t{0});
  kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(left_out));
  return kept;
}

std::vector<Effect> chosen(std::span<const Effect> effects, std::span<const std::size_t> rows) {
  std::vector<Effect> part;
  for (const std::size_t row : rows) part.push_back(effects[row]);
  return part;
}

/// The model without study `left_out`; nullopt when it is refused or a coefficient cannot be estimated any more.
std::optional<Model> model_without(std::size_t left_out, std::span<const Effect> effects, const DesignMatrix& design,
                                   const FitOptions& options) {
  const std::vector<std::size_t> kept = all_but(left_out, effects.size());
  bool whole = true;
  const DesignMatrix part = design.columns.empty() ? design : subset(design, kept, whole);
  if (!whole) return std::nullopt;
  try {
    return model_of(chosen(effects, kept), part, options);
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
    return std::nullopt;
  }
}

/// Residuals below 100 eps of the effects are rounding.
double cleaned(double residual, std::span<const Effect> effects) {
  double largest = 0;
  for (const Effect& effect : effects) largest = std::max(largest, std::abs(effect.yi));
  return std::abs(residual) < 100 * std::numeric_limits<double>::epsilon() * largest ? 0 : residual;
}

Refit refit(std::span<const Effect> effects, const FitOptions& options) {
  try {
    const Fit one = fit(effects, without_intervals(options));
    const Inference& i = one.inference;
    return {one.estimate,
            i.se,
            i.statistic,
            i.p,
            i.ci,
            one.Q.value_or(kMissing),
            one.Q_p.value_or(kMissing),
            one.tau2,
            one.I2.value_or(kMissing),
            one.H2.value_or(kMissing)};
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
    return {kMissing, kMissing, kMissing, kMissing, {kMissing, kMissing},
            kMissing, kMissing, kMissing, kMissing, kMissing};
  }
}

}  // namespace

std::vector<Refit> leave_one_out(std::span<const Effect> effects, const FitOptions& options) {
  need_two(effects, "leaving one out");
  std::vector<Refit> refits;
  for (std::size_t i = 0; i < effects.size(); ++i)
    refits.push_back(refit(chosen(effects, all_but(i, effects.size())), options));
  return refits;
}

std::vector<Refit> cumulative(std::span<const Effect> effects, std::span<const std::size_t> order,
                              const FitOptions& options) {
  need_two(effects, "cumulative pooling");
  std::vector<Refit> refits;
  std::vector<Effect> so_far;
  for (const std::size_t row : order) {
    so_far.push_back(effects[row]);
    refits.push_back(refit(so_far, options));
  }
  return refits;
}

std::vector<Influence> influence(std::span<const Effect> effects, const DesignMatrix& given,
                                 const FitOptions& options) {
  need_two(effects, "influence");
  const DesignMatrix design = as_given(given);
  const FitOptions quick = without_intervals(options);
  const Model full = model_of(effects, design, quick);
  const MatrixXd x = matrix(design, effects.size());
  const Eigen::Index p = x.cols();
  const MatrixXd inverse = full.covariance.ldlt().solve(MatrixXd::Identity(p, p));
  const double determinant = full.covariance.determinant();
  const auto k = static_cast<double>(effects.size()), coefficients = static_cast<double>(p);

  std::vector<Influence> all;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    Influence one{kMissing,
                  kMissing,
                  kMissing,
                  kMissing,
                  kMissing,
                  kMissing,
                  full.hat[i],
                  full.weights_percent[i],
                  std::vector<double>(static_cast<std::size_t>(p), kMissing),
                  false};
    if (const auto without = model_without(i, effects, design, quick)) {
      const RowVectorXd row = x.row(static_cast<Eigen::Index>(i));
      const double v = effects[i].vi, predicted = row.dot(without->beta);
      const double predicted_variance = row * without->covariance * row.transpose();
      one.tau2 = without->tau2;
      one.Q = without->Q;
      one.rstudent = cleaned(effects[i].yi - predicted, effects) /
                     std::sqrt(without->s2w * (v + without->tau2) + predicted_variance);
      one.dffits = (full.fitted[i] - predicted) / std::sqrt(without->s2w * full.hat[i] * (without->tau2 + v));
      const VectorXd change = full.beta - without->beta;
      one.cook = change.dot(inverse * change);
      one.cov_r = without->covariance.determinant() / determinant;
      // All studies weighted with the deleted tau2 give the scale of a change.
      MatrixXd information = MatrixXd::Zero(p, p);
      for (std::size_t j = 0; j < effects.size(); ++j) {
        const RowVectorXd other = x.row(static_cast<Eigen::Index>(j));
        information += other.transpose() * other / (effects[j].vi + without->tau2);
      }
      const MatrixXd scale = information.ldlt().solve(MatrixXd::Identity(p, p));
      for (Eigen::Index j = 0; j < p; ++j)
        one.dfbetas[static_cast<std::size_t>(j)] = change(j) / std::sqrt(without->s2w * scale(j, j));
    }
    one.influential =
        std::abs(one.dffits) > 3 * std::sqrt(coefficients / (k - coefficients)) ||
        (one.cook > 0 && 1 - chi_squared_p(one.cook, static_cast<int>(p)) > 0.5) || one.hat > 3 * coefficients / k ||
        std::any_of(one.dfbetas.begin(), one.dfbetas.end(), [](double change) { return std::abs(change) > 1; });
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<Residual> standardised_residuals(std::span<const Effect> effects, const DesignMatrix& design,
                                             const FitOptions& options) {
  const Model full = model_of(effects, design, without_intervals(options));
  std::vector<Residual> all;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const double residual = cleaned(full.residual[i], effects);
    const double se = std::sqrt((effects[i].vi + full.tau2) * (1 - full.hat[i]));
    all.push_back({residual, se, residual / se});
  }
  return all;
}

std::vector<BaujatPoint> baujat(std::span<const Effect> effects, const DesignMatrix& given, const FitOptions& options) {
  need_two(effects, "a Baujat plot");
  const DesignMatrix design = as_given(given);
  const FitOptions quick = without_intervals(options);
  const Model full = model_of(effects, design, quick);
  const MatrixXd x = matrix(design, effects.size());
  std::vector<BaujatPoint> points;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const double residual = cleaned(full.residual[i], effects);
    BaujatPoint point{residual * residual / (full.tau2 + effects[i].vi), kMissing};
    if (const auto without = model_without(i, effects, design, quick)) {
      const RowVectorXd row = x.row(static_cast<Eigen::Index>(i));
      const double change = row.dot(without->beta) - full.fitted[i];
      point.influence = change * change / (row * without->covariance * row.transpose()).value();
    }
    points.push_back(point);
  }
  return points;
}

std::vector<Blup> blup(std::span<const Effect> effects, const DesignMatrix& design, const FitOptions& options) {
  const Model full = model_of(effects, design, without_intervals(options));
  const double quantile = critical(options.level, full.df);
  std::vector<Blup> all;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const double v = effects[i].vi, own = full.tau2 / (full.tau2 + v);
    const double fitted_variance =
        design.columns.empty() ? full.covariance(0, 0) : full.hat[i] * (v + full.tau2) * full.s2w;
    const double prediction = own * effects[i].yi + (1 - own) * full.fitted[i];
    const double se = std::sqrt(own * v + (1 - own) * (1 - own) * fitted_variance);
    all.push_back({prediction, se, {prediction - quantile * se, prediction + quantile * se}});
  }
  return all;
}

}  // namespace evigraft
