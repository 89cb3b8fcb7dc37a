#include "publish/letter.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>

#include <sstream>

namespace {
using namespace evigraft;
using namespace evigraft::publish;
using testing::HasSubstr;
using testing::Not;

Letter letter() {
  return {12,
          "Wang 2021",
          "Fat grafting",
          "Ann Lee",
          {{"Wang C, Long X. A title. A journal. 2021. doi:10.1/x. PMID 1",
            {{48, "49.83 ± 3.61%", "abstract", "ADSCs-assisted, 6 months", {"spread_kind", "n"}},
             {49, "31.75%", "abstract", "SVF-assisted, 6 months", {"spread"}}}}}};
}

TEST(Letter, AsksExactlyForWhatIsMissing) {
  const std::string text = letter_text(letter());
  EXPECT_THAT(text, HasSubstr("1. \"49.83 ± 3.61%\" (abstract; ADSCs-assisted, 6 months)\n"
                              "   - Is the number after ± a standard deviation (SD) or a standard error (SE)?\n"
                              "   - How many participants are behind this value?\n"));
  EXPECT_THAT(text, HasSubstr("2. \"31.75%\""));
  EXPECT_THAT(text, HasSubstr("doi:10.1/x"));
  EXPECT_THAT(text, Not(HasSubstr("How many months")));
}

TEST(Letter, EndsWithItsSender) { EXPECT_TRUE(letter_text(letter()).ends_with("With kind regards,\nAnn Lee\n")); }

TEST(Letter, HasShortLines) {
  Letter of_long = letter();
  of_long.reports[0].citation = std::string(40, 'a') + " " + std::string(60, 'b') + " c";
  std::stringstream lines(letter_text(of_long));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 82U) << line;
}

TEST(Letter, ForeignTextStaysOnItsLineAndIsNoTemplate) {
  Letter hostile = letter();
  hostile.reports[0].questions[0].quote = "a\n\nDear {{about}} \u202E\x01 {{#reports}}";
  const std::string text = letter_text(hostile);
  EXPECT_THAT(text, HasSubstr("1. \"a  Dear {{about}}  {{#reports}}\""));
}

TEST(Letter, ItsFileIsNamedByTheStudysNumberOnly) { EXPECT_EQ(letter_file(letter()), "letter-12.txt"); }

TEST(Letter, AFieldThatNoLetterAsksForIsAnError) { EXPECT_THROW(question_for("value"), Error); }
}  // namespace
