#include "store/connection.h"

#include <sqlite3.h>

namespace evigraft {
namespace {

constexpr int kBusyMilliseconds = 10'000;  // readers and checkpoints of other processes are short

std::string advice(int code) {
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "is damaged; put a copy back, or save what can be read with `sqlite3 FILE .recover`";
    case SQLITE_FULL:
      return "cannot grow: the disk is full; make room and run the command again";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "is locked by another program; close it and run the command again";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "cannot be written: check the permissions of the file and its folder";
    case SQLITE_CANTOPEN:
      return "cannot be opened: check the permissions of the file and its folder";
    case SQLITE_IOERR:
      return "could not be read or written: check the disk";
    default:
      return "";
  }
}

}  // namespace

void raise(const Connection& connection, const SQLite::Exception& failure) {
  const std::string what = advice(failure.getErrorCode());
  const std::string file = connection.file.string();
  if (what.empty()) throw Error(Error::Kind::database, "the database " + file + " refused a step: " + failure.what());
  throw Error(Error::Kind::database, "the database " + file + " " + what + " (" + failure.what() + ")");
}

Connection::Connection(std::filesystem::path path, const std::string& uri, int flags)
    : file(std::move(path)), database(uri, flags | SQLITE_OPEN_URI, kBusyMilliseconds) {
  sqlite3* handle = database.getHandle();
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  database.exec("PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON");
}

Statement::Statement(Connection& connection, const std::string& sql) : connection_(connection), sql_(sql) {
  auto& idle = connection_.idle[sql_];
  if (!idle.empty()) {
    statement_ = std::move(idle.back());
    idle.pop_back();
    return;
  }
  statement_ = guarded([&] { return std::make_unique<SQLite::Statement>(connection_.database, sql_); });
}

Statement::~Statement() {
  statement_->tryReset();
  try {
    statement_->clearBindings();
    connection_.idle[sql_].push_back(std::move(statement_));
  } catch (const std::exception&) {
    // the statement is finalized instead of kept
  }
}

bool Statement::step() {
  return guarded([&] { return statement_->executeStep(); });
}

int Statement::run() {
  const int changed = guarded([&] {
    while (statement_->executeStep()) {
    }
    return connection_.database.getChanges();
  });
  reset();
  return changed;
}

void Statement::reset() {
  guarded([&] { statement_->reset(); });
}

Transaction::Transaction(Connection& connection, SQLite::TransactionBehavior behaviour) : connection_(connection) {
  try {
    if (connection.transactions == 0)
      transaction_ = std::make_unique<SQLite::Transaction>(connection.database, behaviour);
    ++connection.transactions;
  } catch (const SQLite::Exception& failure) {
    raise(connection, failure);
  }
}

Transaction::~Transaction() { --connection_.transactions; }

void Transaction::commit() {
  if (!transaction_) return;
  try {
    transaction_->commit();
  } catch (const SQLite::Exception& failure) {
    raise(connection_, failure);
  }
}

std::int64_t last_row_id(Connection& connection) { return connection.database.getLastInsertRowid(); }

std::int64_t single_number(Connection& connection, const std::string& sql) {
  Statement statement(connection, sql);
  return statement.step() ? statement.integer(0) : 0;
}

}  // namespace evigraft
