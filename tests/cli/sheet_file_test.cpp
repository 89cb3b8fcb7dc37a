// Sheets as files: what spreadsheets make of CSV, and both formats through the store and back.
#include "cli/sheet_file.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>

#include <random>

#include "cli/output.h"
#include "store/decisions.h"
#include "store/evidence.h"
#include "store/links.h"
#include "store/readings.h"
#include "store/records.h"
#include "store/screening.h"
#include "tests/core/store/scratch.h"

namespace {
using namespace evigraft;
using namespace evigraft::cli;
using testing::ElementsAre;
using testing::HasSubstr;

const Surroundings kSurroundings = {
    .now = [] { return kNow; }, .cancelled = {}, .progress = {}, .warn = {}, .version = {}};

/// Trials with two arms each, whose spreads nobody explains. `label` is the arms'.
struct Trials {
  explicit Trials(int count, const std::string& label = "ASC group") {
    RecordImport import(store, run, "s", "f", kNow);
    LinkRows links;
    std::vector<ReadingRow> readings;
    std::vector<ScreeningRows> screening;
    for (int i = 1; i <= count; ++i) {
      import.add(small_record(std::to_string(1000 + i), "Trial " + std::to_string(i)));
      links.reports.push_back({"s:" + std::to_string(1000 + i), {{i, "first"}}, "current", ""});
      links.studies.push_back({{static_cast<std::size_t>(i - 1)}, "single report"});
      ReadingRow& row = readings.emplace_back();
      row.report_id = row.record_id = i;
      row.species = "human";
      row.design = "rct";
      row.pairing = "parallel";
      row.extractor = "1";
      row.text_digest = "d";
      for (const char* arm : {"ASC", "conventional"}) row.outcomes.push_back(outcome(arm, label, i));
      screening.push_back({i, {{"human", "include", "people"}}});
    }
    import.finish({1, std::string(64, '0')});
    replace_links(store, run, links);
    replace_screening(store, run, screening);
    replace_readings(store, run, readings);
    derive_decided(store, run, topic);
  }

  static OutcomeRow outcome(const std::string& arm, const std::string& label, int trial) {
    OutcomeRow row;
    row.arm_class = arm;
    row.arm_label = label;
    row.value = 60.125 + trial;
    row.as_printed = arm + std::to_string(trial);
    row.spread = 4;
    row.spread_kind = "unknown";
    row.months = 6;
    row.statistic = "mean";
    row.span = {"abstract", 9, 18, "Retention"};
    row.confidence = 0.9;
    return row;
  }

  SheetRows rows(bool all = true) const { return sheet_rows(store, topic, {all, "", {}, ""}); }
  std::string bytes(SheetFormat format) const { return sheet_bytes(rows(), format, kNow); }
  SheetImport import(const review::SheetCells& sheet, bool dry_run = false) {
    return import_sheet(store, topic, sheet, "Ann Lee", "full text", dry_run, {}, kSurroundings);
  }

  Scratch scratch;
  Topic topic = find_topic("lipotransfer").topic;
  Store store = scratch.make();
  std::int64_t run = begin_run(store, "extract", kNow);
};

/// Cells of a sheet by row and column name.
std::string& cell(review::SheetCells& sheet, std::size_t row, const std::string& column) {
  const auto at = std::find(sheet.columns.begin(), sheet.columns.end(), column);
  std::vector<std::string>& cells = sheet.rows.at(row);
  cells.resize(sheet.columns.size());
  return cells.at(static_cast<std::size_t>(at - sheet.columns.begin()));
}

/// The row of an outcome, by its number.
std::size_t row_of(review::SheetCells& sheet, std::int64_t outcome) {
  for (std::size_t i = 0; i < sheet.rows.size(); ++i)
    if (cell(sheet, i, "outcome_id") == std::to_string(outcome)) return i;
  ADD_FAILURE() << "no row of outcome " << outcome;
  return 0;
}

/// A sheet as a spreadsheet saves it: its own separator, the same cells.
std::string saved(const review::SheetCells& sheet, char separator) {
  std::string out;
  const auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      std::string quoted = "\"";
      for (const char letter : cells[i]) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
      out += (i == 0 ? "" : std::string(1, separator)) + quoted + "\"";
    }
    out += "\r\n";
  };
  line(sheet.columns);
  for (const auto& row : sheet.rows) line(row);
  return out;
}

TEST(SheetFile, TakesItsFormatFromTheEndOfItsName) {
  EXPECT_EQ(sheet_format("a.CSV"), SheetFormat::csv);
  EXPECT_EQ(sheet_format("a.b.xlsx"), SheetFormat::xlsx);
  EXPECT_THROW(sheet_format("xls"), Error);
}

