// evigraft records, reports, studies, outcomes, journals, runs, exclusions: rows of the public views.
#include <evigraft/error.h>

#include <charconv>
#include <memory>

#include "cli/command.h"
#include "cli/open.h"
#include "cli/rows.h"

namespace evigraft::cli {
namespace {

struct FilterOption {
  const char* flag;
  const char* column;
  Filter::Test test;
  bool number;
  const char* help;
};

struct List {
  const char* name;
  const char* view;
  const char* help;
  const char* examples;
  std::vector<std::string> text_columns;  ///< shown in a terminal; the other formats have all
  std::vector<FilterOption> filters;
};

using Test = Filter::Test;

const std::vector<List>& lists() {
  static const std::vector<List> all = {
      {"records",
       "v_record",
       "What each source said of each publication",
       "  evigraft records --search \"stromal vascular fraction\" --limit 20\n"
       "  evigraft records --pmid 24075051 --json",
       {"record_id", "source", "source_key", "year", "status", "title"},
       {{"--source", "source", Test::equals, false, "Of this source"},
        {"--pmid", "pmid", Test::equals, false, "With this PMID"},
        {"--doi", "doi", Test::equals, false, "With this DOI"},
        {"--year", "year", Test::equals, true, "Published in this year"},
        {"--status", "status", Test::equals, false, "current, retracted or deleted"},
        {"--search", "", Test::matches, false, "Full-text search over title and abstract"}}},
      {"reports",
       "v_report",
       "Publications, duplicate records joined, with their screening",
       "  evigraft reports --verdict include\n  evigraft reports --status retracted",
       {"report_id", "first_author", "year", "verdict", "verdict_reason", "outcomes", "title"},
       {{"--verdict", "verdict", Test::equals, false, "include, exclude or unsure"},
        {"--status", "status", Test::equals, false, "current, retracted, notice or concern"},
        {"--species", "species", Test::equals, false, "human, animal, in_vitro or none"},
        {"--design", "design", Test::equals, false, "rct, nonrandomised_comparative, single_arm ..."},
        {"--pmid", "pmid", Test::equals, false, "With this PMID"},
        {"--doi", "doi", Test::equals, false, "With this DOI"},
        {"--year", "year", Test::equals, true, "Published in this year"},
        {"--search", "", Test::matches, false, "Full-text search over title and abstract"}}},
      {"studies",
       "v_study",
       "Reports on the same participants, joined",
       "  evigraft studies --design rct",
       {"study_id", "label", "design", "verdict", "reports", "outcomes", "decided", "title"},
       {{"--verdict", "verdict", Test::equals, false, "include, exclude or unsure"},
        {"--species", "species", Test::equals, false, "human, animal, in_vitro or none"},
        {"--design", "design", Test::equals, false, "rct, nonrandomised_comparative, single_arm ..."}}},
      {"outcomes",
       "v_outcome",
       "Numbers read out of the texts, each with its words",
       "  evigraft outcomes --arm ASC --species human\n  evigraft outcomes --output csv > outcomes.csv",
       {"outcome_id", "year", "arm_class", "n", "value", "spread", "spread_kind", "spread_inferred", "months", "method",
        "decision", "quote"},
       {{"--arm", "arm_class", Test::equals, false, "ASC, SVF, conventional, PRP, nanofat, cell_enriched, other, all"},
        {"--species", "species", Test::equals, false, "human, animal or in_vitro"},
        {"--design", "design", Test::equals, false, "rct, nonrandomised_comparative, single_arm ..."},
        {"--site", "site", Test::equals, false, "Recipient site as the topic names it"},
        {"--method-of-measurement", "method", Test::equals, false, "MRI, CT, 3D, ultrasound ..."},
        {"--verdict", "verdict", Test::equals, false, "Screening of its report"},
        {"--decision", "decision", Test::equals, false, "auto, accepted, rejected, corrected or entered"},
        {"--report", "report_id", Test::equals, true, "Of this report"},
        {"--study", "study_id", Test::equals, true, "Of this study"},
        {"--from", "months", Test::at_least, true, "At this many months or later"},
        {"--to", "months", Test::at_most, true, "At this many months or earlier"}}},
      {"journals",
       "v_journal",
       "Journals of the records",
       "  evigraft journals --issn-linking 2157-6564",
       {"journal_id", "nlm_id", "issn_linking", "records", "title"},
       {{"--nlm-id", "nlm_id", Test::equals, false, "With this NLM id"},
        {"--issn-linking", "issn_linking", Test::equals, false, "With this linking ISSN"}}},
      {"runs",
       "v_run",
       "What refresh and import did",
       "  evigraft runs --limit 5",
       {"run_id", "command", "started_at", "status", "new", "changed", "unchanged", "rejected"},
       {{"--command", "command", Test::equals, false, "refresh, import, extract or review"},
        {"--status", "status", Test::equals, false, "ok, partial, failed or interrupted"}}},
      {"exclusions",
       "v_exclusion",
       "What is not used, at which stage and why",
       "  evigraft exclusions --stage screen",
       {"exclusion_id", "stage", "subject", "reason", "detail", "n"},
       {{"--stage", "stage", Test::equals, false, "fetch, import, link, screen, extract, select or pool"},
        {"--reason", "reason", Test::contains, false, "Reason that contains this"},
        {"--run", "run_id", Test::equals, true, "Written by this run"}}},
  };
  return all;
}

struct ListFlags {
  std::vector<std::string> values;  ///< by index of the list's filters; empty: not given
  std::uint64_t limit = 0;
  bool exit_code = false;
};

Value filter_value(const FilterOption& option, const std::string& text) {
  if (!option.number) return text;
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size())
    throw Error(Error::Kind::usage, std::string(option.flag) + " takes a number, not '" + text + "'.");
  return value;
}

int run(Context& context, const List& list, const ListFlags& flags) {
  const Store store = open_for_reading(context);
  Listing listing;
  listing.view = list.view;
  listing.limit = flags.limit;
  for (std::size_t i = 0; i < list.filters.size(); ++i)
    if (!flags.values[i].empty())
      listing.filters.push_back(
          {list.filters[i].column, list.filters[i].test, filter_value(list.filters[i], flags.values[i])});
  const bool text = context.out().format() == Format::text;
  const Table table = table_of(store, listing, text ? list.text_columns : std::vector<std::string>{});
  context.out().list(list.name, table);
  return flags.exit_code && table.rows.empty() ? 3 : 0;
}
}  // namespace

void add_lists(CLI::App& app, Run& chosen) {
  for (const List& list : lists()) {
    auto flags = std::make_shared<ListFlags>();
    flags->values.resize(list.filters.size());
    CLI::App* command = add_command(app, chosen, list.name, list.help, list.examples,
                                    [flags, &list](Context& context) { return run(context, list, *flags); });
    for (std::size_t i = 0; i < list.filters.size(); ++i)
      command->add_option(list.filters[i].flag, flags->values[i], list.filters[i].help)
          ->type_name(list.filters[i].number ? "N" : "TEXT");
    command->add_option("--limit", flags->limit, "At most so many rows; all by default")->type_name("N");
    command->add_flag("--exit-code", flags->exit_code, "Exit with 3 when there is nothing");
  }
}

}  // namespace evigraft::cli
