// core/synthesis/gosh.h: the model on every subset of the studies, or on many: one outlier or two groups of studies
// show as two clouds. Olkin, Dahabreh & Trikalinos (2012), Res Synth Methods 3:214-223; subsets and figures as
// metafor's gosh() has them, down to subsets of one study (tau2 = 0, Q = 0).
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "synthesis/fit.h"

namespace evigraft {

struct GoshOptions {
  FitMethod method = FitMethod::reml;
  std::uint64_t subsets = 1'000'000;  ///< all 2^k - 1 where there are not more, else so many sampled, 2 to 10^7
  std::uint64_t seed = 1;             ///< of the samples, and of which points are kept
  std::size_t points = 0;             ///< subsets kept one by one, at most; spread evenly over all
  unsigned threads = 0;               ///< 0: one a core. The result does not depend on it
};

/// One subset. NaN where the model was refused, but for k.
struct SubsetFit {
  int k = 0;
  double estimate = 0, tau2 = 0, I2 = 0, Q = 0;
};

/// Over the subsets: mean, extremes and quantiles (type 7 of Hyndman & Fan 1996, as R's quantile()).
struct Distribution {
  double mean = 0, minimum = 0, q2_5 = 0, q25 = 0, median = 0, q75 = 0, q97_5 = 0, maximum = 0;
};

/// The subsets that hold a study beside those that do not; NaN where there are none.
struct StudyInSubsets {
  std::uint64_t subsets_with = 0;
  double estimate_with = 0, estimate_without = 0;  ///< means over the subsets
  double I2_with = 0, I2_without = 0;
};

struct Gosh {
  bool all = true;            ///< every subset, not a sample
  std::uint64_t subsets = 0;  ///< looked at
  std::uint64_t refused = 0;  ///< of these; left out of all that follows
  Distribution estimate, tau2, I2;
  std::vector<StudyInSubsets> studies;  ///< one an effect
  std::vector<SubsetFit> points;
};

/// Throws as fit(); Error::data for one study, Error::usage for a number of subsets outside 2 to 10^7.
Gosh gosh(std::span<const Effect> effects, const GoshOptions& options = {});

}  // namespace evigraft
