// The plots that are tables of intervals: forest, leave-one-out, cumulative.
#include <evigraft/error.h>

#include <algorithm>
#include <cmath>

#include "cli/meta_plot_parts.h"
#include "publish/number.h"
#include "publish/plots/forest_table.h"
#include "synthesis/diagnostics.h"
#include "synthesis/subgroups.h"

namespace evigraft::cli {
namespace {
using publish::fixed;
using publish::ForestDiamond;
using publish::ForestLine;
using publish::ForestPart;
using publish::ForestTable;

/// Decimals, up to two, that show these figures as they are.
int decimals_of(const std::vector<double>& values) {
  for (const int decimals : {0, 1}) {
    const double unit = std::pow(10, decimals);
    if (std::all_of(values.begin(), values.end(),
                    [unit](double v) { return std::abs(v * unit - std::round(v * unit)) < 1e-6; }))
      return decimals;
  }
  return 2;
}

/// A mean is written with the decimals its fellows have; a very small one with digits that say something.
std::string figure(const std::optional<double>& value, int decimals) {
  if (!value || std::isnan(*value)) return "–";
  if (*value != 0 && std::abs(*value) < 0.01) return publish::significant(*value, 2);
  return std::abs(*value) < 1e7 ? fixed(*value, decimals) : publish::significant(*value);
}

/// The columns of the arms: mean, SD and total, or events and total; and what a study has in them.
class Arms {
 public:
  explicit Arms(const PlotStudies& studies) {
    std::vector<const PlotStudy*> all;
    for (const PlotStudy& study : studies.studies) all.push_back(&study);
    for (const auto& [study, estimate] : studies.silent) all.push_back(&study);
    if (all.empty()) return;
    count_ = all.front()->arms.size();
    std::vector<double> means, sds, events, totals;
    const auto take = [](std::vector<double>& into, const std::optional<double>& value) {
      if (value && std::isfinite(*value)) into.push_back(*value);
    };
    for (const PlotStudy* study : all)
      for (const PlotArm& arm : study->arms) {
        take(means, arm.mean);
        take(sds, arm.sd);
        take(events, arm.events);
        take(totals, arm.total);
      }
    continuous_ = !means.empty();
    mean_decimals_ = decimals_of(means);
    sd_decimals_ = decimals_of(sds);
    count_decimals_ = std::max(decimals_of(events), decimals_of(totals));
    for (std::size_t i = 0; i < count_; ++i) {
      std::string over = i < studies.arms.size() ? studies.arms[i] : "";
      if (over.empty() && count_ == 2) over = i == 0 ? "Group 1" : "Group 2";
      columns_.push_back({over, continuous_ ? std::vector<std::string>{"Mean", "SD", "Total"}
                                            : std::vector<std::string>{"Events", "Total"}});
    }
  }

  [[nodiscard]] const std::vector<publish::ForestColumns>& columns() const { return columns_; }

  [[nodiscard]] std::vector<std::string> cells(const PlotStudy& study) const {
    std::vector<std::string> texts;
    for (const PlotArm& arm : study.arms) {
      if (continuous_) {
        texts.push_back(figure(arm.mean, mean_decimals_));
        texts.push_back(figure(arm.sd, sd_decimals_));
      } else {
        texts.push_back(figure(arm.events, count_decimals_));
      }
      texts.push_back(figure(arm.total, count_decimals_));
    }
    return texts;
  }

  /// Totals of the studies with these places; empty cells where one is unknown.
  [[nodiscard]] std::vector<std::string> totals(const PlotStudies& studies,
                                                const std::vector<std::size_t>& places) const {
    std::vector<std::string> texts;
    for (std::size_t arm = 0; arm < count_; ++arm) {
      std::optional<double> total = 0, events = 0;
      const auto add = [](std::optional<double>& to, const std::optional<double>& value) {
        if (!to || !value)
          to.reset();
        else
          to = *to + *value;
      };
      for (const std::size_t place : places) {
        add(total, studies.studies[place].arms[arm].total);
        add(events, studies.studies[place].arms[arm].events);
      }
      const auto text = [this](const std::optional<double>& sum) { return sum ? figure(sum, count_decimals_) : ""; };
      if (continuous_)
        texts.insert(texts.end(), {"", ""});
      else
        texts.push_back(text(events));
      texts.push_back(text(total));
    }
    return texts;
  }

