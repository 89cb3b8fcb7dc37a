// core/synthesis/clustered_model.h: generalised least squares where the effects of a cluster share a random part:
// Var(y_j) = diag(v) + effect I + cluster J. Everything is in units of the Sample and of the design's columns, and
// costs O(k p^2): a cluster's inverse is diagonal plus rank one, so no block is ever inverted. For robust.cpp,
// multilevel.cpp.
#pragma once
#include <Eigen/Dense>

#include "synthesis/clusters.h"
#include "synthesis/fit.h"
#include "synthesis/moments.h"
#include "synthesis/regression.h"

namespace evigraft {

struct ClusteredModel {
  Eigen::MatrixXd x;           ///< k x p
  Eigen::VectorXd precision;   ///< 1 / (v + effect), k
  Eigen::VectorXd beta;        ///< p
  Eigen::VectorXd residual;    ///< y - x beta, k
  Eigen::MatrixXd covariance;  ///< (X'WX)^-1, p x p
  double shared = 0;           ///< the components' `cluster`
  double log_det_variance = 0, log_det_information = 0;
  double rss = 0;  ///< weighted residual sum of squares
};

/// v + effect > 0 for every effect.
ClusteredModel clustered_model(const Sample& sample, const Clusters& clusters, const VarianceComponents& components);

/// W times the columns of `values`.
Eigen::MatrixXd weighted(const ClusteredModel& model, const Clusters& clusters, const Eigen::MatrixXd& values);

/// The rows of `values` that belong to a cluster.
Eigen::MatrixXd rows_of(const Eigen::MatrixXd& values, const std::vector<std::size_t>& members);

/// From coefficients of the harmless columns and scaled effects to those of the given ones; the estimates themselves
/// with `given_estimates`.
Eigen::MatrixXd back_transformation(const DesignMatrix& design);
Eigen::VectorXd given_estimates(const Sample& sample, const Eigen::VectorXd& beta);

/// "intrcpt" alone where there is no moderator.
std::vector<std::string> coefficient_names(const DesignMatrix& design);

/// Wald test of all coefficients but the intercept (all, where there is none or it stands alone): chi-squared without
/// `df2`, else F. A covariance that is not positive definite gives NaN.
ModeratorTest wald_test(const DesignMatrix& design, const Eigen::VectorXd& beta, const Eigen::MatrixXd& covariance,
                        std::optional<int> df2);

}  // namespace evigraft
