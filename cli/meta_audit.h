// cli/meta_audit.h: `meta --audit`: the audits of core/synthesis asked of a table or of the database, in JSON and in
// words; and the warnings about spreads that `meta` always gives. docs/audits.md.
#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/meta_table.h"
#include "cli/output.h"
#include "cli/spread_column.h"
#include "pipeline/selection.h"
#include "store/store.h"
#include "synthesis/input_audit.h"
#include "synthesis/spread_audit.h"

namespace evigraft::cli {

struct Audits {
  bool spread = false, input = false;
};

/// The names after `--audit`. Error::usage on another name.
Audits audits_of(const std::vector<std::string>& asked);

struct SpreadReport {
  std::vector<std::string> labels;  ///< of the audited studies, as are `ids`
  std::vector<std::int64_t> ids;    ///< study_id, or of a table the row from 1
  bool of_table = false;
  std::optional<double> null;  ///< no effect, on the measure's scale
  SpreadAudit audit;
  std::string refusal;  ///< why there is no audit, one sentence
};

struct InputReport {
  std::vector<std::string> labels;  ///< of the rows that were read, as are `ids`
  std::vector<std::int64_t> ids;    ///< study_id, or of a table the row from 1
  bool of_table = false;
  std::vector<InputFinding> findings;
};

struct AuditReport {
  std::optional<SpreadReport> spread;
  std::optional<InputReport> input;
};

/// What was asked for; and into the warnings of `result`: undeclared spreads left out or read, standardised differences
/// beyond 2. `spreads.pooled` is the table that was pooled.
AuditReport audit_table(const SpreadColumn& spreads, const CsvTable& given, const MetaOptions& options,
                        SpreadReading reading, const Audits& audits, MetaResult& result);

/// The input audit of a table that lacks the columns of its measure, so that nothing can be pooled; none where it has
/// them or the audit is not asked for. `why` is the sentence that refuses the pooling.
struct AuditAlone {
  AuditReport report;
  std::string why;
};
std::optional<AuditAlone> audit_alone(const CsvTable& given, const std::string& measure, const Audits& audits);
void print_audit_alone(Output& out, const std::string& measure, const AuditAlone& alone);

/// The same for the database: entry i of `result.rows` is study i of `selected`. `candidates` are needed for an audit.
AuditReport audit_database(const PoolQuestion& question, const Selected& selected,
                           const std::vector<Candidate>& candidates, const Store& store, const Audits& audits,
                           MetaResult& result);

/// What the audit says, in one sentence.
std::string spread_sentence(const SpreadReport& report);

/// Adds the keys "spread_audit" ... to the document of `meta`.
void add_audit(nlohmann::ordered_json& document, const AuditReport& report);

/// The same in lines for people.
void print_audit(Output& out, const AuditReport& report);

}  // namespace evigraft::cli
