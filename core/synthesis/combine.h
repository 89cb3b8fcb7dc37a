// core/synthesis/combine.h: several groups of participants as one. Cochrane Handbook 6.5.2.10, table 6.5.a.
#pragma once
#include <span>

#include "synthesis/effect.h"

namespace evigraft {

/// n, mean and SD as if the groups had been one sample (within and between sums of squares over N - 1).
/// Throws Error::data on no group, n < 1, fewer than 2 participants in all, a negative SD or a value that is not
/// finite.
ArmSummary combine_arms(std::span<const ArmSummary> arms);

}  // namespace evigraft
