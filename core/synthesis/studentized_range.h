// core/synthesis/studentized_range.h: the distribution behind Tukey's test.
#pragma once

namespace evigraft {

/// P(Q > q), Q the studentised range of `groups` >= 2 normal means with `df` >= 1 degrees of freedom: Tukey's P value
/// for q = |difference| / sqrt(MSE / n). 1 for q <= 0; NaN for NaN or arguments out of range.
/// The double integral is that of AS 190 (Lund & Lund 1983, Applied Statistics 32:204-210), taken in the upper tail so
/// that a P of 1e-12 keeps its digits.
double studentized_range_p(double q, int groups, double df);

}  // namespace evigraft
