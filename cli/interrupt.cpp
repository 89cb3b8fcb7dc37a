#include "cli/interrupt.h"

#include <csignal>

namespace evigraft::cli {
namespace {
volatile std::sig_atomic_t g_signals = 0;

void remember(int number) {
  g_signals = g_signals + 1;
  std::signal(number, SIG_DFL);
}
}  // namespace

void remember_interrupts() {
  std::signal(SIGINT, remember);
  std::signal(SIGTERM, remember);
}

bool interrupted() { return g_signals != 0; }

}  // namespace evigraft::cli
