#include "store/exclusions.h"

#include "store/connection.h"
#include "store/utf8.h"

namespace evigraft {
namespace {

const char* name(Stage stage) {
  switch (stage) {
    case Stage::fetch:
      return "fetch";
    case Stage::import:
      return "import";
    case Stage::link:
      return "link";
    case Stage::screen:
      return "screen";
    case Stage::extract:
      return "extract";
    case Stage::select:
      return "select";
    case Stage::pool:
      return "pool";
  }
  throw Error(Error::Kind::failed, "an exclusion of a stage that does not exist");
}

void insert(Connection& connection, std::int64_t run, Stage stage, const ExclusionRow& row) {
  Statement(connection,
            "INSERT INTO exclusion(run_id, stage, subject, reason, detail, n) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT(stage, subject, reason, detail) DO UPDATE SET n = excluded.n, run_id = excluded.run_id")
      .bind(run, name(stage), clean_text(row.subject), clean_text(row.reason), clean_text(row.detail), row.count)
      .run();
}

}  // namespace

void add_exclusions(Store& store, std::int64_t run, Stage stage, const std::vector<ExclusionRow>& rows) {
  Transaction transaction(store.connection());
  for (const ExclusionRow& row : rows) insert(store.connection(), run, stage, row);
  transaction.commit();
}

void replace_exclusions(Store& store, std::int64_t run, Stage stage, const std::vector<ExclusionRow>& rows) {
  Transaction transaction(store.connection());
  Statement(store.connection(), "DELETE FROM exclusion WHERE stage = ?").bind(name(stage)).run();
  for (const ExclusionRow& row : rows) insert(store.connection(), run, stage, row);
  transaction.commit();
}

void replace_exclusions_of(Store& store, std::int64_t run, Stage stage, const std::string& subject,
                           const std::vector<ExclusionRow>& rows) {
  Transaction transaction(store.connection());
  Statement(store.connection(), "DELETE FROM exclusion WHERE stage = ? AND subject = ?")
      .bind(name(stage), clean_text(subject))
      .run();
  for (const ExclusionRow& row : rows) insert(store.connection(), run, stage, row);
  transaction.commit();
}

}  // namespace evigraft
