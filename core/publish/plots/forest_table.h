// core/publish/plots/forest_table.h: a forest plot as a file of its own, of any measure: studies by subgroup, or any
// other list of estimates with intervals (left out one by one, cumulated, treatments of a network).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "publish/plots/effect_scale.h"

namespace evigraft::publish {

/// Columns that belong together, as an arm's mean, SD and total.
struct ForestColumns {
  std::string over;  ///< stands above them with a rule; may be empty
  std::vector<std::string> heads;
};

struct ForestLine {
  std::string label;
  std::vector<std::string> left, right;  ///< cells, as many as there are heads, or none
  std::optional<double> estimate;        ///< on the scale; none: words only
  std::optional<Interval> ci;            ///< none: an open circle at the estimate
  std::optional<double> weight_percent;  ///< area of the square; none: squares of one size
};

struct ForestDiamond {
  std::string label;
  std::vector<std::string> left, right;
  double estimate = 0;
  Interval ci;
  std::optional<Interval> prediction;  ///< a line of its own below
};

struct ForestPart {
  std::string heading;  ///< of a subgroup; empty: none
  std::vector<ForestLine> lines;
  std::optional<ForestDiamond> diamond;
  std::vector<std::string> remarks;  ///< below the diamond: heterogeneity, or why there is none
};

struct ForestTable {
  std::string title, description;  ///< for those who do not see the picture
  EffectScale scale;
  double level = 95;  ///< percent, of the intervals
  std::string first_head = "Study";
  std::vector<ForestColumns> left;  ///< between the names and the graph
  std::vector<std::string> right;   ///< heads after the estimates
  std::vector<ForestPart> parts;
  std::optional<ForestDiamond> overall;
  std::vector<std::string> remarks;         ///< at the end
  std::string favours_left, favours_right;  ///< under the axis on either side of no effect; may be empty
};

/// What the axis of such a table shows: every estimate and every interval that is not much longer than the others;
/// those are cut with an arrow.
Interval forest_range(const ForestTable& table);

/// Squares have an area proportional to the weight; a diamond's ends are the interval's. Without an estimate at all,
/// the words alone.
std::string forest_table_svg(const ForestTable& table);

}  // namespace evigraft::publish
