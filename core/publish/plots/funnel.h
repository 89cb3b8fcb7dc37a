// core/publish/plots/funnel.h: effects against their standard errors, with contours of significance and the studies
// that trim and fill imputes: Peters et al. (2008), J Clin Epidemiol 61:991-996; Sterne & Egger (2001), ibid.
// 54:1046-1055.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "publish/plots/effect_scale.h"

namespace evigraft::publish {

struct FunnelPoint {
  std::string label;
  double estimate = 0, se = 0;
};

struct Funnel {
  std::string title, description;
  EffectScale scale;  ///< with no_effect: contours around it; without: 95% limits around `pooled`
  std::vector<FunnelPoint> studies;
  std::vector<FunnelPoint> imputed;
  double pooled = 0;
  std::optional<double> pooled_imputed;  ///< with the imputed ones
  std::vector<std::string> remarks;
};

std::string funnel_svg(const Funnel& funnel);

}  // namespace evigraft::publish
