// core/synthesis/diagnostics.h: how a result depends on its studies. Definitions are those of metafor 3.8 (leave1out,
// cumul, influence, rstandard, baujat, blup); formulas and citations: docs/methods.md. A figure that a refit refuses
// is NaN. All throw as fit(); Error::data for one study.
#pragma once
#include <span>
#include <vector>

#include "synthesis/design_matrix.h"
#include "synthesis/fit.h"

namespace evigraft {

/// One refit. NaN where it was refused.
struct Refit {
  double estimate = 0, se = 0, statistic = 0, p = 0;
  Interval ci;
  double Q = 0, Q_p = 0, tau2 = 0, I2 = 0, H2 = 0;
};

/// Entry i: all studies but i.
std::vector<Refit> leave_one_out(std::span<const Effect> effects, const FitOptions& options);

/// Entry i: the studies order[0] to order[i].
std::vector<Refit> cumulative(std::span<const Effect> effects, std::span<const std::size_t> order,
                              const FitOptions& options);

/// Viechtbauer & Cheung (2010), Res Synth Methods 1:112-125.
struct Influence {
  double rstudent = 0;  ///< deleted residual over its standard error
  double dffits = 0;
  double cook = 0;              ///< Cook's distance
  double cov_r = 0;             ///< determinant of the coefficients' covariance without the study, over that with it
  double tau2 = 0;              ///< without the study
  double Q = 0;                 ///< without the study
  double hat = 0;               ///< leverage
  double weight = 0;            ///< percent
  std::vector<double> dfbetas;  ///< one a coefficient
  bool influential = false;     ///< by metafor's rules of thumb
};

/// A design without columns is an intercept alone.
std::vector<Influence> influence(std::span<const Effect> effects, const DesignMatrix& design,
                                 const FitOptions& options);

struct Residual {
  double residual = 0, se = 0, z = 0;  ///< internally standardised
};
std::vector<Residual> standardised_residuals(std::span<const Effect> effects, const DesignMatrix& design,
                                             const FitOptions& options);

/// Baujat et al. (2002), Stat Med 21:2641-2652.
struct BaujatPoint {
  double heterogeneity = 0;  ///< squared Pearson residual: contribution to Q
  double influence = 0;      ///< standardised squared change of the study's fitted value when it is left out
};
std::vector<BaujatPoint> baujat(std::span<const Effect> effects, const DesignMatrix& design, const FitOptions& options);

/// Best linear unbiased prediction of a study's own effect: Raudenbush & Bryk (1985), J Educ Stat 10:75-98.
struct Blup {
  double prediction = 0, se = 0;
  Interval interval;
};
std::vector<Blup> blup(std::span<const Effect> effects, const DesignMatrix& design, const FitOptions& options);

}  // namespace evigraft
