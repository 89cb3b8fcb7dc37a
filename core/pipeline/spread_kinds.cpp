#include "pipeline/spread_kinds.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <set>
#include <string_view>

#include "synthesis/spread.h"

namespace evigraft {
namespace {

/// Two printed times that mean the same visit ("4 months", "121 days").
constexpr double kSameVisitMonths = 0.15;

/// Values and P values of one text: no abstract prints more, and a hostile one costs no more.
constexpr std::size_t kMostJudged = 24;

bool digit(char c) { return c >= '0' && c <= '9'; }

/// A number as it stands in a text: "49.83", "80·9", "36,1", ". 0001" (a lost blank).
struct InText {
  double value = 0;
  int decimals = 0;
};

std::vector<InText> numbers_in(std::string_view text) {
  std::vector<InText> found;
  for (std::size_t i = 0; i < text.size();) {
    const auto point_at = [&](std::size_t at) -> std::size_t {  // its length, 0 where there is none
      if (at < text.size() && (text[at] == '.' || text[at] == ',')) return 1;
      return text.substr(std::min(at, text.size())).starts_with("\u00B7") ? 2 : 0;
    };
    std::string plain;
    std::size_t at = i;
    while (at < text.size() && digit(text[at])) plain += text[at++];
    int decimals = 0;
    if (std::size_t point = point_at(at); point > 0) {
      std::size_t next = at + point;
      if (plain.empty())
        while (next < text.size() && text[next] == ' ') ++next;
      if (next < text.size() && digit(text[next])) {
        plain += plain.empty() ? "0." : ".";
        for (at = next; at < text.size() && digit(text[at]); ++decimals) plain += text[at++];
      }
    }
    if (plain.empty()) {
      ++i;
      continue;
    }
    found.push_back({std::strtod(plain.c_str(), nullptr), decimals});
    i = std::max(at, i + 1);
  }
  return found;
}

bool same(double a, double b) { return std::abs(a - b) < 1e-6; }

/// The spread with the digits it was printed with; a printed fraction was scaled to percent.
std::optional<PrintedNumber> printed_spread(const Outcome& outcome) {
  const std::vector<InText> numbers = numbers_in(outcome.span.text);
  const std::vector<InText> first = numbers_in(outcome.as_printed);
  bool past_value = first.empty();
  for (const InText& number : numbers) {
    if (!past_value) {
      past_value = same(number.value, first.front().value);
      continue;
    }
    if (same(number.value, *outcome.spread)) return PrintedNumber{*outcome.spread, number.decimals};
    if (same(number.value * 100, *outcome.spread)) return PrintedNumber{*outcome.spread, number.decimals - 2};
  }
  return std::nullopt;
}

std::optional<PrintedNumber> printed_mean(const Outcome& outcome) {
  const std::vector<InText> numbers = numbers_in(outcome.as_printed);
  if (numbers.size() != 1) return std::nullopt;
  const double read = outcome.polarity_flipped ? 100 - outcome.value : outcome.value;
  if (same(numbers[0].value, read)) return PrintedNumber{outcome.value, numbers[0].decimals};
  if (same(numbers[0].value * 100, read)) return PrintedNumber{outcome.value, numbers[0].decimals - 2};
  return std::nullopt;
}

/// Limits whose printed form was not kept: as many digits as the longer one needs. Too few digits only make the judge
/// more tolerant.
PrintedPair pair_of(const std::array<double, 2>& limits) {
  int decimals = 0;
  for (const double limit : limits) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), limit, std::chars_format::fixed).ptr;
    decimals = std::max(decimals, decimals_of(std::string(text.data(), end)));
  }
  return {PrintedNumber{limits[0], decimals}, PrintedNumber{limits[1], decimals}};
}

/// An undeclared spread of a mean in percent.
bool undeclared(const Outcome& outcome) {
  return outcome.spread && outcome.spread_kind == SpreadKind::unknown && outcome.statistic != Statistic::median;
}

bool same_visit(const Outcome& a, const Outcome& b) {
  if (!a.months || !b.months) return a.months == b.months;
  return std::abs(*a.months - *b.months) <= kSameVisitMonths;
}

