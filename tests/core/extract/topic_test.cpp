// A topic file is read whole or refused with the place of the mistake.
#include "extract/topic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evigraft/error.h"
#include "schema/embedded.h"

namespace {
using namespace evigraft;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kSmallest =
    "name = 'knee'\n"
    "[[arm]]\n"
    "class = 'PRP'\n"
    "labels = ['prp']\n"
    "[outcome]\n"
    "remaining = ['survival']\n";

std::string refusal(const std::string& toml) {
  try {
    parse_topic(toml, "my.toml");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::configuration);
    return error.what();
  }
  return "accepted";
}

TEST(ParseTopic, ReadsTheBuiltInTopic) {
  for (const EmbeddedFile& file : embedded_topics()) {
    const Topic topic = parse_topic(file.text, "built-in topic");
    EXPECT_EQ(topic.name, file.name);
    EXPECT_FALSE(topic.terms.empty());
    EXPECT_TRUE(topic.queries.contains("pubmed"));
    EXPECT_THAT(topic.eligibility.species, ElementsAre("human"));
    EXPECT_THAT(topic.selection.method_order, ElementsAre("MRI", "CT", "3D", "ultrasound"));
    EXPECT_EQ(topic.comparisons.size(), 3U);
    EXPECT_THAT(topic.outcome.lost, Contains("resorption"));
  }
  EXPECT_FALSE(embedded_topics().empty());
}

TEST(ParseTopic, NeedsLittle) {
  const Topic topic = parse_topic(kSmallest, "my.toml");
  EXPECT_EQ(topic.title, "knee");
  EXPECT_EQ(topic.selection.at_months, 6);
}

TEST(ParseTopic, NamesFileLineAndKeyOfAnUnknownKey) {
  EXPECT_THAT(
      refusal(std::string(kSmallest) + "remainning = ['x']\n"),
      testing::AllOf(HasSubstr("my.toml, line 7"), HasSubstr("\"outcome.remainning\""), HasSubstr("not known")));
}

TEST(ParseTopic, NamesFileLineAndKeyOfAWrongType) {
  EXPECT_THAT(refusal(std::string(kSmallest) + "lost = 'resorption'\n"),
              testing::AllOf(HasSubstr("my.toml, line 7"), HasSubstr("\"outcome.lost\""), HasSubstr("list of texts")));
}

TEST(ParseTopic, RefusesAnUnknownArmClass) {
  EXPECT_THAT(refusal("name = 'a'\n[[arm]]\nclass = 'XYZ'\nlabels = ['x']\n"),
              testing::AllOf(HasSubstr("line 3"), HasSubstr("\"arm.class\""), HasSubstr("XYZ")));
}

TEST(ParseTopic, RefusesTimesThatDoNotRise) {
  EXPECT_THAT(refusal(std::string(kSmallest) + "[select]\nat_months = 6\nfrom_months = 9\n"),
              HasSubstr("rising order"));
}

TEST(ParseTopic, RefusesWhatIsNotToml) {
  EXPECT_THAT(refusal("name = \n"), HasSubstr("my.toml, line 1: not valid TOML"));
}

TEST(ParseTopic, RefusesAFileWithoutAName) { EXPECT_THAT(refusal("title = 'x'\n"), HasSubstr("\"name\" is missing")); }

}  // namespace
