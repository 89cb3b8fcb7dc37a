// Rows that are read again keep their ids: each outcome is looked up by its natural key (report, field, text as
// printed and its occurrence, arm label, months; `repeat` numbers rows that share even that), each arm by class and
// label. The arm's class is not part of the outcome's key: a better word list may move it.
#include "store/readings.h"

#include <charconv>
#include <set>

#include "store/connection.h"
#include "store/record_columns.h"
#include "store/utf8.h"

namespace evigraft {
namespace {

using Ids = std::map<std::string, std::int64_t>;

std::string part(const std::string& text) { return std::to_string(text.size()) + ":" + text; }

std::string months_text(const std::optional<double>& months) {
  if (!months) return "-";
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, *months).ptr};
}

std::string outcome_key(const std::string& field, const std::string& as_printed, std::int64_t occurrence,
                        const std::string& label, const std::optional<double>& months) {
  return part(field) + part(as_printed) + std::to_string(occurrence) + part(label) + months_text(months);
}

/// The n-th time that a key is met, from 0.
class Repeats {
 public:
  int next(const std::string& key) { return met_[key]++; }

 private:
  std::map<std::string, int> met_;
};

std::string numbered(const std::string& key, std::int64_t repeat) { return key + "#" + std::to_string(repeat); }

Ids stored_arms(Connection& connection, std::int64_t report) {
  Ids ids;
  Statement rows(connection, "SELECT id, class, label, repeat FROM arm WHERE report_id = ?");
  rows.bind(report);
  while (rows.step()) ids[numbered(part(rows.text(1)) + part(rows.text(2)), rows.integer(3))] = rows.integer(0);
  return ids;
}

Ids stored_outcomes(Connection& connection, std::int64_t report) {
  Ids ids;
  Statement rows(connection,
                 "SELECT id, span_field, as_printed, occurrence, arm_label, months, repeat FROM outcome "
                 "WHERE report_id = ? AND span_field <> 'entered'");
  rows.bind(report);
  while (rows.step()) {
    const auto months = rows.is_null(5) ? std::nullopt : std::optional(rows.real(5));
    ids[numbered(outcome_key(rows.text(1), rows.text(2), rows.integer(3), rows.text(4), months), rows.integer(6))] =
        rows.integer(0);
  }
  return ids;
}

void write_reading(Connection& connection, std::int64_t run, const ReadingRow& row) {
  Statement(
      connection,
      "INSERT INTO reading(report_id, record_id, species, design, pairing, n_total, site, extractor, text_digest, "
      "run_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(report_id) DO UPDATE SET "
      "record_id = excluded.record_id, species = excluded.species, design = excluded.design, "
      "pairing = excluded.pairing, n_total = excluded.n_total, site = excluded.site, "
      "extractor = excluded.extractor, text_digest = excluded.text_digest, run_id = excluded.run_id")
      .bind(row.report_id, row.record_id, row.species, row.design, row.pairing, row.n_total, or_null(row.site),
            row.extractor, row.text_digest, run)
      .run();
}

/// Arms as read, and one for each outcome whose arm was not listed. Returns the ids by class and label.
Ids write_arms(Connection& connection, const ReadingRow& row) {
  std::vector<ArmRow> arms = row.arms;
  std::set<std::string> listed;
  for (ArmRow& arm : arms) {
    arm.label = clean_text(arm.label);
    listed.insert(part(arm.arm_class) + part(arm.label));
  }
  for (const OutcomeRow& outcome : row.outcomes)
    if (listed.insert(part(outcome.arm_class) + part(clean_text(outcome.arm_label))).second)
      arms.push_back({outcome.arm_class, clean_text(outcome.arm_label), std::nullopt});
  const Ids stored = stored_arms(connection, row.report_id);
  Ids now;
  Repeats repeats;
  for (const ArmRow& arm : arms) {
    const std::string key = part(arm.arm_class) + part(arm.label);
    const int repeat = repeats.next(key);
    if (const auto known = stored.find(numbered(key, repeat)); known != stored.end()) {
      Statement(connection, "UPDATE arm SET n = ? WHERE id = ?").bind(arm.n, known->second).run();
      now[numbered(key, repeat)] = known->second;
      continue;
    }
    Statement(connection, "INSERT INTO arm(report_id, class, label, repeat, n) VALUES (?, ?, ?, ?, ?)")
        .bind(row.report_id, arm.arm_class, arm.label, repeat, arm.n)
        .run();
    now[numbered(key, repeat)] = last_row_id(connection);
  }
  return now;
}

struct Prepared {
  const OutcomeRow* row;
  std::string key, label, as_printed, field;
  int repeat = 0;
  std::int64_t arm = 0;
};

/// The columns of an outcome but its ids and runs, and the parameters that fill them; for insert and update alike.
constexpr const char* kColumns =
    "arm_id, measure, value, unit, spread, spread_kind, spread_inferred, spread_evidence, interval_low, interval_high, "
    "interval_kind, "
    "statistic, n, method, definition, polarity_flipped, span_start, span_end, span_text, confidence, flags, "
    "span_field, as_printed, occurrence, arm_label, months, repeat";
constexpr const char* kPlaces =
    "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, "
    "?23, ?24, ?25, ?26, ?27, ?28, ?29";

