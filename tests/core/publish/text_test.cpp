#include "publish/text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "publish/address.h"
#include "publish/number.h"
#include "publish/quote.h"

namespace evigraft::publish {
namespace {

bool is_valid_utf8(const std::string& text) {
  for (const CodePoint& point : code_points(text))
    if (point.value == 0xFFFD && point.bytes != "\xEF\xBF\xBD") return false;
  return true;
}

TEST(Clean, ReplacesBrokenBytes) { EXPECT_EQ(clean("a\xC3(\xF0\x9F\x98"), "a\uFFFD(\uFFFD\uFFFD\uFFFD"); }

TEST(Clean, RefusesOverlongFormsAndSurrogates) {
  EXPECT_EQ(clean("\xC0\xAF"), "\uFFFD\uFFFD");
  EXPECT_EQ(clean("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
}

TEST(Clean, DropsControlsAndDirectionOverrides) {
  EXPECT_EQ(clean(std::string("a\0b\x1B[1m\u202E21\u2066c\u0085", 16)), "ab[1m21c");
}

TEST(Clean, KeepsTheLinesOfAnAbstract) { EXPECT_EQ(clean("AIM: a\r\nRESULTS:\tb"), "AIM: a \nRESULTS: b"); }

TEST(Clean, KeepsLettersOfEveryScript) { EXPECT_EQ(clean("Kølle 脂肪 τ² ±"), "Kølle 脂肪 τ² ±"); }

TEST(Escaped, LeavesNothingWithAMeaningInMarkup) {
  EXPECT_EQ(escaped("<a href=\"x\" b='y'>&"), "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;");
}

TEST(Shortened, CutsByCharactersNotBytes) { EXPECT_EQ(shortened("ÅÄÖabc", 4), "ÅÄÖ…"); }

RC_GTEST_PROP(Clean, IsValidAndSettledForAnyBytes, (const std::string& bytes)) {
  const std::string once = clean(bytes);
  RC_ASSERT(is_valid_utf8(once));
  RC_ASSERT(clean(once) == once);
}

TEST(Fixed, HasARealMinusAndNoNegativeZero) {
  EXPECT_EQ(fixed(-1.25), "−1.2");
  EXPECT_EQ(fixed(-0.01), "0.0");
  EXPECT_EQ(fixed(2081.09, 0), "2081");
}

TEST(Fixed, SaysWhatIsNotANumber) {
  EXPECT_EQ(fixed(std::numeric_limits<double>::infinity()), "∞");
  EXPECT_EQ(fixed(std::numeric_limits<double>::quiet_NaN()), "not estimable");
}

TEST(Shortest, PrintsNumbersAsTheyWereTyped) {
  EXPECT_EQ(shortest(49.83), "49.83");
  EXPECT_EQ(shortest(6), "6");
}

TEST(PValue, HasThreeDecimalsNearTheThreshold) {
  EXPECT_EQ(p_value(0.0346), "P = 0.035");
  EXPECT_EQ(p_value(0.0004), "P < 0.001");
  EXPECT_EQ(p_value(0.5), "P = 0.50");
}

TEST(DoiAddress, LinksToDoiOrg) {
  EXPECT_EQ(doi_address("10.1002/sctm.20-0419"), "https://doi.org/10.1002/sctm.20-0419");
}

TEST(DoiAddress, EncodesTheBracketsOfOldDois) {
  EXPECT_EQ(doi_address("10.1002/(SICI)1<1::AID>3.0"), "https://doi.org/10.1002/(SICI)1%3C1::AID%3E3.0");
}

TEST(DoiAddress, RefusesWhatIsNoDoi) {
  for (const std::string bad : {"", "javascript:alert(1)", "https://doi.org/10.1/x", "10.1002", "10.1002/", "10.x/y",
                                "10./y", "10.1002/a b", "10.1002/\xC3\xA9", "10.1002/a\nb"})
    EXPECT_EQ(doi_address(bad), "") << bad;
}

TEST(PubmedAddress, TakesDigitsOnly) {
  EXPECT_EQ(pubmed_address("34101387"), "https://pubmed.ncbi.nlm.nih.gov/34101387/");
  for (const std::string bad : {"", "PMC12", "1/../2", "1234567890", "-1"}) EXPECT_EQ(pubmed_address(bad), "") << bad;
}

TEST(Cut, CountsCodePointsNotBytes) {
  const auto quote = cut("τ² kept 49.83 ± 3.61%", 8, 20, "49.83 ± 3.61");
  ASSERT_TRUE(quote);
  EXPECT_EQ(quote->before, "τ² kept ");
  EXPECT_EQ(quote->marked, "49.83 ± 3.61");
  EXPECT_EQ(quote->after, "%");
}

TEST(Cut, RefusesPlacesThatHoldOtherWords) { EXPECT_FALSE(cut("kept 49%", 5, 7, "50")); }

TEST(Cut, RefusesPlacesOutsideTheText) {
  EXPECT_FALSE(cut("abc", 2, 4, ""));
  EXPECT_FALSE(cut("abc", -1, 2, ""));
  EXPECT_FALSE(cut("abc", 2, 2, ""));
}

RC_GTEST_PROP(Cut, LosesNothing, (const std::string& text)) {
  const int points = static_cast<int>(code_points(text).size());
  RC_PRE(points > 0);
  const int start = *rc::gen::inRange(0, points), end = *rc::gen::inRange(start + 1, points + 1);
  const auto quote = cut(text, start, end, "");
  RC_ASSERT(quote.has_value());
  RC_ASSERT(quote->before + quote->marked + quote->after == text);
}

TEST(Snippet, KeepsTheMarkedWordsAndCutsAtBlanks) {
  const Quote small = snippet({"one two three ", "42%", " four five six"}, 8);
  EXPECT_EQ(small.before, "… three ");
  EXPECT_EQ(small.marked, "42%");
  EXPECT_EQ(small.after, " four …");
}

}  // namespace
}  // namespace evigraft::publish
