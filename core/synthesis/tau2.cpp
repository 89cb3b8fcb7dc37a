#include "synthesis/tau2.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>

#include "synthesis/bracketed_root.h"
#include "synthesis/distributions.h"

namespace evigraft {
namespace {

double squared(double x) { return x * x; }

/// tau2 at which the generalised Q equals `target`; Q falls as tau2 grows. 0 when Q is not above it even at 0.
/// 1/Q is nearly a straight line in tau2, so that is what is solved for.
double tau2_where_q_is(const Sample& sample, double target) {
  const double upper = 1.0001 * sample.q_bound / target;  // beyond it the generalised Q is below the target
  const double lower = sample.zero_variance ? upper * 1e-14 : 0;
  if (upper == 0 || score_moments_at(sample, lower).q <= target) return 0;
  return bracketed_root(
      [&](double tau2) {
        const ScoreMoments m = score_moments_at(sample, tau2);
        return ValueAndSlope{1 / target - 1 / m.q, -m.ypp_y / squared(m.q)};
      },
      lower, upper, true, "the tau2 at which the generalised Q has its expected value");
}

/// Twice the log-likelihood changes with tau2 by y'PPy - tr(P), restricted; with ML sum(w) stands for tr(P).
struct Score {
  double fit = 0, trace = 0;  ///< y'PPy and tr(P) or sum(w)
  double slope = 0;           ///< of their difference

