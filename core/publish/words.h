// core/publish/words.h: an analysis in plain sentences; the same words stand in the plots, the tables and their
// captions.
#pragma once
#include <string>
#include <vector>

#include "publish/page.h"

namespace evigraft::publish {

/// What the numbers are: a difference of two arms in percentage points, or one arm's mean in percent.
enum class Measure { difference, mean };

/// The bounds a plot shows: ±100 percentage points, or 0 to 100 percent.
Interval plot_bounds(Measure measure);

std::size_t k_of(const Analysis& analysis);

/// "28.0 [23.1, 32.9]"
std::string estimate_and_ci(double estimate, const Interval& ci);

/// The estimate to show: the summary from two studies, the study itself when it is alone, none otherwise.
struct Shown {
  double estimate = 0;
  Interval ci;
};
std::optional<Shown> shown(const Analysis& analysis);

/// The prediction interval where it may be shown: from three studies.
std::optional<Interval> shown_prediction(const Analysis& analysis);

/// What the analysis says, for someone who reads one sentence.
std::string answer(const Analysis& analysis, Measure measure);

/// "Heterogeneity: τ² = 12.3 (95% CI 0.0 to 45.1); I² = 40%; Q = 3.3, df = 2, P = 0.19"; empty below two studies.
std::string heterogeneity(const Analysis& analysis);

/// "Overall effect: t = 4.10, df = 2, P = 0.055 (Hartung-Knapp)"; empty below two studies and for means.
std::string overall_test(const Analysis& analysis, Measure measure);

/// Why the interval is the ad hoc one, and what it would be without; empty when it is not.
std::string adhoc_remark(const Analysis& analysis);

/// Which intervals go past the plot's bounds; empty when none does.
std::string clipped_remark(const Analysis& analysis, Measure measure);

/// "1 study", "3 studies"
std::string counted(std::size_t n, const std::string& one, const std::string& many);

}  // namespace evigraft::publish
