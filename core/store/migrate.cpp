#include "store/migrate.h"

#include <charconv>
#include <string>

#include "schema/embedded.h"
#include "store/digest.h"

namespace evigraft {
namespace {

int number_of(std::string_view name) {
  int number = 0;
  std::from_chars(name.data(), name.data() + name.size(), number);
  return number;
}

}  // namespace

int schema_version() {
  int newest = 0;
  for (const EmbeddedFile& migration : embedded_migrations()) newest = std::max(newest, number_of(migration.name));
  return newest;
}

void apply_migrations(Connection& connection, int from, int to, std::string_view now) {
  for (const EmbeddedFile& migration : embedded_migrations()) {
    const int number = number_of(migration.name);
    if (number <= from || number > to) continue;
    try {
      connection.database.exec(std::string(migration.text));
      connection.database.exec("PRAGMA user_version = " + std::to_string(number));
    } catch (const SQLite::Exception& failure) {
      raise(connection, failure);
    }
    Statement(connection, "INSERT INTO migration(number, name, sha256, applied_at) VALUES (?, ?, ?, ?)")
        .bind(number, migration.name, sha256_hex(migration.text), now)
        .run();
  }
}

}  // namespace evigraft
