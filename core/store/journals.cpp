#include "store/journals.h"

#include <string>
#include <vector>

#include "store/record_columns.h"
#include "store/utf8.h"

namespace evigraft {
namespace {

std::int64_t first_id(Statement& statement) { return statement.step() ? statement.integer(0) : 0; }

std::int64_t find(Connection& connection, const std::string& nlm_id, const std::vector<std::string>& issns) {
  if (!nlm_id.empty()) {
    Statement by_id(connection, "SELECT id FROM journal WHERE nlm_id = ?");
    if (const std::int64_t id = first_id(by_id.bind(nlm_id)); id != 0) return id;
  }
  for (const std::string& issn : issns) {
    Statement by_issn(connection,
                      "SELECT j.id FROM journal_issn AS i JOIN journal AS j ON j.id = i.journal_id "
                      "WHERE i.issn = ? AND (j.nlm_id IS NULL OR ? = '') ORDER BY j.id LIMIT 1");
    if (const std::int64_t id = first_id(by_issn.bind(issn, nlm_id)); id != 0) return id;
  }
  return 0;
}

}  // namespace

std::int64_t find_or_add_journal(Connection& connection, const Journal& journal) {
  const std::string nlm_id = clean_text(journal.nlm_id), linking = clean_text(journal.issn_linking);
  std::vector<std::string> issns;  // the linking one first
  if (!linking.empty()) issns.push_back(linking);
  for (const std::string& issn : journal.issn) issns.push_back(clean_text(issn));
  if (nlm_id.empty() && issns.empty()) return 0;
  std::int64_t id = find(connection, nlm_id, issns);
  if (id == 0) {
    Statement(connection, "INSERT INTO journal(nlm_id) VALUES (nullif(?, ''))").bind(nlm_id).run();
    id = last_row_id(connection);
  }
  Statement(connection,
            "UPDATE journal SET nlm_id = coalesce(nlm_id, nullif(?, '')), "
            "issn_linking = coalesce(issn_linking, nullif(?, '')), title = coalesce(title, nullif(?, '')), "
            "iso_abbreviation = coalesce(iso_abbreviation, nullif(?, '')), "
            "publisher = coalesce(publisher, nullif(?, '')), country = coalesce(country, nullif(?, '')) WHERE id = ?")
      .bind(nlm_id, linking, clean_text(journal.title), clean_text(journal.iso_abbreviation),
            clean_text(journal.publisher), clean_text(journal.country), id)
      .run();
  for (const std::string& issn : issns)
    if (!issn.empty())
      Statement(connection, "INSERT OR IGNORE INTO journal_issn(issn, journal_id) VALUES (?, ?)").bind(issn, id).run();
  std::vector<std::string> all;
  {
    Statement rows(connection, "SELECT issn FROM journal_issn WHERE journal_id = ? ORDER BY issn");
    rows.bind(id);
    while (rows.step()) all.push_back(rows.text(0));
  }
  Statement(connection, "UPDATE journal SET issn = ? WHERE id = ?").bind(json_texts(all), id).run();
  return id;
}

}  // namespace evigraft
