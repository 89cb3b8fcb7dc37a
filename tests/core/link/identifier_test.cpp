#include "link/identifier.h"

#include <gtest/gtest.h>

namespace evigraft::link {
namespace {

TEST(PlainDoi, DropsAddressAndCase) {
  EXPECT_EQ(plain_doi("https://doi.org/10.1093/ASJ/sjac159"), "10.1093/asj/sjac159");
  EXPECT_EQ(plain_doi("doi: 10.1093/asj/sjac159."), "10.1093/asj/sjac159");
}
TEST(PlainDoi, ReadsBracketsEscapedInAnAddress) {
  EXPECT_EQ(plain_doi("http://dx.doi.org/10.1016/S0140-6736%2813%2961410-5"), "10.1016/s0140-6736(13)61410-5");
}
TEST(PlainDoi, IsEmptyForWhatIsNoDoi) {
  for (const char* text : {"", "10.1093", "10.1093/", "n/a", "https://example.org/x", "10.1/a b"})
    EXPECT_EQ(plain_doi(text), "") << text;
}
TEST(PlainPmid, DropsLabelAndLeadingZeros) { EXPECT_EQ(plain_pmid("PMID: 024075051"), "24075051"); }
TEST(PlainPmid, IsEmptyForPlaceholders) {
  for (const char* text : {"", "0", "000", "Unavailable", "12x"}) EXPECT_EQ(plain_pmid(text), "") << text;
}
TEST(PlainPmcid, DropsVersionAndCase) { EXPECT_EQ(plain_pmcid("pmc4494476.1"), "PMC4494476"); }
TEST(PlainPmcid, NeedsItsLetters) { EXPECT_EQ(plain_pmcid("4494476"), ""); }
TEST(PlainRegistration, GivesOneSpellingOfAEudraCtNumber) {
  EXPECT_EQ(plain_registration("EudraCT 2010-023006-12"), plain_registration("2010-023006-12-DK"));
  EXPECT_EQ(plain_registration("2010-023006-12"), "EUDRACT2010-023006-12");
}
TEST(PlainRegistration, GivesOneSpellingOfANctNumber) { EXPECT_EQ(plain_registration("nct 03965936"), "NCT03965936"); }
TEST(PlainRegistration, KnowsTheChineseRegister) {
  EXPECT_EQ(plain_registration("ChiCTR1900025717"), "CHICTR1900025717");
}
TEST(PlainRegistration, IsEmptyForWhatRegistersNoTrial) {
  for (const char* text : {"CRD42024501780", "GENBANK/AB123456", "GSE12345", "10.6084/m9.figshare.12", "NCT", ""})
    EXPECT_EQ(plain_registration(text), "") << text;
}
TEST(FirstPage, IsTheSameForShortenedRanges) { EXPECT_EQ(first_page("1148-1156"), first_page("1148-56")); }
TEST(PlainYear, TakesTheYearOfADate) { EXPECT_EQ(plain_year("2021-08"), "2021"); }
TEST(PlainYear, IsEmptyForWhatIsNoYear) { EXPECT_EQ(plain_year("n.d."), ""); }

}  // namespace
}  // namespace evigraft::link
