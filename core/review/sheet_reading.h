// core/review/sheet_reading.h: a sheet that came back, held against what counts now -> what it says, what is wrong in
// it, and what has changed since it was made. Pure; every problem of every row is found at once.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "review/settle.h"
#include "review/sheet_state.h"
#include "review/votes.h"

namespace evigraft::review {

/// A sheet as text, whatever file it came in.
struct SheetCells {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> numbers;  ///< of the rows as spreadsheets count them; the header is 1
};

struct PresentOutcome {
  std::int64_t report = 0;
  std::string study;           ///< what it is called
  std::string decision;        ///< auto, accepted, rejected, corrected, entered
  bool just_accepted = false;  ///< the newest decision on it accepts it
  Values counted;              ///< every field
};

/// What one of two readers has said of an outcome: it may wait for the other, while what counts stays as it was.
struct OwnWord {
  Values values;         ///< every field: what counts, with their open votes
  std::string verdict;   ///< accept, reject: their newest decision on it, where no third person decided since
  std::int64_t run = 0;  ///< of the newest of their decisions on it
  bool waits = false;    ///< a vote of theirs is open
};

/// A number that somebody entered.
struct AddedNumber {
  std::int64_t report = 0;
  Values values;
  std::string reader;  ///< whose vote it is, which only they may know of; empty: it counts
};

/// What the sheet is held against.
struct SheetPresent {
  std::string database;
  Readers readers;                                     ///< who read independently now; none: one reads
  std::array<std::map<std::int64_t, OwnWord>, 2> own;  ///< of each, by outcome
  std::map<std::int64_t, PresentOutcome> outcomes;
  std::vector<MachineOutcome> machine;
  std::map<std::string, std::int64_t> entered;           ///< number of an `add` -> its outcome
  std::map<std::string, std::int64_t> reports;           ///< by record key
  std::vector<AddedNumber> added;                        ///< by the `add`s in force
  std::map<std::int64_t, std::string> studies;           ///< what a report's study is called
  std::function<std::int64_t(const std::string&)> find;  ///< a report by what a person writes; Error when there is none
};

/// What one cell changes.
struct SheetChange {
  std::string field, before, after;  ///< empty: not stated
};

/// One decision that a row asks for: set, accept, reject or add.
struct SheetStatement {
  std::size_t row = 0;
  Kind kind = Kind::set;
  std::int64_t outcome = 0, report = 0;
  std::string study, who, why;
  Values value;                      ///< set: fields; add: fields, arm_label, words and place
  std::vector<SheetChange> changes;  ///< of set and add
};

struct SheetProblem {
  std::size_t row = 0;
  std::string column, what;  ///< "takes a whole number from 1, or none, not 'six'"
  bool conflict = false;     ///< what the row was made from has changed
};

struct SheetReading {
  std::vector<SheetStatement> statements;
  std::vector<SheetProblem> problems;  ///< by row; if there is one, the sheet counts for nothing
  std::vector<std::string> remarks;
  std::size_t filled = 0;     ///< rows that say something
  std::size_t unchanged = 0;  ///< of them those that say what counts already, or what the same person said
  std::size_t waiting = 0;    ///< of these those that say what their person's open vote says
};

/// `who` and `why` stand in for empty cells. Numbers may have a decimal comma, words may be in any case. Error::data
/// when the columns are not a sheet's.
SheetReading read_sheet(const SheetCells& sheet, const SheetPresent& present, const std::string& who,
                        const std::string& why);

}  // namespace evigraft::review
