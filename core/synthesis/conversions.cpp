#include "synthesis/conversions.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string>

#include "synthesis/distributions.h"

namespace evigraft {
namespace {

void require(bool holds, const char* what) {
  if (!holds) throw Error(Error::Kind::data, what);  // false for NaN, too
}

void group(double n) { require(std::isfinite(n) && n >= 1, "a group needs at least one participant"); }

int two_groups(double n1, double n2) {
  group(n1);
  group(n2);
  require(n1 + n2 > 2, "two groups of one participant leave no degree of freedom");
  return static_cast<int>(std::lround(n1 + n2)) - 2;
}

double tail(double level) {
  require(level > 0 && level < 100, "a level is a percentage above 0 and below 100");
  return (100 - level) / 200;
}

void rising(std::initializer_list<double> values) {
  double before = -HUGE_VAL;
  for (const double value : values) {
    require(std::isfinite(value) && value >= before, "quantiles must rise from the minimum to the maximum");
    before = value;
  }
}

DifferenceSpread of_groups(double se, double n1, double n2) { return {se, se / std::sqrt(1 / n1 + 1 / n2)}; }

/// Expected standardised range (half) and upper quartile of a normal sample: Blom (1958).
double expected_maximum(double n) {
  require(n > 1, "the range of a single participant says nothing about the spread");
  return normal_quantile(1 - (n - 0.375) / (n + 0.25));
}
double expected_quartile(double n) {
  require(n > 1, "the quartiles of a single participant say nothing about the spread");
  return normal_quantile(1 - (0.75 * n - 0.125) / (n + 0.25));
}

void five(const FiveNumbers& f) { rising({f.minimum, f.q1, f.median, f.q3, f.maximum}); }

double ratio(double numerator, double range) {
  require(range > 0, "all quantiles are the same");
  return std::abs(numerator) / range;
}

}  // namespace

double sd_from_standard_error(double se, double n) {
  group(n);
  require(se >= 0 && std::isfinite(se), "a standard error is not negative");
  return se * std::sqrt(n);
}

double sd_from_mean_interval_t(double lower, double upper, double n, double level) {
  rising({lower, upper});
  require(n >= 2, "an interval by t needs at least two participants");
  return std::sqrt(n) * (upper - lower) / (2 * t_quantile(tail(level), static_cast<int>(std::lround(n)) - 1));
}

double sd_from_mean_interval_z(double lower, double upper, double n, double level) {
  rising({lower, upper});
  group(n);
  return std::sqrt(n) * (upper - lower) / (2 * normal_quantile(tail(level)));
}

DifferenceSpread from_difference_interval(double lower, double upper, double n1, double n2, double level) {
  rising({lower, upper});
  return of_groups((upper - lower) / (2 * t_quantile(tail(level), two_groups(n1, n2))), n1, n2);
}

DifferenceSpread from_difference_t(double difference, double t, double n1, double n2) {
  two_groups(n1, n2);
  require(std::isfinite(t) && t != 0 && std::isfinite(difference), "t is 0 or missing, so the spread stays open");
  return of_groups(std::abs(difference / t), n1, n2);
}

DifferenceSpread from_difference_p(double difference, double p, double n1, double n2) {
  const int df = two_groups(n1, n2);
  require(p > 0 && p < 1, "P must lie between 0 and 1; at 1 the spread stays open");
  return from_difference_t(difference, t_quantile(p / 2, df), n1, n2);
}

MeanAndSd wan_from_range(double minimum, double median, double maximum, double n) {
  rising({minimum, median, maximum});
  return {(minimum + 2 * median + maximum) / 4, (maximum - minimum) / (2 * expected_maximum(n))};
}

MeanAndSd wan_from_quartiles(double q1, double median, double q3, double n) {
  rising({q1, median, q3});
  return {(q1 + median + q3) / 3, (q3 - q1) / (2 * expected_quartile(n))};
}

MeanAndSd wan_from_five(const FiveNumbers& f, double n) {
  five(f);
  return {(f.minimum + 2 * f.q1 + 2 * f.median + 2 * f.q3 + f.maximum) / 8,
          (f.maximum - f.minimum) / (4 * expected_maximum(n)) + (f.q3 - f.q1) / (4 * expected_quartile(n))};
}

double luo_mean_from_range(double minimum, double median, double maximum, double n) {
  rising({minimum, median, maximum});
  group(n);
  const double w = 4 / (4 + std::pow(n, 0.75));
  return w * (minimum + maximum) / 2 + (1 - w) * median;
}

double luo_mean_from_quartiles(double q1, double median, double q3, double n) {
  rising({q1, median, q3});
  group(n);
  const double w = 0.7 + 0.39 / n;
  return w * (q1 + q3) / 2 + (1 - w) * median;
}

double luo_mean_from_five(const FiveNumbers& f, double n) {
  five(f);
  group(n);
  const double w1 = 2.2 / (2.2 + std::pow(n, 0.75)), w2 = 0.7 - 0.72 / std::pow(n, 0.55);
  return w1 * (f.minimum + f.maximum) / 2 + w2 * (f.q1 + f.q3) / 2 + (1 - w1 - w2) * f.median;
}

double shi_sd_from_five(const FiveNumbers& f, double n) {
  five(f);
  const double grown = std::pow(n, 0.6);
  return (f.maximum - f.minimum) / ((2 + 0.14 * grown) * expected_maximum(n)) +
         (f.q3 - f.q1) / ((2 + 2 / (0.07 * grown)) * expected_quartile(n));
}

MeanAndSd hozo_from_range(double minimum, double median, double maximum, double n) {
  rising({minimum, median, maximum});
  group(n);
  const double mean = n <= 25 ? (minimum + 2 * median + maximum) / 4 : median, range = maximum - minimum;
  if (n > 70) return {mean, range / 6};
  if (n > 15) return {mean, range / 4};
  const double bend = minimum - 2 * median + maximum;
  return {mean, std::sqrt((bend * bend / 4 + range * range) / 12)};
}

double bland_sd_from_five(const FiveNumbers& f) {
  five(f);
  const auto [a, q1, m, q3, b] = f;
  const double squares = (a * a + 2 * q1 * q1 + 2 * m * m + 2 * q3 * q3 + b * b) / 16;
  const double products = (a * q1 + q1 * m + m * q3 + q3 * b) / 8;
  const double sum = a + 2 * q1 + 2 * m + 2 * q3 + b;
  return std::sqrt(std::max(0.0, squares + products - sum * sum / 64));
}

double sd_from_interquartile_range(double q1, double q3) {
  rising({q1, q3});
  return (q3 - q1) / 1.35;
}

double sd_from_range(double minimum, double maximum) {
  rising({minimum, maximum});
  return (maximum - minimum) / 4;
}

Skewness skewness_of_range(double minimum, double median, double maximum, double n) {
  rising({minimum, median, maximum});
  group(n);
  return {ratio(minimum + maximum - 2 * median, maximum - minimum), 1 / std::log(n + 9) + 2.5 / (n + 1)};
}

Skewness skewness_of_quartiles(double q1, double median, double q3, double n) {
  rising({q1, median, q3});
  group(n);
  return {ratio(q1 + q3 - 2 * median, q3 - q1), 2.65 / std::sqrt(n) - 6 / (n * n)};
}

Skewness skewness_of_five(const FiveNumbers& f, double n) {
  five(f);
  group(n);
  return {std::max(2.65 * std::log(0.6 * n) / std::sqrt(n) *
                       ratio(f.minimum + f.maximum - 2 * f.median, f.maximum - f.minimum),
                   ratio(f.q1 + f.q3 - 2 * f.median, f.q3 - f.q1)),
          3 / std::sqrt(n) - 40 / (n * n * n)};
}

double sd_of_change(double baseline, double final_value, double r) {
  require(baseline >= 0 && final_value >= 0, "a standard deviation is not negative");
  require(r >= -1 && r <= 1, "a correlation lies between -1 and 1");
  return std::sqrt(std::max(0.0, baseline * baseline + final_value * final_value - 2 * r * baseline * final_value));
}

double correlation_from_change(double baseline, double final_value, double change) {
  require(baseline > 0 && final_value > 0 && change >= 0, "the correlation needs standard deviations above 0");
  const double r = (baseline * baseline + final_value * final_value - change * change) / (2 * baseline * final_value);
  require(std::abs(r) <= 1, "these standard deviations cannot belong together: the correlation would exceed 1");
  return r;
}

MeanAndSd log_scale_from_raw(double mean, double sd) {
  require(mean > 0 && sd >= 0, "only positive means have a logarithm");
  const double variance = std::log1p(sd * sd / (mean * mean));
  return {std::log(mean) - variance / 2, std::sqrt(variance)};
}

MeanAndSd raw_from_log_scale(double mean, double sd) {
  require(std::isfinite(mean) && sd >= 0, "a standard deviation is not negative");
  const double raw = std::exp(mean + sd * sd / 2);
  return {raw, raw * std::sqrt(std::expm1(sd * sd))};
}

Effect log_ratio_from_interval(double estimate, double lower, double upper, double level) {
  require(estimate > 0 && lower > 0, "only positive ratios have a logarithm");
  rising({lower, upper});
  const double se = (std::log(upper) - std::log(lower)) / (2 * normal_quantile(tail(level)));
  return {std::log(estimate), se * se};
}

double standard_error_from_p(double estimate, double p) {
  require(p > 0 && p < 1, "P must lie between 0 and 1");
  return std::abs(estimate) / normal_quantile(p / 2);
}

Effect log_odds_ratio_from_smd(const Effect& smd) {
  const double factor = M_PI / std::sqrt(3.0);
  return {smd.yi * factor, smd.vi * factor * factor};
}

ArmSummary share_of_control(const ArmSummary& control, int comparisons) {
  require(comparisons >= 1, "a control group is shared by at least one comparison");
  return {control.mean, control.sd, control.n / comparisons};
}

}  // namespace evigraft
