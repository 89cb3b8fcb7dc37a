#include "publish/prisma.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "markup.h"
#include "sample_page.h"

namespace evigraft::publish {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Prisma, ShowsEachBoxWithItsCount) {
  const std::string html = prisma_html(sample_page().prisma);
  EXPECT_THAT(html, HasSubstr("data-key=\"records_screened\">Records screened <span class=\"n\">(n = 65)</span>"));
  EXPECT_THAT(html, HasSubstr("<li>animal work <span class=\"n\">(n = 17)</span></li>"));
  EXPECT_THAT(html, HasSubstr("PubMed <span class=\"n\">(n = 44)</span>"));
  EXPECT_EQ(read_markup(html).fault, "");
}

TEST(Prisma, HasAPlaceForEveryKeyOfTheRPackage) {
  for (const std::string& key : prisma_keys()) {
    if (key == "database_specific_results" || key == "register_specific_results") continue;  // lists under another box
    EXPECT_THAT(prisma_html({{key, {7, {}}}}), HasSubstr("data-key=\"" + key + "\"")) << key;
  }
}

TEST(Prisma, LeavesOutABoxWithoutACount) {
  EXPECT_THAT(prisma_html({{"records_screened", {1, {}}}, {"duplicates", {std::nullopt, {}}}}),
              Not(HasSubstr("duplicates")));
}

TEST(Prisma, IsEmptyWithoutCounts) { EXPECT_EQ(prisma_html({}), ""); }

TEST(Prisma, RefusesAnUnknownBox) { EXPECT_THROW(prisma_html({{"records_screend", {1, {}}}}), Error); }

TEST(PrismaDiscrepancies, AreNoneWhenTheSumsHold) {
  EXPECT_THAT(prisma_discrepancies(sample_page().prisma), IsEmpty());
}

TEST(PrismaDiscrepancies, NameTheSumThatDoesNotHold) {
  Prisma prisma = sample_page().prisma;
  prisma["duplicates"].n = 5;
  EXPECT_THAT(prisma_discrepancies(prisma),
              ElementsAre("Records identified = removed before screening + screened: 71 is not 70."));
  prisma = sample_page().prisma;
  prisma["new_reports"].n = 11;
  EXPECT_THAT(prisma_discrepancies(prisma), ElementsAre("Reports assessed = excluded + included: 17 is not 16."));
}

}  // namespace
}  // namespace evigraft::publish
