// What people see of subgroups, diagnostics and tables of events.
#include "cli/meta_diagnostics_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "cli/aligned_text.h"
#include "cli/meta_table.h"
#include "cli/meta_text.h"

namespace evigraft::cli {
namespace {
using testing::HasSubstr;
using testing::Not;

const std::string kTrials =
    "study,ai,bi,ci,di,year,group\nA,4,119,11,128,1990,x\nB,6,300,29,274,1985,x\nC,3,228,11,209,1999,y\n"
    "D,62,13536,248,12619,2001,y\nE,33,5036,47,5761,1980,y\n";

std::string shown_for(const std::string& csv, MetaOptions options) {
  std::ostringstream out, err;
  Output output(out, err, {});
  print_meta(output, meta_from_table(parse_csv(csv, "t.csv"), options), "t.csv");
  return out.str();
}

MetaOptions odds_ratio(std::vector<std::string> diagnostics) {
  MetaOptions options{"OR", {FitMethod::dl, evigraft::Test::z, 95}};
  options.diagnostics = std::move(diagnostics);
  return options;
}

TEST(AlignedText, PutsNumbersUnderEachOtherAtTheRight) {
  std::ostringstream out, err;
  Output output(out, err, {});
  print_aligned(output, {{"study", "τ²"}, {{"Kølle 2013", "1.5"}, {"B", "10.25"}}});
  EXPECT_EQ(out.str(), "  study          τ²\n  Kølle 2013    1.5\n  B           10.25\n");
}

TEST(AlignedText, IsNothingWithoutRows) {
  std::ostringstream out, err;
  Output output(out, err, {});
  print_aligned(output, {{"study"}, {}});
  EXPECT_EQ(out.str(), "");
}

TEST(MetaText, ReadsALogarithmAsTheRatio) {
  const std::string text = shown_for("study,yi,vi\n", {"GEN", {}});
  EXPECT_THAT(text, HasSubstr("k = 0"));
  const std::string odds = shown_for(kTrials, odds_ratio({}));
  EXPECT_THAT(odds, HasSubstr("OR 0.3"));
  EXPECT_THAT(odds, HasSubstr("as log odds ratio -"));
}

TEST(MetaText, ReadsALogitAsTheProportion) {
  const std::string text = shown_for("xi,ni\n5,10\n10,20\n", {"PLO", {FitMethod::ee, evigraft::Test::z, 95}});
  EXPECT_THAT(text, HasSubstr("proportion 0.50"));
}

TEST(DiagnosticsText, LeavesOutEachStudyByItsName) {
  const std::string text = shown_for(kTrials, odds_ratio({"leave1out"}));
  EXPECT_THAT(text, HasSubstr("Each study left out:\n  without"));
  for (const char* name : {"\n  A ", "\n  B ", "\n  C ", "\n  D ", "\n  E "}) EXPECT_THAT(text, HasSubstr(name));
}

TEST(DiagnosticsText, CumulatesInTheOrderAskedFor) {
  MetaOptions options = odds_ratio({"cumul"});
  options.order = "year";
  const std::string text = shown_for(kTrials, options);
  EXPECT_LT(text.find("\n  E "), text.find("\n  B "));
  EXPECT_LT(text.find("\n  C "), text.find("\n  D "));
}

TEST(DiagnosticsText, StarsAnInfluentialStudy) {
  const std::string text =
      shown_for("study,yi,vi\nA,0.1,0.02\nB,0.12,0.02\nC,0.08,0.02\nD,3,0.02\n",
                {"GEN", {FitMethod::dl, evigraft::Test::z, 95}, {}, {}, {}, true, {}, {}, {"influence"}});
  EXPECT_THAT(text, HasSubstr("*\n"));
  EXPECT_THAT(text.substr(text.find("\n  D ")), HasSubstr("*"));
  EXPECT_THAT(text.substr(text.find("\n  A "), text.find("\n  B ") - text.find("\n  A ")), Not(HasSubstr("*")));
}

TEST(DiagnosticsText, ComparesSubgroups) {
  MetaOptions options = odds_ratio({});
  options.subgroup = "group";
  const std::string text = shown_for(kTrials, options);
  EXPECT_THAT(text, HasSubstr("Subgroups by group, a τ² each:"));
  EXPECT_THAT(text, HasSubstr("Between subgroups, a τ² each: χ² "));
  EXPECT_THAT(text, HasSubstr("Between subgroups, one τ² ("));
}

TEST(DiagnosticsText, ShowsTablesOfEventsAndTheirTests) {
  const std::string text = shown_for(kTrials, odds_ratio({"binary"}));
  for (const char* part : {"OR, Mantel-Haenszel  ", "RD, Mantel-Haenszel  ", "OR, Peto", "Breslow-Day", "Harbord: t "})
    EXPECT_THAT(text, HasSubstr(part));
}

TEST(DiagnosticsText, ShowsTheSmallStudyTestsOfTheChosenMethod) {
  const std::string text = shown_for(kTrials, odds_ratio({"small_study"}));
  for (const char* part : {"Egger, linear on the standard error: t ", "meta-regression on the standard error (DL): z ",
                           "Begg's rank test", "Trim and fill, L0: ", "Fail-safe N: Rosenthal ", "PEESE: intercept "})
    EXPECT_THAT(text, HasSubstr(part));
}

TEST(DiagnosticsText, APartThatIsRefusedSaysWhy) {
  MetaOptions options = odds_ratio({"leave1out"});
  options.moderators = {"year"};
  EXPECT_THAT(shown_for(kTrials, options), HasSubstr("Each study left out: defined without moderators only."));
  const std::string one =
      shown_for("study,yi,vi\nA,1,0.1\n",
                {"GEN", {FitMethod::dl, evigraft::Test::z, 95}, {}, {}, {}, true, {}, {}, {"small_study"}});
  EXPECT_THAT(one, HasSubstr("Small studies: tests of small-study effects need at least two studies"));
}

}  // namespace
}  // namespace evigraft::cli
