// core/synthesis/clusters.h: effects that belong together, such as the times of one study.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace evigraft {

struct Clusters {
  std::vector<std::vector<std::size_t>> members;  ///< rows of each cluster; clusters in order of first appearance

  [[nodiscard]] int count() const { return static_cast<int>(members.size()); }
};

/// Rows with the same label belong together.
Clusters cluster_by(std::span<const std::string> labels);

/// Variances of the random parts: Var(y) within a cluster is diag(v) + effect I + cluster J. With `cluster` 0 this is
/// the ordinary random-effects model with tau2 = effect.
struct VarianceComponents {
  double cluster = 0, effect = 0;  ///< scale of the effects, squared
};

}  // namespace evigraft
