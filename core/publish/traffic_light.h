// core/publish/traffic_light.h: risk of bias as a grid of marks, a row a study and result. What a mark means lies in
// its sign and its darkness, not in its hue.
#pragma once
#include <string>

#include "publish/judgements.h"

namespace evigraft::publish {

/// For a page: `id` as in svg.h. The signs are those of robvis: + low, − some concerns or moderate, × high or serious,
/// ! critical, ? no information; nothing where nobody judged.
std::string traffic_light_svg(const RiskTable& table, const std::string& id);

}  // namespace evigraft::publish
