// Short forms and what an article says they stand for.
#include "extract/abbreviations.h"

#include <gtest/gtest.h>

namespace {
using namespace evigraft;

std::string long_form(const std::string& text, const std::string& short_form) {
  Abbreviations abbreviations;
  abbreviations.read(text);
  return abbreviations.long_form(short_form);
}

TEST(Abbreviations, FindsTheWordsBeforeTheBracket) {
  EXPECT_EQ(long_form("We measured the body mass index (BMI) of all.", "bmi"), "body mass index");
}

TEST(Abbreviations, FindsTheWordsInsideTheBracket) {
  EXPECT_EQ(long_form("The BMI (body mass index) fell.", "bmi"), "body mass index");
}

TEST(Abbreviations, ReadsListsOfFootnotes) {
  EXPECT_EQ(long_form("BMI: body mass index; TAU = treatment as usual.", "tau"), "treatment as usual");
  EXPECT_EQ(long_form("BMI: body mass index; TAU = treatment as usual.", "bmi"), "body mass index");
}

TEST(Abbreviations, ReadsShortFormsWithDigits) {
  EXPECT_EQ(long_form("in gestational diabetes mellitus group 1 (GDM1)", "gdm1"),
            "gestational diabetes mellitus group 1");
}

TEST(Abbreviations, ReadsListsWithoutSigns) {
  Abbreviations abbreviations;
  abbreviations.read_list("BMI body mass index, SD standard deviation; Mean weight of all");
  EXPECT_EQ(abbreviations.long_form("bmi"), "body mass index");
  EXPECT_EQ(abbreviations.long_form("mean"), "");
}

TEST(Abbreviations, SpellsOutShortFormsInLongForms) {
  Abbreviations abbreviations;
  abbreviations.read("AT, adipose tissue; VAT, visceral AT");
  abbreviations.unfold();
  EXPECT_EQ(abbreviations.long_form("vat"), "visceral adipose tissue");
}

TEST(Abbreviations, ReadsPlurals) { EXPECT_EQ(long_form("adverse events (AE)", "aes"), "adverse events"); }

TEST(Abbreviations, FindsNothingWhereTheLettersDoNotFit) { EXPECT_EQ(long_form("in the morning (XQZ)", "xqz"), ""); }

}  // namespace
