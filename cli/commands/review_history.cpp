// evigraft review history: decisions as they were made; for one outcome also where its number comes from and went.
#include <evigraft/error.h>

#include <nlohmann/json.hpp>
#include <set>

#include "cli/commands/review_commands.h"
#include "cli/rows.h"
#include "pipeline/overlay.h"
#include "pipeline/readers.h"
#include "store/decisions.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

Json rows_where(const Store& store, const char* view, const char* column, Value value) {
  return rows_json(store, {.view = view, .filters = {{.column = column, .value = std::move(value)}}});
}

std::string text_of(const Json& value) {
  if (value.is_null()) return "-";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// "n = 6, spread_kind = se"
std::string fields_of(const Json& object) {
  std::string out;
  for (const auto& [field, value] : object.items())
    if (!value.get<std::string>().empty()) out += (out.empty() ? "" : ", ") + field + " = " + value.get<std::string>();
  return out;
}

std::set<std::int64_t> undone_decisions(const Store& store) {
  std::vector<review::Decision> all;
  for (const DecisionRow& row : decision_rows(store)) all.push_back(to_decision(row));
  return review::undone(all);
}

/// "Decision 3, 2026-11-20, Ann Lee: set n = 6 (the machine said: none), because ... [undone by 5]"
std::string in_words(const Json& decision, const std::set<std::int64_t>& undone) {
  std::string line = "Decision " + text_of(decision.at("decision_id")) + ", " +
                     text_of(decision.at("at")).substr(0, 10) + ", " + text_of(decision.at("who")) + ": " +
                     text_of(decision.at("kind"));
  if (decision.at("kind") == "undo")
    line += " " + text_of(decision.at("target"));
  else if (const std::string said = fields_of(decision.at("value")); !said.empty())
    line += " " + said;
  else if (decision.at("kind") == "readers")
    line += " none";
  if (decision.at("kind") == "set" || decision.at("kind") == "screen") {
    const std::string seen = fields_of(decision.at("seen"));
    line += " (the machine said: " + (seen.empty() ? "nothing" : seen) + ")";
  }
  line += ", because: " + text_of(decision.at("why"));
  if (undone.contains(decision.at("decision_id").get<std::int64_t>()))
    line += " [undone by " + text_of(decision.at("undone_by")) + "]";
  return line;
}

std::string hidden_words(std::size_t count) {
  return std::to_string(count) + " of the other reader's not shown: you have not read the same yet.";
}

/// The decisions that bear on one outcome or on its report, undone ones and undos among them.
Json decisions_on(const Store& store, std::int64_t outcome, std::int64_t report, const std::set<std::int64_t>& hidden,
                  int& not_shown) {
  const std::int64_t entered = entering_decision(store, outcome);
  const Overlay overlay = overlay_of(store);
  std::set<std::int64_t> entries = {entered};  // of two readers both
  if (const auto with = overlay.two.with.find(entered); with != overlay.two.with.end())
    entries.insert(with->second.begin(), with->second.end());
  std::vector<review::MachineOutcome> there;
  for (const review::MachineOutcome& machine : overlay.machine)
    if (machine.report == report) there.push_back(machine);
  const auto bears = [&](const DecisionRow& row) {
    if (row.target_kind == "entered") return entered != 0 && row.target == std::to_string(entered);
    if (row.kind == "add") return entries.contains(row.id);
    if (row.target_kind == "report") {  // screening, and what was merged or split
      const auto with = row.value.find("with");
      for (const std::string& key : {row.target, with == row.value.end() ? std::string() : with->second})
        if (const auto found = overlay.reports.find(key); found != overlay.reports.end() && found->second == report)
          return true;
      return false;
    }
    if (row.target_kind != "outcome") return false;
    const auto key = review::parse_outcome_key(row.target);
    const auto at = key ? overlay.reports.find(key->report) : overlay.reports.end();
    if (at == overlay.reports.end() || at->second != report) return false;
    const auto found = review::find_outcome(*key, report, there);
    return found && there[*found].outcome == outcome;
  };
  std::vector<std::string> numbers;
  Json out = Json::array();
  for (const DecisionRow& row : decision_rows(store)) {
    const bool undo = row.kind == "undo" && std::find(numbers.begin(), numbers.end(), row.target) != numbers.end();
    if (!undo && !bears(row)) continue;
    numbers.push_back(std::to_string(row.id));
    if (hidden.contains(row.id)) {
      ++not_shown;
      continue;
    }
    for (Json& each : rows_where(store, "v_decision", "decision_id", row.id)) out.push_back(std::move(each));
  }
  return out;
}

Json history_of(const Store& store, std::int64_t id, const std::set<std::int64_t>& hidden) {
  const Json found = rows_where(store, "v_outcome", "outcome_id", id);
  if (found.empty())
    throw Error(Error::Kind::failed,
                "There is no outcome " + std::to_string(id) + "; 'evigraft outcomes' lists what there is.");
  Json json = {{"outcome", found.at(0)}};
  const Json report = rows_where(store, "v_report", "report_id", found.at(0).at("report_id").get<std::int64_t>()).at(0);
  json["extractor"] = report.at("extractor");
  json["records"] = Json::array();
  json["payloads"] = Json::array();
  for (const Json& record :
       rows_where(store, "v_record", "record_id", found.at(0).at("record_id").get<std::int64_t>())) {
    json["records"].push_back({{"record_id", record.at("record_id")},
                               {"source", record.at("source")},
                               {"source_key", record.at("source_key")},
                               {"payload_id", record.at("payload_id")}});
    for (Json& payload : rows_where(store, "v_payload", "payload_id", record.at("payload_id").get<std::int64_t>()))
      json["payloads"].push_back(std::move(payload));
  }
  int not_shown = 0;
  json["decisions"] = decisions_on(store, id, found.at(0).at("report_id").get<std::int64_t>(), hidden, not_shown);
  json["not_shown"] = not_shown;
  json["used_in"] = Json::array();
  for (const Json& effect : rows_json(store, {.view = "v_contrast"}))
    for (const char* side : {"outcomes_1", "outcomes_2"})
      for (const Json& used : effect.at(side))
        if (used == id)
          json["used_in"].push_back({{"effect_id", effect.at("effect_id")},
                                     {"comparison", effect.at("comparison")},
                                     {"reading", effect.at("reading")},
                                     {"yi", effect.at("yi")},
                                     {"vi", effect.at("vi")},
                                     {"run_id", effect.at("run_id")}});
  json["exclusions"] = rows_where(store, "v_exclusion", "subject", "outcome " + std::to_string(id));
  return json;
}

void print(Output& out, const Json& json, const std::set<std::int64_t>& undone) {
  const Json& o = json.at("outcome");
  const auto all_fields = [&] {
    return text_of(o.at("arm_class")) + " " + text_of(o.at("value")) + text_of(o.at("unit")) + ", spread " +
           text_of(o.at("spread")) + " (" + text_of(o.at("spread_kind")) + "), n " + text_of(o.at("n")) + ", months " +
           text_of(o.at("months")) + ", " + text_of(o.at("method"));
  };
  out.line("Outcome " + text_of(o.at("outcome_id")) + ": " + all_fields() + " [" + text_of(o.at("decision")) + "]");
  if (!o.at("machine").is_null() && !o.at("machine").empty()) {
    std::string line;
    for (const auto& [field, value] : o.at("machine").items())
      line += (line.empty() ? "" : ", ") + field + " = " +
              (value.get<std::string>().empty() ? "none" : value.get<std::string>());
    out.line("The machine reads: " + line);
  }
  if (!o.at("spread_inferred").is_null())
    out.line("Spread inferred as " + text_of(o.at("spread_inferred")) + ": " + text_of(o.at("spread_evidence")));
  const bool entered = o.at("span_field") == "entered";
  out.line((entered ? "Entered from " + text_of(o.at("place"))
                    : "Read from the " + text_of(o.at("span_field")) + ", code points " + text_of(o.at("span_start")) +
                          " to " + text_of(o.at("span_end"))) +
           ": \"" + text_of(o.at("quote")) + "\"");
  if (!entered) out.line("Rules: " + text_of(json.at("extractor")));
  for (const Json& record : json.at("records"))
    out.line("Record " + text_of(record.at("record_id")) + ": " + text_of(record.at("source")) + " " +
             text_of(record.at("source_key")));
  for (const Json& payload : json.at("payloads"))
    out.line("Payload " + text_of(payload.at("payload_id")) + ": " + text_of(payload.at("name")) + ", " +
             text_of(payload.at("received_at")) + ", SHA-256 " + text_of(payload.at("sha256")));
  for (const Json& decision : json.at("decisions")) out.line(in_words(decision, undone));
  if (json.at("not_shown") != 0) out.line(hidden_words(json.at("not_shown").get<std::size_t>()));
  for (const Json& use : json.at("used_in"))
    out.line((use.at("vi").is_null() ? "Not pooled in " : "Used in ") + text_of(use.at("comparison")) + ", spreads " +
             text_of(use.at("reading")) + ": estimate " + text_of(use.at("yi")) +
             (use.at("vi").is_null() ? ", no variance" : ", variance " + text_of(use.at("vi"))));
  for (const Json& excluded : json.at("exclusions"))
    out.line("Not used: " + text_of(excluded.at("reason")) + " (" + text_of(excluded.at("detail")) + ")");
}

int run_all(Output& out, const Store& store, const std::set<std::int64_t>& hidden) {
  Table table = table_of(store, {.view = "v_decision"});  // its first column is the decision's number
  std::erase_if(table.rows, [&](const auto& row) { return hidden.contains(std::get<std::int64_t>(row.front())); });
  if (out.format() != Format::text) {
    out.list("history", table);
  } else {
    const std::set<std::int64_t> undone = undone_decisions(store);
    for (const Json& decision : rows_json(store, {.view = "v_decision"})) {
      if (hidden.contains(decision.at("decision_id").get<std::int64_t>())) continue;
      const std::string target =
          text_of(decision.at("target_kind")) == "decision" ? "" : text_of(decision.at("target"));
      out.line(in_words(decision, undone) + (target.empty() ? "" : " (" + target + ")"));
    }
  }
  if (!hidden.empty()) out.note(hidden_words(hidden.size()));
  return 0;
}

int run(Context& context, const std::string& id, const std::string& as) {
  const Store store = open_for_reading(context);
  Output& out = context.out();
  const std::set<std::int64_t> hidden = hidden_decisions(store, who_decides(context, as));
  if (id.empty()) return run_all(out, store, hidden);
  Json json = history_of(store, outcome_number(id.starts_with("outcome ") ? id.substr(8) : id), hidden);
  if (out.json())
    out.document({{"schema_version", 1}, {"history", Json::array({std::move(json)})}});
  else
    print(out, json, undone_decisions(store));
  return 0;
}

}  // namespace

void add_review_history(CLI::App& review, Run& chosen) {
  auto words = std::make_shared<std::vector<std::string>>();
  auto as = std::make_shared<std::string>();
  CLI::App* command =
      add_command(review, chosen, "history", "All decisions, or where one number comes from and went",
                  "  evigraft review history\n  evigraft review history 12", [words, as](Context& context) {
                    std::string id;
                    for (const std::string& word : *words) id += (id.empty() ? "" : " ") + word;
                    return run(context, id, *as);
                  });
  command->add_option("ID", *words, "An outcome's number: source, payload, place, rules, decisions, use")
      ->expected(0, 2);
  command->add_option("--as", *as, "Who looks: one of two readers does not see the other's votes before their own")
      ->type_name("NAME");
}

}  // namespace evigraft::cli
