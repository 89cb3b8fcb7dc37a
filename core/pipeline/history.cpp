#include "pipeline/history.h"

#include <evigraft/error.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace evigraft {
namespace {

std::vector<Candidate> candidates_after(const std::vector<ReportView>& reports, const std::vector<PastOutcome>& history,
                                        std::int64_t run) {
  std::vector<OutcomeView> rows;
  std::vector<std::string> studies;
  for (const PastOutcome& past : history)
    if (past.from_run <= run && (!past.until_run || *past.until_run > run)) {
      rows.push_back(past.outcome);
      studies.push_back(past.study);
    }
  std::vector<Candidate> candidates = candidates_of(reports, std::move(rows));
  for (std::size_t i = 0; i < candidates.size(); ++i)
    if (candidates[i].study_label.empty()) candidates[i].study_label = studies[i];  // a study that is gone
  return candidates;
}

/// Runs after which an outcome stood otherwise than before.
std::set<std::int64_t> eventful_runs(const std::vector<PastOutcome>& history) {
  std::set<std::int64_t> runs;
  for (const PastOutcome& past : history) {
    runs.insert(past.from_run);
    if (past.until_run) runs.insert(*past.until_run);
  }
  return runs;
}

using Pooled = std::map<std::int64_t, const PoolStudy*>;

Pooled pooled(const Selected& selected) {
  Pooled by_study;
  for (const PoolStudy& study : selected.studies)
    if (study.vi) by_study[study.study_id] = &study;
  return by_study;
}

std::string day_of(const std::vector<RunMark>& runs, std::int64_t run) {
  const auto found = std::find_if(runs.begin(), runs.end(), [&](const RunMark& mark) { return mark.id == run; });
  return found == runs.end() ? std::string() : found->started_at.substr(0, 10);
}

/// For each study pooled after the last eventful run: the run since which it is.
std::map<std::int64_t, std::int64_t> since_when(const std::vector<ReportView>& reports, const PoolQuestion& question,
                                                const std::vector<PastOutcome>& history) {
  std::map<std::int64_t, std::int64_t> since;
  for (const std::int64_t run : eventful_runs(history)) {
    const Selected then = select_for(question, candidates_after(reports, history, run));
    const Pooled there = pooled(then);
    std::erase_if(since, [&](const auto& entry) { return !there.contains(entry.first); });
    for (const auto& [study, effect] : there) since.emplace(study, run);
  }
  return since;
}

std::vector<std::int64_t> outcomes_of(const PoolStudy& study) {
  std::vector<std::int64_t> ids = study.intervention_outcomes;
  ids.insert(ids.end(), study.comparator_outcomes.begin(), study.comparator_outcomes.end());
  return ids;
}

/// Why a study that was pooled is not any more.
std::string reason_of(const PoolStudy& was, const std::vector<Candidate>& candidates, const Selected& today) {
  for (const PoolStudy& study : today.studies)
    if (study.study_id == was.study_id) return study.reason;
  std::string moved_to;
  bool there = false;
  for (const std::int64_t id : outcomes_of(was)) {
    const auto candidate =
        std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& one) { return one.outcome_id == id; });
    if (candidate == candidates.end()) continue;
    there = true;
    if (candidate->study_id != was.study_id) moved_to = candidate->study_label;
    const auto unused = std::find_if(today.not_used.begin(), today.not_used.end(),
                                     [&](const NotUsed& one) { return one.outcome_id == id; });
    if (unused != today.not_used.end()) return unused->reason;
  }
  if (!moved_to.empty()) return "its reports are joined with " + moved_to;
  return there ? "its arms are read as other ones" : "its numbers are no longer read from its reports";
}

}  // namespace

std::int64_t run_before(const std::vector<RunMark>& runs, const std::string& run_or_day) {
  const bool day = run_or_day.size() == 10 && run_or_day[4] == '-' && run_or_day[7] == '-';
  if (day) {
    std::int64_t last = 0;
    for (const RunMark& run : runs)
      if (run.started_at.substr(0, 10) < run_or_day) last = run.id;
    return last;
  }
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(run_or_day.data(), run_or_day.data() + run_or_day.size(), number);
  if (error != std::errc() || end != run_or_day.data() + run_or_day.size() || number < 0)
    throw Error(Error::Kind::usage, "--since takes the number of a run or a day as in 2026-11-01, not '" + run_or_day +
                                        "'; `evigraft runs` lists the runs.");
  const bool known =
      number == 0 || std::any_of(runs.begin(), runs.end(), [&](const RunMark& run) { return run.id == number; });
  if (!known)
    throw Error(Error::Kind::usage, "There is no run " + run_or_day + "; `evigraft runs` lists those there are.");
  return number;
}

Changes changes_since(const Store& store, const PoolQuestion& question, const std::vector<Candidate>& candidates,
                      const Selected& today, const std::string& run_or_day) {
  const std::vector<RunMark> runs = run_marks(store);
  const std::vector<PastOutcome> history = outcome_history(store);
  Changes changes;
  changes.run = run_before(runs, run_or_day);
  changes.date = day_of(runs, changes.run);
  const std::vector<ReportView> reports = report_views(store);
  changes.before = select_for(question, candidates_after(reports, history, changes.run));
  const Pooled before = pooled(changes.before), after = pooled(today);
  const auto since = since_when(reports, question, history);
  for (const PoolStudy& study : today.studies) {
    if (!study.vi) continue;
    const auto was = before.find(study.study_id);
    if (was == before.end()) {
      const auto run = since.find(study.study_id);
      const std::int64_t entered = run == since.end() ? (runs.empty() ? 0 : runs.back().id) : run->second;
      changes.entered.push_back({study.study_id, study.label, entered, day_of(runs, entered)});
    } else if (was->second->yi != study.yi || was->second->vi != study.vi) {
      changes.moved.push_back({study.study_id, study.label, *was->second->yi, *was->second->vi, *study.yi, *study.vi});
    }
  }
  for (const PoolStudy& study : changes.before.studies)
    if (study.vi && !after.contains(study.study_id))
      changes.left.push_back({study.study_id, study.label, reason_of(study, candidates, today)});
  if (const std::string begins = history_begins(store).substr(0, 10); changes.run != 0 && changes.date < begins)
    changes.recorded_from = begins;
  return changes;
}

std::vector<Entered> entered_runs(const Store& store, const PoolQuestion& question, const Selected& today) {
  const std::vector<RunMark> runs = run_marks(store);
  const auto since = since_when(report_views(store), question, outcome_history(store));
  std::vector<Entered> entered;
  for (const PoolStudy& study : today.studies) {
    if (!study.vi) continue;
    const auto found = since.find(study.study_id);
    const std::int64_t run = found == since.end() ? (runs.empty() ? 0 : runs.back().id) : found->second;
    entered.push_back({study.study_id, study.label, run, day_of(runs, run)});
  }
  return entered;
}

}  // namespace evigraft
