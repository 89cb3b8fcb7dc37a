// evigraft review list: what needs a person, most valuable first.
#include <evigraft/error.h>

#include <map>
#include <nlohmann/json.hpp>

#include "cli/commands/review_commands.h"
#include "pipeline/review_sheet.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

struct ListFlags {
  std::string kind, study, as;
  std::uint64_t limit = 0;
  bool exit_code = false;
};

bool wanted(const review::Item& item, const ListFlags& flags) {
  if (!flags.kind.empty() && item.need != review::parse_need(flags.kind)) return false;
  return flags.study.empty() || is_study(flags.study, item.study, item.label);
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out;
}

Cell id_cell(std::int64_t id) { return id == 0 ? Cell(std::monostate{}) : Cell(id); }

Table table_of_items(const std::vector<review::Item>& items, bool text) {
  Table table;
  table.columns =
      text ? std::vector<std::string>{"kind", "outcome_id", "report_id", "missing", "changes", "study", "what"}
           : std::vector<std::string>{"kind",    "outcome_id", "report_id", "study_id", "decision_id",
                                      "missing", "changes",    "study",     "what"};
  for (const review::Item& item : items) {
    std::vector<Cell>& row = table.rows.emplace_back();
    row.emplace_back(std::string(name(item.need)));
    row.push_back(id_cell(item.outcome));
    row.push_back(id_cell(item.report));
    if (!text) row.push_back(id_cell(item.study));
    if (!text) row.push_back(id_cell(item.decision));
    row.emplace_back(joined(item.missing));
    row.emplace_back(std::string(name(item.reach)));
    row.emplace_back(item.label);
    row.emplace_back(item.what);
  }
  return table;
}

int run(Context& context, const ListFlags& flags) {
  if (!flags.kind.empty()) review::parse_need(flags.kind);  // an unknown word is refused before anything is read
  const Store store = open_for_reading(context);
  std::vector<review::Item> items;
  std::map<std::string, std::uint64_t> counts;
  std::vector<std::string> order;
  for (review::Item& item : review_queue(store, topic_of(context, store), who_decides(context, flags.as))) {
    if (!wanted(item, flags)) continue;
    const std::string kind(name(item.need));
    if (counts[kind]++ == 0) order.push_back(kind);
    if (flags.limit == 0 || items.size() < flags.limit) items.push_back(std::move(item));
  }
  Output& out = context.out();
  if (out.format() == Format::json) {
    Json json = {{"schema_version", 1}, {"review", Json::array()}, {"counts", Json::object()}};
    const auto id = [](std::int64_t number) { return number == 0 ? Json() : Json(number); };
    for (const review::Item& item : items)
      json["review"].push_back({{"kind", name(item.need)},
                                {"outcome_id", id(item.outcome)},
                                {"report_id", id(item.report)},
                                {"study_id", id(item.study)},
                                {"decision_id", id(item.decision)},
                                {"missing", item.missing},
                                {"changes", name(item.reach)},
                                {"study", item.label},
                                {"what", item.what}});
    for (const std::string& kind : order) json["counts"][kind] = counts[kind];
    out.document(json);
  } else {
    out.list("review", table_of_items(items, out.format() == Format::text));
    std::string line;
    std::uint64_t all = 0;
    for (const std::string& kind : order) {
      line += (line.empty() ? "" : ", ") + kind + " " + std::to_string(counts[kind]);
      all += counts[kind];
    }
    if (out.format() == Format::text)
      out.note(all == 0 ? "Nothing needs a person." : std::to_string(all) + " in all: " + line + ".");
  }
  return flags.exit_code && items.empty() ? 3 : 0;
}

}  // namespace

void add_review_list(CLI::App& review, Run& chosen) {
  auto flags = std::make_shared<ListFlags>();
  CLI::App* command = add_command(review, chosen, "list", "What needs a person, most valuable first",
                                  "  evigraft review list --limit 10\n  evigraft review list --kind spread --json",
                                  [flags](Context& context) { return run(context, *flags); });
  command
      ->add_option("--kind", flags->kind,
                   "disagreement, pending, spread, class, n, time, screening, confidence, duplicate, conflict or lost")
      ->type_name("KIND");
  command->add_option("--study", flags->study, "Of this study: its number, or a part of its name")->type_name("TEXT");
  command->add_option("--as", flags->as, "For this person: one of two readers sees what is left for them to read")
      ->type_name("NAME");
  command->add_option("--limit", flags->limit, "At most so many; all by default")->type_name("N");
  command->add_flag("--exit-code", flags->exit_code, "Exit with 3 when there is nothing");
}

}  // namespace evigraft::cli
