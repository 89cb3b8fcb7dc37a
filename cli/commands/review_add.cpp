// evigraft review add: an outcome by hand, with the place it stands at.
#include <evigraft/error.h>

#include "cli/commands/review_commands.h"

namespace evigraft::cli {
namespace {

struct AddFlags {
  std::string report;
  review::Values value;
  WhoAndWhy who;
};

int run(Context& context, const AddFlags& flags) {
  Saying saying = saying_of(context, flags.who, review::Kind::add);
  for (const auto& [field, text] : flags.value)
    if (!text.empty()) saying.value[field] = text;
  Opened opened = open_for_review(context);
  saying.report = report_number(opened.store, flags.report);
  return decide_and_print(context, opened, saying,
                          "report " + std::to_string(saying.report) + ", " + saying.value["arm_class"] + " " +
                              saying.value["value"] + " entered");
}

}  // namespace

void add_review_add(CLI::App& review, Run& chosen) {
  auto flags = std::make_shared<AddFlags>();
  CLI::App* command = add_command(
      review, chosen, "add", "Enters a number by hand, with the place it stands at",
      "  evigraft review add --report pmid:24075051 --arm ASC --value 80.9 --spread 5.6 --spread-kind sd --n 10 \\\n"
      "    --months 4 --method MRI --table 3 --page 1117 --why \"printed in the full text\"",
      [flags](Context& context) { return run(context, *flags); });
  add_who_and_why(*command, flags->who);
  command->add_option("--report", flags->report, "The report: its number, pmid:N or a DOI")
      ->type_name("ID")
      ->required();
  const auto field = [&](const char* flag, const char* name, const std::string& help) {
    return command->add_option(flag, flags->value[name], help)->type_name("TEXT");
  };
  field("--arm", "arm_class", review::allowed_words("arm_class"))->required();
  field("--arm-label", "arm_label", "The arm as printed");
  field("--value", "value", "Percent of the graft remaining")->required();
  field("--spread", "spread", "What stands after the ±");
  field("--spread-kind", "spread_kind", review::allowed_words("spread_kind"));
  field("--n", "n", "Participants at this value");
  field("--months", "months", "Since grafting");
  field("--method", "method", review::allowed_words("method"));
  field("--definition", "definition", "What the percentage is of");
  field("--statistic", "statistic", "mean (default), median or unknown");
  field("--words", "words", "The words it stands in; the number itself if none are given");
  field("--page", "page", "Page of the article");
  field("--table", "table", "Table");
  field("--figure", "figure", "Figure");
  field("--letter", "letter", "Letter or message of the authors, with its date");
}

}  // namespace evigraft::cli
