// core/synthesis/network.cpp: studies -> independent rows of contrasts -> meta-regression -> league, Q, tau2,
// directness.
#include "synthesis/network.h"

#include <evigraft/error.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <map>

#include "synthesis/distributions.h"
#include "synthesis/fit_parts.h"
#include "synthesis/network_ranks.h"
#include "synthesis/tau2.h"

namespace evigraft {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

const double kMissing = std::nan("");

/// The contrasts of all studies, made independent of each other. Those of one study have the covariance V + tau2 S with
/// S = (I + J) / 2. With S = CC' and the eigenvectors C^-1 V C^-T = UDU', the rows turned by U'C^-1 have the sampling
/// variances D and each the heterogeneity tau2: a network is a meta-regression without intercept.
struct Rows {
  Sample sample;
  std::vector<std::size_t> study;  ///< of each row

  [[nodiscard]] double scaled(double tau2) const { return tau2 / sample.unit / sample.unit; }
  [[nodiscard]] double unscaled(double tau2) const { return tau2 * sample.unit * sample.unit; }
};

/// `designs`: a study's contrasts as rows, what they are made of as columns.
Rows independent_rows(const Network& network, const std::vector<MatrixXd>& designs) {
  const auto p = static_cast<std::size_t>(designs.front().cols());
  Rows rows;
  std::vector<Effect> effects;
  DesignMatrix design{.intercept = false,
                      .names = std::vector<std::string>(p),
                      .columns = std::vector<std::vector<double>>(p),
                      .centre = std::vector<double>(p, 0.0),
                      .scale = std::vector<double>(p, 1.0),
                      .dropped = {}};
  for (std::size_t i = 0; i < network.studies.size(); ++i) {
    const NetworkStudy& study = network.studies[i];
    const auto m = static_cast<Index>(study.difference.size());
    const MatrixXd shape = (MatrixXd::Identity(m, m) + MatrixXd::Ones(m, m)) / 2;
    const Eigen::LLT<MatrixXd> root(shape);
    const auto c = root.matrixL();
    const MatrixXd variance = Eigen::Map<const MatrixXd>(study.covariance.data(), m, m);
    const MatrixXd half = c.solve(variance);
    const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(c.solve(half.transpose()));
    const MatrixXd turn = c.solve(MatrixXd::Identity(m, m)).transpose() * eigen.eigenvectors();
    const VectorXd y = turn.transpose() * Eigen::Map<const VectorXd>(study.difference.data(), m);
    const MatrixXd x = turn.transpose() * designs[i];
    for (Index row = 0; row < m; ++row) {
      rows.study.push_back(i);
      effects.push_back({y(row), eigen.eigenvalues()(row)});
      for (std::size_t j = 0; j < p; ++j) design.columns[j].push_back(x(row, static_cast<Index>(j)));
    }
  }
  rows.sample = make_sample(effects, design);
  return rows;
}

/// Columns: the treatments but the first, each against the first.
Rows consistency_rows(const Network& network) {
  const auto p = static_cast<Index>(network.treatments.size()) - 1;
  std::vector<MatrixXd> designs;
  for (const NetworkStudy& study : network.studies) {
    const auto m = static_cast<Index>(study.difference.size());
    MatrixXd& x = designs.emplace_back(MatrixXd::Zero(m, p));
    for (Index row = 0; row < m; ++row) {
      const auto treatment = static_cast<Index>(study.treatments[static_cast<std::size_t>(row) + 1]);
      x(row, treatment - 1) += 1;
      if (study.treatments[0] > 0) x(row, static_cast<Index>(study.treatments[0]) - 1) -= 1;
    }
  }
  return independent_rows(network, designs);
}

using DesignOf = std::map<std::vector<std::size_t>, std::vector<std::size_t>>;  // treatments -> studies

DesignOf designs_of(const Network& network) {
  DesignOf designs;
  for (std::size_t i = 0; i < network.studies.size(); ++i) designs[network.studies[i].treatments].push_back(i);
  return designs;
}

/// Columns: each design's own contrasts, so that what is left is disagreement within designs.
Rows design_rows(const Network& network) {
  std::map<std::vector<std::size_t>, Index> first;
  Index p = 0;
  for (const auto& [treatments, studies] : designs_of(network)) {
    first[treatments] = p;
    p += static_cast<Index>(treatments.size()) - 1;
  }
  std::vector<MatrixXd> designs;
  for (const NetworkStudy& study : network.studies) {
    const auto m = static_cast<Index>(study.difference.size());
    designs.emplace_back(MatrixXd::Zero(m, p)).middleCols(first[study.treatments], m) = MatrixXd::Identity(m, m);
  }
  return independent_rows(network, designs);
}

double estimated_tau2(const Rows& rows, FitMethod method) {
  return rows.unscaled(estimate_tau2(rows.sample, method).value);
}

Square square(std::size_t n) { return Square(n, std::vector<double>(n, 0.0)); }

League league_of(const Rows& rows, double tau2, double level) {
  const Solution solution = solve_at(rows.sample, rows.scaled(tau2));
  const std::size_t n = solution.beta.size() + 1;
  // The first treatment has an effect of 0 against itself, without variance.
  VectorXd effect = VectorXd::Zero(static_cast<Index>(n));
  MatrixXd covariance = MatrixXd::Zero(effect.size(), effect.size());
  for (std::size_t i = 1; i < n; ++i) {
    effect(static_cast<Index>(i)) = solution.beta[i - 1] * rows.sample.unit;
    for (std::size_t j = 1; j < n; ++j)
      covariance(static_cast<Index>(i), static_cast<Index>(j)) = rows.unscaled(solution.covariance[i - 1][j - 1]);
  }
  League league{square(n), square(n), square(n), square(n), square(n), {}, {}};
  for (std::size_t i = 0; i < n; ++i) {
    double larger = 0, smaller = 0;
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j) {
        league.p[i][j] = kMissing;
        continue;
      }
      const auto a = static_cast<Index>(i), b = static_cast<Index>(j);
      const double se = std::sqrt(covariance(a, a) + covariance(b, b) - 2 * covariance(a, b));
      const Inference inference = infer(effect(a) - effect(b), se, std::nullopt, level);
      league.estimate[i][j] = effect(a) - effect(b);
      league.se[i][j] = se;
      league.lower[i][j] = inference.ci.lower;
      league.upper[i][j] = inference.ci.upper;
      league.p[i][j] = inference.p;
      larger += normal_p(-inference.statistic);
      smaller += normal_p(inference.statistic);
    }
    league.pscore_large_good.push_back(larger / static_cast<double>(n - 1));
    league.pscore_small_good.push_back(smaller / static_cast<double>(n - 1));
  }
  return league;
}

