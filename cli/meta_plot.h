// cli/meta_plot.h: a pooled result and the names of its studies -> the plot that was asked for.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/csv_table.h"
#include "cli/meta_audit.h"
#include "cli/meta_model.h"
#include "cli/plot_flags.h"
#include "pipeline/selection.h"

namespace evigraft::cli {

/// One arm as a forest plot prints it.
struct PlotArm {
  std::optional<double> mean, sd, events, total;
};

struct PlotStudy {
  std::string label;
  std::vector<PlotArm> arms;  ///< none for ready-made effects
};

/// What plots show beyond the figures that were pooled.
struct PlotStudies {
  std::string what;                                  ///< "trials.csv", "ASC vs conventional"
  std::vector<PlotStudy> studies;                    ///< one an effect
  std::vector<std::pair<PlotStudy, double>> silent;  ///< with an effect but no variance; drawn where nothing is pooled
  std::vector<std::string> arms;                     ///< names of the arms; may be empty
  std::string favours_left, favours_right;
  std::vector<std::string> left_out;       ///< studies that are not pooled, the reason in brackets
  std::string caution;                     ///< a sentence that has to stand on every plot; may be empty
  std::vector<std::string> moderators;     ///< names of columns after --mods
  std::uint64_t gosh_subsets = 1'000'000;  ///< of a GOSH plot, which takes 100 000 at the most
  std::uint64_t seed = 1;                  ///< of what it samples
};

/// forest, funnel, baujat, radial, leave1out, cumulative, bubble, gosh, spread-audit.
const std::vector<std::string>& meta_plot_kinds();

/// Names by the column `study`, else "Row 3". `moderators`: columns after --mods.
PlotStudies plot_studies(const CsvTable& table, const MetaResult& result, const std::vector<std::string>& moderators,
                         SpreadReading reading, const PlotFlags& flags);
/// Names of the studies as they are labelled; MetaResult::used are places in `selected.studies`.
PlotStudies plot_studies(const Selected& selected, const PoolQuestion& question, const MetaResult& result,
                         const std::vector<std::string>& moderators, const PlotFlags& flags);

/// Draws and writes the plot that `flags` ask for, and says so; `audit` has the spread audit where that is drawn.
void write_meta_plot(Output& out, const PlotFlags& flags, const MetaResult& result, const PlotStudies& studies,
                     const AuditReport& audit);

/// The file's bytes. Error::data where a kind cannot be drawn.
std::string meta_plot(const std::string& kind, const MetaResult& result, const PlotStudies& studies,
                      const AuditReport& audit = {});

}  // namespace evigraft::cli
