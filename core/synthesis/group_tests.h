// core/synthesis/group_tests.h: P values of the tests a trial may have used, from each group's mean, SD and n alone.
// All two-sided. A comparison without any spread in it has P 0, or 1 where the means agree.
#pragma once
#include <cstddef>
#include <span>

namespace evigraft {

struct GroupSummary {
  double mean = 0;
  double sd = 0;  ///< > 0 in at least one group of a comparison
  double n = 0;   ///< >= 2
};

/// Student's t test: one pooled variance, n1 + n2 - 2 degrees of freedom.
double student_p(const GroupSummary& a, const GroupSummary& b);
/// Welch (1947), Biometrika 34:28-35, with Satterthwaite's degrees of freedom.
double welch_p(const GroupSummary& a, const GroupSummary& b);
/// The paired t test; n of `a` pairs, `correlation` between the members of a pair.
double paired_p(const GroupSummary& a, const GroupSummary& b, double correlation);
/// The F test of one-way analysis of variance over all groups.
double anova_p(std::span<const GroupSummary> groups);
/// Two of the groups after one-way analysis of variance: t with the pooled mean square of all groups, no adjustment.
double anova_pair_p(std::span<const GroupSummary> groups, std::size_t i, std::size_t j);
/// The same by Tukey's test; Kramer's (1956), Biometrics 12:307-310, where the n differ.
double tukey_p(std::span<const GroupSummary> groups, std::size_t i, std::size_t j);

}  // namespace evigraft
