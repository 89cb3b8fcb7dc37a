// core/publish/spread_audit_plot.h: how a pooled result moves with the reading of undeclared spreads, as inline SVG.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "synthesis/spread_audit.h"

namespace evigraft::publish {

struct SpreadPlot {
  std::string id;                   ///< letters, digits, '-'; unique on the page
  std::string title;                ///< for those who do not see the picture
  std::string measure;              ///< under the axis: "mean difference"
  std::vector<std::string> labels;  ///< of the audited studies
  std::optional<double> null;       ///< no effect, on the measure's scale
  bool ratio = false;               ///< the scale is that of logarithms; the axis shows ratios
};

/// A line for the result as asked, then for each study with an undeclared spread, and for all of them, one line a
/// reading: left out, as SD, as SE. A filled diamond excludes no effect, a hollow one does not; a changed conclusion is
/// said in words. The dashed line is the estimate as asked. Empty when the audit has no lines.
std::string spread_audit_plot(const SpreadPlot& plot, const SpreadAudit& audit);

}  // namespace evigraft::publish
