// evigraft show: one report or study: identifiers, payloads, outcomes with their words in place.
#include <evigraft/error.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/open.h"
#include "cli/rows.h"
#include "store/links.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

struct Wanted {
  std::string kind;  ///< report, study, outcome, record, pmid, doi
  std::string value;
};

Wanted parse(const std::string& id) {
  for (const char* kind : {"report", "study", "outcome", "record", "pmid", "doi"})
    for (const char* separator : {":", " "})
      if (id.starts_with(std::string(kind) + separator)) return {kind, id.substr(std::string(kind).size() + 1)};
  if (id.starts_with("10.")) return {"doi", id};
  return {"report", id};
}

std::int64_t number_of(const Wanted& wanted, const std::string& id) {
  std::int64_t value = 0;
  const auto [end, code] = std::from_chars(wanted.value.data(), wanted.value.data() + wanted.value.size(), value);
  if (code != std::errc{} || end != wanted.value.data() + wanted.value.size())
    throw Error(Error::Kind::usage, "'" + id +
                                        "' names nothing; use a report's number, study:N, outcome:N, record:N, "
                                        "pmid:N or a DOI.");
  return value;
}

Json rows_where(const Store& store, const char* view, const char* column, Value value) {
  return rows_json(store, {.view = view, .filters = {{.column = column, .value = std::move(value)}}});
}

std::vector<std::int64_t> reports_of(const Store& store, const Wanted& wanted, const std::string& id) {
  std::vector<std::int64_t> reports;
  const auto collect = [&](const char* view, const char* column, Value value) {
    for (const Json& row : rows_where(store, view, column, std::move(value)))
      if (!row.at("report_id").is_null()) reports.push_back(row.at("report_id"));
  };
  if (wanted.kind == "pmid" || wanted.kind == "doi")
    collect("v_report", wanted.kind.c_str(), wanted.value);
  else if (wanted.kind == "study")
    collect("v_report", "study_id", number_of(wanted, id));
  else if (wanted.kind == "outcome")
    collect("v_outcome", "outcome_id", number_of(wanted, id));
  else if (wanted.kind == "record")
    collect("v_record", "record_id", number_of(wanted, id));
  else if (const std::int64_t report = report_for(store, number_of(wanted, id)); report != 0)
    reports.push_back(report);
  std::sort(reports.begin(), reports.end());
  reports.erase(std::unique(reports.begin(), reports.end()), reports.end());
  if (reports.empty())
    throw Error(Error::Kind::failed, "There is no " + wanted.kind + " " + wanted.value + " in " +
                                         store.file().string() + "; 'evigraft reports' lists what there is.");
  return reports;
}

Json report_document(const Store& store, std::int64_t report) {
  Json json = rows_where(store, "v_report", "report_id", report).at(0);
  json["records"] = rows_where(store, "v_record", "report_id", report);
  json["screening"] = rows_where(store, "v_screening", "report_id", report);
  json["outcomes"] = rows_where(store, "v_outcome", "report_id", report);
  json["comparisons"] = rows_where(store, "v_comparison", "report_id", report);
  json["payloads"] = Json::array();
  for (const Json& record : json["records"])
    if (!record.at("payload_id").is_null())
      for (Json& payload : rows_where(store, "v_payload", "payload_id", record.at("payload_id").get<std::int64_t>()))
        if (std::find(json["payloads"].begin(), json["payloads"].end(), payload) == json["payloads"].end())
          json["payloads"].push_back(std::move(payload));
  return json;
}

/// Byte offset of a code point.
std::size_t byte_of(const std::string& text, std::int64_t code_point) {
  std::size_t at = 0;
  for (std::int64_t seen = 0; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && seen++ == code_point) return at;
  return text.size();
}

