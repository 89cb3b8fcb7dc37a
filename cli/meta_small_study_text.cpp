// The text of small-study tests and of pooled tables of events.
#include <cmath>

#include "cli/aligned_text.h"
#include "cli/effect_text.h"
#include "cli/meta_diagnostics_text.h"
#include "cli/number_text.h"
#include "synthesis/mantel_haenszel.h"
#include "synthesis/small_study.h"
#include "synthesis/trim_fill.h"

namespace evigraft::cli {
namespace {

std::string statistic_text(const RegressionTest& test) {
  std::string text = (test.df ? "t " : "z ") + shown_finely(test.statistic);
  if (test.df) text += " on " + std::to_string(*test.df) + " df";
  return text + ", p " + shown_p(test.p);
}

void print_regression_tests(Output& out, const MetaResult& result) {
  std::vector<std::pair<SizePredictor, std::string>> predictors = {{SizePredictor::sei, "the standard error"}};
  if (!result.sizes.empty()) predictors.emplace_back(SizePredictor::sqrtninv, "1/√n");
  for (const auto& [predictor, title] : predictors) {
    print_or_refusal(out, "  Egger, linear on " + title, [&, of = predictor, on = title] {
      out.line("  Egger, linear on " + on + ": " +
               statistic_text(egger_linear(result.effects, result.sizes, of, result.options.level)));
    });
    print_or_refusal(out, "  Egger, meta-regression on " + title, [&, of = predictor, on = title] {
      out.line("  Egger, meta-regression on " + on + " (" + std::string(name(result.options.method)) +
               "): " + statistic_text(egger_mixed(result.effects, result.sizes, of, result.options)));
    });
  }
}

void print_trim_and_fill(Output& out, const MetaResult& result) {
  for (const TrimEstimator estimator : {TrimEstimator::L0, TrimEstimator::R0}) {
    const std::string title = "  Trim and fill, " + std::string(name(estimator));
    print_or_refusal(out, title, [&] {
      const TrimFill filled =
          trim_and_fill(result.effects, result.options.method, estimator, Side::automatic, result.options.level);
      out.line(title + ": " + std::to_string(filled.missing) + " missing on the " + std::string(name(filled.side)) +
               "; with them " + effect_title(*result.measure) + " " + effect_text(result, filled.fit.estimate) + ", " +
               shown_percent(result.options.level) + " CI " + interval_text(result, filled.fit.inference.ci) +
               " (test z), τ² " + shown_finely(filled.fit.tau2));
    });
  }
}

std::string line_text(const Line& line) {
  return "intercept " + shown_finely(line.b0) + " (se " + shown_finely(line.se0) + "), slope " + shown_finely(line.b1) +
         " (se " + shown_finely(line.se1) + ")";
}

std::vector<std::string> pooled_cells(const std::string& title, const MantelHaenszel& pooled, bool log) {
  const auto turned = [log](double x) { return shown_finely(log ? std::exp(x) : x); };
  return {title,
          std::to_string(pooled.k),
          turned(pooled.estimate),
          std::isnan(pooled.inference.ci.lower)
              ? "n/a"
              : turned(pooled.inference.ci.lower) + " to " + turned(pooled.inference.ci.upper),
          shown_p(pooled.inference.p),
          shown_finely(pooled.Q),
          shown_p(pooled.Q_p),
          shown(pooled.I2) + "%"};
}

std::string count_test_text(const CountTest& test) {
  return "t " + shown_finely(test.t) + " on " + std::to_string(test.df) + " df, p " + shown_p(test.p);
}

void print_tests_of_odds(Output& out, const MetaResult& result) {
  const MantelHaenszel pooled = mantel_haenszel(result.tables, CountMeasure::OR, false, result.options.level);
  const auto chi = [&](const char* title, const std::optional<ChiSquared>& test) {
    if (test) out.line(std::string("  ") + title + ": χ² " + shown_finely(test->value) + ", p " + shown_p(test->p));
  };
  chi("Cochran-Mantel-Haenszel", pooled.cmh);
  chi("Cochran-Mantel-Haenszel without continuity correction", pooled.cmh_uncorrected);
  chi("Equal odds ratios, Breslow-Day", pooled.breslow_day);
  chi("Equal odds ratios, Tarone", pooled.tarone);
}

}  // namespace

void print_small_study(Output& out, const MetaResult& result) {
  if (result.effects.size() < 2)
    throw Error(Error::Kind::data, "tests of small-study effects need at least two studies");
  out.line("Small studies:");
  print_regression_tests(out, result);
  print_or_refusal(out, "  Begg's rank test", [&] {
    const RankTest test = begg(result.effects);
    out.line("  Begg's rank test: Kendall's τ " + shown_finely(test.tau) + ", p " + shown_p(test.p));
  });
  print_trim_and_fill(out, result);
  print_or_refusal(out, "  Fail-safe N", [&] {
    const FailSafes numbers = fail_safe(result.effects);
    const auto whole = [](const FailSafe& one) {
      return std::isinf(one.number) ? "Inf" : std::to_string(std::llround(one.number));
    };
    out.line("  Fail-safe N: Rosenthal " + whole(numbers.rosenthal) + ", Rosenberg " + whole(numbers.rosenberg) +
             ", Orwin " + whole(numbers.orwin));
  });
  print_or_refusal(out, "  PET", [&] { out.line("  PET: " + line_text(pet(result.effects))); });
  print_or_refusal(out, "  PEESE", [&] { out.line("  PEESE: " + line_text(peese(result.effects))); });
  constexpr std::size_t kEnough = 10;  // Sterne et al. (2011), BMJ 343:d4002
  if (result.effects.size() < kEnough)
    out.note("With fewer than 10 studies tests of small-study effects say little (Sterne et al. 2011).");
}

void print_binary(Output& out, const MetaResult& result) {
  const std::string ci = shown_percent(result.options.level) + " CI";
  AlignedText table{{"pooled tables", "k", "estimate", ci, "p", "Q", "p of Q", "I²"}, {}};
  std::vector<std::string> refused;
  const auto add = [&](const std::string& title, bool log, auto pool) {
    try {
      table.rows.push_back(pooled_cells(title, pool(), log));
    } catch (const Error& error) {
      refused.push_back("  " + title + ": " + error.what());
    }
  };
  for (const auto& [title, measure] :
       {std::pair{"OR", CountMeasure::OR}, std::pair{"RR", CountMeasure::RR}, std::pair{"RD", CountMeasure::RD}})
    for (const bool corrected : {false, true})
      add(std::string(title) + ", Mantel-Haenszel" + (corrected ? ", ½ in tables with an empty cell" : ""),
          measure != CountMeasure::RD,
          [&, of = measure] { return mantel_haenszel(result.tables, of, corrected, result.options.level); });
  add("OR, Peto", true, [&] { return peto(result.tables, result.options.level); });
  out.line("Tables of events:");
  print_aligned(out, table);
  for (const std::string& line : refused) out.line(line);
  print_or_refusal(out, "  Tests of odds ratios", [&] { print_tests_of_odds(out, result); });
  print_or_refusal(out, "  Harbord", [&] { out.line("  Harbord: " + count_test_text(harbord(result.tables))); });
  print_or_refusal(out, "  Peters", [&] { out.line("  Peters: " + count_test_text(peters(result.tables))); });
}

}  // namespace evigraft::cli
