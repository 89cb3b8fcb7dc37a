#include "store/store.h"

#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <fstream>

#include "store/connection.h"
#include "store/migrate.h"

namespace evigraft {
namespace {
namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& sentence) { throw Error(Error::Kind::database, sentence); }

/// Links followed, so that every name of a file shares one lock.
fs::path resolved(const fs::path& file) {
  std::error_code ignored;
  fs::path path = fs::weakly_canonical(fs::absolute(file), ignored);
  return path.empty() ? fs::absolute(file) : path;
}

fs::path folder_of(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

/// As SQLite reads a file name with settings behind it: sqlite.org/uri.html.
std::string uri_of(const fs::path& file, std::string_view settings) {
  std::string uri = "file:";
  for (const char letter : file.string()) {
    if (letter == '%')
      uri += "%25";
    else if (letter == '?')
      uri += "%3f";
    else if (letter == '#')
      uri += "%23";
    else
      uri += letter;
  }
  return uri.append(settings);
}

void refuse_what_is_no_file(const fs::path& file) {
  std::error_code why;
  const fs::file_status status = fs::status(file, why);
  if (status.type() == fs::file_type::not_found)
    refuse("there is no database at " + file.string() + ": `evigraft init` or `evigraft refresh` makes one");
  if (fs::is_directory(status)) refuse(file.string() + " is a folder, not a database: name a file with --db");
  if (!fs::is_regular_file(status))
    refuse("the database " + file.string() + " cannot be opened: " + (why ? why.message() : "it is no regular file"));
  std::ifstream in(file, std::ios::binary);
  if (!in) refuse("the database " + file.string() + " cannot be read: check its permissions");
  std::array<char, 16> head{};
  in.read(head.data(), head.size());
  if (in.gcount() == 0)
    refuse("the database " + file.string() + " is empty: `evigraft init` or `evigraft refresh` fills it");
  if (std::string_view(head.data(), head.size()) != std::string_view("SQLite format 3\0", 16))
    refuse(file.string() + " is not a database: name another file with --db, or put a copy back if it was one");
}

std::unique_ptr<Connection> connect(const fs::path& file, const std::string& uri, int flags) {
  try {
    auto connection = std::make_unique<Connection>(file, uri, flags);
    single_number(*connection, "SELECT count(*) FROM sqlite_schema");  // the first read: is it a database at all?
    return connection;
  } catch (const SQLite::Exception& failure) {
    refuse("the database " + file.string() + " cannot be opened: " + failure.what());
  }
}

bool folder_is_writable(const fs::path& file) { return access(folder_of(file).c_str(), W_OK) == 0; }

std::unique_ptr<Connection> connect_to_read(const fs::path& file) {
  // A folder that cannot be written holds no write-ahead log of a live writer; without one the file is at rest and
  // can be read as it is, where SQLite would fail to make its shared memory.
  std::error_code ignored;
  const fs::path log = file.string() + "-wal";
  const bool at_rest = !fs::exists(log, ignored) || fs::file_size(log, ignored) == 0;
  const bool frozen = at_rest && !folder_is_writable(file);
  return connect(file, uri_of(file, frozen ? "?immutable=1" : ""), SQLITE_OPEN_READONLY);
}

/// Ours, whole, and not from the future; returns its version.
int checked_version(Connection& connection) {
  const std::string file = connection.file.string();
  const std::int64_t application = single_number(connection, "PRAGMA application_id");
  const std::int64_t version = single_number(connection, "PRAGMA user_version");
  if (application != kApplicationId) refuse(file + " is a database of another program: name another file with --db");
  if (version > schema_version())
    refuse("the database " + file + " was written by a newer evigraft (schema " + std::to_string(version) +
           ", this one knows " + std::to_string(schema_version()) + "): use that version or another file");
  if (version < 1) refuse("the database " + file + " is damaged: it has no schema; put a copy back");
  return static_cast<int>(version);
}

/// A database and what SQLite keeps beside it.
void remove_with_companions(const fs::path& file) {
  std::error_code ignored;
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) fs::remove(file.string() + ending, ignored);
}

void fill(Connection& connection, std::string_view topic_name, std::string_view topic_toml, std::string_view now) {
  try {
    connection.database.exec("PRAGMA journal_mode = WAL");
    Transaction transaction(connection);
    connection.database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    apply_migrations(connection, 0, schema_version(), now);
    Statement(connection, "INSERT INTO topic(id, name, toml, created_at) VALUES (1, ?, ?, ?)")
        .bind(topic_name, topic_toml, now)
        .run();
    transaction.commit();
  } catch (const SQLite::Exception& failure) {
    raise(connection, failure);
  }
}

std::string clock() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text.data();
}

}  // namespace

