#include "review/screening.h"

#include <evigraft/error.h>
#include <gtest/gtest.h>

namespace {
using namespace evigraft;
using namespace evigraft::review;

Values full_text(const std::string& verdict, const std::string& category = "") {
  return checked_screening({{"verdict", verdict}, {"stage", "full_text"}, {"category", category}});
}

TEST(CheckedScreening, TheStageIsTitleAndAbstractUnlessSaid) {
  EXPECT_EQ(checked_screening({{"verdict", "exclude"}}), (Values{{"verdict", "exclude"}}));
  EXPECT_EQ(checked_screening({{"verdict", "unsure"}, {"stage", "title_abstract"}}), (Values{{"verdict", "unsure"}}));
}

TEST(CheckedScreening, AnExclusionAtFullTextHasAReasonToCountBy) {
  EXPECT_EQ(full_text("exclude", "wrong comparator").at("category"), "wrong comparator");
  EXPECT_EQ(full_text("exclude", " wrong  comparator ").at("category"), "wrong comparator");
  EXPECT_THROW(full_text("exclude"), Error);
  EXPECT_THROW(full_text("exclude", " "), Error);
}

TEST(CheckedScreening, OnlyAnExclusionAtFullTextHasACategory) {
  EXPECT_THROW(full_text("assessed", "wrong comparator"), Error);
  EXPECT_THROW(checked_screening({{"verdict", "exclude"}, {"category", "animals"}}), Error);
}

TEST(CheckedScreening, TakesTheFatesOfAReportAtFullTextOnlyThere) {
  for (const char* fate : {"sought", "not_retrieved", "assessed", "include"}) EXPECT_NO_THROW(full_text(fate)) << fate;
  EXPECT_THROW(full_text("unsure"), Error);
  EXPECT_THROW(checked_screening({{"verdict", "sought"}}), Error);
}

TEST(CheckedScreening, ACategoryCannotBreakTheListsOfTheFlow) {
  EXPECT_THROW(full_text("exclude", "wrong comparator, 3; other"), Error);
  EXPECT_THROW(full_text("exclude", "two\nlines"), Error);
  EXPECT_THROW(full_text("exclude", std::string(81, 'x')), Error);
}
}  // namespace
