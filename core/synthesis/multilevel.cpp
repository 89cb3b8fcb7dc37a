// core/synthesis/multilevel.cpp: likelihood on a grid -> Newton's steps from each of its maxima -> the highest ->
// coefficients. Harville (1977), JASA 72:320-338: with P = W - WX(X'WX)^-1 X'W and S the derivative of the variance
// (I for the effects, J within clusters), the score is (y'PSPy - tr PS)/2; ML has tr WS.
#include "synthesis/multilevel.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>

#include "synthesis/clustered_model.h"
#include "synthesis/distributions.h"
#include "synthesis/fit_parts.h"

namespace evigraft {
namespace {

using Eigen::Index;
using Eigen::Matrix2d;
using Eigen::MatrixXd;
using Eigen::Vector2d;
using Eigen::VectorXd;

/// Components as a vector: cluster, effect. Units of the sample.
struct Problem {
  const Sample& sample;
  const Clusters& clusters;
  bool restricted;
};

ClusteredModel model_at(const Problem& problem, const Vector2d& at) {
  return clustered_model(problem.sample, problem.clusters, {at(0), at(1)});
}

/// Up to a constant.
double log_likelihood(const Problem& problem, const ClusteredModel& model) {
  return -0.5 * (model.log_det_variance + model.rss + (problem.restricted ? model.log_det_information : 0));
}

/// Sums within clusters: Z' values, a row a cluster.
MatrixXd summed(const Clusters& clusters, const MatrixXd& values) {
  MatrixXd sums = MatrixXd::Zero(clusters.count(), values.cols());
  for (Index j = 0; j < sums.rows(); ++j)
    for (const std::size_t i : clusters.members[static_cast<std::size_t>(j)])
      sums.row(j) += values.row(static_cast<Index>(i));
  return sums;
}

struct Derivatives {
  Vector2d score;
  Matrix2d hessian;  ///< of the log-likelihood
  Matrix2d fisher;   ///< expected information: tr(P S P S)/2, for ML tr(W S W S)/2
};

/// Traces of W alone: tr(W S), and tr(W S_a W S_b).
struct Traces {
  Vector2d single;
  Matrix2d pair;
};

Traces traces_of_w(const ClusteredModel& model, const Clusters& clusters) {
  Traces traces{Vector2d::Zero(), Matrix2d::Zero()};
  for (const auto& members : clusters.members) {
    double a = 0, d2 = 0, d4 = 0;
    for (const std::size_t i : members) {
      const double d = model.precision(static_cast<Index>(i));
      a += d;
      d2 += d * d;
      d4 += d * d * d * d;
    }
    const double shrink = 1 / (1 + model.shared * a), r = model.shared * shrink;
    double diagonal = 0, diagonal2 = 0;  // W_ii = d_i (1 + s (a - d_i)) / (1 + s a)
    for (const std::size_t i : members) {
      const double d = model.precision(static_cast<Index>(i));
      const double w = d * (1 + model.shared * std::max(0.0, a - d)) * shrink;
      diagonal += w;
      diagonal2 += w * w;
    }
    const double whole = a * shrink;  // 1'W1
    traces.single += Vector2d(whole, diagonal);
    traces.pair(0, 0) += whole * whole;
    traces.pair(0, 1) += d2 * shrink * shrink;  // 1'W^2 1
    traces.pair(1, 1) += diagonal2 + r * r * std::max(0.0, d2 * d2 - d4);
  }
  traces.pair(1, 0) = traces.pair(0, 1);
  return traces;
}

Derivatives derivatives(const Problem& problem, const ClusteredModel& model) {
  const Clusters& clusters = problem.clusters;
  Traces traces = traces_of_w(model, clusters);
  const MatrixXd wx = weighted(model, clusters, model.x);
  const MatrixXd& c = model.covariance;
  if (problem.restricted) {
    // P = W - U C U' with U = WX; tr(PSPS') = tr(WSWS') - 2 tr(C U'SWS'U) + tr(C U'SU C U'S'U), S = ZZ' or I.
    const MatrixXd wwx = weighted(model, clusters, wx);
    const MatrixXd zu = summed(clusters, wx);
    MatrixXd spread(wx.rows(), wx.cols());  // ZZ'U
    for (Index j = 0; j < zu.rows(); ++j)
      for (const std::size_t i : clusters.members[static_cast<std::size_t>(j)])
        spread.row(static_cast<Index>(i)) = zu.row(j);
    const MatrixXd w_spread = weighted(model, clusters, spread);
    const MatrixXd by_cluster = c * (zu.transpose() * zu), by_effect = c * (wx.transpose() * wx);
    traces.single -= Vector2d(by_cluster.trace(), by_effect.trace());
    const double cross = (c * (wx.transpose() * w_spread)).trace();
    traces.pair(0, 0) += (by_cluster * by_cluster).trace() - 2 * (c * (spread.transpose() * w_spread)).trace();
    traces.pair(0, 1) += (by_cluster * by_effect).trace() - 2 * cross;
    traces.pair(1, 1) += (by_effect * by_effect).trace() - 2 * (c * (wx.transpose() * wwx)).trace();
    traces.pair(1, 0) = traces.pair(0, 1);
  }
  const VectorXd q = weighted(model, clusters, model.residual).col(0);  // Py
  const VectorXd sums = summed(clusters, q).col(0);
  MatrixXd sq(q.size(), 2);  // S q, for both S
  sq.col(1) = q;
  for (Index j = 0; j < sums.size(); ++j)
    for (const std::size_t i : clusters.members[static_cast<std::size_t>(j)]) sq(static_cast<Index>(i), 0) = sums(j);
  const MatrixXd w_sq = weighted(model, clusters, sq);
  const MatrixXd on_design = model.x.transpose() * w_sq;
  const Matrix2d quadratic = sq.transpose() * w_sq - on_design.transpose() * c * on_design;  // q'S P S q
  Derivatives result;
  result.score = 0.5 * (Vector2d(sums.squaredNorm(), q.squaredNorm()) - traces.single);
  result.fisher = 0.5 * traces.pair;
  result.hessian = result.fisher - quadratic;
  return result;
}

/// Whether the data know one variance from the other: the information that is left beside the coefficients must not
/// vanish, and not be the same for both.
bool tells_apart(const Sample& sample, const Clusters& clusters) {
  const Problem left{sample, clusters, true}, whole{sample, clusters, false};
  const ClusteredModel model = model_at(left, Vector2d::Constant(1));
  const Matrix2d beside = derivatives(left, model).fisher, all = derivatives(whole, model).fisher;
  const Eigen::Array2d share = beside.diagonal().array() / all.diagonal().array();
  return (share > 1e-8).all() && beside.determinant() > 1e-10 * beside(0, 0) * beside(1, 1);
}

/// Towards the maximum from `at`, inside the quadrant of variances: Newton's step where the likelihood is concave, else
/// Fisher's, halved until it rises; a variance that would become negative is 0, and stays so while the score says so.
Vector2d climb(const Problem& problem, Vector2d at, double scale) {
  ClusteredModel model = model_at(problem, at);
  double value = log_likelihood(problem, model);
  for (int round = 0; round < 200; ++round) {
    const Derivatives d = derivatives(problem, model);
    Eigen::Vector2i free;
    for (Index a = 0; a < 2; ++a) free(a) = at(a) > 0 || d.score(a) > 0 ? 1 : 0;
    Vector2d step = Vector2d::Zero();
    if (free.sum() == 2) {
      const bool concave = d.hessian(0, 0) < 0 && d.hessian.determinant() > 0;
      step = concave ? Vector2d(-d.hessian.inverse() * d.score) : Vector2d(d.fisher.ldlt().solve(d.score));
    } else {
      for (Index a = 0; a < 2; ++a)
        if (free(a) != 0) step(a) = d.score(a) / (d.hessian(a, a) < 0 ? -d.hessian(a, a) : d.fisher(a, a));
    }
    const auto arrived = [&](const Vector2d& change) {
      return (change.array().abs() <= 1e-11 * (at.array() + 1e-4 * scale)).all();
    };
    if (arrived(step)) return at;
    for (int halving = 0;; ++halving, step /= 2) {
      const Vector2d next = (at + step).cwiseMax(0.0);
      const ClusteredModel there = model_at(problem, next);
      const double reached = log_likelihood(problem, there);
      if (reached >= value - 1e-13 * std::max(1.0, std::abs(value))) {
        const Vector2d change = next - at;
        at = next;
        model = there;
        value = reached;
        if (arrived(change)) return at;
        break;
      }
      if (halving == 60) return at;  // nowhere higher that numbers can tell
    }
  }
  throw Error(Error::Kind::failed, "the search for the two variances did not converge; nothing is reported");
}

/// Where the climbs begin: the maxima of the likelihood over a grid of both variances, 0 and three points a decade.
std::vector<Vector2d> grid_maxima(const Problem& problem, double smallest, double largest) {
  std::vector<double> points = {0};
  const double decades = std::log10(largest / (1e-3 * smallest));
  for (int third = 0; third < 3 * decades; ++third) points.push_back(1e-3 * smallest * std::pow(10.0, third / 3.0));
  points.push_back(largest);
  const auto n = static_cast<Index>(points.size());
  const auto point = [&](Index i) { return points[static_cast<std::size_t>(i)]; };
  MatrixXd value(n, n);
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < n; ++j)
      value(i, j) = point(j) == 0 && problem.sample.zero_variance
                        ? -HUGE_VAL
                        : log_likelihood(problem, model_at(problem, {point(i), point(j)}));
  std::vector<Vector2d> maxima;
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < n; ++j) {
      const Index top = std::max<Index>(0, i - 1), left = std::max<Index>(0, j - 1);
      const double around = value.block(top, left, std::min(i + 2, n) - top, std::min(j + 2, n) - left).maxCoeff();
      if (value(i, j) == around) maxima.emplace_back(point(i), point(j));
    }
  return maxima;
}

