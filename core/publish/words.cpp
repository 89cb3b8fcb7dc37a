#include "publish/words.h"

#include <algorithm>
#include <cmath>

#include "publish/number.h"

namespace evigraft::publish {
namespace {

// A variance runs from fractions to millions: three figures are enough until it is in the hundreds.
std::string variance(double value) { return fixed(value, value >= 100 ? 0 : value >= 10 ? 1 : 2); }

std::string range(const Interval& i) { return fixed(i.lo) + " to " + fixed(i.hi); }

std::string unit(Measure measure) { return measure == Measure::difference ? " percentage points" : "%"; }

std::string no_study(const Analysis& analysis, Measure measure) {
  const std::size_t others = analysis.not_pooled.size();
  if (others == 0) return "No study in this database answers this question with numbers.";
  std::string sentence = "No study has a spread that can be used, so there is no combined estimate and no interval.";
  if (measure == Measure::mean) return sentence;
  std::vector<double> differences;
  for (const UnpooledStudy& study : analysis.not_pooled)
    if (study.difference) differences.push_back(*study.difference);
  if (differences.empty()) return sentence;
  const auto [lo, hi] = std::minmax_element(differences.begin(), differences.end());
  const bool one = differences.size() == 1;
  return sentence + " " + counted(differences.size(), "study reports", "studies report") +
         " both arms; the difference" + (one ? " is " + fixed(*lo) : "s run from " + range({*lo, *hi})) +
         " percentage points.";
}

}  // namespace

Interval plot_bounds(Measure measure) {
  return measure == Measure::difference ? Interval{-100, 100} : Interval{0, 100};
}

std::size_t k_of(const Analysis& analysis) { return analysis.studies.size(); }

std::string counted(std::size_t n, const std::string& one, const std::string& many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

std::string estimate_and_ci(double estimate, const Interval& ci) {
  return fixed(estimate) + " [" + fixed(ci.lo) + ", " + fixed(ci.hi) + "]";
}

std::optional<Shown> shown(const Analysis& analysis) {
  if (k_of(analysis) == 1) return Shown{analysis.studies[0].estimate, analysis.studies[0].ci};
  if (k_of(analysis) == 0 || !analysis.summary) return std::nullopt;
  return Shown{analysis.summary->estimate, analysis.summary->ci};
}

std::optional<Interval> shown_prediction(const Analysis& analysis) {
  if (k_of(analysis) < 3 || !analysis.summary) return std::nullopt;
  return analysis.summary->prediction;
}

std::string answer(const Analysis& analysis, Measure measure) {
  const std::size_t k = k_of(analysis);
  if (k == 0) return no_study(analysis, measure);
  const std::string what = measure == Measure::difference ? "mean difference " : "mean ";
  const auto result = shown(analysis);
  if (!result)
    return counted(k, "study", "studies") + "; no combined estimate" +
           (analysis.refused.empty() ? "." : ": " + analysis.refused);
  const std::string numbers = what + fixed(result->estimate) + unit(measure) + " (95% CI " + range(result->ci) + ")";
  if (k == 1)
    return "One study, " + analysis.studies[0].label + ": " + numbers + ". This is that study's own interval.";
  if (k == 2) return "Two studies: one degree of freedom. Combined " + numbers + ".";
  std::string sentence = std::to_string(k) + " studies: combined " + numbers + ".";
  if (const auto prediction = shown_prediction(analysis))
    sentence += " A new study would be expected between " + fixed(prediction->lo) + " and " + fixed(prediction->hi) +
                " (95% prediction interval).";
  return sentence;
}

std::string heterogeneity(const Analysis& analysis) {
  if (k_of(analysis) < 2 || !analysis.summary) return {};
  const Summary& s = *analysis.summary;
  std::string line = "Heterogeneity: τ² = " + variance(s.tau2);
  if (s.tau2_ci) line += " (95% CI " + variance(s.tau2_ci->lo) + " to " + variance(s.tau2_ci->hi) + ")";
  return line + "; I² = " + fixed(s.i2_percent, 0) + "%; Q = " + fixed(s.q, 2) + ", df = " + std::to_string(s.q_df) +
         ", " + p_value(s.q_p);
}

std::string overall_test(const Analysis& analysis, Measure measure) {
  if (measure == Measure::mean) return {};  // that a graft keeps more than 0% is no question
  if (k_of(analysis) < 2 || !analysis.summary || !analysis.summary->test_statistic) return {};
  const Summary& s = *analysis.summary;
  std::string line = std::string("Overall effect: ") + (s.test_df ? "t" : "z") + " = " + fixed(*s.test_statistic, 2);
  if (s.test_df) line += ", df = " + shortest(*s.test_df);
  if (s.test_p) line += ", " + p_value(*s.test_p);
  return s.test.empty() ? line : line + " (" + s.test + ")";
}

std::string adhoc_remark(const Analysis& analysis) {
  if (k_of(analysis) < 2 || !analysis.summary || !analysis.summary->adhoc) return {};
  std::string line =
      "The Hartung-Knapp standard error is below Wald's here, which would make the interval too narrow; the one shown "
      "is "
      "the ad hoc interval, which uses the larger of the two.";
  if (analysis.summary->unmodified_ci)
    line += " Unmodified Hartung-Knapp: " + range(*analysis.summary->unmodified_ci) + ".";
  return line;
}

std::string clipped_remark(const Analysis& analysis, Measure measure) {
  const Interval bounds = plot_bounds(measure);
  std::string list;
  const auto look = [&](const std::string& label, const Interval& i) {
    if (i.lo >= bounds.lo && i.hi <= bounds.hi) return;
    list += (list.empty() ? "" : "; ") + label + " (" + range(i) + ")";
  };
  for (const ForestStudy& study : analysis.studies) look(study.label, study.ci);
  if (k_of(analysis) >= 2 && analysis.summary) look("combined estimate", analysis.summary->ci);
  if (const auto prediction = shown_prediction(analysis)) look("prediction interval", *prediction);
  if (list.empty()) return {};
  return "An arrow marks an interval that is cut in the plot because it goes past " +
         std::string(measure == Measure::difference ? "±100 percentage points" : "0 or 100%") + ": " + list + ".";
}

}  // namespace evigraft::publish
