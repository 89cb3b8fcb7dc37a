#include "synthesis/spread_procedures.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "synthesis/group_tests.h"

namespace evigraft {
namespace {

using Pair = Procedure::Pair;
using Groups = std::vector<GroupSummary>;

/// The corners of the boxes of rounding are tried one by one: 2^8 of them are cheap, 2^20 are not.
constexpr std::size_t kMostGroups = 8;

/// The values whose pooled variance an analysis of variance uses: all of the visit.
std::vector<std::size_t> visit_of(const SpreadQuestion& question, std::size_t value) {
  std::vector<std::size_t> members;
  for (std::size_t i = 0; i < question.values.size(); ++i)
    if (question.values[i].visit == question.values[value].visit) members.push_back(i);
  return members;
}

double sd_of(double spread, int n, PrintedSpread reading) {
  return reading == PrintedSpread::sd ? spread : spread * std::sqrt(static_cast<double>(n));
}

/// One printed value with the means and spreads that rounding allows.
struct Box {
  double mean[3] = {};  ///< as printed, lowest, highest
  double sd[3] = {};
  double n = 0;
};

std::optional<std::vector<Box>> boxes(const SpreadQuestion& question, const std::vector<std::size_t>& members,
                                      PrintedSpread reading) {
  std::vector<Box> out;
  for (const std::size_t member : members) {
    const JudgedValue& value = question.values[member];
    if (!value.n || *value.n < 2) return std::nullopt;
    const int n = *value.n;
    Box box;
    box.n = n;
    box.mean[0] = value.mean.value;
    box.mean[1] = value.mean.low();
    box.mean[2] = value.mean.high();
    box.sd[0] = sd_of(value.spread.value, n, reading);
    box.sd[1] = sd_of(std::max(0.0, value.spread.low()), n, reading);
    box.sd[2] = sd_of(value.spread.high(), n, reading);
    out.push_back(box);
  }
  return out;
}

Groups groups_at(const std::vector<Box>& boxes, int mean, int sd) {
  Groups groups;
  for (const Box& box : boxes) groups.push_back({box.mean[mean], box.sd[sd], box.n});
  return groups;
}

/// Means within their rounding that lie closest together: each is pulled to the grand mean as far as it may go.
void closest_means(const std::vector<Box>& boxes, Groups& groups) {
  for (int round = 0; round < 50; ++round) {
    double sum = 0, n = 0;
    for (const GroupSummary& group : groups) {
      sum += group.n * group.mean;
      n += group.n;
    }
    for (std::size_t i = 0; i < groups.size(); ++i)
      groups[i].mean = std::clamp(sum / n, boxes[i].mean[1], boxes[i].mean[2]);
  }
}

/// P of the F test: falls with the distance of the means and rises with every spread.
Recomputed omnibus(const std::vector<Box>& boxes) {
  Recomputed out;
  out.point = anova_p(groups_at(boxes, 0, 0));
  Groups groups = groups_at(boxes, 0, 2);
  closest_means(boxes, groups);
  out.high = anova_p(groups);
  out.low = out.point;
  groups = groups_at(boxes, 0, 1);
  for (std::size_t corner = 0; corner < (std::size_t{1} << groups.size()); ++corner) {
    for (std::size_t i = 0; i < groups.size(); ++i) groups[i].mean = boxes[i].mean[(corner >> i) % 2 == 0 ? 1 : 2];
    out.low = std::min(out.low, anova_p(groups));
  }
  return out;
}

/// The pair (first two of `boxes`) among all groups of its visit.
double pair_p(const SpreadQuestion& question, const Procedure& procedure, const Groups& groups) {
  switch (procedure.pair) {
    case Pair::student:
      return student_p(groups[0], groups[1]);
    case Pair::welch:
      return welch_p(groups[0], groups[1]);
    case Pair::paired:
      return paired_p(groups[0], groups[1], question.correlation.value_or(0));
    case Pair::anova:
      return anova_pair_p(groups, 0, 1);
    case Pair::tukey:
      break;
  }
  return tukey_p(groups, 0, 1);
}

Recomputed pairwise(const SpreadQuestion& question, const Procedure& procedure, const std::vector<Box>& boxes) {
  Recomputed out;
  out.point = pair_p(question, procedure, groups_at(boxes, 0, 0));
  out.low = out.high = out.point;
  const bool first_is_lower = boxes[0].mean[0] <= boxes[1].mean[0];
  const auto with = [&](bool far, int sd_first, int sd_others) {
    Groups groups = groups_at(boxes, 0, sd_others);
    groups[0].sd = boxes[0].sd[sd_first];
    groups[0].mean = boxes[0].mean[first_is_lower == far ? 1 : 2];
    groups[1].mean = boxes[1].mean[first_is_lower == far ? 2 : 1];
    // rounding may hide that the means are equal
    if (!far && (groups[0].mean > groups[1].mean) == first_is_lower) groups[0].mean = groups[1].mean;
    const double p = pair_p(question, procedure, groups);
    out.low = std::min(out.low, p);
    out.high = std::max(out.high, p);
  };
  with(true, 1, 1);
  with(false, 2, 2);
  // Welch's degrees of freedom and the paired test's variance also depend on how unlike the spreads are
  if (procedure.pair == Pair::welch || procedure.pair == Pair::paired)
    for (const bool far : {true, false}) {
      with(far, 1, 2);
      with(far, 2, 1);
    }
  return out;
}

bool any_visit_of_three(const SpreadQuestion& question) {
  for (std::size_t i = 0; i < question.values.size(); ++i)
    if (visit_of(question, i).size() > 2) return true;
  return false;
}

/// Two-sided and, where the text does not say, one-sided.
void add(std::vector<Procedure>& list, Pair pair, bool bonferroni, std::optional<int> sides) {
  for (const int wanted : {2, 1}) {
    if (sides && *sides != wanted) continue;
    if (pair == Pair::tukey && wanted == 1) continue;  // Tukey's test is two-sided by its nature
    const Procedure procedure{pair, bonferroni, wanted};
    if (std::find(list.begin(), list.end(), procedure) == list.end()) list.push_back(procedure);
  }
}

void add_anova(std::vector<Procedure>& list, Adjustment adjustment, std::optional<int> sides, bool three) {
  if (!three) return add(list, Pair::student, adjustment == Adjustment::bonferroni, sides);  // the same test
  if (adjustment == Adjustment::unstated) add(list, Pair::anova, false, sides);
  if (adjustment != Adjustment::tukey) add(list, Pair::anova, true, sides);
  if (adjustment != Adjustment::bonferroni) add(list, Pair::tukey, false, sides);
}

}  // namespace

std::string name(const Procedure& procedure) {
  std::string text;
  switch (procedure.pair) {
    case Pair::student:
      text = "Student's t test";
      break;
    case Pair::welch:
      text = "Welch's t test";
      break;
    case Pair::paired:
      text = "the paired t test";
      break;
    case Pair::anova:
      text = procedure.bonferroni ? "ANOVA" : "ANOVA without adjustment";
      break;
    case Pair::tukey:
      text = "ANOVA with Tukey's test";
      break;
  }
  if (procedure.bonferroni) text += " with Bonferroni's adjustment";
  if (procedure.sides == 1) text += " (one-sided)";
  return text;
}

std::vector<Procedure> admissible(const SpreadQuestion& question) {
  std::vector<Procedure> list;
  const bool three = any_visit_of_three(question);
  if (question.tests.empty()) {
    if (question.within_person) {
      add(list, Pair::paired, false, std::nullopt);
      return list;
    }
    for (const Pair pair : {Pair::student, Pair::welch}) add(list, pair, false, std::nullopt);
    if (three) add_anova(list, Adjustment::unstated, std::nullopt, three);
    return list;
  }
  for (const NamedTest& test : question.tests) {
    const bool bonferroni = test.adjustment == Adjustment::bonferroni;
    if (test.family == TestFamily::unsupported || test.adjustment == Adjustment::unsupported) return {};
    if (test.family == TestFamily::anova || test.adjustment == Adjustment::tukey) {
      add_anova(list, test.adjustment, test.sides, three);
    } else if (test.family == TestFamily::paired || question.within_person) {
      add(list, Pair::paired, bonferroni, test.sides);
    } else {
      if (test.family != TestFamily::welch) add(list, Pair::student, bonferroni, test.sides);
      if (test.family != TestFamily::student) add(list, Pair::welch, bonferroni, test.sides);
    }
  }
  return list;
}

std::optional<Recomputed> recompute(const SpreadQuestion& question, const PrintedP& printed, const Procedure& procedure,
                                    PrintedSpread reading) {
  std::vector<std::size_t> members = printed.values;
  const bool pair = members.size() == 2;
  const std::vector<std::size_t> visit = visit_of(question, members.front());
  const bool pooled = procedure.pair == Pair::anova || procedure.pair == Pair::tukey;
  if (pair && pooled)
    for (const std::size_t member : visit)
      if (member != members[0] && member != members[1]) members.push_back(member);
  if (members.size() > kMostGroups) return std::nullopt;
  const auto box = boxes(question, members, reading);
  if (!box) return std::nullopt;
  Recomputed out = pair ? pairwise(question, procedure, *box) : omnibus(*box);
  if (!pair) return out;
  const double factor = (procedure.sides == 1 ? 0.5 : 1) *
                        (procedure.bonferroni ? static_cast<double>(visit.size() * (visit.size() - 1)) / 2 : 1);
  for (double* p : {&out.low, &out.high, &out.point}) *p = std::min(1.0, *p * factor);
  return out;
}

bool reproduces(const Recomputed& recomputed, const PrintedP& printed) {
  if (printed.relation == '<') return recomputed.low < printed.p.value;
  if (printed.relation == '>') return recomputed.high > printed.p.value;
  return recomputed.low <= printed.p.high() && recomputed.high >= printed.p.low();
}

}  // namespace evigraft
