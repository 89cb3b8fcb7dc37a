// tests/core/synthesis/reference_files.h: results of R metafor 3.8-1 that fits are compared with, and the comparison
// itself. The tolerances by kind of quantity are those that the reference's README advises.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "synthesis/escalc.h"
#include "synthesis/fit.h"

namespace evigraft {
using By = evigraft::Test;  // inside TEST the name Test is GoogleTest's
using nlohmann::json;
namespace fs = std::filesystem;

inline const double kNaN = std::nan("");

inline double number(const json& value) {
  if (value.is_number()) return value.get<double>();
  if (value.is_string() && value == "Inf") return HUGE_VAL;
  if (value.is_string() && value == "-Inf") return -HUGE_VAL;
  return kNaN;
}

struct File {
  std::string name, measure;
  json rows, reference;
  std::vector<Effect> effects;  ///< rows_used
  double typical = 1;           ///< median vi: the scale of variances
};

/// All files with an ordinary model; none when the folder is not there.
inline std::vector<File> reference_files() {
  std::vector<File> files;
  const fs::path folder = fs::path(EVIGRAFT_SHARED) / "reference" / "meta";
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const json document = json::parse(std::ifstream(entry.path()));
    if (!document.contains("rows") || !document["reference"].contains("models")) continue;
    File file{document["name"], document["measure"], document["rows"], document["reference"], {}, 1};
    const bool computed = file.reference.contains("escalc");
    std::vector<double> variances;
    for (const json& used : file.reference["rows_used"]) {
      const auto row = used.get<std::size_t>() - 1;
      const json& values = computed ? file.reference["escalc"]["default"] : file.rows[row];
      file.effects.push_back(
          {number(computed ? values["yi"][row] : values["yi"]), number(computed ? values["vi"][row] : values["vi"])});
      variances.push_back(file.effects.back().vi);
    }
    std::sort(variances.begin(), variances.end());
    file.typical = variances[variances.size() / 2];
    files.push_back(std::move(file));
  }
  return files;
}

/// The cells of a row in the order that the measure takes them; "bi|n1i" is two cells.
inline std::vector<double> cells_of(const Measure& measure, const json& row) {
  std::vector<double> cells;
  for (const std::string_view column : measure.columns)
    for (std::size_t begin = 0; begin <= column.size();) {
      const std::size_t end = std::min(column.find('|', begin), column.size());
      cells.push_back(number(row.value(std::string(column.substr(begin, end - begin)), json())));
      begin = end + 1;
    }
  return cells;
}

struct Tolerance {
  double relative, absolute;
};

/// Counts what was compared, keeps the worst excess, and prints a table: quantity, tolerance, compared.
class Comparison {
 public:
  explicit Comparison(std::string title) : title_(std::move(title)) {}
  ~Comparison() {
    std::cout << title_ << "\n";
    for (const auto& [what, line] : lines_)
      std::cout << "  " << std::left << std::setw(28) << what << " rtol " << std::setw(8) << line.relative << std::right
                << std::setw(7) << line.compared << " compared, largest difference " << std::setprecision(2)
                << line.worst << " of what is allowed\n";
  }
  Comparison(const Comparison&) = delete;
  Comparison& operator=(const Comparison&) = delete;

  void same(const std::string& what, const std::string& where, std::optional<double> got, double want,
            Tolerance tolerance) {
    Line& line = lines_[what];
    line.relative = std::max(line.relative, tolerance.relative);
    ++line.compared;
    ++compared;
    const double ours = got.value_or(kNaN);
    if (std::isnan(want) || std::isinf(want) || std::isnan(ours)) {
      EXPECT_TRUE(std::isnan(want) ? std::isnan(ours) : ours == want)
          << where << " " << what << ": " << ours << " for " << want;
      return;
    }
    const double allowed = tolerance.absolute + tolerance.relative * std::abs(want);
    const double excess = std::abs(ours - want) / std::max(allowed, 1e-300);
    line.worst = std::max(line.worst, excess);
    EXPECT_LE(excess, 1) << where << " " << what << ": " << std::setprecision(17) << ours << " for " << want;
  }

