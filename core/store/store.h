// core/store/store.h: the one SQLite file that holds everything. Opening, creating, locking; the rest of the room are
// plain functions over a Store, one header per subject: runs.h, requests.h, slices.h, records.h, payloads.h, links.h,
// screening.h, readings.h, decisions.h, effects.h, exclusions.h, query.h, check.h.
#pragma once
#include <evigraft/error.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace evigraft {

struct Connection;  // store/connection.h, this room only

enum class Access { read, write };

/// Marks a file as evigraft's in its header ("EVGR").
inline constexpr std::int32_t kApplicationId = 0x45564752;

/// An open database file. Access::write holds the writer's lock (flock on FILE.lock) as long as it lives and brings
/// an older file up to date; Access::read takes no lock, writes nothing, and works while another process writes.
/// Every failure, here and in all functions over a Store, is Error::Kind::database with a sentence.
class Store {
 public:
  /// A new file for a topic; what is there under that name must be empty. The folder must exist. Whole or not at all.
  static Store create(const std::filesystem::path& file, std::string_view topic_name, std::string_view topic_toml,
                      std::string_view now);
  static Store open(const std::filesystem::path& file, Access access);
  /// False when there is no such file, or an empty one: then `create` is meant, else `open`.
  static bool exists(const std::filesystem::path& file);

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  [[nodiscard]] const std::filesystem::path& file() const;
  [[nodiscard]] Connection& connection() const { return *connection_; }

 private:
  explicit Store(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

class Transaction;  // store/connection.h

/// Several steps as one: all that is written until `commit` counts together, or not at all.
class AtOnce {
 public:
  explicit AtOnce(Store& store);
  ~AtOnce();
  AtOnce(const AtOnce&) = delete;
  AtOnce& operator=(const AtOnce&) = delete;
  void commit();

 private:
  std::unique_ptr<Transaction> transaction_;
};

/// All that is read while it lives is of one moment, whatever another process commits meanwhile.
class OneMoment {
 public:
  explicit OneMoment(const Store& store);
  ~OneMoment();
  OneMoment(const OneMoment&) = delete;
  OneMoment& operator=(const OneMoment&) = delete;

 private:
  std::unique_ptr<Transaction> transaction_;
};

struct StoredTopic {
  std::string name;
  std::string toml;  ///< the topic file as it was when the database was made
  std::string created_at;
};
StoredTopic stored_topic(const Store& store);

/// Number of the newest migration this program knows: the file's user_version.
int schema_version();

}  // namespace evigraft
