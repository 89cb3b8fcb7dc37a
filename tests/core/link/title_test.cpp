#include "link/title.h"

#include <gtest/gtest.h>

namespace evigraft::link {
namespace {

TEST(ComparedTitle, IgnoresCaseAccentsAndPunctuation) {
  EXPECT_EQ(compared_title("Cell-assisted lipotransfer: é & ø!").letters,
            compared_title("CELL ASSISTED LIPOTRANSFER e o").letters);
}
TEST(ComparedTitle, IgnoresBracketsAndFullStopOfATranslation) {
  EXPECT_EQ(compared_title("[Fat grafting in the face].").letters, "fatgraftingintheface");
}
TEST(ComparedTitle, ReadsSubscriptsAsDigits) {
  EXPECT_EQ(compared_title("CO₂ laser").letters, compared_title("CO2 laser").letters);
}
TEST(ComparedTitle, KeepsNumbersApart) {
  EXPECT_NE(compared_title("Fat grafting, part 1").letters, compared_title("Fat grafting, part 2").letters);
}
TEST(ComparedTitle, KeepsThePlusOfACellMarker) {
  EXPECT_NE(compared_title("CD34+ cells").letters, compared_title("CD34- cells").letters);
}
TEST(ComparedTitle, KeepsLettersOfOtherScripts) { EXPECT_FALSE(compared_title("自体脂肪移植").letters.empty()); }
TEST(ComparedTitle, LeavesOutBrokenBytes) { EXPECT_EQ(compared_title("fat\xff graft\xc3").letters, "fatgraft"); }

TEST(ComparedTitle, StripsTheMarksOfRetraction) {
  for (const char* printed :
       {"RETRACTED: Fat grafting", "RETRACTED ARTICLE: Fat grafting", "[Retracted] Fat grafting",
        "Retracted. Fat grafting", "Fat grafting (Retracted article. See vol. 4, pg. 12)", "WITHDRAWN: Fat grafting"}) {
    const Title title = compared_title(printed);
    EXPECT_EQ(title.letters, "fatgrafting") << printed;
    EXPECT_TRUE(title.says_retracted) << printed;
    EXPECT_EQ(title.kind, Kind::article) << printed;
  }
}
TEST(ComparedTitle, TellsWhatCarriesAParentsTitle) {
  EXPECT_EQ(compared_title("Retraction: Fat grafting").kind, Kind::retraction);
  EXPECT_EQ(compared_title("Retraction notice to \"Fat grafting\" [J 1 (2020) 2]").kind, Kind::retraction);
  EXPECT_EQ(compared_title("Expression of Concern: Fat grafting").kind, Kind::concern);
  EXPECT_EQ(compared_title("Corrigendum: Fat grafting").kind, Kind::erratum);
  EXPECT_EQ(compared_title("Erratum to: Fat grafting").kind, Kind::erratum);
  EXPECT_EQ(compared_title("Comment on \"Fat grafting\"").kind, Kind::comment);
  EXPECT_EQ(compared_title("Discussion: Fat grafting").kind, Kind::comment);
  EXPECT_EQ(compared_title("Reply: Fat grafting").kind, Kind::reply);
  EXPECT_EQ(compared_title("Re: Fat grafting").kind, Kind::comment);
}
TEST(ComparedTitle, LeavesTitlesThatOnlyBeginAlike) {
  for (const char* printed :
       {"Correction of facial asymmetry by fat grafting", "Response to fat grafting in scleroderma",
        "Retraction of the nipple after fat grafting", "Retracted nipple repair", "Re-operation after fat grafting",
        "Commentaries in surgery", "Discussion of results"}) {
    const Title title = compared_title(printed);
    EXPECT_EQ(title.kind, Kind::article) << printed;
    EXPECT_FALSE(title.says_retracted) << printed;
  }
}
TEST(ComparedTitle, KeepsATitleThatIsOnlyAnOpening) { EXPECT_EQ(compared_title("Reply.").letters, "reply"); }

TEST(ComparedFamily, IgnoresAccentsStrokesCaseAndInitials) {
  for (const char* printed : {"Kølle", "KOLLE", "Kølle S-FT", "Kolle, Stig-Frederik"})
    EXPECT_EQ(compared_family(printed), "kolle") << printed;
}
TEST(ComparedFamily, KeepsParticlesAndDoubleNames) {
  EXPECT_EQ(compared_family("De La Garza-Pineda O"), "delagarzapineda");
}
TEST(ComparedFamily, KeepsAShortFamilyName) { EXPECT_EQ(compared_family("LI J"), "li"); }

}  // namespace
}  // namespace evigraft::link
