// core/synthesis/network.cpp: studies -> blocks of contrasts -> weighted least squares -> league, Q, tau2, directness.
#include "synthesis/network.h"

#include <evigraft/error.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

#include "synthesis/bracketed_root.h"
#include "synthesis/distributions.h"
#include "synthesis/fit_parts.h"
#include "synthesis/network_ranks.h"

namespace evigraft {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

const double kMissing = std::nan("");

/// A study's contrasts as matrices; `columns` the coefficients they are made of.
struct Block {
  VectorXd y;
  MatrixXd x, variance, shape;  ///< shape: (I + J) / 2, the heterogeneity of contrasts with a common arm
};

MatrixXd heterogeneity_shape(Index m) { return (MatrixXd::Identity(m, m) + MatrixXd::Ones(m, m)) / 2; }

Block block_of(const NetworkStudy& study) {
  const auto m = static_cast<Index>(study.difference.size());
  Block block;
  block.y = Eigen::Map<const VectorXd>(study.difference.data(), m);
  block.variance = Eigen::Map<const MatrixXd>(study.covariance.data(), m, m);
  block.shape = heterogeneity_shape(m);
  return block;
}

/// Columns: the treatments but the first, each against the first.
std::vector<Block> consistency_blocks(const Network& network) {
  const auto p = static_cast<Index>(network.treatments.size()) - 1;
  std::vector<Block> blocks;
  for (const NetworkStudy& study : network.studies) {
    Block& block = blocks.emplace_back(block_of(study));
    block.x = MatrixXd::Zero(block.y.size(), p);
    for (Index row = 0; row < block.y.size(); ++row) {
      const auto treatment = static_cast<Index>(study.treatments[static_cast<std::size_t>(row) + 1]);
      block.x(row, treatment - 1) += 1;
      if (study.treatments[0] > 0) block.x(row, static_cast<Index>(study.treatments[0]) - 1) -= 1;
    }
  }
  return blocks;
}

using DesignOf = std::map<std::vector<std::size_t>, std::vector<std::size_t>>;  // treatments -> studies

DesignOf designs_of(const Network& network) {
  DesignOf designs;
  for (std::size_t i = 0; i < network.studies.size(); ++i) designs[network.studies[i].treatments].push_back(i);
  return designs;
}

/// Columns: each design's own contrasts, so that what is left is disagreement within designs.
std::vector<Block> design_blocks(const Network& network) {
  std::map<std::vector<std::size_t>, Index> first;
  Index p = 0;
  for (const auto& [treatments, studies] : designs_of(network)) {
    first[treatments] = p;
    p += static_cast<Index>(treatments.size()) - 1;
  }
  std::vector<Block> blocks;
  for (const NetworkStudy& study : network.studies) {
    Block& block = blocks.emplace_back(block_of(study));
    const Index m = block.y.size();
    block.x = MatrixXd::Zero(m, p);
    block.x.middleCols(first[study.treatments], m) = MatrixXd::Identity(m, m);
  }
  return blocks;
}

/// Generalised least squares with tau2 in every block, and the sums that estimators of tau2 are made of (see moments.h:
/// P = W - W X (X'WX)^-1 X'W, here with the heterogeneity's shape S between). Linear in the number of studies.
struct Solved {
  VectorXd beta;
  MatrixXd covariance;
  double q = 0;                 ///< y'Py
  double tr_ps = 0, tr_ws = 0;  ///< tr(PS), tr(WS)
  double y_psp_y = 0, tr_psps = 0, tr_wsws = 0, y_pspsp_y = 0;
  double log_determinants = 0;  ///< of V
  double log_information = 0;   ///< log det X'WX
};

Solved solve(const std::vector<Block>& blocks, double tau2) {
  const Index p = blocks.front().x.cols();
  MatrixXd information = MatrixXd::Zero(p, p);
  VectorXd right = VectorXd::Zero(p);
  std::vector<MatrixXd> weights;
  Solved result;
  for (const Block& block : blocks) {
    const MatrixXd v = block.variance + tau2 * block.shape;
    const Eigen::LLT<MatrixXd> factor(v);
    result.log_determinants += 2 * MatrixXd(factor.matrixL()).diagonal().array().log().sum();
    weights.push_back(factor.solve(MatrixXd::Identity(v.rows(), v.cols())));
    information += block.x.transpose() * weights.back() * block.x;
    right += block.x.transpose() * weights.back() * block.y;
  }
  const Eigen::LLT<MatrixXd> factor(information);
  result.log_information = 2 * MatrixXd(factor.matrixL()).diagonal().array().log().sum();
  result.covariance = factor.solve(MatrixXd::Identity(p, p));
  result.beta = factor.solve(right);

  MatrixXd between = MatrixXd::Zero(p, p), twice = MatrixXd::Zero(p, p);  // X'WSWX and X'WSWSWX
  VectorXd along = VectorXd::Zero(p);                                     // X'WSPy
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const Block& block = blocks[b];
    const MatrixXd &w = weights[b], ws = w * block.shape, wsw = ws * w;
    const VectorXd e = block.y - block.x * result.beta, u = w * e, su = block.shape * u;
    result.q += e.dot(u);
    result.tr_ws += ws.trace();
    result.tr_wsws += (ws * ws).trace();
    result.y_psp_y += u.dot(su);
    result.y_pspsp_y += su.dot(w * su);
    between += block.x.transpose() * wsw * block.x;
    twice += block.x.transpose() * ws * wsw * block.x;
    along += block.x.transpose() * w * su;
  }
  const MatrixXd cb = result.covariance * between;
  result.tr_ps = result.tr_ws - cb.trace();
  result.tr_psps = result.tr_wsws - 2 * (result.covariance * twice).trace() + (cb * cb).trace();
  result.y_pspsp_y -= along.dot(result.covariance * along);
  return result;
}

