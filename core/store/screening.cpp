#include "store/screening.h"

#include <set>

#include "store/connection.h"
#include "store/utf8.h"

namespace evigraft {

void replace_screening(Store& store, std::int64_t run, const std::vector<ScreeningRows>& rows) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  Statement(connection, "DELETE FROM screening").run();
  Statement(connection, "DELETE FROM overruled_screening").run();
  for (const ScreeningRows& report : rows) {
    int position = 0;
    for (const ScreeningRule& rule : report.rules)
      Statement(connection,
                "INSERT INTO screening(report_id, position, rule, verdict, reason, run_id) "
                "VALUES (?, ?, ?, ?, ?, ?)")
          .bind(report.report_id, position++, rule.rule, rule.verdict, clean_text(rule.reason), run)
          .run();
  }
  transaction.commit();
}

std::vector<std::int64_t> overrule_screening(Store& store, std::int64_t run, const std::vector<OverrulingRow>& rows) {
  constexpr const char* columns = "report_id, position, rule, verdict, reason, run_id";
  const auto move = [&](const std::string& from, const std::string& to, std::int64_t report) {
    Statement(store.connection(),
              "INSERT INTO " + to + "(" + columns + ") SELECT " + columns + " FROM " + from + " WHERE report_id = ?")
        .bind(report)
        .run();
    Statement(store.connection(), "DELETE FROM " + from + " WHERE report_id = ?").bind(report).run();
  };
  Transaction transaction(store.connection());
  std::set<std::int64_t> touched;
  {
    Statement reports(store.connection(), "SELECT DISTINCT report_id FROM overruled_screening");
    while (reports.step()) touched.insert(reports.integer(0));
  }
  for (const std::int64_t report : touched) {
    Statement(store.connection(), "DELETE FROM screening WHERE report_id = ?").bind(report).run();
    move("overruled_screening", "screening", report);
  }
  for (const OverrulingRow& row : rows) {
    touched.insert(row.report_id);
    move("screening", "overruled_screening", row.report_id);
    Statement(
        store.connection(),
        "INSERT INTO screening(report_id, position, rule, verdict, reason, run_id) VALUES (?, 0, 'person', ?, ?, ?)")
        .bind(row.report_id, row.verdict, clean_text(row.reason), run)
        .run();
  }
  transaction.commit();
  return {touched.begin(), touched.end()};
}

void replace_full_text(Store& store, const std::vector<FullTextRow>& rows) {
  Transaction transaction(store.connection());
  Statement(store.connection(), "DELETE FROM full_text").run();
  for (const FullTextRow& row : rows)
    Statement(store.connection(),
              "INSERT INTO full_text(report_id, fate, category, decision_id, who, why) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(row.report_id, row.fate, or_null(clean_text(row.category)), row.decision, clean_text(row.who),
              clean_text(row.why))
        .run();
  transaction.commit();
}

ScreeningState screening_of(const Store& store, std::int64_t report) {
  ScreeningState state;
  Statement rows(
      store.connection(),
      "SELECT rule, verdict, reason, overruled FROM v_screening WHERE report_id = ? ORDER BY overruled, position");
  rows.bind(report);
  while (rows.step()) {
    const ScreeningRule rule{rows.text(0), rows.text(1), rows.text(2)};
    const bool overruled = rows.integer(3) != 0;
    if (!overruled) state.standing.push_back(rule);
    if (overruled || rule.rule != "person") state.rules.push_back(rule);
  }
  return state;
}

}  // namespace evigraft
