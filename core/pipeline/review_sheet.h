// core/pipeline/review_sheet.h: outcomes as the rows of a sheet, and a sheet that came back as decisions.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pipeline/readers.h"
#include "pipeline/review.h"
#include "review/sheet.h"
#include "review/sheet_reading.h"

namespace evigraft {

/// Which outcomes a sheet asks about.
struct SheetChoice {
  bool all = false;              ///< every outcome of an included report, and included reports without one, too
  std::string study;             ///< its number, or a part of its name; empty: any
  std::set<review::Need> needs;  ///< of the queue; empty: any
  std::string viewer;            ///< one of two readers is asked what that one has not said yet
};
/// Whether a study is meant by a number, or by a part of its name.
bool is_study(const std::string& wanted, std::int64_t study, const std::string& label);

struct SheetRows {
  std::vector<review::SheetRow> rows;  ///< by report as the queue ranks them, each closed by a row for a new number
  std::int64_t outcomes = 0, reports = 0, run = 0;
};
SheetRows sheet_rows(const Store& store, const Topic& topic, const SheetChoice& choice);

struct SheetImport {
  review::SheetReading reading;
  DecidedSummary decided;                       ///< empty when the sheet has a problem, or says nothing new
  std::vector<std::optional<VoteState>> votes;  ///< of each decision; none where it is no vote
  bool hides = false;  ///< a dry run of votes: what they meet, and so what they change, would tell the other's
};
/// Makes the decisions that the sheet asks for, all in one transaction, or none where one row has a problem.
/// `dry_run`: everything is computed and nothing is kept. `find`: a report by what a person writes.
SheetImport import_sheet(Store& store, const Topic& topic, const review::SheetCells& sheet, const std::string& who,
                         const std::string& why, bool dry_run,
                         const std::function<std::int64_t(const std::string&)>& find, const Surroundings& surroundings);

}  // namespace evigraft
