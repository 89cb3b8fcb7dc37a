#include "pipeline/overlay.h"

#include <charconv>

#include "store/exclusions.h"
#include "store/screening.h"

namespace evigraft {
namespace {
using review::value_of;
using review::Values;

std::string text_of(const std::optional<double>& number) { return number ? review::number_text(*number) : ""; }

std::optional<double> number_of(const Values& values, const std::string& field) {
  const std::string& text = value_of(values, field);
  double number = 0;
  if (text.empty() || std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc())
    return std::nullopt;
  return number;
}

CountingRow counting(const Values& values, review::Label label, std::int64_t decision, Values machine) {
  CountingRow row;
  row.decision = std::string(name(label));
  row.decision_id = decision;
  row.arm_class = value_of(values, "arm_class");
  row.value = number_of(values, "value").value_or(0);
  row.spread = number_of(values, "spread");
  row.spread_kind = value_of(values, "spread_kind");
  row.months = number_of(values, "months");
  if (const auto n = number_of(values, "n")) row.n = static_cast<std::int64_t>(*n);
  row.statistic = value_of(values, "statistic");
  row.method = value_of(values, "method");
  row.definition = value_of(values, "definition");
  row.machine = std::move(machine);
  return row;
}

/// In the name of both where two readers agreed.
void name_both(CountingRow& row, const review::TwoReaders& two) {
  if (!two.with.contains(row.decision_id)) return;
  for (const review::Decision& decision : two.counting)
    if (decision.id == row.decision_id) {
      row.who = decision.who;
      row.why = decision.why;
    }
}

/// "page 1151, table 2"
std::string place_of(const Values& values) {
  std::string out;
  for (const char* part : {"page", "table", "figure", "letter"})
    if (const std::string& where = value_of(values, part); !where.empty())
      out += (out.empty() ? "" : ", ") + std::string(part) + " " + where;
  return out;
}

RuleVerdict overall(const std::vector<ScreeningRule>& rules) {
  RuleVerdict out;
  for (const char* verdict : {"exclude", "unsure", "include"})
    for (const ScreeningRule& rule : rules)
      if (rule.verdict == verdict) return {rule.verdict, rule.rule, rule.reason};
  return out;
}

/// What a fate at full text means for the use of a report; none where screening goes on as before.
std::optional<OverrulingRow> use_at_full_text(const review::Verdict& fate) {
  const std::string said = fate.why + " (" + fate.who + ")";
  if (fate.verdict == "exclude") return OverrulingRow{fate.report, "exclude", "full text: " + fate.category};
  if (fate.verdict == "include") return OverrulingRow{fate.report, "include", said};
  if (fate.verdict == "not_retrieved") return OverrulingRow{fate.report, "unsure", "full text not retrieved: " + said};
  return std::nullopt;
}

void apply_verdicts(Store& store, std::int64_t run, const review::Verdicts& verdicts) {
  std::map<std::int64_t, OverrulingRow> by_report;
  for (const review::Verdict& verdict : verdicts.standing)
    by_report[verdict.report] = {verdict.report, verdict.verdict, verdict.why + " (" + verdict.who + ")"};
  std::vector<FullTextRow> fates;
  for (const review::Verdict& fate : verdicts.full_text) {
    fates.push_back({fate.report, fate.verdict, fate.category, fate.decision, fate.who, fate.why});
    if (const auto use = use_at_full_text(fate)) by_report[fate.report] = *use;
  }
  replace_full_text(store, fates);
  std::vector<OverrulingRow> rows;
  rows.reserve(by_report.size());
  for (auto& [report, row] : by_report) rows.push_back(std::move(row));
  for (const std::int64_t report : overrule_screening(store, run, rows)) {
    const std::string subject = "report " + std::to_string(report);
    const RuleVerdict counts = overall(screening_of(store, report).standing);
    std::vector<ExclusionRow> excluded;
    if (counts.verdict != "include") excluded.push_back({subject, counts.reason, counts.rule});
    replace_exclusions_of(store, run, Stage::screen, subject, excluded);
  }
}

}  // namespace

review::Decision to_decision(const DecisionRow& row) {
  return {row.id,     row.at,    row.who, row.why, review::parse_kind(row.kind), review::parse_target(row.target_kind),
          row.target, row.value, row.seen};
}

review::MachineOutcome to_machine(const MachineOutcomeRow& row) {
  review::MachineOutcome out;
  out.outcome = row.outcome_id;
  out.report = row.report_id;
  const std::string months = text_of(row.months);
  out.key = {row.report_key,
             row.span_field,
             row.as_printed,
             std::to_string(row.occurrence),
             row.arm_label,
             months,
             std::to_string(row.repeat)};
  out.values = {{"value", review::number_text(row.value)},
                {"spread", text_of(row.spread)},
                {"spread_kind", row.spread_kind},
                {"n", row.n ? review::number_text(static_cast<double>(*row.n)) : ""},
                {"months", months},
                {"method", row.method},
                {"definition", row.definition},
                {"statistic", row.statistic},
                {"arm_class", row.arm_class}};
  return out;
}

Overlay overlay_of(const Store& store) {
  Overlay overlay;
  for (const DecisionRow& row : decision_rows(store)) overlay.all.push_back(to_decision(row));
  if (overlay.all.empty()) return overlay;
  overlay.in_force = review::in_force(overlay.all);
  for (const MachineOutcomeRow& row : machine_outcomes(store)) overlay.machine.push_back(to_machine(row));
  overlay.reports = reports_of_records(store);
  overlay.two = review::read_twice(overlay.in_force, review::Places(overlay.machine, overlay.reports));
  const std::vector<review::Decision>& counting = overlay.two.counting;
  overlay.outcomes = review::settle(counting, overlay.machine, overlay.reports);
  overlay.screening = review::screening_verdicts(counting, overlay.reports);
  for (const review::Decision& decision : counting) {
    if (decision.kind != review::Kind::merge && decision.kind != review::Kind::split) continue;
    const std::string& other = value_of(decision.value, "with");
    if (!overlay.reports.contains(decision.target) || (!other.empty() && !overlay.reports.contains(other)))
      overlay.links.push_back({decision.id, "its report is not there any more"});
  }
  return overlay;
}

std::vector<Ruling> link_rulings(const Store& store) {
  std::vector<review::Decision> all;
  for (const DecisionRow& row : decision_rows(store))
    if (row.kind == "merge" || row.kind == "split" || row.kind == "undo") all.push_back(to_decision(row));
  std::vector<Ruling> rulings;
  for (const review::Decision& decision : review::in_force(all))
    rulings.push_back(
        {value_of(decision.value, "level") == "publication" ? Ruling::Level::publication : Ruling::Level::study,
         decision.kind == review::Kind::merge, decision.target, value_of(decision.value, "with")});
  return rulings;
}

std::vector<review::Verdict> screening_clashes(const Store& store, const Overlay& overlay) {
  std::vector<review::Verdict> out;
  for (const auto* verdicts : {&overlay.screening.standing, &overlay.screening.full_text})
    for (const review::Verdict& verdict : *verdicts) {
      const std::string now = rules_verdict(store, verdict.report).verdict;
      if (now != verdict.then && now != verdict.verdict) out.push_back(verdict);
    }
  return out;
}

Unsettled apply_decisions(Store& store, std::int64_t run) {
  const Overlay overlay = overlay_of(store);
  apply_verdicts(store, run, overlay.screening);
  std::vector<DecidedRow> decided;
  for (const review::Standing& standing : overlay.outcomes.standings)
    decided.push_back(
        {standing.outcome, counting(standing.values, standing.label, standing.decision, standing.machine)});
  std::vector<EnteredRow> entered;
  for (const review::Entered& number : overlay.outcomes.entered)
    entered.push_back({number.decision, number.report, value_of(number.values, "arm_label"),
                       value_of(number.values, "value"), value_of(number.values, "words"), place_of(number.values),
                       counting(number.values, number.label, number.newest, {})});
  for (DecidedRow& row : decided) name_both(row.counts, overlay.two);
  for (EnteredRow& row : entered) name_both(row.counts, overlay.two);
  replace_decided(store, run, decided, entered);
  Unsettled unsettled;
  for (const review::Standing& standing : overlay.outcomes.standings)
    unsettled.conflicts += static_cast<std::int64_t>(standing.clashes.size());
  unsettled.conflicts += static_cast<std::int64_t>(screening_clashes(store, overlay).size());
  unsettled.lost =
      static_cast<std::int64_t>(overlay.outcomes.lost.size() + overlay.screening.lost.size() + overlay.links.size());
  return unsettled;
}

RuleVerdict rules_verdict(const Store& store, std::int64_t report) {
  return overall(screening_of(store, report).rules);
}

std::string decision_words(const OutcomeView& outcome) {
  if (outcome.decided_by.empty()) return {};
  return outcome.decision + " by " + outcome.decided_by + ", " + outcome.decided_at.substr(0, 10) + ": " +
         outcome.decided_why;
}

}  // namespace evigraft
