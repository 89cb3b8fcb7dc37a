// core/synthesis/conversions.h: means and standard deviations from what papers print instead. Every function throws
// Error::data on figures that no study can have or that leave the answer open; each cites its formula. Which of them
// may be used for what is a choice of the caller: see docs/synthesis.md.
#pragma once
#include <optional>
#include <span>

#include "synthesis/effect.h"

namespace evigraft {

// Cochrane Handbook 6.5.2.2 and 6.5.2.3. Levels in percent. P values are two-sided.
double sd_from_standard_error(double se, double n);
double sd_from_mean_interval_t(double lower, double upper, double n, double level = 95);  ///< small groups
double sd_from_mean_interval_z(double lower, double upper, double n, double level = 95);  ///< large groups

/// Of a difference of two means: its standard error and the SD that both groups then have.
struct DifferenceSpread {
  double se = 0, sd = 0;
};
DifferenceSpread from_difference_interval(double lower, double upper, double n1, double n2, double level = 95);
DifferenceSpread from_difference_t(double difference, double t, double n1, double n2);
DifferenceSpread from_difference_p(double difference, double p, double n1, double n2);

/// Quantiles as a paper prints them; those that are not given stay NaN.
struct FiveNumbers {
  double minimum, q1, median, q3, maximum;
};

// From range and quartiles. Wan et al. (2014), BMC Med Res Methodol 14:135; Luo et al. (2018), Stat Methods Med Res
// 27:1785-1805; Shi et al. (2020), Res Synth Methods 11:641-654; Hozo et al. (2005), BMC Med Res Methodol 5:13; Bland
// (2015), Int J Stat Med Res 4:57-64. They hold for symmetric data: see skewness().
struct MeanAndSd {
  double mean = 0, sd = 0;
};
MeanAndSd wan_from_range(double minimum, double median, double maximum, double n);
MeanAndSd wan_from_quartiles(double q1, double median, double q3, double n);
MeanAndSd wan_from_five(const FiveNumbers& numbers, double n);
double luo_mean_from_range(double minimum, double median, double maximum, double n);
double luo_mean_from_quartiles(double q1, double median, double q3, double n);
double luo_mean_from_five(const FiveNumbers& numbers, double n);
double shi_sd_from_five(const FiveNumbers& numbers, double n);
MeanAndSd hozo_from_range(double minimum, double median, double maximum, double n);
double bland_sd_from_five(const FiveNumbers& numbers);
double sd_from_interquartile_range(double q1, double q3);  ///< / 1.35, large symmetric samples: Handbook 6.5.2.5
double sd_from_range(double minimum, double maximum);      ///< / 4; Handbook 6.5.2.6 advises against it

/// Shi et al. (2023), Stat Med 42:4439-4461: whether the quantiles contradict symmetry, at the 5 percent level.
struct Skewness {
  double statistic = 0, critical = 0;
  [[nodiscard]] bool skewed() const { return statistic > critical; }
};
Skewness skewness_of_range(double minimum, double median, double maximum, double n);
Skewness skewness_of_quartiles(double q1, double median, double q3, double n);
Skewness skewness_of_five(const FiveNumbers& numbers, double n);

/// Change from baseline: Handbook 6.5.2.8. `r` is the correlation of baseline and final values, -1 to 1.
double sd_of_change(double baseline, double final_value, double r);
double correlation_from_change(double baseline, double final_value, double change);

/// Higgins, White & Anzures-Cabrera (2008), Stat Med 27:6072-6092, method 1, and back.
MeanAndSd log_scale_from_raw(double mean, double sd);
MeanAndSd raw_from_log_scale(double mean, double sd);

/// Of a ratio on the log scale: Handbook 6.3.2.
Effect log_ratio_from_interval(double estimate, double lower, double upper, double level = 95);  ///< vi = SE^2
double standard_error_from_p(double estimate, double p);  ///< Altman & Bland (2011), BMJ 343:d2090
Effect log_odds_ratio_from_smd(const Effect& smd);        ///< Chinn (2000), Stat Med 19:3127-3131

/// A control group shared by `comparisons`: Handbook 23.3.4.
ArmSummary share_of_control(const ArmSummary& control, int comparisons);

}  // namespace evigraft
