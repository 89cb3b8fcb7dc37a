// tests/eval/simulated_trials.h: trials whose spreads' kind is known, printed as journals print, for the judge of
// spreads.
#pragma once
#include <random>
#include <string>
#include <vector>

#include "synthesis/spread_judge.h"

namespace evigraft {

/// How a simulated paper got its P values. The judge recomputes the tests up to `tukey`; the others stand for what a
/// text may hide from it.
enum class SimulatedTest {
  student,
  one_sided,  ///< Student's, half the P
  welch,
  anova,  ///< pooled variance of all arms, no adjustment
  bonferroni,
  tukey,
  mann_whitney,   ///< ranks, normal approximation
  log_scale,      ///< Student's on logarithms
  holm,           ///< Student's, adjusted step by step
  sidak,          ///< close to Dunnett's test
  covariate,      ///< residual variance smaller than the printed spreads show
  paired,         ///< the same people in all arms, which the text does not say
  other_n,        ///< some were not analysed, the printed n is that of allocation
  other_outcome,  ///< P values of another outcome of the same trial
};

struct Scenario {
  std::string name;
  SimulatedTest test = SimulatedTest::student;
  bool skewed = false;  ///< lognormal data instead of normal
};

const std::vector<Scenario>& scenarios();
bool recomputed_by_judge(SimulatedTest test);

struct SimulatedTrial {
  SpreadQuestion question;
  PrintedSpread truth = PrintedSpread::sd;
};

/// Two to four arms of 4 to 40, up to three standard deviations apart; mean and SD or SE with none to two decimals; P
/// values of all pairs, of each arm against the first, or of all arms together and then of pairs, or of two arms at one
/// or two visits; printed as equalities with two to four decimals or as inequalities; now and then with a range or a
/// confidence interval; a test the judge knows is named in half of the trials.
SimulatedTrial simulate(const Scenario& scenario, std::mt19937_64& random);

struct Tally {
  int trials = 0, right = 0, wrong = 0;
};
/// `trials` simulated and judged.
Tally judge_simulated(const Scenario& scenario, int trials, std::mt19937_64& random);

}  // namespace evigraft
