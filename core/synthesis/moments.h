// core/synthesis/moments.h: the sums that every estimator is made of, in a pass or two.
// With weights w and P = W - W X (X'WX)^-1 X'W, traces and quadratic forms of P need sums only (intercept alone) or the
// thin Q of a QR decomposition of the weighted moderators: O(k p^2), never a k x k matrix.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "synthesis/design_matrix.h"
#include "synthesis/effect.h"

namespace evigraft {

/// Effects made harmless for arithmetic: the most precise study's estimate is taken off (it then has y = 0, so neither
/// a large common offset nor a dominating weight cancels digits), and everything is divided by a power of two near the
/// typical standard error, which changes no digit.
struct Sample {
  std::vector<double> y, v;
  std::size_t top = 0;  ///< index of the most precise study
  double shift = 0;     ///< scale of the effects: yi = shift + unit * y
  double unit = 1;      ///< vi = unit^2 * v
  double range = 0;     ///< max(y) - min(y)
  bool zero_variance = false;
  DesignMatrix design;  ///< moderators; without columns: an intercept alone
  /// The generalised Q is at most `q_bound` / tau2, and the score of the likelihood negative beyond `score_bound`.
  double q_bound = 0, score_bound = 0;

  [[nodiscard]] int k() const { return static_cast<int>(y.size()); }
  [[nodiscard]] int p() const { return design.columns.empty() ? 1 : static_cast<int>(design.columns.size()); }
  [[nodiscard]] int residual_df() const { return k() - p(); }
};

/// Throws Error::data on no effects, a value that is not finite, or a negative variance.
Sample make_sample(std::span<const Effect> effects);

/// With moderators; one row of the design an effect.
Sample make_sample(std::span<const Effect> effects, const DesignMatrix& design);

/// What the score of the likelihood and the generalised Q need; searches for tau2 ask for no more.
struct ScoreMoments {
  double sum_w = 0, sum_w2 = 0;
  double mean = 0;    ///< weighted mean of y; not set with moderators
  double q = 0;       ///< y'Py, the generalised Q
  double ypp_y = 0;   ///< y'PPy
  double yppp_y = 0;  ///< y'PPPy
  double tr_p = 0;    ///< tr(P)
  double tr_pp = 0;   ///< tr(PP)
};

struct Moments : ScoreMoments {
  double tr_pv = 0;    ///< tr(PV), V the diagonal of sampling variances
  double tr_pvp = 0;   ///< tr(PVP)
  double tr_pvpv = 0;  ///< tr(PVPV)
};

/// With weights 1 / (v + tau2); v + tau2 > 0 for every study.
Moments moments_at(const Sample& sample, double tau2);
ScoreMoments score_moments_at(const Sample& sample, double tau2);

/// With every weight 1.
Moments moments_unweighted(const Sample& sample);

/// The weighted least squares solution, in units of the sample and of the design's columns.
struct Solution {
  std::vector<double> beta;                     ///< p coefficients
  std::vector<std::vector<double>> covariance;  ///< (X'WX)^-1
  std::vector<double> hat;                      ///< leverages, k
  std::vector<double> fitted, residual;         ///< k
};

/// With weights 1 / (v + tau2). Intercept alone or moderators.
Solution solve_at(const Sample& sample, double tau2);

/// Log-likelihood of tau2 up to a constant: restricted, or with the mean profiled out.
double log_likelihood(const Sample& sample, double tau2, bool restricted);

}  // namespace evigraft
