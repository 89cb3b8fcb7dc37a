// What holds for every text, however broken: spans, determinism, no exception, linear work.
#include <gtest/gtest.h>

#include <algorithm>

// rapidcheck needs gtest before it
#include <rapidcheck/gtest.h>

#include "extract/fold.h"
#include "reader.h"

namespace {
using namespace evigraft;

/// Pieces that meet in real abstracts, in any order, with rubbish between.
rc::Gen<std::string> any_text() {
  const auto piece = rc::gen::element<std::string>(
      "Retention was ", "48.2 ± 6.1%", "48·2%", "(95% CI 41–53)", " in the SVF group", " vs ", "; ", ", ", ". ", "\n",
      "RESULTS: ", "at 6 months ", "the control group ", "respectively", "(n = 10)", "P < .001", "resorption ",
      "decreased by ", "decreased to ", "12", "%", "(", ")", "[", "]", "6", "?", "\xF0\x9F\x98\x80", "\xC3", "\xFF\xFE",
      "&plusmn;", "×", "10⁶", "1, 3, 6 and 12 months", "group A", "without", "cells", "Of ", "sixty-three percent",
      "mean (SD) ", "0.58", "to", "-", "\xE2\x80\x8B", "ﬁ", "left", "right", "one hundred sixty-seven ", "44% and 63% ",
      "retention ", "from ", "after SVF was added", "improved ");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const std::vector<std::string>& pieces) {
    std::string text;
    for (const std::string& one : pieces) text += one;
    return text;
  });
}

RC_GTEST_PROP(AnyText, SpansAreTheTextAtTheirOffsets, ()) {
  const std::string abstract = *any_text();
  const Folded folded = fold(abstract);
  const Reading reading = read_abstract(abstract);
  for (const Outcome& outcome : reading.outcomes) {
    RC_ASSERT(outcome.span.field == "abstract");
    RC_ASSERT(0 <= outcome.span.start && outcome.span.start < outcome.span.end);
    RC_ASSERT(outcome.span.end < static_cast<int>(folded.offsets.size()));
    RC_ASSERT(outcome.span.text == printed(folded, outcome.span.start, outcome.span.end));
    RC_ASSERT(outcome.span.text.find(outcome.as_printed) != std::string::npos);
  }
}

RC_GTEST_PROP(AnyText, IsReadTheSameWayTwice, ()) {
  const std::string abstract = *any_text();
  const Reading one = read_abstract(abstract), two = read_abstract(abstract);
  RC_ASSERT(shown(one) == shown(two));
}

RC_GTEST_PROP(AnyText, GivesSharesBetweenNothingAndTwiceTheGraft, ()) {
  for (const Outcome& outcome : read_abstract(*any_text()).outcomes)
    RC_ASSERT(outcome.value >= 0 && outcome.value <= 200);
}

RC_GTEST_PROP(AnyText, GainsNothingFromAnUnrelatedSentence, ()) {
  const auto figure = *rc::gen::inRange(1, 99);
  const std::string text =
      "At 6 months, graft retention in the SVF group was " + std::to_string(figure) + "% and in the control group 31%.";
  const std::string remark = *rc::gen::element<std::string>(
      " Patients were satisfied in 90% of cases.", " Mean age was 41.2 ± 8.3 years.", " Cell viability was 92%.",
      " Operating time was 120 minutes.", " The skin improved in 12% of women.");
  RC_ASSERT(shown(read_abstract(text + remark)) == shown(read_abstract(text)));
}

RC_GTEST_PROP(AnyBytes, NeverThrow, (const std::string& bytes)) {
  const Reading reading = read_abstract(bytes, bytes, {bytes});
  RC_ASSERT(reading.outcomes.size() < bytes.size() + 1);
}

TEST(EmptyText, IsReadAsNothing) { EXPECT_EQ(shown(read_abstract("")), "-"); }

// nothing stands before the first number
TEST(TextThatBeginsWithItsNumbers, IsReadWithinItsBounds) {
  EXPECT_EQ(shown(read_abstract("44% and 63% retention after SVF was added.")), "SVF 44; SVF 63");
}