void bind_outcome(Statement& statement, std::int64_t id_or_report, std::int64_t run, const Prepared& p) {
  const OutcomeRow& o = *p.row;
  std::optional<double> low, high;
  std::optional<std::string> spread_kind, interval_kind;
  if (o.interval) {
    low = (*o.interval)[0];
    high = (*o.interval)[1];
    interval_kind = o.interval_kind;
  }
  if (o.spread) spread_kind = o.spread_kind.value_or("unknown");
  statement.bind(id_or_report, run, p.arm, o.measure, o.value, o.unit, o.spread, spread_kind, o.spread_inferred,
                 or_null(clean_text(o.spread_evidence)), low, high, interval_kind, o.statistic, o.n,
                 or_null(clean_text(o.method)), or_null(clean_text(o.definition)), o.polarity_flipped, o.span.start,
                 o.span.end, clean_text(o.span.text), o.confidence, json_texts(o.flags), p.field, p.as_printed,
                 o.occurrence, p.label, o.months, p.repeat);
}

void write_outcome(Connection& connection, std::int64_t run, std::int64_t report, const Prepared& p, const Ids& stored,
                   OutcomeChanges& changes) {
  if (const auto known = stored.find(numbered(p.key, p.repeat)); known != stored.end()) {
    Statement update(connection, std::string("UPDATE outcome SET (changed_run, ") + kColumns + ") = (?2, " + kPlaces +
                                     ") WHERE id = ?1 AND (" + kColumns + ") IS NOT (" + kPlaces + ")");
    bind_outcome(update, known->second, run, p);
    ++(update.run() > 0 ? changes.changed : changes.unchanged);
    return;
  }
  Statement insert(connection, std::string("INSERT INTO outcome(report_id, first_run, changed_run, ") + kColumns +
                                   ") VALUES (?1, ?2, ?2, " + kPlaces + ")");
  bind_outcome(insert, report, run, p);
  insert.run();
  ++changes.added;
}

void write_outcomes(Connection& connection, std::int64_t run, const ReadingRow& row, const Ids& arms,
                    OutcomeChanges& changes) {
  std::vector<Prepared> prepared;
  std::set<std::string> wanted;
  Repeats repeats;
  for (const OutcomeRow& outcome : row.outcomes) {
    Prepared p{&outcome, {}, clean_text(outcome.arm_label), clean_text(outcome.as_printed), outcome.span.field, 0, 0};
    p.key = outcome_key(p.field, p.as_printed, outcome.occurrence, p.label, outcome.months);
    p.repeat = repeats.next(p.key);
    p.arm = arms.at(numbered(part(outcome.arm_class) + part(p.label), 0));
    wanted.insert(numbered(p.key, p.repeat));
    prepared.push_back(std::move(p));
  }
  const Ids stored = stored_outcomes(connection, row.report_id);
  for (const auto& [key, id] : stored)
    if (!wanted.contains(key)) {
      Statement(connection, "DELETE FROM outcome WHERE id = ?").bind(id).run();
      ++changes.removed;
    }
  for (const Prepared& p : prepared) write_outcome(connection, run, row.report_id, p, stored, changes);
  const Ids all_arms = stored_arms(connection, row.report_id);
  for (const auto& [key, id] : all_arms)
    if (!arms.contains(key))
      Statement(connection,
                "DELETE FROM arm WHERE id = ? AND NOT EXISTS (SELECT 1 FROM outcome o WHERE o.arm_id = arm.id)")
          .bind(id)
          .run();
}

void write_comparisons(Connection& connection, const ReadingRow& row) {
  Statement(connection, "DELETE FROM comparison WHERE report_id = ?").bind(row.report_id).run();
  int position = 0;
  for (const ComparisonRow& c : row.comparisons) {
    std::optional<double> low, high;
    if (c.ci95) {
      low = (*c.ci95)[0];
      high = (*c.ci95)[1];
    }
    Statement(connection,
              "INSERT INTO comparison(report_id, position, arms, p, p_relation, test, adjustment, paired, sides, "
              "difference, ci_low, ci_high, span_field, span_start, span_end, span_text) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(row.report_id, position++, json_texts(c.arms), c.p, or_null(c.p_relation), or_null(clean_text(c.test)),
              or_null(clean_text(c.adjustment)), c.paired, c.sides, c.difference, low, high, c.span.field, c.span.start,
              c.span.end, clean_text(c.span.text))
        .run();
  }
}

}  // namespace

OutcomeChanges replace_readings(Store& store, std::int64_t run, const std::vector<ReadingRow>& rows) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  OutcomeChanges changes;
  for (const ReadingRow& row : rows) {
    write_reading(connection, run, row);
    write_outcomes(connection, run, row, write_arms(connection, row), changes);
    write_comparisons(connection, row);
  }
  transaction.commit();
  return changes;
}

std::map<std::int64_t, ReadingStamp> reading_stamps(const Store& store) {
  std::map<std::int64_t, ReadingStamp> out;
  Statement rows(store.connection(), "SELECT report_id, extractor, text_digest FROM reading");
  while (rows.step()) out[rows.integer(0)] = {rows.text(1), rows.text(2)};
  return out;
}

}  // namespace evigraft
