// cli/main.cpp: parses, runs the one command that was chosen, turns failures into exit codes.
#include <evigraft/error.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <numeric>

#include "cli/clock.h"
#include "cli/command.h"
#include "cli/version.h"

namespace evigraft::cli {
namespace {

int exit_code(Error::Kind kind) {
  switch (kind) {
    case Error::Kind::failed:
    case Error::Kind::data:
      return 1;
    case Error::Kind::usage:
      return 2;
    case Error::Kind::configuration:
      return 5;
    case Error::Kind::network:
      return 6;
    case Error::Kind::database:
      return 7;
    case Error::Kind::plugin:
      return 8;
    case Error::Kind::interrupted:
      return 130;
  }
  return 1;
}

constexpr const char* kFooter =
    "Examples:\n"
    "  evigraft refresh                          fetch what is new, link, screen, extract\n"
    "  evigraft outcomes --arm ASC               what was read for arms with cultured cells\n"
    "  evigraft meta --compare ASC:conventional  pool them\n"
    "  evigraft review list --limit 10           what needs a person, most valuable first\n"
    "  evigraft publish -o page                  one self-contained page\n"
    "\n"
    "Exit codes: 0 ok, 1 failed, 2 usage, 3 nothing found (with --exit-code), 4 partial, 5 configuration or\n"
    "credentials, 6 nothing obtained from the network, 7 database, 8 plugin, 130 interrupted.";

void add_globals(CLI::App& app, GlobalOptions& flags) {
  app.add_option("--db", flags.database, "Database file (else EVIGRAFT_DB, config, XDG data folder)")
      ->type_name("FILE");
  app.add_option("--config", flags.config, "Configuration file instead of the user's")->type_name("FILE");
  app.add_option("--topic", flags.topic, "Topic: a built-in name or a TOML file")->type_name("NAME|FILE");
  app.add_flag("--json", flags.json, "Same as --output json");
  app.add_option("--output", flags.output, "text, json, jsonl or csv")->type_name("FORMAT");
  app.add_flag("-v,--verbose", flags.verbose, "Say more on standard error");
  app.add_flag("-q,--quiet", flags.quiet, "Only warnings and errors on standard error");
  app.add_option("--color", flags.color, "auto, always or never")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_option("--now", flags.now, "Fix the clock, ISO 8601")->type_name("TIME");
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

/// The command name nearest to a word of the line that is none, when near enough to be a slip.
std::string did_you_mean(const CLI::App& app, int argc, char** argv) {
  std::string best;
  std::size_t nearest = 3;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    for (const CLI::App* command : app.get_subcommands({})) {
      const std::size_t d = distance(word, command->get_name());
      if (d == 0) return {};
      if (d < nearest) {
        nearest = d;
        best = command->get_name();
      }
    }
  }
  return best;
}

bool wants_color(const std::string& when, const Environment& environment) {
  if (when != "auto") return when == "always";
  if (environment("NO_COLOR") || environment("TERM") == "dumb") return false;
  return environment("CLICOLOR_FORCE").has_value() || isatty(STDERR_FILENO) == 1;
}

std::string program_path(const char* name) {
  std::error_code failed;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", failed);
  return failed ? std::string(name) : path.string();
}

int run(int argc, char** argv) {
  CLI::App app(
      "evigraft keeps the evidence on assisted fat grafting alive: it fetches the literature, reads graft\n"
      "retention out of the texts with the words each number came from, and pools it across studies.",
      "evigraft");
  app.footer(kFooter);
  app.set_version_flag("--version", std::string("evigraft ") + kVersion);
  app.fallthrough();
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  GlobalOptions flags;
  add_globals(app, flags);
  Run chosen;
  add_init(app, chosen);
  add_refresh(app, chosen);
  add_import(app, chosen);
  add_extract(app, chosen);
  add_lists(app, chosen);
  add_show(app, chosen);
  add_query(app, chosen);
  add_meta(app, chosen);
  add_nma(app, chosen);
  add_review(app, chosen);
  add_export(app, chosen);
  add_publish(app, chosen);
  add_plugin(app, chosen);
  add_doctor(app, chosen);

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    std::cerr << "evigraft: " << printable(e.what());
    if (const std::string nearest = did_you_mean(app, argc, argv); !nearest.empty())
      std::cerr << " Did you mean '" << nearest << "'?";
    std::cerr << " Try --help.\n";
    return 2;
  }

  Context context;
  context.flags = flags;
  context.environment = process_environment();
  context.program = program_path(argv[0]);
  context.settings = load_settings(flags, context.environment);
  const Clock clock = make_clock(flags.now, context.environment);
  context.now = clock.now;
  context.now_is_fixed = clock.fixed;
  const std::string& format = context.settings.output;
  Output output(std::cout, std::cerr,
                {.format = format == "json"    ? Format::json
                           : format == "jsonl" ? Format::jsonl
                           : format == "csv"   ? Format::csv
                                               : Format::text,
                 .quiet = flags.quiet,
                 .verbose = flags.verbose,
                 .color = wants_color(flags.color, context.environment),
                 .terminal = isatty(STDERR_FILENO) == 1});
  context.output = &output;
  const int code = chosen(context);
  std::cout.flush();
  if (!std::cout) {
    std::cerr << "evigraft: standard output could not be written; is the disk full or the reader gone?\n";
    return 1;
  }
  return code;
}
}  // namespace

}  // namespace evigraft::cli

int main(int argc, char** argv) {
  try {
    return evigraft::cli::run(argc, argv);
  } catch (const evigraft::Error& e) {
    std::cerr << "evigraft: " << evigraft::cli::printable(e.what()) << '\n';
    return evigraft::cli::exit_code(e.kind());
  } catch (const std::exception& e) {
    std::cerr << "evigraft: " << evigraft::cli::printable(e.what()) << '\n';
    return 1;
  }
}
