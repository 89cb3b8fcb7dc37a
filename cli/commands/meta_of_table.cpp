// evigraft meta --csv FILE.
#include <evigraft/error.h>

#include <nlohmann/json.hpp>

#include "cli/commands/meta_flags.h"
#include "cli/meta_json.h"
#include "cli/meta_table.h"
#include "cli/meta_text.h"

namespace evigraft::cli {

int meta_of_table(Context& context, const MetaFlags& flags) {
  MetaOptions options = options_of(flags);
  const std::string& to = flags.question.to;
  options.zeros = {flags.add, parse_zero_cells(to.empty() ? "only0" : to), flags.drop00};
  const MetaResult result = meta_from_table(read_csv(flags.csv), options);
  const Refits refits = refit(result, flags.refits);
  Output& out = context.out();
  if (out.json()) {
    nlohmann::ordered_json json = meta_json(result);
    json.update(refits.json);
    out.document(json);
  } else {
    print_meta(out, result, flags.csv);
    for (const std::string& line : refits.lines) out.line(line);
  }
  return refits.differs ? 1 : exit_code(result);
}

}  // namespace evigraft::cli
