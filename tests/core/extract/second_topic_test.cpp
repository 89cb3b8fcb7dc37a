// A topic that has nothing to do with fat: everything topical lives in its TOML.
#include <gtest/gtest.h>

#include "extract/screen.h"
#include "reader.h"

namespace {
using namespace evigraft;

constexpr const char* kWounds = R"(
name = "skin-grafts"
title = "Platelet-rich plasma under split skin grafts"
terms = ["skin graft"]
[eligibility]
species = ["human"]
comparison_designs = ["rct"]
required_terms = [["skin graft"], ["platelet"]]
[[arm]]
class = "PRP"
certain = ["platelet rich plasma", "prp", "platelet gel"]
[[arm]]
class = "conventional"
role = "reference"
certain = ["staples", "sutures", "standard fixation"]
[outcome]
measure = "graft take"
remaining = ["take", "adherence"]
lost = ["graft failure", "lysis"]
false_friends = ["donor site healing"]
false_subjects = ["patient"]
[methods]
planimetry = ["planimetry", "planimetric"]
[sites]
leg = ["leg ulcer", "lower limb"]
)";

const Topic& wounds() {
  static const Topic topic = parse_topic(kWounds, "skin-grafts.toml");
  return topic;
}

const Text kReport = {"Platelet gel for skin grafts on leg ulcers",
                      "Forty patients were randomised to platelet-rich plasma (n = 20) or staples (n = 20). Area was "
                      "measured by planimetry. On day 14 the take "
                      "was 94.1 ± 3.2% with PRP and 82.5 ± 6.0% with staples. Lysis at day 30 was 4% and 11%, "
                      "respectively, in the PRP and staples groups. "
                      "Donor site healing was 88%.",
                      {"Randomized Controlled Trial"}};

TEST(SecondTopic, NeedsNoCode) {
  const Reading reading = OutcomeReader(wounds()).read(kReport);
  EXPECT_EQ(shown(reading), "PRP 94.1±3.2@0.46; PRP 96@0.99; conventional 82.5±6@0.46; conventional 89@0.99");
  EXPECT_EQ(reading.site, "leg");
  ASSERT_FALSE(reading.outcomes.empty());
  EXPECT_EQ(reading.outcomes[0].measure, "graft take");
  EXPECT_EQ(reading.outcomes[0].method, "planimetry");
  EXPECT_EQ(reading.outcomes[0].n, 20);
  EXPECT_EQ(reading.design, Design::rct);
}

TEST(SecondTopic, IsNotReadByTheFirst) { EXPECT_EQ(shown(reader().read({"", "Lysis was 4% with staples.", {}})), "-"); }

TEST(SecondTopic, ScreensByItsOwnTerms) {
  const OutcomeReader own(wounds());
  EXPECT_EQ(overall(screen(wounds(), kReport, own.read(kReport), false)).verdict, Verdict::include);
  const Text fat{"Fat grafting with PRP", "Forty patients received fat with PRP.", {}};
  EXPECT_EQ(overall(screen(wounds(), fat, own.read(fat), false)).rule, "topic_terms");
}

}  // namespace
