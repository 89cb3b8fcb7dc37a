#include "synthesis/input_audit.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "synthesis/input_rules.h"
#include "synthesis/spread_words.h"

namespace evigraft {
namespace {

std::string significant(double value, int digits) {
  std::array<char, 40> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, digits).ptr;
  return {buffer.data(), end};
}

}  // namespace

std::string_view name(Sureness value) {
  constexpr std::array<std::string_view, 3> names = {"certain", "likely", "possible"};
  return names.at(static_cast<std::size_t>(value));
}

std::string words(const TypedNumber& number) {
  return number.decimals > 6 ? significant(number.value, 6) : shown(number);
}

std::string words(double value) { return significant(value, 3); }

std::vector<InputFinding> audit_input(std::span<const AuditedRow> rows, const InputAuditOptions& options) {
  Findings findings;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    check_estimate(rows[row], row, findings);
    check_arms(rows[row], row, findings);
  }
  check_scales(rows, options, findings);
  check_cohorts(rows, findings);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const InputFinding& a, const InputFinding& b) { return a.rows.front() < b.rows.front(); });
  return findings;
}

}  // namespace evigraft
