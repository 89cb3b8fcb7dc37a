#include "publish/reviews.h"

#include <evigraft/error.h>
#include <gtest/gtest.h>

namespace {
using namespace evigraft;
using namespace evigraft::publish;

TEST(Reviews, HoldWhatTheJsonSays) {
  const auto reviews = parse_reviews(
      R"([{"label": "Zhou 2016", "doi": "10.1097/PRS.0000000000001981", "measure": "rate", "estimate": 60, "ci": null,
           "unit": "%", "k": null, "beside": "", "note": "one arm"},
          {"label": "Wang 2017", "estimate": 25.85, "ci": [5.39, 46.31], "k": 9}])");
  ASSERT_EQ(reviews.size(), 2U);
  EXPECT_EQ(reviews[0].estimate, 60);
  EXPECT_FALSE(reviews[0].ci);
  EXPECT_EQ(reviews[1].ci->hi, 46.31);
  EXPECT_EQ(reviews[1].k, 9);
}

TEST(Reviews, NoTextIsNoReviews) { EXPECT_TRUE(parse_reviews("").empty()); }

TEST(Reviews, WhatIsNoListIsRefused) {
  EXPECT_THROW((void)parse_reviews("not json"), Error);
  EXPECT_THROW((void)parse_reviews(R"([{"estimate": "sixty"}])"), Error);
}
}  // namespace