 private:
  std::size_t count_ = 0;
  bool continuous_ = false;
  int mean_decimals_ = 2, sd_decimals_ = 2, count_decimals_ = 0;
  std::vector<publish::ForestColumns> columns_;
};

std::string model_label(const Fit& fit) {
  if (fit.method == FitMethod::ee) return "Common effect";
  return "Random effects (" + std::string(name(fit.method)) + ")";
}

std::string test_line(const Fit& fit) {
  const Inference& lead = leading(fit);
  std::string line = std::string("Overall effect: ") + (fit.df ? "t" : "z") + " = " + fixed(lead.statistic, 2);
  if (fit.df) line += ", df = " + std::to_string(*fit.df);
  line += ", " + publish::p_value(lead.p);
  if (fit.adhoc) return line + " (ad hoc: the Hartung-Knapp error is below Wald's)";
  if (fit.test == Test::knha) return line + " (Hartung-Knapp)";
  return line;
}

std::string weight_text(double percent) { return fixed(percent) + "%"; }

ForestLine study_line(const MetaResult& result, const PlotStudies& studies, const Arms& arms, std::size_t i) {
  ForestLine line;
  line.label = studies.studies[i].label;
  line.left = arms.cells(studies.studies[i]);
  line.estimate = result.effects[i].yi;
  line.ci = drawn(study_interval(result.effects[i], result.options.level));
  if (result.fit) {
    line.weight_percent = result.fit->weights_percent[i];
    line.right = {weight_text(*line.weight_percent)};
  }
  return line;
}

/// One part a level, in the order of by_subgroup(), each with its diamond.
void add_subgroups(ForestTable& table, const MetaResult& result, const PlotStudies& studies, const Arms& arms) {
  const Subgroups groups = by_subgroup(result.effects, result.subgroups, result.options);
  for (std::size_t g = 0; g < groups.levels.size(); ++g) {
    ForestPart part;
    part.heading = groups.levels[g];
    std::vector<std::size_t> places;
    double weight = 0;
    for (std::size_t i = 0; i < result.effects.size(); ++i) {
      if (result.subgroups[i] != groups.levels[g]) continue;
      places.push_back(i);
      part.lines.push_back(study_line(result, studies, arms, i));
      weight += result.fit->weights_percent[i];
    }
    if (!groups.refusals[g].empty()) {
      part.remarks = {"No summary: " + groups.refusals[g]};
    } else if (places.size() > 1) {
      const Fit& fit = groups.separate[g];
      part.diamond = ForestDiamond{"Subtotal",   arms.totals(studies, places), {weight_text(weight)},
                                   fit.estimate, drawn(leading(fit).ci),       {}};
      part.remarks = {heterogeneity_line(fit)};
    }
    table.parts.push_back(std::move(part));
  }
  if (groups.between_separate)
    table.remarks.push_back("Difference between subgroups: Q = " + fixed(groups.between_separate->Q, 2) +
                            ", df = " + std::to_string(groups.between_separate->df) + ", " +
                            publish::p_value(groups.between_separate->p));
}

/// k = 0: what is reported, without intervals.
void add_silent(ForestTable& table, const MetaResult& result, const PlotStudies& studies, const Arms& arms) {
  ForestPart part;
  std::vector<double> estimates;
  for (const auto& [study, estimate] : studies.silent) {
    estimates.push_back(estimate);
    part.lines.push_back({study.label, arms.cells(study), {}, estimate, {}, {}});
  }
  if (!estimates.empty()) {
    const publish::Interval range = publish::range_of(estimates);
    table.scale.decimals = std::max(1, publish::decimals_for({(range.hi - range.lo) / 2}));
    table.remarks.emplace_back("Open circles: estimates without a spread that can be used, so without interval.");
  }
  table.parts = {std::move(part)};
  table.remarks.push_back(result.refusal);
}

/// Nobody is left out in silence.
void add_left_out(ForestTable& table, const PlotStudies& studies) {
  std::string names;
  for (const std::string& study : studies.left_out) names += (names.empty() ? "" : "; ") + study;
  if (!names.empty()) table.remarks.push_back("Not pooled: " + names + ".");
  add_caution(table.remarks, studies);
}

/// Under a head "P": "0.024", "< 0.001".
std::string p_cell(double p) {
  if (std::isnan(p)) return "–";
  const std::string words = publish::p_value(p);  // "P = 0.024", "P < 0.001"
  return words.substr(words.starts_with("P = ") ? 4 : 2);
}

/// A refit as a line, or in words where it was refused.
ForestLine refit_line(const std::string& label, const Refit& refit) {
  ForestLine line;
  line.label = label;
  if (std::isnan(refit.estimate)) {
    line.right = {"refused", "", ""};
    return line;
  }
  line.estimate = refit.estimate;
  if (!std::isnan(refit.ci.lower)) line.ci = drawn(refit.ci);
  line.right = {std::isnan(refit.I2) ? "–" : fixed(refit.I2) + "%", publish::significant(refit.tau2), p_cell(refit.p)};
  return line;
}

/// The options of refits: with the ad hoc test where the whole leads with it, so that they can be compared.
FitOptions options_of_refits(const MetaResult& result) {
  FitOptions options = result.options;
  if (result.fit->adhoc) options.test = Test::adhoc;
  return options;
}

ForestTable table_of_refits(const MetaResult& result, const PlotStudies& studies) {
  ForestTable table;
  table.scale = scale_of(result);
  table.level = result.options.level;
  table.right = {"I²", "τ²", "P"};
  table.favours_left = studies.favours_left;
  table.favours_right = studies.favours_right;
  add_caution(table.remarks, studies);
  const Fit& fit = *result.fit;
  table.overall =
      ForestDiamond{"All " + std::to_string(fit.k) + " studies",
                    {},
                    {fit.I2 ? fixed(*fit.I2) + "%" : "–", publish::significant(fit.tau2), p_cell(leading(fit).p)},
                    fit.estimate,
                    drawn(leading(fit).ci),
                    {}};
  if (fit.adhoc)
    table.remarks.emplace_back(
        "Intervals are ad hoc, never narrower than Wald's: of all studies the Hartung-Knapp error is below it.");
  return table;
}

}  // namespace

std::string forest_plot(const MetaResult& result, const PlotStudies& studies) {
  ForestTable table;
  table.scale = scale_of(result);
  table.level = result.options.level;
  table.title = "Forest plot: " + studies.what;
  table.description = pooled_sentence(result, table.scale);
  table.favours_left = studies.favours_left;
  table.favours_right = studies.favours_right;
  const Arms arms(studies);
  table.left = arms.columns();
  if (result.effects.empty()) {
    add_silent(table, result, studies, arms);
    add_left_out(table, studies);
    return forest_table_svg(table);
  }
  if (result.fit) table.right = {"Weight"};
  if (!result.subgroups.empty() && result.fit) {
    add_subgroups(table, result, studies, arms);
  } else {
    ForestPart& part = table.parts.emplace_back();
    for (std::size_t i = 0; i < result.effects.size(); ++i) part.lines.push_back(study_line(result, studies, arms, i));
  }
  if (!result.fit) {
    table.remarks.push_back("Nothing is pooled: " + result.refusal);
  } else if (result.fit->k == 1) {
    table.remarks.emplace_back("One study: nothing is pooled, the interval is its own.");
  } else {
    const Fit& fit = *result.fit;
    std::vector<std::size_t> all(result.effects.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    table.overall = ForestDiamond{model_label(fit), arms.totals(studies, all), {weight_text(100)},
                                  fit.estimate,     drawn(leading(fit).ci),    leading_prediction(fit)};
    std::vector<std::string> lines = {heterogeneity_line(fit)};
    if (table.scale.no_effect)
      lines.push_back(test_line(fit));
    else if (fit.adhoc)  // that a mean is not 0 is no question
      lines.emplace_back("The interval is the ad hoc one: the Hartung-Knapp error is below Wald's.");
    table.remarks.insert(table.remarks.begin(), lines.begin(), lines.end());
    if (table.overall->prediction)
      table.description += " Prediction interval " + written(table.scale, *table.overall->prediction) + ".";
    table.description += " " + heterogeneity_line(fit) + ".";
  }
  add_left_out(table, studies);
  return forest_table_svg(table);
}

std::string leave_one_out_plot(const MetaResult& result, const PlotStudies& studies) {
  ForestTable table = table_of_refits(result, studies);
  table.title = "Leave-one-out: " + studies.what;
  table.description = pooled_sentence(result, table.scale) + " Each line: the result without one study.";
  table.first_head = "Study left out";
  const std::vector<Refit> refits = leave_one_out(result.effects, options_of_refits(result));
  ForestPart& part = table.parts.emplace_back();
  for (std::size_t i = 0; i < refits.size(); ++i) part.lines.push_back(refit_line(studies.studies[i].label, refits[i]));
  return forest_table_svg(table);
}

std::string cumulative_plot(const MetaResult& result, const PlotStudies& studies) {
  ForestTable table = table_of_refits(result, studies);
  table.title = "Cumulative meta-analysis: " + studies.what;
  table.description = pooled_sentence(result, table.scale) + " Each line: the result with one study more.";
  table.first_head = "Study added";
  table.left = {{"", {"k"}}};
  const std::vector<Refit> refits = cumulative(result.effects, result.order, options_of_refits(result));
  ForestPart& part = table.parts.emplace_back();
  for (std::size_t i = 0; i < refits.size(); ++i) {
    ForestLine line = refit_line((i == 0 ? "" : "+ ") + studies.studies[result.order[i]].label, refits[i]);
    line.left = {std::to_string(i + 1)};
    part.lines.push_back(std::move(line));
  }
  return forest_table_svg(table);
}

}  // namespace evigraft::cli
