#include "store/screening.h"

#include "store/connection.h"
#include "store/utf8.h"

namespace evigraft {

void replace_screening(Store& store, std::int64_t run, const std::vector<ScreeningRows>& rows) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  Statement(connection, "DELETE FROM screening").run();
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

}  // namespace evigraft
