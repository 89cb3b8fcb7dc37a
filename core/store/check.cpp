#include "store/check.h"

#include "schema/embedded.h"
#include "store/connection.h"
#include "store/digest.h"
#include "store/payloads.h"

namespace evigraft {
namespace {

constexpr const char* kRestore = "put a copy back, or save what can be read with `sqlite3 FILE .recover`";

Finding integrity(Connection& connection) {
  Statement rows(connection, "PRAGMA integrity_check(3)");
  std::string said;
  while (rows.step()) said += (said.empty() ? "" : "; ") + rows.text(0);
  if (said == "ok") return {"integrity", true, "every page and index agrees"};
  return {"integrity", false, said + ": " + kRestore};
}

Finding foreign_keys(Connection& connection) {
  Statement rows(connection, "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1 ORDER BY 1");
  std::string said;
  while (rows.step()) said += (said.empty() ? "" : "; ") + rows.text(0) + ": " + rows.text(1) + " rows point nowhere";
  if (said.empty()) return {"foreign keys", true, "every reference is answered"};
  return {"foreign keys", false, said + "; " + kRestore};
}

Finding schema(Connection& connection) {
  std::string changed;
  for (const EmbeddedFile& migration : embedded_migrations()) {
    Statement row(connection, "SELECT sha256 FROM migration WHERE name = ?");
    if (!row.bind(migration.name).step() || row.text(0) != sha256_hex(migration.text))
      changed += (changed.empty() ? "" : ", ") + std::string(migration.name);
  }
  const std::string version = "version " + std::to_string(single_number(connection, "PRAGMA user_version"));
  if (changed.empty()) return {"schema", true, version + ", every migration as this program has it"};
  return {"schema", false,
          version + ", made by other migrations than this program's: " + changed +
              "; make a new database with `evigraft init` and import into it"};
}

Finding spans(Connection& connection) {
  const std::int64_t orphans =
      single_number(connection,
                    "SELECT count(*) FROM outcome AS o JOIN reading AS g ON g.report_id = o.report_id "
                    "JOIN record AS r ON r.id = g.record_id WHERE o.span_field <> 'entered' AND o.span_text IS NOT "
                    "substr(CASE o.span_field WHEN 'title' THEN r.title ELSE r.abstract_text END, o.span_start + 1, "
                    "o.span_end - o.span_start)");
  if (orphans == 0) return {"spans", true, "every outcome stands in the text it was read from"};
  return {"spans", false, std::to_string(orphans) + " outcomes no longer stand in their text: run `evigraft extract`"};
}

/// The schema itself cannot ask SQLite whether a text is JSON (docs/decisions/0001-store-json-columns.md).
Finding lists(Connection& connection) {
  const std::int64_t broken = single_number(
      connection,
      "SELECT (SELECT count(*) FROM record WHERE NOT (json_valid(abstract) AND json_valid(authors) AND "
      "json_valid(journal) AND json_valid(publication_types) AND json_valid(mesh) AND "
      "json_valid(keywords) AND json_valid(language) AND json_valid(relations) AND json_valid(registry))) "
      "+ (SELECT count(*) FROM request WHERE NOT (json_valid(parameters) AND json_valid(headers) AND "
      "json_valid(keys))) + (SELECT count(*) FROM outcome WHERE NOT json_valid(flags))");
  if (broken == 0) return {"lists", true, "every list can be read"};
  return {"lists", false, std::to_string(broken) + " rows hold a list that is no JSON; " + kRestore};
}

Finding payloads(const Store& store, Connection& connection) {
  std::vector<std::int64_t> ids;
  {
    Statement rows(connection, "SELECT id FROM payload WHERE body IS NOT NULL ORDER BY id");
    while (rows.step()) ids.push_back(rows.integer(0));
  }
  std::uint64_t damaged = 0;
  for (const std::int64_t id : ids) {
    try {
      payload_bytes(store, id);
    } catch (const Error&) {
      ++damaged;
    }
  }
  if (damaged == 0) return {"payloads", true, std::to_string(ids.size()) + " archived answers match their SHA-256"};
  return {"payloads", false, std::to_string(damaged) + " archived answers do not match their SHA-256: " + kRestore};
}

/// The text index can only be checked by a writer; it needs the lock for a moment.
Finding text_index(const std::filesystem::path& file) {
  try {
    const Store store = Store::open(file, Access::write);
    store.connection().database.exec("INSERT INTO record_fts(record_fts, rank) VALUES ('integrity-check', 1)");
    return {"text index", true, "agrees with the records"};
  } catch (const SQLite::Exception& failure) {
    return {"text index", false, std::string(failure.what()) + ": " + kRestore};
  } catch (const Error& refused) {
    return {"text index", true, std::string("not checked: ") + refused.what()};
  }
}

template <class Check>
void add(std::vector<Finding>& out, const char* name, Check check) {
  try {
    out.push_back(check());
  } catch (const Error& failure) {
    out.push_back({name, false, failure.what()});
  }
}

}  // namespace

std::vector<Finding> check_file(const std::filesystem::path& file) {
  std::vector<Finding> out;
  const auto holder = lock_holder(file);
  out.push_back({"lock", true, holder ? "held by " + *holder : "free"});
  try {
    const Store store = Store::open(file, Access::read);
    Connection& connection = store.connection();
    out.push_back({"file", true, store.file().string() + ", topic " + stored_topic(store).name});
    add(out, "schema", [&] { return schema(connection); });
    add(out, "integrity", [&] { return integrity(connection); });
    add(out, "foreign keys", [&] { return foreign_keys(connection); });
    add(out, "spans", [&] { return spans(connection); });
    add(out, "lists", [&] { return lists(connection); });
    add(out, "payloads", [&] { return payloads(store, connection); });
  } catch (const Error& failure) {
    out.push_back({"file", false, failure.what()});
    return out;
  }
  add(out, "text index", [&] { return text_index(file); });
  return out;
}

}  // namespace evigraft
