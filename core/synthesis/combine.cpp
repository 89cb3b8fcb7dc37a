#include "synthesis/combine.h"

#include <evigraft/error.h>

#include <cmath>

namespace evigraft {

ArmSummary combine_arms(std::span<const ArmSummary> arms) {
  const auto refuse = [](const char* why) {
    throw Error(Error::Kind::data, std::string("groups cannot be combined: ") + why);
  };
  ArmSummary all;
  for (const auto& [mean, sd, n] : arms) {
    if (!std::isfinite(mean) || !std::isfinite(sd) || !std::isfinite(n)) refuse("a figure is missing or not finite");
    if (n < 1) refuse("a group has fewer than one participant");
    if (sd < 0) refuse("a standard deviation is negative");
    all.n += n;
    all.mean += n * mean;
  }
  if (all.n < 2) refuse("there are fewer than two participants");
  all.mean /= all.n;
  double sum_of_squares = 0;
  for (const auto& [mean, sd, n] : arms)
    sum_of_squares += (n - 1) * sd * sd + n * (mean - all.mean) * (mean - all.mean);
  all.sd = std::sqrt(sum_of_squares / (all.n - 1));
  return all;
}

}  // namespace evigraft