int contrasts(const std::vector<Block>& blocks) {
  return std::accumulate(blocks.begin(), blocks.end(), 0,
                         [](int sum, const Block& block) { return sum + static_cast<int>(block.y.size()); });
}

/// The tau2 of the highest maximum of the (restricted) likelihood, looked for on a grid of eight points a decade.
double likeliest_tau2(const std::vector<Block>& blocks, const Solved& common, bool restricted) {
  const auto score = [&](double tau2) {
    const Solved s = solve(blocks, tau2);
    return restricted ? ValueAndSlope{s.y_psp_y - s.tr_ps, s.tr_psps - 2 * s.y_pspsp_y}
                      : ValueAndSlope{s.y_psp_y - s.tr_ws, s.tr_wsws - 2 * s.y_pspsp_y};
  };
  const auto likelihood = [&](double tau2) {
    const Solved s = solve(blocks, tau2);
    return -0.5 * (s.log_determinants + s.q + (restricted ? s.log_information : 0));
  };
  // Beyond e'S^-1 e for any residuals e the score is negative: PSP <= P / tau2 and y'Py <= e'S^-1 e tr(PS).
  double last = 0, smallest = HUGE_VAL;
  for (const Block& block : blocks) {
    const VectorXd e = block.y - block.x * common.beta;
    last += e.dot(block.shape.llt().solve(e));
    smallest = std::min(smallest, block.variance.diagonal().minCoeff());
  }
  last *= 1.01;
  if (!(last > 0)) return 0;
  std::vector<double> maxima;
  bool rising = score(0).value > 0;
  if (!rising) maxima.push_back(0);
  double before = 0;
  for (double tau2 = std::min(1e-4 * smallest, last);; tau2 = std::min(tau2 * std::pow(10.0, 0.125), last)) {
    const bool rises = score(tau2).value > 0;
    if (rising && !rises)
      maxima.push_back(bracketed_root(score, before, tau2, true, "the maximum of the likelihood of tau2"));
    rising = rises;
    before = tau2;
    if (tau2 >= last) break;
  }
  if (maxima.empty()) return 0;
  return *std::max_element(maxima.begin(), maxima.end(),
                           [&](double a, double b) { return likelihood(a) < likelihood(b); });
}

