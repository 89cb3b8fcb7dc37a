#include "pipeline/selection.h"

#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "synthesis/combine.h"
#include "synthesis/escalc.h"
#include "synthesis/spread.h"

namespace evigraft {
namespace {

/// Two printed times that mean the same visit ("4 months", "121 days").
constexpr double kSameVisitMonths = 0.15;

using Values = std::vector<const Candidate*>;

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

std::string barrier(const PoolQuestion& question, const Candidate& outcome) {
  if (outcome.decision == "rejected") return kRejected;
  if (outcome.report_status == "retracted") return "report retracted";
  if (outcome.report_status == "notice") return "retraction notice";
  if (!contains(question.species, outcome.species)) return "species not asked for";
  if (!contains(question.designs, outcome.design)) return "design not eligible";
  if (outcome.screening != "include") return "report not included by screening";
  if (outcome.unit != "%") return "not a percentage";
  if (!question.site.empty() && outcome.site != question.site) return "another recipient site";
  if (!question.method.empty() && outcome.method != question.method) return "another measurement method";
  if (outcome.statistic == "median") return "median, not a mean";
  if (!outcome.months) return kNoTime;
  if (*outcome.months < question.selection.from_months - kSameVisitMonths ||
      *outcome.months > question.selection.to_months + kSameVisitMonths)
    return "outside the time window";
  return {};
}

bool same_visit(double a, double b) { return std::abs(a - b) <= kSameVisitMonths; }

bool better_time(const Topic::Selection& selection, double a, double b) {
  const double da = std::abs(a - selection.at_months), db = std::abs(b - selection.at_months);
  if (std::abs(da - db) > 1e-9) return da < db;
  return a > b;
}

namespace {

std::size_t method_rank(const Topic::Selection& selection, const std::string& method) {
  const auto found = std::find(selection.method_order.begin(), selection.method_order.end(), method);
  return static_cast<std::size_t>(found - selection.method_order.begin());
}

/// The visits at which every arm of the question has a value, in their order; of nearest times the best one alone.
std::vector<double> common_visits(const PoolQuestion& question, const Values& intervention, const Values& comparator) {
  std::vector<double> visits;
  for (const Candidate* a : intervention)
    if (question.comparator.empty() || std::any_of(comparator.begin(), comparator.end(), [&](const Candidate* b) {
          return same_visit(*a->months, *b->months);
        }))
      visits.push_back(*a->months);
  if (visits.empty()) return visits;
  if (question.times == Times::nearest)
    return {*std::min_element(visits.begin(), visits.end(),
                              [&](double a, double b) { return better_time(question.selection, a, b); })};
  std::sort(visits.begin(), visits.end());
  std::vector<double> apart;  // no value may stand at two of them
  for (const double visit : visits)
    if (apart.empty() || visit - apart.back() > 2 * kSameVisitMonths) apart.push_back(visit);
  return apart;
}

/// Of the values at one visit: those by the best method, one for each arm label (the first read).
Values at_visit(const Topic::Selection& selection, const Values& values, double months) {
  Values there;
  for (const Candidate* value : values)
    if (same_visit(*value->months, months)) there.push_back(value);
  if (there.empty()) return there;
  const auto best = std::min_element(there.begin(), there.end(), [&](const Candidate* a, const Candidate* b) {
    return method_rank(selection, a->method) < method_rank(selection, b->method);
  });
  const std::size_t rank = method_rank(selection, (*best)->method);
  Values chosen;
  for (const Candidate* value : there) {
    if (method_rank(selection, value->method) != rank) continue;
    const bool label_taken = std::any_of(chosen.begin(), chosen.end(),
                                         [&](const Candidate* taken) { return taken->arm_label == value->arm_label; });
    if (!label_taken) chosen.push_back(value);
  }
  return chosen;
}

struct ArmResult {
  publish::ArmNumbers numbers;
  std::string reason;  ///< why it has no usable spread; empty when it has
};

void note_once(std::vector<std::string>& list, const std::string& item) {
  if (!contains(list, item)) list.push_back(item);
}

/// A standard deviation only when the text says so, or by a stated derivation; an undeclared one as the question asks.
ArmResult with_spread(const PoolQuestion& question, const Candidate& value, PoolStudy& study) {
  ArmResult arm{{value.value, std::nullopt, value.n}, {}};
  const auto derived = [&](const DerivedSd& result, const std::string& flag) {
    if (!result.sd) {
      arm.reason = result.reason;
      return;
    }
    arm.numbers.sd = result.sd;
    note_once(study.notes, result.formula);
    note_once(study.flags, flag);
  };
  if (value.spread) {
    if (value.spread_kind == "sd") {
      arm.numbers.sd = value.spread;
    } else if (value.spread_kind == "se") {
      derived(sd_from_se(*value.spread, value.n), "sd_from_se");
    } else if (question.reading == SpreadReading::inferred && !value.spread_inferred.empty()) {
      study.inferred.push_back({value.outcome_id, value.spread_inferred, value.spread_evidence, value.span_field,
                                value.quote, value.span_start, value.span_end});
      note_once(study.notes, value.spread_evidence);
      if (value.spread_inferred == "sd") {
        arm.numbers.sd = value.spread;
        note_once(study.flags, "sd_inferred");
      } else {
        derived(sd_from_se(*value.spread, value.n), "se_inferred");
      }
    } else if (question.reading == SpreadReading::as_sd) {
      arm.numbers.sd = value.spread;
      note_once(study.flags, "read_as_sd");
    } else if (question.reading == SpreadReading::as_se) {
      derived(sd_from_se(*value.spread, value.n), "read_as_se");
    } else {
      arm.reason = question.reading == SpreadReading::inferred
                       ? "spread printed without saying whether SD or SE, and the numbers do not tell"
                       : "spread printed without saying whether SD or SE";
    }
  } else if (value.interval && value.interval_kind == "ci95") {
    PrintedInterval interval;
    interval.mean = value.value;
    interval.lower = (*value.interval)[0];
    interval.upper = (*value.interval)[1];
    interval.mean_decimals = interval.interval_decimals = decimals_of(value.value_as_printed);
    derived(sd_from_interval(interval, value.n), "sd_from_ci95");
  } else if (value.interval) {
    arm.reason = "only a range or quartiles printed";
  } else {
    arm.reason = "no spread printed";
  }
  if (arm.reason.empty() && !value.n) arm.reason = "number of participants in the arm not stated";
  return arm;
}

/// A number as people write it: "0.5".
std::string decimal(double value) {
  std::array<char, 32> digits{};
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

ArmResult combined(const PoolQuestion& question, const Values& values, PoolStudy& study) {
  std::vector<ArmResult> arms;
  arms.reserve(values.size());
  for (const Candidate* value : values) arms.push_back(with_spread(question, *value, study));
  if (arms.size() == 1) return arms.front();
  note_once(study.flags, "combined_arms");
  std::vector<ArmSummary> summaries;
  double sum = 0, weight = 0;
  std::string reason;
  bool all_n = true;
  for (const ArmResult& arm : arms) {
    if (reason.empty()) reason = arm.reason;
    all_n = all_n && arm.numbers.n.has_value();
    if (arm.reason.empty()) summaries.push_back({arm.numbers.mean, *arm.numbers.sd, *arm.numbers.n});
  }
  note_once(study.notes, std::to_string(arms.size()) + " arms of one class combined (Cochrane Handbook 6.5.2.10)");
  if (reason.empty()) {
    const ArmSummary one = combine_arms(summaries);
    return {{one.mean, one.sd, one.n}, {}};
  }
  for (const ArmResult& arm : arms) {
    const double w = all_n ? *arm.numbers.n : 1;
    sum += w * arm.numbers.mean;
    weight += w;
  }
  return {{sum / weight, std::nullopt, all_n ? std::optional<double>(weight) : std::nullopt}, reason};
}

std::optional<double> most_participants(const Values& values) {
  std::optional<double> most;
  for (const Candidate* value : values)
    if (value->n) most = std::max(most.value_or(0), *value->n);
  return most;
}

std::vector<std::int64_t> ids(const Values& values) {
  std::vector<std::int64_t> out;
  for (const Candidate* value : values) out.push_back(value->outcome_id);
  return out;
}

/// The texts of a member over the values, each once, in their alphabetical order.
template <class Member>
std::string stated(std::initializer_list<const Values*> arms, Member member) {
  std::set<std::string> texts;
  for (const Values* values : arms)
    for (const Candidate* value : *values) texts.insert(member(*value));
  std::string list;
  for (const std::string& text : texts)
    if (!text.empty()) list += (list.empty() ? "" : ", ") + text;
  return list;
}

StudyTraits traits_of(const Values& intervention, const Values& comparator) {
  const auto both = [&](std::string Candidate::*member) {
    return stated({&intervention, &comparator}, [member](const Candidate& value) { return value.*member; });
  };
  const auto label = [](const Candidate& value) { return value.arm_label; };
  StudyTraits traits;
  traits.year = intervention.front()->study_year;
  traits.arm_label = stated({&intervention}, label);
  traits.comparator_label = stated({&comparator}, label);
  traits.spread_kind = stated({&intervention, &comparator}, [](const Candidate& value) {
    return value.spread ? value.spread_kind : value.interval_kind;
  });
  traits.method = both(&Candidate::method);
  traits.definition = both(&Candidate::definition);
  traits.site = both(&Candidate::site);
  traits.species = both(&Candidate::species);
  traits.design = both(&Candidate::design);
  traits.pairing = both(&Candidate::pairing);
  return traits;
}

PoolStudy study_of(const PoolQuestion& question, const Values& intervention, const Values& comparator, double months) {
  PoolStudy study;
  const Candidate& first = *intervention.front();
  study.study_id = first.study_id;
  study.label = first.study_label;
  study.traits = traits_of(intervention, comparator);
  study.months = months;
  study.intervention_outcomes = ids(intervention);
  study.comparator_outcomes = ids(comparator);
  for (const Values* values : {&intervention, &comparator})
    for (const Candidate* value : *values)
      if (!value->decided.empty()) {
        note_once(study.flags, value->decision);
        note_once(study.notes, value->arm_class + " " + value->decided);
      }
  const ArmResult a = combined(question, intervention, study);
  study.intervention = a.numbers;
  study.reason = a.reason;
  if (!question.comparator.empty()) {
    const ArmResult b = combined(question, comparator, study);
    study.comparator = b.numbers;
    study.difference = a.numbers.mean - b.numbers.mean;
    if (study.reason.empty()) study.reason = b.reason;
    study.within_person = first.pairing == "within_person";
    if (study.within_person) {
      // The same people are in every arm, also in several of one class.
      study.intervention.n = most_participants(intervention);
      study.comparator->n = most_participants(comparator);
      note_once(study.flags, "within_person");
      note_once(study.notes,
                question.correlation
                    ? "within-person comparison: correlation " + decimal(*question.correlation) + " as stated"
                    : "within-person comparison: its correlation is not printed and taken as 0");
    }
  }
  if (!study.reason.empty()) return study;
  const Effect effect = effect_of(study, question.correlation.value_or(0));
  if (effect.vi > 0) {
    study.yi = effect.yi;
    study.vi = effect.vi;
  } else {
    study.reason = "spread printed as 0";
  }
  return study;
}
}  // namespace

Effect effect_of(const PoolStudy& study, double correlation) {
  const auto summary = [](const publish::ArmNumbers& arm) { return ArmSummary{arm.mean, *arm.sd, *arm.n}; };
  if (!study.comparator) return arm_mean(summary(study.intervention));
  if (!study.within_person) return mean_difference(summary(study.intervention), summary(*study.comparator));
  return paired_difference(summary(study.intervention), summary(*study.comparator), correlation);
}

std::string_view name(Times value) { return value == Times::all ? "all" : "nearest"; }

Times parse_times(std::string_view text) {
  for (const Times value : {Times::nearest, Times::all})
    if (text == name(value)) return value;
  throw Error(Error::Kind::usage, "--times takes nearest or all, not '" + std::string(text) + "'.");
}

std::string_view name(SpreadReading value) {
  switch (value) {
    case SpreadReading::stated:
      return "stated";
    case SpreadReading::inferred:
      return "inferred";
    case SpreadReading::as_sd:
      return "as-sd";
    case SpreadReading::as_se:
      return "as-se";
  }
  return {};
}

SpreadReading parse_spread_reading(std::string_view text) {
  for (const SpreadReading value :
       {SpreadReading::stated, SpreadReading::inferred, SpreadReading::as_sd, SpreadReading::as_se})
    if (text == name(value)) return value;
  throw Error(Error::Kind::usage, "--spread takes stated, inferred, as-sd or as-se, not '" + std::string(text) + "'.");
}

std::optional<double> participants(const PoolStudy& study) {
  const std::optional<double>& one = study.intervention.n;
  if (!study.comparator) return one;
  const std::optional<double>& other = study.comparator->n;
  if (!one || !other) return std::nullopt;
  return study.within_person ? std::max(*one, *other) : *one + *other;
}

std::string question_name(const PoolQuestion& question) {
  return question.intervention + (question.comparator.empty() ? "" : ":" + question.comparator);
}

Selected select_for(const PoolQuestion& question, std::span<const Candidate> candidates) {
  Selected selected;
  std::map<std::int64_t, std::pair<Values, Values>> by_study;
  const auto leave = [&](const Candidate& outcome, std::string reason) {
    selected.not_used.push_back({outcome.outcome_id, std::move(reason), question_name(question)});
  };
  for (const Candidate& outcome : candidates) {
    const bool a = outcome.arm_class == question.intervention;
    const bool b = !question.comparator.empty() && outcome.arm_class == question.comparator;
    if (!a && !b) continue;
    if (std::string reason = barrier(question, outcome); !reason.empty())
      leave(outcome, std::move(reason));
    else
      (a ? by_study[outcome.study_id].first : by_study[outcome.study_id].second).push_back(&outcome);
  }
  for (const auto& [study_id, arms] : by_study) {
    const auto& [intervention, comparator] = arms;
    const std::vector<double> visits = common_visits(question, intervention, comparator);
    Values chosen_a, chosen_b;
    for (const double visit : visits) {
      const Values a = at_visit(question.selection, intervention, visit);
      const Values b = question.comparator.empty() ? Values() : at_visit(question.selection, comparator, visit);
      selected.studies.push_back(study_of(question, a, b, visit));
      chosen_a.insert(chosen_a.end(), a.begin(), a.end());
      chosen_b.insert(chosen_b.end(), b.begin(), b.end());
    }
    for (const Values* values : {&intervention, &comparator})
      for (const Candidate* value : *values) {
        const Values& chosen = values == &intervention ? chosen_a : chosen_b;
        if (std::find(chosen.begin(), chosen.end(), value) != chosen.end()) continue;
        const bool at_a_visit =
            std::any_of(visits.begin(), visits.end(), [&](double visit) { return same_visit(*value->months, visit); });
        if (visits.empty() || (!at_a_visit && question.times == Times::all))
          leave(*value, "no value of the other arm at the same time");
        else if (!at_a_visit)
          leave(*value, "another time is nearer to the target");
        else
          leave(*value, "another value of the same arm and time was taken");
      }
  }
  std::sort(selected.studies.begin(), selected.studies.end(), [](const PoolStudy& a, const PoolStudy& b) {
    return std::tie(a.label, a.study_id, a.months) < std::tie(b.label, b.study_id, b.months);
  });
  std::sort(selected.not_used.begin(), selected.not_used.end(),
            [](const NotUsed& a, const NotUsed& b) { return a.outcome_id < b.outcome_id; });
  return selected;
}

}  // namespace evigraft