Vector2d likeliest(const Problem& problem, std::vector<std::string>& warnings) {
  const Sample& sample = problem.sample;
  double smallest = HUGE_VAL;
  for (const double v : sample.v)
    if (v > 0) smallest = std::min(smallest, v);
  if (!std::isfinite(smallest)) smallest = 1;
  if (!tells_apart(sample, problem.clusters))
    throw Error(Error::Kind::data,
                "the variance between clusters and that between the effects of one cannot be told apart: it takes two "
                "clusters or more, of which some have several effects, and moderators that leave clusters to differ");
  // Each variance is below the squared range of the estimates (see Sample::score_bound).
  const double largest = std::max(4 * sample.score_bound, 10 * smallest);
  std::vector<Vector2d> maxima;
  for (const Vector2d& start : grid_maxima(problem, smallest, largest)) {
    const Vector2d found = climb(problem, start, smallest);
    const bool known = std::any_of(maxima.begin(), maxima.end(), [&](const Vector2d& other) {
      return ((other - found).array().abs() <= 1e-5 * (found.array() + smallest)).all();
    });
    if (!known) maxima.push_back(found);
  }
  if (maxima.empty())
    throw Error(Error::Kind::failed, "the likelihood of the two variances has no maximum; nothing is reported");
  if (maxima.size() > 1)
    warnings.push_back("The likelihood of the two variances has " + std::to_string(maxima.size()) +
                       " maxima; the highest one is reported.");
  return *std::max_element(maxima.begin(), maxima.end(), [&](const Vector2d& a, const Vector2d& b) {
    return log_likelihood(problem, model_at(problem, a)) < log_likelihood(problem, model_at(problem, b));
  });
}

