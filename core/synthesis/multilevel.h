// core/synthesis/multilevel.h: effects within clusters within a population: a random part for each cluster (study) and
// one for each effect, both variances by REML or ML. Definitions are those of metafor's
// rma.mv(yi, vi, random = ~ 1 | cluster/effect): Konstantopoulos (2011), Res Synth Methods 2:61-76. Sampling errors are
// taken as independent; where the same people are measured again they are not, and robust() over this model answers.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "synthesis/clusters.h"
#include "synthesis/regression.h"

namespace evigraft {

struct Multilevel {
  FitMethod method = FitMethod::reml;  ///< REML or ML
  Test test = Test::t;                 ///< z, or t with k - p degrees of freedom
  double level = 95;
  int k = 0, clusters = 0;
  std::optional<int> df;      ///< of t
  VarianceComponents sigma2;  ///< between clusters, and between effects of one
  std::vector<Coefficient> coefficients;
  ModeratorTest moderators;        ///< of the intercept where it stands alone
  std::optional<double> QE, QE_p;  ///< residual heterogeneity against both variances 0; absent with a variance of 0
  int QE_df = 0;
  double log_likelihood = 0;           ///< as metafor counts it, with REML's constant
  std::optional<Interval> prediction;  ///< of an effect of a new cluster; of an intercept alone
  std::vector<std::string> warnings;
};

/// `method` ML gives ML, every other REML; test z gives z, every other t. An empty design is an intercept alone.
/// Throws as fit(); Error::data where the two variances cannot be told apart (no cluster with two effects, one cluster,
/// moderators that take up all that differs between clusters); Error::failed when the search does not converge.
Multilevel fit_multilevel(std::span<const Effect> effects, const DesignMatrix& design, const Clusters& clusters,
                          const FitOptions& options = {});

}  // namespace evigraft
