// Made-up tables of studies with several effects each, for the tests of what such effects are worth.
#pragma once
#include <string>
#include <vector>

#include "synthesis/clusters.h"
#include "synthesis/design_matrix.h"
#include "synthesis/effect.h"

namespace evigraft {

struct RepeatedTable {
  std::vector<std::string> study;
  std::vector<Effect> effects;
  DesignMatrix moderator;  ///< with an intercept

  [[nodiscard]] Clusters clusters() const { return cluster_by(study); }
};

/// Six studies, 14 effects; moderator: months.
///   A <- data.frame(study = c("a","a","a","b","b","c","c","c","c","d","e","e","f","f"),
///     months = c(3,6,12,3,6,1,3,6,12,6,3,12,6,12), yi = c(14,11,9,22,17,8,7,4,5,12,19,13,3,1),
///     vi = c(9,10,12,16,15,4,4.5,5,6,25,20,22,7,8))
inline RepeatedTable six_studies() {
  const Moderator months{"months", {3, 6, 12, 3, 6, 1, 3, 6, 12, 6, 3, 12, 6, 12}, {}, {}};
  return {{"a", "a", "a", "b", "b", "c", "c", "c", "c", "d", "e", "e", "f", "f"},
          {{14, 9},
           {11, 10},
           {9, 12},
           {22, 16},
           {17, 15},
           {8, 4},
           {7, 4.5},
           {4, 5},
           {5, 6},
           {12, 25},
           {19, 20},
           {13, 22},
           {3, 7},
           {1, 8}},
          make_design(std::vector{months}, 14)};
}

/// Seven studies, 17 effects that differ within studies as well; moderator: arm, a factor.
///   E <- data.frame(study = c("a","a","a","b","b","c","c","c","c","d","e","e","f","f","g","g","g"), effect = 1:17,
///     arm = c("x","y","x","x","y","y","x","x","y","x","y","x","x","y","x","x","y"),
///     yi = c(14,31,9,22,37,8,-7,4,15,12,39,13,3,21,6,-4,18), vi = c(9,10,12,16,15,4,4.5,5,6,25,20,22,7,8,10,11,12))
inline RepeatedTable seven_studies() {
  const std::vector<std::string> arm = {"x", "y", "x", "x", "y", "y", "x", "x", "y",
                                        "x", "y", "x", "x", "y", "x", "x", "y"};
  return {{"a", "a", "a", "b", "b", "c", "c", "c", "c", "d", "e", "e", "f", "f", "g", "g", "g"},
          {{14, 9},
           {31, 10},
           {9, 12},
           {22, 16},
           {37, 15},
           {8, 4},
           {-7, 4.5},
           {4, 5},
           {15, 6},
           {12, 25},
           {39, 20},
           {13, 22},
           {3, 7},
           {21, 8},
           {6, 10},
           {-4, 11},
           {18, 12}},
          make_design(std::vector{Moderator{"arm", {}, arm, sorted_levels(arm)}}, 17)};
}

}  // namespace evigraft
