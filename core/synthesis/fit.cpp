// core/synthesis/fit.cpp: tau2 -> weights -> summary -> test -> heterogeneity -> intervals, in that order.
#include "synthesis/fit.h"

#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "synthesis/distributions.h"
#include "synthesis/fit_parts.h"
#include "synthesis/moments.h"
#include "synthesis/tau2.h"

namespace evigraft {
namespace {

constexpr std::array<std::pair<std::string_view, FitMethod>, 10> kMethods = {{{"EE", FitMethod::ee},
                                                                              {"FE", FitMethod::ee},
                                                                              {"DL", FitMethod::dl},
                                                                              {"HE", FitMethod::he},
                                                                              {"HS", FitMethod::hs},
                                                                              {"SJ", FitMethod::sj},
                                                                              {"ML", FitMethod::ml},
                                                                              {"REML", FitMethod::reml},
                                                                              {"EB", FitMethod::eb},
                                                                              {"PM", FitMethod::pm}}};
constexpr std::array<std::pair<std::string_view, Test>, 4> kTests = {
    {{"z", Test::z}, {"t", Test::t}, {"knha", Test::knha}, {"adhoc", Test::adhoc}}};

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value) {
  return std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.second == value; })->first;
}

template <class Table>
auto value_in(const Table& table, std::string_view name, const std::string& what) {
  std::string offered;
  for (const auto& [known, value] : table) {
    if (known == name) return value;
    offered += (offered.empty() ? "" : ", ") + std::string(known);
  }
  throw Error(Error::Kind::usage, what + " \"" + std::string(name) + "\" is not offered; use one of " + offered);
}

Interval around(double estimate, double half_width) { return {estimate - half_width, estimate + half_width}; }

/// I2 and H2 of a given tau2: Higgins & Thompson (2002).
double i2_of(double tau2, double typical) { return tau2 == 0 ? 0 : 100 * tau2 / (typical + tau2); }
double h2_of(double tau2, double typical) { return tau2 == 0 ? 1 : tau2 / typical + 1; }

QBased q_based(double q, int df, double level) {
  QBased result;
  result.Q = q;
  result.df = df;
  if (df == 0) return result;
  const double h = std::max(1.0, std::sqrt(q / df));
  result.H = h;
  result.I2 = 100 * (1 - 1 / (h * h));
  const int k = df + 1;
  if (q <= k && k <= 2) return result;  // the standard error below divides by k - 2
  const double se = q > k ? 0.5 * (std::log(q) - std::log(df)) / (std::sqrt(2 * q) - std::sqrt(2.0 * k - 3))
                          : std::sqrt(1 / (2.0 * (k - 2)) * (1 - 1 / (3.0 * (k - 2) * (k - 2))));
  const double factor = std::exp(critical(level, std::nullopt) * se);
  const Interval ci = {std::max(1.0, h / factor), std::max(1.0, h * factor)};
  result.H_ci = ci;
  result.I2_ci = {100 * (1 - 1 / (ci.lower * ci.lower)), 100 * (1 - 1 / (ci.upper * ci.upper))};
  return result;
}

}  // namespace

void check_level(double level) {
  if (!(level > 0 && level < 100))
    throw Error(Error::Kind::usage, "the level must be a percentage above 0 and below 100, such as 95");
}

double critical(double level, std::optional<double> df) {
  if (df && !(*df > 0)) return std::nan("");
  const double tail = (100 - level) / 200;
  return df ? t_quantile(tail, *df) : normal_quantile(tail);
}

Inference infer(double estimate, double se, std::optional<double> df, double level) {
  const double statistic = estimate / se;
  return {se, statistic, two_sided_p(statistic, df), around(estimate, se == 0 ? 0 : critical(level, df) * se)};
}

double apply_test(ModelFigures& fit, const Moments& at_tau2, int residual_df) {
  // Below machine precision the residuals are rounding.
  const double s2 = residual_df < 1                                       ? std::nan("")
                    : at_tau2.q <= std::numeric_limits<double>::epsilon() ? 0
                                                                          : at_tau2.q / residual_df;
  if (fit.test == Test::z) return s2;
  fit.df = residual_df;
  if (fit.test == Test::knha) fit.s2w = s2;
  if (fit.test == Test::adhoc) fit.s2w = s2 < 1 ? 1 : s2;
  if (fit.method == FitMethod::ee && fit.test != Test::t)
    fit.warnings.emplace_back("The Hartung-Knapp method is not meant for a common-effect model.");
  return s2;
}

