// core/synthesis/spread_procedures.h: the analyses that the judge of spreads tries, and the P values each would have
// printed. Part of spread_judge.h.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "synthesis/spread_judge.h"

namespace evigraft {

/// One way in which all P values of a text may have been computed. A P over more than two groups is that of the F test
/// in each of them.
struct Procedure {
  enum class Pair { student, welch, paired, anova, tukey };
  Pair pair = Pair::student;
  bool bonferroni = false;  ///< times the number of pairs of the visit
  int sides = 2;

  bool operator==(const Procedure&) const = default;
};

/// "ANOVA with Tukey's test", "Welch's t test (one-sided)".
std::string name(const Procedure& procedure);

/// Those the text names, in its order; Student, Welch and ANOVA with none, Bonferroni and Tukey where it names none.
/// One-sided ones follow where the text does not say. Empty: a named test cannot be recomputed.
std::vector<Procedure> admissible(const SpreadQuestion& question);

struct Recomputed {
  double low = 0, high = 1;  ///< what the rounding of means and spreads allows
  double point = 1;          ///< from the numbers as printed
};

/// The P value that the procedure gives when the printed spreads are SD or SE. None where it needs an n or spread
/// that is missing.
std::optional<Recomputed> recompute(const SpreadQuestion& question, const PrintedP& printed, const Procedure& procedure,
                                    PrintedSpread reading);

/// The recomputed P may have been printed so.
bool reproduces(const Recomputed& recomputed, const PrintedP& printed);

}  // namespace evigraft
