#include "cli/meta_plot.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>

#include "cli/meta_plot_parts.h"
#include "cli/whole_file.h"
#include "publish/number.h"
#include "publish/plots/baujat_plot.h"
#include "publish/plots/bubble.h"
#include "publish/plots/funnel.h"
#include "publish/plots/gosh_plot.h"
#include "publish/plots/radial.h"
#include "synthesis/diagnostics.h"
#include "synthesis/distributions.h"
#include "synthesis/gosh.h"
#include "synthesis/trim_fill.h"

namespace evigraft::cli {
namespace {

constexpr std::size_t kFewStudies = 10;  // fewer say little about asymmetry: Sterne et al. (2011), BMJ 343:d4002

std::string studies_in_words(std::size_t k) { return k == 1 ? "1 study" : std::to_string(k) + " studies"; }

/// Refuses where there are too few studies, or no model without moderators.
void need(const MetaResult& result, const std::string& kind, std::size_t least) {
  if (result.effects.size() < least)
    throw Error(Error::Kind::data, "A " + kind + " plot needs at least " + std::to_string(least) +
                                       " studies with an effect and its variance; there are " +
                                       std::to_string(result.effects.size()) + ".");
  if (!result.fit && !result.regression)
    throw Error(Error::Kind::data, "There is no result to draw a " + kind + " plot of: " + result.refusal);
}

void need_no_moderators(const MetaResult& result, const std::string& kind) {
  if (result.regression)
    throw Error(Error::Kind::data,
                "A " + kind + " plot is of a model without moderators: leave out --mods and --factor.");
}

/// Standard errors on which a plot divides or places its points.
double standard_error(const PlotStudy& study, double variance, const std::string& kind) {
  if (variance > 0) return std::sqrt(variance);
  throw Error(Error::Kind::data, "A " + kind + " plot has no place for " + study.label + ": its variance is 0.");
}

std::string funnel_plot(const MetaResult& result, const PlotStudies& studies) {
  need(result, "funnel", 3);
  need_no_moderators(result, "funnel");
  publish::Funnel funnel;
  funnel.scale = scale_of(result);
  for (std::size_t i = 0; i < result.effects.size(); ++i) {
    const auto& [yi, vi] = result.effects[i];
    funnel.studies.push_back({studies.studies[i].label, yi, standard_error(studies.studies[i], vi, "funnel")});
  }
  funnel.pooled = result.fit->estimate;
  std::string filled_words;
  try {
    const TrimFill filled =
        trim_and_fill(result.effects, result.options.method, TrimEstimator::L0, Side::automatic, result.options.level);
    for (std::size_t i = 0; i < filled.filled.size(); ++i)
      funnel.imputed.push_back({std::to_string(i + 1), filled.filled[i].yi, std::sqrt(filled.filled[i].vi)});
    funnel.pooled_imputed = filled.fit.estimate;
    filled_words = filled.missing == 0
                       ? "Trim and fill (L0) imputes no study."
                       : "Trim and fill (L0) imputes " + studies_in_words(static_cast<std::size_t>(filled.missing)) +
                             " on the " + std::string(name(filled.side)) +
                             (filled.missing == 1 ? "; with it " : "; with them ") + funnel.scale.abbreviation + " " +
                             written(funnel.scale, filled.fit.estimate) + ".";
  } catch (const Error& error) {
    filled_words = std::string("Trim and fill has no answer: ") + error.what();
  }
  funnel.remarks = {filled_words};
  if (result.effects.size() < kFewStudies)
    funnel.remarks.emplace_back("With fewer than ten studies chance alone makes a funnel look lopsided.");
  add_caution(funnel.remarks, studies);
  funnel.title = "Funnel plot: " + studies.what;
  funnel.description = pooled_sentence(result, funnel.scale) + " " + filled_words;
  return funnel_svg(funnel);
}

std::string baujat_plot(const MetaResult& result, const PlotStudies& studies) {
  need(result, "Baujat", 3);
  publish::BaujatPlot plot;
  const std::vector<BaujatPoint> points = baujat(result.effects, result.design, result.options);
  double most_heterogeneity = 0, most_influence = 0;  // a study has to have more than none
  const bool any = std::any_of(points.begin(), points.end(), [](const auto& p) { return std::isfinite(p.influence); });
  std::string contributes = "No study contributes to heterogeneity";
  std::string moves = any ? "no study moves the result" : "the influence of none has a value";
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::string& label = studies.studies[i].label;
    plot.studies.push_back({label, points[i].heterogeneity, points[i].influence});
    if (std::isfinite(points[i].heterogeneity) && points[i].heterogeneity > most_heterogeneity) {
      most_heterogeneity = points[i].heterogeneity;
      contributes = label + " contributes most to heterogeneity";
    }
    if (std::isfinite(points[i].influence) && points[i].influence > most_influence) {
      most_influence = points[i].influence;
      moves = label + " moves the result most";
    }
  }
  add_caution(plot.remarks, studies);
  plot.title = "Baujat plot: " + studies.what;
  plot.description = studies_in_words(points.size()) + ". " + contributes + ", " + moves + ".";
  return baujat_svg(plot);
}

std::string radial_plot(const MetaResult& result, const PlotStudies& studies) {
  need(result, "radial", 3);
  need_no_moderators(result, "radial");
  const Fit& fit = *result.fit;
  publish::Radial radial;
  radial.scale = scale_of(result);
  for (std::size_t i = 0; i < result.effects.size(); ++i) {
    const auto& [yi, vi] = result.effects[i];
    radial.studies.push_back(
        {studies.studies[i].label, yi, standard_error(studies.studies[i], vi + fit.tau2, "radial")});
  }
  radial.pooled = fit.estimate;
  radial.ci = drawn(leading(fit).ci);
  radial.random = fit.tau2 > 0;
  radial.level = fit.level;
  radial.quantile = normal_quantile((1 - fit.level / 100) / 2);
  add_caution(radial.remarks, studies);
  radial.title = "Radial (Galbraith) plot: " + studies.what;
  radial.description = pooled_sentence(result, radial.scale);
  return radial_svg(radial);
}

/// The line and its band over the moderator's range. The covariance is that of the test; where the ad hoc one leads,
/// all its errors are larger by the same factor.
std::vector<publish::BandPoint> band(const Regression& fit, std::size_t slope, const Interval& range) {
  const double wider = fit.adhoc.empty() ? 1 : fit.adhoc[slope].se / fit.coefficients[slope].inference.se;
  const double tail = (1 - fit.level / 100) / 2;
  const double quantile = fit.df ? t_quantile(tail, *fit.df) : normal_quantile(tail);
  constexpr int steps = 60;
  std::vector<publish::BandPoint> points;
  for (int i = 0; i <= steps; ++i) {
    const double x = range.lower + (range.upper - range.lower) * i / steps;
    double estimate = fit.coefficients[slope].estimate * x, variance = fit.covariance[slope][slope] * x * x;
    if (slope == 1) {  // with an intercept
      estimate += fit.coefficients[0].estimate;
      variance += fit.covariance[0][0] + 2 * x * fit.covariance[0][1];
    }
    const double half = quantile * wider * std::sqrt(std::max(0.0, variance));
    points.push_back({x, estimate, {estimate - half, estimate + half}});
  }
  return points;
}

std::string bubble_plot(const MetaResult& result, const PlotStudies& studies) {
  const DesignMatrix& design = result.design;
  const std::size_t slope = design.intercept ? 1 : 0;
  // A factor's columns are called by its levels as well, so a column with the moderator's own name is continuous.
  const bool continuous = studies.moderators.size() == 1 && design.columns.size() == slope + 1 &&
                          design.names[slope] == studies.moderators.front();
  const bool constant = studies.moderators.size() == 1 && design.columns.empty() &&
                        std::count(design.dropped.begin(), design.dropped.end(), studies.moderators.front()) > 0;
  if (constant && result.effects.size() > 1)
    throw Error(Error::Kind::data,
                "A bubble plot needs a moderator that differs between studies: " + studies.moderators.front() +
                    " is the same in all " + studies_in_words(result.effects.size()) + ".");
  if (!continuous && !constant)
    throw Error(Error::Kind::data,
                "A bubble plot needs exactly one moderator that holds numbers: --mods COLUMN, without --factor.");
  need(result, "bubble", 3);
  const Regression& fit = *result.regression;
  publish::BubblePlot plot;
  plot.scale = scale_of(result);
  plot.moderator = studies.moderators.front();
  plot.level = fit.level;
  Interval range{HUGE_VAL, -HUGE_VAL};
  for (std::size_t i = 0; i < result.effects.size(); ++i) {
    const double x = design.columns[slope][i] * design.scale[slope] + design.centre[slope];
    range = {std::min(range.lower, x), std::max(range.upper, x)};
    plot.studies.push_back({studies.studies[i].label, x, result.effects[i].yi, fit.weights_percent[i]});
  }
  plot.line = band(fit, slope, range);
  const Coefficient& coefficient = fit.coefficients[slope];
  const Inference& lead = fit.adhoc.empty() ? coefficient.inference : fit.adhoc[slope];
  const std::string sentence =
      std::string(plot.scale.ratio ? "Slope (log scale) " : "Slope ") + publish::significant(coefficient.estimate) +
      " [" + publish::significant(lead.ci.lower) + ", " + publish::significant(lead.ci.upper) + "] a unit of " +
      plot.moderator + ", " + publish::p_value(lead.p) + "; τ² = " + publish::significant(fit.tau2) +
      (fit.R2 ? ", R² = " + publish::fixed(*fit.R2, 0) + "%" : "") + " (" + std::string(name(fit.method)) + ", " +
      (fit.adhoc.empty() ? "test " + std::string(name(fit.test)) : std::string("ad hoc errors")) + ").";
  plot.remarks = {sentence};
  add_caution(plot.remarks, studies);
  plot.title = "Meta-regression of " + studies.what + " on " + plot.moderator;
  plot.description = studies_in_words(plot.studies.size()) + ". " + sentence;
  return bubble_svg(plot);
}

std::string gosh_plot(const MetaResult& result, const PlotStudies& studies) {
  need(result, "GOSH", 3);
  need_no_moderators(result, "GOSH");
  constexpr std::uint64_t enough = 100'000;  // more change no cell of the picture that an eye could tell
  GoshOptions options;
  options.method = result.options.method;
  options.seed = studies.seed;
  options.subsets = options.points = std::min(studies.gosh_subsets, enough);
  const Gosh all = gosh(result.effects, options);
  publish::GoshPlot plot;
  plot.scale = scale_of(result);
  plot.pooled = result.fit->estimate;
  for (const SubsetFit& subset : all.points) {
    plot.estimates.push_back(subset.estimate);
    plot.I2.push_back(subset.I2);
  }
  plot.remarks = {all.all
                      ? "All subsets of the " + studies_in_words(result.effects.size()) + "."
                      : "A random sample of " + std::to_string(all.subsets) + " subsets of the " +
                            studies_in_words(result.effects.size()) + " (seed " + std::to_string(options.seed) + ")."};
  add_caution(plot.remarks, studies);
  plot.title = "GOSH plot: " + studies.what;
  plot.description = pooled_sentence(result, plot.scale) + " Over " + std::to_string(all.subsets) +
                     " subsets the estimate runs from " + written(plot.scale, all.estimate.minimum) + " to " +
                     written(plot.scale, all.estimate.maximum) + ", median " +
                     written(plot.scale, all.estimate.median) + ".";
  return gosh_svg(plot);
}

}  // namespace

