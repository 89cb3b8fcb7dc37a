// core/publish/plots/bubble.h: a meta-regression on one number: a circle a study, the line, its confidence band.
#pragma once
#include <string>
#include <vector>

#include "publish/plots/effect_scale.h"

namespace evigraft::publish {

struct Bubble {
  std::string label;
  double moderator = 0, estimate = 0;
  double weight_percent = 0;  ///< area of the circle
};

struct BandPoint {
  double moderator = 0, estimate = 0;
  Interval ci;
};

struct BubblePlot {
  std::string title, description;
  EffectScale scale;
  std::string moderator;
  double level = 95;
  std::vector<Bubble> studies;
  std::vector<BandPoint> line;  ///< from the lowest to the highest moderator
  std::vector<std::string> remarks;
};

std::string bubble_svg(const BubblePlot& plot);

}  // namespace evigraft::publish
