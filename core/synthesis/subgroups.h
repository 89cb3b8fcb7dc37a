// core/synthesis/subgroups.h: the studies by level of a factor: Borenstein et al. (2009), Introduction to
// Meta-Analysis, chapter 19.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "synthesis/regression.h"

namespace evigraft {

struct DifferenceTest {
  double Q = 0;
  int df = 0;
  double p = 0;
};

struct Subgroups {
  std::vector<std::string> levels;
  std::vector<Fit> separate;                       ///< each level with a tau2 of its own
  std::vector<std::string> refusals;               ///< why a level has no fit; empty where it has one
  std::optional<DifferenceTest> between_separate;  ///< absent when a level is refused
  std::optional<DifferenceTest> within;            ///< EE only: the sum of the levels' Q
  std::optional<Regression> common;                ///< one tau2, a coefficient a level
  std::string common_refusal;
  std::optional<DifferenceTest> between_common;
  /// DL only: one tau2 pooled over the levels, their summaries with it, and their difference.
  struct Pooled {
    double tau2 = 0;
    std::vector<double> estimate, se;
    DifferenceTest between;
  };
  std::optional<Pooled> pooled;
};

/// `levels`: one an effect. Error::data when there are fewer than two levels.
Subgroups by_subgroup(std::span<const Effect> effects, std::span<const std::string> levels, const FitOptions& options);

}  // namespace evigraft
