// evigraft export --format prisma-s.
#include "cli/commands/export_formats.h"
#include "cli/export_file.h"
#include "cli/open.h"
#include "pipeline/exports.h"

namespace evigraft::cli {
namespace {

Cell count_cell(const std::optional<std::int64_t>& n) { return n ? Cell(*n) : Cell(); }

Table search_table(const publish::SearchLog& log) {
  Table table;
  table.columns = {"line",       "kind",     "source", "platform", "query",         "sent",         "slice",
                   "part_of",    "limits",   "since",  "until",    "run_at",        "run",          "hits",
                   "hits_exact", "received", "stored", "deleted",  "owed",          "not_relevant", "rejected",
                   "state",      "reason",   "sha256", "topic",    "topic_version", "program"};
  for (const publish::SearchLine& line : log.lines)
    table.rows.push_back({static_cast<std::int64_t>(table.rows.size() + 1),
                          word_cell(line.kind),
                          word_cell(line.source),
                          word_cell(line.platform),
                          word_cell(line.query),
                          word_cell(line.sent),
                          word_cell(line.slice),
                          word_cell(line.part_of),
                          word_cell(publish::limits_of(line)),
                          word_cell(line.since),
                          word_cell(line.until),
                          word_cell(line.run_at),
                          line.run,
                          count_cell(line.hits),
                          line.hits ? Cell(line.exact ? "yes" : "about") : Cell(),
                          count_cell(line.received),
                          count_cell(line.stored),
                          count_cell(line.deleted),
                          count_cell(line.owed),
                          count_cell(line.not_relevant),
                          count_cell(line.rejected),
                          word_cell(line.state),
                          word_cell(line.reason),
                          word_cell(line.sha256),
                          word_cell(log.topic),
                          word_cell(log.topic_version),
                          word_cell(log.program)});
  return table;
}

}  // namespace

void export_prisma_s(Context& context, const ExportFlags& flags) {
  const Store store = open_for_reading(context);
  publish::SearchLog log = search_log(store, topic_of(context, store));
  log.program = surroundings(context).version;
  print_export(context, flags.out, [&](Output& out) {
    if (out.format() != Format::text) return out.list("searches", search_table(log));
    for (const std::string& line : publish::search_log_text(log)) out.line(line);
  });
}

}  // namespace evigraft::cli
