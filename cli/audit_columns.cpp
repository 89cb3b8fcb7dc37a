#include "cli/audit_columns.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "cli/number_text.h"
#include "store/query.h"
#include "synthesis/spread.h"

namespace evigraft::cli {
namespace {

/// Read as exact: more digits than a double has.
constexpr int kAllDecimals = 17;

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& letter : out)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return out;
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t.,;") + 1 - first));
}

std::optional<TypedNumber> number_of(std::string_view text, const std::string& column) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  const bool exponent = text.find_first_of("eE") != std::string_view::npos;
  return TypedNumber{{value, exponent ? kAllDecimals : decimals_of(std::string(text))}, column};
}

/// A number that nobody typed, with the digits it takes to write it.
TypedNumber computed(double value, const std::string& column) {
  const std::string digits = exact_text(value);
  return {{value, digits.find('e') == std::string::npos ? decimals_of(digits) : kAllDecimals}, column};
}

/// The name before the year: "Wang et al. 2021" -> "wang".
std::string author_of(std::string_view label) {
  std::string name = lowered(label.substr(0, label.find_first_of("0123456789(,;")));
  if (const std::size_t others = name.find(" et al"); others != std::string::npos) name.erase(others);
  return trimmed(name);
}

/// "2011", "2011-05", "2011-05-17" as years; the end of what is named when `last`.
std::optional<double> years_of(std::string_view text, bool last) {
  std::array<int, 3> parts{0, 0, 0};
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  std::size_t count = 0;
  for (; count < parts.size() && at != end; ++count) {
    const auto [next, error] = std::from_chars(at, end, parts.at(count));
    if (error != std::errc() || (next != end && *next != '-')) return std::nullopt;
    at = next == end ? end : next + 1;
  }
  if (count == 0 || at != end || parts[0] < 1800 || parts[0] > 2200) return std::nullopt;
  double years = parts[0];
  if (count > 1) years += (parts[1] - 1) / 12.0;
  if (count > 2) years += (parts[2] - 1) / 365.25;
  return years + (last ? (count == 1 ? 1 : count == 2 ? 1 / 12.0 : 1 / 365.25) - 1e-6 : 0);
}

/// "<0.001", "P = .03", "0.20".
std::optional<AuditedP> p_of(std::string_view text, const std::string& column) {
  std::string compact;
  for (const char letter : text)
    if (letter != ' ' && letter != 'p' && letter != 'P') compact += letter;
  AuditedP p;
  if (!compact.empty() && std::string_view("=<>").find(compact[0]) != std::string_view::npos) {
    p.relation = compact[0];
    compact.erase(0, 1);
  }
  if (compact.starts_with('.')) compact.insert(0, "0");
  const auto number = number_of(compact, column);
  if (!number || number->value < 0 || number->value > 1) return std::nullopt;
  p.p = *number;
  return p;
}

/// The scale that a measure's own figures have, and that of yi.
struct Claimed {
  EstimateScale estimate, yi;
};

