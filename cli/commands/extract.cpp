// evigraft extract: reads stored texts again, or lines of a file without a database.
#include <evigraft/error.h>

#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/commands/extract_explain.h"
#include "cli/commands/extract_jsonl.h"
#include "cli/interrupt.h"
#include "cli/open.h"

namespace evigraft::cli {
namespace {

int from_lines(Context& context, const std::string& file, bool explain) {
  const OutcomeReader reader(find_topic(context.settings.topic).topic);
  const auto lines = [&](std::istream& in) {
    return explain ? extract_explain(in, std::cout, std::cerr, reader, context.out().json())
                   : extract_jsonl(in, std::cout, std::cerr, reader);
  };
  if (file == "-") return lines(std::cin);
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(Error::Kind::data, "The file " + file + " cannot be read; check that it exists.");
  return lines(in);
}

int run(Context& context, const std::string& jsonl, bool explain) {
  if (!jsonl.empty()) return from_lines(context, jsonl, explain);
  (void)open_for_reading(context);
  Opened opened = open_or_create(context);
  remember_interrupts();
  const DerivedSummary derived = derive_again(opened.store, opened.topic, surroundings(context));
  Output& out = context.out();
  if (out.json())
    out.document({{"schema_version", 1},
                  {"reports", {{"new", derived.reports_new}, {"merged", derived.reports_merged}}},
                  {"outcomes", {{"new", derived.outcomes_new}, {"changed", derived.outcomes_changed}}}});
  else
    out.line("Outcomes: " + std::to_string(derived.outcomes_new) + " new, " + std::to_string(derived.outcomes_changed) +
             " changed.");
  return 0;
}
}  // namespace

void add_extract(CLI::App& app, Run& chosen) {
  auto jsonl = std::make_shared<std::string>();
  auto explain = std::make_shared<bool>(false);
  CLI::App* command = add_command(app, chosen, "extract", "Read stored texts again, or texts from a file",
                                  "  evigraft extract\n"
                                  "  evigraft extract --jsonl texts.jsonl > readings.jsonl   needs no database\n"
                                  "  evigraft extract --jsonl texts.jsonl --explain          why each number counts",
                                  [jsonl, explain](Context& context) { return run(context, *jsonl, *explain); });
  command->add_option("--jsonl", *jsonl, "One text a line in, one reading a line out; - is standard input")
      ->type_name("FILE|-");
  command
      ->add_flag("--explain", *explain,
                 "With --jsonl: arms and numbers found, the rule behind each link, what was left out and why; "
                 "with --json as key \"explain\" of each line")
      ->needs("--jsonl");
}

}  // namespace evigraft::cli