Square square(std::size_t n) { return Square(n, std::vector<double>(n, 0.0)); }

/// The covariance with a row and column of zeros for the first treatment.
MatrixXd with_first(const MatrixXd& covariance) {
  MatrixXd all = MatrixXd::Zero(covariance.rows() + 1, covariance.cols() + 1);
  all.bottomRightCorner(covariance.rows(), covariance.cols()) = covariance;
  return all;
}

League league_of(const Solved& solved, double level) {
  const MatrixXd covariance = with_first(solved.covariance);
  const auto n = static_cast<std::size_t>(covariance.rows());
  VectorXd effect = VectorXd::Zero(covariance.rows());
  effect.tail(solved.beta.size()) = solved.beta;
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

RandomNetwork random_of(const std::vector<Block>& blocks, double tau2, double trace, int df, double level) {
  RandomNetwork result;
  const Solved solved = solve(blocks, tau2);
  result.league = league_of(solved, level);
  result.tau2 = tau2;
  result.trace = trace;
  result.df_q = prediction_of(result.league, tau2, df, level);
  if (df > 2) result.df_q_minus1 = prediction_of(result.league, tau2, df - 1, level);
  if (result.league.se.size() == 3)
    result.rank_probabilities = rank_probabilities(result.league.estimate, result.league.se);
  return result;
}

QTest q_test(double q, int df) { return {q, df, df > 0 ? std::optional(chi_squared_p(q, df)) : std::nullopt}; }

void decompose(NetworkFit& fit, const Network& network) {
  const std::vector<Block> blocks = design_blocks(network), consistent = consistency_blocks(network);
  const Solved solved = solve(blocks, 0);
  Index first = 0;
  int df_within = 0;
  for (const auto& [treatments, studies] : designs_of(network)) {
    const auto m = static_cast<Index>(treatments.size()) - 1;
    double q = 0;
    for (const std::size_t study : studies) {
      const VectorXd e = blocks[study].y - solved.beta.segment(first, m);
      q += e.dot(blocks[study].variance.llt().solve(e));
    }
    const int df = (static_cast<int>(studies.size()) - 1) * static_cast<int>(m);
    fit.designs.push_back({treatments, static_cast<int>(studies.size()), q_test(df > 0 ? q : 0, df)});
    df_within += df;
    first += m;
  }
  fit.within = q_test(df_within > 0 ? solved.q : 0, df_within);
  const int df_between = fit.total.df - df_within;
  fit.between = q_test(df_between > 0 ? std::max(0.0, fit.total.Q - fit.within.Q) : 0, df_between);
  if (df_within == 0 || df_between == 0) return;
  fit.tau2_within = std::max(0.0, (solved.q - df_within) / solved.tr_ps);
  fit.between_random =
      q_test(std::max(0.0, solve(consistent, fit.tau2_within).q - solve(blocks, fit.tau2_within).q), df_between);
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
  const std::vector<Block> blocks = consistency_blocks(network);
  const Solved common = solve(blocks, 0);
  NetworkFit fit;
  fit.level = level;
  fit.k_studies = static_cast<int>(network.studies.size());
  fit.n_contrasts = contrasts(blocks);
  fit.common = league_of(common, level);
  const int df = fit.n_contrasts - static_cast<int>(network.treatments.size()) + 1;
  fit.total = q_test(df > 0 ? common.q : 0, df);
  if (df > 0) {
    fit.I2 = common.q > 0 ? std::max(0.0, 100 * (common.q - df) / common.q) : 0;
    fit.dl = random_of(blocks, std::max(0.0, (common.q - df) / common.tr_ps), common.tr_ps, df, level);
    fit.reml = random_of(blocks, likeliest_tau2(blocks, common, true), common.tr_ps, df, level);
    fit.ml = random_of(blocks, likeliest_tau2(blocks, common, false), common.tr_ps, df, level);
  }
  decompose(fit, network);
  direct_evidence(fit, network);
  return fit;
}

}  // namespace evigraft
