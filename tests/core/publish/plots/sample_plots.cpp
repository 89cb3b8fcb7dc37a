#include "sample_plots.h"

#include <cmath>

namespace evigraft::publish {
namespace {

ForestLine line(const std::string& label, std::vector<std::string> cells, double ratio, double lo, double hi,
                double weight) {
  ForestLine one;
  one.label = label;
  one.left = std::move(cells);
  one.right = {std::to_string(static_cast<int>(weight)) + "%"};
  one.estimate = std::log(ratio);
  one.ci = Interval{std::log(lo), std::log(hi)};
  one.weight_percent = weight;
  return one;
}

}  // namespace

EffectScale ratio_scale() { return {"Risk ratio", "RR", true, 0.0, 2}; }
EffectScale difference_scale() { return {"Mean difference", "MD", false, 0.0, 1}; }

ForestTable sample_forest() {
  ForestTable table;
  table.title = "Forest plot: sample";
  table.description = "5 studies, RR 0.52 [0.34, 0.80].";
  table.scale = ratio_scale();
  table.left = {{"Graft", {"Events", "Total"}}, {"Control", {"Events", "Total"}}};
  table.right = {"Weight"};
  table.favours_left = "favours graft";
  table.favours_right = "favours control";
  ForestPart first, second;
  first.heading = "randomised";
  first.lines = {line("Abel 2011", {"4", "60", "9", "61"}, 0.45, 0.15, 1.38, 20),
                 line("Birk & Cole 2014", {"10", "120", "22", "118"}, 0.45, 0.22, 0.90, 40),
                 line("Dorn 2016", {"0", "8", "1", "9"}, 0.37, 0.001, 80, 5)};
  first.diamond = ForestDiamond{"Subtotal",     {"14", "188", "32", "188"},       {"65%"},
                                std::log(0.45), {std::log(0.25), std::log(0.80)}, {}};
  first.remarks = {"Heterogeneity: τ² = 0; I² = 0.0%; Q = 0.02, df = 2, P = 0.99"};
  second.heading = "other";
  second.lines = {line("Ellis 2018", {"7", "33", "11", "34"}, 0.66, 0.29, 1.48, 25),
                  line("Fonseca 2020", {"5", "40", "6", "41"}, 0.85, 0.28, 2.58, 10)};
  second.remarks = {"No summary: for the sake of the sample."};
  table.parts = {first, second};
  table.overall = ForestDiamond{
      "Random effects (REML)", {"26", "261", "49", "263"},       {"100%"},
      std::log(0.52),          {std::log(0.34), std::log(0.80)}, Interval{std::log(0.30), std::log(0.91)}};
  table.remarks = {"Heterogeneity: τ² = 0; I² = 0.0%; Q = 1.4, df = 4, P = 0.84"};
  return table;
}

Funnel sample_funnel() {
  Funnel funnel;
  funnel.title = "Funnel plot: sample";
  funnel.description = "4 studies.";
  funnel.scale = difference_scale();
  funnel.studies = {{"Abel 2011", 4, 1}, {"Birk 2014", 6, 2}, {"Cole 2015", 9, 3}, {"Dorn 2016", 12, 5}};
  funnel.imputed = {{"1", -4, 5}};
  funnel.pooled = 5;
  funnel.pooled_imputed = 4;
  funnel.remarks = {"Trim and fill (L0) imputes 1 study on the left; with it MD 4.0 [1.0, 7.0]."};
  return funnel;
}

BaujatPlot sample_baujat() {
  return {"Baujat plot: sample",
          "4 studies.",
          {{"Abel 2011", 0.2, 0.01}, {"Birk 2014", 1.5, 0.4}, {"Cole 2015", 3.2, 0.1}, {"Dorn 2016", 0.25, 0.02}},
          {}};
}

Radial sample_radial() {
  Radial radial;
  radial.title = "Radial plot: sample";
  radial.description = "4 studies.";
  radial.scale = difference_scale();
  radial.studies = {{"Abel 2011", 4, 1}, {"Birk 2014", 6, 2}, {"Cole 2015", 9, 3}, {"Dorn 2016", 1, 4}};
  radial.pooled = 4.5;
  radial.ci = {2, 7};
  return radial;
}

BubblePlot sample_bubble() {
  BubblePlot plot;
  plot.title = "Meta-regression: sample";
  plot.description = "4 studies.";
  plot.scale = difference_scale();
  plot.moderator = "months";
  plot.studies = {
      {"Abel 2011", 3, 12, 40}, {"Birk 2014", 6, 9, 10}, {"Cole 2015", 12, 8, 30}, {"Dorn 2016", 24, 1, 20}};
  for (int i = 0; i <= 7; ++i) {
    const double x = 3 + 3 * i, y = 12 - 0.5 * x, half = 1 + 0.02 * (x - 12) * (x - 12);
    plot.line.push_back({x, y, {y - half, y + half}});
  }
  plot.remarks = {"Slope −0.5 a unit of months."};
  return plot;
}

GoshPlot sample_gosh() {
  GoshPlot plot;
  plot.title = "GOSH: sample";
  plot.description = "15 subsets.";
  plot.scale = difference_scale();
  for (int i = 0; i < 15; ++i) {
    plot.estimates.push_back(4 + 0.3 * (i % 5));
    plot.I2.push_back(i % 3 == 0 ? 0 : 12.0 * (i / 3));
  }
  plot.pooled = 4.6;
  return plot;
}

NetworkGraph sample_network() {
  return {"Network: sample",
          "4 treatments.",
          {{"ASC", 120, "120 participants, 4 studies"},
           {"SVF", 30, "30 participants, 2 studies"},
           {"conventional", 160, "160 participants, 5 studies"},
           {"PRP", 40, "40 participants, 1 study"}},
          {{0, 2, 3}, {0, 1, 1}, {1, 2, 1}, {2, 3, 1}},
          {{0, 1, 2}},
          "participants",
          {"1 of the 5 studies has three or more arms."}};
}

NetworkGraph network_of(std::size_t treatments, const std::string& name) {
  NetworkGraph graph{"Network: sample", "Many treatments.", {}, {}, {}, "participants", {}};
  for (std::size_t i = 0; i < treatments; ++i) {
    graph.nodes.push_back({name + " " + std::to_string(i + 1), i % 3 == 0 ? 400.0 : 5.0 + static_cast<double>(i), "n"});
    graph.edges.push_back({i, (i + 7) % treatments, 1 + static_cast<int>(i % 4)});
  }
  return graph;
}

LeagueTable sample_league() {
  LeagueTable table;
  table.title = "League table: sample";
  table.description = "3 treatments.";
  table.scale = difference_scale();
  table.treatments = {"ASC", "SVF", "conventional"};
  const auto cell = [](double d, double half) { return LeagueCell{d, {d - half, d + half}}; };
  table.cells = {{cell(NAN, NAN), cell(4, 6), cell(12, 5)},
                 {cell(-4, 6), cell(NAN, NAN), cell(8, 7)},
                 {cell(-12, 5), cell(-8, 7), cell(NAN, NAN)}};
  return table;
}

std::vector<NamedPlot> sample_plots() {
  return {{"forest", forest_table_svg(sample_forest())},    {"funnel", funnel_svg(sample_funnel())},
          {"baujat", baujat_svg(sample_baujat())},          {"radial", radial_svg(sample_radial())},
          {"bubble", bubble_svg(sample_bubble())},          {"gosh", gosh_svg(sample_gosh())},
          {"network", network_graph_svg(sample_network())}, {"league", league_svg(sample_league())}};
}

std::vector<NamedPlot> plots_with_text(const std::string& text, std::size_t studies) {
  ForestTable forest = sample_forest();
  forest.title = forest.description = forest.first_head = text;
  forest.favours_left = forest.favours_right = text;
  forest.scale.name = forest.scale.abbreviation = text;
  for (ForestColumns& columns : forest.left) columns.over = text;
  while (forest.parts[0].lines.size() < studies) forest.parts[0].lines.push_back(forest.parts[0].lines[0]);
  for (ForestPart& part : forest.parts) {
    part.heading = text;
    part.remarks = {text};
    for (ForestLine& one : part.lines) one.label = text;
    if (part.diamond) part.diamond->label = text;
  }
  forest.overall->label = text;
  forest.remarks = {text};
  Funnel funnel = sample_funnel();
  funnel.title = funnel.description = funnel.scale.name = text;
  for (FunnelPoint& point : funnel.studies) point.label = text;
  funnel.remarks = {text};
  BaujatPlot baujat = sample_baujat();
  baujat.title = baujat.description = text;
  for (BaujatMark& mark : baujat.studies) mark.label = text;
  Radial radial = sample_radial();
  radial.title = radial.description = radial.scale.name = text;
  for (RadialPoint& point : radial.studies) point.label = text;
  BubblePlot bubble = sample_bubble();
  bubble.title = bubble.description = bubble.moderator = bubble.scale.name = text;
  for (Bubble& study : bubble.studies) study.label = text;
  GoshPlot gosh = sample_gosh();
  gosh.title = gosh.description = gosh.scale.name = text;
  gosh.remarks = {text};
  NetworkGraph network = sample_network();
  network.title = network.description = text;
  for (NetworkNode& node : network.nodes) node.name = node.in_words = text;
  network.remarks = {text};
  LeagueTable league = sample_league();
  league.title = league.description = league.scale.name = text;
  for (std::string& treatment : league.treatments) treatment = text;
  league.remarks = {text};
  return {{"forest", forest_table_svg(forest)},    {"funnel", funnel_svg(funnel)}, {"baujat", baujat_svg(baujat)},
          {"radial", radial_svg(radial)},          {"bubble", bubble_svg(bubble)}, {"gosh", gosh_svg(gosh)},
          {"network", network_graph_svg(network)}, {"league", league_svg(league)}};
}

}  // namespace evigraft::publish
