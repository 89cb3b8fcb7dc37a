#include "review/queue.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>

namespace {
using namespace evigraft::review;

Item item(Need need, std::int64_t outcome, Reach reach = Reach::comparison, double n = 0, std::size_t missing = 1) {
  Item out;
  out.need = need;
  out.outcome = outcome;
  out.reach = reach;
  out.n = n;
  out.missing.assign(missing, "n");
  return out;
}

std::vector<std::int64_t> ranked(std::vector<Item> items) {
  rank(items);
  std::vector<std::int64_t> ids;
  for (const Item& each : items) ids.push_back(each.outcome);
  return ids;
}

TEST(RankQueue, AsksFirstForWhatMayChangeAnAnswer) {
  EXPECT_THAT(ranked({item(Need::lost, 9), item(Need::conflict, 8), item(Need::duplicate, 7), item(Need::confidence, 6),
                      item(Need::months, 4), item(Need::n, 3), item(Need::arm_class, 2), item(Need::spread, 1)}),
              testing::ElementsAre(1, 2, 3, 4, 6, 7, 8, 9));
}

TEST(RankQueue, PutsComparisonsBeforeSingleArms) {
  EXPECT_THAT(ranked({item(Need::spread, 1, Reach::arm, 100), item(Need::spread, 2, Reach::comparison, 5)}),
              testing::ElementsAre(2, 1));
}

TEST(RankQueue, PutsWhatLacksLessAndHasMoreParticipantsFirst) {
  EXPECT_THAT(ranked({item(Need::spread, 1, Reach::comparison, 50, 2), item(Need::spread, 2, Reach::comparison, 5),
                      item(Need::spread, 3, Reach::comparison, 20)}),
              testing::ElementsAre(3, 2, 1));
}

TEST(NeedNames, AreListedWhenOneIsUnknown) {
  try {
    parse_need("speed");
    FAIL();
  } catch (const evigraft::Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("spread, class, n, time"));
  }
}
}  // namespace