  /// p-values: below 1e-12 their logarithms are compared.
  void same_p(const std::string& what, const std::string& where, std::optional<double> got, double want) {
    if (got && want > 0 && want < 1e-12 && *got > 0)
      same(what, where, std::log10(*got), std::log10(want), {1e-6, 0});
    else
      same(what, where, got, want, {1e-6, 1e-12});
  }

  int compared = 0;

 private:
  struct Line {
    double relative = 0, worst = 0;
    int compared = 0;
  };
  std::string title_;
  std::map<std::string, Line> lines_;
};

inline bool iterated(FitMethod method) {
  return method == FitMethod::reml || method == FitMethod::ml || method == FitMethod::eb || method == FitMethod::pm;
}

struct Tolerances {
  Tolerance tau2, effect, se_tau2, heterogeneity, statistic, limits, prediction;
};

inline Tolerances tolerances(const File& file, FitMethod method) {
  const double s = file.typical, root = std::sqrt(s);
  const bool hard = file.name.starts_with("edge_huge") || file.name.starts_with("edge_extreme") ||
                    file.name.starts_with("edge_large_offset");
  const Tolerance closed_variance = {hard ? 1e-7 : 1e-10, 1e-12 * s},
                  closed_effect = {hard ? 1e-7 : 1e-10, 1e-12 * root};
  const Tolerance tau2 = iterated(method) ? Tolerance{1e-7, 1e-9 * s} : closed_variance;
  const Tolerance effect = iterated(method) ? Tolerance{1e-8, 1e-10 * root} : closed_effect;
  const Tolerance heterogeneity = iterated(method) ? Tolerance{1e-7, 1e-9} : Tolerance{hard ? 1e-7 : 1e-10, 1e-12};
  return {tau2, effect, {1e-7, 1e-9}, heterogeneity, {1e-7, 1e-9}, {1e-6, 1e-8 * s}, {1e-7, 1e-9 * root}};
}

/// metafor's `fit_stats`; a value that it does not give is not compared.
inline void same_statistics(Comparison& compare, const std::string& where, const FitStatistics& got, const json& want) {
  for (const auto& [suffix, ours] : {std::pair{"_ML", got.ml}, std::pair{"_REML", got.reml}})
    for (const auto& [figure, value] :
         {std::pair{"logLik", ours.log_likelihood}, std::pair{"dev", ours.deviance}, std::pair{"AIC", ours.aic},
          std::pair{"BIC", ours.bic}, std::pair{"AICc", ours.aicc}}) {
      const std::string key = std::string(figure) + suffix;
      if (want.contains(key)) compare.same(key, where, value, number(want[key]), {1e-7, 1e-7});
    }
}

/// The models of a file that are offered: not HSk and PMM, not unweighted ones, no tau2 given by hand.
template <class Visit>
void each_model(const std::vector<File>& files, Visit visit) {
  for (const File& file : files)
    for (const json& model : file.reference["models"]) {
      const std::string method = model["requested_method"];
      if (method == "HSk" || method == "PMM" || model.contains("weighted") || model.contains("fixed_tau2")) continue;
      const FitOptions options{parse_method(method), parse_test(model["requested_test"].get<std::string>()), 95};
      visit(file, model, options, file.name + " " + method + " " + model["requested_test"].get<std::string>());
    }
}

class Reference : public testing::Test {
 protected:
  void SetUp() override {
    if (files.empty()) GTEST_SKIP() << "SKIPPED: no reference results at " << EVIGRAFT_SHARED << "/reference/meta";
  }
  static const std::vector<File>& all_files() {
    static const std::vector<File> read_once = reference_files();
    return read_once;
  }
  const std::vector<File>& files = all_files();
};

}  // namespace evigraft
