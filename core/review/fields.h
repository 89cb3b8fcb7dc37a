// core/review/fields.h: what a person can say about an outcome, field by field, and which words count.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace evigraft::review {

/// Field -> value as text. Numbers are written shortest round trip ("6", "49.83"), so that equal means the same text;
/// an empty text says that nothing is stated.
using Values = std::map<std::string, std::string>;

/// value, spread, spread_kind, n, months, method, definition, statistic, arm_class: in the order they are shown.
const std::vector<std::string>& outcome_fields();

/// The text as it is stored: blanks trimmed, "49.830%" -> "49.83", "none" -> "" where a field may be unknown.
/// Error::usage names the field and what it takes.
std::string checked_value(std::string_view field, std::string_view text);

/// What a field takes, in words: "sd, se or unknown".
std::string allowed_words(std::string_view field);

/// The only words it takes; none for a number and for words of one's own.
const std::vector<std::string>& words_of(std::string_view field);
/// Whether it takes a number.
bool takes_number(std::string_view field);
bool takes_whole_number(std::string_view field);
/// Whether it may be "none": not stated.
bool may_be_unknown(std::string_view field);

/// "sd, se or unknown", `last` being " or ".
std::string list_of(const std::vector<std::string>& words, const char* last);

/// A spread has a kind ("unknown" when nobody said), and a kind has a spread.
Values consistent(Values values);

/// A number as Values holds it.
std::string number_text(double number);

/// The value of a field, empty when it has none.
const std::string& value_of(const Values& values, const std::string& field);

/// Whether the text says something: neither empty nor "unknown".
bool is_stated(std::string_view value);

}  // namespace evigraft::review
