#include "cli/run_json.h"

#include <nlohmann/json.hpp>

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json to_json(const SourceSummary& source) {
  return {{"source", source.source},       {"status", source.status},
          {"expected", source.expected},   {"received", source.received},
          {"parsed", source.parsed},       {"rejected", source.rejected},
          {"new", source.fresh},           {"changed", source.changed},
          {"unchanged", source.unchanged}, {"deleted", source.deleted},
          {"owed", source.owed},           {"requests", source.requests},
          {"retries", source.retries},     {"bytes", source.bytes},
          {"seconds", source.seconds},     {"watermark", or_null(source.watermark)},
          {"drift", source.drift},         {"error", or_null(source.error)}};
}

void add_derived(Json& json, const DerivedSummary& derived) {
  json["reports"] = {{"new", derived.reports_new}, {"merged", derived.reports_merged}};
  json["outcomes"] = {{"new", derived.outcomes_new}, {"changed", derived.outcomes_changed}};
  json["decisions"] = {{"conflicts", derived.decisions.conflicts}, {"lost", derived.decisions.lost}};
}
}  // namespace

Json to_json(const RefreshSummary& summary) {
  Json json = {{"schema_version", 1}, {"run", summary.run}, {"status", summary.status}, {"sources", Json::array()}};
  for (const SourceSummary& source : summary.sources) json["sources"].push_back(to_json(source));
  add_derived(json, summary.derived);
  json["seconds"] = summary.seconds;
  return json;
}

Json to_json(const ImportSummary& summary) {
  Json json = {{"schema_version", 1}, {"run", summary.run}, {"files", Json::array()}};
  for (const FileSummary& file : summary.files) {
    Json rejected = Json::array();
    for (const RejectedItem& item : file.rejected) rejected.push_back({{"at", item.at}, {"reason", item.reason}});
    json["files"].push_back({{"file", file.file},
                             {"format", or_null(file.format)},
                             {"read", file.read},
                             {"new", file.fresh},
                             {"changed", file.changed},
                             {"unchanged", file.unchanged},
                             {"not_relevant", file.not_relevant},
                             {"deleted", file.deleted},
                             {"rejected", std::move(rejected)},
                             {"error", or_null(file.error)}});
  }
  add_derived(json, summary.derived);
  return json;
}

}  // namespace evigraft::cli