NetworkPrediction prediction_of(const League& league, double tau2, int df, double level) {
  const std::size_t n = league.se.size();
  NetworkPrediction prediction{df, square(n), square(n)};
  const double quantile = critical(level, df);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const double half = i == j ? kMissing : quantile * std::sqrt(league.se[i][j] * league.se[i][j] + tau2);
      prediction.lower[i][j] = league.estimate[i][j] - half;
      prediction.upper[i][j] = league.estimate[i][j] + half;
    }
  return prediction;
}

RandomNetwork random_of(const Rows& rows, double tau2, double trace, int df, double level) {
  RandomNetwork result;
  result.league = league_of(rows, tau2, level);
  result.tau2 = tau2;
  result.trace = trace;
  result.df_q = prediction_of(result.league, tau2, df, level);
  if (df > 2) result.df_q_minus1 = prediction_of(result.league, tau2, df - 1, level);
  if (result.league.se.size() == 3)
    result.rank_probabilities = rank_probabilities(result.league.estimate, result.league.se);
  return result;
}

QTest q_test(double q, int df) { return {q, df, df > 0 ? std::optional(chi_squared_p(q, df)) : std::nullopt}; }

void decompose(NetworkFit& fit, const Network& network, const Rows& consistent) {
  const Rows rows = design_rows(network);
  const Solution solution = solve_at(rows.sample, 0);
  std::vector<double> own(network.studies.size(), 0.0);  // each study's part of Q
  for (std::size_t row = 0; row < rows.study.size(); ++row)
    own[rows.study[row]] += solution.residual[row] * solution.residual[row] / rows.sample.v[row];
  const Moments moments = moments_at(rows.sample, 0);
  int df_within = 0;
  for (const auto& [treatments, studies] : designs_of(network)) {
    double q = 0;
    for (const std::size_t study : studies) q += own[study];
    const int df = (static_cast<int>(studies.size()) - 1) * (static_cast<int>(treatments.size()) - 1);
    fit.designs.push_back({treatments, static_cast<int>(studies.size()), q_test(df > 0 ? q : 0, df)});
    df_within += df;
  }
  fit.within = q_test(df_within > 0 ? moments.q : 0, df_within);
  const int df_between = fit.total.df - df_within;
  fit.between = q_test(df_between > 0 ? std::max(0.0, fit.total.Q - fit.within.Q) : 0, df_between);
  if (df_within == 0 || df_between == 0) return;
  fit.tau2_within = rows.unscaled(std::max(0.0, (moments.q - df_within) / moments.tr_p));
  const auto q_at = [&](const Rows& of) { return score_moments_at(of.sample, of.scaled(fit.tau2_within)).q; };
  fit.between_random = q_test(std::max(0.0, q_at(consistent) - q_at(rows)), df_between);
}

