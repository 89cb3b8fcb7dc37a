// Times one computation of core/synthesis in CPU seconds of the process (all threads) and prints "SECONDS FIGURE": the
// least of the rounds, and a figure that shows that the same was computed. meta_speed.R runs it beside metafor.
//   meta_speed TASK FILE [METHOD SUBSETS | ITERATIONS]    FILE: lines "yi vi moderator"; for nma "study treatment value
//   variance"
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <exception>
#include <fstream>
#include <functional>
#include <iostream>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "synthesis/diagnostics.h"
#include "synthesis/gosh.h"
#include "synthesis/network.h"
#include "synthesis/permutation.h"
#include "synthesis/regression.h"
#include "synthesis/trim_fill.h"

namespace {
using namespace evigraft;

struct Table {
  std::vector<Effect> effects;
  std::vector<double> moderator;
};

Table read_effects(const std::string& file) {
  std::ifstream in(file);
  Table table;
  Effect effect;
  double moderator = 0;
  while (in >> effect.yi >> effect.vi >> moderator) {
    table.effects.push_back(effect);
    table.moderator.push_back(moderator);
  }
  return table;
}

Network read_network(const std::string& file) {
  std::ifstream in(file);
  std::vector<NetworkArm> arms;
  NetworkArm arm;
  while (in >> arm.study >> arm.treatment >> arm.value >> arm.variance) arms.push_back(arm);
  return network_of_arms(arms);
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// The least CPU time of one call over five rounds; a short call is repeated until a round takes a tenth of a second.
double least_seconds(const std::function<double()>& work) {
  double best = std::numeric_limits<double>::infinity();
  for (int round = 0; round < 5; ++round) {
    const double begin = cpu_seconds();
    int calls = 0;
    double spent = 0;
    do {
      work();
      ++calls;
      spent = cpu_seconds() - begin;
    } while (spent < 0.1);
    best = std::min(best, spent / calls);
    if (best > 5) break;
  }
  return best;
}

std::function<double()> task(const std::string& name, const std::string& file, const std::vector<std::string>& words) {
  if (name == "nma") return [network = read_network(file)] { return fit_network(network).reml.value().tau2; };
  const Table table = read_effects(file);
  if (name == "fit") return [table] { return fit(table.effects, {.intervals = false}).tau2; };
  if (name == "fit and intervals") return [table] { return fit(table.effects).q_profile.value().tau2.upper; };
  if (name == "regression")
    return [table] {
      const DesignMatrix design =
          make_design(std::array{Moderator{"x", table.moderator, {}, {}}}, table.effects.size());
      return fit_regression(table.effects, design, {.intervals = false}).tau2;
    };
  if (name == "leave-one-out") return [table] { return leave_one_out(table.effects, {}).front().tau2; };
  if (name == "trim-and-fill")
    return [table] {
      const TrimFill result = trim_and_fill(table.effects, FitMethod::reml, TrimEstimator::L0, Side::automatic);
      return result.fit.estimate;
    };
  if (name == "gosh") {
    const GoshOptions options{.method = parse_method(words.at(0)), .subsets = std::stoull(words.at(1))};
    return [table, options] { return gosh(table.effects, options).estimate.mean; };
  }
  if (name == "permutation") {
    const PermutationOptions options{.fit = {}, .iterations = std::stoull(words.at(0))};
    return [table, options] { return permutation_test(table.effects, {}, options).p.front(); };
  }
  throw std::runtime_error("there is no task " + name);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) throw std::runtime_error("usage: meta_speed TASK FILE");
  const std::function<double()> work = task(argv[1], argv[2], {argv + 3, argv + argc});
  const double figure = work();
  std::printf("%.9g %.17g\n", least_seconds(work), figure);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
