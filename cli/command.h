// cli/command.h: how a command registers itself. One file per command in cli/commands.
#pragma once
#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "cli/context.h"

namespace evigraft::cli {

/// What the parsed command line chose to run; returns the exit code.
using Run = std::function<int(Context&)>;

/// A subcommand whose callback stores `run` as the choice.
CLI::App* add_command(CLI::App& app, Run& chosen, const std::string& name, const std::string& help,
                      const std::string& examples, Run run);

void add_init(CLI::App& app, Run& chosen);
void add_refresh(CLI::App& app, Run& chosen);
void add_import(CLI::App& app, Run& chosen);
void add_extract(CLI::App& app, Run& chosen);
void add_lists(CLI::App& app, Run& chosen);
void add_show(CLI::App& app, Run& chosen);
void add_query(CLI::App& app, Run& chosen);
void add_meta(CLI::App& app, Run& chosen);
void add_nma(CLI::App& app, Run& chosen);
void add_review(CLI::App& app, Run& chosen);
void add_export(CLI::App& app, Run& chosen);
void add_publish(CLI::App& app, Run& chosen);
void add_plugin(CLI::App& app, Run& chosen);
void add_doctor(CLI::App& app, Run& chosen);

}  // namespace evigraft::cli
