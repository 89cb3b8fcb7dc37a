// core/synthesis/bracketed_root.h: the root of a smooth function between two points where its sign differs.
// Newton's steps, kept inside the bracket and replaced by halving when they do not at least halve themselves (rtsafe:
// Press et al., Numerical Recipes, 9.4). Halving is on the log scale, because variances span many decades.
#pragma once
#include <evigraft/error.h>

#include <cmath>
#include <limits>

namespace evigraft {

struct ValueAndSlope {
  double value = 0, slope = 0;
};

/// `function(x)` returns ValueAndSlope; its sign is known to be `positive_at_lower` at `lower` and the other at
/// `upper`, 0 <= lower < upper. Accurate to a few units in the last place. `what` names the quantity if it does not
/// converge.
template <class Function>
double bracketed_root(Function function, double lower, double upper, bool positive_at_lower, const char* what) {
  constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
  const auto middle = [&] {
    if (lower == 0) return upper / 1024;
    return upper > 4 * lower ? std::sqrt(lower) * std::sqrt(upper) : lower + (upper - lower) / 2;
  };
  double x = middle();
  double last_step = upper - lower;
  for (int round = 0; round < 500; ++round) {
    const ValueAndSlope at = function(x);
    if (at.value == 0) return x;
    ((at.value > 0) == positive_at_lower ? lower : upper) = x;
    double next = x - at.value / at.slope;
    if (!(next > lower && next < upper) || std::abs(next - x) > last_step / 2) next = middle();
    last_step = std::abs(next - x);
    if (last_step <= kEpsilon * x || upper - lower <= kEpsilon * upper) return next;
    x = next;
  }
  throw Error(Error::Kind::failed, std::string("the search for ") + what + " did not converge; nothing is reported");
}

}  // namespace evigraft
