// core/publish/plots/radial.h: z scores against precision, where an effect is a slope: Galbraith (1988), Technometrics
// 30:271-281; (1994), JASA 89:1232-1242.
#pragma once
#include <string>
#include <vector>

#include "publish/plots/effect_scale.h"

namespace evigraft::publish {

struct RadialPoint {
  std::string label;
  double estimate = 0, se = 0;  ///< se with the between-study variance of the model in it
};

struct Radial {
  std::string title, description;
  EffectScale scale;
  std::vector<RadialPoint> studies;
  double pooled = 0;
  Interval ci;             ///< of the pooled estimate, a mark on the arc
  bool random = false;     ///< se has the between-study variance in it
  double quantile = 1.96;  ///< half the height of the band
  double level = 95;       ///< of band and interval, percent
  std::vector<std::string> remarks;
};

std::string radial_svg(const Radial& radial);

}  // namespace evigraft::publish
