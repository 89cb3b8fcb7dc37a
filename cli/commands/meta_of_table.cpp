// evigraft meta --csv FILE.
#include <evigraft/error.h>

#include <nlohmann/json.hpp>

#include "cli/commands/meta_flags.h"
#include "cli/meta_audit.h"
#include "cli/meta_json.h"
#include "cli/meta_plot.h"
#include "cli/meta_table.h"
#include "cli/meta_text.h"

namespace evigraft::cli {

int meta_of_table(Context& context, const MetaFlags& flags) {
  MetaOptions options = options_of(flags);
  const std::string& to = flags.question.to;
  options.zeros = {flags.add, parse_zero_cells(to.empty() ? "only0" : to), flags.drop00};
  const bool draws = plot_wanted(flags.plot, meta_plot_kinds());
  const Audits audits = audits_of(flags);
  const SpreadReading reading = parse_spread_reading(flags.question.spread);
  refuse_of_table(flags.question);
  const CsvTable read = read_csv(flags.csv);
  const CsvTable given = with_flags(read, options.measure, flags.repeated);
  Output& out = context.out();
  // Where more is asked, that the table cannot be pooled is an error.
  const bool more = draws || flags.refits.any() || !flags.repeated.cluster.empty() || !options.moderators.empty() ||
                    !options.factors.empty() || !options.subgroup.empty() || !options.diagnostics.empty();
  const auto alone = more ? std::nullopt : audit_alone(given, options.measure, audits);
  if (alone) {
    print_audit_alone(out, options.measure, *alone);
    return 0;
  }
  const SpreadColumn spreads = read_spread_column(given, measure(options.measure), reading);
  MetaResult result = meta_from_table(spreads.pooled, options);
  const CsvTable without_flags = read_spread_column(read, measure(options.measure), reading).pooled;
  const Repeated repeated = repeated_of_table(without_flags, result, options, flags.repeated);
  const AuditReport audit = audit_table(spreads, given, options, reading, audits, result);
  const Refits refits = refit(result, flags.refits);
  if (draws) {
    PlotStudies studies = plot_studies(spreads.pooled, result, options.moderators, reading, flags.plot);
    studies.gosh_subsets = flags.refits.gosh_subsets, studies.seed = flags.refits.seed;
    write_meta_plot(out, flags.plot, result, studies, audit);
  }
  if (out.json()) {
    nlohmann::ordered_json json = meta_json(result);
    json.update(refits.json);
    add_repeated(json, repeated);
    add_audit(json, audit);
    out.document(json);
  } else {
    print_meta(out, result, flags.csv);
    print_repeated(out, repeated, result);
    print_audit(out, audit);
    for (const std::string& line : refits.lines) out.line(line);
  }
  return refits.differs ? 1 : exit_code(result);
}

}  // namespace evigraft::cli
