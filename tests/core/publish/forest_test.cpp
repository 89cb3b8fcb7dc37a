#include "publish/forest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "markup.h"
#include "sample_page.h"

namespace evigraft::publish {
namespace {
using testing::HasSubstr;
using testing::Not;

const ForestPlot kPlot{"p",  "ASC vs conventional", "ASC", "conventional", Measure::difference,
                       true, ForestLayout::wide};

ForestStudy study(double estimate, double half_width, double weight) {
  return {"Study",     0,
          {50, 5, 10}, ArmNumbers{50 - estimate, 5, 10},
          estimate,    {estimate - half_width, estimate + half_width},
          weight,      ""};
}

// k studies and, from two, a summary of 10 [5, 15] with a prediction interval.
Analysis of(std::size_t k) {
  Analysis analysis;
  for (std::size_t i = 0; i < k; ++i) analysis.studies.push_back(study(10, 5, 100.0 / static_cast<double>(k)));
  if (k >= 2) {
    Summary s;
    s.estimate = 10;
    s.ci = {5, 15};
    s.prediction = Interval{1, 19};
    s.q_df = static_cast<int>(k) - 1;
    s.method = "REML";
    analysis.summary = s;
  }
  return analysis;
}

// The value of an attribute of the nth tag with that class.
double number_of(const std::string& svg, const std::string& css_class, const std::string& name, int nth = 0) {
  for (const Tag& tag : read_markup(svg).tags)
    if (tag.attributes.contains("class") && tag.attributes.at("class") == css_class && nth-- == 0)
      return std::stod(tag.attributes.at(name));
  ADD_FAILURE() << "no " << css_class;
  return 0;
}

TEST(Forest, DrawsASquareAndAWhiskerForEachStudy) {
  const std::string svg = forest_svg(kPlot, of(4));
  EXPECT_EQ(count(svg, "class=\"square\""), 4);
  EXPECT_EQ(count(svg, "class=\"whisker\""), 4);
}

TEST(Forest, HasNoDiamondBelowTwoStudies) {
  EXPECT_EQ(count(forest_svg(kPlot, of(1)), "class=\"diamond"), 0);
  EXPECT_EQ(count(forest_svg(kPlot, of(2)), "class=\"diamond"), 1);
}

TEST(Forest, IgnoresASummaryOfOneStudy) {
  Analysis one = of(1);
  one.summary = of(2).summary;
  const std::string svg = forest_svg(kPlot, one);
  EXPECT_EQ(count(svg, "class=\"diamond"), 0);
  EXPECT_EQ(count(svg, "Random effects"), 0);
}

TEST(Forest, ShowsThePredictionIntervalFromThreeStudies) {
  EXPECT_EQ(count(forest_svg(kPlot, of(2)), "class=\"prediction\""), 0);
  EXPECT_EQ(count(forest_svg(kPlot, of(3)), "class=\"prediction\""), 1);
}

TEST(Forest, DrawsADashedLineAtTheEstimateAndASolidOneAtNoEffect) {
  const std::string svg = forest_svg(kPlot, of(3));
  EXPECT_EQ(count(svg, "class=\"dashed\""), 1);
  EXPECT_EQ(count(svg, "class=\"null\""), 1);
  EXPECT_LT(number_of(svg, "null", "x1"), number_of(svg, "dashed", "x1"));
}

TEST(Forest, SquaresHaveAreasInProportionToWeights) {
  Analysis analysis = of(2);
  analysis.studies[0].weight_percent = 80;
  analysis.studies[1].weight_percent = 20;
  const std::string svg = forest_svg(kPlot, analysis);
  const double large = number_of(svg, "square", "width", 0), small = number_of(svg, "square", "width", 1);
  EXPECT_NEAR(large * large / (small * small), 4, 0.02);
}

TEST(Forest, CutsAnIntervalPastAHundredPointsWithAnArrowAndSaysSo) {
  Analysis analysis = of(2);
  analysis.studies[0].ci = {-130, 40};
  const std::string svg = forest_svg(kPlot, analysis);
  EXPECT_EQ(count(svg, "class=\"arrow"), 1);
  EXPECT_THAT(clipped_remark(analysis, Measure::difference),
              HasSubstr("±100 percentage points: Study (−130.0 to 40.0)"));
}

TEST(Forest, HasNoArrowWhenNothingIsCut) {
  EXPECT_EQ(count(forest_svg(kPlot, of(3)), "class=\"arrow"), 0);
  EXPECT_EQ(clipped_remark(of(3), Measure::difference), "");
}

TEST(Forest, CutsTheDiamondOnBothSides) {
  Analysis analysis = of(2);
  analysis.summary->ci = {-388, 455};
  EXPECT_EQ(count(forest_svg(kPlot, analysis), "summary-arrow"), 2);
}

TEST(Forest, DrawsOpenCirclesForStudiesWithoutSpread) {
  Analysis none;
  none.not_pooled = {
      {"Wang 2021", 0, {49.83, std::nullopt, 6}, ArmNumbers{21.86, std::nullopt, 6}, 27.97, "± without its kind"},
      {"Gentile 2012", 0, {63, std::nullopt, std::nullopt}, std::nullopt, std::nullopt, "one arm"}};
  const std::string svg = forest_svg(kPlot, none);
  EXPECT_EQ(count(svg, "class=\"open\""), 1);
  EXPECT_EQ(count(svg, "class=\"diamond"), 0);
  EXPECT_EQ(count(svg, "class=\"whisker\""), 0);
}

TEST(Forest, IsEmptyWithoutAnything) { EXPECT_EQ(forest_svg(kPlot, Analysis{}), ""); }

TEST(Forest, DrawsAWhatIfHollow) {
  ForestPlot what_if = kPlot;
  what_if.is_answer = false;
  EXPECT_EQ(count(forest_svg(what_if, of(2)), "class=\"diamond hollow\""), 1);
}

TEST(Forest, HasTheConventionalColumnsAndLines) {
  const std::string svg = forest_svg(kPlot, of(3));
  for (const char* words : {">Study<", ">Mean, %<", ">SD<", ">n<", ">MD [95% CI]<", ">Weight<", "favours conventional",
                            "favours ASC", "Random effects (REML)", "95% prediction interval", "Heterogeneity: τ²"})
    EXPECT_THAT(svg, HasSubstr(words));
}

TEST(Forest, IsDescribedForThoseWhoDoNotSeeIt) {
  const std::string svg = forest_svg(kPlot, of(3));
  EXPECT_THAT(svg, HasSubstr("<title id=\"p-title\">ASC vs conventional</title>"));
  EXPECT_THAT(svg, HasSubstr("<desc id=\"p-desc\">3 studies: combined mean difference 10.0"));
  EXPECT_THAT(svg, HasSubstr("aria-labelledby=\"p-title p-desc\""));
}

TEST(Forest, SurvivesNumbersThatAreNone) {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  for (const double bad : {nan, inf, -inf, 1e308}) {
    Analysis analysis = of(3);
    analysis.studies[0] = study(bad, bad, bad);
    analysis.summary->estimate = bad;
    analysis.summary->ci = {-bad, bad};
    analysis.summary->prediction = Interval{bad, bad};
    for (const auto layout : {ForestLayout::wide, ForestLayout::narrow}) {
      ForestPlot plot = kPlot;
      plot.layout = layout;
      const std::string svg = forest_svg(plot, analysis);
      EXPECT_EQ(read_markup(svg).fault, "");
      EXPECT_THAT(svg, Not(HasSubstr("=\"nan")));
      EXPECT_THAT(svg, Not(HasSubstr("=\"inf")));
    }
    EXPECT_EQ(read_markup(interval_svg(kPlot, analysis)).fault, "");
  }
}

TEST(Forest, LeavesTheTotalOutWhenAnNIsUnknown) {
  Analysis analysis = of(2);
  EXPECT_THAT(forest_svg(kPlot, analysis), HasSubstr("cell strong\" x=\"342.00\""));
  analysis.studies[0].treatment.n.reset();
  EXPECT_THAT(forest_svg(kPlot, analysis), Not(HasSubstr("cell strong\" x=\"342.00\"")));
}

TEST(Answer, OfOneStudyNeverSaysPooledOrCombined) {
  const std::string words = answer(of(1), Measure::difference);
  EXPECT_THAT(words, HasSubstr("that study's own interval"));
  EXPECT_THAT(words, Not(HasSubstr("ombined")));
  EXPECT_THAT(words, Not(HasSubstr("ooled")));
}

TEST(Answer, OfTwoStudiesNamesTheDegreeOfFreedom) {
  EXPECT_THAT(answer(of(2), Measure::difference), HasSubstr("Two studies: one degree of freedom"));
  EXPECT_THAT(answer(of(2), Measure::difference), Not(HasSubstr("prediction")));
}

TEST(Answer, OfThreeStudiesGivesThePredictionInterval) {
  EXPECT_THAT(answer(of(3), Measure::difference), HasSubstr("between 1.0 and 19.0"));
}

TEST(Answer, WithoutSpreadGivesTheDifferences) {
  const Page page = sample_page();
  EXPECT_THAT(answer(page.comparisons[1].rows[0], Measure::difference),
              HasSubstr("4 studies report both arms; the differences run from 8.6 to 24.0 percentage points"));
}

TEST(Answer, TellsWhyPoolingWasRefused) {
  Analysis refused = of(2);
  refused.summary.reset();
  refused.refused = "a sampling variance is 0.";
  EXPECT_EQ(answer(refused, Measure::difference), "2 studies; no combined estimate: a sampling variance is 0.");
  EXPECT_EQ(count(forest_svg(kPlot, refused), "class=\"diamond"), 0);
}

TEST(AdhocRemark, NamesTheUnmodifiedInterval) {
  Analysis analysis = of(4);
  EXPECT_EQ(adhoc_remark(analysis), "");
  analysis.summary->adhoc = true;
  analysis.summary->unmodified_ci = Interval{6, 14};
  EXPECT_THAT(adhoc_remark(analysis), HasSubstr("Unmodified Hartung-Knapp: 6.0 to 14.0."));
}

}  // namespace
}  // namespace evigraft::publish
