// The names and arms of the studies that a plot shows, from a table or from the database.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "cli/meta_plot.h"

namespace evigraft::cli {
namespace {

/// A cell by the name of its column; none when there is no such column, no number, or no text.
std::optional<double> cell(const CsvTable& table, std::size_t row, std::string_view name) {
  const auto column = table.column(name);
  return column ? number_at(table, row, *column) : std::nullopt;
}

std::optional<double> sum(const std::optional<double>& a, const std::optional<double>& b) {
  if (!a || !b) return std::nullopt;
  return *a + *b;
}

PlotArm counted(const CsvTable& table, std::size_t row, std::string_view events, std::string_view rest,
                std::string_view total) {
  const auto x = cell(table, row, events), n = cell(table, row, total);
  return {{}, {}, x, n ? n : sum(x, cell(table, row, rest))};
}

/// By the columns the measure is computed from; none for ready-made effects.
std::vector<PlotArm> arms_of(const CsvTable& table, std::size_t row, const Measure& measure) {
  const auto takes = [&](std::string_view name) {
    return std::find(measure.columns.begin(), measure.columns.end(), name) != measure.columns.end();
  };
  const auto arm = [&](std::string_view mean, std::string_view sd, std::string_view n) {
    return PlotArm{cell(table, row, mean), cell(table, row, sd), {}, cell(table, row, n)};
  };
  if (takes("m1i")) {  // two groups, or one measured twice
    return {arm("m1i", "sd1i", takes("n1i") ? "n1i" : "ni"), arm("m2i", "sd2i", takes("n2i") ? "n2i" : "ni")};
  }
  if (takes("mi")) return {arm("mi", "sdi", "ni")};
  if (takes("ai")) return {counted(table, row, "ai", "bi", "n1i"), counted(table, row, "ci", "di", "n2i")};
  if (takes("xi")) return {counted(table, row, "xi", "mi", "ni")};
  return {};
}

std::string label_of(const CsvTable& table, std::size_t row) {
  const auto column = table.column("study");
  if (column && !table.rows[row][*column].empty()) return table.rows[row][*column];
  return "Row " + std::to_string(row + 1);
}

PlotArm arm_of(const publish::ArmNumbers& numbers) { return {numbers.mean, numbers.sd, {}, numbers.n}; }

PlotStudy study_of(const PoolStudy& study) {
  PlotStudy plotted{study.label, {arm_of(study.intervention)}};
  if (study.comparator) plotted.arms.push_back(arm_of(*study.comparator));
  return plotted;
}

}  // namespace

PlotStudies plot_studies(const CsvTable& table, const MetaResult& result, const std::vector<std::string>& moderators,
                         const PlotFlags& flags) {
  PlotStudies all;
  all.moderators = moderators;
  all.what = table.origin == "-" ? "standard input" : table.origin;
  for (const std::size_t row : result.used)
    all.studies.push_back({label_of(table, row), arms_of(table, row, *result.measure)});
  for (std::size_t row = 0; row < result.rows.size(); ++row) {
    if (std::find(result.used.begin(), result.used.end(), row) != result.used.end()) continue;
    all.left_out.push_back(label_of(table, row));
    if (std::isfinite(result.rows[row].yi) && std::isnan(result.rows[row].vi))
      all.silent.push_back({{label_of(table, row), arms_of(table, row, *result.measure)}, result.rows[row].yi});
  }
  const auto [first, second] = two_sides(flags.groups, "--groups");
  if (!flags.groups.empty()) all.arms = {first, second};
  std::tie(all.favours_left, all.favours_right) = two_sides(flags.favours, "--favours");
  return all;
}

PlotStudies plot_studies(const Selected& selected, const PoolQuestion& question, const MetaResult& result,
                         const std::vector<std::string>& moderators, const PlotFlags& flags) {
  PlotStudies all;
  all.moderators = moderators;
  all.what = question.comparator.empty() ? question.intervention : question.intervention + " vs " + question.comparator;
  for (const std::size_t row : result.used) all.studies.push_back(study_of(selected.studies.at(row)));
  for (const PoolStudy& study : selected.studies) {
    if (!study.reason.empty()) all.left_out.push_back(study.label + " (" + study.reason + ")");
    if (!study.vi) all.silent.emplace_back(study_of(study), study.difference.value_or(study.intervention.mean));
  }
  if (question.reading == SpreadReading::as_sd || question.reading == SpreadReading::as_se)
    all.caution = std::string("Undeclared ± were read as ") + (question.reading == SpreadReading::as_sd ? "SD" : "SE") +
                  ": a sensitivity analysis, not an answer.";
  if (question.reading == SpreadReading::inferred)
    all.caution = "Undeclared ± were read as the printed P values tell, where they do.";
  all.arms = {question.intervention, question.comparator};
  if (!flags.groups.empty()) {
    const auto [first, second] = two_sides(flags.groups, "--groups");
    all.arms = {first, second};
  }
  // Retention: more of it is better.
  if (!question.comparator.empty()) {
    all.favours_left = "favours " + question.comparator;
    all.favours_right = "favours " + question.intervention;
  }
  if (!flags.favours.empty()) std::tie(all.favours_left, all.favours_right) = two_sides(flags.favours, "--favours");
  return all;
}

}  // namespace evigraft::cli
