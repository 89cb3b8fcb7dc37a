// evigraft extract: reads stored texts again, or lines of a file without a database.
#include <evigraft/error.h>

#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/commands/extract_explain.h"
#include "cli/commands/extract_jats.h"
#include "cli/commands/extract_jsonl.h"
#include "cli/interrupt.h"
#include "cli/open.h"
#include "cli/unsettled.h"

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

struct ExtractOptions {
  std::string jsonl;
  bool explain = false;
  std::vector<std::string> jats;
  TrialQuestion question;
};

int from_full_texts(Context& context, const ExtractOptions& options) {
  const TrialQuestion& asked = options.question;
  const int parts = int{!asked.intervention.empty()} + int{!asked.comparator.empty()} + int{!asked.outcome.empty()};
  if (parts == 0) {
    const Topic topic = find_topic(context.settings.topic).topic;
    return extract_jats(options.jats, std::cout, std::cerr, OutcomeReader(topic), topic);
  }
  if (parts < 3 || options.jats.size() != 1)
    throw Error(Error::Kind::usage,
                "A question needs --intervention, --comparator and --outcome together and one file after --jats.");
  const TrialAnswer answered = answer(read_jats_file(options.jats.front()), asked);
  Output& out = context.out();
  if (out.json())
    out.document(to_json(answered));
  else
    out.raw(to_text(answered) + "\n");
  return 0;
}

int run(Context& context, const ExtractOptions& options) {
  const TrialQuestion& asked = options.question;
  if (!options.jats.empty()) return from_full_texts(context, options);
  if (!asked.intervention.empty() || !asked.comparator.empty() || !asked.outcome.empty())
    throw Error(Error::Kind::usage,
                "--intervention, --comparator and --outcome ask about one article; name it with --jats FILE.");
  if (!options.jsonl.empty()) return from_lines(context, options.jsonl, options.explain);
  (void)open_for_reading(context);
  Opened opened = open_or_create(context);
  remember_interrupts();
  const DerivedSummary derived = derive_again(opened.store, opened.topic, surroundings(context));
  Output& out = context.out();
  if (out.json())
    out.document({{"schema_version", 1},
                  {"reports", {{"new", derived.reports_new}, {"merged", derived.reports_merged}}},
                  {"outcomes", {{"new", derived.outcomes_new}, {"changed", derived.outcomes_changed}}},
                  {"decisions", {{"conflicts", derived.decisions.conflicts}, {"lost", derived.decisions.lost}}}});
  else
    out.line("Outcomes: " + std::to_string(derived.outcomes_new) + " new, " + std::to_string(derived.outcomes_changed) +
             " changed.");
  warn_of_unsettled(out, derived.decisions);
  return 0;
}
}  // namespace

void add_extract(CLI::App& app, Run& chosen) {
  auto options = std::make_shared<ExtractOptions>();
  CLI::App* command = add_command(
      app, chosen, "extract", "Read stored texts again, or texts from a file",
      "  evigraft extract\n"
      "  evigraft extract --jsonl texts.jsonl > readings.jsonl   needs no database\n"
      "  evigraft extract --jsonl texts.jsonl --explain          why each number counts\n"
      "  evigraft extract --jats PMC*.xml > readings.jsonl       full texts, tables included\n"
      "  evigraft extract --jats PMC7.xml --intervention zinc --comparator placebo --outcome \"body weight\"",
      [options](Context& context) { return run(context, *options); });
  CLI::Option* jsonl =
      command->add_option("--jsonl", options->jsonl, "One text a line in, one reading a line out; - is standard input")
          ->type_name("FILE|-");
  command
      ->add_flag("--explain", options->explain,
                 "With --jsonl: arms and numbers found, the rule behind each link, what was left out and why; "
                 "with --json as key \"explain\" of each line")
      ->needs("--jsonl");
  command->add_option("--jats", options->jats, "Full texts as JATS XML: one reading a line out for each file")
      ->type_name("FILE")
      ->excludes(jsonl);
  command
      ->add_option("--intervention", options->question.intervention,
                   "With --jats: ask any article for one outcome; the first arm")
      ->type_name("TEXT");
  command->add_option("--comparator", options->question.comparator, "The arm it is compared with")->type_name("TEXT");
  command->add_option("--outcome", options->question.outcome, "The outcome, with its time if it matters")
      ->type_name("TEXT");
}

}  // namespace evigraft::cli
