// evigraft meta --csv FILE.
#include <evigraft/error.h>

#include <nlohmann/json.hpp>

#include "cli/commands/meta_flags.h"
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
  const CsvTable table = read_csv(flags.csv);
  const MetaResult result = meta_from_table(table, options);
  Output& out = context.out();
  if (draws) write_meta_plot(out, flags.plot, result, plot_studies(table, result, options.moderators, flags.plot));
  if (out.json())
    out.document(meta_json(result));
  else
    print_meta(out, result, flags.csv);
  return exit_code(result);
}

}  // namespace evigraft::cli
