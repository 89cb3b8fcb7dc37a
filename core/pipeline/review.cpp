#include "pipeline/review.h"

#include <evigraft/error.h>

#include <algorithm>
#include <map>

#include "pipeline/judgements.h"
#include "pipeline/labels.h"
#include "pipeline/overlay.h"
#include "review/instruments.h"
#include "review/screening.h"
#include "store/decisions.h"
#include "store/evidence.h"
#include "store/outcome_history.h"
#include "store/runs.h"

namespace evigraft {
namespace {
using review::Kind;
using review::value_of;
using review::Values;

[[noreturn]] void refuse(const std::string& sentence) { throw Error(Error::Kind::usage, sentence); }
[[noreturn]] void missing(const std::string& what, const char* list) {
  throw Error(Error::Kind::failed, "There is no " + what + "; '" + list + "' lists what there is.");
}

/// What an outcome is called in decisions, what the machine reads of it, and what counts.
struct Subject {
  review::Target kind = review::Target::outcome;
  std::int64_t id = 0;  ///< of the outcome; entered: number of the `add`
  std::string target;
  Values machine, counts;
};

/// What decisions can be about, read once for all decisions that are made together.
class Desk {
 public:
  Desk(const Store& store, const Topic& topic) : store_(store), topic_(topic) {
    for (const MachineOutcomeRow& row : machine_outcomes(store)) {
      const review::MachineOutcome machine = to_machine(row);
      subjects_[row.outcome_id] = {review::Target::outcome, row.outcome_id, to_text(machine.key), machine.values,
                                   machine.values};
    }
    Overlay overlay = overlay_of(store);
    for (const review::Standing& standing : overlay.outcomes.standings)
      subjects_[standing.outcome].counts = standing.values;
    for (const review::Entered& number : overlay.outcomes.entered)
      subjects_[entered_outcome(store, number.decision)] = {
          review::Target::entered, number.decision, std::to_string(number.decision), {}, number.values};
    two_ = std::move(overlay.two);
  }

  /// What stands before a person: what counts; before one of two readers with their own open votes.
  Values& before(const std::string& who, Subject& subject) {
    const auto reader = reads(who);
    if (!reader) return subject.counts;
    const auto [own, fresh] = own_.try_emplace({*reader, subject.target}, subject.counts);
    if (fresh)
      for (const review::OpenVote& vote : two_.open)
        if (vote.reader == *reader && vote.field != review::kUsed && vote.subject.kind == subject.kind &&
            vote.subject.id == subject.id)
          own->second[vote.field] = vote.value;
    return own->second;
  }

  [[nodiscard]] std::optional<std::size_t> reads(const std::string& who) const {
    return two_.now ? two_.readers.reader(who) : std::nullopt;
  }

  /// While two read and a third is named to resolve, nobody else decides on what they read.
  void may_decide(const std::string& who) const {
    const review::Readers& readers = two_.readers;
    if (!two_.now || readers.resolver.empty() || reads(who) || review::same_person(who, readers.resolver)) return;
    refuse(readers.first + " and " + readers.second + " read independently and " + readers.resolver + " resolves, so " +
           who + " decides on no number and no screening; name others with 'evigraft review readers'.");
  }

  [[nodiscard]] const review::TwoReaders& two() const { return two_; }

  Subject& outcome(std::int64_t id) {
    const auto found = subjects_.find(id);
    if (found == subjects_.end()) missing("outcome " + std::to_string(id), "evigraft outcomes");
    return found->second;
  }

  const std::string& report_key(std::int64_t id) {
    if (keys_.empty())
      for (const ReportView& view : report_views(store_)) keys_[view.report_id] = view.key;
    const auto found = keys_.find(id);
    if (found == keys_.end()) missing("report " + std::to_string(id), "evigraft reports");
    return found->second;
  }

  [[nodiscard]] const Store& store() const { return store_; }
  [[nodiscard]] const Topic& topic() const { return topic_; }

