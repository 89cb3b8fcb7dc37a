// tests/core/store/scratch.h: a folder of a test's own with a database in it, and a look past the room's functions.
#pragma once
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "store/requests.h"
#include "store/runs.h"
#include "store/store.h"

namespace evigraft {

inline const std::string kNow = "2026-11-20T09:00:00Z";

class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "evigraft-store-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] std::filesystem::path folder() const { return folder_; }
  [[nodiscard]] std::filesystem::path file() const { return folder_ / "evidence.db"; }
  Store make() const { return Store::create(file(), "lipotransfer", "name = \"lipotransfer\"", kNow); }

 private:
  std::filesystem::path folder_;
};

/// All rows of a statement as one text, cells joined by "|", rows by "\n"; by a plain SQLite connection.
inline std::string plain_sql(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* database = nullptr;
  std::string out;
  if (sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK) {
    char* error = nullptr;
    const auto take = [](void* text, int cells, char** values, char**) {
      auto& rows = *static_cast<std::string*>(text);
      if (!rows.empty()) rows += '\n';
      for (int i = 0; i < cells; ++i) rows += (i == 0 ? "" : "|") + std::string(values[i] == nullptr ? "" : values[i]);
      return 0;
    };
    if (sqlite3_exec(database, sql.c_str(), take, &out, &error) != SQLITE_OK) out = std::string("error: ") + error;
    sqlite3_free(error);
  }
  sqlite3_close(database);
  return out;
}

/// The sentence of the Error that `call` throws, which must be of that kind.
template <class Call>
std::string sentence(Error::Kind kind, Call call) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(static_cast<int>(error.kind()), static_cast<int>(kind)) << error.what();
    return error.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

/// Runs `body` in a child process; its exit status.
template <class Body>
int in_child(Body body) {
  const pid_t child = fork();
  if (child == 0) {
    int status = 99;
    try {
      status = body();
    } catch (const std::exception& error) {
      std::cerr << error.what() << "\n";
      status = 98;
    }
    _exit(status);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

inline Record small_record(const std::string& key, const std::string& title = "Fat grafting") {
  Record record;
  record.key = key;
  record.pmid = key;
  record.title = title;
  record.abstract = {{"RESULTS", "Retention of record " + key + " was 48%."}};
  record.year = 2021;
  return record;
}

inline Attempt reply(std::string_view body) {
  Attempt attempt;
  attempt.url = "https://example.org/search";
  attempt.status = 200;
  attempt.body = body;
  attempt.started_at = kNow;
  return attempt;
}

inline Request request_for(const std::string& path, std::vector<std::string> keys = {}, const std::string& slice = {}) {
  Request request;
  request.path = path;
  request.keys = std::move(keys);
  request.slice = slice;
  return request;
}

inline Query search_query(const std::string& since = {}, const std::string& until = "2026-11-20") {
  Query query;
  query.text = "fat grafting";
  query.since = since;
  query.until = until;
  return query;
}

}  // namespace evigraft
