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
  Output& out = context.out();
  if (out.json())
    out.document(meta_json(result));
  else
    print_meta(out, result, flags.csv);
  return exit_code(result);
}

}  // namespace evigraft::cli