Claimed claimed_by(const std::string& measure) {
  const std::string name = lowered(measure);
  const auto is_one_of = [&](std::initializer_list<const char*> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (is_one_of({"md", "wmd", "mn"})) return {EstimateScale::difference, EstimateScale::difference};
  if (is_one_of({"smd", "smdh"})) return {EstimateScale::standardised, EstimateScale::standardised};
  if (is_one_of({"or", "rr", "hr", "irr", "rom", "peto"})) return {EstimateScale::ratio, EstimateScale::log_ratio};
  // Ready-made effects are pooled as they are, so their intervals should be even; what an estimate is, nobody says.
  if (name == "gen") return {EstimateScale::none, EstimateScale::standardised};
  return {EstimateScale::none, EstimateScale::none};
}

/// A row's cells by the names of their columns.
class TableRow {
 public:
  TableRow(const CsvTable& table, std::size_t row) : table_(table), row_(row) {}

  /// The first of these columns that has something.
  std::string text(std::initializer_list<const char*> columns) const {
    for (const char* column : columns)
      if (const auto at = table_.column(column);
          at && !table_.rows[row_][*at].empty() && table_.rows[row_][*at] != "NA")
        return table_.rows[row_][*at];
    return {};
  }

  std::optional<TypedNumber> number(std::initializer_list<const char*> columns) const {
    for (const char* column : columns)
      if (const auto at = table_.column(column))
        if (auto number = number_of(table_.rows[row_][*at], column)) return number;
    return std::nullopt;
  }

  bool yes(std::initializer_list<const char*> columns) const {
    const std::string word = lowered(text(columns));
    return word == "yes" || word == "true" || word == "1";
  }

 private:
  const CsvTable& table_;
  std::size_t row_;
};

AuditedEstimate estimate_of(const TableRow& row, const std::string& measure) {
  AuditedEstimate out;
  // "OR", and "OR as printed".
  const std::string said = row.text({"measure", "effect"});
  out.measure = said.empty() ? measure : said.substr(0, said.find(' '));
  const Claimed claimed = claimed_by(out.measure);
  out.estimate = row.number({"estimate", "est"});
  out.scale = claimed.estimate;
  if (!out.estimate) {
    out.estimate = row.number({"yi"});
    out.scale = claimed.yi;
  }
  out.lower = row.number({"ci_lb", "ci.lb", "lower", "ci_low"});
  out.upper = row.number({"ci_ub", "ci.ub", "upper", "ci_high"});
  if (out.scale == EstimateScale::log_ratio && out.estimate && out.lower && out.upper) {
    const double ratio = std::exp(out.estimate->value);
    // The limits are those of the ratio while yi is its logarithm: no figure for the middle as printed.
    if (!(out.estimate->value >= out.lower->value && out.estimate->value <= out.upper->value) &&
        ratio >= out.lower->value && ratio <= out.upper->value)
      out.lower.reset(), out.upper.reset();
  }
  out.se = row.number({"sei", "se"});
  if (!out.se) out.variance = row.number({"vi"});
  for (const char* column : {"p", "pval", "p_value", "P"})
    if (!out.p) out.p = p_of(row.text({column}), column);
  if (claimed.estimate == EstimateScale::none && said.empty()) out.measure.clear();
  return out;
}

std::vector<AuditedArm> arms_of(const TableRow& row) {
  struct Names {
    const char *mean, *spread, *n, *minimum, *maximum;
  };
  std::vector<AuditedArm> arms;
  for (const Names& names : {Names{"m1i", "sd1i", "n1i", "min1i", "max1i"},
                             Names{"m2i", "sd2i", "n2i", "min2i", "max2i"}, Names{"mi", "sdi", "ni", "mini", "maxi"}}) {
    AuditedArm arm;
    arm.mean = row.number({names.mean});
    arm.spread = row.number({names.spread});
    if (!arm.mean || row.number({"xi"})) continue;  // beside xi, mi are the non-events of a share
    arm.n = row.number({names.n});
    arm.minimum = row.number({names.minimum});
    arm.maximum = row.number({names.maximum});
    const std::string kind = lowered(row.text({"spread_kind"}));
    arm.spread_is_se = kind == "se" || kind == "sem";
    arms.push_back(std::move(arm));
  }
  return arms;
}

}  // namespace

std::vector<AuditedRow> audited_rows(const CsvTable& table, const std::string& measure) {
  std::vector<AuditedRow> out;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const TableRow row(table, i);
    AuditedRow& one = out.emplace_back();
    const std::string study = row.text({"study", "slab"});
    one.name = study.empty() ? "line " + std::to_string(table.lines[i]) : study;
    one.arms = arms_of(row);
    if (one.arms.empty())
      for (const char* column : {"ai", "bi", "ci", "di", "xi", "mi", "n1i", "n2i", "ni"})
        if (auto count = row.number({column})) one.counts.push_back(std::move(*count));
    one.estimate = estimate_of(row, measure);
    const std::string author = row.text({"author", "authors"});
    one.cohort.author = author_of(author.empty() ? study : author);
    one.cohort.centre = lowered(trimmed(row.text({"centre", "center"})));
    const std::string registration = trimmed(row.text({"registration", "registry", "trial_registration"}));
    if (registration.find_first_of("0123456789") != std::string::npos) one.cohort.registrations = {registration};
    one.cohort.start = years_of(row.text({"start"}), false);
    one.cohort.end = years_of(row.text({"end"}), true);
    const std::string unit = lowered(row.text({"unit"}));
    one.percent = unit == "%" || unit == "percent";
    one.whole_numbers = row.yes({"integer", "whole_numbers"});
  }
  return out;
}

