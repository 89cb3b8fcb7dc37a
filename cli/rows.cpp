#include "cli/rows.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace evigraft::cli {
namespace {

const std::map<std::string, std::set<std::string>, std::less<>>& json_columns() {
  static const std::map<std::string, std::set<std::string>, std::less<>> columns = {
      {"v_record",
       {"abstract", "authors", "journal", "publication_types", "mesh", "keywords", "language", "relations",
        "registry"}},
      {"v_report", {"authors", "publication_types", "sources"}},
      {"v_study", {"report_ids"}},
      {"v_outcome", {"interval", "flags", "machine"}},
      {"v_decision", {"value", "seen"}},
      {"v_contrast", {"flags", "outcomes_1", "outcomes_2"}},
      {"v_run", {"sources", "summary"}},
      {"v_journal", {"issn"}},
      {"v_slice", {"warnings"}},
      {"v_payload", {"parameters"}},
      {"v_comparison", {"arms", "ci95"}},
  };
  return columns;
}

const std::set<std::string, std::less<>> kTruths = {"polarity_flipped", "within_person", "paired", "independent",
                                                    "overruled"};
}  // namespace

bool is_json_column(std::string_view view, std::string_view column) {
  const auto found = json_columns().find(view);
  return found != json_columns().end() && found->second.contains(std::string(column));
}

Cell to_cell(const Value& value, bool json, bool truth) {
  if (const auto* whole = std::get_if<std::int64_t>(&value))
    return truth ? Cell(RawJson{*whole != 0 ? "true" : "false"}) : Cell(*whole);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (json && nlohmann::json::accept(*text)) return RawJson{*text};
    return *text;
  }
  return std::monostate{};
}

Table table_of(const Store& store, const Listing& listing, const std::vector<std::string>& columns) {
  Table table;
  table.columns = columns.empty() ? view_columns(store, listing.view) : columns;
  list_view(store, listing, [&](const Row& row) {
    std::vector<Cell>& cells = table.rows.emplace_back();
    for (const std::string& column : table.columns)
      cells.push_back(to_cell(row[column], is_json_column(listing.view, column), kTruths.contains(column)));
  });
  return table;
}

nlohmann::ordered_json rows_json(const Store& store, const Listing& listing) {
  using Json = nlohmann::ordered_json;
  Json rows = Json::array();
  const Table table = table_of(store, listing);
  for (const auto& cells : table.rows) {
    Json object = Json::object();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      Json& member = object[table.columns[i]];
      if (const auto* whole = std::get_if<std::int64_t>(&cells[i]))
        member = *whole;
      else if (const auto* real = std::get_if<double>(&cells[i]))
        member = *real;
      else if (const auto* text = std::get_if<std::string>(&cells[i]))
        member = *text;
      else if (const auto* raw = std::get_if<RawJson>(&cells[i]))
        member = Json::parse(raw->text);
    }
    rows.push_back(std::move(object));
  }
  return rows;
}

}  // namespace evigraft::cli