/// The field with every number in brackets: "kept [49.83]#3 ± 3.61%".
std::string marked(const std::string& text, const Json& outcomes, const std::string& field) {
  std::vector<std::pair<std::size_t, std::string>> marks;
  for (const Json& outcome : outcomes) {
    if (outcome.at("span_field") != field) continue;
    const std::string id = std::to_string(outcome.at("outcome_id").get<std::int64_t>());
    marks.emplace_back(byte_of(text, outcome.at("span_start")), "[");
    marks.emplace_back(byte_of(text, outcome.at("span_end")), "]#" + id);
  }
  std::stable_sort(marks.begin(), marks.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string out = text;
  for (const auto& [at, mark] : marks) out.insert(at, mark);
  return out;
}

std::string text_of(const Json& value) {
  if (value.is_null()) return "-";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// " [corrected by Ann Lee, 2026-11-21: table 2; the machine reads n = none]"; nothing for what only the machine read.
std::string decision_of(const Json& outcome) {
  if (outcome.at("decided_by").is_null()) return {};
  std::string text = " [" + text_of(outcome.at("decision")) + " by " + text_of(outcome.at("decided_by")) + ", " +
                     text_of(outcome.at("decided_at")).substr(0, 10) + ": " + text_of(outcome.at("decided_why"));
  if (!outcome.at("place").is_null()) text += "; " + text_of(outcome.at("place"));
  bool first = true;
  for (const auto& [field, value] : outcome.at("machine").items()) {
    text += (first ? "; the machine reads " : ", ") + field + " = " +
            (value.get<std::string>().empty() ? "none" : value.get<std::string>());
    first = false;
  }
  return text + "]";
}

void print(Output& out, const Json& report) {
  out.line("Report " + text_of(report.at("report_id")) + " (study " + text_of(report.at("study_id")) + "), " +
           text_of(report.at("status")));
  out.line(marked(text_of(report.at("title")), report.at("outcomes"), "title"));
  out.line("DOI " + text_of(report.at("doi")) + "  PMID " + text_of(report.at("pmid")) + "  " +
           text_of(report.at("journal")) + " " + text_of(report.at("year")));
  out.line("Screening: " + text_of(report.at("verdict")) + " (" + text_of(report.at("verdict_reason")) + ")");
  out.line("Read as: " + text_of(report.at("species")) + ", " + text_of(report.at("design")) + ", " +
           text_of(report.at("pairing")) + ", n = " + text_of(report.at("n_total")));
  if (!report.at("abstract_text").is_null())
    out.line(marked(report.at("abstract_text"), report.at("outcomes"), "abstract"));
  for (const Json& outcome : report.at("outcomes"))
    out.line("#" + text_of(outcome.at("outcome_id")) + " " + text_of(outcome.at("arm_class")) + ": " +
             text_of(outcome.at("value")) + text_of(outcome.at("unit")) + ", spread " + text_of(outcome.at("spread")) +
             " (" + text_of(outcome.at("spread_kind")) +
             (outcome.at("spread_inferred").is_null() ? "" : ", inferred " + text_of(outcome.at("spread_inferred"))) +
             "), n " + text_of(outcome.at("n")) + ", months " + text_of(outcome.at("months")) + ", " +
             text_of(outcome.at("method")) + decision_of(outcome));
  std::vector<std::string> told;  // the arms of a trial share their evidence
  for (const Json& outcome : report.at("outcomes"))
    if (const Json& why = outcome.at("spread_evidence");
        !why.is_null() && std::find(told.begin(), told.end(), text_of(why)) == told.end()) {
      told.push_back(text_of(why));
      out.line("Spread inferred as " + text_of(outcome.at("spread_inferred")) + ": " + told.back());
    }
  for (const Json& record : report.at("records"))
    out.line("Record " + text_of(record.at("record_id")) + ": " + text_of(record.at("source")) + " " +
             text_of(record.at("source_key")));
  for (const Json& payload : report.at("payloads"))
    out.line("Payload " + text_of(payload.at("payload_id")) + ": " + text_of(payload.at("name")) + ", " +
             text_of(payload.at("received_at")) + ", SHA-256 " + text_of(payload.at("sha256")));
}

int run(Context& context, const std::string& id) {
  const Store store = open_for_reading(context);
  const Wanted wanted = parse(id);
  Json reports = Json::array();
  for (const std::int64_t report : reports_of(store, wanted, id)) reports.push_back(report_document(store, report));
  if (context.out().json()) {
    context.out().document({{"schema_version", 1}, {"show", std::move(reports)}});
  } else {
    for (const Json& report : reports) print(context.out(), report);
  }
  return 0;
}
}  // namespace

void add_show(CLI::App& app, Run& chosen) {
  auto id = std::make_shared<std::string>();
  CLI::App* command = add_command(app, chosen, "show", "One report or study with its evidence in place",
                                  "  evigraft show 12\n  evigraft show study:3\n  evigraft show pmid:24075051\n"
                                  "  evigraft show 10.1002/sctm.20-0419 --json",
                                  [id](Context& context) { return run(context, *id); });
  command->add_option("ID", *id, "A report's number, study:N, outcome:N, record:N, pmid:N or a DOI")->required();
}

}  // namespace evigraft::cli