const std::vector<std::string>& meta_plot_kinds() {
  static const std::vector<std::string> kinds = {"forest",     "funnel", "baujat", "radial",      "leave1out",
                                                 "cumulative", "bubble", "gosh",   "spread-audit"};
  return kinds;
}

void add_caution(std::vector<std::string>& remarks, const PlotStudies& studies) {
  if (!studies.caution.empty()) remarks.push_back(studies.caution);
}

const Inference& leading(const Fit& fit) { return fit.adhoc ? *fit.adhoc : fit.inference; }

std::optional<publish::Interval> leading_prediction(const Fit& fit) {
  const auto& rules = fit.adhoc ? fit.adhoc_prediction : fit.prediction;
  if (fit.k < 3 || !rules) return std::nullopt;
  return drawn(rules->standard);
}

publish::EffectScale scale_of(const MetaResult& result) {
  struct Words {
    std::string_view measure;
    const char *name, *abbreviation;
    bool compares;
  };
  static constexpr std::array<Words, 14> words = {{{"MD", "Mean difference", "MD", true},
                                                   {"SMD", "Standardised mean difference", "SMD", true},
                                                   {"SMDH", "Standardised mean difference", "SMD", true},
                                                   {"ROM", "Ratio of means", "RoM", true},
                                                   {"MN", "Mean", "Mean", false},
                                                   {"MNLN", "Mean", "Mean", false},
                                                   {"RR", "Risk ratio", "RR", true},
                                                   {"OR", "Odds ratio", "OR", true},
                                                   {"RD", "Risk difference", "RD", true},
                                                   {"PETO", "Peto odds ratio", "OR", true},
                                                   {"PR", "Proportion", "Proportion", false},
                                                   {"PLO", "Odds", "Odds", false},
                                                   {"PFT", "Double arcsine of the proportion", "PFT", false},
                                                   {"GEN", "Effect", "Effect", true}}};
  const auto found = std::find_if(words.begin(), words.end(),
                                  [&](const Words& entry) { return entry.measure == result.measure->name; });
  // A measure this list does not know yet is called what escalc calls it, and compares.
  std::string title(result.measure->title), abbreviation(result.measure->name);
  if (found != words.end()) title = found->name, abbreviation = found->abbreviation;
  std::vector<double> half_widths;
  for (const Effect& effect : result.effects) half_widths.push_back(2 * std::sqrt(effect.vi));
  publish::EffectScale scale{
      title, abbreviation, result.measure->scale == Scale::log, {}, publish::decimals_for(half_widths)};
  if (found == words.end() || found->compares) scale.no_effect = 0;
  return scale;
}

