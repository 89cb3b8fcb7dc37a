// Rules about the same participants in two rows.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "synthesis/input_rules.h"
#include "synthesis/spread_words.h"

namespace evigraft {
namespace {

using Groups = std::map<std::string, std::vector<std::size_t>>;

/// Digits that say something: 49.80 has three, 50 has one.
int digits(const TypedNumber& number) {
  const int decimals = std::clamp(number.decimals, 0, 15);
  double whole = std::round(std::abs(number.value) * std::pow(10.0, decimals));
  if (!(whole > 0) || whole > 1e17) return whole > 0 ? 17 : 0;
  while (std::fmod(whole, 10) == 0) whole /= 10;
  return static_cast<int>(std::floor(std::log10(whole) + 1e-12)) + 1;
}

/// Numbers that must agree for two rows to be alike, and how much they say.
struct Print {
  std::string key;  ///< empty: none
  int digits = 0;

  void add(const std::optional<TypedNumber>& number) {
    if (number) {
      std::array<char, 32> text{};
      key.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), number->value).ptr);
    }
    key += ' ';
    if (number) digits += evigraft::digits(*number);
  }
};

Print print_of(const AuditedRow& row) {
  Print print;
  for (const AuditedArm& arm : row.arms)
    for (const auto* number : {&arm.mean, &arm.spread, &arm.n}) print.add(*number);
  for (const TypedNumber& count : row.counts) print.add(count);
  for (const auto* number :
       {&row.estimate.estimate, &row.estimate.lower, &row.estimate.upper, &row.estimate.se, &row.estimate.variance})
    print.add(*number);
  return print;
}

Print print_of_comparator(const AuditedRow& row) {
  Print print;
  if (row.arms.size() != 2) return print;
  const AuditedArm& arm = row.arms[1];
  if (!arm.mean || !arm.spread || !arm.n) return print;
  for (const auto* number : {&arm.mean, &arm.spread, &arm.n}) print.add(*number);
  return print;
}

/// Sizes and means without spreads.
Print print_of_means(const AuditedRow& row) {
  Print print;
  for (const AuditedArm& arm : row.arms) {
    if (!arm.mean || !arm.n) return {};
    print.add(arm.mean);
    print.add(arm.n);
  }
  return print;
}

std::string names(std::span<const AuditedRow> rows, const std::vector<std::size_t>& which) {
  constexpr std::size_t kNamed = 6;
  std::string out;
  for (std::size_t i = 0; i < std::min(which.size(), kNamed); ++i)
    out += (i == 0 ? "" : i + 1 == which.size() ? " and " : ", ") + rows[which[i]].name;
  if (which.size() > kNamed) out += " and " + std::to_string(which.size() - kNamed) + " more";
  return out;
}

std::string figures(const AuditedArm& arm) {
  return words(*arm.mean) + " ± " + words(*arm.spread) + ", n = " + words(*arm.n);
}

bool overlap(const AuditedCohort& a, const AuditedCohort& b) {
  return a.start && a.end && b.start && b.end && *a.start <= *b.end && *b.start <= *a.end;
}

bool same_text(const std::string& a, const std::string& b) { return !a.empty() && a == b; }

std::vector<std::string> columns_of(const AuditedRow& row) {
  std::vector<std::string> columns;
  for (const AuditedArm& arm : row.arms)
    for (const auto* number : {&arm.mean, &arm.spread, &arm.n})
      if (*number) columns.push_back((*number)->column);
  for (const TypedNumber& count : row.counts) columns.push_back(count.column);
  for (const auto* number :
       {&row.estimate.estimate, &row.estimate.lower, &row.estimate.upper, &row.estimate.se, &row.estimate.variance})
    if (*number) columns.push_back((*number)->column);
  return columns;
}

/// Rows that a finding has joined already are not joined again by a weaker rule.
class Cohorts {
 public:
  Cohorts(std::span<const AuditedRow> rows, Findings& out) : rows_(rows), out_(out), joined_(rows.size()) {}

  void find() {
    registrations();
    numbers();
    comparators();
    people();
  }

 private:
  template <class Key>
  Groups grouped(Key key) const {
    Groups groups;
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (const std::string text = key(rows_[i]); !text.empty()) groups[text].push_back(i);
    return groups;
  }

