#include "pipeline/review_sheet.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "pipeline/labels.h"
#include "pipeline/overlay.h"
#include "publish/address.h"
#include "store/decisions.h"
#include "store/evidence.h"

namespace evigraft {
namespace {
using review::Kind;
using review::Target;
using review::Values;

/// Its topic and the second it was made in: as good a name as a database has.
std::string identity(const Store& store) {
  const StoredTopic topic = stored_topic(store);
  return topic.name + " " + topic.created_at;
}

/// What decisions call an outcome, what the machine reads otherwise, and what counts.
struct Counted {
  Target kind = Target::outcome;
  std::string target;
  Values values, machine;
  std::int64_t newest = 0;  ///< decision that bears on it
  bool clashes = false;
};

std::map<std::int64_t, Counted> counted_outcomes(const Store& store, const Overlay& overlay) {
  std::map<std::int64_t, Counted> out;
  for (const MachineOutcomeRow& row : machine_outcomes(store)) {
    const review::MachineOutcome machine = to_machine(row);
    out[row.outcome_id] = {Target::outcome, to_text(machine.key), machine.values, {}, 0, false};
  }
  for (const review::Standing& standing : overlay.outcomes.standings) {
    Counted& counted = out[standing.outcome];
    counted.values = standing.values;
    counted.machine = standing.machine;
    counted.newest = standing.decision;
    counted.clashes = !standing.clashes.empty();
  }
  for (const review::Entered& number : overlay.outcomes.entered) {
    Values values;
    for (const std::string& field : review::outcome_fields()) values[field] = review::value_of(number.values, field);
    out[entered_outcome(store, number.decision)] = {
        Target::entered, std::to_string(number.decision), values, {}, number.newest, false};
  }
  return out;
}

std::string link_of(const ReportView& report) {
  const std::string doi = publish::doi_address(report.doi);
  return doi.empty() ? publish::pubmed_address(report.pmid) : doi;
}

/// "spread_kind, n; conflict: n"
void ask(std::string& asked, const review::Item& item) {
  std::string what;
  for (const std::string& field : item.missing) what += (what.empty() ? "" : ", ") + field;
  if (what.empty()) what = name(item.need);
  if (item.need == review::Need::conflict) what = item.what;
  asked += (asked.empty() ? "" : "; ") + what;
}

class Sheet {
 public:
  Sheet(const Store& store, const Topic& topic, const SheetChoice& choice)
      : choice_(choice), identity_(identity(store)), run_(last_run(store)) {
    for (ReportView& report : report_views(store)) reports_[report.report_id] = std::move(report);
    for (OutcomeView& outcome : outcome_views(store)) outcomes_[outcome.outcome_id] = std::move(outcome);
    for (const review::Item& item : review_queue(store, topic, choice.viewer)) {
      if (item.outcome == 0 || (!choice.needs.empty() && !choice.needs.contains(item.need))) continue;
      ask(asked_[item.outcome], item);
      take(item.report, item.outcome);
    }
    if (choice.all) {
      for (const auto& [id, outcome] : outcomes_) take(outcome.report_id, id);
      for (const auto& [id, report] : reports_)
        if (report.verdict == "include") take(id, 0);
    }
    counted_ = counted_outcomes(store, overlay_of(store));
  }

  SheetRows rows() {
    SheetRows out;
    out.run = run_;
    for (const std::int64_t id : order_) {
      const ReportView& report = reports_.at(id);
      if (!choice_.study.empty() && !is_study(choice_.study, report.study_id, report_label(report))) continue;
      ++out.reports;
      for (const std::int64_t outcome : chosen_[id]) {
        ++out.outcomes;
        out.rows.push_back(row_of(report, outcomes_.at(outcome)));
      }
      review::SheetRow to_add = row_of_report(report);
      to_add.state.target = report.key;
      out.rows.push_back(std::move(to_add));
    }
    return out;
  }

