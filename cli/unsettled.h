// cli/unsettled.h: what a new reading means for the decisions of people, said after every command that derives.
#pragma once
#include "cli/output.h"
#include "pipeline.h"

namespace evigraft::cli {

/// A warning when decisions need another look; nothing when all agree.
void warn_of_unsettled(Output& out, const Unsettled& decisions);

}  // namespace evigraft::cli
