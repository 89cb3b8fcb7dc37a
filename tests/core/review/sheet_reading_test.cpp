// A filled sheet held against what counts: what it says, what is wrong, what has changed.
#include "review/sheet_reading.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "review/sheet.h"

namespace {
using namespace evigraft;
using namespace evigraft::review;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Cells = std::map<std::string, std::string>;

const OutcomeKey kKey{"s:1", "abstract", "49.83", "0", "ASC", "6", "0"};

Values counted() {
  return {{"value", "49.83"}, {"spread", "3.61"}, {"spread_kind", "unknown"}, {"n", ""},           {"months", "6"},
          {"method", "MRI"},  {"definition", ""}, {"statistic", "mean"},      {"arm_class", "ASC"}};
}

/// One report with one outcome, and a sheet of it.
struct Desk {
  Desk() {
    present.database = "d";
    present.outcomes[12] = {3, "Wang 2021", "auto", false, counted()};
    present.machine = {{12, 3, kKey, counted()}};
    present.reports = {{"s:1", 3}};
    present.studies = {{3, "Wang 2021"}};
    present.find = [](const std::string& text) -> std::int64_t {
      if (text == "3" || text == "10.1/x") return 3;
      throw Error(Error::Kind::failed, "There is no report " + text + ".");
    };
    for (const SheetColumn& column : sheet_columns()) sheet.columns.push_back(column.name);
    row.state = {"d", 7, 12, 3, "s:1", Target::outcome, to_text(kKey), "auto", counted()};
  }

  std::vector<std::string> cells(const SheetRow& from, const Cells& filled) const {
    std::vector<std::string> out = sheet_cells(from);
    for (const auto& [column, text] : filled)
      out[static_cast<std::size_t>(std::find(sheet.columns.begin(), sheet.columns.end(), column) -
                                   sheet.columns.begin())] = text;
    return out;
  }
  void add(const std::vector<std::string>& line) {
    sheet.rows.push_back(line);
    sheet.numbers.push_back(sheet.rows.size() + 1);
  }
  SheetReading read() const { return read_sheet(sheet, present, "Ann Lee", "full text"); }
  SheetReading filled(const Cells& filled) {
    add(cells(row, filled));
    return read();
  }
  /// The row of the report, in which a new number is entered.
  SheetReading entered(const Cells& filled) {
    SheetRow empty;
    empty.state = {"d", 7, 0, 3, "s:1", Target::report, "s:1", "", {}};
    add(cells(empty, filled));
    return read();
  }

