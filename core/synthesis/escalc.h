// core/synthesis/escalc.h: what a study reports -> its effect and variance on a measure's scale.
// One entry of measures() a measure: to offer another one, write its function and add its line in escalc.cpp.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "synthesis/effect.h"
#include "synthesis/two_by_two.h"

namespace evigraft {

/// An effect computed from a table's cells. NaN is a figure the cells do not give ("missing"): MD has yi without SDs.
struct Computed {
  double yi, vi;
  double ni;  ///< participants behind it; NaN where unknown
};

/// The scale of yi. On `log` the summary is read as exp(yi), a ratio.
enum class Scale { identity, log };

/// What a measure is computed from.
/// `paired`: two measurements of the same participants.
enum class Cells { means, paired, two_by_two, proportion, ready };

struct Measure {
  std::string_view name;   ///< metafor's: "MD"
  std::string_view title;  ///< for people: "mean difference"
  Scale scale;
  Cells cells;
  /// metafor's names, in the order `compute` takes them: {"m1i", "sd1i", ...}. "vi|sei" stands for two cells, of which
  /// a table may lack one.
  std::vector<std::string_view> columns;
  /// NaN = missing cell; throws Error::data on one that no study can have. `zeros` matters to counts only.
  Computed (*function)(std::span<const double> cells, const ZeroCells& zeros);

  [[nodiscard]] Computed compute(std::span<const double> values, const ZeroCells& zeros = {}) const {
    return function(values, zeros);
  }
};

/// Those offered, in the order messages list them.
std::span<const Measure> measures();

/// Error::usage that lists those offered.
const Measure& measure(std::string_view name);

/// The factor that makes a standardised mean difference unbiased, exactly: Hedges (1981), J Educ Stat 6:107-128. NaN
/// from one degree of freedom down, where the expectation does not exist.
double hedges_correction(double df);

/// Whether a count is 0, which `if0all` asks of the whole table; false for measures that have no counts.
bool has_zero_cell(const Measure& measure, std::span<const double> cells, const ZeroCells& zeros);

/// A study's own mean difference, `a` minus `b`, variances not pooled: vi = sd_a^2/n_a + sd_b^2/n_b.
/// Throws Error::data on n < 1, a negative SD or a figure that is not finite.
Effect mean_difference(const ArmSummary& a, const ArmSummary& b);

/// The difference of two measurements of the same participants, of which there are as many as in the smaller arm:
/// vi = (sd_a^2 + sd_b^2 - 2 r sd_a sd_b)/n. Throws as mean_difference, and on a correlation outside [-1, 1].
Effect paired_difference(const ArmSummary& a, const ArmSummary& b, double correlation);

/// The mean of one arm: vi = sd^2/n. Throws as mean_difference.
Effect arm_mean(const ArmSummary& arm);

}  // namespace evigraft
