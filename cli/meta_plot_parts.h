// cli/meta_plot_parts.h: what the plots of a pooled result share. Only for meta_plot*.cpp.
#pragma once
#include <string>
#include <vector>

#include "cli/meta_plot.h"
#include "publish/plots/effect_scale.h"

namespace evigraft::cli {

/// The scale of a measure, with decimals fit for the studies' intervals.
publish::EffectScale scale_of(const MetaResult& result);

inline publish::Interval drawn(const Interval& interval) { return {interval.lower, interval.upper}; }

void add_caution(std::vector<std::string>& remarks, const PlotStudies& studies);

/// The inference to lead with: ad hoc where Hartung-Knapp's error is below Wald's.
const Inference& leading(const Fit& fit);
/// The prediction interval that belongs to it, from three studies.
std::optional<publish::Interval> leading_prediction(const Fit& fit);

/// "13 studies, RR 0.49 [0.34, 0.70] (REML, test knha)."
std::string pooled_sentence(const MetaResult& result, const publish::EffectScale& scale);

/// "Heterogeneity: τ² = 0.31; I² = 92.2%; Q = 152.23, df = 12, P < 0.001"
std::string heterogeneity_line(const Fit& fit);

std::string forest_plot(const MetaResult& result, const PlotStudies& studies);
std::string leave_one_out_plot(const MetaResult& result, const PlotStudies& studies);
std::string cumulative_plot(const MetaResult& result, const PlotStudies& studies);
std::string spread_audit_plot(const MetaResult& result, const PlotStudies& studies, const SpreadReport& report);

}  // namespace evigraft::cli
