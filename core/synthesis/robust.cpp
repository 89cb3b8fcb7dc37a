// core/synthesis/robust.cpp: working model -> weights of residuals -> sandwich, plain and adjusted.
#include "synthesis/robust.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>

#include "synthesis/clustered_model.h"
#include "synthesis/fit_parts.h"

namespace evigraft {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// The adjustment takes the root of a matrix as large as the cluster.
constexpr std::size_t kLargestCluster = 1000;

/// `x` to the power -1/2, directions without variance left out.
MatrixXd inverse_root(const MatrixXd& x) {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(x);
  const VectorXd& values = solver.eigenvalues();
  const double least = 1e-12 * values.cwiseAbs().maxCoeff();
  VectorXd roots = VectorXd::Zero(values.size());
  for (Index i = 0; i < values.size(); ++i)
    if (values(i) > least) roots(i) = 1 / std::sqrt(values(i));
  return solver.eigenvectors() * roots.asDiagonal() * solver.eigenvectors().transpose();
}

/// A = D' (D B D')^-1/2 D with the cluster's variance D'D and B that of its residuals, both under the working model:
/// Pustejovsky & Tipton (2018), equation 7.
MatrixXd adjustment(const ClusteredModel& model, const std::vector<std::size_t>& members, const MatrixXd& x) {
  const VectorXd precision = rows_of(model.precision, members);
  MatrixXd variance = precision.cwiseInverse().asDiagonal();
  variance.array() += model.shared;
  const MatrixXd d = variance.llt().matrixU();
  const MatrixXd of_residuals = variance - x * model.covariance * x.transpose();
  return d.transpose() * inverse_root(d * of_residuals * d.transpose()) * d;
}

/// Residuals go into the sandwich through these: WX, and AWX with each cluster's adjustment A.
struct Weights {
  MatrixXd plain, adjusted;  ///< k x p
};

Weights weights_of(const ClusteredModel& model, const Clusters& clusters, bool adjust) {
  Weights weights{weighted(model, clusters, model.x), {}};
  if (!adjust) return weights;
  weights.adjusted.resize(model.x.rows(), model.x.cols());
  for (const auto& members : clusters.members) {
    const MatrixXd rows = adjustment(model, members, rows_of(model.x, members)) * rows_of(weights.plain, members);
    for (std::size_t i = 0; i < members.size(); ++i)
      weights.adjusted.row(static_cast<Index>(members[i])) = rows.row(static_cast<Index>(i));
  }
  return weights;
}

/// Sum over clusters of (weights' e)(weights' e)'.
MatrixXd meat(const ClusteredModel& model, const Clusters& clusters, const MatrixXd& weights) {
  MatrixXd sum = MatrixXd::Zero(weights.cols(), weights.cols());
  for (const auto& members : clusters.members) {
    const VectorXd score = rows_of(weights, members).transpose() * rows_of(model.residual, members);
    sum += score * score.transpose();
  }
  return sum;
}

/// Satterthwaite's degrees of freedom for the contrast `c`, 2 E^2 / Var of its variance estimate under the working
/// model. With u = AWXCc and s = X'u of each cluster, C = (X'WX)^-1, the matrix of the quadratic form has
/// u'(V - XCX')u on its diagonal and -s_i'Cs_j beside it, so that its norm needs sums over clusters only.
double satterthwaite(const ClusteredModel& model, const Clusters& clusters, const Weights& weights, const VectorXd& c) {
  const VectorXd contrast = model.covariance * c;
  double trace = 0, squares = 0;
  MatrixXd sum = MatrixXd::Zero(c.size(), c.size());
  for (const auto& members : clusters.members) {
    const VectorXd u = rows_of(weights.adjusted, members) * contrast;
    const VectorXd s = rows_of(model.x, members).transpose() * u;
    const double own = s.dot(model.covariance * s), total = u.sum();
    const double variance =
        u.cwiseAbs2().cwiseQuotient(VectorXd(rows_of(model.precision, members))).sum() + model.shared * total * total;
    trace += variance - own;
    squares += (variance - own) * (variance - own) - own * own;
    sum += s * s.transpose();
  }
  const MatrixXd product = model.covariance * sum;
  return trace * trace / (squares + (product * product).trace());
}

}  // namespace

Robust robust(std::span<const Effect> effects, const DesignMatrix& design, const Clusters& clusters,
              const VarianceComponents& working, double level) {
  check_level(level);
  const Sample sample = make_sample(effects, design);
  if (sample.zero_variance && !(working.effect > 0))
    throw Error(Error::Kind::data, "a sampling variance is 0, so its effect would get all the weight");
  Robust result;
  result.clusters = clusters.count();
  const int df = result.clusters - sample.p();
  if (df < 1)
    throw Error(Error::Kind::data, std::to_string(result.clusters) + " clusters are too few for a robust variance of " +
                                       std::to_string(sample.p()) +
                                       (sample.p() == 1 ? " coefficient" : " coefficients"));
  const double unit2 = sample.unit * sample.unit;
  const ClusteredModel model = clustered_model(sample, clusters, {working.cluster / unit2, working.effect / unit2});
  const bool adjust = std::all_of(clusters.members.begin(), clusters.members.end(),
                                  [](const auto& members) { return members.size() <= kLargestCluster; });
  const Weights weights = weights_of(model, clusters, adjust);
  const MatrixXd back = sample.unit * back_transformation(sample.design) * model.covariance;
  const VectorXd beta = given_estimates(sample, model.beta);
  const std::vector<std::string> names = coefficient_names(design);
  const auto sandwich = [&](const MatrixXd& by) {
    return MatrixXd(back * meat(model, clusters, by) * back.transpose());
  };
  const auto described = [&](const MatrixXd& covariance, auto freedom) {
    RobustCoefficients coefficients;
    for (Index j = 0; j < beta.size(); ++j) {
      const double of_t = freedom(j);
      coefficients.push_back({names[static_cast<std::size_t>(j)], beta(j), of_t,
                              infer(beta(j), std::sqrt(covariance(j, j)), of_t, level)});
    }
    return coefficients;
  };
  const auto common = [df](Index /*j*/) { return static_cast<double>(df); };
  const MatrixXd cr0 = sandwich(weights.plain), cr1 = cr0 * result.clusters / df;
  result.cr0 = described(cr0, common);
  result.cr1 = described(cr1, common);
  result.moderators = wald_test(design, beta, cr1, df);
  if (!adjust) {
    result.cr2_refusal = "a cluster has more than " + std::to_string(kLargestCluster) + " effects";
    return result;
  }
  const MatrixXd contrasts = back_transformation(sample.design);
  result.cr2 = described(sandwich(weights.adjusted), [&](Index j) {
    return satterthwaite(model, clusters, weights, contrasts.row(j).transpose());
  });
  // Tipton (2015): below 4 degrees of freedom the t distribution does not approximate the statistic.
  for (const RobustCoefficient& one : result.cr2)
    if (!(one.df >= 4)) {
      result.warnings.emplace_back(
          "A robust interval rests on fewer than 4 degrees of freedom, where it cannot be trusted (Tipton 2015).");
      break;
    }
  return result;
}

const RobustCoefficients& leading(const Robust& robust) { return robust.cr2.empty() ? robust.cr1 : robust.cr2; }

}  // namespace evigraft
