// core/extract/table_words.h: what the labels of a table say to a topic: its outcome, a unit, a count of people, one
// person.
#pragma once
#include <string>

#include "extract/table_grid.h"
#include "extract/topic.h"

namespace evigraft {

/// The first outcome phrase of the topic in a text, singular or plural; empty when there is none.
std::string outcome_phrase(const Topic& topic, const std::string& text);

/// "Retention (%)", "per cent of the injected volume"
bool names_percent(const std::string& text);

/// "Weight (g)", but not the dose "10^6 cells/mL"
bool names_other_unit(const std::string& text);

/// "n", "No. of patients", "Women": a column of people (or animals), not of a measurement on them
bool counts_people(const DataCell& cell);

/// "3", "Patient 3", "Case 12": a row of one person
bool is_single_person(const DataCell& cell);

/// A label as a sentence says it, without brackets; "Conventional" is "Conventional group".
std::string spoken_label(const Topic& topic, const std::string& header);

/// Brackets hold times as well: "SVF (6 months)" gives ", 6 months".
std::string bracket_times(const std::string& header);

}  // namespace evigraft
