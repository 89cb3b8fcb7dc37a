#include "cli/meta_text.h"

#include "cli/number_text.h"

namespace evigraft::cli {

std::string meta_sentence(const MetaResult& result, const std::string& what) {
  if (!result.fit) return what + ": k = " + std::to_string(result.used.size()) + ". " + result.refusal;
  const Fit& fit = *result.fit;
  const Inference& lead = fit.adhoc ? *fit.adhoc : fit.inference;
  std::string line = what + ": k = " + std::to_string(fit.k) + ", " + std::string(result.measure->name) + " " +
                     shown(fit.estimate) + ", " + shown_percent(fit.level) + " CI " + shown(lead.ci.lower) + " to " +
                     shown(lead.ci.upper);
  line +=
      " (" + std::string(name(fit.method)) + ", test " + std::string(name(fit.adhoc ? Test::adhoc : fit.test)) + ")";
  if (fit.adhoc) line += "; the Hartung-Knapp error is below Wald's, so the ad hoc interval leads";
  const auto& prediction = fit.adhoc ? fit.adhoc_prediction : fit.prediction;
  if (fit.k >= 3 && prediction)
    line += "; prediction interval " + shown(prediction->standard.lower) + " to " + shown(prediction->standard.upper);
  if (fit.k >= 2) line += "; tau² " + shown(fit.tau2);
  if (fit.k >= 2 && fit.I2) line += ", I² " + shown(*fit.I2) + "%";
  if (fit.k >= 2 && fit.Q) line += ", Q " + shown(*fit.Q) + " on " + std::to_string(fit.Q_df) + " df";
  return line + ".";
}

void print_regression(Output& out, const MetaResult& result, const std::string& what) {
  const Regression& fit = *result.regression;
  out.line(what + ": k = " + std::to_string(fit.k) + ", " + std::string(result.measure->name) + " by moderators (" +
           std::string(name(fit.method)) + ", test " + std::string(name(fit.test)) + "); tau² " + shown(fit.tau2) +
           (fit.R2 ? ", R² " + shown(*fit.R2) + "%" : "") + ", QM " + shown(fit.moderators.statistic) + " on " +
           std::to_string(fit.moderators.df1) + " df, p " + shown_p(fit.moderators.p) + ".");
  for (std::size_t i = 0; i < fit.coefficients.size(); ++i) {
    const Coefficient& one = fit.coefficients[i];
    const Inference& lead = fit.adhoc.empty() ? one.inference : fit.adhoc[i];
    out.line("  " + one.name + ": " + shown(one.estimate) + ", " + shown_percent(fit.level) + " CI " +
             shown(lead.ci.lower) + " to " + shown(lead.ci.upper) + ", p " + shown_p(lead.p));
  }
  if (!fit.adhoc.empty()) out.note("The Hartung-Knapp errors are below Wald's, so the ad hoc intervals are shown.");
}

void print_meta(Output& out, const MetaResult& result, const std::string& what) {
  for (const std::string& warning : result.warnings) out.warn(warning);
  if (result.regression)
    print_regression(out, result, what);
  else
    out.line(meta_sentence(result, what));
  if (!result.diagnostics.empty() || !result.subgroup_variable.empty())
    out.note("Diagnostics and subgroups are in the JSON: add --json.");
}

int exit_code(const MetaResult& result) { return result.fit || result.regression || result.used.empty() ? 0 : 1; }

}  // namespace evigraft::cli
