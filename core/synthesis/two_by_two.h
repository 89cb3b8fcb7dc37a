// core/synthesis/two_by_two.h: tables of events, and what is done about empty cells.
#pragma once
#include <optional>
#include <span>
#include <string_view>

namespace evigraft {

/// Two groups, events and non-events: a b (first group), c d (second).
struct TwoByTwo {
  double a = 0, b = 0, c = 0, d = 0;

  [[nodiscard]] double n1() const { return a + b; }
  [[nodiscard]] double n2() const { return c + d; }
  [[nodiscard]] double n() const { return n1() + n2(); }
  [[nodiscard]] bool has_zero() const { return a == 0 || b == 0 || c == 0 || d == 0; }
  /// No event at all, or nothing but events: silent about a ratio.
  [[nodiscard]] bool silent() const { return (a == 0 && c == 0) || (b == 0 && d == 0); }
};

/// metafor's `add`, `to` and `drop00`.
struct ZeroCells {
  /// To which tables: those with an empty cell; all; all as soon as one has an empty cell; none.
  enum class To { only0, all, if0all, none };
  std::optional<double> add;  ///< to every cell; absent: 1/2, and 0 for PFT, which needs none
  To to = To::only0;
  bool drop00 = false;  ///< leave tables out that are silent()
};

std::string_view name(ZeroCells::To value);
ZeroCells::To parse_zero_cells(std::string_view name);  ///< Error::usage lists those offered

/// Cells a, b, n1, c, d, n2; NaN = missing, b and d may follow from the group sizes. NaN cells where unknown.
/// Error::data on a negative count, more events than participants, or a group size that contradicts its cells.
TwoByTwo two_by_two(std::span<const double> cells);

/// `add` to every cell where `to` says so; `if0all` acts as `all`: whoever sees the whole table decides before.
TwoByTwo with_added(const TwoByTwo& table, double add, ZeroCells::To to);

}  // namespace evigraft
