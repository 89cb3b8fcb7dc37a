#include "cli/unsettled.h"

namespace evigraft::cli {

void warn_of_unsettled(Output& out, const Unsettled& decisions) {
  if (decisions.conflicts > 0)
    out.warn((decisions.conflicts == 1 ? "1 value that a person decided is"
                                       : std::to_string(decisions.conflicts) + " values that people decided are") +
             " read differently now; what was decided stands: see 'evigraft review list --kind conflict'.");
  if (decisions.lost > 0)
    out.warn((decisions.lost == 1
                  ? "1 decision finds its number or report no more; it is"
                  : std::to_string(decisions.lost) + " decisions find their number or report no more; they are") +
             " kept: see 'evigraft review list --kind lost'.");
}

}  // namespace evigraft::cli
