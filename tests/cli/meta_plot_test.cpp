#include "cli/meta_plot.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "cli/meta_table.h"

namespace evigraft::cli {
namespace {
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

// Trials of BCG against tuberculosis: Colditz et al. (1994), JAMA 271:698-702.
const std::string kBcg =
    "study,ai,bi,ci,di,ablat,alloc\n"
    "Aronson 1948,4,119,11,128,44,random\nFerguson & Simes 1949,6,300,29,274,55,random\n"
    "Rosenthal 1960,3,228,11,209,42,random\nHart & Sutherland 1977,62,13536,248,12619,52,random\n"
    "Frimodt-Moller 1973,33,5036,47,5761,13,alternate\nStein & Aronson 1953,180,1361,372,1079,44,alternate\n"
    "Vandiviere 1973,8,2537,10,619,19,random\nTPT Madras 1980,505,87886,499,87892,13,random\n"
    "Coetzee & Berjak 1968,29,7470,45,7232,27,random\nRosenthal 1961,17,1699,65,1600,42,systematic\n"
    "Comstock 1974,186,50448,141,27197,18,systematic\nComstock & Webster 1969,5,2493,3,2338,33,systematic\n"
    "Comstock 1976,27,16886,29,17825,33,systematic\n";

struct Asked {
  std::string measure = "RR";
  std::vector<std::string> moderators = {}, factors = {};
  std::string subgroup = {};
  PlotFlags flags = {};
  FitMethod method = FitMethod::reml;
  std::uint64_t gosh_subsets = 1'000'000, seed = 1;
};

std::string plot(const std::string& kind, const std::string& csv, const Asked& asked = {}) {
  const CsvTable table = parse_csv(csv, "t.csv");
  MetaOptions options{asked.measure, {asked.method}};
  options.moderators = asked.moderators;
  options.factors = asked.factors;
  options.subgroup = asked.subgroup;
  const SpreadColumn spreads = read_spread_column(table, measure(asked.measure), SpreadReading::stated);
  MetaResult result = meta_from_table(spreads.pooled, options);
  const AuditReport audit = audit_table(spreads, table, options, SpreadReading::stated, {.spread = true}, result);
  PlotStudies studies = plot_studies(spreads.pooled, result, asked.moderators, SpreadReading::stated, asked.flags);
  studies.gosh_subsets = asked.gosh_subsets, studies.seed = asked.seed;
  return meta_plot(kind, result, studies, audit);
}

std::string dots(const std::string& svg) { return svg.substr(svg.find("class=\"dot\"")); }

std::string refusal(const std::string& kind, const std::string& csv, const Asked& asked = {}) {
  try {
    plot(kind, csv, asked);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::data);
    return error.what();
  }
  return "drawn";
}

TEST(MetaPlot, AForestHasThePooledResultAndItsPredictionInterval) {
  const std::string svg = plot("forest", kBcg);
  EXPECT_THAT(svg, HasSubstr(">Random effects (REML)<"));
  EXPECT_THAT(svg, HasSubstr(">0.49 [0.33, 0.73]<"));
  EXPECT_THAT(svg, HasSubstr(">[0.14, 1.76]<"));
  EXPECT_THAT(svg, HasSubstr("Heterogeneity: τ² = 0.313; I² = 92.2%; Q = 152.23, df = 12, P &lt; 0.001"));
  EXPECT_THAT(svg, HasSubstr("<title>Ferguson &amp; Simes 1949: RR 0.20 [0.09, 0.49], weight 6.4%</title>"));
}

TEST(MetaPlot, AForestSumsEventsAndTotals) {
  const std::string svg = plot("forest", kBcg);
  for (const char* total : {">1065<", ">191064<", ">1510<", ">166283<"}) EXPECT_THAT(svg, HasSubstr(total));
}

TEST(MetaPlot, SubgroupsHaveDiamondsOfTheirOwnAndAreCompared) {
  Asked asked;
  asked.subgroup = "alloc";
  const std::string svg = plot("forest", kBcg, asked);
  for (const char* words :
       {">alternate<", ">random<", ">systematic<", ">Subtotal<", "Difference between subgroups: Q = 2.04, df = 2"})
    EXPECT_THAT(svg, HasSubstr(words));
}

TEST(MetaPlot, GroupsAndFavoursAreTheWordsGiven) {
  Asked asked;
  asked.flags.groups = "BCG:Placebo";
  asked.flags.favours = "favours <BCG>:favours placebo";
  const std::string svg = plot("forest", kBcg, asked);
  EXPECT_THAT(svg, HasSubstr(">BCG<"));
  EXPECT_THAT(svg, HasSubstr("← favours &lt;BCG&gt;<"));
}

TEST(MetaPlot, OneStudyIsNotPooled) {
  const std::string svg = plot("forest", "study,yi,vi\nOnly,1,0.2\n", {"GEN"});
  EXPECT_THAT(svg, HasSubstr("One study: nothing is pooled"));
  EXPECT_THAT(svg, Not(HasSubstr("class=\"diamond\"")));
}

TEST(MetaPlot, WithoutAnySpreadEstimatesAreOpenCircles) {
  const std::string svg = plot("forest", "study,m1i,sd1i,n1i,m2i,sd2i,n2i\nA,60,,10,50,,10\nB,55,,9,51,,9\n", {"MD"});
  EXPECT_THAT(svg, HasSubstr("class=\"open\""));
  EXPECT_THAT(svg, HasSubstr("nothing to pool"));
}

TEST(MetaPlot, AnEmptyTableIsASentence) {
  EXPECT_THAT(plot("forest", "study,yi,vi\n", {"GEN"}), HasSubstr("nothing to pool"));
}

TEST(MetaPlot, AModelThatIsRefusedLeavesTheStudies) {
  Asked asked{"GEN"};
  asked.method = FitMethod::dl;
  const std::string svg = plot("forest", "study,yi,vi\nA,1,0\nB,2,1\n", asked);
  EXPECT_THAT(svg, HasSubstr("Nothing is pooled: "));
  EXPECT_THAT(svg, HasSubstr("class=\"square\""));
}

TEST(MetaPlot, AFunnelHasTheStudiesOfTrimAndFill) {
  const std::string svg = plot("funnel", kBcg);
  EXPECT_THAT(svg, HasSubstr("Trim and fill (L0) imputes 1 study on the right"));
  EXPECT_THAT(svg, HasSubstr("<title>Imputed study 1: RR "));
}

TEST(MetaPlot, TheFunnelsTrimAndFillHasNoIntervalBesideTheOneOfAnotherTest) {
  EXPECT_THAT(plot("funnel", kBcg), ContainsRegex("with it RR [0-9.]+\\.<"));
}

TEST(MetaPlot, ABaujatPlotSaysWhyAStudyHasNoInfluence) {
  Asked asked{"GEN"};
  const std::string svg = plot("baujat", "study,yi,vi\nA,0.5,0.04\nB,0.5,0.04\nC,0.5,0.04\nD,0.5,0.04\n", asked);
  EXPECT_THAT(svg, HasSubstr("standard error is 0: A, B, C, D.<"));
  EXPECT_THAT(svg, HasSubstr("No study contributes to heterogeneity, the influence of none has a value."));
}

TEST(MetaPlot, AGoshPlotSamplesAsAskedAndNamesNumberAndSeed) {
  Asked asked;
  asked.gosh_subsets = 1000;
  asked.seed = 7;
  const std::string seventh = plot("gosh", kBcg, asked);
  EXPECT_THAT(seventh, HasSubstr("A random sample of 1000 subsets of the 13 studies (seed 7)."));
  asked.seed = 8;
  EXPECT_NE(dots(plot("gosh", kBcg, asked)), dots(seventh));
}

TEST(MetaPlot, AGoshPlotTakesAHundredThousandSubsetsAtTheMost) {
  std::string csv = "study,yi,vi\n";
  for (int i = 0; i < 17; ++i) csv += "S," + std::to_string(i % 5) + ",1\n";  // 131 071 subsets
  Asked asked{"GEN"};
  asked.method = FitMethod::ee;
  EXPECT_THAT(plot("gosh", csv, asked), HasSubstr("A random sample of 100000 subsets of the 17 studies (seed 1)."));
}

TEST(MetaPlot, AFunnelOfFewStudiesWarns) {
  EXPECT_THAT(plot("funnel", "study,yi,vi\nA,1,0.2\nB,2,0.1\nC,1.4,0.3\n", {"GEN"}),
              HasSubstr("fewer than ten studies"));
}

TEST(MetaPlot, LeaveOneOutAndCumulativeHaveALineAStudy) {
  EXPECT_THAT(plot("leave1out", kBcg), HasSubstr(">Study left out<"));
  const std::string cumulative = plot("cumulative", kBcg);
  EXPECT_THAT(cumulative, HasSubstr("<title>Aronson 1948: RR 0.41 [0.13, 1.26]</title>"));
  EXPECT_THAT(cumulative, HasSubstr("<title>+ Comstock 1976: RR 0.49 [0.33, 0.73]</title>"));
}

TEST(MetaPlot, ABubblePlotHasTheSlope) {
  Asked asked;
  asked.moderators = {"ablat"};
  EXPECT_THAT(plot("bubble", kBcg, asked), HasSubstr("Slope (log scale) −0.0291"));
}

TEST(MetaPlot, ABubblePlotNeedsExactlyOneNumber) {
  const std::string sentence =
      "A bubble plot needs exactly one moderator that holds numbers: --mods COLUMN, without --factor.";
  EXPECT_EQ(refusal("bubble", kBcg), sentence);
  Asked factor;
  factor.factors = {"alloc"};
  EXPECT_EQ(refusal("bubble", kBcg, factor), sentence);
  Asked text;
  text.moderators = {"alloc"};
  EXPECT_EQ(refusal("bubble", kBcg, text), sentence);
  Asked two;
  two.moderators = {"ablat", "ai"};
  EXPECT_EQ(refusal("bubble", kBcg, two), sentence);
}

TEST(MetaPlot, ABubblePlotOfAConstantSaysSo) {
  Asked asked{"GEN"};
  asked.moderators = {"dose"};
  EXPECT_EQ(refusal("bubble", "study,yi,vi,dose\nA,1,0.2,5\nB,2,0.1,5\nC,1.4,0.3,5\n", asked),
            "A bubble plot needs a moderator that differs between studies: dose is the same in all 3 studies.");
}

TEST(MetaPlot, TooFewStudiesAreRefusedWithTheirNumber) {
  const std::string two = "study,yi,vi\nA,1,0.2\nB,2,0.1\n", one = "study,yi,vi\nA,1,0.2\n";
  EXPECT_EQ(refusal("radial", two, {"GEN"}),
            "A radial plot needs at least 3 studies with an effect and its variance; there are 2.");
  EXPECT_EQ(refusal("leave1out", one, {"GEN"}),
            "A leave-one-out plot needs at least 2 studies with an effect and its variance; there are 1.");
  for (const std::string kind : {"funnel", "baujat", "cumulative"})
    EXPECT_THAT(refusal(kind, one, {"GEN"}), HasSubstr("needs at least")) << kind;
}

TEST(MetaPlot, ModeratorsAreRefusedWhereAPlotHasNone) {
  Asked asked;
  asked.moderators = {"ablat"};
  for (const std::string kind : {"forest", "funnel", "radial", "leave1out", "cumulative"})
    EXPECT_THAT(refusal(kind, kBcg, asked), HasSubstr("without moderators")) << kind;
}

TEST(MetaPlot, EveryKindIsDrawnForEveryMeasureOfItsTable) {
  Asked asked;
  for (const std::string measure : {"RR", "PETO"})
    for (const std::string& kind : meta_plot_kinds()) {
      asked.measure = measure;
      asked.moderators.clear();
      if (kind == "bubble") asked.moderators = {"ablat"};
      if (kind == "spread-audit") continue;  // of means only
      EXPECT_THAT(plot(kind, kBcg, asked), HasSubstr("</svg>")) << measure << " " << kind;
    }
}

const std::string kUndeclared =
    "study,m1i,sd1i,n1i,m2i,sd2i,n2i,spread_kind\nA,50,8,20,40,9,20,sd\nB,62,10,15,41,9,15,sd\n"
    "C,55,2,30,50,2,30,unknown\n";

TEST(MetaPlot, ASpreadAuditHasALineAReadingAndTheResultAsAsked) {
  const std::string svg = plot("spread-audit", kUndeclared, {"MD"});
  for (const char* words : {"left out", "± read as SD", "± read as SE", "All of them", "As asked"})
    EXPECT_THAT(svg, HasSubstr(words));
}

TEST(MetaPlot, ASpreadAuditOfDeclaredSpreadsIsRefused) {
  EXPECT_THAT(refusal("spread-audit", kBcg), HasSubstr("Every spread is declared"));
}

TEST(MetaPlot, IsTheSameBytesForTheSameTable) { EXPECT_EQ(plot("radial", kBcg), plot("radial", kBcg)); }

TEST(PlotFlags, EachMisuseIsASentence) {
  const auto sentence = [](const PlotFlags& flags) -> std::string {
    try {
      return plot_wanted(flags, {"forest", "funnel"}) ? "drawn" : "nothing";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), Error::Kind::usage);
      return error.what();
    }
  };
  EXPECT_EQ(sentence({}), "nothing");
  EXPECT_EQ(sentence({"forest", "f.svg", "", ""}), "drawn");
  EXPECT_EQ(sentence({"pie", "f.svg", "", ""}), "There is no plot 'pie'; there are forest, funnel.");
  EXPECT_EQ(sentence({"forest", "", "", ""}), "--plot forest needs a file to write to: -o FILE.svg.");
  EXPECT_EQ(sentence({"", "f.svg", "", ""}), "-o names the file of a plot: say which with --plot KIND.");
  EXPECT_THAT(sentence({"forest", "f.png", "", ""}), HasSubstr("a name that ends in .svg"));
  EXPECT_THAT(sentence({"", "", "a:b", ""}), HasSubstr("words of a plot"));
}

}  // namespace
}  // namespace evigraft::cli