  void join(const std::vector<std::size_t>& which) {
    for (const std::size_t row : which) joined_[row] = which.front() + 1;
  }
  bool joined(std::size_t a, std::size_t b) const { return joined_[a] != 0 && joined_[a] == joined_[b]; }

  void registrations() {
    Groups groups;
    for (std::size_t i = 0; i < rows_.size(); ++i)
      for (const std::string& number : rows_[i].cohort.registrations) groups[number].push_back(i);
    for (const auto& [number, which] : groups) {
      if (which.size() < 2) continue;
      join(which);
      out_.push_back({"same_registration",
                      which,
                      {"registration"},
                      names(rows_, which) + " have the same registration, " + number +
                          ": one trial, whose participants would count more than once.",
                      Sureness::likely});
    }
  }

  void numbers() {
    for (const auto& [key, which] : grouped([](const AuditedRow& row) {
           // By chance two trials agree in few digits, not in ten; of one author in fewer.
           const Print print = print_of(row);
           return print.digits >= 6 ? print.key : std::string();
         })) {
      if (which.size() < 2 || joined(which[0], which[1])) continue;
      const bool one_author = same_text(rows_[which[0]].cohort.author, rows_[which[1]].cohort.author);
      if (print_of(rows_[which[0]]).digits < 10 && !one_author) continue;
      join(which);
      out_.push_back({"same_numbers", which, columns_of(rows_[which[0]]),
                      names(rows_, which) + " have the same numbers throughout: one study in several rows?",
                      Sureness::likely});
    }
  }

  void comparators() {
    for (const auto& [key, which] : grouped([](const AuditedRow& row) {
           const Print print = print_of_comparator(row);
           return print.digits >= 7 ? print.key : std::string();
         })) {
      if (which.size() < 2 || joined(which[0], which[1])) continue;
      join(which);
      const AuditedArm& arm = rows_[which[0]].arms[1];
      out_.push_back({"same_comparator",
                      which,
                      {arm.mean->column, arm.spread->column, arm.n->column},
                      names(rows_, which) + " have the same comparator (" + figures(arm) +
                          "): if it is one group, its participants count more than once (Cochrane Handbook 23.3.4).",
                      Sureness::likely});
    }
  }

  void people() {
    for (const bool by_centre : {false, true}) {
      const auto groups =
          grouped([&](const AuditedRow& row) { return by_centre ? row.cohort.centre : row.cohort.author; });
      for (const auto& [who, members] : groups) {
        if (members.size() < 2) continue;
        std::vector<std::size_t> which = members;
        std::stable_sort(which.begin(), which.end(), [&](std::size_t a, std::size_t b) {
          return rows_[a].cohort.start.value_or(HUGE_VAL) < rows_[b].cohort.start.value_or(HUGE_VAL);
        });
        for (std::size_t i = 1; i < which.size(); ++i) consider(which[i - 1], which[i], who, by_centre);
      }
    }
  }

  void consider(std::size_t a, std::size_t b, const std::string& who, bool by_centre) {
    if (joined(a, b)) return;
    const Print print = print_of_means(rows_[a]);
    const bool same_means = print.digits >= 5 && print.key == print_of_means(rows_[b]).key;
    const bool same_time = overlap(rows_[a].cohort, rows_[b].cohort);
    if (!same_means && !same_time) return;
    const std::vector<std::size_t> which = {std::min(a, b), std::max(a, b)};
    join(which);
    std::vector<std::string> columns = {by_centre ? "centre" : "author"};
    if (same_time) columns.insert(columns.end(), {"start", "end"});
    std::string what = same_time ? "recruited at overlapping times" : "";
    if (same_means) what += std::string(what.empty() ? "have" : " and have") + " the same means and sizes";
    out_.push_back({"same_cohort", which, columns,
                    names(rows_, which) + " are of the same " + (by_centre ? "centre" : "first author") + ", " + who +
                        ", and " + what + ": the same participants?",
                    same_time && same_means ? Sureness::likely : Sureness::possible});
  }

  std::span<const AuditedRow> rows_;
  Findings& out_;
  std::vector<std::size_t> joined_;  // by row: 1 + first row of the finding it belongs to; 0: none
};

}  // namespace

void check_cohorts(std::span<const AuditedRow> rows, Findings& out) { Cohorts(rows, out).find(); }

}  // namespace evigraft
