// What an undeclared spread can only be.
#include "extract/spread_convention.h"

#include <gtest/gtest.h>

#include "invented_trial.h"

namespace {
using namespace evigraft;

std::string read(const std::string& note) {
  return shown(ask(article_of(table("Patients", row({"Weight"}), note) +
                              table("Growth", row({"", "Zinc (n = 40)", "Placebo (n = 42)"}, "th") +
                                                  row({"Weight, kg", "16.3 ± 2.1", "15.9 ± 2.4"}))),
                   "weight"));
}

TEST(SpreadConvention, TakesTheOnlyKindThatTheArticleNames) {
  EXPECT_EQ(read("SD, standard deviation"), "16.3±2.1 n40; 15.9±2.4 n42");
}

TEST(SpreadConvention, StaysOpenWhereBothOrNoneAreNamed) {
  EXPECT_EQ(read("SD, standard deviation; SE, standard error"), "16.3 n40; 15.9 n42");
  EXPECT_EQ(read(""), "16.3 n40; 15.9 n42");
}

}  // namespace
