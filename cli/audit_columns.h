// cli/audit_columns.h: what an input audit is told of a table, column by column, and of the database.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/csv_table.h"
#include "pipeline/selection.h"
#include "store/store.h"
#include "synthesis/input_audit.h"

namespace evigraft::cli {

/// One entry a row. A cell that is no number is left out: that it is one is another's complaint. `measure` is what an
/// estimate claims to be where no column says so. docs/audits.md lists the columns.
std::vector<AuditedRow> audited_rows(const CsvTable& table, const std::string& measure);

/// The studies of a question, an arm an outcome with mean and spread as printed, in the order of `selected`; after them
/// one entry for each outcome that has a confidence interval. `study` is the place in `selected` of every entry.
struct AuditedStudies {
  std::vector<AuditedRow> rows;
  std::vector<std::size_t> study;
};
using Registrations = std::map<std::int64_t, std::set<std::string>>;  ///< by report
AuditedStudies audited_studies(const Selected& selected, const std::vector<Candidate>& candidates,
                               const Registrations& registrations);

/// Registry numbers of every report, of whichever source.
Registrations registrations_of(const Store& store);

}  // namespace evigraft::cli
