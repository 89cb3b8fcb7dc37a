// core/extract/table_labels.h: which headers of a table name which of two arms, and what else each header says.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "extract/header_roles.h"
#include "extract/table_grid.h"
#include "extract/trial_arms.h"

namespace evigraft {

/// Where a part of a path stands: parts of one axis are siblings.
struct Part {
  const std::string* text = nullptr;
  int axis = 0;  ///< 0.. columns from the top, 100.. sections, 200.. stubs
};

std::vector<Part> parts_of(const DataCell& cell);

/// What is known of one header text; texts repeat from cell to cell.
struct PartFacts {
  std::array<double, 2> affinity{};
  StatisticHints hints;
  std::optional<HeaderTime> time;
  std::optional<int> n;
  std::vector<LabelWord> words;
  std::vector<LabelWord> aside;  ///< those in brackets: mostly units
  bool total = false;            ///< "All patients", "Total"
  bool counts_people = false;    ///< "No. of patients", "n"
  bool size_column = false;      ///< "N", "Sample size": how many were looked at, where "n" counts events
  bool code = false;             ///< "Group B", "2", "(n = 52)": no word of its own
  bool only_time = false;        ///< "T = 4 months", "T1": nothing but when
};

class Facts {
 public:
  Facts(const ArmPair& arms, const Abbreviations& abbreviations) : arms_(arms), abbreviations_(abbreviations) {}
  const PartFacts& of(const std::string& text);

 private:
  const ArmPair& arms_;
  const Abbreviations& abbreviations_;
  std::map<std::string, PartFacts> known_;
};

/// The labels that name each arm in one table.
struct ArmLabels {
  std::array<std::set<std::string>, 2> labels;
  std::array<std::set<std::string>, 2> rivals;  ///< keys of labels beside them that name the same arm less well
  bool in_columns = true;
  bool guessed = false;  ///< one of them only because it is the other of two
  [[nodiscard]] int arm(const std::string& text) const {
    for (int i = 0; i < 2; ++i)
      if (labels[static_cast<std::size_t>(i)].contains(text)) return i;
    return -1;
  }
};

ArmLabels find_labels(const ReadTable& table, Facts& facts);

/// Those of all tables. What stands beside a better label of an arm in one table does not name that arm in another:
/// "dressing" where a third group has "modified dressing".
std::vector<ArmLabels> find_labels(const std::vector<ReadTable>& tables, Facts& facts);

/// "Week" at the corner of a table and "12" at the left of the cell's row.
std::optional<HeaderTime> counted_time(const DataCell& cell);

/// Headers of both arms that differ in spelling only are one: "6 month", "6 months".
std::string key_of(const std::string& text);

}  // namespace evigraft