/// Variance and estimate of treatment `b` minus `a` in one study; positions among its treatments.
Effect own_contrast(const NetworkStudy& study, std::size_t a, std::size_t b) {
  const std::size_t m = study.difference.size();
  const auto value = [&](std::size_t t) { return t == 0 ? 0 : study.difference[t - 1]; };
  const auto covariance = [&](std::size_t s, std::size_t t) {
    return s == 0 || t == 0 ? 0 : study.covariance[(s - 1) * m + (t - 1)];
  };
  return {value(a) - value(b), covariance(a, a) + covariance(b, b) - 2 * covariance(a, b)};
}

std::optional<DirectEvidence::Split> split(double direct, double se_direct, double network, double se_network) {
  const double rest = 1 / (se_network * se_network) - 1 / (se_direct * se_direct);
  if (!(rest > 1e-10 / (se_network * se_network))) return std::nullopt;
  DirectEvidence::Split result;
  result.indirect = (network / (se_network * se_network) - direct / (se_direct * se_direct)) / rest;
  result.se_indirect = std::sqrt(1 / rest);
  result.difference = direct - result.indirect;
  result.z = result.difference / std::sqrt(se_direct * se_direct + 1 / rest);
  result.p = two_sided_p(result.z, std::nullopt);
  return result;
}

void direct_evidence(NetworkFit& fit, const Network& network) {
  const double tau2 = fit.dl ? fit.dl->tau2 : 0;
  const League& random = fit.dl ? fit.dl->league : fit.common;
  for (std::size_t i = 0; i < network.treatments.size(); ++i)
    for (std::size_t j = i + 1; j < network.treatments.size(); ++j) {
      DirectEvidence direct{i, j, 0, 0, 0, 0, 0, 0, {}, {}};
      double w = 0, wy = 0, w_random = 0, wy_random = 0;
      for (const NetworkStudy& study : network.studies) {
        const auto a = std::find(study.treatments.begin(), study.treatments.end(), i);
        const auto b = std::find(study.treatments.begin(), study.treatments.end(), j);
        if (a == study.treatments.end() || b == study.treatments.end()) continue;
        const auto [yi, vi] = own_contrast(study, static_cast<std::size_t>(a - study.treatments.begin()),
                                           static_cast<std::size_t>(b - study.treatments.begin()));
        ++direct.studies;
        w += 1 / vi;
        wy += yi / vi;
        w_random += 1 / (vi + tau2);
        wy_random += yi / (vi + tau2);
      }
      if (direct.studies == 0) continue;
      fit.n_pairwise += direct.studies;
      direct.estimate_common = wy / w;
      direct.se_common = std::sqrt(1 / w);
      direct.estimate_random = wy_random / w_random;
      direct.se_random = std::sqrt(1 / w_random);
      direct.share_common = fit.common.se[i][j] * fit.common.se[i][j] * w;
      direct.common = split(direct.estimate_common, direct.se_common, fit.common.estimate[i][j], fit.common.se[i][j]);
      direct.random = split(direct.estimate_random, direct.se_random, random.estimate[i][j], random.se[i][j]);
      fit.direct.push_back(direct);
    }
}

}  // namespace

NetworkFit fit_network(const Network& network, double level) {
  check_level(level);
  if (network.studies.empty()) throw Error(Error::Kind::data, "no study compares two treatments");
  if (components(network).size() != 1) throw Error(Error::Kind::data, "network is not connected");
  const Rows rows = consistency_rows(network);
  const Moments common = moments_at(rows.sample, 0);
  NetworkFit fit;
  fit.level = level;
  fit.k_studies = static_cast<int>(network.studies.size());
  fit.n_contrasts = rows.sample.k();
  fit.common = league_of(rows, 0, level);
  const int df = rows.sample.residual_df();
  fit.total = q_test(df > 0 ? common.q : 0, df);
  if (df > 0) {
    fit.I2 = common.q > 0 ? std::max(0.0, 100 * (common.q - df) / common.q) : 0;
    const double trace = common.tr_p / rows.unscaled(1);
    fit.dl = random_of(rows, estimated_tau2(rows, FitMethod::dl), trace, df, level);
    fit.reml = random_of(rows, estimated_tau2(rows, FitMethod::reml), trace, df, level);
    fit.ml = random_of(rows, estimated_tau2(rows, FitMethod::ml), trace, df, level);
  }
  decompose(fit, network, rows);
  direct_evidence(fit, network);
  return fit;
}

}  // namespace evigraft
