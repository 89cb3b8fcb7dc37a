// The fields beside value, arm and time: spread kinds, intervals, n, spans, flags, gates by kind of publication.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "reader.h"

namespace {
using namespace evigraft;
using testing::Contains;

Outcome only(const std::string& abstract) {
  const Reading reading = read_abstract(abstract);
  EXPECT_EQ(reading.outcomes.size(), 1U) << abstract;
  return reading.outcomes.empty() ? Outcome{} : reading.outcomes.front();
}

TEST(Spread, IsUnknownBehindABareSign) {
  EXPECT_EQ(only("Retention was 45.7 ± 3.9% with PRP.").spread_kind, SpreadKind::unknown);
}

TEST(Spread, TakesItsKindFromItsOwnLabel) {
  EXPECT_EQ(only("Retention was 45.7% (SE 3.9) with PRP.").spread_kind, SpreadKind::se);
}

TEST(Spread, TakesItsKindFromTheMethods) {
  EXPECT_EQ(only("Methods: Values are means ± SD. Results: Retention was 45.7 ± 3.9% with PRP.").spread_kind,
            SpreadKind::sd);
}

TEST(Spread, IsNotLabelledByAnotherNumber) {
  EXPECT_EQ(only("The injected volume was 140 ml (SD 30). Retention was 45.7 ± 3.9% with PRP.").spread_kind,
            SpreadKind::unknown);
}

TEST(Interval, TurnsRoundWithALoss) {
  const Outcome outcome = only("Resorption was 30% (95% CI 25 to 36) with PRP.");
  ASSERT_TRUE(outcome.interval);
  EXPECT_EQ((*outcome.interval)[0], 64);
  EXPECT_EQ((*outcome.interval)[1], 75);
  EXPECT_EQ(outcome.interval_kind, IntervalKind::ci95);
  EXPECT_TRUE(outcome.polarity_flipped);
}

TEST(Interval, TakesTheLabelPrintedOnce) {
  const Reading reading = read_abstract("Retention was 61% (IQR 55-67) with PRP and 47% (40-52) with fat alone.");
  ASSERT_EQ(reading.outcomes.size(), 2U);
  EXPECT_EQ(reading.outcomes[1].interval_kind, IntervalKind::iqr);
  EXPECT_EQ(reading.outcomes[1].statistic, Statistic::median);
}

TEST(Span, CountsCodePointsNotBytes) {
  const Outcome outcome = only("ÄÖÜ – retention was 48·2 ± 6·1 % with SVF.");
  EXPECT_EQ(outcome.span.start, 20);
  EXPECT_EQ(outcome.span.text, "48·2 ± 6·1 %");
  EXPECT_EQ(outcome.as_printed, "48·2");
}

TEST(Occurrence, TellsEqualNumbersApart) {
  const Reading reading = read_abstract("In 39 patients retention was 39% with PRP and 39% with SVF.");
  ASSERT_EQ(reading.outcomes.size(), 2U);
  EXPECT_EQ(reading.outcomes[0].occurrence, 1);
  EXPECT_EQ(reading.outcomes[1].occurrence, 2);
}

TEST(Repeats, AreOneOutcome) {
  EXPECT_EQ(shown(read_abstract(
                "RESULTS: Retention at 6 months was 51.4 ± 8.2% with SVF. CONCLUSION: SVF gave 51.4% retention.")),
            "SVF 51.4±8.2@6");
}

TEST(Gate, ReviewsYieldNothing) { EXPECT_EQ(shown(read_abstract("Retention was 61% with SVF.", "", {"Review"})), "-"); }

TEST(Gate, ProtocolsYieldNothing) {
  EXPECT_EQ(shown(read_abstract("In a pilot, 34% of the fat was retained.",
                                "Fat grafting: study protocol for a randomised trial")),
            "-");
}

TEST(Gate, RetractionNoticesYieldNothing) {
  EXPECT_EQ(shown(read_abstract("Fat survival was said to be 82.4% with SVF.", "Retraction note: fat grafting",
                                {"Retraction of Publication"})),
            "-");
}

TEST(Gate, AnArticleOnAnotherTopicYieldsNothing) {
  EXPECT_EQ(
      shown(read_abstract(
          "Sixty adults were treated. Adherence was good. Retention was 61% with budesonide and 50% with placebo.",
          "Budesonide in asthma")),
      "-");
}

TEST(Gate, TheBackgroundYieldsNothing) {
  EXPECT_EQ(
      shown(read_abstract("Background: Retention was 40% in our last series. Results: Retention was 61% with SVF.")),
      "SVF 61");
}

TEST(Isolation, BeatsTheLabel) {
  EXPECT_EQ(shown(read_abstract("Freshly isolated ADSCs gave 60% retention.")), "SVF 60");
  EXPECT_EQ(shown(read_abstract("Culture-expanded ADRCs gave 60% retention.")), "ASC 60");
}

TEST(Isolation, IsFlaggedWhenNothingTells) {
  EXPECT_THAT(only("Stem cell-enriched fat retained 60%.").flags, Contains("isolation_unknown"));
}

TEST(OpenArm, IsANameGivenInTextAndTitle) {
  const char* text =
      "Rats were treated with captopril or vehicle. Retention was 57% with captopril and 46% with vehicle.";
  EXPECT_EQ(shown(read_abstract(text, "Captopril and fat grafts")), "conventional 46; other 57");
}

TEST(OpenArm, IsNoDiseaseOfAllPatients) {
  EXPECT_EQ(
      shown(read_abstract("Fat was injected by the Coleman technique. The lupus group was followed by MRI. Patients "
                          "were followed for 12 months. Retention was 57%.",
                          "Coleman fat transfer in lupus")),
      "conventional 57@12");
}

TEST(Count, ComesFromTheArm) {
  const Reading reading =
      read_abstract("Retention was 61% in the SVF group (n = 14) and 47% in the control group (n = 13).");
  ASSERT_EQ(reading.outcomes.size(), 2U);
  EXPECT_EQ(reading.outcomes[0].n, 14);
  EXPECT_EQ(reading.outcomes[1].n, 13);
  EXPECT_EQ(reading.n_total, 27);
}

/// n of the two outcomes behind `methods`.
std::vector<std::optional<int>> counted(const std::string& methods) {
  const Reading reading = read_abstract(methods + " Retention was 61% with SVF and 47% with saline.");
  std::vector<std::optional<int>> n;
  for (const Outcome& outcome : reading.outcomes) n.push_back(outcome.n);
  return n;
}
using Sizes = std::vector<std::optional<int>>;

TEST(Count, ComesFromEach) {
  EXPECT_EQ(counted("Patients received fat with SVF or with saline, with 21 patients in each."), (Sizes{21, 21}));
}

TEST(Count, IsThatOfTheAnimalsKilledAtATime) {
  EXPECT_EQ(counted("Mice received SVF or saline (n = 18 per group). Six mice of each group were killed at 4 weeks."),
            (Sizes{6, 6}));
}

TEST(Count, ComesFromShortClauses) {
  EXPECT_EQ(counted("Twenty-three rats were grafted: twelve with SVF and eleven with saline."), (Sizes{12, 11}));
}

TEST(Count, TakesOffWhoWasLost) {
  EXPECT_EQ(counted("Patients received SVF (n = 20) or saline (n = 19). One patient in the SVF group and two in the "
                    "saline group did not return."),
            (Sizes{19, 17}));
}

TEST(Count, TakesOffOneOfEachGroup) {
  EXPECT_EQ(counted("Patients received SVF (n = 20) or saline (n = 19). One patient in each group withdrew."),
            (Sizes{19, 18}));
}

TEST(Count, DoesNotTakeOffWhatAnArmLost) {
  EXPECT_EQ(counted("Rats received SVF (n = 20) or saline (n = 19). One rat of each group lost some fur."),
            (Sizes{20, 19}));
}

TEST(Count, IsNoRatioOfAllocation) {
  EXPECT_EQ(counted("Women were randomized 1:1 to SVF or saline."), (Sizes{std::nullopt, std::nullopt}));
}

TEST(Count, LooksPastBrackets) {
  EXPECT_EQ(counted("Ten women (mean age, 41 years) received SVF; nine women (mean age, 43 years) received saline."),
            (Sizes{10, 9}));
}

TEST(Comparison, HasTheArmsOfItsSentence) {
  const Reading reading = read_abstract("Retention was 61% with SVF and 47% with fat alone (P = .004).");
  ASSERT_EQ(reading.comparisons.size(), 1U);
  EXPECT_THAT(reading.comparisons[0].arms, testing::ElementsAre(ArmClass::svf, ArmClass::conventional));
  EXPECT_EQ(reading.comparisons[0].p, 0.004);
  EXPECT_EQ(reading.comparisons[0].p_relation, "=");
}

TEST(Description, KnowsAnimals) {
  const Reading reading = read_abstract("Thirty nude mice were randomised. Retention was 61% with SVF.");
  EXPECT_EQ(reading.species, Species::animal);
  EXPECT_EQ(reading.design, Design::preclinical);
}

TEST(Description, KnowsWithinPersonTrials) {
  const Reading reading = read_abstract(
      "In this randomized split-face trial, retention was 61% with SVF and 47% on the contralateral side.");
  EXPECT_EQ(reading.pairing, Pairing::within_person);
  EXPECT_EQ(reading.design, Design::rct);
}

TEST(Pairing, BreastsAtRandomAreOfOnePerson) {
  const Reading reading = read_abstract(
      "Ten women had fat grafting with each breast randomized to fat with ASCs or placebo. Retention after one year "
      "was "
      "56% in the ASC-enriched and 53% in the placebo-enriched breasts.");
  EXPECT_EQ(reading.pairing, Pairing::within_person);
  EXPECT_EQ(reading.outcomes.at(0).n, 10);
}

TEST(Counts, AreSpelledWithAnAnd) {
  const Reading reading =
      read_abstract("One hundred and thirteen women had fat grafting. Retention was 56% after one year.");
  EXPECT_EQ(reading.n_total, 113);
}

}  // namespace
