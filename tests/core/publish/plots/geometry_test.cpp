// Where the marks lie: a reader may measure them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <sstream>

#include "../markup.h"
#include "publish/axis.h"
#include "publish/svg.h"
#include "sample_plots.h"

namespace evigraft::publish {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<Tag> of_class(const std::string& svg, const std::string& element, const std::string& css_class) {
  std::vector<Tag> found;
  for (const Tag& tag : read_markup(svg).tags)
    if (tag.name == element && tag.attributes.contains("class") && tag.attributes.at("class") == css_class)
      found.push_back(tag);
  return found;
}

double number(const Tag& tag, const std::string& name) { return std::stod(tag.attributes.at(name)); }

std::vector<Point> points(const Tag& tag) {
  std::istringstream in(tag.attributes.at("points"));
  std::vector<Point> all;
  for (std::string pair; in >> pair;) all.push_back({std::stod(pair), std::stod(pair.substr(pair.find(',') + 1))});
  return all;
}

// Where a text of that class stands.
double place_of_text(const std::string& svg, const std::string& text, const std::string& css_class) {
  for (std::size_t end = svg.find(">" + text + "</text>"); end != std::string::npos;
       end = svg.find(">" + text + "</text>", end + 1)) {
    const std::string tag = svg.substr(svg.rfind("<text", end), end - svg.rfind("<text", end));
    if (tag.find("class=\"" + css_class + "\"") != std::string::npos)
      return std::stod(tag.substr(tag.find(" x=\"") + 4));
  }
  ADD_FAILURE() << "no " << text;
  return 0;
}

// The place of a value by the axis that is drawn: an independent way from a label to its place.
double place_of_label(const std::string& svg, const std::string& label) { return place_of_text(svg, label, "tick"); }
double place_of_head(const std::string& svg, const std::string& head) { return place_of_text(svg, head, "head"); }

TEST(ForestTable, ADiamondsEndsAreTheIntervalsEnds) {
  const ForestTable table = sample_forest();
  const std::string svg = forest_table_svg(table);
  const double at_1 = place_of_label(svg, "1"), at_tenth = place_of_label(svg, "0.1");
  const auto place = [&](double log) { return at_1 + (at_1 - at_tenth) * log / std::log(10.0); };
  const std::vector<Point> corners = points(of_class(svg, "polygon", "diamond").at(0));
  EXPECT_NEAR(corners[0].x, place(table.overall->ci.lo), 0.05);
  EXPECT_NEAR(corners[1].x, place(table.overall->estimate), 0.05);
  EXPECT_NEAR(corners[2].x, place(table.overall->ci.hi), 0.05);
}

TEST(ForestTable, SquaresHaveAreasInProportionToWeights) {
  const std::vector<Tag> squares = of_class(forest_table_svg(sample_forest()), "rect", "square");
  ASSERT_EQ(squares.size(), 5U);
  const auto area = [&](std::size_t i) { return std::pow(number(squares[i], "width"), 2); };
  EXPECT_NEAR(area(1) / area(0), 40.0 / 20, 0.01);
  EXPECT_NEAR(area(1) / area(2), 40.0 / 5, 0.05);
}

TEST(ForestTable, RatiosLieOnALogarithmicAxis) {
  const std::string svg = forest_table_svg(sample_forest());
  EXPECT_NEAR(place_of_label(svg, "2") - place_of_label(svg, "0.2"),
              place_of_label(svg, "5") - place_of_label(svg, "0.5"), 0.03);
}

TEST(ForestTable, NoEffectIsASolidLineAndTheSummaryADashedOne) {
  const std::string svg = forest_table_svg(sample_forest());
  EXPECT_NEAR(number(of_class(svg, "line", "null").at(0), "x1"), place_of_label(svg, "1"), 0.01);
  EXPECT_EQ(of_class(svg, "line", "dashed").size(), 1U);
}

TEST(ForestTable, AnIntervalBeyondTheAxisEndsInAnArrowAndSaysSo) {
  const std::string svg = forest_table_svg(sample_forest());
  EXPECT_EQ(of_class(svg, "polygon", "arrow").size(), 2U);  // Dorn: 0.001 to 80
  EXPECT_THAT(svg, HasSubstr("An arrow: the interval goes on"));
  ForestTable tame = sample_forest();
  tame.parts[0].lines.pop_back();
  EXPECT_THAT(forest_table_svg(tame), Not(HasSubstr("An arrow")));
}

TEST(ForestTable, OneLongIntervalDoesNotSqueezeTheOthers) {
  ForestTable table = sample_forest();
  table.parts[0].lines[2].ci = Interval{-1e6, 1e6};
  const Interval range = forest_range(table);
  EXPECT_LT(range.hi - range.lo, 12);
}

TEST(ForestTable, HasTheConventionalOrderOfColumns) {
  const std::string svg = forest_table_svg(sample_forest());
  std::size_t last = 0;
  for (const char* head : {">Study<", ">Events<", ">Total<", ">Events<", ">Total<", ">Weight<"}) {
    const std::size_t at = svg.find(head, last);
    ASSERT_NE(at, std::string::npos) << head;
    last = at + 1;
  }
  EXPECT_LT(place_of_head(svg, "Study"), place_of_head(svg, "Graft"));
  EXPECT_LT(place_of_head(svg, "Graft"), place_of_head(svg, "Control"));
  EXPECT_LT(place_of_head(svg, "Control"), place_of_head(svg, "Risk ratio"));
  EXPECT_LT(place_of_head(svg, "Risk ratio"), place_of_head(svg, "RR [95% CI]"));
  EXPECT_LT(place_of_head(svg, "RR [95% CI]"), place_of_head(svg, "Weight"));
}

TEST(ForestTable, ASubgroupsDiamondIsHollowAndTheWholeOnesFilled) {
  const std::string svg = forest_table_svg(sample_forest());
  EXPECT_EQ(of_class(svg, "polygon", "diamond hollow").size(), 1U);
  EXPECT_EQ(of_class(svg, "polygon", "diamond").size(), 1U);
}

TEST(ForestTable, WithoutAnyEstimateTheWordsStandAlone) {
  ForestTable table;
  table.title = table.description = "nothing";
  table.scale = difference_scale();
  table.remarks = {"No study has a value for this question."};
  const std::string svg = forest_table_svg(table);
  EXPECT_EQ(read_markup(svg).fault, "");
  EXPECT_THAT(svg, HasSubstr("No study has a value for this question."));
  EXPECT_EQ(of_class(svg, "line", "axis").size(), 0U);
}

TEST(ForestTable, SurvivesNumbersOfAnySize) {
  for (const double size : {1e-300, 1e-9, 1.0, 1e9, 1e300}) {
    ForestTable table = sample_forest();
    for (const bool ratio : {false, true}) {
      table.scale = ratio ? ratio_scale() : difference_scale();
      for (ForestPart& part : table.parts)
        for (ForestLine& line : part.lines) {
          line.estimate = size;
          line.ci = Interval{-size, 3 * size};
        }
      table.parts[0].lines[0].ci = Interval{-std::numeric_limits<double>::infinity(), std::nan("")};
      const std::string svg = forest_table_svg(table);
      EXPECT_EQ(read_markup(svg).fault, "");
      EXPECT_THAT(svg, Not(HasSubstr("=\"nan")));
      EXPECT_THAT(svg, Not(HasSubstr("=\"inf")));
    }
  }
}

TEST(FunnelPlot, AContourLiesWhereItsPValueIs) {
  const Funnel funnel = sample_funnel();
  const std::string svg = funnel_svg(funnel);
  const double at_0 = place_of_label(svg, "0"), at_10 = place_of_label(svg, "10");
  const std::vector<Point> corners = points(of_class(svg, "polygon", "p05").at(0));
  EXPECT_NEAR(corners[0].x, at_0, 0.02);
  // The deepest standard error drawn is 5: the corner lies 1.96 * 5 from no effect.
  EXPECT_NEAR(corners[1].x, at_0 + (at_10 - at_0) * 1.95996398 * 5 / 10, 0.02);
}

TEST(FunnelPlot, ImputedStudiesAreOpenCirclesAndTheOthersFilled) {
  const std::string svg = funnel_svg(sample_funnel());
  EXPECT_EQ(of_class(svg, "circle", "point").size(), 4U + 1);  // one in the key
  EXPECT_EQ(of_class(svg, "circle", "open").size(), 1U + 1);
}

TEST(FunnelPlot, WithoutANoEffectItHasLimitsInPlaceOfContours) {
  Funnel funnel = sample_funnel();
  funnel.scale.no_effect.reset();
  const std::string svg = funnel_svg(funnel);
  EXPECT_EQ(of_class(svg, "polygon", "p05").size(), 0U);
  EXPECT_GE(of_class(svg, "line", "dashed").size(), 2U);
}

TEST(FunnelPlot, TheMostPreciseStudyIsOnTop) {
  const std::vector<Tag> circles = of_class(funnel_svg(sample_funnel()), "circle", "point");
  EXPECT_LT(number(circles[0], "cy"), number(circles[3], "cy"));
}

TEST(RadialPlot, StudiesLieOnTheRayOfTheirEffect) {
  Radial radial = sample_radial();
  for (RadialPoint& point : radial.studies) point.estimate = radial.pooled;
  const std::string svg = radial_svg(radial);
  const Tag line = of_class(svg, "line", "estimate").at(0);
  const double slope = (number(line, "y2") - number(line, "y1")) / (number(line, "x2") - number(line, "x1"));
  const std::vector<Tag> circles = of_class(svg, "circle", "point");
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(number(circles[i], "cy"), number(line, "y1") + slope * (number(circles[i], "cx") - number(line, "x1")),
                0.05);
}

TEST(RadialPlot, TheArcLiesOutsideAllStudies) {
  const std::string svg = radial_svg(sample_radial());
  const Tag line = of_class(svg, "line", "estimate").at(0);
  const double x = number(line, "x1"), y = number(line, "y1");
  const std::vector<Point> arc = points(of_class(svg, "polyline", "axis").at(0));
  const double radius = std::hypot(arc[0].x - x, arc[0].y - y);
  const std::vector<Tag> circles = of_class(svg, "circle", "point");
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_LT(std::hypot(number(circles[i], "cx") - x, number(circles[i], "cy") - y), radius - 10);
}

TEST(BubblePlot, CirclesHaveAreasInProportionToWeights) {
  const std::vector<Tag> circles = of_class(bubble_svg(sample_bubble()), "circle", "bubble");
  // Large ones first: 40, 30, 20, 10 percent.
  EXPECT_NEAR(std::pow(number(circles[0], "r") / number(circles[3], "r"), 2), 4, 0.01);
}

TEST(BubblePlot, NoCircleLeavesTheFrame) {
  const std::string svg = bubble_svg(sample_bubble());
  const Tag frame = of_class(svg, "rect", "frame").at(0);
  std::vector<Tag> circles = of_class(svg, "circle", "bubble");
  circles.pop_back();  // of the key
  for (const Tag& circle : circles) {
    const double x = number(circle, "cx"), y = number(circle, "cy"), r = number(circle, "r");
    EXPECT_GE(x - r, number(frame, "x") - 0.5);
    EXPECT_LE(x + r, number(frame, "x") + number(frame, "width") + 0.5);
    EXPECT_GE(y - r, number(frame, "y") - 0.5);
    EXPECT_LE(y + r, number(frame, "y") + number(frame, "height") + 0.5);
  }
}

TEST(GoshPlot, BarsStandForShares) {
  const GoshPlot plot = sample_gosh();
  const std::vector<Tag> bars = of_class(gosh_svg(plot), "rect", "bar");
  double above = 0;
  for (const Tag& bar : bars)
    if (number(bar, "y") < 80) above += number(bar, "height");
  EXPECT_NEAR(above, 5 * 64, 0.5);  // five estimates, three subsets each: five bars of full height
}

TEST(GoshPlot, ManySubsetsBecomeCells) {
  GoshPlot plot = sample_gosh();
  plot.estimates.assign(200000, 4);
  plot.I2.assign(200000, 50);
  plot.estimates[7] = 9;
  const std::string svg = gosh_svg(plot);
  EXPECT_EQ(of_class(svg, "circle", "dot").size(), 0U);
  EXPECT_EQ(of_class(svg, "rect", "density6").size(), 1U);
  EXPECT_EQ(of_class(svg, "rect", "density1").size(), 1U);
}

TEST(GoshPlot, LeavesOutSubsetsWithoutAnAnswer) {
  GoshPlot plot = sample_gosh();
  plot.estimates[0] = std::nan("");
  plot.I2[1] = std::numeric_limits<double>::infinity();
  EXPECT_THAT(gosh_svg(plot), HasSubstr("13 subsets"));
}

TEST(NetworkGraph, CirclesHaveAreasInProportionToTheirSize) {
  const std::vector<Tag> nodes = of_class(network_graph_svg(sample_network()), "circle", "node");
  EXPECT_NEAR(std::pow(number(nodes[0], "r") / number(nodes[1], "r"), 2), 4, 0.01);
}

TEST(BaujatPlot, StudiesWithoutAValueAreNamedInOneSentence) {
  BaujatPlot plot = sample_baujat();
  plot.studies[0].influence = std::nan("");
  plot.studies[2].influence = std::numeric_limits<double>::infinity();
  const std::string svg = baujat_svg(plot);
  EXPECT_THAT(svg, HasSubstr("Not drawn, as the influence has no value"));
  EXPECT_THAT(svg, HasSubstr("Abel 2011, Cole 2015."));
  EXPECT_EQ(of_class(svg, "circle", "point").size(), 2U);
}

TEST(NetworkGraph, LinesAreAsWideAsTheirStudies) {
  const std::vector<Tag> lines = of_class(network_graph_svg(sample_network()), "line", "edge");
  EXPECT_EQ(lines[0].attributes.at("style"), "stroke-width:6.00");
  EXPECT_EQ(lines[1].attributes.at("style"), "stroke-width:2.00");
}

TEST(NetworkGraph, MultiArmStudiesAreShaded) {
  const std::string svg = network_graph_svg(sample_network());
  EXPECT_EQ(points(of_class(svg, "polygon", "multi-arm").at(0)).size(), 3U);
  EXPECT_THAT(svg, HasSubstr("Shaded:"));
}

TEST(LeagueTablePlot, ShowsTheDirectionByATriangleAndCertaintyByAnOutline) {
  const std::string svg = league_svg(sample_league());
  int up = 0, down = 0;
  for (const Tag& triangle : of_class(svg, "polygon", "dot")) {
    const std::vector<Point> corners = points(triangle);
    (corners[0].y < corners[1].y ? up : down) += 1;
  }
  EXPECT_EQ(up, 3);
  EXPECT_EQ(down, 3);
  EXPECT_EQ(of_class(svg, "rect", "sure").size(), 4U);  // 12 ± 5 and 8 ± 7, both ways
  EXPECT_THAT(svg, HasSubstr("<title>ASC against conventional: MD 12.0 [7.0, 17.0]</title>"));
}

TEST(RatioAxis, HasRoundRatiosThatFit) {
  EXPECT_THAT(ratio_axis({std::log(0.2), std::log(5)}, 0, 300).labels, ElementsAre("0.2", "0.5", "1", "2", "5"));
  EXPECT_THAT(ratio_axis({std::log(0.9), std::log(1.2)}, 0, 300).labels,
              ElementsAre("0.90", "0.95", "1.00", "1.05", "1.10", "1.15", "1.20"));
  EXPECT_THAT(ratio_axis({std::log(1e-6), std::log(1e6)}, 0, 300).labels, Not(ElementsAre()));
}

TEST(RoundAxis, KeepsTheRangeAndHasFewTicks) {
  for (const double scale : {1e-12, 1e-3, 1.0, 7e5, 1e200}) {
    const Axis axis = round_axis({-0.37 * scale, 2.9 * scale}, 0, 100);
    EXPECT_LE(axis.ticks.size(), 8U);
    EXPECT_GE(axis.ticks.size(), 3U);
    EXPECT_EQ(axis.ticks.size(), axis.labels.size());
  }
  EXPECT_EQ(round_axis({5, 5}, 0, 1).holds(5), true);
}

}  // namespace
}  // namespace evigraft::publish
