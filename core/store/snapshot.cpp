#include "store/snapshot.h"

#include <sqlite3.h>

#include "store/connection.h"

namespace evigraft {

void copy_database(const Store& store, const std::filesystem::path& file) {
  Statement(store.connection(), "VACUUM INTO ?").bind(file.string()).run();
  try {
    SQLite::Database copy(file.string(), SQLITE_OPEN_READWRITE);
    copy.exec("PRAGMA journal_mode = DELETE");
  } catch (const SQLite::Exception& failure) {
    throw Error(Error::Kind::database, "the copy " + file.string() + " cannot be finished: " + failure.what());
  }
}

}  // namespace evigraft