 private:
  void take(std::int64_t report, std::int64_t outcome) {
    const auto [chosen, first] = chosen_.try_emplace(report);
    if (first) order_.push_back(report);
    if (outcome != 0) chosen->second.insert(outcome);
  }

  [[nodiscard]] review::SheetRow row_of_report(const ReportView& report) const {
    review::SheetRow row;
    row.state.database = identity_;
    row.state.run = run_;
    row.state.report = report.report_id;
    row.state.report_key = report.key;
    row.study = report_label(report);
    row.link = link_of(report);
    return row;
  }

  [[nodiscard]] review::SheetRow row_of(const ReportView& report, const OutcomeView& outcome) const {
    const Counted& counted = counted_.at(outcome.outcome_id);
    review::SheetRow row = row_of_report(report);
    row.state.outcome = outcome.outcome_id;
    row.state.target_kind = counted.kind;
    row.state.target = counted.target;
    row.state.decision = outcome.decision;
    row.state.counted = counted.values;
    row.quote = outcome.quote;
    row.arm = outcome.arm_label;
    row.machine = counted.machine;
    if (const auto asked = asked_.find(outcome.outcome_id); asked != asked_.end()) row.asked = asked->second;
    return row;
  }

  SheetChoice choice_;
  std::string identity_;
  std::int64_t run_;
  std::map<std::int64_t, ReportView> reports_;
  std::map<std::int64_t, OutcomeView> outcomes_;
  std::map<std::int64_t, Counted> counted_;
  std::map<std::int64_t, std::string> asked_;  ///< by outcome
  std::vector<std::int64_t> order_;            ///< of reports
  std::map<std::int64_t, std::set<std::int64_t>> chosen_;
};

/// What each of two readers has said since they were named, and their votes that are open.
std::array<std::map<std::int64_t, review::OwnWord>, 2> own_words(const Store& store, const Overlay& overlay,
                                                                 const std::map<std::int64_t, Counted>& counted) {
  std::array<std::map<std::int64_t, review::OwnWord>, 2> out;
  if (!overlay.two.now) return out;
  const auto outcome_of = [&](const review::VotedOn& subject) -> std::int64_t {
    if (subject.kind == Target::report) return 0;
    return subject.kind == Target::entered ? entered_outcome(store, subject.id) : subject.id;
  };
  const auto word = [&](std::size_t reader, std::int64_t outcome) -> review::OwnWord& {
    return out[reader].try_emplace(outcome, review::OwnWord{counted.at(outcome).values, "", 0, false}).first->second;
  };
  std::map<std::int64_t, std::int64_t> runs;
  for (const DecisionRow& row : decision_rows(store)) runs[row.id] = row.run;
  const review::Places places(overlay.machine, overlay.reports);
  for (const review::Decision& decision : overlay.in_force) {
    if (decision.id < overlay.two.readers.decision) continue;
    const auto subject = places.subject(decision);
    const std::int64_t outcome = subject ? outcome_of(*subject) : 0;
    if (!counted.contains(outcome)) continue;
    const auto reader = overlay.two.readers.reader(decision.who);
    if (!reader) {
      for (auto& words : out)
        if (const auto said = words.find(outcome); said != words.end()) said->second.verdict.clear();
      continue;
    }
    review::OwnWord& own = word(*reader, outcome);
    own.verdict = decision.kind == Kind::set ? "" : name(decision.kind);
    own.run = runs[decision.id];
  }
  for (const review::OpenVote& vote : overlay.two.open)
    if (const std::int64_t outcome = outcome_of(vote.subject); counted.contains(outcome)) {
      review::OwnWord& own = word(vote.reader, outcome);
      own.waits = true;
      if (vote.field != review::kUsed) own.values[vote.field] = vote.value;
    }
  return out;
}

/// Those that count, and while two read those that wait, each for the one who entered it to know of.
std::vector<review::AddedNumber> added_numbers(const Overlay& overlay) {
  std::map<std::int64_t, std::string> waiting;
  for (const review::OpenVote& vote : overlay.two.open) waiting[vote.decision] = overlay.two.readers.name(vote.reader);
  std::vector<review::AddedNumber> out;
  for (const review::Decision& decision : overlay.in_force) {
    const auto report = overlay.reports.find(decision.target);
    if (decision.kind != Kind::add || report == overlay.reports.end()) continue;
    const auto waits = waiting.find(decision.id);
    if (waits == waiting.end())
      out.push_back({report->second, decision.value, ""});
    else if (overlay.two.now)
      out.push_back({report->second, decision.value, waits->second});
  }
  return out;
}

review::SheetPresent present_of(const Store& store) {
  review::SheetPresent out;
  out.database = identity(store);
  const Overlay overlay = overlay_of(store);
  for (const MachineOutcomeRow& row : machine_outcomes(store)) out.machine.push_back(to_machine(row));
  out.reports = reports_of_records(store);
  for (const ReportView& report : report_views(store)) out.studies[report.report_id] = report_label(report);
  for (const review::Entered& number : overlay.outcomes.entered)
    out.entered[std::to_string(number.decision)] = entered_outcome(store, number.decision);
  std::set<std::int64_t> accepting;
  for (const review::Decision& decision : overlay.two.counting)
    if (decision.kind == Kind::accept) accepting.insert(decision.id);
  const std::map<std::int64_t, Counted> counted = counted_outcomes(store, overlay);
  if (overlay.two.now) out.readers = overlay.two.readers;
  out.own = own_words(store, overlay, counted);
  out.added = added_numbers(overlay);
  for (const OutcomeView& outcome : outcome_views(store)) {
    const Counted& counts = counted.at(outcome.outcome_id);
    out.outcomes[outcome.outcome_id] = {outcome.report_id, out.studies[outcome.report_id], outcome.decision,
                                        accepting.contains(counts.newest) && !counts.clashes, counts.values};
  }
  return out;
}

}  // namespace

bool is_study(const std::string& wanted, std::int64_t study, const std::string& label) {
  // A number is the study's; "201" is not to find everything of the 2010s.
  const bool number = wanted.find_first_not_of("0123456789") == std::string::npos;
  return number ? wanted == std::to_string(study) : label.find(wanted) != std::string::npos;
}

SheetRows sheet_rows(const Store& store, const Topic& topic, const SheetChoice& choice) {
  const OneMoment moment(store);
  return Sheet(store, topic, choice).rows();
}

SheetImport import_sheet(Store& store, const Topic& topic, const review::SheetCells& sheet, const std::string& who,
                         const std::string& why, bool dry_run,
                         const std::function<std::int64_t(const std::string&)>& find,
                         const Surroundings& surroundings) {
  SheetImport out;
  review::SheetPresent present = present_of(store);
  present.find = find;
  out.reading = read_sheet(sheet, present, who, why);
  if (!out.reading.problems.empty() || out.reading.statements.empty()) return out;
  std::vector<Saying> sayings;
  for (const review::SheetStatement& statement : out.reading.statements) {
    Saying& saying = sayings.emplace_back();
    saying.kind = statement.kind;
    saying.who = statement.who;
    saying.why = statement.why;
    saying.outcome = statement.outcome;
    saying.report = statement.report;
    saying.value = statement.value;
  }
  AtOnce together(store);  // what is decided within is kept only if this is
  out.decided = decide(store, topic, sayings, surroundings);
  out.votes = vote_states(store, out.decided.decisions);
  if (!dry_run) {
    together.commit();
  } else if (std::any_of(out.votes.begin(), out.votes.end(), [](const auto& vote) { return vote.has_value(); })) {
    out.hides = true;
    out.votes.assign(out.votes.size(), std::nullopt);
    out.decided.pooled.clear();
  }
  return out;
}

}  // namespace evigraft
