#include "store/decisions.h"

#include <nlohmann/json.hpp>
#include <set>

#include "store/connection.h"
#include "store/utf8.h"

namespace evigraft {
namespace {
using Json = nlohmann::json;
using Texts = std::map<std::string, std::string>;

std::string json_of(const Texts& texts) {
  Json out = Json::object();
  for (const auto& [field, text] : texts) out[clean_text(field)] = clean_text(text);
  return out.dump();
}

Texts texts_of(const std::string& json) { return Json::parse(json).get<Texts>(); }

std::optional<double> real_or_none(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.real(column));
}

/// An arm of the report with this class and label; made when the reading has none.
std::int64_t arm_for(Connection& connection, std::int64_t report, const std::string& arm_class,
                     const std::string& label) {
  Statement known(connection,
                  "SELECT id FROM arm WHERE report_id = ? AND class = ? AND label = ? ORDER BY repeat LIMIT 1");
  if (known.bind(report, arm_class, label).step()) return known.integer(0);
  Statement(connection, "INSERT INTO arm(report_id, class, label) VALUES (?, ?, ?)")
      .bind(report, arm_class, label)
      .run();
  return last_row_id(connection);
}

/// The outcome's id: the one it has or had, else a new one.
std::int64_t write_entered(Connection& connection, std::int64_t run, const EnteredRow& row) {
  const CountingRow& c = row.counts;
  const std::string label = clean_text(row.arm_label);
  const std::int64_t arm = arm_for(connection, row.report_id, c.arm_class, label);
  std::optional<std::int64_t> id;
  {
    Statement known(connection, "SELECT outcome_id FROM entered_number WHERE decision_id = ?");
    if (known.bind(row.decision).step()) id = known.integer(0);
  }
  const auto kind = or_null(c.spread_kind);
  constexpr const char* columns =
      "arm_id, report_id, arm_label, measure, value, unit, spread, spread_kind, statistic, n, months, method, "
      "definition, "
      "polarity_flipped, as_printed, occurrence, span_field, span_start, span_end, span_text, place, confidence, "
      "flags, "
      "decision";
  constexpr const char* places =
      "?3, ?4, ?5, 'retention', ?6, '%', ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0, ?14, ?15, 'entered', 0, 0, ?16, ?17, 1, "
      "'[]', "
      "'entered'";
  const auto bind = [&](Statement& statement) {
    statement.bind(id, run, arm, row.report_id, label, c.value, c.spread, kind, c.statistic, c.n, c.months,
                   or_null(clean_text(c.method)), or_null(clean_text(c.definition)), clean_text(row.as_printed),
                   row.decision, clean_text(row.words), clean_text(row.place));
  };
  if (id) {
    bool there = false;
    {
      Statement row_of(connection, "SELECT 1 FROM outcome WHERE id = ?");
      there = row_of.bind(*id).step();
    }
    if (there) {
      Statement update(connection, std::string("UPDATE outcome SET (changed_run, ") + columns + ") = (?2, " + places +
                                       ") WHERE id = ?1 AND (" + columns + ") IS NOT (" + places + ")");
      bind(update);
      update.run();
      return *id;
    }
  }
  Statement insert(connection, std::string("INSERT INTO outcome(id, first_run, changed_run, ") + columns +
                                   ") VALUES (?1, ?2, ?2, " + places + ")");
  bind(insert);
  insert.run();
  if (!id) {
    id = last_row_id(connection);
    Statement(connection, "INSERT INTO entered_number(decision_id, outcome_id) VALUES (?, ?)")
        .bind(row.decision, *id)
        .run();
  }
  return *id;
}

void write_decided(Connection& connection, std::int64_t outcome, const CountingRow& c) {
  Statement(connection,
            "INSERT INTO decided_outcome(outcome_id, decision, decision_id, arm_class, value, spread, spread_kind, "
            "statistic, n, months, method, definition, machine, who, why) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(outcome, c.decision, c.decision_id, c.arm_class, c.value, c.spread, or_null(c.spread_kind), c.statistic,
            c.n, c.months, or_null(clean_text(c.method)), or_null(clean_text(c.definition)), json_of(c.machine),
            or_null(c.who), or_null(c.why))
      .run();
}

}  // namespace

