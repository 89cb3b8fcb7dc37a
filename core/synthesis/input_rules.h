// core/synthesis/input_rules.h: the groups of rules that an input audit is made of. Parts of input_audit.h.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "synthesis/input_audit.h"

namespace evigraft {

using Findings = std::vector<InputFinding>;

// Of one row; `row` is its place in the table.

/// ratio_not_positive, interval_order, ratio_is_difference, interval_asymmetric, ratio_implausible, p_contradicts.
void check_estimate(const AuditedRow& given, std::size_t row, Findings& out);
/// sd_zero, n_not_whole, mean_outside_range, sd_beyond_range, mean_granularity, sd_granularity.
void check_arms(const AuditedRow& given, std::size_t row, Findings& out);

// Of all rows together.

/// spread_as_fraction, mixed_scale, sd_looks_like_se.
void check_scales(std::span<const AuditedRow> rows, const InputAuditOptions& options, Findings& out);
/// same_registration, same_numbers, same_comparator, same_cohort.
void check_cohorts(std::span<const AuditedRow> rows, Findings& out);

/// As typed; a computed number with six significant digits.
std::string words(const TypedNumber& number);
/// A figure of ours, three significant digits.
std::string words(double value);

}  // namespace evigraft