  SheetPresent present;
  SheetCells sheet;
  SheetRow row;
};

std::vector<std::string> said(const SheetReading& reading) {
  std::vector<std::string> out;
  for (const SheetProblem& problem : reading.problems)
    out.push_back(std::to_string(problem.row) + " " + problem.column + ": " + problem.what);
  return out;
}

const Cells kNewNumber = {{"value", "64,8"}, {"arm_class", "svf"}, {"table", "2"}};

TEST(ReadSheet, SaysNothingWhereNothingIsFilled) {
  const SheetReading reading = Desk().filled({});
  EXPECT_EQ(reading.filled, 0U);
  EXPECT_THAT(reading.statements, IsEmpty());
  EXPECT_THAT(reading.problems, IsEmpty());
}

TEST(ReadSheet, MakesOneDecisionOfARow) {
  const SheetReading reading = Desk().filled({{"n", "6"}, {"spread_kind", "SE"}, {"who", "Ben Roth"}});
  ASSERT_EQ(reading.statements.size(), 1U);
  const SheetStatement& set = reading.statements[0];
  EXPECT_EQ(set.kind, Kind::set);
  EXPECT_EQ(set.outcome, 12);
  EXPECT_EQ(set.who, "Ben Roth");
  EXPECT_EQ(set.why, "full text");
  EXPECT_EQ(set.value, (Values{{"n", "6"}, {"spread_kind", "se"}}));
}

TEST(ReadSheet, KeepsThePlaceWithTheReason) {
  EXPECT_EQ(Desk().filled({{"n", "6"}, {"why", "printed"}, {"page", "4"}, {"table", "2"}}).statements.at(0).why,
            "printed (page 4, table 2)");
}

TEST(ReadSheet, TakesWhatCountsAlreadyForNoDecision) {
  const SheetReading reading = Desk().filled({{"spread", "3,610"}, {"method", "mri"}});
  EXPECT_THAT(reading.statements, IsEmpty());
  EXPECT_EQ(reading.unchanged, 1U);
}

TEST(ReadSheet, NamesEveryProblemAtOnce) {
  Desk desk;
  desk.add(desk.cells(desk.row, {{"n", "six"}, {"months", "-1"}}));
  EXPECT_THAT(said(desk.entered({{"value", "x"}})),
              ElementsAre("2 n: takes a whole number from 1, or none, not 'six'",
                          "2 months: takes months since grafting, 0 to 600, or none, not '-1'",
                          "3 value: takes a percentage, 0 to 300, not 'x'",
                          "3 arm_class: is needed for a number that is not there yet",
                          "3 page: is empty, as table, figure and letter are; say where the number stands"));
}

TEST(ReadSheet, NeedsWhoAndWhy) {
  Desk desk;
  desk.add(desk.cells(desk.row, {{"n", "6"}}));
  EXPECT_THAT(said(read_sheet(desk.sheet, desk.present, "", "")),
              ElementsAre(HasSubstr("who: needs who says it"), HasSubstr("why: needs a reason")));
}

TEST(ReadSheet, RefusesAPlaceAsLongAsABook) {
  const std::string book(6000, 'x');
  EXPECT_THAT(said(Desk().filled({{"n", "6"}, {"table", book}})), ElementsAre(HasSubstr("table: is longer than")));
  Cells cells = kNewNumber;
  cells["table"] = book;
  EXPECT_THAT(said(Desk().entered(cells)), ElementsAre(HasSubstr("table: is longer than")));
}

TEST(ReadSheet, NeedsNoReasonForWhatCountsAlready) {
  Desk desk;
  desk.add(desk.cells(desk.row, {{"months", "6"}}));
  EXPECT_THAT(read_sheet(desk.sheet, desk.present, "", "").problems, IsEmpty());
}

TEST(ReadSheet, RefusesAFieldThatHasChangedSince) {
  Desk desk;
  desk.present.outcomes[12].counted["n"] = "8";
  const SheetReading reading = desk.filled({{"n", "6"}});
  EXPECT_THAT(said(reading), ElementsAre("2 n: was not stated when the sheet was made, is 8 now; export it again"));
  EXPECT_TRUE(reading.problems[0].conflict);
}

TEST(ReadSheet, TakesAChangeOfAFieldThatTheRowLeavesEmpty) {
  Desk desk;
  desk.present.outcomes[12].counted["n"] = "8";
  EXPECT_THAT(desk.filled({{"spread_kind", "sd"}}).problems, IsEmpty());
}

TEST(ReadSheet, TakesAChangeToWhatTheRowSays) {
  Desk desk;
  desk.present.outcomes[12].counted["n"] = "6";
  const SheetReading reading = desk.filled({{"n", "6"}});
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_EQ(reading.unchanged, 1U);
}

TEST(ReadSheet, FindsTheNumberByItsPlaceUnderAnotherId) {
  Desk desk;
  desk.present.outcomes = {{99, {3, "Wang 2021", "auto", false, counted()}}};
  desk.present.machine[0].outcome = 99;
  desk.present.machine[0].key.arm_label = "ASC group";
  EXPECT_EQ(desk.filled({{"n", "6"}}).statements.at(0).outcome, 99);
}

TEST(ReadSheet, RefusesARowWhoseNumberIsGone) {
  Desk desk;
  desk.present.outcomes.clear();
  desk.present.machine.clear();
  const SheetReading reading = desk.filled({{"n", "6"}});
  EXPECT_THAT(said(reading), ElementsAre(HasSubstr("is not there any more")));
  EXPECT_TRUE(reading.problems[0].conflict);
}

TEST(ReadSheet, RefusesAnEnteredNumberOfAnotherDatabase) {
  Desk desk;
  desk.present.entered = {{"8", 12}};
  desk.row.state.target_kind = Target::entered;
  desk.row.state.target = "8";
  EXPECT_EQ(desk.filled({{"n", "6"}}).statements.size(), 1U);
  desk.present.database = "another";
  EXPECT_THAT(said(desk.read()), ElementsAre(HasSubstr("is not there any more")));
}

TEST(ReadSheet, AVerdictIsOnTheNumberAsTheSheetShowedIt) {
  Desk desk;
  EXPECT_EQ(desk.filled({{"verdict", "Reject"}}).statements.at(0).kind, Kind::reject);
  desk.present.outcomes[12].counted["months"] = "12";
  EXPECT_THAT(said(desk.read()), ElementsAre(HasSubstr("verdict: was months 6 when the sheet was made, is months 12")));
}

TEST(ReadSheet, AcceptsWhatTheRowCorrects) {
  const SheetReading reading = Desk().filled({{"n", "6"}, {"verdict", "accept"}});
  ASSERT_EQ(reading.statements.size(), 2U);
  EXPECT_EQ(reading.statements[0].kind, Kind::set);
  EXPECT_EQ(reading.statements[1].kind, Kind::accept);
}

TEST(ReadSheet, RefusesToRejectAndCorrect) {
  EXPECT_THAT(said(Desk().filled({{"n", "6"}, {"verdict", "reject"}})), ElementsAre(HasSubstr("do one of both")));
}

TEST(ReadSheet, AStandingVerdictIsNoDecision) {
  Desk desk;
  desk.present.outcomes[12].just_accepted = true;
  EXPECT_THAT(desk.filled({{"verdict", "accept"}}).statements, IsEmpty());
}

TEST(ReadSheet, RefusesAVerdictAfterAnotherOne) {
  Desk desk;
  desk.present.outcomes[12].decision = "rejected";
  EXPECT_THAT(said(desk.filled({{"verdict", "accept"}})), ElementsAre(HasSubstr("was auto when")));
}

TEST(ReadSheet, ASpreadThatIsTakenAwayTakesItsKindAlong) {
  const SheetReading reading = Desk().filled({{"spread", "none"}});
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_EQ(reading.statements.at(0).value, (Values{{"spread", ""}}));
}

TEST(ReadSheet, RefusesAKindWithoutASpread) {
  EXPECT_THAT(said(Desk().filled({{"spread", "none"}, {"spread_kind", "sd"}})), ElementsAre(HasSubstr("no spread")));
}

TEST(ReadSheet, TellsWhenTheWrongColumnWasFilled) {
  EXPECT_THAT(said(Desk().filled({{"n_now", "6"}})),
              ElementsAre("2 n_now: shows what counted when the sheet was made, not stated, and holds '6'; write into "
                          "the column n instead"));
}

TEST(ReadSheet, TellsWhenANewNumberWasWrittenIntoAColumnThatOnlyShows) {
  Cells cells = kNewNumber;
  cells["n_now"] = "6";
  EXPECT_THAT(said(Desk().entered(cells)), ElementsAre(HasSubstr("2 n_now: holds '6' and shows nothing")));
}

TEST(ReadSheet, TellsWhenOnlySomeColumnsWereSorted) {
  EXPECT_THAT(said(Desk().filled({{"outcome_id", "13"}, {"n", "6"}})), ElementsAre(HasSubstr("sorted or copied")));
}

TEST(ReadSheet, RefusesAStateThatWasCutOrIsMissing) {
  EXPECT_THAT(said(Desk().filled({{"state", "evigraft|1|d"}, {"n", "6"}})), ElementsAre(HasSubstr("changed or cut")));
  EXPECT_THAT(said(Desk().filled({{"state", ""}, {"n", "6"}})), ElementsAre(HasSubstr("state: is empty")));
}

TEST(ReadSheet, RefusesTwoRowsAboutOneNumber) {
  Desk desk;
  desk.add(desk.cells(desk.row, {{"n", "6"}}));
  EXPECT_THAT(said(desk.filled({{"n", "7"}})), ElementsAre(HasSubstr("same number as row 2")));
}

TEST(ReadSheet, EntersANumberOfTheRowsReport) {
  const SheetReading reading = Desk().entered(kNewNumber);
  ASSERT_EQ(reading.statements.size(), 1U);
  EXPECT_EQ(reading.statements[0].kind, Kind::add);
  EXPECT_EQ(reading.statements[0].report, 3);
  EXPECT_EQ(reading.statements[0].value, (Values{{"arm_class", "SVF"}, {"table", "2"}, {"value", "64.8"}}));
}

TEST(ReadSheet, EntersANumberInARowOfItsOwn) {
  Desk desk;
  Cells cells = kNewNumber;
  cells["report"] = "10.1/x";
  cells["state"] = "";
  EXPECT_EQ(desk.entered(cells).statements.at(0).report, 3);
}

TEST(ReadSheet, NeedsWhatANumberNeeds) {
  EXPECT_THAT(said(Desk().entered({{"value", "5"}, {"report", "9"}, {"page", "2"}})),
              ElementsAre("2 report: There is no report 9.", HasSubstr("arm_class: is needed")));
  EXPECT_THAT(said(Desk().entered({{"value", "5"}, {"page", "2"}})), ElementsAre(HasSubstr("arm_class: is needed")));
}

TEST(ReadSheet, DoesNotEnterANumberTwice) {
  Desk desk;
  Values there = {{"value", "64.8"}, {"arm_class", "SVF"}, {"table", "2"},    {"statistic", "mean"},
                  {"spread", ""},    {"spread_kind", ""},  {"arm_label", ""}, {"words", "64.8"}};
  desk.present.added = {{3, there, ""}};
  EXPECT_EQ(desk.entered(kNewNumber).unchanged, 1U);
  EXPECT_THAT(said(desk.entered(kNewNumber)), ElementsAre(HasSubstr("same number as row 2")));
}

TEST(ReadSheet, DoesNotPassOverAColumnOfSomebodysOwn) {
  Desk desk;
  desk.sheet.columns.emplace_back("notes");
  std::vector<std::string> line = desk.cells(desk.row, {});
  line.emplace_back("ask the author");
  desk.add(line);
  EXPECT_THAT(said(desk.read()), ElementsAre(HasSubstr("2 notes: is no column")));
}

TEST(ReadSheet, RefusesAnotherTable) {
  SheetCells other{{"study", "mi"}, {{"Wang", "5"}}, {2}};
  EXPECT_THROW(read_sheet(other, Desk().present, "a", "b"), Error);
}

TEST(ReadSheet, PassesTheRowOfHelpTexts) {
  Desk desk;
  desk.add(sheet_help());
  EXPECT_EQ(desk.read().filled, 0U);
}

RC_GTEST_PROP(ReadSheet, HoldsForAnyCells, (const std::vector<std::string>& texts)) {
  Desk desk;
  std::vector<std::string> line = sheet_cells(desk.row);
  for (const std::string& text : texts) line[*rc::gen::inRange<std::size_t>(0, line.size())] = text;
  desk.add(line);
  for (const SheetStatement& statement : desk.read().statements)
    for (const auto& [field, value] : statement.value)
      if (!value.empty() && statement.kind == Kind::set) RC_ASSERT(checked_value(field, value) == value);
}
}  // namespace