std::string pooled_sentence(const MetaResult& result, const publish::EffectScale& scale) {
  if (!result.fit) return studies_in_words(result.effects.size()) + ". " + result.refusal;
  const Fit& fit = *result.fit;
  return studies_in_words(result.effects.size()) + ", " + scale.abbreviation + " " +
         written(scale, fit.estimate, drawn(leading(fit).ci)) + " (" + std::string(name(fit.method)) + ", test " +
         std::string(name(fit.adhoc ? Test::adhoc : fit.test)) + ").";
}

std::string heterogeneity_line(const Fit& fit) {
  std::string line = "Heterogeneity: τ² = " + publish::significant(fit.tau2);
  if (fit.I2) line += "; I² = " + publish::fixed(*fit.I2) + "%";
  if (fit.Q) line += "; Q = " + publish::fixed(*fit.Q, 2) + ", df = " + std::to_string(fit.Q_df);
  if (fit.Q_p) line += ", " + publish::p_value(*fit.Q_p);
  return line;
}

std::string meta_plot(const std::string& kind, const MetaResult& result, const PlotStudies& studies,
                      const AuditReport& audit) {
  if (kind == "spread-audit") return spread_audit_plot(result, studies, audit.spread.value());
  if (kind == "funnel") return funnel_plot(result, studies);
  if (kind == "baujat") return baujat_plot(result, studies);
  if (kind == "radial") return radial_plot(result, studies);
  if (kind == "bubble") return bubble_plot(result, studies);
  if (kind == "gosh") return gosh_plot(result, studies);
  if (kind == "forest") {
    need_no_moderators(result, "forest");
    return forest_plot(result, studies);
  }
  need(result, kind == "cumulative" ? "cumulative" : "leave-one-out", 2);
  need_no_moderators(result, kind == "cumulative" ? "cumulative" : "leave-one-out");
  return kind == "cumulative" ? cumulative_plot(result, studies) : leave_one_out_plot(result, studies);
}

void write_meta_plot(Output& out, const PlotFlags& flags, const MetaResult& result, const PlotStudies& studies,
                     const AuditReport& audit) {
  write_whole(flags.file, meta_plot(flags.kind, result, studies, audit), "plot");
  out.note("The " + flags.kind + " plot is in " + flags.file + ".");
}

}  // namespace evigraft::cli
