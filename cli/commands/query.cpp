// evigraft query: a user's own SELECT over the public views.
#include <evigraft/error.h>

#include <memory>

#include "cli/command.h"
#include "cli/open.h"
#include "cli/rows.h"

namespace evigraft::cli {
namespace {

struct QueryFlags {
  std::string sql;
  double seconds = 10;
  std::uint64_t rows = 100000;
};

int run(Context& context, const QueryFlags& flags) {
  (void)open_for_reading(context);
  Table table;
  const QueryEnd end =
      run_query(context.settings.database, flags.sql, {flags.seconds, flags.rows}, [&](const Row& row) {
        std::vector<Cell>& cells = table.rows.emplace_back();
        for (const Value& value : row.values) cells.push_back(to_cell(value, false, false));
      });
  table.columns = end.columns;
  context.out().list("query", table);
  if (end.truncated)
    context.out().warn("Only the first " + std::to_string(end.rows) + " rows are shown; raise --rows or add a LIMIT.");
  return 0;
}
}  // namespace

void add_query(CLI::App& app, Run& chosen) {
  auto flags = std::make_shared<QueryFlags>();
  CLI::App* command =
      add_command(app, chosen, "query", "Run one SELECT on a read-only connection",
                  "  evigraft query \"SELECT arm_class, count(*), avg(value) FROM v_outcome GROUP BY arm_class\"\n"
                  "  evigraft query --json \"SELECT * FROM v_contrast WHERE comparison = 'ASC:conventional'\"",
                  [flags](Context& context) { return run(context, *flags); });
  command->add_option("SQL", flags->sql, "One SELECT; docs/database.md describes the views")->required();
  command->add_option("--seconds", flags->seconds, "Stop after so many seconds")->type_name("S");
  command->add_option("--rows", flags->rows, "Show at most so many rows")->type_name("N");
}

}  // namespace evigraft::cli
