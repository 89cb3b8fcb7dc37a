#include "publish/exports/robvis.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>

namespace {
using namespace evigraft;
using namespace evigraft::publish;
using testing::ElementsAre;
using testing::HasSubstr;

RiskTable rob2(const std::vector<std::vector<std::string>>& rows) {
  RiskTable table{"rob2", "RoB 2", {}, {"Low", "Some concerns", "High"}, {}};
  for (const char* id : {"D1", "D2", "D3", "D4", "D5", "Overall"}) table.columns.push_back({id, id});
  for (const auto& words : rows) {
    RiskRow& row = table.rows.emplace_back();
    row.label = "Study " + std::to_string(table.rows.size());
    row.words = words;
  }
  return table;
}

const std::vector<std::string> kWhole = {"Low", "Low", "Some concerns", "Low", "Low", "Some concerns"};

TEST(RobvisTable, HasTheColumnsAndWordsOfTheRPackage) {
  const RobvisTable out = robvis_table(rob2({kWhole}));
  EXPECT_THAT(out.columns, ElementsAre("Study", "D1", "D2", "D3", "D4", "D5", "Overall"));
  EXPECT_THAT(out.rows,
              ElementsAre(ElementsAre("Study 1", "Low", "Low", "Some concerns", "Low", "Low", "Some concerns")));
}

TEST(RobvisTable, ARowThatIsNotCompleteIsLeftOutAndNamed) {
  const RobvisTable out = robvis_table(rob2({{"Low", "", "Low", "Low", "Low", ""}, kWhole}));
  EXPECT_EQ(out.rows.size(), 1U);
  EXPECT_THAT(out.of, ElementsAre(1U));
  EXPECT_THAT(out.left_out, ElementsAre("Study 1 is left out: not judged yet: D2, Overall."));
}

TEST(RobvisTable, IsMadeForInstrumentsThatThePackageKnows) {
  RiskTable stars = rob2({kWhole});
  stars.instrument = "nos";
  EXPECT_THROW(robvis_table(stars), Error);
}
}  // namespace
