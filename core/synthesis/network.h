// core/synthesis/network.h: several treatments compared at once, directly and through others: a frequentist network
// meta-analysis. Rücker (2012), Res Synth Methods 3:312-324; multi-arm studies with their covariance, one tau2 for all
// comparisons (Lu & Ades 2004: heterogeneity variances (I + J) / 2 of a study's contrasts). Formulas:
// docs/methods.md.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "synthesis/fit.h"

namespace evigraft {

/// One arm's summary on the measure's own scale: a mean, a log mean, log odds ...
struct NetworkArm {
  std::string study, treatment;
  double value = 0, variance = 0;
  /// What all arms of a study share in variance beyond their own: SMD's n_total, see Gleser & Olkin (2009); 0
  /// otherwise.
  double standardised_n = 0;
};

/// The first treatment minus the second.
struct NetworkContrast {
  std::string study, treatment1, treatment2;
  double difference = 0, se = 0;
};

/// A study's contrasts of its later treatments with its first (in byte-wise order), and their covariance, row by row.
struct NetworkStudy {
  std::string label;
  std::vector<std::size_t> treatments;  ///< rising
  std::vector<double> difference;       ///< treatments[j + 1] minus treatments[0]
  std::vector<double> covariance;       ///< square
};

struct Network {
  std::vector<std::string> treatments;  ///< byte-wise order
  std::vector<NetworkStudy> studies;
  std::vector<std::string> dropped;  ///< studies with fewer than two arms left
};

/// Error::data on a treatment twice in a study or figures that are not finite.
Network network_of_arms(const std::vector<NetworkArm>& arms);

/// Every pair of a study's treatments must be there: the covariances follow from the variances. Error::data where a
/// pair is missing or the variances of a study contradict each other.
Network network_of_contrasts(const std::vector<NetworkContrast>& contrasts);

/// Treatments that are linked, one entry a part; a network that can be pooled has one.
std::vector<std::vector<std::size_t>> components(const Network& network);

using Square = std::vector<std::vector<double>>;

/// Entry [i][j]: treatment i minus treatment j. NaN where it has no meaning, as on a diagonal.
struct League {
  Square estimate, se, lower, upper, p;
  std::vector<double> pscore_large_good, pscore_small_good;  ///< Rücker & Schwarzer (2015), BMC Med Res Methodol 15:58
};

struct NetworkPrediction {
  int df = 0;
  Square lower, upper;
};

struct RandomNetwork {
  League league;
  double tau2 = 0;
  double trace = 0;                                    ///< tr(P S), the divisor of DerSimonian-Laird
  std::optional<NetworkPrediction> df_q, df_q_minus1;  ///< the second from df 3
  Square rank_probabilities;  ///< [treatment][rank], large is good; three treatments only, else empty
};

struct QTest {
  double Q = 0;
  int df = 0;
  std::optional<double> p;  ///< absent without degrees of freedom
};

/// One comparison with studies of its own.
struct DirectEvidence {
  std::size_t treatment1 = 0, treatment2 = 0;
  int studies = 0;
  double estimate_common = 0, se_common = 0;
  double estimate_random = 0, se_random = 0;  ///< with the DerSimonian-Laird tau2 of the network
  double share_common = 0;                    ///< of the network's estimate that is direct
  /// What the rest of the network says, and whether both agree: back-calculated, König et al. (2013), Stat Med
  /// 32:5414-5429; absent when all evidence is direct.
  struct Split {
    double indirect = 0, se_indirect = 0, difference = 0, z = 0, p = 0;
  };
  std::optional<Split> common, random;
};

struct NetworkFit {
  double level = 95;
  int k_studies = 0, n_contrasts = 0, n_pairwise = 0;
  League common;
  QTest total;
  std::optional<double> I2;                   ///< percent
  std::optional<RandomNetwork> dl, reml, ml;  ///< absent without degrees of freedom
  // Design-by-treatment decomposition: Krahn, Binder & König (2013), BMC Med Res Methodol 13:35; Higgins et al. (2012).
  struct Design {
    std::vector<std::size_t> treatments;
    int studies = 0;
    QTest test;
  };
  std::vector<Design> designs;
  QTest within, between;
  std::optional<QTest> between_random;  ///< with the tau2 found within designs
  double tau2_within = 0;
  std::vector<DirectEvidence> direct;
};

/// Error::data when the network is empty or in parts; Error::failed when the search for tau2 does not converge.
NetworkFit fit_network(const Network& network, double level = 95);

}  // namespace evigraft
