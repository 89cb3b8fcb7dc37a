#include "cli/meta_diagnostics_text.h"

#include <algorithm>

#include "cli/aligned_text.h"
#include "cli/effect_text.h"
#include "cli/number_text.h"
#include "synthesis/diagnostics.h"
#include "synthesis/subgroups.h"

namespace evigraft::cli {
namespace {

const std::string& study_name(const MetaResult& result, std::size_t effect) {
  return result.names[result.used[effect]];
}

std::string ci_title(const MetaResult& result) { return shown_percent(result.options.level) + " CI"; }

std::vector<std::string> refit_cells(const MetaResult& result, const std::string& name, const Refit& refit) {
  return {name,
          effect_text(result, refit.estimate),
          interval_text(result, refit.ci),
          shown_p(refit.p),
          shown_finely(refit.tau2),
          shown(refit.I2) + "%"};
}

AlignedText refit_table(const MetaResult& result, const std::string& first) {
  return {{first, effect_title(*result.measure), ci_title(result), "p", "τ²", "I²"}, {}};
}

void print_leave_one_out(Output& out, const MetaResult& result) {
  const std::vector<Refit> all = leave_one_out(result.effects, result.options);
  AlignedText table = refit_table(result, "without");
  for (std::size_t i = 0; i < all.size(); ++i) table.rows.push_back(refit_cells(result, study_name(result, i), all[i]));
  out.line("Each study left out:");
  print_aligned(out, table);
}

void print_cumulative(Output& out, const MetaResult& result) {
  const std::vector<Refit> all = cumulative(result.effects, result.order, result.options);
  AlignedText table = refit_table(result, "up to");
  for (std::size_t i = 0; i < all.size(); ++i)
    table.rows.push_back(refit_cells(result, study_name(result, result.order[i]), all[i]));
  out.line("Cumulative:");
  print_aligned(out, table);
}

void print_influence(Output& out, const MetaResult& result) {
  const std::vector<Influence> all = influence(result.effects, result.design, result.options);
  AlignedText table{{"study", "rstudent", "DFFITS", "Cook", "cov.r", "τ² without", "Q without", "hat", "weight", ""},
                    {}};
  for (std::size_t i = 0; i < all.size(); ++i)
    table.rows.push_back({study_name(result, i), shown_finely(all[i].rstudent), shown_finely(all[i].dffits),
                          shown_finely(all[i].cook), shown_finely(all[i].cov_r), shown_finely(all[i].tau2),
                          shown_finely(all[i].Q), shown_finely(all[i].hat), shown(all[i].weight) + "%",
                          all[i].influential ? "*" : ""});
  out.line("Influence (* by the rules of docs/methods.md):");
  print_aligned(out, table);
}

void print_residuals(Output& out, const MetaResult& result) {
  const std::vector<Residual> all = standardised_residuals(result.effects, result.design, result.options);
  AlignedText table{{"study", "residual", "se", "z"}, {}};
  for (std::size_t i = 0; i < all.size(); ++i)
    table.rows.push_back(
        {study_name(result, i), shown_finely(all[i].residual), shown_finely(all[i].se), shown_finely(all[i].z)});
  out.line("Standardised residuals:");
  print_aligned(out, table);
}

void print_baujat(Output& out, const MetaResult& result) {
  const std::vector<BaujatPoint> all = baujat(result.effects, result.design, result.options);
  AlignedText table{{"study", "heterogeneity", "influence"}, {}};
  for (std::size_t i = 0; i < all.size(); ++i)
    table.rows.push_back({study_name(result, i), shown_finely(all[i].heterogeneity), shown_finely(all[i].influence)});
  out.line("Baujat's figures, contribution to Q and influence on the result:");
  print_aligned(out, table);
}

void print_blup(Output& out, const MetaResult& result) {
  const std::vector<Blup> all = blup(result.effects, result.design, result.options);
  AlignedText table{{"study", effect_title(*result.measure), shown_percent(result.options.level) + " interval"}, {}};
  for (std::size_t i = 0; i < all.size(); ++i)
    table.rows.push_back(
        {study_name(result, i), effect_text(result, all[i].prediction), interval_text(result, all[i].interval)});
  out.line("Best predictions of the studies' own effects:");
  print_aligned(out, table);
}

void print_subgroups(Output& out, const MetaResult& result) {
  const Subgroups groups = by_subgroup(result.effects, result.subgroups, result.options);
  AlignedText table{{result.subgroup_variable, "k", effect_title(*result.measure), ci_title(result), "p", "τ²", "I²"},
                    {}};
  std::vector<std::string> refused;
  for (std::size_t g = 0; g < groups.levels.size(); ++g) {
    if (!groups.refusals[g].empty()) {
      refused.push_back(groups.levels[g] + ": " + groups.refusals[g]);
      continue;
    }
    const Fit& fit = groups.separate[g];
    const Inference& lead = fit.adhoc ? *fit.adhoc : fit.inference;
    table.rows.push_back({groups.levels[g], std::to_string(fit.k), effect_text(result, fit.estimate),
                          interval_text(result, lead.ci), shown_p(lead.p), fit.k > 1 ? shown_finely(fit.tau2) : "",
                          fit.k > 1 && fit.I2 ? shown(*fit.I2) + "%" : ""});
  }
  out.line("Subgroups by " + result.subgroup_variable + ", a τ² each:");
  print_aligned(out, table);
  for (const std::string& line : refused) out.line("  " + line);
  const auto between = [&](const std::optional<DifferenceTest>& test, const std::string& how) {
    if (test) out.line("Between subgroups, " + how + ": " + difference_text(test->Q, test->df, test->p) + ".");
  };
  between(groups.between_separate, "a τ² each");
  if (groups.common)
    between(groups.between_common, "one τ² (" + shown_finely(groups.common->tau2) + ")");
  else
    out.line("Between subgroups, one τ²: " + groups.common_refusal);
  if (groups.pooled) between(groups.pooled->between, "pooled τ² (" + shown_finely(groups.pooled->tau2) + ")");
}

/// What is defined for a summary alone, and what it says of a meta-regression.
void print_without_moderators(Output& out, const MetaResult& result, const std::string& what,
                              void (*print)(Output&, const MetaResult&)) {
  if (result.design.columns.empty())
    print_or_refusal(out, what, [&] { print(out, result); });
  else
    out.line(what + ": defined without moderators only.");
}

}  // namespace

void print_diagnostics(Output& out, const MetaResult& result) {
  if (result.effects.empty()) return;
  if (!result.subgroups.empty()) print_or_refusal(out, "Subgroups", [&] { print_subgroups(out, result); });
  const auto asked = [&](const char* part) {
    return std::find(result.diagnostics.begin(), result.diagnostics.end(), part) != result.diagnostics.end();
  };
  if (asked("leave1out")) print_without_moderators(out, result, "Each study left out", print_leave_one_out);
  if (asked("cumul")) print_without_moderators(out, result, "Cumulative", print_cumulative);
  if (asked("influence")) print_or_refusal(out, "Influence", [&] { print_influence(out, result); });
  if (asked("rstandard")) print_or_refusal(out, "Standardised residuals", [&] { print_residuals(out, result); });
  if (asked("baujat")) print_or_refusal(out, "Baujat's figures", [&] { print_baujat(out, result); });
  if (asked("blup")) print_or_refusal(out, "Best predictions", [&] { print_blup(out, result); });
  if (asked("small_study")) print_without_moderators(out, result, "Small studies", print_small_study);
  if (asked("binary") && result.measure->cells == Cells::two_by_two) print_binary(out, result);
}

}  // namespace evigraft::cli
