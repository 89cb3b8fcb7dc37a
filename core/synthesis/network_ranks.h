// core/synthesis/network_ranks.h: how probable each rank is for each of three treatments.
#pragma once
#include "synthesis/network.h"

namespace evigraft {

/// [treatment][rank - 1], large is good, for three normal estimates with these differences and standard errors of them.
Square rank_probabilities(const Square& difference, const Square& se);

/// P(X < h, Y < k) for standard normals with this correlation. Drezner & Wesolowsky (1990), J Stat Comput Simul
/// 35:101-107.
double bivariate_normal(double h, double k, double correlation);

}  // namespace evigraft