TEST(SheetFile, ReadsCommasSemicolonsAndTabs) {
  for (const char separator : {',', ';', '\t'}) {
    const std::string s(1, separator);
    const review::SheetCells sheet = parse_sheet_file(
        "\xEF\xBB\xBF"
        "a" +
            s + "b\r\n" + s + "\r\n\"x;,\ty\"" + s + "\r\n7\r\n",
        "f.csv");
    EXPECT_THAT(sheet.columns, ElementsAre("a", "b"));
    EXPECT_EQ(sheet.rows.back(), (std::vector<std::string>{"7", ""}));
    EXPECT_EQ(sheet.rows.at(sheet.rows.size() - 2).at(0), "x;,\ty");
    EXPECT_EQ(sheet.numbers.back(), 4U) << "rows are counted as the spreadsheet shows them";
  }
}

TEST(SheetFile, RefusesShortRowsThatTheHeaderWouldBlowUp) {
  std::string bytes = "a";
  for (int i = 0; i < 999; ++i) bytes += ",";
  bytes += "\r\n";
  for (int i = 0; i < 2001; ++i) bytes += "7\r\n";
  EXPECT_THAT(sentence(Error::Kind::data, [&] { parse_sheet_file(bytes, "f.csv"); }),
              HasSubstr("more than 2000000 cells"));
}

TEST(SheetFile, RefusesAnotherCharacterSetWithWhatToDo) {
  EXPECT_THAT(sentence(Error::Kind::data, [] { parse_sheet_file("a,b\r\n49\xB1 3,\r\n", "f.csv"); }),
              HasSubstr("save the table as CSV in UTF-8"));
}

TEST(SheetFile, BothFormatsHoldTheSameCells) {
  const Trials trials(2);
  review::SheetCells csv = parse_sheet_file(trials.bytes(SheetFormat::csv), "f.csv");
  review::SheetCells xlsx = parse_sheet_file(trials.bytes(SheetFormat::xlsx), "f.xlsx");
  EXPECT_EQ(csv.columns, xlsx.columns);
  csv.rows.erase(csv.rows.begin());  // the row of help texts
  ASSERT_EQ(csv.rows.size(), xlsx.rows.size());
  for (std::size_t i = 0; i < csv.rows.size(); ++i) {
    xlsx.rows[i].resize(csv.columns.size());
    EXPECT_EQ(csv.rows[i], xlsx.rows[i]);
  }
}

TEST(SheetFile, ComesBackUnfilledWithoutADecision) {
  Trials trials(3);
  for (const SheetFormat format : {SheetFormat::csv, SheetFormat::xlsx}) {
    const SheetImport imported = trials.import(parse_sheet_file(trials.bytes(format), "f"));
    EXPECT_EQ(imported.reading.filled, 0U);
    EXPECT_TRUE(imported.reading.problems.empty());
  }
  EXPECT_TRUE(decision_rows(trials.store).empty());
}

TEST(SheetFile, HostileLabelsComeBackAndDisturbNothing) {
  for (const std::string label : {"=HYPERLINK(\"http://x\")", "@a", "+1", "-1", "a\"b", "a,b;c\td", "line\r\nline",
                                  "<script>", "a|b\\c", "\x01"}) {
    Trials trials(1, label);
    for (const SheetFormat format : {SheetFormat::csv, SheetFormat::xlsx}) {
      review::SheetCells sheet = parse_sheet_file(trials.bytes(format), "f");
      const std::size_t row = row_of(sheet, 1);
      EXPECT_EQ(cell(sheet, row, "arm"), label);
      cell(sheet, row, "n") = "6";
      const SheetImport imported = trials.import(sheet, true);
      ASSERT_EQ(imported.reading.statements.size(), 1U) << label;
      EXPECT_EQ(imported.reading.statements[0].outcome, 1) << label;
    }
  }
}

TEST(SheetFile, WhatSpreadsheetsSaveWithTheirSeparatorIsTaken) {
  for (const char separator : {';', '\t'}) {
    Trials trials(1);
    review::SheetCells sheet = parse_sheet_file(trials.bytes(SheetFormat::csv), "f");
    cell(sheet, row_of(sheet, 1), "spread") = "3,61";
    trials.import(parse_sheet_file(saved(sheet, separator), "f"));
    EXPECT_EQ(outcome_views(trials.store).at(0).spread, 3.61);
  }
}

TEST(SheetFile, ADryRunComputesAndKeepsNothing) {
  Trials trials(1);
  review::SheetCells sheet = parse_sheet_file(trials.bytes(SheetFormat::csv), "f");
  for (const std::int64_t outcome : {1, 2}) {
    cell(sheet, row_of(sheet, outcome), "n") = "6";
    cell(sheet, row_of(sheet, outcome), "spread_kind") = "sd";
  }
  const auto all = [&] {
    return plain_sql(trials.scratch.file(),
                     "SELECT (SELECT count(*) FROM run), (SELECT count(*) FROM decision), "
                     "(SELECT group_concat(spread_kind) FROM v_outcome)");
  };
  const std::string before = all();
  const SheetImport imported = trials.import(sheet, true);
  EXPECT_FALSE(imported.decided.pooled.empty());
  EXPECT_EQ(imported.decided.pooled.at(0).after.k, 1);
  EXPECT_EQ(all(), before);
}

