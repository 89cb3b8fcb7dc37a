#include "synthesis/moments.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace evigraft {
namespace {

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// A power of two near the square root of `variance`, so that scaling by it and its square is exact.
double unit_near(double variance) { return std::ldexp(1.0, std::ilogb(variance) / 2); }

Moments moments(const Sample& sample, const std::vector<double>& w) {
  const std::vector<double>&y = sample.y, &v = sample.v;
  // Sums over all but the heaviest study: what is left beside it is then exact, not a difference of near equals.
  double w_rest = 0, w2_rest = 0, wy_rest = 0, w2v_rest = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (i == sample.top) continue;
    w_rest += w[i];
    w2_rest += w[i] * w[i];
    wy_rest += w[i] * y[i];
    w2v_rest += w[i] * w[i] * v[i];
  }
  const double w_top = w[sample.top], w2_top = w_top * w_top, w2v_top = w2_top * v[sample.top];

  Moments m;
  m.sum_w = w_rest + w_top;
  m.mean = wy_rest / m.sum_w;  // the heaviest study has y = 0
  const double sum_w2 = m.sum_w * m.sum_w;
  double w_u = 0, w_u2 = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const bool top = i == sample.top;
    const double w2 = w[i] * w[i];
    const double residual = y[i] - m.mean, u = w[i] * residual;
    m.q += u * residual;
    m.ypp_y += u * u;
    w_u += w[i] * u;
    w_u2 += w[i] * u * u;
    const double p_ii = w[i] * (top ? w_rest : m.sum_w - w[i]) / m.sum_w;
    const double others_w2 = top ? w2_rest : w2_rest + w2_top - w2;
    const double others_w2v = top ? w2v_rest : w2v_rest + w2v_top - w2 * v[i];
    m.tr_p += p_ii;
    m.tr_pp += p_ii * p_ii + w2 * others_w2 / sum_w2;
    m.tr_pv += p_ii * v[i];
    m.tr_pvp += p_ii * p_ii * v[i] + w2 * v[i] * others_w2 / sum_w2;
    m.tr_pvpv += p_ii * p_ii * v[i] * v[i] + w2 * v[i] * others_w2v / sum_w2;
  }
  m.yppp_y = w_u2 - w_u * w_u / m.sum_w;
  return m;
}

std::vector<double> weights(const Sample& sample, double tau2) {
  std::vector<double> w(sample.v.size());
  std::transform(sample.v.begin(), sample.v.end(), w.begin(), [tau2](double v) { return 1 / (v + tau2); });
  return w;
}

}  // namespace

Sample make_sample(std::span<const Effect> effects) {
  if (effects.empty()) throw Error(Error::Kind::data, "there is no effect to pool");
  Sample sample;
  std::vector<double> positive;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const auto [yi, vi] = effects[i];
    const std::string which = "effect " + std::to_string(i + 1);
    if (!std::isfinite(yi) || !std::isfinite(vi))
      throw Error(Error::Kind::data, which + " has an estimate or variance that is not a finite number");
    if (vi < 0) throw Error(Error::Kind::data, which + " has a negative variance");
    if (vi > 0) positive.push_back(vi);
    // Ties of precision go to the smaller estimate, so that the result does not depend on the order.
    const Effect& best = effects[sample.top];
    if (vi < best.vi || (vi == best.vi && yi < best.yi)) sample.top = i;
  }
  sample.zero_variance = positive.size() < effects.size();
  sample.shift = effects[sample.top].yi;
  if (!positive.empty()) sample.unit = unit_near(median(positive));
  double low = 0, high = 0;
  for (const auto& [yi, vi] : effects) {
    sample.y.push_back((yi - sample.shift) / sample.unit);
    sample.v.push_back(vi / sample.unit / sample.unit);
    low = std::min(low, sample.y.back());
    high = std::max(high, sample.y.back());
  }
  sample.range = high - low;
  // Cubes of weights times squares of effects are the largest products; they stay finite within these bounds.
  constexpr double kFar = 1e60;
  const auto [least, most] = std::minmax_element(positive.begin(), positive.end());
  const double widest = sample.range * sample.unit;  // its square, the scale of tau2, must be a number too
  if (!(sample.range <= kFar) || !std::isfinite(widest * widest) || (!positive.empty() && *most / *least > kFar))
    throw Error(Error::Kind::data, "the effects or variances lie too many orders of magnitude apart to be pooled");
  return sample;
}

Moments moments_at(const Sample& sample, double tau2) { return moments(sample, weights(sample, tau2)); }

Moments moments_unweighted(const Sample& sample) { return moments(sample, std::vector<double>(sample.y.size(), 1.0)); }

double log_likelihood(const Sample& sample, double tau2, bool restricted) {
  const Moments m = moments_at(sample, tau2);
  double log_variances = 0;
  for (const double v : sample.v) log_variances += std::log(v + tau2);
  return -0.5 * (log_variances + m.q + (restricted ? std::log(m.sum_w) : 0));
}

}  // namespace evigraft
