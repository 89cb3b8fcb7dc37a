// core/store/connection.h: the open file and its statements, for this room only. SQLite's errors leave as Error.
#pragma once
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/lock.h"
#include "store/store.h"

namespace evigraft {

struct Connection {
  /// Opens with the settings every open of the file has: DEFENSIVE, foreign keys, cell_size_check, no trusted schema.
  Connection(std::filesystem::path path, const std::string& uri, int flags);

  std::filesystem::path file;
  std::optional<FileLock> lock;  ///< held by writers; given up after the database is closed
  SQLite::Database database;
  std::unordered_map<std::string, std::vector<std::unique_ptr<SQLite::Statement>>> idle;  ///< by their text
  int transactions = 0;  ///< open ones, each within the one before
};

/// Throws Error::database for a failure of SQLite, with what to do about it.
[[noreturn]] void raise(const Connection& connection, const SQLite::Exception& failure);

struct Blob {
  std::string_view bytes;
};

/// A statement lent by the connection until this goes out of scope. Parameters are bound in order from 1; a
/// std::string given by name must live until the statement is done with.
class Statement {
 public:
  Statement(Connection& connection, const std::string& sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  template <class... Values>
  Statement& bind(Values&&... values) {
    guarded([&] {
      int index = 0;
      (put(++index, std::forward<Values>(values)), ...);
    });
    return *this;
  }
  /// True while there is a row.
  bool step();
  /// To the end; returns the number of rows changed. Ready to be bound again.
  int run();
  void reset();

  [[nodiscard]] bool is_null(int column) const { return statement_->isColumnNull(column); }
  [[nodiscard]] std::int64_t integer(int column) const { return statement_->getColumn(column).getInt64(); }
  [[nodiscard]] std::uint64_t count(int column) const { return static_cast<std::uint64_t>(integer(column)); }
  [[nodiscard]] double real(int column) const { return statement_->getColumn(column).getDouble(); }
  [[nodiscard]] std::string text(int column) const { return statement_->getColumn(column).getString(); }
  [[nodiscard]] SQLite::Statement& raw() { return *statement_; }

 private:
  template <class Call>
  auto guarded(Call call) const -> decltype(call()) {
    try {
      return call();
    } catch (const SQLite::Exception& failure) {
      raise(connection_, failure);
    }
  }
  void put(int index, const std::string& value) { statement_->bindNoCopy(index, value); }
  void put(int index, std::string& value) { statement_->bindNoCopy(index, value); }
  void put(int index, std::string&& value) { statement_->bind(index, value); }
  void put(int index, std::string_view value) { statement_->bind(index, std::string(value)); }
  void put(int index, const char* value) { statement_->bind(index, std::string(value)); }
  void put(int index, Blob value) {
    statement_->bind(index, value.bytes.empty() ? "" : value.bytes.data(), static_cast<int>(value.bytes.size()));
  }
  void put(int index, double value) { statement_->bind(index, value); }
  void put(int index, bool value) { statement_->bind(index, value ? 1 : 0); }
  template <class Integer>
  requires std::is_integral_v<std::remove_cvref_t<Integer>>
  void put(int index, Integer value) { statement_->bind(index, static_cast<std::int64_t>(value)); }
  template <class Value>
  void put(int index, const std::optional<Value>& value) {
    if (!value)
      statement_->bind(index);
    else if constexpr (std::is_same_v<Value, std::string>)
      statement_->bind(index, *value);  // copied: the optional may be a temporary
    else
      put(index, *value);
  }
  void put(int index, std::nullptr_t) { statement_->bind(index); }

  Connection& connection_;
  std::string sql_;
  std::unique_ptr<SQLite::Statement> statement_;
};

/// Empty text is NULL in the file.
inline std::optional<std::string> or_null(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

/// BEGIN IMMEDIATE; rolled back unless committed. Within another one it is a part of that.
class Transaction {
 public:
  /// DEFERRED: of reads, which then are of one moment and hinder no writer.
  explicit Transaction(Connection& connection,
                       SQLite::TransactionBehavior behaviour = SQLite::TransactionBehavior::IMMEDIATE);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Connection& connection_;
  std::unique_ptr<SQLite::Transaction> transaction_;
};

std::int64_t last_row_id(Connection& connection);
/// One number from a statement without parameters, "SELECT count(*) ..." or "PRAGMA user_version".
std::int64_t single_number(Connection& connection, const std::string& sql);

}  // namespace evigraft
