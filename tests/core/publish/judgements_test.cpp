#include "publish/judgements.h"

#include <gmock/gmock.h>

#include "markup.h"
#include "publish/page.h"
#include "publish/traffic_light.h"
#include "sample_page.h"

namespace evigraft::publish {
namespace {
using testing::HasSubstr;
using testing::Not;

TEST(TrafficLight, SaysWithASignWhatItSaysWithAColour) {
  const std::string svg = traffic_light_svg(sample_page().risk.at(0), "risk-1");
  EXPECT_EQ(read_markup(svg).fault, "");
  for (const char* sign : {">+<", ">−<", ">×<"}) EXPECT_THAT(svg, HasSubstr(sign));
  for (const char* word : {">Low<", ">Some concerns<", ">High<"}) EXPECT_THAT(svg, HasSubstr(word));
}

TEST(TrafficLight, DrawsNothingWhereNobodyJudged) {
  RiskTable table = sample_page().risk.at(0);
  table.words.clear();
  table.rows = {{"Wang 2021", 1, {"Low", "", "", "", "", ""}, {}, {}}};
  const std::string svg = traffic_light_svg(table, "risk-1");
  EXPECT_EQ(count(svg, "<circle"), 1);
  EXPECT_THAT(svg, HasSubstr("D2 not judged"));
}

TEST(JudgementsSection, ShowsEachJudgementWithItsSupportAndWhatDoesNotAgree) {
  const std::string html = render_page(sample_page());
  EXPECT_THAT(html, HasSubstr("id=\"judgements\""));
  EXPECT_THAT(html, HasSubstr("Summary of findings"));
  EXPECT_THAT(html, HasSubstr("very low<small>Ann Lee, 2026-11-21</small>"));
  EXPECT_THAT(html, HasSubstr("sealed envelopes"));
  EXPECT_THAT(html, HasSubstr("it is k = 3"));
}

TEST(JudgementsSection, IsNotThereWithoutJudgements) {
  Page page = sample_page();
  page.risk.clear();
  page.certainty.clear();
  const std::string html = render_page(page);
  EXPECT_THAT(html, Not(HasSubstr("#judgements")));
  EXPECT_THAT(html, Not(HasSubstr("Risk of bias")));
}
}  // namespace
}  // namespace evigraft::publish
