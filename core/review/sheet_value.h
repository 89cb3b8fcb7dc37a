// core/review/sheet_value.h: one cell of a sheet as a field's value, tolerant of what spreadsheets make of it.
#pragma once
#include <string>
#include <string_view>

namespace evigraft::review {

/// As checked_value, but "3,61" is 3.61 and "SD" is sd. Error::usage: "takes a whole number from 1, or none, not
/// 'six'"; as n "1,000" and "1.000", which may be 1 or 1000, are refused.
std::string sheet_value(std::string_view field, std::string_view cell);

/// Blanks at both ends taken off, no-break spaces among them.
std::string trimmed_cell(std::string_view cell);

/// Whether a cell that only shows a value still shows it: numbers by size, words by words.
bool shows(std::string_view cell, std::string_view value);

/// A cell for a message: at most 40 characters.
std::string shown_cell(std::string_view cell);

}  // namespace evigraft::review
