// The spread audit as a forest plot: a part a study with an undeclared ±, a line a reading; then all of them at once.
#include <evigraft/error.h>

#include "cli/meta_plot_parts.h"
#include "publish/number.h"
#include "publish/plots/forest_table.h"

namespace evigraft::cli {
namespace {

std::string words(SpreadTaken taken) {
  return taken == SpreadTaken::left_out ? "left out" : taken == SpreadTaken::as_sd ? "± read as SD" : "± read as SE";
}

std::string conclusion_cell(const SpreadLine& line) {
  if (!line.conclusion) return "";
  return std::string(line.conclusion->excludes_null ? "excludes" : "includes") +
         (line.changes.value_or(false) ? ": changes" : "");
}

publish::ForestLine line_of(const SpreadLine& line) {
  publish::ForestLine drawn_line;
  drawn_line.label = words(line.taken);
  drawn_line.left = {std::to_string(line.k)};
  drawn_line.right = {line.weight_percent ? publish::fixed(*line.weight_percent) + "%" : "", conclusion_cell(line)};
  if (!line.fit) return drawn_line;
  drawn_line.estimate = line.fit->estimate;
  drawn_line.ci = drawn(leading(*line.fit).ci);
  return drawn_line;
}

}  // namespace

std::string spread_audit_plot(const MetaResult& result, const PlotStudies& studies, const SpreadReport& report) {
  const SpreadAudit& audit = report.audit;
  if (audit.lines.empty())
    throw Error(Error::Kind::data, "There is no spread audit to draw. " + spread_sentence(report));
  publish::ForestTable table;
  table.scale = scale_of(result);
  table.level = result.options.level;
  table.title = "Spread audit: " + studies.what;
  table.description = spread_sentence(report);
  table.first_head = "Undeclared ± of";
  table.left = {{"", {"k"}}};
  table.right = {"Weight", "No effect"};
  table.favours_left = studies.favours_left;
  table.favours_right = studies.favours_right;
  for (const SpreadLine& line : audit.lines) {
    if (line.taken == SpreadTaken::left_out)
      table.parts.push_back({line.study ? report.labels[*line.study] : "All of them", {}, {}, {}});
    table.parts.back().lines.push_back(line_of(line));
  }
  if (audit.asked.fit)
    table.overall = publish::ForestDiamond{"As asked",
                                           {std::to_string(audit.asked.k)},
                                           {"", conclusion_cell(audit.asked)},
                                           audit.asked.fit->estimate,
                                           drawn(leading(*audit.asked.fit).ci),
                                           {}};
  table.remarks.push_back(spread_sentence(report));
  add_caution(table.remarks, studies);
  return forest_table_svg(table);
}

}  // namespace evigraft::cli