JudgedValue value_of(const Outcome& outcome, const PrintedNumber& mean, const PrintedNumber& spread) {
  JudgedValue value;
  value.mean = mean;
  value.spread = spread;
  value.n = outcome.n;
  if (outcome.interval && outcome.interval_kind == IntervalKind::range) value.range = pair_of(*outcome.interval);
  if (outcome.interval && outcome.interval_kind == IntervalKind::ci95) value.ci95 = pair_of(*outcome.interval);
  return value;
}

TestFamily family_of(std::string_view test) {
  if (test == "Student t") return TestFamily::student;
  if (test == "t test") return TestFamily::t;
  if (test == "Welch") return TestFamily::welch;
  if (test == "paired t") return TestFamily::paired;
  if (test == "ANOVA" || test == "Tukey") return TestFamily::anova;
  return TestFamily::unsupported;
}

Adjustment adjustment_of(std::string_view name) {
  if (name.empty()) return Adjustment::unstated;
  if (name == "Tukey") return Adjustment::tukey;
  if (name == "Bonferroni") return Adjustment::bonferroni;
  return Adjustment::unsupported;
}

/// "Student t or Mann-Whitney" in its parts.
std::vector<std::string> alternatives(const std::string& test) {
  std::vector<std::string> parts;
  constexpr std::string_view kOr = " or ";
  for (std::size_t from = 0; from < test.size();) {
    const std::size_t end = std::min(test.find(kOr, from), test.size());
    parts.push_back(test.substr(from, end - from));
    from = end + kOr.size();
  }
  return parts;
}

void add_tests(const Comparison& comparison, std::vector<NamedTest>& tests) {
  std::vector<std::string> names = alternatives(comparison.test);
  // only an adjustment or the sides are named: of any of the usual tests
  if (names.empty() && (!comparison.adjustment.empty() || comparison.sides)) {
    if (comparison.adjustment != "Tukey") names.emplace_back("t test");
    names.emplace_back("ANOVA");
  }
  const bool with_anova = std::find(names.begin(), names.end(), "ANOVA") != names.end();
  for (const std::string& name : names) {
    NamedTest test{family_of(name), adjustment_of(comparison.adjustment), comparison.sides, name};
    if (test.adjustment == Adjustment::unsupported) test.words = comparison.adjustment;
    // "Student's t test or ANOVA with Tukey's test": Tukey's belongs to the analysis of variance
    if (with_anova && name != "ANOVA" && test.adjustment == Adjustment::tukey) test.adjustment = Adjustment::unstated;
    const bool known = std::any_of(tests.begin(), tests.end(), [&](const NamedTest& other) {
      return other.family == test.family && other.adjustment == test.adjustment && other.sides == test.sides;
    });
    if (!known) tests.push_back(std::move(test));
  }
}

class Brief {
 public:
  explicit Brief(const Reading& reading) : reading_(reading) {}

  /// The question for the judge; none where a P value cannot be placed or nothing is to be judged.
  std::optional<SpreadQuestion> question() {
    if (!collect_values()) return std::nullopt;
    for (const Comparison& comparison : reading_.comparisons)
      if (comparison.p && !add(comparison)) return std::nullopt;
    question_.within_person = question_.within_person || reading_.pairing == Pairing::within_person;
    return question_.p_values.empty() ? std::nullopt : std::optional(question_);
  }

  /// Outcomes that a P value of the question compares.
  [[nodiscard]] std::vector<std::size_t> compared() const {
    std::set<std::size_t> values;
    for (const PrintedP& p : question_.p_values) values.insert(p.values.begin(), p.values.end());
    std::vector<std::size_t> outcomes;
    outcomes.reserve(values.size());
    for (const std::size_t value : values) outcomes.push_back(outcome_of_[value]);
    return outcomes;
  }

