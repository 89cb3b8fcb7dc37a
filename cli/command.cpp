#include "cli/command.h"

namespace evigraft::cli {

CLI::App* add_command(CLI::App& app, Run& chosen, const std::string& name, const std::string& help,
                      const std::string& examples, Run run) {
  CLI::App* command = app.add_subcommand(name, help);
  command->fallthrough();
  if (!examples.empty()) command->footer("Examples:\n" + examples);
  command->callback([&chosen, run = std::move(run)] { chosen = run; });
  return command;
}

}  // namespace evigraft::cli
