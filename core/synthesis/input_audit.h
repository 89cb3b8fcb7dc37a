// core/synthesis/input_audit.h: what in a table of studies cannot be, or is probably not what its column says.
// Findings, never repairs. Numbers as typed in, findings out; rules, formulas and sources: docs/audits.md.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "synthesis/spread_judge.h"

namespace evigraft {

/// A cell: the number as it was typed, which stands for all that rounds to it, and its column.
struct TypedNumber : PrintedNumber {
  std::string column;
};

/// One arm with means. What is not known is absent.
struct AuditedArm {
  std::optional<TypedNumber> mean, spread, n;
  std::optional<TypedNumber> minimum, maximum;  ///< of single values
  bool spread_is_se = false;                    ///< declared so: the rules about SDs are not asked
};

/// What scale an estimate claims. `none`: it does not say. `ratio`: on its own scale, 1 is no effect; `log_ratio`: its
/// logarithm.
enum class EstimateScale { none, difference, standardised, ratio, log_ratio };

struct AuditedP {
  char relation = '=';  ///< '=', '<', '>'
  TypedNumber p;
};

struct AuditedEstimate {
  EstimateScale scale = EstimateScale::none;
  std::string measure;  ///< as the table names it: "OR"
  std::optional<TypedNumber> estimate, lower, upper;
  std::optional<TypedNumber> se,
      variance;  ///< on the scale of a difference or a logarithm; of a ratio they are not read
  std::optional<AuditedP> p;
  double level = 95;  ///< of the interval, percent
};

/// Who was studied, as far as the table says.
struct AuditedCohort {
  std::string author, centre;
  std::vector<std::string> registrations;
  std::optional<double> start, end;  ///< of recruitment, years with fraction
};

struct AuditedRow {
  std::string name;  ///< "Wang 2021"
  std::vector<AuditedArm> arms;
  std::vector<TypedNumber> counts;  ///< events and group sizes
  AuditedEstimate estimate;
  AuditedCohort cohort;
  bool percent = false;        ///< the table says that means and spreads are percentages
  bool whole_numbers = false;  ///< the table says that single values are whole numbers
};

enum class Sureness { certain, likely, possible };
std::string_view name(Sureness value);

struct InputFinding {
  std::string rule;                  ///< "interval_asymmetric"
  std::vector<std::size_t> rows;     ///< from 0
  std::vector<std::string> columns;  ///< those the sentence speaks of
  std::string sentence;              ///< with the numbers
  Sureness sure = Sureness::possible;
};

struct InputAuditOptions {
  bool one_scale = true;  ///< the means of all rows are pooled as they are (MD, MN), so they must have one unit
};

/// Every finding, by row, then by rule.
std::vector<InputFinding> audit_input(std::span<const AuditedRow> rows, const InputAuditOptions& options = {});

}  // namespace evigraft
