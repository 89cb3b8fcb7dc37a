#include "store/query.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>

#include "store/connection.h"

namespace evigraft {
namespace {

[[noreturn]] void refuse(const std::string& sentence) { throw Error(Error::Kind::usage, sentence); }

std::string identifier(std::string_view name) {
  std::string out = "\"";
  for (const char letter : name) out.append(letter == '"' ? 2 : 1, letter);
  return out + '"';
}

std::string hexadecimal(const unsigned char* bytes, int size) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (int i = 0; i < size; ++i) {
    out += digits[bytes[i] >> 4];
    out += digits[bytes[i] & 15];
  }
  return out;
}

std::vector<Value> values_of(sqlite3_stmt* row) {
  std::vector<Value> out;
  for (int i = 0; i < sqlite3_column_count(row); ++i) {
    switch (sqlite3_column_type(row, i)) {
      case SQLITE_INTEGER:
        out.emplace_back(std::int64_t{sqlite3_column_int64(row, i)});
        break;
      case SQLITE_FLOAT:
        out.emplace_back(sqlite3_column_double(row, i));
        break;
      case SQLITE_NULL:
        out.emplace_back(std::monostate{});
        break;
      case SQLITE_BLOB: {
        const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(row, i));
        out.emplace_back(hexadecimal(bytes, sqlite3_column_bytes(row, i)));
        break;
      }
      default: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, i));
        out.emplace_back(std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(row, i))));
      }
    }
  }
  return out;
}

std::vector<std::string> columns_of(sqlite3_stmt* statement) {
  const int columns = sqlite3_column_count(statement);
  std::vector<std::string> out;
  out.reserve(static_cast<std::size_t>(columns));
  for (int i = 0; i < columns; ++i) out.emplace_back(sqlite3_column_name(statement, i));
  return out;
}

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

void bind_value(sqlite3_stmt* statement, int index, const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) sqlite3_bind_int64(statement, index, *integer);
  if (const auto* real = std::get_if<double>(&value)) sqlite3_bind_double(statement, index, *real);
  if (const auto* text = std::get_if<std::string>(&value))
    sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// The condition of one filter, with one parameter.
std::string condition(const Listing& listing, const Filter& filter, const std::vector<std::string>& columns) {
  if (filter.test == Filter::Test::matches) {
    if (listing.view == "v_record") return "record_id IN (SELECT rowid FROM record_fts WHERE record_fts MATCH ?)";
    if (listing.view == "v_report")
      return "report_id IN (SELECT m.report_id FROM report_record AS m JOIN record_fts AS f ON f.rowid = m.record_id "
             "WHERE record_fts MATCH ?)";
    refuse("words can only be looked up in records and reports, not in " + listing.view);
  }
  if (std::ranges::count(columns, filter.column) == 0)
    refuse(listing.view + " has no column " + filter.column + ": see docs/database.md");
  const std::string column = identifier(filter.column);
  switch (filter.test) {
    case Filter::Test::equals:
      return column + " IS ?";
    case Filter::Test::differs:
      return column + " IS NOT ?";
    case Filter::Test::below:
      return column + " < ?";
    case Filter::Test::at_most:
      return column + " <= ?";
    case Filter::Test::above:
      return column + " > ?";
    case Filter::Test::at_least:
      return column + " >= ?";
    default:
      return "instr(lower(" + column + "), lower(?)) > 0";
  }
}

std::string order_of(const std::vector<std::string>& columns) {
  const bool positioned = std::ranges::count(columns, "position") > 0;
  if (columns.front() == "box") return " ORDER BY position";
  return positioned ? " ORDER BY 1, position" : " ORDER BY 1, 2";
}

Prepared prepare(const Store& store, const std::string& sql, const std::string& what) {
  sqlite3* handle = store.connection().database.getHandle();
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(handle, sql.c_str(), static_cast<int>(sql.size()), &raw, nullptr) != SQLITE_OK)
    throw Error(Error::Kind::database, what + " cannot be read: " + sqlite3_errmsg(handle));
  return Prepared(raw);
}

/// What a stranger's statement may do: read tables and views, and call functions that touch nothing else.
int only_reading(void*, int action, const char* first, const char* second, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_FUNCTION: {
      const std::string_view name = second == nullptr ? "" : second;
      return name == "load_extension" || name == "fts3_tokenizer" ? SQLITE_DENY : SQLITE_OK;
    }
    case SQLITE_PRAGMA: {  // FTS5 asks for its own data_version before it reads
      const std::string_view name = first == nullptr ? "" : first;
      return name == "data_version" && second == nullptr ? SQLITE_OK : SQLITE_DENY;
    }
    default:
      return SQLITE_DENY;
  }
}

struct Clock {
  std::chrono::steady_clock::time_point until;
  bool over = false;
};
int watch_clock(void* context) {
  auto* clock = static_cast<Clock*>(context);
  clock->over = std::chrono::steady_clock::now() >= clock->until;
  return clock->over ? 1 : 0;
}

