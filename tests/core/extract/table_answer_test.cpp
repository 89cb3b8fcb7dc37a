// Which place of a table answers a question.
#include "extract/table_answer.h"

#include <gtest/gtest.h>

#include "invented_trial.h"

namespace {
using namespace evigraft;

const std::string kHead = row({"", "Zinc (n = 40)", "Placebo (n = 42)"}, "th");
const std::string kWeight = row({"Weight, kg", "16.3 ± 2.1", "15.9 ± 2.4"});

std::string read(const std::string& rows, const std::string& outcome = "weight", const std::string& note = "",
                 const std::string& caption = "Growth (mean ± SD)") {
  return shown(ask(article_of(table(caption, rows, note)), outcome));
}

TEST(TableAnswer, TakesAPostTestForATimeAndForNoArm) {
  EXPECT_EQ(read("<tr><th/><th colspan=\"3\">Zinc (n = 40)</th><th colspan=\"3\">Placebo (n = 42)</th></tr>" +
                 row({"", "Pre-test", "Post-treatment", "Change", "Pre-test", "Post-treatment", "Change"}, "th") +
                 row({"Weight", "15.0 ± 2.0", "16.3 ± 2.1", "1.3 ± 0.5", "15.1 ± 2.0", "15.9 ± 2.4", "0.8 ± 0.4"})),
            "16.3±2.1 n40; 15.9±2.4 n42");
}

TEST(TableAnswer, CountsPeopleInAColumnBesideMeans) {
  EXPECT_EQ(read("<tr><th/><th colspan=\"3\">Zinc</th><th colspan=\"3\">Placebo</th></tr>" +
                     row({"", "n", "Mean", "SD", "n", "Mean", "SD"}, "th") +
                     row({"Weight", "40", "16.3", "2.1", "42", "15.9", "2.4"}),
                 "weight", "", "Growth"),
            "16.3±2.1 n40; 15.9±2.4 n42");
}

TEST(TableAnswer, ReadsSizesFromAColumnWhereArmsAreRows) {
  EXPECT_EQ(read(row({"Group", "Cases", "Weight, kg"}, "th") + row({"Zinc", "40", "16.3 ± 2.1"}) +
                 row({"Placebo", "42", "15.9 ± 2.4"})),
            "16.3±2.1 n40; 15.9±2.4 n42");
}

TEST(TableAnswer, CountsTimeWhereTheCornerNamesTheUnit) {
  const std::string rows = row({"Week", "Zinc (n = 40)", "Placebo (n = 42)"}, "th") +
                           row({"0", "15.0 ± 2.0", "15.1 ± 2.0"}) + row({"12", "16.3 ± 2.1", "15.9 ± 2.4"}) +
                           row({"24", "17.0 ± 2.2", "16.5 ± 2.5"});
  EXPECT_EQ(read(rows, "weight at 12 weeks", "", "Weight, kg (mean ± SD)"), "16.3±2.1 n40; 15.9±2.4 n42");
  EXPECT_EQ(read(rows, "weight", "", "Weight, kg (mean ± SD)"), "17±2.2 n40; 16.5±2.5 n42");
}

TEST(TableAnswer, TakesTwelveWeeksForThreeMonths) {
  const std::string rows = row({"", "Zinc (n = 40)", "Placebo (n = 42)"}, "th") +
                           row({"12 weeks", "16.3 ± 2.1", "15.9 ± 2.4"}) +
                           row({"24 weeks", "17.0 ± 2.2", "16.5 ± 2.5"});
  EXPECT_EQ(read(rows, "weight at 3 months", "", "Weight, kg (mean ± SD)"), "16.3±2.1 n40; 15.9±2.4 n42");
}

TEST(TableAnswer, TakesNoRowOfNumbersForTheOutcome) {
  EXPECT_EQ(read(kHead + row({"All", "-", "-"}) + row({"2 (6 tablets)", "70.1 ± 5.2", "72.3 ± 6.1"}), "adherence", "",
                 "Adherence (mean ± SD)"),
            "- n40; - n42");
}

TEST(TableAnswer, KnowsOtherWordsForAnOutcome) {
  const std::string rows = kHead + row({"Blood loss, ml", "300 ± 20", "310 ± 21"}) +
                           row({"Duration of surgery, min", "61 ± 8", "66 ± 9"}) +
                           row({"Hemoglobin, g/dL", "12.1 ± 1.1", "11.9 ± 1.2"}) +
                           row({"TG", "1.7 ± 0.3", "1.9 ± 0.4"}) + row({"Birthweight, g", "3200 ± 300", "3100 ± 310"});
  EXPECT_EQ(read(rows, "operative time"), "61±8 n40; 66±9 n42");
  EXPECT_EQ(read(rows, "haemoglobin concentration"), "12.1±1.1 n40; 11.9±1.2 n42");
  EXPECT_EQ(read(rows, "triglycerides"), "1.7±0.3 n40; 1.9±0.4 n42");
  EXPECT_EQ(read(rows, "birth weight"), "3200±300 n40; 3100±310 n42");
}

TEST(TableAnswer, ReadsShortFormsOfFootnotesWithoutSigns) {
  EXPECT_EQ(read(kHead + row({"VAT", "3.8 ± 0.4", "3.9 ± 0.5"}) + kWeight, "visceral adipose tissue",
                 "AT adipose tissue, VAT visceral AT, SD standard deviation"),
            "3.8±0.4 n40; 3.9±0.5 n42");
}

}  // namespace