 private:
  const Store& store_;
  const Topic& topic_;
  std::map<std::int64_t, Subject> subjects_;
  std::map<std::int64_t, std::string> keys_;
  review::TwoReaders two_;
  std::map<std::pair<std::size_t, std::string>, Values> own_;  ///< of a reader, by target
};

const char* article(review::Target kind) {
  return kind == review::Target::outcome ? "an outcome" : kind == review::Target::report ? "a report" : "a question";
}

Values checked_fields(const Values& given) {
  Values out;
  for (const auto& [field, text] : given) out[field] = review::checked_value(field, text);
  return out;
}

void prepare_set(Desk& desk, const Saying& saying, DecisionRow& row) {
  Subject& subject = desk.outcome(saying.outcome);
  row.target_kind = std::string(name(subject.kind));
  row.target = subject.target;
  row.value = checked_fields(saying.value);
  if (row.value.empty()) refuse("Name what to set: evigraft review set ID FIELD VALUE.");
  Values& after = desk.before(saying.who, subject);
  for (const auto& [field, text] : row.value) {
    row.seen[field] = value_of(subject.machine, field);
    after[field] = text;
  }
  if (value_of(after, "spread").empty() && review::is_stated(value_of(row.value, "spread_kind")))
    refuse("Outcome " + std::to_string(saying.outcome) + " has no spread whose kind could be set; set spread, too.");
}

void prepare_verdict(Desk& desk, const Saying& saying, DecisionRow& row) {
  Subject& subject = desk.outcome(saying.outcome);
  row.target_kind = std::string(name(subject.kind));
  row.target = subject.target;
  row.seen = subject.machine;
  if (saying.kind != Kind::accept || !desk.reads(saying.who)) return;
  // A vote says by itself what was accepted: it waits, and what counts may change meanwhile.
  for (const auto& [field, text] : review::consistent(desk.before(saying.who, subject)))
    if (!text.empty()) row.value[field] = text;
}

void prepare_add(Desk& desk, const Saying& saying, DecisionRow& row) {
  row.target_kind = "report";
  row.target = desk.report_key(saying.report);
  const auto take = [&](const char* field, bool needed) {
    const std::string& text = value_of(saying.value, field);
    if (text.empty() && needed) refuse(std::string("A number entered by hand needs ") + field + ".");
    if (!text.empty()) row.value[field] = review::checked_value(field, text);
  };
  take("arm_class", true);
  take("value", true);
  for (const char* field : {"spread", "spread_kind", "n", "months", "method", "definition", "statistic"})
    take(field, false);
  if (!row.value.contains("statistic")) row.value["statistic"] = "mean";
  if (!row.value.contains("spread") && row.value.contains("spread_kind")) refuse("A spread_kind needs a spread.");
  row.value = review::consistent(row.value);
  bool placed = false;
  for (const char* part : {"page", "table", "figure", "letter"})
    if (const std::string& where = value_of(saying.value, part); !where.empty()) {
      row.value[part] = where;
      placed = true;
    }
  if (!placed) refuse("Say where the number stands: --page, --table, --figure or --letter.");
  for (const char* part : {"arm_label", "words"}) row.value[part] = value_of(saying.value, part);
  if (row.value["words"].empty()) {
    row.value["words"] = row.value["value"];
    if (!row.value["spread"].empty()) row.value["words"] += " ± " + row.value["spread"];
  }
}

void prepare_screen(Desk& desk, const Saying& saying, DecisionRow& row) {
  row.target_kind = "report";
  row.target = desk.report_key(saying.report);
  row.value = review::checked_screening(saying.value);
  const RuleVerdict rules = rules_verdict(desk.store(), saying.report);
  row.seen = {{"verdict", rules.verdict}, {"reason", rules.reason}};
}

void prepare_link(Desk& desk, const Saying& saying, DecisionRow& row) {
  row.target_kind = "report";
  row.target = desk.report_key(saying.report);
  const bool publication = value_of(saying.value, "level") == "publication";
  row.value["level"] = publication ? "publication" : "study";
  if (saying.report == saying.other) refuse("A report cannot be merged with or parted from itself.");
  if (saying.kind == Kind::split && publication && saying.other != 0)
    refuse("A record leaves its report altogether: give --record without another report.");
  if (saying.other != 0) row.value["with"] = desk.report_key(saying.other);
  if (const std::string& record = value_of(saying.value, "record"); !record.empty()) {
    const std::map<std::string, std::int64_t> reports = reports_of_records(desk.store());
    const auto found = reports.find(record);
    if (found == reports.end() || found->second != saying.report)
      refuse("Report " + std::to_string(saying.report) + " has no record " + record + "; 'evigraft show " +
             std::to_string(saying.report) + "' lists its records.");
    row.target = record;
  }
}

void prepare_readers(const Desk& desk, const Saying& saying, DecisionRow& row) {
  row.target_kind = "database";
  row.value = saying.value;
  const review::Readers readers{0, value_of(row.value, "first"), value_of(row.value, "second"),
                                value_of(row.value, "resolver")};
  if (!readers.two() && readers.second.empty()) {
    if (!desk.two().now) refuse("Nobody reads independently now.");
    row.value = {{"first", ""}, {"second", ""}, {"resolver", ""}};
    return;
  }
  if (!readers.two() || readers.second.empty() || review::same_person(readers.first, readers.second))
    refuse("Independent reading needs two people with two names.");
  if (readers.reader(readers.resolver)) refuse("A disagreement is resolved by a third person, not by a reader.");
}

void prepare_undo(const Store& store, const Saying& saying, DecisionRow& row) {
  row.target_kind = "decision";
  row.target = std::to_string(saying.decision);
  std::vector<review::Decision> all;
  for (const DecisionRow& each : decision_rows(store)) all.push_back(to_decision(each));
  const auto known = std::find_if(all.begin(), all.end(), [&](const auto& d) { return d.id == saying.decision; });
  if (known == all.end()) missing("decision " + row.target, "evigraft review history");
  if (review::undone(all).contains(saying.decision))
    refuse("Decision " + row.target + " is already undone; 'evigraft review history' shows by which.");
  // Whether it stands: an undo stands when what it took back does not.
  std::vector<review::Decision> with = all;
  with.push_back({.id = all.back().id + 1,
                  .at = {},
                  .who = {},
                  .why = {},
                  .kind = Kind::undo,
                  .target_kind = review::Target::decision,
                  .target = row.target,
                  .value = {},
                  .seen = {}});
  if (review::in_force(with).size() == review::in_force(all).size())
    refuse("Undoing decision " + row.target +
           " changes nothing: another undo takes the same back; see 'evigraft review history'.");
}

void prepare_judge(Desk& desk, const Saying& saying, DecisionRow& row) {
  const review::Instrument& instrument = review::instrument(value_of(saying.value, "instrument"));
  review::Assessed subject{review::Target::question, 0, saying.question};
  if (saying.outcome != 0) {
    subject = {review::Target::outcome, saying.outcome, {}};
    row.target = desk.outcome(saying.outcome).target;
    row.target_kind = std::string(name(desk.outcome(saying.outcome).kind));
  } else if (saying.report != 0) {
    subject = {review::Target::report, saying.report, {}};
    row.target = desk.report_key(saying.report);
    row.target_kind = "report";
  } else {
    row.target = saying.question;
    row.target_kind = "question";
  }
  if (std::find(instrument.about.begin(), instrument.about.end(), subject.kind) == instrument.about.end())
    refuse(instrument.name + " is not about " + std::string(article(subject.kind)) +
           "; see 'evigraft review judge --help'.");
  row.value["instrument"] = instrument.id;
  for (const auto& [field, word] : saying.value)
    if (field != "instrument") {
      const review::Domain& domain = review::domain(instrument, field);
      row.value[domain.id] = review::checked_judgement(domain, word);
    }
  if (row.value.size() < 2) refuse("Name what to judge: evigraft review judge ID INSTRUMENT DOMAIN JUDGEMENT.");
  row.seen = judged_now(desk.store(), desk.topic(), subject);
}

DecisionRow prepared(Desk& desk, const Saying& saying) {
  DecisionRow row;
  row.who = saying.who;
  row.why = saying.why;
  row.kind = std::string(name(saying.kind));
  switch (saying.kind) {
    case Kind::set:
    case Kind::accept:
    case Kind::reject:
    case Kind::add:
    case Kind::screen:
      desk.may_decide(saying.who);
      break;
    default:
      break;
  }
  switch (saying.kind) {
    case Kind::set:
      prepare_set(desk, saying, row);
      break;
    case Kind::accept:
    case Kind::reject:
      prepare_verdict(desk, saying, row);
      break;
    case Kind::add:
      prepare_add(desk, saying, row);
      break;
    case Kind::screen:
      prepare_screen(desk, saying, row);
      break;
    case Kind::undo:
      prepare_undo(desk.store(), saying, row);
      break;
    case Kind::merge:
    case Kind::split:
      prepare_link(desk, saying, row);
      break;
    case Kind::judge:
      prepare_judge(desk, saying, row);
      break;
    case Kind::readers:
      prepare_readers(desk, saying, row);
      break;
  }
  return row;
}

/// Links are the first step of deriving: what changes them has everything derived anew.
bool touches_links(const Store& store, const std::vector<Saying>& sayings) {
  std::map<std::int64_t, std::string> kinds;
  for (const Saying& saying : sayings) {
    if (saying.kind == Kind::merge || saying.kind == Kind::split) return true;
    if (saying.kind != Kind::undo) continue;
    if (kinds.empty())
      for (const DecisionRow& row : decision_rows(store)) kinds[row.id] = row.kind;
    const std::string& undone = kinds[saying.decision];
    if (undone == "merge" || undone == "split" || undone == "undo") return true;
  }
  return false;
}

}  // namespace

DecidedSummary decide(Store& store, const Topic& topic, const std::vector<Saying>& sayings,
                      const Surroundings& surroundings) {
  DecidedSummary summary;
  const auto before = pooled_answers(store, topic);
  AtOnce together(store);
  summary.run = begin_run(store, "review", surroundings.now());
  // What stood before the first decision is not to look as if it had been decided all along.
  if (!has_outcome_history(store)) record_outcome_history(store, summary.run, study_labels(report_views(store)));
  Desk desk(store, topic);
  for (const Saying& saying : sayings) {
    DecisionRow row = prepared(desk, saying);
    row.at = surroundings.now();
    row.run = summary.run;
    summary.decisions.push_back(add_decision(store, row));
    summary.outcomes.push_back(saying.outcome);
  }
  if (touches_links(store, sayings))
    derive(store, summary.run, topic, false, surroundings);
  else
    derive_decided(store, summary.run, topic);
  for (std::size_t i = 0; i < sayings.size(); ++i)
    if (sayings[i].kind == Kind::add) summary.outcomes[i] = entered_outcome(store, summary.decisions[i]);
  finish_run(store, summary.run, RunStatus::ok, "{}", surroundings.now());
  const auto after = pooled_answers(store, topic);
  for (std::size_t i = 0; i < before.size() && i < after.size(); ++i)
    if (before[i].second != after[i].second)
      summary.pooled.push_back({before[i].first, before[i].second, after[i].second});
  if (std::any_of(sayings.begin(), sayings.end(), [](const Saying& saying) { return saying.kind == Kind::judge; }))
    for (const JudgedRow& row : judgements(store, topic).rows)
      for (const auto& [domain, judged] : row.assessment.domains)
        if (judged.decision >= summary.decisions.front()) {
          summary.warnings.insert(summary.warnings.end(), row.disagreements.begin(), row.disagreements.end());
          break;
        }
  together.commit();
  return summary;
}

}  // namespace evigraft