std::int64_t add_decision(Store& store, const DecisionRow& row) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  Statement(connection,
            "INSERT INTO decision(at, who, why, kind, target_kind, target, value, seen, run_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(row.at, clean_text(row.who), clean_text(row.why), row.kind, row.target_kind, clean_text(row.target),
            json_of(row.value), json_of(row.seen), row.run)
      .run();
  const std::int64_t id = last_row_id(connection);
  transaction.commit();
  return id;
}

std::vector<DecisionRow> decision_rows(const Store& store) {
  std::vector<DecisionRow> out;
  Statement rows(store.connection(),
                 "SELECT id, at, who, why, kind, target_kind, target, value, seen, run_id FROM decision "
                 "ORDER BY id");
  while (rows.step())
    out.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5), rows.text(6),
                   texts_of(rows.text(7)), texts_of(rows.text(8)), rows.integer(9)});
  return out;
}

std::map<std::string, std::int64_t> reports_of_records(const Store& store) {
  std::map<std::string, std::int64_t> out;
  Statement rows(store.connection(),
                 "SELECT r.source || ':' || r.source_key, m.report_id FROM report_record AS m "
                 "JOIN record AS r ON r.id = m.record_id");
  while (rows.step()) out[rows.text(0)] = rows.integer(1);
  return out;
}

std::vector<MachineOutcomeRow> machine_outcomes(const Store& store) {
  std::vector<MachineOutcomeRow> out;
  Statement rows(
      store.connection(),
      "SELECT o.id, o.report_id, p.key, o.span_field, o.as_printed, o.arm_label, o.occurrence, o.repeat, a.class, "
      "o.value, o.spread, o.months, o.n, o.spread_kind, o.statistic, o.method, o.definition FROM outcome AS o "
      "JOIN arm AS a ON a.id = o.arm_id JOIN report AS p ON p.id = o.report_id "
      "WHERE o.span_field <> 'entered' ORDER BY o.id");
  while (rows.step()) {
    MachineOutcomeRow& row = out.emplace_back();
    row.outcome_id = rows.integer(0);
    row.report_id = rows.integer(1);
    row.report_key = rows.text(2);
    row.span_field = rows.text(3);
    row.as_printed = rows.text(4);
    row.arm_label = rows.text(5);
    row.occurrence = rows.integer(6);
    row.repeat = rows.integer(7);
    row.arm_class = rows.text(8);
    row.value = rows.real(9);
    row.spread = real_or_none(rows, 10);
    row.months = real_or_none(rows, 11);
    if (!rows.is_null(12)) row.n = rows.integer(12);
    row.spread_kind = rows.text(13);
    row.statistic = rows.text(14);
    row.method = rows.text(15);
    row.definition = rows.text(16);
  }
  return out;
}

void replace_decided(Store& store, std::int64_t run, const std::vector<DecidedRow>& decided,
                     const std::vector<EnteredRow>& entered) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  Statement(connection, "DELETE FROM decided_outcome").run();
  for (const DecidedRow& row : decided) write_decided(connection, row.outcome_id, row.counts);
  std::set<std::int64_t> kept;
  for (const EnteredRow& row : entered) {
    const std::int64_t id = write_entered(connection, run, row);
    kept.insert(id);
    write_decided(connection, id, row.counts);
  }
  std::vector<std::int64_t> stale;
  {
    Statement ids(connection, "SELECT id FROM outcome WHERE span_field = 'entered'");
    while (ids.step())
      if (!kept.contains(ids.integer(0))) stale.push_back(ids.integer(0));
  }
  for (const std::int64_t id : stale) Statement(connection, "DELETE FROM outcome WHERE id = ?").bind(id).run();
  transaction.commit();
}

std::int64_t entered_outcome(const Store& store, std::int64_t decision) {
  Statement row(store.connection(),
                "SELECT e.outcome_id FROM entered_number AS e JOIN outcome AS o ON o.id = e.outcome_id "
                "WHERE e.decision_id = ?");
  return row.bind(decision).step() ? row.integer(0) : 0;
}

std::int64_t entering_decision(const Store& store, std::int64_t outcome) {
  Statement row(store.connection(), "SELECT decision_id FROM entered_number WHERE outcome_id = ?");
  return row.bind(outcome).step() ? row.integer(0) : 0;
}

}  // namespace evigraft
