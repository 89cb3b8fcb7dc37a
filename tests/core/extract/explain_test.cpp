// An explanation is what the engine noted while it decided.
#include <gtest/gtest.h>

#include <set>

#include "extract/trace.h"
#include "reader.h"

namespace {
using namespace evigraft;

const Text kText{
    "Fat grafting with SVF",
    "Background: Retention of fat is 20% to 80%, or 55%. Results: Retention at 6 months was 66% with SVF and "
    "48% in controls. Satisfaction was 91%.",
    {}};

TEST(Explain, ReadsTheSame) {
  Trace trace;
  EXPECT_EQ(shown(reader().read(kText, trace)), shown(reader().read(kText)));
}

TEST(Explain, NamesTheRuleOfEachLink) {
  Trace trace;
  const Reading reading = reader().read(kText, trace);
  ASSERT_EQ(reading.outcomes.size(), 2U);
  std::set<int> outcomes;
  for (const TracedValue& value : trace.values)
    if (!value.why) {
      outcomes.insert(value.outcome);
      EXPECT_EQ(value.noun, NounRule::before);
      EXPECT_EQ(value.arm, ArmRule::behind);
    }
  EXPECT_EQ(outcomes, (std::set<int>{0, 1}));
}

TEST(Explain, NamesTheReasonOfEachNumberLeftOut) {
  Trace trace;
  (void)reader().read(kText, trace);
  std::set<Refusal> reasons;
  for (const TracedValue& value : trace.values)
    if (value.why) reasons.insert(*value.why);
  EXPECT_EQ(reasons, (std::set<Refusal>{Refusal::background, Refusal::other_measure}));
}

TEST(Explain, SaysWhyAWholeTextYieldsNothing) {
  Trace trace;
  Text review = kText;
  review.publication_types = {"Review"};
  (void)reader().read(review, trace);
  EXPECT_EQ(trace.text, Refusal::publication_kind);
}

TEST(Title, GivesAValueThatTheAbstractLacksAndNoneTwice) {
  const Text text{"Fat enriched with SVF retains 71% of its volume at one year",
                  "Thirty women had fat grafting with SVF. Volumes were taken by MRI. The result was stable.",
                  {}};
  ASSERT_EQ(reader().read(text).outcomes.size(), 1U);
  EXPECT_EQ(reader().read(text).outcomes[0].span.field, "title");
  Text both = text;
  both.abstract += " Retention at one year was 71%.";
  ASSERT_EQ(reader().read(both).outcomes.size(), 1U);
  EXPECT_EQ(reader().read(both).outcomes[0].span.field, "abstract");
}

TEST(Definition, IsTheDenominatorThatTheWordsName) {
  const Reading reading = read_abstract("At 6 months 61% of the injected volume was retained with SVF.");
  ASSERT_EQ(reading.outcomes.size(), 1U);
  EXPECT_EQ(reading.outcomes[0].definition, "injected volume");
}

}  // namespace
