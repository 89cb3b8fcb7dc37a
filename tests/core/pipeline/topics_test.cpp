#include <evigraft/error.h>
#include <gtest/gtest.h>

#include "pipeline.h"

namespace {
using namespace evigraft;

TEST(Topics, TheDefaultIsBuiltIn) { EXPECT_EQ(find_topic("lipotransfer").topic.name, "lipotransfer"); }

TEST(Topics, AnUnknownNameListsTheBuiltInOnes) {
  try {
    (void)find_topic("nonsense");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), Error::Kind::configuration);
    EXPECT_NE(std::string(e.what()).find("lipotransfer"), std::string::npos);
  }
}

TEST(Topics, TheFingerprintFollowsTheText) {
  const std::string text = find_topic("lipotransfer").text;
  EXPECT_EQ(topic_from(text, "a").fingerprint, topic_from(text, "b").fingerprint);
  EXPECT_NE(topic_from(text, "a").fingerprint, topic_from(text + "# more\n", "a").fingerprint);
}

TEST(Topics, StandardQuestionsAskEachComparisonUnderEachReading) {
  const Topic topic = find_topic("lipotransfer").topic;
  EXPECT_EQ(standard_questions(topic).size(), topic.comparisons.size() * 3 + single_arm_classes(topic).size());
}
}  // namespace
