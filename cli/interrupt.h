// cli/interrupt.h: Ctrl-C and SIGTERM. The first asks the command to finish its transaction; the second ends it.
#pragma once

namespace evigraft::cli {

/// From now on the first signal is only remembered.
void remember_interrupts();
bool interrupted();

}  // namespace evigraft::cli
