// core/extract/cell_value.h: what one cell of a table says: "12.3 ± 4.5", "12 (23.1%)", "3.4 (1.2-5.6)", "8/52 (15)".
#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "extract/outcome.h"

namespace evigraft {

/// How two numbers stand beside each other; what they mean is decided from headers and notes (statistics.h).
enum class CellShape {
  nothing,     ///< words, or no number
  single,      ///< "12.3"
  plus_minus,  ///< "12.3 ± 4.5"
  bracket,     ///< "12.3 (4.5)"
  interval,    ///< "12.3 (10.1-14.5)", "12.3 [10.1, 14.5]"
  ratio,       ///< "8/52", "8 of 52", with or without "(15%)"
  range        ///< "10.1-14.5"
};

struct CellValue {
  CellShape shape = CellShape::nothing;
  double first = 0;
  double second = 0;  ///< spread, value in brackets, or denominator
  std::array<double, 2> interval{};
  bool first_percent = false, second_percent = false;
  int first_decimals = 0, second_decimals = 0;
  bool whole = false;             ///< `first` was printed without decimals
  std::optional<int> n;           ///< "(n = 12)" inside the cell
  std::optional<double> percent;  ///< "(15%)" of a ratio
  bool bound = false;             ///< "<0.001": no value
  /// labelled inside the cell: "12.3 (SD 4.5)", "12.3 (95% CI 10.1-14.5)"
  std::optional<SpreadKind> spread_kind;
  std::optional<IntervalKind> interval_kind;
};

/// Footnote marks behind numbers ("12.3a", "0.04*", "†") and units are left out. Words with a number among them
/// ("grade 2 or more") are nothing.
CellValue read_cell(std::string_view text);

/// All values of a cell: "10.8±2.0 (4.9±1.88)" prints two arms in one cell.
std::vector<CellValue> read_cell_values(std::string_view text);

}  // namespace evigraft
