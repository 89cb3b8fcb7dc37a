// core/synthesis/back_transform.h: a summary on the scale it was pooled on -> the scale it is read on.
#pragma once
#include <span>

#include "synthesis/escalc.h"

namespace evigraft {

/// exp() of a logarithm, the proportion of a logit, and of a double arcsine by Miller (1978), Am Stat 32:138, whose
/// inverse needs a number of participants: `n` (others ignore it). Beyond the arcsines of none and of all it is 0 or 1,
/// as metafor's transf.ipft.
double back_transformed(Scale scale, double x, double n);

/// The number of participants that stands for all in Miller's inverse; NaN for none.
double harmonic_mean(std::span<const double> sizes);

}  // namespace evigraft
