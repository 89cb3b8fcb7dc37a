// core/synthesis/permutation.h: P values that assume no distribution, by refitting the model to data that could as well
// have been seen. Without moderators the signs of the effects are flipped (Follmann & Proschan 1999, Biometrics
// 55:732-737), with moderators their rows are permuted (Higgins & Thompson 2004, Stat Med 23:1663-1682). Definitions
// are those of metafor's permutest(): two-sided, on the test statistic.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "synthesis/design_matrix.h"
#include "synthesis/fit.h"

namespace evigraft {

struct PermutationOptions {
  FitOptions fit;
  std::uint64_t iterations = 10'000;  ///< all arrangements where there are not more, else so many, 2 to 10^6
  std::uint64_t seed = 1;             ///< of the samples
  unsigned threads = 0;               ///< 0: one a core. The result does not depend on it
};

struct PermutationTest {
  bool exact = true;             ///< every arrangement, not a sample; a sample counts the data as they are as its first
  std::uint64_t iterations = 0;  ///< arrangements looked at
  std::uint64_t refused = 0;     ///< of these the model could not be fitted; left out
  std::vector<double> p;         ///< one a coefficient
  double QM_p = 0;               ///< of all coefficients but the intercept; without moderators of the intercept
};

/// A design without columns is an intercept alone. Throws as fit() and fit_regression(); Error::usage for a number of
/// iterations outside 2 to 10^6.
PermutationTest permutation_test(std::span<const Effect> effects, const DesignMatrix& design,
                                 const PermutationOptions& options = {});

}  // namespace evigraft
