#include "cli/meta_since.h"

#include <evigraft/error.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "cli/json_number.h"
#include "cli/number_text.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

std::vector<Effect> effects_of(const Selected& selected) {
  std::vector<Effect> effects;
  for (const PoolStudy& study : selected.studies)
    if (study.vi) effects.push_back({*study.yi, *study.vi});
  return effects;
}

/// The summary of these effects; with the reason in place of it where there is none.
struct Summary {
  std::size_t k = 0;
  std::optional<Fit> fit;
  std::string refusal;
};

Summary summary_of(std::span<const Effect> effects, FitOptions options) {
  Summary summary{effects.size(), std::nullopt, "no study to pool"};
  if (effects.empty()) return summary;
  options.intervals = false;
  try {
    summary.fit = fit(effects, options);
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
    summary.refusal = error.what();
  }
  return summary;
}

/// `se`, `ci` and `pval` by the test asked for, as the JSON of `meta` has them.
Json summary_json(const Summary& summary) {
  Json json = {{"k", summary.k}};
  if (!summary.fit) {
    for (const char* figure : {"estimate", "se", "ci", "pval", "tau2", "I2"}) json[figure] = nullptr;
    if (summary.k > 0) json["error"] = summary.refusal;
    return json;
  }
  const Fit& fit = *summary.fit;
  json["estimate"] = number(fit.estimate);
  json["se"] = number(fit.inference.se);
  json["ci"] = {number(fit.inference.ci.lower), number(fit.inference.ci.upper)};
  json["pval"] = number(fit.inference.p);
  json["tau2"] = number(fit.tau2);
  json["I2"] = number(fit.I2);
  if (fit.adhoc) json["adhoc"] = {{"ci", {number(fit.adhoc->ci.lower), number(fit.adhoc->ci.upper)}}};
  return json;
}

std::string summary_text(const Summary& summary) {
  if (!summary.fit) return "k = " + std::to_string(summary.k) + ": " + summary.refusal;
  const Fit& fit = *summary.fit;
  const Interval& ci = fit.adhoc ? fit.adhoc->ci : fit.inference.ci;
  return "k = " + std::to_string(summary.k) + ", " + shown(fit.estimate) + ", " + shown_percent(fit.level) + " CI " +
         shown(ci.lower) + " to " + shown(ci.upper) + (fit.adhoc ? " (ad hoc)" : "") + ", tau² " + shown(fit.tau2);
}

Json study_json(std::int64_t id, const std::string& label) { return {{"study", label}, {"study_id", id}}; }

Json run_json(std::int64_t run) { return run == 0 ? Json() : Json(run); }
Json date_json(const std::string& date) { return date.empty() ? Json() : Json(date); }

std::string of_run(std::int64_t run, const std::string& date) {
  return run == 0 ? "before the first run" : "run " + std::to_string(run) + " of " + date;
}

/// Calls `take(entry, summary)` with the summary of all that had entered by then, in order of entry.
template <class Take>
void accumulate(const std::vector<Entered>& entered, const Selected& today, const FitOptions& options, Take take) {
  const std::vector<Effect> effects = effects_of(today);
  std::vector<Effect> so_far;
  for (const std::size_t i : order_of_entry(entered)) {
    so_far.push_back(effects[i]);
    take(entered[i], summary_of(so_far, options));
  }
}

}  // namespace

Json since_json(const Changes& changes, const Selected& today, const FitOptions& options) {
  Json json = {{"run", changes.run}, {"date", date_json(changes.date)}};
  if (!changes.recorded_from.empty()) json["recorded_from"] = changes.recorded_from;
  for (const char* list : {"entered", "left", "moved"}) json[list] = Json::array();
  for (const Entered& study : changes.entered) {
    Json row = study_json(study.study_id, study.label);
    row["run"] = run_json(study.run);
    row["date"] = date_json(study.date);
    json["entered"].push_back(std::move(row));
  }
  for (const Left& study : changes.left) {
    Json row = study_json(study.study_id, study.label);
    row["reason"] = study.reason;
    json["left"].push_back(std::move(row));
  }
  for (const Moved& study : changes.moved) {
    Json row = study_json(study.study_id, study.label);
    row["before"] = {{"yi", study.yi_before}, {"vi", study.vi_before}};
    row["after"] = {{"yi", study.yi_after}, {"vi", study.vi_after}};
    json["moved"].push_back(std::move(row));
  }
  json["before"] = summary_json(summary_of(effects_of(changes.before), options));
  json["after"] = summary_json(summary_of(effects_of(today), options));
  return json;
}

std::vector<std::string> since_lines(const Changes& changes, const Selected& today, const FitOptions& options) {
  std::vector<std::string> lines = {changes.run == 0 ? "Since the beginning:"
                                                     : "Since " + of_run(changes.run, changes.date) + ":"};
  for (const Entered& study : changes.entered)
    lines.push_back("  entered: " + study.label + " (" + of_run(study.run, study.date) + ")");
  for (const Left& study : changes.left) lines.push_back("  left: " + study.label + ", " + study.reason);
  for (const Moved& study : changes.moved)
    lines.push_back("  moved: " + study.label + ", from " + shown(study.yi_before) + " (variance " +
                    shown(study.vi_before) + ") to " + shown(study.yi_after) + " (variance " + shown(study.vi_after) +
                    ")");
  if (lines.size() == 1) lines.emplace_back("  no study entered, left or moved");
  lines.push_back("  before: " + summary_text(summary_of(effects_of(changes.before), options)));
  lines.push_back("  after:  " + summary_text(summary_of(effects_of(today), options)));
  if (!changes.recorded_from.empty())
    lines.push_back("  Changes are recorded from " + changes.recorded_from +
                    "; of earlier ones only what entered is known.");
  return lines;
}

std::vector<std::size_t> order_of_entry(const std::vector<Entered>& entered) {
  std::vector<std::size_t> order(entered.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return entered[a].run < entered[b].run; });
  return order;
}

Json refreshed_json(const std::vector<Entered>& entered, const Selected& today, const FitOptions& options) {
  Json rows = Json::array();
  accumulate(entered, today, options, [&](const Entered& study, const Summary& summary) {
    Json row = study_json(study.study_id, study.label);
    row["run"] = run_json(study.run);
    row["date"] = date_json(study.date);
    row.update(summary_json(summary));
    rows.push_back(std::move(row));
  });
  return rows;
}

std::vector<std::string> refreshed_lines(const std::vector<Entered>& entered, const Selected& today,
                                         const FitOptions& options) {
  std::vector<std::string> lines = {"As the studies entered:"};
  accumulate(entered, today, options, [&](const Entered& study, const Summary& summary) {
    lines.push_back("  " + of_run(study.run, study.date) + ", " + study.label + ": " + summary_text(summary));
  });
  return lines;
}

}  // namespace evigraft::cli