/// With the constants that metafor counts.
double full_log_likelihood(const Problem& problem, const ClusteredModel& model) {
  const int k = problem.sample.k(), p = problem.sample.p();
  const double log_unit2 = 2 * std::log(problem.sample.unit), log_2pi = std::log(2 * M_PI);
  const double value = log_likelihood(problem, model) - 0.5 * k * log_unit2;
  if (!problem.restricted) return value - 0.5 * k * log_2pi;
  const Eigen::HouseholderQR<MatrixXd> qr(model.x);
  const double log_det_design = qr.matrixQR().diagonal().head(p).array().abs().log().sum();
  return value + 0.5 * p * log_unit2 + log_det_design - 0.5 * (k - p) * log_2pi;
}

}  // namespace

Multilevel fit_multilevel(std::span<const Effect> effects, const DesignMatrix& design, const Clusters& clusters,
                          const FitOptions& options) {
  check_level(options.level);
  const Sample sample = make_sample(effects, design);
  if (sample.residual_df() < 1)
    throw Error(Error::Kind::data, std::to_string(sample.k()) + " effects are too few for " +
                                       std::to_string(sample.p()) + " coefficients and two variances");
  Multilevel result;
  result.method = options.method == FitMethod::ml ? FitMethod::ml : FitMethod::reml;
  result.test = options.test == Test::z ? Test::z : Test::t;
  result.level = options.level;
  result.k = sample.k();
  result.clusters = clusters.count();
  result.QE_df = sample.residual_df();
  if (result.test == Test::t) result.df = result.QE_df;

  const Problem problem{sample, clusters, result.method == FitMethod::reml};
  const Vector2d at = likeliest(problem, result.warnings);
  const ClusteredModel model = model_at(problem, at);
  const double unit2 = sample.unit * sample.unit;
  result.sigma2 = {at(0) * unit2, at(1) * unit2};
  result.log_likelihood = full_log_likelihood(problem, model);

  const VectorXd beta = given_estimates(sample, model.beta);
  const MatrixXd back = back_transformation(sample.design);
  const MatrixXd covariance = unit2 * (back * model.covariance * back.transpose());
  const std::vector<std::string> names = coefficient_names(design);
  for (Index j = 0; j < beta.size(); ++j)
    result.coefficients.push_back({names[static_cast<std::size_t>(j)], beta(j),
                                   infer(beta(j), std::sqrt(covariance(j, j)), result.df, result.level)});
  result.moderators = wald_test(design, beta, covariance, result.df);
  if (sample.zero_variance) {
    result.warnings.emplace_back("A sampling variance is 0: QE cannot be computed.");
  } else {
    result.QE = model_at(problem, Vector2d::Zero()).rss;
    result.QE_p = chi_squared_p(*result.QE, result.QE_df);
  }
  if (design.columns.empty()) {
    const Coefficient& mean = result.coefficients.front();
    const double half =
        critical(result.level, result.df) * std::sqrt(covariance(0, 0) + result.sigma2.cluster + result.sigma2.effect);
    result.prediction = Interval{mean.estimate - half, mean.estimate + half};
  }
  return result;
}

}  // namespace evigraft
