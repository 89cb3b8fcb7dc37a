#include "synthesis/moments.h"

#include <evigraft/error.h>

#include <Eigen/Dense>
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

using Eigen::ArrayXd;
using Eigen::MatrixXd;
using Eigen::VectorXd;

ArrayXd array(const std::vector<double>& values) {
  return Eigen::Map<const ArrayXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

/// The design as a matrix; a column of ones for an intercept alone.
MatrixXd matrix(const Sample& sample) {
  if (sample.design.columns.empty()) return MatrixXd::Ones(sample.k(), 1);
  MatrixXd x(sample.k(), sample.p());
  for (int j = 0; j < sample.p(); ++j) x.col(j) = array(sample.design.columns[static_cast<std::size_t>(j)]).matrix();
  return x;
}

/// sqrt(W) X = Q R with thin Q; H = QQ' is the hat matrix of the weighted problem.
struct Factors {
  MatrixXd q, r;
  ArrayXd root_w, hat;
};

Factors factors(const Sample& sample, const std::vector<double>& w) {
  Factors f;
  f.root_w = array(w).sqrt();
  const MatrixXd weighted = f.root_w.matrix().asDiagonal() * matrix(sample);
  const Eigen::HouseholderQR<MatrixXd> qr(weighted);
  const Eigen::Index p = weighted.cols();
  f.q = qr.householderQ() * MatrixXd::Identity(weighted.rows(), p);
  f.r = qr.matrixQR().topRows(p).triangularView<Eigen::Upper>();
  f.hat = f.q.rowwise().squaredNorm().array();
  return f;
}

/// The part of `values` that the columns of Q do not explain, projected twice so that its digits hold.
ArrayXd residual(const MatrixXd& q, const ArrayXd& values) {
  VectorXd rest = values.matrix();
  rest -= q * (q.transpose() * rest);
  rest -= q * (q.transpose() * rest);
  return rest.array();
}

/// P = sqrt(W) (I - QQ') sqrt(W); sum_j (I - H)_ij^2 w_j = w_i (1 - 2 h_i) + q_i' (Q'WQ) q_i.
Moments moments_with_moderators(const Sample& sample, const std::vector<double>& weights) {
  const Factors f = factors(sample, weights);
  const ArrayXd w = array(weights), v = array(sample.v), free = 1 - f.hat;
  const auto off_diagonal = [&](const ArrayXd& u) {  // sum_j (I - H)_ij^2 u_j, without i = j, which is (1 - h_i)^2 u_i
    const MatrixXd inner = f.q.transpose() * u.matrix().asDiagonal() * f.q;
    const ArrayXd all = (f.q * inner).cwiseProduct(f.q).rowwise().sum().array();
    return ArrayXd((all - f.hat.square() * u).max(0) + free.square() * u);
  };
  const ArrayXd e = residual(f.q, f.root_w * array(sample.y));  // sqrt(w) times the residuals of y
  const ArrayXd u = f.root_w * e;                               // Py
  const ArrayXd against_w = off_diagonal(w), against_wv = off_diagonal(w * v);
  Moments m;
  m.sum_w = w.sum();
  m.q = e.square().sum();
  m.ypp_y = u.square().sum();
  m.yppp_y = residual(f.q, f.root_w * u).square().sum();
  m.tr_p = (w * free).sum();
  m.tr_pp = (w * against_w).sum();
  m.tr_pv = (w * free * v).sum();
  m.tr_pvp = (w * v * against_w).sum();
  m.tr_pvpv = (w * v * against_wv).sum();
  return m;
}

Moments moments(const Sample& sample, const std::vector<double>& w) {
  if (!sample.design.columns.empty()) return moments_with_moderators(sample, w);
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
  // sum_i w_i e_i^2 <= (k - 1) range^2 / (2 tau2); sum w^2 e^2 <= max(w) range^2 tr(P) / 2 and max(w) <= 1 / tau2.
  sample.q_bound = (sample.k() - 1) * sample.range * sample.range / 2;
  sample.score_bound = sample.range * sample.range / 2;
  return sample;
}

Sample make_sample(std::span<const Effect> effects, const DesignMatrix& design) {
  Sample sample = make_sample(effects);
  if (design.columns.empty()) return sample;
  if (!design.intercept) {  // a shift of all effects is absorbed by an intercept only
    for (double& y : sample.y) y += sample.shift / sample.unit;
    sample.shift = 0;
  }
  sample.design = design;
  // y'Py <= residual sum of squares / tau2, and y'PPy <= max(w) y'Py with tr(P) at least the largest eigenvalue of P.
  const std::vector<double> ones(sample.y.size(), 1.0);
  sample.q_bound = residual(factors(sample, ones).q, array(sample.y)).square().sum();
  sample.score_bound = sample.q_bound;
  return sample;
}

Moments moments_at(const Sample& sample, double tau2) { return moments(sample, weights(sample, tau2)); }

Moments moments_unweighted(const Sample& sample) { return moments(sample, std::vector<double>(sample.y.size(), 1.0)); }

Solution solve_at(const Sample& sample, double tau2) {
  const Factors f = factors(sample, weights(sample, tau2));
  const ArrayXd y = array(sample.y);
  const auto upper = f.r.triangularView<Eigen::Upper>();
  VectorXd beta = upper.solve(f.q.transpose() * (f.root_w * y).matrix());
  const MatrixXd x = matrix(sample);
  const ArrayXd rest = y - (x * beta).array();
  beta += upper.solve(f.q.transpose() * (f.root_w * rest).matrix());  // one step of refinement
  const ArrayXd fitted = (x * beta).array(), residuals = y - fitted;
  const MatrixXd inverse = upper.solve(MatrixXd::Identity(x.cols(), x.cols()));
  const MatrixXd covariance = inverse * inverse.transpose();
  Solution solution{{beta.begin(), beta.end()},
                    {},
                    {f.hat.begin(), f.hat.end()},
                    {fitted.begin(), fitted.end()},
                    {residuals.begin(), residuals.end()}};
  for (Eigen::Index i = 0; i < covariance.rows(); ++i)
    solution.covariance.emplace_back(covariance.row(i).begin(), covariance.row(i).end());
  return solution;
}

double log_cross_product(const Sample& sample) {
  if (sample.design.columns.empty()) return std::log(sample.k());
  const std::vector<double> ones(sample.y.size(), 1.0);
  return 2 * factors(sample, ones).r.diagonal().array().abs().log().sum();
}

double log_likelihood(const Sample& sample, double tau2, bool restricted) {
  const Moments m = moments_at(sample, tau2);
  double log_variances = 0;
  for (const double v : sample.v) log_variances += std::log(v + tau2);
  if (!restricted) return -0.5 * (log_variances + m.q);
  if (sample.design.columns.empty()) return -0.5 * (log_variances + m.q + std::log(m.sum_w));
  const double log_determinant = 2 * factors(sample, weights(sample, tau2)).r.diagonal().array().abs().log().sum();
  return -0.5 * (log_variances + m.q + log_determinant);
}

}  // namespace evigraft