/// Rules look at the words around them; a text may begin and end anywhere, the title likewise.
TEST(TextsCutAtAnyWord, AreReadWithinTheirBounds) {
  for (const std::string whole :
       {"Methods. One hundred and thirteen rats (n = 113) were divided into group A (fat + medium), group B, fat plus "
        "PRP; "
        "and C (HA+), two groups of 10 each. One ear received fat with SVF on the right side and saline on the left. "
        "At 90 "
        "days the grafts were weighed; three in each group had died. Results. Retention (95% CI) was 62.3% [56.1; "
        "68.5] at "
        "3, 57% at 6 and 54% at 12 months in the insulin group, the corresponding values in those who did not receive "
        "it "
        "being 44%, 41% and 38% (difference, 5%; 95% CI, -2% to 12%; P = .04 vs group A, Student's t test).",
        "Background: Resorption rates range from 20% to 90%. Thirty women had the vitamin E group's fat (TFG group, n "
        "= 15) "
        "or ASC(+) fat with each breast randomized. Of these, 5 x 10^5 cells per mL, low dose and high dose, were "
        "given. "
        "Compared with the 1-week scan, a median of 38% (IQR 27-52) of the volume in this group remained, versus 71% "
        "in "
        "animals that received the exosomes; the ratio of final to initial volume was 0.52 and that of controls 0.31 ± "
        "0.1. "
        "The PRP 10% and PRP 20% groups kept 48 ± 5 and 57 ± 6 percent, respectively, but the left side was lost to "
        "review."}) {
    std::vector<std::size_t> blanks{0};
    for (std::size_t i = 0; i < whole.size(); ++i)
      if (whole[i] == ' ') blanks.push_back(i);
    for (const std::size_t cut : blanks)
      for (const std::string& text : {whole.substr(0, cut), whole.substr(cut)})
        EXPECT_LE(read_abstract(text, text).outcomes.size(), blanks.size());
  }
}

/// Ten times the text takes about ten times as long; quadratic work would take a hundred times.
// A stage that grows with the square of the text would not end within the test's time limit.
TEST(HugeText, OfAMegabyteIsReadWhateverRepeatsInIt) {
  for (const std::string piece :
       {"12.3 ", "7", "±", "± 5 ", "1,", "Retention was 48% in the SVF group and ", "(", "group A (n = 5) ",
        "(((12% vs ", "6 months, ", "Retention was 48.0 ± 5.0% in the SVF group. ",
        "3 women in the SVF group were excluded. ", "Retention differed (P = .04) between SVF and controls. ", "</<",
        "<sup>5</sup>"}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    const std::size_t pieces = text.size() / piece.size();
    EXPECT_LE(read_abstract(text).outcomes.size(), pieces) << piece;
  }
}

TEST(LongSentence, ThatIsCutSaysSoAtItsOutcomes) {
  const auto flagged = [](int words) {
    std::string text = "Retention was 48% in the SVF group";
    for (int i = 0; i < words; ++i) text += " as";
    const Reading reading = read_abstract(text + ".");
    const auto& flags = reading.outcomes.at(0).flags;
    return std::find(flags.begin(), flags.end(), "sentence_cut") != flags.end();
  };
  EXPECT_FALSE(flagged(200));
  EXPECT_TRUE(flagged(400));
}

TEST(HugeText, OfTwentyThousandArmsAndValuesThatAllDifferIsRead) {
  std::string text;
  for (int i = 0; i < 20000; ++i)
    text += "Retention was " + std::to_string(10 + i % 80) + "." + std::to_string(10000 + i) + " ± 5.0% in the drug" +
            std::to_string(i) + " group and 30% in the control group. ";
  const Reading reading = read_abstract(text);
  EXPECT_GE(reading.outcomes.size(), 20000U);
  EXPECT_LE(reading.outcomes.size(), 40000U);
}

}  // namespace
