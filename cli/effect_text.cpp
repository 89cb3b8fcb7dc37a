#include "cli/effect_text.h"

#include <cmath>

#include "cli/number_text.h"
#include "synthesis/back_transform.h"

namespace evigraft::cli {

std::string effect_title(const Measure& measure) {
  if (measure.scale == Scale::logit || measure.scale == Scale::double_arcsine) return "proportion";
  return measure.name == "MNLN" ? "mean" : std::string(measure.name);
}

double as_read(const MetaResult& result, double estimate) {
  return back_transformed(result.measure->scale, estimate, harmonic_mean(result.sizes));
}

std::string effect_text(const MetaResult& result, double estimate) { return shown_finely(as_read(result, estimate)); }

std::string interval_text(const MetaResult& result, const Interval& interval) {
  if (std::isnan(interval.lower) || std::isnan(interval.upper)) return "n/a";
  return effect_text(result, interval.lower) + " to " + effect_text(result, interval.upper);
}

std::string difference_text(double statistic, int df, double p) {
  return "χ² " + shown_finely(statistic) + " on " + std::to_string(df) + " df, p " + shown_p(p);
}

}  // namespace evigraft::cli
