// Sheets of two readers: a filled cell is a vote, said once, and neither sheet nor dry run tells the other's.
#include "pipeline/review_sheet.h"

#include <gmock/gmock.h>

#include "tests/core/pipeline/library.h"

namespace {
using namespace evigraft;
using review::Kind;
using test::kSurroundings;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Filled = std::map<std::string, std::string>;

struct Desk : test::Library {
  explicit Desk(int trials = 1) : Library(trials) {
    decide_as("Cleo Tan", Kind::readers, 0, {{"first", "Ann Lee"}, {"second", "Bob Ray"}, {"resolver", "Cleo Tan"}});
  }
  DecidedSummary decide_as(const std::string& who, Kind kind, std::int64_t outcome, review::Values value = {}) {
    return decide(store, topic, {test::said(who, kind, outcome, std::move(value))}, kSurroundings);
  }
  [[nodiscard]] review::SheetCells sheet(const std::string& viewer, bool all = false) const {
    review::SheetCells out;
    for (const review::SheetColumn& column : review::sheet_columns()) out.columns.push_back(column.name);
    for (const review::SheetRow& row : sheet_rows(store, topic, {all, "", {}, viewer}).rows) {
      out.rows.push_back(sheet_cells(row));
      out.numbers.push_back(out.rows.size() + 1);
    }
    return out;
  }
  /// Every cell but the state's.
  [[nodiscard]] static std::string shown(const review::SheetCells& sheet) {
    std::string out;
    for (const auto& row : sheet.rows)
      for (std::size_t i = 0; i + 1 < row.size(); ++i) out += row[i] + "|";
    return out;
  }
  /// Fills the row of an outcome, or with 0 the last, in which a number is entered.
  static void fill(review::SheetCells& sheet, std::int64_t outcome, const Filled& cells) {
    auto row = std::find_if(sheet.rows.begin(), sheet.rows.end(),
                            [&](const auto& each) { return each[0] == std::to_string(outcome); });
    if (outcome == 0) row = std::prev(sheet.rows.end());
    ASSERT_NE(row, sheet.rows.end()) << "no row of outcome " << outcome;
    for (const auto& [column, text] : cells)
      row->at(static_cast<std::size_t>(std::find(sheet.columns.begin(), sheet.columns.end(), column) -
                                       sheet.columns.begin())) = text;
  }
  SheetImport import(const review::SheetCells& sheet, const std::string& who, bool dry_run = false) {
    return import_sheet(store, topic, sheet, who, "full text", dry_run, {}, kSurroundings);
  }
  [[nodiscard]] std::size_t decisions() const { return decision_rows(store).size(); }
};

const Filled kNewNumber = {{"value", "55"}, {"arm_class", "SVF"}, {"months", "6"}, {"table", "2"}};

TEST(SheetOfAReader, AFilledCellIsAVoteThatIsSaidOnce) {
  Desk desk;
  review::SheetCells sheet = desk.sheet("Ann Lee");
  Desk::fill(sheet, 1, {{"n", "6"}, {"verdict", "accept"}});
  Desk::fill(sheet, 0, kNewNumber);
  const SheetImport first = desk.import(sheet, "Ann Lee");
  ASSERT_EQ(first.votes.size(), 3U);
  for (const auto& vote : first.votes) {
    ASSERT_TRUE(vote);
    EXPECT_EQ(vote->other, "Bob Ray");
  }
  EXPECT_TRUE(first.votes[2]->waits);
  EXPECT_EQ(desk.view(1).decision, "auto");
  const SheetImport again = desk.import(sheet, "ann  lee");
  EXPECT_THAT(again.reading.problems, IsEmpty());
  EXPECT_THAT(again.reading.statements, IsEmpty());
  EXPECT_EQ(again.reading.unchanged, 2U);
  EXPECT_EQ(again.reading.waiting, 2U);
}

TEST(SheetOfAReader, TheOthersSheetAgreesAndThenBothSayNothingNew) {
  Desk desk;
  review::SheetCells ann = desk.sheet("Ann Lee"), bob = desk.sheet("Bob Ray");
  for (review::SheetCells* sheet : {&ann, &bob}) {
    Desk::fill(*sheet, 1, {{"n", "6"}, {"verdict", "accept"}});
    Desk::fill(*sheet, 0, kNewNumber);
  }
  desk.import(ann, "Ann Lee");
  const SheetImport met = desk.import(bob, "Bob Ray");
  EXPECT_THAT(met.reading.problems, IsEmpty());
  ASSERT_EQ(met.votes.size(), 3U);
  EXPECT_TRUE(met.votes[0]->agreed && met.votes[1]->agreed && met.votes[2]->agreed);
  EXPECT_EQ(desk.view(1).n, 6);
  EXPECT_EQ(desk.view(1).decision, "corrected");
  for (const auto& [sheet, who] : {std::pair(ann, "Ann Lee"), {bob, "Bob Ray"}}) {
    const SheetImport again = desk.import(sheet, who);
    EXPECT_THAT(again.reading.statements, IsEmpty()) << who;
    EXPECT_EQ(again.reading.waiting, 0U) << who;
  }
}

TEST(SheetOfAReader, ARejectionIsSaidOnceToo) {
  Desk desk;
  review::SheetCells sheet = desk.sheet("Ann Lee");
  Desk::fill(sheet, 1, {{"verdict", "reject"}});
  EXPECT_EQ(desk.import(sheet, "Ann Lee").decided.decisions.size(), 1U);
  EXPECT_THAT(desk.import(sheet, "Ann Lee").reading.statements, IsEmpty());
}

TEST(SheetOfAReader, ANewerVoteIsNotTakenBackByAnOlderSheet) {
  Desk desk;
  review::SheetCells old = desk.sheet("Ann Lee");
  Desk::fill(old, 1, {{"n", "6"}});
  desk.decide_as("Ann Lee", Kind::set, 1, {{"n", "8"}});
  const SheetImport refused = desk.import(old, "Ann Lee");
  ASSERT_EQ(refused.reading.problems.size(), 1U);
  EXPECT_TRUE(refused.reading.problems[0].conflict);
  EXPECT_THAT(refused.reading.problems[0].what, HasSubstr("than 8, which Ann Lee said after the sheet was made"));
  review::SheetCells anew = desk.sheet("Ann Lee", true);
  Desk::fill(anew, 1, {{"n", "6"}});
  EXPECT_EQ(desk.import(anew, "Ann Lee").decided.decisions.size(), 1U);
}

TEST(SheetOfAReader, AsksWhatThatReaderHasNotSaid) {
  Desk desk;
  desk.decide_as("Ann Lee", Kind::set, 1, {{"n", "6"}, {"spread_kind", "sd"}});
  const auto asks = [&](const std::string& viewer) {
    std::set<std::int64_t> out;
    for (const review::SheetRow& row : sheet_rows(desk.store, desk.topic, {false, "", {}, viewer}).rows)
      out.insert(row.state.outcome);
    return out;
  };
  EXPECT_THAT(asks("Ann Lee"), Not(testing::Contains(1)));
  EXPECT_THAT(asks("Bob Ray"), testing::Contains(1));
}

TEST(SheetOfAReader, HoldsNothingOfTheOthersVotes) {
  Desk desk;
  const std::string before = Desk::shown(desk.sheet("Bob Ray", true));
  desk.decide_as("Ann Lee", Kind::set, 1, {{"n", "987654"}, {"definition", "ann's own words"}});
  review::SheetCells sheet = desk.sheet("Ann Lee");
  Desk::fill(sheet, 0, kNewNumber);
  desk.import(sheet, "Ann Lee");
  const std::string after = Desk::shown(desk.sheet("Bob Ray", true));
  EXPECT_THAT(after, Not(HasSubstr("987654")));
  EXPECT_THAT(after, Not(HasSubstr("own words")));
  EXPECT_EQ(std::count(after.begin(), after.end(), '|'), std::count(before.begin(), before.end(), '|'));
}

TEST(SheetOfAReader, ADryRunDoesNotTellWhetherTheOtherSaidTheSame) {
  Desk desk;
  for (const std::int64_t outcome : {1, 2})
    desk.decide_as("Ann Lee", Kind::set, outcome, {{"n", "6"}, {"spread_kind", "sd"}});
  review::SheetCells bob = desk.sheet("Bob Ray");
  for (const std::int64_t outcome : {1, 2}) Desk::fill(bob, outcome, {{"n", "6"}, {"spread_kind", "sd"}});
  const std::size_t kept = desk.decisions();
  const SheetImport dry = desk.import(bob, "Bob Ray", true);
  EXPECT_TRUE(dry.hides);
  EXPECT_THAT(dry.decided.pooled, IsEmpty());
  for (const auto& vote : dry.votes) EXPECT_FALSE(vote);
  EXPECT_EQ(desk.decisions(), kept);
  EXPECT_THAT(desk.import(bob, "Bob Ray").decided.pooled, Not(IsEmpty()));
}

TEST(SheetOfAReader, ANumberThatOnlyWaitedIsEnteredByWhoReadsAlone) {
  Desk desk;
  review::SheetCells sheet = desk.sheet("Ann Lee");
  Desk::fill(sheet, 0, kNewNumber);
  desk.import(sheet, "Ann Lee");
  desk.decide_as("Cleo Tan", Kind::readers, 0, {{"first", ""}});
  EXPECT_EQ(desk.import(sheet, "Ann Lee").decided.decisions.size(), 1U);
  EXPECT_THAT(desk.import(sheet, "Ann Lee").reading.statements, IsEmpty());
}
}  // namespace
