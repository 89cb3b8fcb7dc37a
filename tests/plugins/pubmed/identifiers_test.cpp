#include "plugins/pubmed/identifiers.h"

#include <gtest/gtest.h>

#include "plugins/pubmed/well_formed.h"

namespace evigraft::pubmed {
namespace {

TEST(Orcid, IsBroughtToOneForm) {
  for (const char* printed : {"0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", "0000000218250097",
                              "http://orcid.org/0000-0002-1825-0097", " 0000 0002 1825 0097"})
    EXPECT_EQ(orcid(printed), "0000-0002-1825-0097") << printed;
  EXPECT_EQ(orcid("0000-0002-1694-233x"), "0000-0002-1694-233X");
}

TEST(Orcid, IsLeftOutWhenItsLengthOrCheckDigitIsWrong) {
  for (const char* printed : {"0000-0002-1825-0098", "0000-0002-1825-009", "0000-0002-1825-00977",
                              "0000-000X-1825-0097", "somebody@example.org", ""})
    EXPECT_EQ(orcid(printed), "") << printed;
}

TEST(BareDoi, LosesWhatIsPrintedAroundIt) {
  for (const char* printed : {"10.1093/asj/sjz123", " https://doi.org/10.1093/asj/sjz123", "doi:10.1093/asj/sjz123",
                              "HTTP://DX.DOI.ORG/10.1093/asj/sjz123", "DOI: 10.1093/asj/sjz123\n"})
    EXPECT_EQ(bare_doi(printed), "10.1093/asj/sjz123") << printed;
}

TEST(BareDoi, KeepsItsLetters) { EXPECT_EQ(bare_doi("10.1056/NEJMoa1715274"), "10.1056/NEJMoa1715274"); }

TEST(BareDoi, IsNotWhatOnlyLooksLikeOne) {
  for (const char* printed : {"", "S0022-4804(22)00707-7", "10.1093", "10.1093/", "10.1093/a b"})
    EXPECT_EQ(bare_doi(printed), "") << printed;
}

TEST(Pmcid, IsFoundInItsPrintedForms) {
  EXPECT_EQ(pmcid("PMC4688250 [Available on 12/22/16]"), "PMC4688250");
  EXPECT_EQ(pmcid("pmc-id: PMC123;"), "PMC123");
  EXPECT_EQ(pmcid("NIHMS703885"), "");
}

TEST(WellFormed, NamesTheFirstFlaw) {
  EXPECT_FALSE(find_flaw("<a>caf\xC3\xA9 &lt; &#x2009; &#945; &amp;</a>").has_value());
  EXPECT_EQ(find_flaw("<a>caf\xE9</a>")->position, 6U);
  EXPECT_EQ(find_flaw("<a>\xED\xA0\x80</a>")->position, 3U);  // a surrogate
  EXPECT_EQ(find_flaw("<a>\xC0\x80</a>")->position, 3U);      // an overlong form
  EXPECT_EQ(find_flaw(std::string("<a>x\0y</a>", 10))->position, 4U);
  EXPECT_EQ(find_flaw("<a>AT&T</a>")->position, 5U);
  EXPECT_EQ(find_flaw("<a>&nbsp;</a>")->position, 3U);
  EXPECT_EQ(find_flaw("<a>&#0;</a>")->position, 3U);
  EXPECT_EQ(find_flaw("<a>&#xD800;</a>")->position, 3U);
  EXPECT_EQ(find_flaw("<a>&#x110000;</a>")->position, 3U);
}

TEST(WellFormed, FindsAFlawBehindManyGoodBytes) {
  EXPECT_EQ(find_flaw(std::string(1000, 'x') + "\xFF")->position, 1000U);
  EXPECT_EQ(find_flaw(std::string(63, 'x') + "\xC3\xA9" + std::string(100, 'y') + "\x01")->position, 165U);
}

TEST(WellFormed, LetsAmpersandsStandInCommentsAndCdata) {
  EXPECT_FALSE(find_flaw("<a><!-- AT&T --><![CDATA[R&D &x;]]></a>").has_value());
  EXPECT_EQ(find_flaw("<a><!-- AT&T -->&x;</a>")->position, 16U);
}

}  // namespace
}  // namespace evigraft::pubmed
