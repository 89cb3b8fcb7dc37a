// Screening: one row a rule, a reason for people in each.
#include "extract/screen.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reader.h"

namespace {
using namespace evigraft;
using testing::HasSubstr;

const Text kTrial = {"Fat grafting with stromal vascular fraction",
                     "Twenty patients were randomised to fat with SVF (n = 10) or fat alone (n = 10). Retention at 6 "
                     "months was 61% with SVF and 44% with fat alone.",
                     {"Randomized Controlled Trial"}};

Screened judged(const Text& text, bool retracted = false) {
  return overall(screen(lipotransfer(), text, reader().read(text), retracted));
}

TEST(Screen, IncludesATrialInPatients) { EXPECT_EQ(judged(kTrial).verdict, Verdict::include); }

TEST(Screen, HasOneRowPerRuleInOrder) {
  std::vector<std::string> rules;
  for (const Screened& row : screen(lipotransfer(), kTrial, reader().read(kTrial), false)) {
    rules.push_back(row.rule);
    EXPECT_FALSE(row.reason.empty());
  }
  EXPECT_THAT(rules,
              testing::ElementsAre("publication_type", "retraction", "abstract", "topic_terms", "species", "design"));
}

TEST(Screen, ExcludesARetractedReport) {
  const Screened result = judged(kTrial, true);
  EXPECT_EQ(result.rule, "retraction");
  EXPECT_EQ(result.verdict, Verdict::exclude);
}

TEST(Screen, ExcludesAReviewByItsType) {
  Text text = kTrial;
  text.publication_types = {"Review"};
  EXPECT_EQ(judged(text).rule, "publication_type");
  EXPECT_THAT(judged(text).reason, HasSubstr("Review"));
}

TEST(Screen, ExcludesAnotherTopic) {
  EXPECT_EQ(judged({"Statins in heart failure", "Sixty patients were randomised to statins or placebo.", {}}).rule,
            "topic_terms");
}

TEST(Screen, ExcludesAnimals) {
  const Screened result =
      judged({"Fat grafts with SVF in nude mice", "Thirty mice received fat grafts with SVF or alone.", {}});
  EXPECT_EQ(result.rule, "species");
  EXPECT_THAT(result.reason, HasSubstr("animal"));
}

TEST(Screen, IsUnsureWithoutAnAbstract) {
  const Screened result = judged({"Fat grafting with stromal vascular fraction in women", "", {}});
  EXPECT_EQ(result.rule, "abstract");
  EXPECT_EQ(result.verdict, Verdict::unsure);
}

}  // namespace
