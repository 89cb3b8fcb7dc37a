#include "cli/network_plot.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "publish/number.h"
#include "publish/plots/forest_table.h"
#include "publish/plots/league_table.h"
#include "publish/plots/network_graph.h"

namespace evigraft::cli {
namespace {
using publish::fixed;

std::string counted(double n, const std::string& what) {
  if (n == 1) return "1 " + what;
  return publish::shortest(n) + " " + (what == "study" ? "studies" : what + "s");
}

publish::EffectScale scale_of(const NetworkTable& table, const std::string& measure, const League& league) {
  static const std::map<std::string, std::pair<const char*, const char*>> names = {
      {"MD", {"Mean difference", "MD"}},  {"SMD", {"Standardised mean difference", "SMD"}},
      {"ROM", {"Ratio of means", "RoM"}}, {"RR", {"Risk ratio", "RR"}},
      {"OR", {"Odds ratio", "OR"}},       {"RD", {"Risk difference", "RD"}},
      {"GEN", {"Effect", "Effect"}}};
  std::vector<double> half_widths;
  for (std::size_t i = 0; i < league.se.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) half_widths.push_back(2 * league.se[i][j]);
  const auto& [name, abbreviation] = names.at(measure);
  return {name, abbreviation, table.ratio, 0.0, publish::decimals_for(half_widths)};
}

std::string model_line(const NetworkFit& fit, const NetworkReading& reading, const NetworkView& view) {
  std::string line = reading.random != nullptr
                         ? "Random effects (" + view.method + "), τ² = " + publish::significant(reading.random->tau2)
                         : "Common effect: no degree of freedom is left for τ²";
  if (fit.I2) line += "; I² = " + fixed(*fit.I2) + "%";
  line += "; Q = " + fixed(fit.total.Q, 2) + ", df = " + std::to_string(fit.total.df);
  if (fit.total.p) line += ", " + publish::p_value(*fit.total.p);
  return line;
}

std::string inconsistency_line(const NetworkFit& fit) {
  if (fit.between.df < 1 || !fit.between.p) return "Inconsistency between designs cannot be tested here.";
  return "Inconsistency between designs: Q = " + fixed(fit.between.Q, 2) + ", df = " + std::to_string(fit.between.df) +
         ", " + publish::p_value(*fit.between.p);
}

int direct_studies(const NetworkFit& fit, std::size_t a, std::size_t b) {
  for (const DirectEvidence& direct : fit.direct)
    if ((direct.treatment1 == a && direct.treatment2 == b) || (direct.treatment1 == b && direct.treatment2 == a))
      return direct.studies;
  return 0;
}

std::string forest(const CsvTable& csv, const NetworkTable& table, const NetworkPlot& plot) {
  const Network& network = table.network;
  const NetworkFit fit = fit_network(network, plot.level);
  const NetworkReading reading = read_network(network, fit, plot.view);
  const std::string& reference = network.treatments[reading.reference];
  publish::ForestTable forest;
  forest.scale = scale_of(table, plot.measure, *reading.league);
  forest.level = plot.level;
  forest.title = "Treatments against " + reference + ": " + csv.origin;
  forest.first_head = "Against " + reference;
  forest.left = {{"", {"Direct studies"}}};
  forest.right = {"P-score"};
  forest.favours_left = plot.favours_left;
  forest.favours_right = plot.favours_right;
  publish::ForestPart& part = forest.parts.emplace_back();
  std::string best;
  for (const std::size_t i : reading.order) {
    const std::string score = fixed((*reading.score)[i], 2);
    if (best.empty()) best = network.treatments[i] + " (" + score + ")";
    if (i == reading.reference) {
      part.lines.push_back({network.treatments[i] + " (reference)", {"–"}, {score}, {}, {}, {}});
      continue;
    }
    const League& league = *reading.league;
    const std::size_t r = reading.reference;
    part.lines.push_back({network.treatments[i],
                          {std::to_string(direct_studies(fit, i, r))},
                          {score},
                          league.estimate[i][r],
                          publish::Interval{league.lower[i][r], league.upper[i][r]},
                          {}});
  }
  forest.remarks = {model_line(fit, reading, plot.view), inconsistency_line(fit),
                    std::string("P-score: the higher the better, ") +
                        (plot.view.small_values_are_good ? "small" : "large") + " values being good."};
  forest.description = counted(fit.k_studies, "study") + ", " +
                       counted(static_cast<double>(network.treatments.size()), "treatment") +
                       ". Highest P-score: " + best + ". " + forest.remarks.front() + ".";
  return forest_table_svg(forest);
}

std::string league(const CsvTable& csv, const NetworkTable& table, const NetworkPlot& plot) {
  const Network& network = table.network;
  const NetworkFit fit = fit_network(network, plot.level);
  const NetworkReading reading = read_network(network, fit, plot.view);
  const League& all = *reading.league;
  publish::LeagueTable league;
  league.scale = scale_of(table, plot.measure, all);
  league.level = plot.level;
  league.title = "League table: " + csv.origin;
  for (const std::size_t i : reading.order) {
    league.treatments.push_back(network.treatments[i]);
    std::vector<publish::LeagueCell>& row = league.cells.emplace_back();
    for (const std::size_t j : reading.order) row.push_back({all.estimate[i][j], {all.lower[i][j], all.upper[i][j]}});
  }
  league.remarks = {"Treatments in the order of their P-scores, best first.", model_line(fit, reading, plot.view)};
  league.description = counted(fit.k_studies, "study") + ", " +
                       counted(static_cast<double>(network.treatments.size()), "treatment") + ", best first. " +
                       league.remarks.back() + ".";
  return league_svg(league);
}

/// Participants by treatment in the studies that were kept; empty where a table of arms does not say.
std::map<std::string, double> participants(const CsvTable& csv, const Network& network) {
  const auto study = csv.column("study"), treatment = csv.column("treatment"), n = csv.column("ni");
  std::map<std::string, double> sums;
  if (!study || !treatment || !n || csv.column("treat1")) return sums;
  std::map<std::string, std::set<std::string>> kept;
  for (const NetworkStudy& one : network.studies)
    for (const std::size_t arm : one.treatments) kept[one.label].insert(network.treatments[arm]);
  for (std::size_t row = 0; row < csv.rows.size(); ++row) {
    const auto found = kept.find(csv.rows[row][*study]);
    if (found == kept.end() || !found->second.contains(csv.rows[row][*treatment])) continue;
    const auto value = number_at(csv, row, *n);
    if (!value) return {};
    sums[csv.rows[row][*treatment]] += *value;
  }
  return sums;
}

std::string graph(const CsvTable& csv, const NetworkTable& table) {
  const Network& network = table.network;
  if (network.studies.empty())
    throw Error(Error::Kind::data, "There is no network to draw: no study compares two treatments.");
  publish::NetworkGraph graph;
  const std::map<std::string, double> people = participants(csv, network);
  std::vector<int> studies(network.treatments.size(), 0);
  std::map<std::pair<std::size_t, std::size_t>, int> edges;
  std::set<std::vector<std::size_t>> multi_arm;
  int multi_arm_studies = 0;
  for (const NetworkStudy& study : network.studies) {
    for (std::size_t a = 0; a < study.treatments.size(); ++a) {
      ++studies[study.treatments[a]];
      for (std::size_t b = a + 1; b < study.treatments.size(); ++b) ++edges[{study.treatments[a], study.treatments[b]}];
    }
    if (study.treatments.size() < 3) continue;
    multi_arm.insert(study.treatments);
    ++multi_arm_studies;
  }
  graph.size_of = people.empty() ? "studies" : "participants";
  for (std::size_t i = 0; i < network.treatments.size(); ++i) {
    const std::string& name = network.treatments[i];
    const auto found = people.find(name);
    const double size = people.empty() ? studies[i] : found == people.end() ? 0 : found->second;
    std::string words = counted(studies[i], "study");
    if (!people.empty()) words = counted(size, "participant") + ", " + words;
    graph.nodes.push_back({name, size, words});
  }
  for (const auto& [pair, count] : edges) graph.edges.push_back({pair.first, pair.second, count});
  graph.multi_arm.assign(multi_arm.begin(), multi_arm.end());
  if (multi_arm_studies > 0)
    graph.remarks.push_back(multi_arm_studies == 1
                                ? "1 of the " + std::to_string(network.studies.size()) +
                                      " studies has three or more arms."
                                : std::to_string(multi_arm_studies) + " of the " +
                                      std::to_string(network.studies.size()) + " studies have three or more arms.");
  const std::size_t parts = components(network).size();
  if (parts > 1)
    graph.remarks.push_back("The network falls into " + std::to_string(parts) + " parts that no study links.");
  graph.title = "Network of treatments: " + csv.origin;
  graph.description = counted(static_cast<double>(network.studies.size()), "study") + ", " +
                      counted(static_cast<double>(network.treatments.size()), "treatment") + ", " +
                      std::to_string(edges.size()) + " compared directly.";
  for (const std::string& remark : graph.remarks) graph.description += " " + remark;
  return network_graph_svg(graph);
}

}  // namespace

const std::vector<std::string>& network_plot_kinds() {
  static const std::vector<std::string> kinds = {"forest", "network", "league"};
  return kinds;
}

std::string network_plot(const std::string& kind, const CsvTable& csv, const NetworkTable& table,
                         const NetworkPlot& plot) {
  if (kind == "network") return graph(csv, table);
  return kind == "league" ? league(csv, table, plot) : forest(csv, table, plot);
}

}  // namespace evigraft::cli