 private:
  /// False where a printed number cannot be found again, so that its rounding is not known.
  bool collect_values() {
    std::vector<const Outcome*> visits;
    for (std::size_t i = 0; i < reading_.outcomes.size(); ++i) {
      const Outcome& outcome = reading_.outcomes[i];
      if (!undeclared(outcome)) continue;
      const auto mean = printed_mean(outcome), spread = printed_spread(outcome);
      if (!mean || !spread) return false;
      auto visit =
          std::find_if(visits.begin(), visits.end(), [&](const Outcome* other) { return same_visit(*other, outcome); });
      if (visit == visits.end()) visit = visits.insert(visits.end(), &outcome);
      question_.values.push_back(value_of(outcome, *mean, *spread));
      question_.values.back().visit = static_cast<int>(visit - visits.begin());
      outcome_of_.push_back(i);
      if (question_.values.size() > kMostJudged) return false;
    }
    return !question_.values.empty();
  }

  /// The value of an arm at a visit: none without one, -1 where the visit has several of that class.
  [[nodiscard]] std::optional<int> value_at(ArmClass arm, int visit) const {
    std::optional<int> found;
    for (std::size_t i = 0; i < question_.values.size(); ++i) {
      if (question_.values[i].visit != visit || reading_.outcomes[outcome_of_[i]].arm != arm) continue;
      if (found) return -1;
      found = static_cast<int>(i);
    }
    return found;
  }

  /// How far before the P value the last of these values stands; those behind it count as further than any before.
  [[nodiscard]] int distance(const std::vector<std::size_t>& values, const Comparison& comparison) const {
    int nearest = 1 << 30;
    for (const std::size_t value : values) {
      const int gap = comparison.span.start - reading_.outcomes[outcome_of_[value]].span.end;
      nearest = std::min(nearest, gap >= 0 ? gap : (1 << 20) - gap);
    }
    return nearest;
  }

  /// Finds the values that a P compares; false where that cannot be told.
  bool add(const Comparison& comparison) {
    if (comparison.arms.size() < 2) return false;
    std::optional<std::vector<std::size_t>> best;
    bool some = false;
    for (int visit = 0; visit <= highest_visit(); ++visit) {
      std::vector<std::size_t> values;
      for (const ArmClass arm : comparison.arms) {
        const std::optional<int> value = value_at(arm, visit);
        if (!value) continue;
        if (*value < 0) return false;
        some = true;
        values.push_back(static_cast<std::size_t>(*value));
      }
      if (values.size() != comparison.arms.size()) continue;
      if (!best || distance(values, comparison) < distance(*best, comparison)) best = values;
    }
    if (!best) return !some;  // it compares arms whose spreads are not in question, or only one of them
    PrintedP p;
    p.values = std::move(*best);
    p.relation = comparison.p_relation.empty() ? '=' : comparison.p_relation[0];
    const std::vector<InText> numbers = numbers_in(comparison.span.text);
    if (numbers.empty() || !same(numbers.back().value, *comparison.p)) return false;
    p.p = {*comparison.p, numbers.back().decimals};
    if (comparison.ci95) p.ci95 = pair_of(*comparison.ci95);
    question_.p_values.push_back(std::move(p));
    if (comparison.paired == true) question_.within_person = true;
    add_tests(comparison, question_.tests);
    return true;
  }

  [[nodiscard]] int highest_visit() const {
    int highest = 0;
    for (const JudgedValue& value : question_.values) highest = std::max(highest, value.visit);
    return highest;
  }

  const Reading& reading_;
  SpreadQuestion question_;
  std::vector<std::size_t> outcome_of_;  ///< by value of the question
};

}  // namespace

std::vector<InferredSpread> infer_spreads(const Reading& reading) {
  std::vector<InferredSpread> out(reading.outcomes.size());
  if (reading.comparisons.empty() || reading.comparisons.size() > kMostJudged) return out;
  Brief brief(reading);
  const std::optional<SpreadQuestion> question = brief.question();
  if (!question) return out;
  const SpreadJudgement judged = judge_spread(*question);
  if (!judged.verdict) return out;
  for (const std::size_t outcome : brief.compared()) {
    out[outcome].kind = judged.verdict == PrintedSpread::sd ? SpreadKind::sd : SpreadKind::se;
    out[outcome].evidence = judged.evidence;
  }
  return out;
}

}  // namespace evigraft