TEST(SheetFile, KeepsNothingWhenOneRowHasAProblem) {
  Trials trials(2);
  review::SheetCells sheet = parse_sheet_file(trials.bytes(SheetFormat::csv), "f");
  cell(sheet, row_of(sheet, 1), "n") = "6";
  cell(sheet, row_of(sheet, 3), "n") = "six";
  EXPECT_EQ(trials.import(sheet).reading.problems.size(), 1U);
  EXPECT_TRUE(decision_rows(trials.store).empty());
}

TEST(SheetFile, ASheetFromBeforeACorrectionConflicts) {
  Trials trials(1);
  review::SheetCells old = parse_sheet_file(trials.bytes(SheetFormat::csv), "f"), other = old;
  cell(old, row_of(old, 1), "n") = "6";
  cell(other, row_of(other, 1), "n") = "8";
  trials.import(other);
  const SheetImport imported = trials.import(old);
  ASSERT_EQ(imported.reading.problems.size(), 1U);
  EXPECT_TRUE(imported.reading.problems[0].conflict);
  EXPECT_EQ(decision_rows(trials.store).size(), 1U);
}

TEST(SheetFile, ANumberEnteredBySheetCanBeCorrectedBySheet) {
  Trials trials(1);
  review::SheetCells sheet = parse_sheet_file(trials.bytes(SheetFormat::csv), "f");
  const std::size_t last = sheet.rows.size() - 1;  // the row for a new number of the report
  for (const auto& [column, text] :
       {std::pair{"value", "55,5"}, {"arm_class", "SVF"}, {"letter", "2026-11-02"}, {"arm_label", "=SVF"}})
    cell(sheet, last, column) = text;
  const std::int64_t id = trials.import(sheet).decided.outcomes.at(0);
  EXPECT_TRUE(trials.import(sheet).decided.decisions.empty()) << "the same sheet again says nothing new";
  review::SheetCells next = parse_sheet_file(trials.bytes(SheetFormat::xlsx), "f");
  cell(next, row_of(next, id), "n") = "9";
  EXPECT_TRUE(trials.import(next).reading.problems.empty());
  for (const OutcomeView& outcome : outcome_views(trials.store))
    if (outcome.outcome_id == id) {
      EXPECT_EQ(outcome.value, 55.5);
      EXPECT_EQ(outcome.n, 9);
      EXPECT_EQ(outcome.place, "letter 2026-11-02");
      EXPECT_EQ(outcome.arm_label, "=SVF");
    }
}

/// A value that a field takes, as a person may write it.
std::string any_value(const std::string& field, std::mt19937& random) {
  const auto one_of = [&](const std::vector<std::string>& words) { return words[random() % words.size()]; };
  if (!review::words_of(field).empty()) return one_of(review::words_of(field));
  if (field == "n") return std::to_string(1 + random() % 1000);
  if (review::takes_number(field)) return review::number_text(static_cast<double>(random() % 300'000) / 1000.0);
  return one_of({"of the volume", "=1+1", "a\"b", "x;y,z", "1-2", "@x", "ä\nö"});
}

TEST(SheetFile, WhatIsFilledInIsWhatTheNextSheetShows) {
  Trials trials(3);
  std::mt19937 random(20261121);
  for (int round = 0; round < 8; ++round) {
    const SheetFormat format = round % 2 == 0 ? SheetFormat::csv : SheetFormat::xlsx;
    review::SheetCells sheet = parse_sheet_file(trials.bytes(format), "f");
    std::map<std::pair<std::int64_t, std::string>, std::string> filled;
    for (std::int64_t outcome = 1; outcome <= 6; ++outcome)
      for (const std::string& field : review::outcome_fields())
        if (random() % 3 == 0)
          cell(sheet, row_of(sheet, outcome), field) = filled[{outcome, field}] = any_value(field, random);
    sheet = parse_sheet_file(saved(sheet, ';'), "f");
    const SheetImport imported = trials.import(sheet);
    ASSERT_TRUE(imported.reading.problems.empty()) << imported.reading.problems[0].what;
    EXPECT_TRUE(trials.import(sheet).decided.decisions.empty()) << "the same sheet again says nothing new";
    for (const SheetFormat next : {SheetFormat::csv, SheetFormat::xlsx}) {
      review::SheetCells shown = parse_sheet_file(trials.bytes(next), "f");
      for (const auto& [at, text] : filled)
        EXPECT_EQ(cell(shown, row_of(shown, at.first), at.second + "_now"), review::checked_value(at.second, text));
    }
  }
}
}  // namespace