[[noreturn]] void raise_query(sqlite3* handle, const Clock& clock, const QueryLimits& limits) {
  const int code = sqlite3_errcode(handle) & 0xff;
  if (clock.over)
    throw Error(Error::Kind::failed, "the query was stopped after " + std::to_string(static_cast<int>(limits.seconds)) +
                                         " s: narrow it, or allow it more time");
  if (code == SQLITE_AUTH) refuse(std::string("query only reads: ") + sqlite3_errmsg(handle) + "; write one SELECT");
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_IOERR || code == SQLITE_BUSY)
    throw Error(Error::Kind::database, std::string("the database could not be read: ") + sqlite3_errmsg(handle));
  refuse(std::string("the query is wrong: ") + sqlite3_errmsg(handle));
}

bool only_space_and_semicolons(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == ';'; });
}

}  // namespace

const Value& Row::operator[](std::string_view column) const {
  const auto found = std::ranges::find(columns, column);
  if (found == columns.end()) refuse("the row has no column " + std::string(column));
  return values[static_cast<std::size_t>(found - columns.begin())];
}

const std::vector<std::string>& public_views() {
  static const std::vector<std::string> views = {
      "v_comparison", "v_conflict", "v_contrast",   "v_decision",  "v_exclusion", "v_full_text",
      "v_journal",    "v_outcome",  "v_owed",       "v_payload",   "v_prisma",    "v_record",
      "v_report",     "v_run",      "v_run_source", "v_screening", "v_slice",     "v_study"};
  return views;
}

std::vector<std::string> view_columns(const Store& store, std::string_view view) {
  if (std::ranges::count(public_views(), view) == 0) refuse("there is no view " + std::string(view));
  const std::string name(view);
  return columns_of(prepare(store, "SELECT * FROM " + name, name).get());
}

void list_view(const Store& store, const Listing& listing, const TakeRow& take) {
  const std::vector<std::string> columns = view_columns(store, listing.view);
  std::string sql = "SELECT * FROM " + listing.view;
  for (std::size_t i = 0; i < listing.filters.size(); ++i)
    sql += (i == 0 ? " WHERE " : " AND ") + condition(listing, listing.filters[i], columns);
  sql += order_of(columns);
  sql += " LIMIT ? OFFSET ?";
  const Prepared statement = prepare(store, sql, listing.view);
  int index = 0;
  for (const Filter& filter : listing.filters) bind_value(statement.get(), ++index, filter.value);
  sqlite3_bind_int64(statement.get(), ++index, listing.limit == 0 ? -1 : static_cast<sqlite3_int64>(listing.limit));
  sqlite3_bind_int64(statement.get(), ++index, static_cast<sqlite3_int64>(listing.offset));
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) take({columns, values_of(statement.get())});
  if (code == SQLITE_DONE) return;
  const std::string why = sqlite3_errmsg(store.connection().database.getHandle());
  const bool words =
      std::ranges::any_of(listing.filters, [](const Filter& f) { return f.test == Filter::Test::matches; });
  if (words && (code & 0xff) == SQLITE_ERROR) refuse("the words cannot be looked up: " + why);
  throw Error(Error::Kind::database, listing.view + " of " + store.file().string() + " cannot be read: " + why);
}

QueryEnd run_query(const std::filesystem::path& file, std::string_view sql, const QueryLimits& limits,
                   const TakeRow& take) {
  const Store store = Store::open(file, Access::read);
  sqlite3* handle = store.connection().database.getHandle();
  // FTS5 declares its table when it is first named, which the fence below would forbid.
  single_number(store.connection(), "SELECT count(*) FROM (SELECT 1 FROM record_fts LIMIT 0)");
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_set_authorizer(handle, &only_reading, nullptr);
  Clock clock{std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                                     std::chrono::duration<double>(limits.seconds))};
  sqlite3_progress_handler(handle, 1000, &watch_clock, &clock);

  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  if (sqlite3_prepare_v2(handle, sql.data(), static_cast<int>(sql.size()), &raw, &rest) != SQLITE_OK)
    raise_query(handle, clock, limits);
  const Prepared statement(raw);
  if (raw == nullptr) refuse("the query is empty: write one SELECT");
  if (!only_space_and_semicolons(sql.substr(static_cast<std::size_t>(rest - sql.data()))))
    refuse("query takes one statement: there is more text after the first");
  if (sqlite3_stmt_readonly(raw) == 0) refuse("query only reads: write one SELECT");
  QueryEnd end;
  end.columns = columns_of(raw);
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(raw)) == SQLITE_ROW) {
    if (end.rows == limits.rows) {
      end.truncated = true;
      return end;
    }
    ++end.rows;
    take({end.columns, values_of(raw)});
  }
  if (code != SQLITE_DONE) raise_query(handle, clock, limits);
  return end;
}

}  // namespace evigraft
