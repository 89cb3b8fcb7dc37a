#include "cli/meta_text.h"

#include "cli/effect_text.h"
#include "cli/meta_diagnostics_text.h"
#include "cli/number_text.h"

namespace evigraft::cli {

std::string meta_sentence(const MetaResult& result, const std::string& what) {
  if (!result.fit) return what + ": k = " + std::to_string(result.used.size()) + ". " + result.refusal;
  const Fit& fit = *result.fit;
  const Inference& lead = fit.adhoc ? *fit.adhoc : fit.inference;
  const auto read = [&](double x) { return shown(as_read(result, x)); };
  std::string line = what + ": k = " + std::to_string(fit.k) + ", " + effect_title(*result.measure) + " " +
                     read(fit.estimate) + ", " + shown_percent(fit.level) + " CI " + read(lead.ci.lower) + " to " +
                     read(lead.ci.upper);
  line +=
      " (" + std::string(name(fit.method)) + ", test " + std::string(name(fit.adhoc ? Test::adhoc : fit.test)) + ")";
  if (fit.adhoc) line += "; the Hartung-Knapp error is below Wald's, so the ad hoc interval leads";
  const auto& prediction = fit.adhoc ? fit.adhoc_prediction : fit.prediction;
  if (fit.k >= 3 && prediction)
    line += "; prediction interval " + read(prediction->standard.lower) + " to " + read(prediction->standard.upper);
  if (result.measure->scale != Scale::identity)
    line += "; as " + std::string(result.measure->title) + " " + shown(fit.estimate);
  if (fit.k >= 2) line += "; tau² " + shown(fit.tau2);
  if (fit.k >= 2 && fit.I2) line += ", I² " + shown(*fit.I2) + "%";
  if (fit.k >= 2 && fit.Q) line += ", Q " + shown(*fit.Q) + " on " + std::to_string(fit.Q_df) + " df";
  return line + ".";
}

void print_regression(Output& out, const MetaResult& result, const std::string& what) {
  const Regression& fit = *result.regression;
  out.line(what + ": k = " + std::to_string(fit.k) + ", " + std::string(result.measure->name) + " by moderators" +
           (result.measure->scale == Scale::identity ? "" : ", as " + std::string(result.measure->title)) + " (" +
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
  print_diagnostics(out, result);
}

int exit_code(const MetaResult& result) { return result.fit || result.regression || result.used.empty() ? 0 : 1; }

}  // namespace evigraft::cli