  [[nodiscard]] double value() const { return fit - trace; }
};

Score score(const Sample& sample, double tau2, bool restricted) {
  const ScoreMoments m = score_moments_at(sample, tau2);
  return {m.ypp_y, restricted ? m.tr_p : m.sum_w, (restricted ? m.tr_pp : m.sum_w2) - 2 * m.yppp_y};
}

/// How far from `tau2` the score certainly keeps its sign. d/dtau2 P = -PP, and no eigenvalue of P is above
/// 1 / (smallest + tau2) =: 1 / s. So y'PPy falls with tau2, at most as s^-2, and tr(P) and sum(w) fall, at most as
/// 1/s.
double certain_until(const Score& at, double smallest, double tau2) {
  const double s = smallest + tau2;
  return (at.value() > 0 ? s * std::sqrt(at.fit / at.trace) : s * at.trace / at.fit) - smallest;
}

/// The tau2 of the highest maximum of the likelihood. The likelihood can have several maxima, so the sign of the score
/// is followed from 0 to where it is certainly negative: in steps that certainly pass no maximum, but where these are
/// short, eight a decade. Each maximum is then solved for; 0 is one if the likelihood falls from there.
double likeliest_tau2(const Sample& sample, bool restricted, std::vector<std::string>& warnings) {
  if (sample.score_bound == 0) return 0;
  const double last = 1.01 * sample.score_bound;
  double least_positive = last;
  for (const double v : sample.v)
    if (v > 0) least_positive = std::min(least_positive, v);
  const double smallest = sample.zero_variance ? 0 : sample.v[sample.top];
  const double ratio = std::pow(10.0, 1.0 / 8), first = 1e-4 * least_positive;
  std::vector<double> maxima;
  double before = 0, tau2 = sample.zero_variance ? first : 0;
  bool rising = true;
  while (true) {
    const Score at = score(sample, tau2, restricted);
    const bool rises = at.value() > 0;
    if (tau2 == 0 && !rises) maxima.push_back(0);
    if (tau2 > 0 && rising && !rises)
      maxima.push_back(bracketed_root(
          [&](double x) {
            const Score there = score(sample, x, restricted);
            return ValueAndSlope{there.value(), there.slope};
          },
          before, tau2, true, "the maximum of the likelihood of tau2"));
    rising = rises;
    before = tau2;
    if (!(tau2 < last)) break;
    const double certain = certain_until(at, smallest, tau2);
    tau2 = std::min(last, std::max(tau2 == 0 ? first : tau2 * ratio, std::isfinite(certain) ? certain : last));
  }
  if (maxima.empty()) return 0;
  if (maxima.size() > 1)
    warnings.push_back("The likelihood of tau2 has " + std::to_string(maxima.size()) +
                       " maxima; the highest one is reported.");
  return *std::max_element(maxima.begin(), maxima.end(), [&](double a, double b) {
    return log_likelihood(sample, a, restricted) < log_likelihood(sample, b, restricted);
  });
}

/// Of the estimates themselves, moderators or not; divisor k.
double variance_about_the_mean(const Sample& sample) {
  double mean = 0, sum = 0;
  for (const double y : sample.y) mean += y / sample.k();
  for (const double y : sample.y) sum += squared(y - mean);
  return sum / sample.k();
}

/// Standard error of an estimator of the form (y'Ay - c) / d with weights that do not depend on tau2:
/// Var(y'Py) = 2 tr(P S P S) with S = V + tau2 I, divided by `divisor` squared.
double se_of_quadratic(const Moments& m, double tau2, double divisor) {
  return std::sqrt(2 * m.tr_pvpv + 4 * tau2 * m.tr_pvp + 2 * squared(tau2) * m.tr_pp) / divisor;
}

/// The same with weights 1/v, where PVP = P: the traces are k - p, tr(P) and tr(PP).
double se_of_inverse_variance(const Moments& m, int df, double tau2, double divisor) {
  return std::sqrt(2.0 * df + 4 * tau2 * m.tr_p + 2 * squared(tau2) * m.tr_pp) / divisor;
}

}  // namespace

Tau2 estimate_tau2(const Sample& sample, FitMethod method) {
  const int k = sample.k(), df = sample.residual_df();
  Tau2 result;
  const bool divides =
      method == FitMethod::ee || method == FitMethod::dl || method == FitMethod::hs || method == FitMethod::pm;
  if (sample.zero_variance && divides)
    throw Error(Error::Kind::data, "method " + std::string(name(method)) +
                                       " divides by the sampling variances and one of them is 0; leave that study out "
                                       "or use REML");
  if (method == FitMethod::ee || df == 0) return result;
  double& tau2 = result.value;
  switch (method) {
    case FitMethod::ee:
      break;
    case FitMethod::dl: {  // DerSimonian & Laird (1986)
      const Moments m = moments_at(sample, 0);
      tau2 = std::max(0.0, (m.q - df) / m.tr_p);
      result.se = se_of_inverse_variance(m, df, tau2, m.tr_p);
      break;
    }
    case FitMethod::he: {  // Hedges & Olkin (1985), also called the variance component estimator
      const Moments m = moments_unweighted(sample);
      tau2 = std::max(0.0, (m.q - m.tr_pv) / df);
      result.se = se_of_quadratic(m, tau2, df);
      break;
    }
    case FitMethod::hs: {  // Hunter & Schmidt (1990)
      const Moments m = moments_at(sample, 0);
      tau2 = std::max(0.0, (m.q - k) / m.sum_w);
      result.se = se_of_inverse_variance(m, df, tau2, m.sum_w);
      break;
    }
    case FitMethod::sj: {  // Sidik & Jonkman (2005), started from the variance of the estimates with divisor k
      const double start = variance_about_the_mean(sample);
      if (start == 0) {
        result.se = 0;
        break;
      }
      const Moments m = moments_at(sample, start);
      tau2 = start * m.q / df;
      result.se = start * se_of_quadratic(m, tau2, df);
      break;
    }
    case FitMethod::ml:
    case FitMethod::reml: {  // Viechtbauer (2005)
      const bool restricted = method == FitMethod::reml;
      tau2 = likeliest_tau2(sample, restricted, result.warnings);
      if (tau2 == 0 && sample.zero_variance) break;
      if (restricted) {
        result.se = std::sqrt(2 / score_moments_at(sample, tau2).tr_pp);
      } else {
        result.se = std::sqrt(2 / score_moments_at(sample, tau2).sum_w2);
      }
      break;
    }
    case FitMethod::eb:    // Morris (1983); its fixed point is the Paule-Mandel equation
    case FitMethod::pm: {  // Paule & Mandel (1982)
      tau2 = tau2_where_q_is(sample, df);
      if (tau2 == 0 && sample.zero_variance) break;
      const Moments m = moments_at(sample, tau2);
      result.se = se_of_quadratic(m, tau2, m.sum_w * df / k);
      break;
    }
  }
  if (tau2 == 0 && sample.zero_variance)
    throw Error(Error::Kind::data, "method " + std::string(name(method)) +
                                       " finds tau2 = 0 while a sampling variance is 0, so that study would have all "
                                       "the weight; leave it out");
  return result;
}

Tau2Limits q_profile_limits(const Sample& sample, double level) {
  const double tail = (100 - level) / 200;
  const double critical_for_lower = chi_squared_quantile(tail, sample.residual_df());
  const double critical_for_upper = chi_squared_quantile(1 - tail, sample.residual_df());
  Tau2Limits limits;
  limits.empty = score_moments_at(sample, 0).q < critical_for_upper;
  limits.interval = {tau2_where_q_is(sample, critical_for_lower), tau2_where_q_is(sample, critical_for_upper)};
  return limits;
}

Interval likelihood_limits(const Sample& sample, double tau2, bool restricted, double level) {
  const double drop = chi_squared_quantile((100 - level) / 100, 1) / 2;
  const double floor = log_likelihood(sample, tau2, restricted) - drop;
  const auto above_floor = [&](double x) {
    return ValueAndSlope{log_likelihood(sample, x, restricted) - floor, score(sample, x, restricted).value() / 2};
  };
  const char* what = "a limit of the profile likelihood of tau2";
  Interval limits;
  if (sample.zero_variance) {
    limits.lower = std::nan("");
  } else if (tau2 > 0 && above_floor(0).value < 0) {
    limits.lower = bracketed_root(above_floor, 0, tau2, false, what);
  }
  double upper = std::max({tau2, squared(sample.range), 1.0});
  while (above_floor(upper).value > 0) upper *= 4;
  limits.upper = bracketed_root(above_floor, tau2, upper, true, what);
  return limits;
}

}  // namespace evigraft
