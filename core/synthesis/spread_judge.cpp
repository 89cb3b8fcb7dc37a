// core/synthesis/spread_judge.cpp: the judge's order of business: what is stated, what forbids a verdict, the P values
// recomputed under both readings by every admissible test, the second witness, the room left to chance.
#include "synthesis/spread_judge.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "synthesis/distributions.h"
#include "synthesis/spread_procedures.h"
#include "synthesis/spread_witness.h"
#include "synthesis/spread_words.h"

namespace evigraft {
namespace {

SpreadJudgement unknown(std::string reason, int tests_tried = 0) {
  return {std::nullopt, {}, std::move(reason), tests_tried};
}

/// Half a unit of the last printed digit.
double rounding(int decimals) { return 0.5 * std::pow(10.0, -decimals); }

/// P = 1.00 is what any adjustment ends at.
bool exact(const PrintedP& p) { return p.relation == '=' && p.p.high() < 1; }

bool telling(const PrintedP& p) { return exact(p) && std::llround(p.p.value * std::pow(10.0, p.p.decimals)) >= 10; }

/// Why the numbers cannot be tried at all; empty when they can.
std::string obstacle(const SpreadQuestion& question) {
  if (question.p_values.empty()) return "no P value compares these values";
  std::set<std::size_t> compared;
  for (const PrintedP& p : question.p_values) {
    if (p.values.size() < 2) return "a P value has no two values to compare";
    compared.insert(p.values.begin(), p.values.end());
  }
  for (const std::size_t value : compared) {
    if (value >= question.values.size()) return "a P value names a value that is not there";
    if (!question.values[value].n || *question.values[value].n < 2) return "n per arm is not stated";
  }
  for (const NamedTest& test : question.tests)
    if (test.family == TestFamily::unsupported || test.adjustment == Adjustment::unsupported)
      return "the text names " + test.words + ", whose P value does not follow from means and spreads";
  const bool paired = std::any_of(question.tests.begin(), question.tests.end(),
                                  [](const NamedTest& test) { return test.family == TestFamily::paired; });
  if ((question.within_person || paired) && !question.correlation)
    return "the values are paired and their correlation is not known";
  if (std::none_of(question.p_values.begin(), question.p_values.end(), telling))
    return "no P value is printed as equal to a number with two significant digits";
  return {};
}

/// What every test gives under one reading. A test that lacks a number is left out.
std::vector<Trial> try_all(const SpreadQuestion& question, const std::vector<Procedure>& procedures,
                           PrintedSpread reading) {
  std::vector<Trial> trials;
  for (const Procedure& procedure : procedures) {
    Trial trial{procedure, {}, true};
    for (const PrintedP& printed : question.p_values) {
      const auto p = recompute(question, printed, procedure, reading);
      if (!p) break;
      trial.p.push_back(*p);
      trial.reproduces_all = trial.reproduces_all && reproduces(*p, printed);
    }
    if (trial.p.size() == question.p_values.size()) trials.push_back(std::move(trial));
  }
  return trials;
}

/// A verdict falls only where chance alone would not easily have brought the agreement about. The three figures were
/// set on simulated trials (tests/eval/spread_judge.cpp), not on published ones.
constexpr double kMostChance = 0.3;
constexpr double kPlausible = 3;  ///< range of z in which a P value of anything else may lie
constexpr double kWitness = 0.2;  ///< a witness that agrees, as if it had agreed by chance

/// For each equality the share of the plausible range that the roundings leave open, one half for each inequality;
/// times the number of tests tried.
double chance_of_agreement(const SpreadQuestion& question, const Trial& trial, int tried) {
  const auto z = [](double p) { return normal_quantile(std::clamp(p / 2, 1e-300, 0.5)); };
  double chance = tried;
  for (std::size_t i = 0; i < trial.p.size(); ++i) {
    const PrintedP& printed = question.p_values[i];
    // two intervals meet when their middles are no further apart than the sum of their halves
    const double open = z(printed.p.low()) - z(printed.p.high()) + z(trial.p[i].low) - z(trial.p[i].high);
    chance *= exact(printed) ? std::min(1.0, open / kPlausible) : 0.5;
  }
  return chance;
}

const Trial* first_that_fits(const std::vector<Trial>& trials) {
  const auto found =
      std::find_if(trials.begin(), trials.end(), [](const Trial& trial) { return trial.reproduces_all; });
  return found == trials.end() ? nullptr : &*found;
}

}  // namespace

double PrintedNumber::low() const { return value - rounding(decimals); }
double PrintedNumber::high() const { return value + rounding(decimals); }

SpreadJudgement judge_spread(const SpreadQuestion& question) {
  if (question.stated) return {question.stated, "the text calls it " + name(*question.stated), {}, 0};
  if (std::string reason = obstacle(question); !reason.empty()) return unknown(std::move(reason));

  const std::vector<Procedure> procedures = admissible(question);
  const std::vector<Trial> as_sd = try_all(question, procedures, PrintedSpread::sd);
  const std::vector<Trial> as_se = try_all(question, procedures, PrintedSpread::se);
  const int tried = static_cast<int>(as_sd.size());
  const Trial *sd = first_that_fits(as_sd), *se = first_that_fits(as_se);
  if (sd && se) return unknown("the printed P values follow from the spreads as SD and as SE", tried);
  if (!sd && !se) return unknown("no test that was tried gives the printed P values", tried);
  const PrintedSpread verdict = sd ? PrintedSpread::sd : PrintedSpread::se;

  std::vector<std::string> words;
  for (const Witness& witness : witnesses(question)) {
    if (witness.says != verdict) return unknown("the P values fit, but " + witness.words, tried);
    words.push_back(witness.words);
  }
  if (question.p_values.size() == 1 && words.empty())
    return unknown("a single P value needs a second witness, and there is none", tried);
  const double chance =
      chance_of_agreement(question, sd ? *sd : *se, tried) * std::pow(kWitness, static_cast<double>(words.size()));
  if (chance > kMostChance) return unknown("so few or so rounded numbers could agree by chance", tried);
  return {verdict, evidence_words(question, verdict, sd ? *sd : *se, sd ? as_se : as_sd, words), {}, tried};
}

}  // namespace evigraft
