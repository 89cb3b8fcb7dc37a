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

Eigen::Map<const ArrayXd> array(const std::vector<double>& values) {
  return {values.data(), static_cast<Eigen::Index>(values.size())};
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

/// Gram-Schmidt, each column projected twice: then Q is orthogonal to machine precision (Giraud, Langou & Rozloznik
/// 2005, Comput Math Appl 50:1069-1075).
Factors factors(const Sample& sample, const std::vector<double>& w) {
  Factors f;
  f.root_w = array(w).sqrt();
  f.q = f.root_w.matrix().asDiagonal() * matrix(sample);
  const Eigen::Index p = f.q.cols();
  f.r = MatrixXd::Zero(p, p);
  for (Eigen::Index j = 0; j < p; ++j) {
    for (int round = 0; round < 2; ++round)
      for (Eigen::Index i = 0; i < j; ++i) {
        const double along = f.q.col(i).dot(f.q.col(j));
        f.q.col(j) -= along * f.q.col(i);
        f.r(i, j) += along;
      }
    f.r(j, j) = f.q.col(j).norm();
    f.q.col(j) /= f.r(j, j);
  }
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

/// sum_j (I - H)_ij^2 u_j for each i, by (I - H)_ii = 1 - h_i and (I - H)_ij = -h_ij.
ArrayXd squares_against(const Factors& f, const ArrayXd& u) {
  const MatrixXd inner = f.q.transpose() * u.matrix().asDiagonal() * f.q;
  const ArrayXd all = (f.q * inner).cwiseProduct(f.q).rowwise().sum().array();
  return (all - f.hat.square() * u).max(0) + (1 - f.hat).square() * u;
}

/// P = sqrt(W) (I - QQ') sqrt(W).
void set_score(ScoreMoments& m, const Sample& sample, const Factors& f, const ArrayXd& w) {
  const ArrayXd e = residual(f.q, f.root_w * array(sample.y));  // sqrt(w) times the residuals of y
  const ArrayXd u = f.root_w * e;                               // Py
  m.sum_w = w.sum();
  m.sum_w2 = w.square().sum();
  m.q = e.square().sum();
  m.ypp_y = u.square().sum();
  m.yppp_y = residual(f.q, f.root_w * u).square().sum();
  m.tr_p = (w * (1 - f.hat)).sum();
  m.tr_pp = (w * squares_against(f, w)).sum();
}

Moments moments_with_moderators(const Sample& sample, const std::vector<double>& weights) {
  const Factors f = factors(sample, weights);
  const ArrayXd w = array(weights);
  const Eigen::Map<const ArrayXd> v = array(sample.v);
  Moments m;
  set_score(m, sample, f, w);
  m.tr_pv = (w * (1 - f.hat) * v).sum();
  m.tr_pvp = (w * v * squares_against(f, w)).sum();
  m.tr_pvpv = (w * v * squares_against(f, w * v)).sum();
  return m;
}

/// An intercept alone. Sums over all but the most precise study: what is left beside it is then exact, not a difference
/// of near equals.
struct Rest {
  ArrayXd w;  ///< 0 at the most precise study
  double w_top = 0, sum_w = 0, sum_w2 = 0;
};

void set_score(ScoreMoments& m, const Sample& sample, const Rest& rest) {
  const Eigen::Map<const ArrayXd> y = array(sample.y);
  const ArrayXd& w = rest.w;
  const double w_top = rest.w_top, w2_top = w_top * w_top;
  m.sum_w = rest.sum_w + w_top;
  m.sum_w2 = rest.sum_w2 + w2_top;
  m.mean = (w * y).sum() / m.sum_w;  // the most precise study has y = 0
  const ArrayXd residual = y - m.mean, u = w * residual, wu = w * u;
  const double residual_top = -m.mean, u_top = w_top * residual_top;
  m.q = (u * residual).sum() + u_top * residual_top;
  m.ypp_y = u.square().sum() + u_top * u_top;
  const double w_u = wu.sum() + w_top * u_top, w_u2 = (wu * u).sum() + w_top * u_top * u_top;
  m.yppp_y = w_u2 - w_u * w_u / m.sum_w;
  const ArrayXd p = w * (m.sum_w - w) / m.sum_w;  // diagonal of P
  const double p_top = w_top * rest.sum_w / m.sum_w;
  m.tr_p = p.sum() + p_top;
  const double off_diagonal = (w.square() * (rest.sum_w2 + w2_top - w.square())).sum() + w2_top * rest.sum_w2;
  m.tr_pp = p.square().sum() + p_top * p_top + off_diagonal / (m.sum_w * m.sum_w);
}

Rest rest_of(const Sample& sample, const std::vector<double>& weights) {
  Rest rest{array(weights), weights[sample.top], 0, 0};
  rest.w(static_cast<Eigen::Index>(sample.top)) = 0;
  rest.sum_w = rest.w.sum();
  rest.sum_w2 = rest.w.square().sum();
  return rest;
}

Moments moments(const Sample& sample, const std::vector<double>& weights) {
  if (!sample.design.columns.empty()) return moments_with_moderators(sample, weights);
  const Rest rest = rest_of(sample, weights);
  const ArrayXd &w = rest.w, w2 = w.square();
  Moments m;
  set_score(m, sample, rest);
  const Eigen::Map<const ArrayXd> v = array(sample.v);
  const double w_top = rest.w_top, v_top = sample.v[sample.top], w2_top = w_top * w_top;
  const double sum_w_squared = m.sum_w * m.sum_w, w2v_rest = (w2 * v).sum();
  const ArrayXd p = w * (m.sum_w - w) / m.sum_w;
  const double p_top = w_top * rest.sum_w / m.sum_w;
  m.tr_pv = (p * v).sum() + p_top * v_top;
  m.tr_pvp = (p.square() * v).sum() + p_top * p_top * v_top +
             ((w2 * v * (rest.sum_w2 + w2_top - w2)).sum() + w2_top * v_top * rest.sum_w2) / sum_w_squared;
  m.tr_pvpv = (p * v).square().sum() + p_top * p_top * v_top * v_top +
              ((w2 * v * (w2v_rest + w2_top * v_top - w2 * v)).sum() + w2_top * v_top * w2v_rest) / sum_w_squared;
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
  sample.q_bound =
      residual(factors(sample, std::vector<double>(sample.y.size(), 1.0)).q, array(sample.y)).square().sum();
  sample.score_bound = sample.q_bound;
  return sample;
}

Moments moments_at(const Sample& sample, double tau2) { return moments(sample, weights(sample, tau2)); }

Moments moments_unweighted(const Sample& sample) { return moments(sample, std::vector<double>(sample.y.size(), 1.0)); }

ScoreMoments score_moments_at(const Sample& sample, double tau2) {
  ScoreMoments m;
  const std::vector<double> w = weights(sample, tau2);
  if (sample.design.columns.empty())
    set_score(m, sample, rest_of(sample, w));
  else
    set_score(m, sample, factors(sample, w), array(w));
  return m;
}

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

double log_likelihood(const Sample& sample, double tau2, bool restricted) {
  const ScoreMoments m = score_moments_at(sample, tau2);
  double log_variances = 0;
  for (const double v : sample.v) log_variances += std::log(v + tau2);
  if (!restricted) return -0.5 * (log_variances + m.q);
  if (sample.design.columns.empty()) return -0.5 * (log_variances + m.q + std::log(m.sum_w));
  const double log_determinant = 2 * factors(sample, weights(sample, tau2)).r.diagonal().array().abs().log().sum();
  return -0.5 * (log_variances + m.q + log_determinant);
}

}  // namespace evigraft