AuditedStudies audited_studies(const Selected& selected, const std::vector<Candidate>& candidates,
                               const Registrations& registrations) {
  std::map<std::int64_t, const Candidate*> by_id;
  for (const Candidate& candidate : candidates) by_id[candidate.outcome_id] = &candidate;
  AuditedStudies out;
  std::vector<AuditedRow> intervals;
  std::vector<std::size_t> of_intervals;
  for (std::size_t i = 0; i < selected.studies.size(); ++i) {
    const PoolStudy& study = selected.studies[i];
    AuditedRow& row = out.rows.emplace_back();
    out.study.push_back(i);
    row.name = study.label;
    row.cohort.author = author_of(study.label);
    row.percent = true;  // nothing else is selected
    std::set<std::string> numbers;
    for (const auto* ids : {&study.intervention_outcomes, &study.comparator_outcomes})
      for (const std::int64_t id : *ids) {
        const auto found = by_id.find(id);
        if (found == by_id.end()) continue;
        const Candidate& outcome = *found->second;
        const std::string where = " of outcome " + std::to_string(id);
        const auto mean = [&] {
          TypedNumber number = computed(outcome.value, "value" + where);
          number.decimals = std::max(number.decimals, decimals_of(outcome.value_as_printed));
          return number;
        };
        AuditedArm& arm = row.arms.emplace_back();
        arm.mean = mean();
        if (outcome.spread) arm.spread = computed(*outcome.spread, "spread" + where);
        arm.spread_is_se = outcome.spread_kind == "se";
        if (outcome.n) arm.n = computed(*outcome.n, "n" + where);
        if (outcome.interval && outcome.interval_kind == "range") {
          arm.minimum = computed((*outcome.interval)[0], "interval" + where);
          arm.maximum = computed((*outcome.interval)[1], "interval" + where);
        } else if (outcome.interval && outcome.interval_kind == "ci95") {
          AuditedRow& alone = intervals.emplace_back();
          alone.name = study.label + ", " + outcome.arm_class;
          // Intervals of percentages may come of a transformation, which leaves them a little uneven.
          alone.estimate.scale = EstimateScale::standardised;
          alone.estimate.measure = "the mean";
          alone.estimate.estimate = mean();
          alone.estimate.lower = computed((*outcome.interval)[0], "interval" + where);
          alone.estimate.upper = computed((*outcome.interval)[1], "interval" + where);
          // Printed with the digits of the mean; trailing zeros are not kept.
          for (auto* limit : {&alone.estimate.lower, &alone.estimate.upper})
            (*limit)->decimals = std::max((*limit)->decimals, decimals_of(outcome.value_as_printed));
          of_intervals.push_back(i);
        }
        if (const auto known = registrations.find(outcome.report_id); known != registrations.end())
          numbers.insert(known->second.begin(), known->second.end());
      }
    row.cohort.registrations.assign(numbers.begin(), numbers.end());
  }
  out.rows.insert(out.rows.end(), intervals.begin(), intervals.end());
  out.study.insert(out.study.end(), of_intervals.begin(), of_intervals.end());
  return out;
}

Registrations registrations_of(const Store& store) {
  Registrations out;
  list_view(store, {.view = "v_record"}, [&](const Row& row) {
    const auto* report = std::get_if<std::int64_t>(&row["report_id"]);
    const auto* registry = std::get_if<std::string>(&row["registry"]);
    if (!report || !registry) return;
    const auto numbers = nlohmann::json::parse(*registry, nullptr, false);
    if (!numbers.is_array()) return;
    for (const auto& number : numbers)
      if (number.is_string()) out[*report].insert(number.get<std::string>());
  });
  return out;
}

}  // namespace evigraft::cli
