// core/synthesis/tau2.h: the between-study variance, by each method, and its intervals. Units: those of the Sample.
// Citations and formulas: docs/methods.md. Standard errors are those metafor prints.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "synthesis/fit.h"
#include "synthesis/moments.h"

namespace evigraft {

struct Tau2 {
  double value = 0;          ///< truncated at 0
  std::optional<double> se;  ///< absent for EE and for one study
  std::vector<std::string> warnings;
};

/// Error::data where the method divides by a sampling variance that is 0; Error::failed on no convergence.
Tau2 estimate_tau2(const Sample& sample, FitMethod method);

struct Tau2Limits {
  Interval interval;
  bool empty = false;  ///< no tau2 >= 0 belongs to the set; the limits are then 0
};

/// Q-profile limits: Viechtbauer (2007). k >= 2 and every variance above 0.
Tau2Limits q_profile_limits(const Sample& sample, double level);

/// Limits where twice the log-likelihood has fallen by the chi-squared quantile with 1 df from its value at `tau2`.
/// The lower one is NaN when a sampling variance is 0: the likelihood is then not defined at 0. k >= 2.
Interval likelihood_limits(const Sample& sample, double tau2, bool restricted, double level);

}  // namespace evigraft
