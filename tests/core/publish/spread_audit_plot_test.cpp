#include "publish/spread_audit_plot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "markup.h"

namespace evigraft::publish {
namespace {
using testing::HasSubstr;
using testing::Not;

SpreadLine line(std::optional<std::size_t> study, SpreadTaken taken, double estimate, double half_width) {
  SpreadLine line;
  line.study = study;
  line.taken = taken;
  line.k = 3;
  Fit fit;
  fit.estimate = estimate;
  fit.inference.ci = {estimate - half_width, estimate + half_width};
  line.fit = fit;
  line.conclusion = Conclusion{estimate > half_width, 1};
  return line;
}

/// One undeclared study: with it the interval is narrow and excludes zero, without it it does not.
SpreadAudit one() {
  SpreadAudit audit;
  audit.asked = line(std::nullopt, SpreadTaken::as_asked, 8, 10);
  for (const std::optional<std::size_t> study : {std::optional<std::size_t>(1), std::optional<std::size_t>()}) {
    audit.lines.push_back(line(study, SpreadTaken::left_out, 8, 10));
    audit.lines.push_back(line(study, SpreadTaken::as_sd, 12, 3));
    audit.lines.back().changes = true;
    audit.lines.push_back(line(study, SpreadTaken::as_se, 10, 11));
  }
  audit.conclusions_differ = true;
  return audit;
}

const SpreadPlot kPlot{"s", "Undeclared spreads", "mean difference", {"Li 2015", "Wu <2019>"}, 0.0, false};

TEST(SpreadAuditPlot, DrawsADiamondForEveryResult) {
  const std::string svg = spread_audit_plot(kPlot, one());
  EXPECT_EQ(count(svg, "class=\"diamond"), 7);
  EXPECT_EQ(count(svg, "class=\"diamond hollow\""), 5);
  EXPECT_EQ(read_markup(svg).fault, "");
}

TEST(SpreadAuditPlot, NamesTheStudyTheReadingsAndWhatChanges) {
  const std::string svg = spread_audit_plot(kPlot, one());
  EXPECT_THAT(svg, HasSubstr("Wu &lt;2019&gt;"));
  EXPECT_THAT(svg, Not(HasSubstr("Li 2015")));
  EXPECT_EQ(count(svg, "± read as SE"), 2);
  EXPECT_EQ(count(svg, ">changes<"), 2);
  EXPECT_THAT(svg, HasSubstr("12.0 [9.0, 15.0]"));
}

TEST(SpreadAuditPlot, TellsTheAnswerToThoseWhoDoNotSeeIt) {
  EXPECT_THAT(spread_audit_plot(kPlot, one()),
              HasSubstr("1 study prints ± without saying SD or SE. The conclusion depends on how it is read."));
}

TEST(SpreadAuditPlot, ShowsRatiosOnALogarithmicAxis) {
  SpreadPlot plot = kPlot;
  plot.ratio = true;
  SpreadAudit audit = one();
  for (SpreadLine& each : audit.lines) each.fit->estimate = 0.693147, each.fit->inference.ci = {-0.2, 1.6};
  audit.asked = audit.lines[0];
  const std::string svg = spread_audit_plot(plot, audit);
  EXPECT_THAT(svg, HasSubstr("2.00 ["));
  EXPECT_THAT(svg, HasSubstr("text-anchor=\"middle\">2</text>"));
}

TEST(SpreadAuditPlot, CutsOneHugeIntervalInsteadOfHidingTheOthers) {
  SpreadAudit audit = one();
  audit.lines[2].fit->inference.ci = {-4000, 4000};
  const std::string svg = spread_audit_plot(kPlot, audit);
  EXPECT_EQ(count(svg, "summary-arrow"), 2);
}

TEST(SpreadAuditPlot, SurvivesRefusalsAndNumbersThatAreNone) {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  for (const double bad : {nan, inf, 1e308}) {
    SpreadAudit audit = one();
    audit.lines[0].fit->inference.ci = {-bad, bad};
    audit.lines[1].fit->estimate = bad;
    audit.lines[2].fit.reset();
    audit.lines[2].conclusion.reset();
    EXPECT_EQ(read_markup(spread_audit_plot(kPlot, audit)).fault, "");
  }
}

TEST(SpreadAuditPlot, IsEmptyWhenEverySpreadIsDeclared) { EXPECT_EQ(spread_audit_plot(kPlot, SpreadAudit{}), ""); }

}  // namespace
}  // namespace evigraft::publish