void describe_heterogeneity(ModelFigures& fit, const Sample& sample, double scaled_tau2, bool intervals) {
  fit.Q_df = sample.residual_df();
  const double unit2 = sample.unit * sample.unit;
  const bool random = fit.method != FitMethod::ee;
  if (intervals && random && fit.Q_df > 0 && (fit.method == FitMethod::ml || fit.method == FitMethod::reml)) {
    const Interval limits = likelihood_limits(sample, scaled_tau2, fit.method == FitMethod::reml, fit.level);
    fit.profile_likelihood = Interval{limits.lower * unit2, limits.upper * unit2};
  }
  if (sample.zero_variance) {
    fit.warnings.emplace_back("A sampling variance is 0: Q, I2, H2 and the interval of tau2 cannot be computed.");
    fit.q_profile_refusal = "the Q-profile interval divides by the sampling variances and one of them is 0";
    return;
  }
  const Moments common = moments_at(sample, 0);
  const double q = fit.Q_df == 0 ? 0 : common.q;
  fit.Q = q;
  fit.Q_p = chi_squared_p(q, fit.Q_df);
  fit.q_based = q_based(q, fit.Q_df, fit.level);
  const double typical = fit.Q_df == 0 ? 0 : fit.Q_df / common.tr_p * unit2;
  fit.typical_variance = typical;
  if (random || fit.Q_df == 0) {
    fit.I2 = i2_of(fit.tau2, typical);
    fit.H2 = h2_of(fit.tau2, typical);
  } else {
    fit.I2 = q == 0 ? 0 : std::max(0.0, 100 * (q - fit.Q_df) / q);
    fit.H2 = q / fit.Q_df;
  }
  if (!random) {
    fit.q_profile_refusal = "a common-effect model has no between-study variance";
  } else if (fit.Q_df == 0) {
    fit.q_profile_refusal = fit.k > 1 ? "there are as many coefficients as effects"
                                      : "one study says nothing about the between-study variance";
  } else if (intervals) {
    const Tau2Limits limits = q_profile_limits(sample, fit.level);
    const Profiled tau2 = {fit.tau2, limits.interval.lower * unit2, limits.interval.upper * unit2};
    const auto map = [&](auto figure) {
      return Profiled{figure(tau2.estimate), figure(tau2.lower), figure(tau2.upper)};
    };
    fit.q_profile =
        QProfile{tau2, map([](double t) { return std::sqrt(t); }), map([&](double t) { return i2_of(t, typical); }),
                 map([&](double t) { return h2_of(t, typical); }), limits.empty};
  }
}

Prediction predict(const ModelFigures& fit, double estimate, double se) {
  const double spread = std::sqrt(se * se + fit.tau2);
  const auto with = [&](std::optional<int> df) { return around(estimate, critical(fit.level, df) * spread); };
  const int km1 = std::max(1, fit.k - 1), km2 = std::max(1, fit.k - 2);
  const Interval standard = with(fit.df);
  return {standard, fit.df == km1 ? standard : with(km1), with(km2), km2};
}

std::string_view name(FitMethod value) { return name_in(kMethods, value); }
std::string_view name(Test value) { return name_in(kTests, value); }
FitMethod parse_method(std::string_view name) { return value_in(kMethods, name, "method"); }
Test parse_test(std::string_view name) { return value_in(kTests, name, "test"); }

Fit fit(std::span<const Effect> effects, const FitOptions& options) {
  check_level(options.level);
  const Sample sample = make_sample(effects);
  Fit result;
  result.method = options.method;
  result.requested_test = options.test;
  result.level = options.level;
  result.k = sample.k();
  result.test = result.k == 1 ? Test::z : options.test;
  if (result.test != options.test)
    result.warnings.emplace_back("One study: test z is used instead of " + std::string(name(options.test)) + ".");

  Tau2 tau2 = estimate_tau2(sample, options.method);
  std::move(tau2.warnings.begin(), tau2.warnings.end(), std::back_inserter(result.warnings));
  if (sample.zero_variance && tau2.value == 0)
    throw Error(Error::Kind::data, "the only study has a sampling variance of 0; there is nothing to test");
  const Moments m = moments_at(sample, tau2.value);
  const double unit2 = sample.unit * sample.unit;
  result.tau2 = tau2.value * unit2;
  if (tau2.se) result.se_tau2 = *tau2.se * unit2;
  result.estimate = sample.shift + sample.unit * m.mean;
  for (const double v : sample.v) result.weights_percent.push_back(100 / (v + tau2.value) / m.sum_w);

  const double wald_se = sample.unit / std::sqrt(m.sum_w);
  result.wald = infer(result.estimate, wald_se, std::nullopt, result.level);
  const double s2 = apply_test(result, m, result.k - 1);
  result.inference =
      result.df ? infer(result.estimate, wald_se * std::sqrt(result.s2w), result.df, result.level) : result.wald;
  // tau2 by REML from two studies, and by PM, makes s2 exactly 1; what rounding leaves of that is no reason.
  if (result.test == Test::knha && s2 < 1 - 1e-10)
    result.adhoc = infer(result.estimate, wald_se, result.df, result.level);
  describe_heterogeneity(result, sample, tau2.value, options.intervals);
  if (result.method != FitMethod::ee) {
    result.prediction = predict(result, result.estimate, result.inference.se);
    if (result.adhoc) result.adhoc_prediction = predict(result, result.estimate, result.adhoc->se);
  }
  return result;
}

Interval interval_at(const Fit& fit, double level) {
  check_level(level);
  return infer(fit.estimate, fit.inference.se, fit.df, level).ci;
}

Interval study_interval(const Effect& effect, double level) {
  check_level(level);
  return infer(effect.yi, std::sqrt(effect.vi), std::nullopt, level).ci;
}

}  // namespace evigraft
