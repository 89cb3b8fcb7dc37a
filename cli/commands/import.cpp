// evigraft import: records from files.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/open.h"
#include "cli/run_json.h"
#include "cli/unsettled.h"

namespace evigraft::cli {
namespace {

struct ImportFlags {
  std::vector<std::string> files;
  std::string format = "auto";
  bool all = false;
};

void print(Output& out, const ImportSummary& summary) {
  warn_of_unsettled(out, summary.derived.decisions);
  if (out.json()) {
    out.document(to_json(summary));
    return;
  }
  for (const FileSummary& f : summary.files) {
    if (!f.format.empty())
      out.line(f.file + " (" + f.format + "): " + std::to_string(f.read) + " read, " + std::to_string(f.fresh) +
               " new, " + std::to_string(f.changed) + " changed, " + std::to_string(f.unchanged) + " unchanged, " +
               std::to_string(f.not_relevant) + " not relevant, " + std::to_string(f.deleted) + " deleted, " +
               std::to_string(f.rejected.size()) + " rejected.");
    for (const RejectedItem& item : f.rejected) out.warn(f.file + ", " + item.at + ": " + item.reason);
    if (!f.error.empty()) out.warn(f.error);
  }
  out.line("Reports: " + std::to_string(summary.derived.reports_new) + " new, " +
           std::to_string(summary.derived.reports_merged) +
           " merged. Outcomes: " + std::to_string(summary.derived.outcomes_new) + " new, " +
           std::to_string(summary.derived.outcomes_changed) + " changed.");
}

int exit_code(const ImportSummary& summary) {
  if (summary.cancelled) return 130;
  const auto failed = [](const FileSummary& file) { return !file.error.empty(); };
  const auto kept = [](const FileSummary& file) { return file.error.empty() || file.read > 0; };
  if (std::none_of(summary.files.begin(), summary.files.end(), failed)) return 0;
  return std::any_of(summary.files.begin(), summary.files.end(), kept) ? 4 : 1;
}

int run(Context& context, const ImportFlags& flags) {
  const FoundPlugins found = load_sources(context);
  std::vector<Runner*> readers;
  for (const auto& runner : found.sources) readers.push_back(runner.get());
  Opened opened = open_or_create(context);
  remember_interrupts();
  ImportOptions options;
  options.format = flags.format;
  options.all = flags.all;
  options.json = [](const ImportSummary& summary) { return to_json(summary).dump(); };
  const ImportSummary summary =
      import_files(opened.store, opened.topic, readers, flags.files, options, surroundings(context));
  print(context.out(), summary);
  return exit_code(summary);
}
}  // namespace

void add_import(CLI::App& app, Run& chosen) {
  auto flags = std::make_shared<ImportFlags>();
  CLI::App* command = add_command(app, chosen, "import", "Read records from files",
                                  "  evigraft import references.json\n"
                                  "  evigraft import pubmed26n0001.xml.gz        keeps what matches the topic's terms\n"
                                  "  evigraft import --all pubmed26n0001.xml.gz  keeps everything",
                                  [flags](Context& context) { return run(context, *flags); });
  command->add_option("FILE", flags->files, "PubMed XML (also .gz) or CSL-JSON")->required();
  command->add_option("--format", flags->format, "auto, pubmed or csljson")->type_name("FORMAT");
  command->add_flag("--all", flags->all, "Keep also those records of baseline and update files that match no term");
}

}  // namespace evigraft::cli
