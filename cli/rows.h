// cli/rows.h: rows of the store's public views as tables and JSON.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cli/output.h"
#include "store/query.h"

namespace evigraft::cli {

/// Whether a view's column holds JSON text (lists, journal) that is printed as JSON and not as a string.
bool is_json_column(std::string_view view, std::string_view column);

Cell to_cell(const Value& value, bool json, bool truth);
/// All columns of the view, or only those named, in that order.
Table table_of(const Store& store, const Listing& listing, const std::vector<std::string>& columns = {});
/// The rows as objects with all columns.
nlohmann::ordered_json rows_json(const Store& store, const Listing& listing);

}  // namespace evigraft::cli
