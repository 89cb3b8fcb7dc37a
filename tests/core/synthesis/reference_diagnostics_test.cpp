// Diagnostics, small-study tests and pooled tables against R metafor. `edge_identical_yi` is left out of what ranks or
// tests rounding: five equal effects differ by nothing else.
#include <evigraft/error.h>

#include <numeric>

#include "synthesis/diagnostics.h"
#include "synthesis/mantel_haenszel.h"
#include "synthesis/small_study.h"
#include "synthesis/trim_fill.h"
#include "tests/core/synthesis/reference_files.h"

namespace evigraft {
namespace {

template <class Range, class Figure>
void same_column(Comparison& compare, const std::string& what, const std::string& where, const Range& got,
                 const json& want, Figure figure, Tolerance tolerance) {
  ASSERT_EQ(got.size(), want.size()) << where << " " << what;
  for (std::size_t i = 0; i < got.size(); ++i)
    compare.same(what, where + " study " + std::to_string(i + 1), figure(got[i]), number(want[i]), tolerance);
}

template <class Visit>
void each_diagnosed(const std::vector<File>& files, Visit visit) {
  for (const File& file : files)
    for (const char* method : {"FE", "DL", "REML"})
      if (file.reference.contains("diagnostics") && file.reference["diagnostics"].contains(method))
        visit(file, file.reference["diagnostics"][method], FitOptions{parse_method(method), By::z, 95},
              file.name + " " + method);
}

TEST_F(Reference, LeavingOneOutIsThatOfMetafor) {
  Comparison compare("leave one out");
  each_diagnosed(files, [&](const File& file, const json& want, const FitOptions& options, const std::string& where) {
    if (!want.contains("leave1out") || want["leave1out"].contains("error")) return;
    const Tolerance effect = {1e-7, 1e-8 * std::sqrt(file.typical)}, variance = {1e-6, 1e-8 * file.typical};
    const auto got = leave_one_out(file.effects, options);
    const json& w = want["leave1out"];
    same_column(
        compare, "estimate", where, got, w["estimate"], [](const Refit& r) { return r.estimate; }, effect);
    same_column(
        compare, "se", where, got, w["se"], [](const Refit& r) { return r.se; }, effect);
    same_column(
        compare, "tau2", where, got, w["tau2"], [](const Refit& r) { return r.tau2; }, variance);
    same_column(compare, "Q", where, got, w["Q"], [](const Refit& r) { return r.Q; }, {1e-7, 1e-9});
    same_column(compare, "I2", where, got, w["I2"], [](const Refit& r) { return r.I2; }, {1e-6, 1e-6});
  });
  EXPECT_GT(compare.compared, 4000);
}

TEST_F(Reference, InfluenceIsThatOfMetafor) {
  Comparison compare("influence");
  each_diagnosed(files, [&](const File&, const json& want, const FitOptions& options, const std::string& where) {
    if (!want.contains("influence") || want["influence"].contains("error")) return;
    const auto file =
        std::find_if(files.begin(), files.end(), [&](const File& f) { return where.starts_with(f.name + " "); });
    const auto got = influence(file->effects, {}, options);
    const json& w = want["influence"];
    const Tolerance usual = {1e-6, 1e-7};
    same_column(
        compare, "rstudent", where, got, w["rstudent"], [](const Influence& i) { return i.rstudent; }, usual);
    same_column(
        compare, "dffits", where, got, w["dffits"], [](const Influence& i) { return i.dffits; }, usual);
    same_column(
        compare, "Cook", where, got, w["cook_d"], [](const Influence& i) { return i.cook; }, usual);
    same_column(
        compare, "cov.r", where, got, w["cov_r"], [](const Influence& i) { return i.cov_r; }, usual);
    same_column(
        compare, "hat", where, got, w["hat"], [](const Influence& i) { return i.hat; }, usual);
    same_column(
        compare, "dfbetas", where, got, w["dfbs"], [](const Influence& i) { return i.dfbetas[0]; }, usual);
    for (std::size_t i = 0; i < got.size(); ++i) EXPECT_EQ(got[i].influential, w["is_influential"][i]) << where;
    const auto residuals = standardised_residuals(file->effects, {}, options);
    same_column(
        compare, "rstandard", where, residuals, want["rstandard"]["z"], [](const Residual& r) { return r.z; }, usual);
    const auto points = baujat(file->effects, {}, options);
    same_column(
        compare, "Baujat x", where, points, want["baujat"]["x"], [](const BaujatPoint& p) { return p.heterogeneity; },
        usual);
    same_column(
        compare, "Baujat y", where, points, want["baujat"]["y"], [](const BaujatPoint& p) { return p.influence; },
        usual);
    if (!want.contains("blup")) return;
    const auto predictions = blup(file->effects, {}, options);
    const Tolerance effect = {1e-7, 1e-7 * std::sqrt(file->typical)};
    same_column(
        compare, "BLUP", where, predictions, want["blup"]["pred"], [](const Blup& b) { return b.prediction; }, effect);
    same_column(
        compare, "BLUP pi", where, predictions, want["blup"]["pi_lb"], [](const Blup& b) { return b.interval.lower; },
        effect);
  });
  EXPECT_GT(compare.compared, 8000);
}

TEST_F(Reference, RankTestsAndFailSafeNumbersAreThoseOfMetafor) {
  Comparison compare("rank tests, fail-safe N, PET-PEESE");
  for (const File& file : files) {
    if (!file.reference.contains("small_study") || file.reference["small_study"]["ranktest"].contains("error"))
      continue;
    const json& want = file.reference["small_study"];
    const RankTest rank = begg(file.effects);
    compare.same("Kendall's tau", file.name, rank.tau, number(want["ranktest"]["tau"]), {1e-9, 1e-12});
    compare.same("p of the rank test", file.name, rank.p, number(want["ranktest"]["pval"]), {1e-9, 1e-12});
    const FailSafes numbers = fail_safe(file.effects);
    compare.same("Rosenthal", file.name, numbers.rosenthal.number, number(want["fsn"]["Rosenthal"]["fsnum"]), {0, 0});
    compare.same("Rosenberg", file.name, numbers.rosenberg.number, number(want["fsn"]["Rosenberg"]["fsnum"]), {0, 0});
    compare.same("Orwin", file.name, numbers.orwin.number, number(want["fsn"]["Orwin"]["fsnum"]), {0, 0});
    if (!want.contains("pet_peese") || file.name == "edge_identical_yi") continue;
    const Line line = pet(file.effects), curve = peese(file.effects);
    compare.same("PET", file.name, line.b0, number(want["pet_peese"]["PET"]["b0"]), {1e-7, 1e-9});
    compare.same("PET", file.name, line.se1, number(want["pet_peese"]["PET"]["se1"]), {1e-7, 1e-9});
    compare.same("PEESE", file.name, curve.b0, number(want["pet_peese"]["PEESE"]["b0"]), {1e-7, 1e-9});
  }
  EXPECT_GT(compare.compared, 250);
}

TEST_F(Reference, RegressionTestsOfFunnelsAreThoseOfMetafor) {
  Comparison compare("regression tests of funnels");
  for (const File& file : files) {
    if (!file.reference.contains("small_study") || file.name.starts_with("edge_")) continue;
    for (const json& want : file.reference["small_study"]["regtest"]) {
      const std::string method = want.value("method", "FE"), predictor = want["predictor"];
      if (want.contains("error") || (predictor != "sei" && predictor != "vi") || method == "HSk" || method == "PMM")
        continue;
      const SizePredictor of = predictor == "sei" ? SizePredictor::sei : SizePredictor::vi;
      const bool linear = want["model"] == "lm";
      const RegressionTest got =
          linear ? egger_linear(file.effects, {}, of)
                 : egger_mixed(file.effects, {}, of, {parse_method(method), parse_test(want.value("test", "z")), 95});
      const std::string where = file.name + " " + want["model"].get<std::string>() + " " + predictor + " " + method;
      compare.same(linear ? "linear" : "meta-regression", where, got.statistic, number(want["stat"]), {1e-6, 1e-7});
      compare.same_p("p", where, got.p, number(want["pval"]));
    }
  }
  EXPECT_GT(compare.compared, 300);
}

TEST_F(Reference, TrimAndFillIsThatOfMetafor) {
  Comparison compare("trim and fill");
  for (const File& file : files) {
    if (!file.reference.contains("small_study") || file.name == "edge_identical_yi") continue;
    for (const json& want : file.reference["small_study"]["trimfill"]) {
      // What metafor could not compute for its own limits (rank of tiny scales) is no error here.
      if (want.contains("error") || !want.contains("estimator")) continue;
      const std::string estimator = want["estimator"], side = want["side_requested"], method = want["method"];
      const auto got = trim_and_fill(file.effects, parse_method(method),
                                     estimator == "L0"   ? TrimEstimator::L0
                                     : estimator == "R0" ? TrimEstimator::R0
                                                         : TrimEstimator::Q0,
                                     side == "auto"   ? Side::automatic
                                     : side == "left" ? Side::left
                                                      : Side::right);
      const std::string where = file.name + " " + method + " " + estimator + " " + side;
      compare.same("k0", where, got.missing, number(want["k0"]), {0, 0});
      compare.same("estimate", where, got.fit.estimate, number(want["beta"]), {1e-7, 1e-8 * std::sqrt(file.typical)});
      compare.same("tau2", where, got.fit.tau2, number(want["tau2"]), {1e-6, 1e-8 * file.typical});
      if (estimator == "R0") compare.same("p of k0", where, got.p, number(want["p_k0"]), {1e-12, 0});
    }
  }
  EXPECT_GT(compare.compared, 2500);
}

TEST_F(Reference, PooledTablesAreThoseOfMetafor) {
  Comparison compare("Mantel-Haenszel, Peto, Harbord, Peters");
  const Tolerance usual = {1e-9, 1e-12};
  const auto value = [](const std::optional<ChiSquared>& test) -> std::optional<double> {
    return test ? std::optional(test->value) : std::nullopt;
  };
  for (const File& file : files) {
    if (!file.reference.contains("binary")) continue;
    std::vector<TwoByTwo> tables;
    for (const json& row : file.rows)
      tables.push_back({number(row["ai"]), number(row["bi"]), number(row["ci"]), number(row["di"])});
    const json& want = file.reference["binary"];
    for (const json& model : want["MH"]) {
      const CountMeasure measure = model["measure"] == "OR"   ? CountMeasure::OR
                                   : model["measure"] == "RR" ? CountMeasure::RR
                                                              : CountMeasure::RD;
      const bool corrected = model["rule"].get<std::string>().starts_with("1/2");
      const MantelHaenszel got = mantel_haenszel(tables, measure, corrected);
      compare.same("MH", file.name, got.estimate, number(model["beta"]), usual);
      compare.same("MH se", file.name, got.inference.se, number(model["se"]), usual);
      compare.same("MH Q", file.name, got.Q, number(model["QE"]), usual);
      compare.same_p("MH Q p", file.name, got.Q_p, number(model["QEp"]));
      if (measure != CountMeasure::OR) continue;
      compare.same("CMH", file.name, value(got.cmh), number(model["CMH"]), usual);
      compare.same("Breslow-Day", file.name, value(got.breslow_day), number(model["BD"]), usual);
      compare.same("Tarone", file.name, value(got.tarone), number(model["TA"]), usual);
    }
    const MantelHaenszel by_peto = peto(tables);
    compare.same("Peto", file.name, by_peto.estimate, number(want["Peto"]["beta"]), usual);
    compare.same("Peto Q", file.name, by_peto.Q, number(want["Peto"]["QE"]), usual);
    compare.same("Harbord", file.name, harbord(tables).slope, number(want["harbord"]["bias"]), usual);
    compare.same("Harbord p", file.name, harbord(tables).p, number(want["harbord"]["p"]), usual);
    compare.same("Peters", file.name, peters(tables).slope, number(want["peters"]["slope"]), usual);
    compare.same("Peters p", file.name, peters(tables).p, number(want["peters"]["p"]), usual);
  }
  EXPECT_GT(compare.compared, 300);
}

}  // namespace
}  // namespace evigraft
