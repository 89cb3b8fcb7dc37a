// core/publish/plots/league_table.h: every treatment of a network against every other, printed in cells that are the
// darker the larger the difference.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "publish/plots/effect_scale.h"

namespace evigraft::publish {

struct LeagueCell {
  double estimate = 0;
  Interval ci;
};

struct LeagueTable {
  std::string title, description;
  EffectScale scale;
  double level = 95;
  std::vector<std::string> treatments;         ///< in the order to show
  std::vector<std::vector<LeagueCell>> cells;  ///< [row][column]: the row's treatment against the column's
  std::vector<std::string> remarks;
};

std::string league_svg(const LeagueTable& table);

}  // namespace evigraft::publish