Store::Store(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

AtOnce::AtOnce(Store& store) : transaction_(std::make_unique<Transaction>(store.connection())) {}
AtOnce::~AtOnce() = default;
void AtOnce::commit() { transaction_->commit(); }

OneMoment::OneMoment(const Store& store)
    : transaction_(std::make_unique<Transaction>(store.connection(), SQLite::TransactionBehavior::DEFERRED)) {}
OneMoment::~OneMoment() = default;

const fs::path& Store::file() const { return connection_->file; }

bool Store::exists(const fs::path& file) {
  std::error_code why;
  const fs::file_status status = fs::status(resolved(file), why);
  if (status.type() == fs::file_type::not_found) return false;
  return !fs::is_regular_file(status) || fs::file_size(resolved(file), why) > 0;
}

Store Store::create(const fs::path& file, std::string_view topic_name, std::string_view topic_toml,
                    std::string_view now) {
  const fs::path path = resolved(file);
  std::error_code why;
  if (!fs::is_directory(folder_of(path), why))
    refuse("the folder " + folder_of(path).string() + " does not exist: make it, or name another file with --db");
  refuse_network_folder(folder_of(path));
  FileLock lock(path);
  if (exists(path)) refuse("there is already a file at " + path.string() + ": name another one with --db");
  // Made under another name and renamed when it is whole: who is killed half-way leaves nothing under this one.
  const fs::path fresh = path.string() + ".new";
  remove_with_companions(fresh);
  fill(*connect(fresh, uri_of(fresh, ""), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE), topic_name, topic_toml, now);
  remove_with_companions(path);  // a log without its database would be played back into the new one
  fs::rename(fresh, path, why);
  if (why) refuse("the database " + path.string() + " cannot be made: " + why.message());
  auto connection = connect(path, uri_of(path, ""), SQLITE_OPEN_READWRITE);
  connection->lock = std::move(lock);
  return Store(std::move(connection));
}

Store Store::open(const fs::path& file, Access access) {
  const fs::path path = resolved(file);
  refuse_what_is_no_file(path);
  refuse_network_folder(folder_of(path));
  if (access == Access::read) {
    auto connection = connect_to_read(path);
    if (checked_version(*connection) < schema_version())
      refuse("the database " + path.string() +
             " is from an older evigraft: a command that writes (`evigraft extract`) brings it up to date");
    return Store(std::move(connection));
  }
  FileLock lock(path);
  auto connection = connect(path, uri_of(path, ""), SQLITE_OPEN_READWRITE);
  connection->lock = std::move(lock);
  for (int version = checked_version(*connection); version < schema_version(); ++version) {
    Transaction transaction(*connection);
    apply_migrations(*connection, version, version + 1, clock());
    transaction.commit();
  }
  return Store(std::move(connection));
}

StoredTopic stored_topic(const Store& store) {
  Statement topic(store.connection(), "SELECT name, toml, created_at FROM topic");
  if (!topic.step()) refuse("the database " + store.file().string() + " is damaged: it names no topic");
  return {topic.text(0), topic.text(1), topic.text(2)};
}

}  // namespace evigraft
