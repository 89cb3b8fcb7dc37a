#include "synthesis/clustered_model.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "synthesis/distributions.h"

namespace evigraft {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

Index index(std::size_t i) { return static_cast<Index>(i); }

MatrixXd model_matrix(const Sample& sample) {
  if (sample.design.columns.empty()) return MatrixXd::Ones(sample.k(), 1);
  MatrixXd x(sample.k(), sample.p());
  for (std::size_t j = 0; j < sample.design.columns.size(); ++j)
    x.col(index(j)) = Eigen::Map<const VectorXd>(sample.design.columns[j].data(), sample.k());
  return x;
}

struct WeightedMean {
  double precision = 0;  ///< sum of those of the members
  Eigen::RowVectorXd mean;
};

WeightedMean weighted_mean(const ClusteredModel& model, const std::vector<std::size_t>& members,
                           const MatrixXd& values) {
  WeightedMean out{0, Eigen::RowVectorXd::Zero(values.cols())};
  for (const std::size_t i : members) {
    out.precision += model.precision(index(i));
    out.mean += model.precision(index(i)) * values.row(index(i));
  }
  out.mean /= out.precision;
  return out;
}

/// Rows whose ordinary least squares are the generalised ones: with d = 1/(v + effect), a = sum d and the weighted mean
/// m of a cluster, W = diag(d) - s/(1 + s a) d d' gives X'WX = sum d (x - m)(x - m)' + a/(1 + s a) m m', positive terms
/// only. k rows for the deviations and one a cluster for its mean.
MatrixXd whitened(const ClusteredModel& model, const Clusters& clusters, const MatrixXd& values) {
  MatrixXd rows(values.rows() + clusters.count(), values.cols());
  Index mean_row = values.rows();
  for (const auto& members : clusters.members) {
    const auto [sum, mean] = weighted_mean(model, members, values);
    for (const std::size_t i : members)
      rows.row(index(i)) = std::sqrt(model.precision(index(i))) * (values.row(index(i)) - mean);
    rows.row(mean_row++) = std::sqrt(sum / (1 + model.shared * sum)) * mean;
  }
  return rows;
}

}  // namespace

Clusters cluster_by(std::span<const std::string> labels) {
  Clusters clusters;
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto [entry, fresh] = known.emplace(labels[i], clusters.members.size());
    if (fresh) clusters.members.emplace_back();
    clusters.members[entry->second].push_back(i);
  }
  return clusters;
}

ClusteredModel clustered_model(const Sample& sample, const Clusters& clusters, const VarianceComponents& components) {
  ClusteredModel model;
  model.x = model_matrix(sample);
  model.shared = components.cluster;
  model.precision.resize(sample.k());
  for (std::size_t i = 0; i < sample.v.size(); ++i) {
    const double variance = sample.v[i] + components.effect;
    model.precision(index(i)) = 1 / variance;
    model.log_det_variance += std::log(variance);
  }
  for (const auto& members : clusters.members) {
    double sum = 0;
    for (const std::size_t i : members) sum += model.precision(index(i));
    model.log_det_variance += std::log1p(model.shared * sum);
  }
  const VectorXd y = Eigen::Map<const VectorXd>(sample.y.data(), sample.k());
  const MatrixXd rows = whitened(model, clusters, model.x);
  const Eigen::HouseholderQR<MatrixXd> qr(rows);
  const Index p = rows.cols();
  const MatrixXd r = qr.matrixQR().topRows(p).triangularView<Eigen::Upper>();
  model.beta = qr.solve(whitened(model, clusters, y).col(0));
  model.residual = y - model.x * model.beta;
  model.beta += qr.solve(whitened(model, clusters, model.residual).col(0));  // one step of refinement
  model.residual = y - model.x * model.beta;
  model.rss = whitened(model, clusters, model.residual).squaredNorm();
  const MatrixXd inverse = r.triangularView<Eigen::Upper>().solve(MatrixXd::Identity(p, p));
  model.covariance = inverse * inverse.transpose();
  model.log_det_information = 2 * r.diagonal().array().abs().log().sum();
  return model;
}

MatrixXd weighted(const ClusteredModel& model, const Clusters& clusters, const MatrixXd& values) {
  MatrixXd result(values.rows(), values.cols());
  for (const auto& members : clusters.members) {
    const auto [sum, mean] = weighted_mean(model, members, values);
    // d (u - m) + d m / (1 + s a): no difference of large terms.
    for (const std::size_t i : members)
      result.row(index(i)) =
          model.precision(index(i)) * ((values.row(index(i)) - mean) + mean / (1 + model.shared * sum));
  }
  return result;
}

MatrixXd rows_of(const MatrixXd& values, const std::vector<std::size_t>& members) {
  MatrixXd rows(members.size(), values.cols());
  for (std::size_t i = 0; i < members.size(); ++i) rows.row(index(i)) = values.row(index(members[i]));
  return rows;
}

MatrixXd back_transformation(const DesignMatrix& design) {
  if (design.columns.empty()) return MatrixXd::Identity(1, 1);
  const Index p = index(design.columns.size());
  MatrixXd back = MatrixXd::Zero(p, p);
  for (Index j = 0; j < p; ++j) {
    const auto column = static_cast<std::size_t>(j);
    back(j, j) = 1 / design.scale[column];
    if (design.intercept && j > 0) back(0, j) = -design.centre[column] / design.scale[column];
  }
  return back;
}

VectorXd given_estimates(const Sample& sample, const VectorXd& beta) {
  VectorXd given = sample.unit * (back_transformation(sample.design) * beta);
  if (sample.design.columns.empty() || sample.design.intercept) given(0) += sample.shift;
  return given;
}

std::vector<std::string> coefficient_names(const DesignMatrix& design) {
  return design.columns.empty() ? std::vector<std::string>{"intrcpt"} : design.names;
}

ModeratorTest wald_test(const DesignMatrix& design, const VectorXd& beta, const MatrixXd& covariance,
                        std::optional<int> df2) {
  const bool alone = design.columns.size() < 2;
  const Index first = alone || !design.intercept ? 0 : 1, m = beta.size() - first;
  const MatrixXd block = covariance.bottomRightCorner(m, m);
  const VectorXd root = block.diagonal().cwiseSqrt();
  // As correlations, so that coefficients of very different size do not look dependent.
  const MatrixXd correlation = root.cwiseInverse().asDiagonal() * block * root.cwiseInverse().asDiagonal();
  const Eigen::LLT<MatrixXd> factor(correlation);
  const VectorXd z = beta.tail(m).cwiseQuotient(root);
  ModeratorTest test;
  test.df1 = static_cast<int>(m);
  test.df2 = df2;
  test.statistic = factor.info() == Eigen::Success ? z.dot(factor.solve(z)) : std::nan("");
  if (df2) test.statistic /= test.df1;
  test.p = df2 ? f_p(test.statistic, test.df1, *df2) : chi_squared_p(test.statistic, test.df1);
  return test;
}

}  // namespace evigraft
