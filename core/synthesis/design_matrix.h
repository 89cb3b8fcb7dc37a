// core/synthesis/design_matrix.h: the moderators of a meta-regression, made harmless for arithmetic.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evigraft {

/// One column of a table as a moderator.
struct Moderator {
  std::string name;
  std::vector<double> numbers;      ///< continuous; empty for a factor
  std::vector<std::string> levels;  ///< of a factor, one an effect
  /// Of a factor: numbers as text, sorted as numbers; else in the order of their bytes. The first is the reference.
  std::vector<std::string> order;
};

/// Columns with a magnitude of about 1, linearly independent; with an intercept the others are centred.
/// A coefficient b of these is turned back with `centre` and `scale`: see Regression.
struct DesignMatrix {
  bool intercept = true;
  std::vector<std::string> names;            ///< "intrcpt", "year", "armSVF"
  std::vector<std::vector<double>> columns;  ///< one a coefficient, one entry an effect
  std::vector<double> centre, scale;         ///< column = (given - centre) / scale
  std::vector<std::string> dropped;          ///< names of columns that say nothing new
};

/// Treatment coding as R's: a factor gets a column a level but its first; without an intercept the first factor gets
/// one for every level. Error::data where a value is not finite or nothing is left.
DesignMatrix make_design(std::span<const Moderator> moderators, std::size_t effects, bool intercept = true);

/// The products of their columns, "length:wic", as R's a:b: a factor stands in treatment coding without its first
/// level, so it has to be a moderator by itself too. The columns of the first vary fastest.
std::vector<Moderator> interaction(std::span<const Moderator> parts);

/// Distinct levels, in the order that Moderator::order has.
std::vector<std::string> sorted_levels(std::span<const std::string> levels);

/// The rows `kept` of a design; a column that has become redundant makes it unusable: then false in `whole`.
DesignMatrix subset(const DesignMatrix& design, std::span<const std::size_t> kept, bool& whole);

}  // namespace evigraft
