#include "store/records.h"

#include "store/connection.h"
#include "store/digest.h"
#include "store/record_writer.h"
#include "store/utf8.h"

namespace evigraft {
namespace {

constexpr std::uint64_t kRowsATransaction = 4000;  // FTS5 is 35-40 % slower in transactions of 200 rows

constexpr const char* kSelect =
    "SELECT id, source, status, payload_id, source_key, pmid, doi, pmcid, title, abstract, authors, journal, volume, "
    "issue, pages, published, published_as_printed, year, publication_types, mesh, keywords, language, relations, "
    "registry, version, source_offset FROM record ";

StoredRecord stored_record(const Statement& row) {
  RecordColumns c;
  c.key = row.text(4);
  c.pmid = row.text(5);
  c.doi = row.text(6);
  c.pmcid = row.text(7);
  c.title = row.text(8);
  c.abstract = row.text(9);
  c.authors = row.text(10);
  c.journal = row.text(11);
  c.volume = row.text(12);
  c.issue = row.text(13);
  c.pages = row.text(14);
  c.published = row.text(15);
  c.published_as_printed = row.text(16);
  c.year = static_cast<int>(row.integer(17));
  c.publication_types = row.text(18);
  c.mesh = row.text(19);
  c.keywords = row.text(20);
  c.language = row.text(21);
  c.relations = row.text(22);
  c.registry = row.text(23);
  c.version = static_cast<int>(row.integer(24));
  StoredRecord out{row.integer(0), row.text(1), row.text(2), row.integer(3), record_from(c)};
  out.record.source_offset = row.count(25);
  return out;
}

}  // namespace

void for_each_record(const Store& store, const std::function<void(const StoredRecord&)>& take) {
  Statement rows(store.connection(), std::string(kSelect) + "ORDER BY id");
  while (rows.step()) take(stored_record(rows));
}

std::optional<StoredRecord> find_record(const Store& store, std::string_view source, std::string_view key) {
  Statement rows(store.connection(), std::string(kSelect) + "WHERE source = ? AND source_key = ?");
  if (!rows.bind(source, key).step()) return std::nullopt;
  return stored_record(rows);
}

std::optional<StoredRecord> find_record(const Store& store, std::int64_t id) {
  Statement rows(store.connection(), std::string(kSelect) + "WHERE id = ?");
  if (!rows.bind(id).step()) return std::nullopt;
  return stored_record(rows);
}

std::string source_text(const Store& store, std::int64_t record_id) {
  Statement row(store.connection(), "SELECT source_text FROM record WHERE id = ?");
  if (!row.bind(record_id).step() || row.is_null(0)) return {};
  return decompressed(row.text(0));
}

struct RecordImport::State {
  State(Connection& c, std::int64_t run_id, std::string_view source, std::string_view name)
      : connection(c), run(run_id), file(clean_text(name)), writer(c, run_id, std::string(source)) {}

  void begin() {
    if (!transaction) transaction.emplace(connection);
  }
  void commit() {
    if (!transaction) return;
    writer.keep_counts();
    transaction->commit();
    transaction.reset();
    rows = 0;
  }
  void exclude(const std::string& subject, std::string_view reason, const std::string& detail, std::uint64_t count) {
    begin();
    Statement(connection,
              "INSERT INTO exclusion(run_id, stage, subject, reason, detail, n) VALUES (?, 'import', ?, ?, ?, ?) "
              "ON CONFLICT(stage, subject, reason, detail) DO UPDATE SET n = excluded.n, run_id = excluded.run_id")
        .bind(run, subject, clean_text(reason), detail, count)
        .run();
  }

  Connection& connection;
  std::int64_t run, payload = 0;
  std::string file;
  RecordWriter writer;
  std::optional<Transaction> transaction;
  std::uint64_t rows = 0;
};

RecordImport::RecordImport(Store& store, std::int64_t run, std::string_view source, std::string_view file_name,
                           std::string_view now)
    : state_(std::make_unique<State>(store.connection(), run, source, file_name)) {
  state_->begin();
  Statement(state_->connection,
            "INSERT INTO payload(kind, run_id, source, name, size, verdict, received_at) "
            "VALUES ('file', ?, ?, ?, 0, 'accepted', ?)")
      .bind(run, source, state_->file, now)
      .run();
  state_->payload = last_row_id(state_->connection);
}

RecordImport::~RecordImport() = default;

void RecordImport::add(const Record& record) {
  if (record.key.empty()) return reject("", "byte " + std::to_string(record.source_offset), "the record has no key");
  state_->begin();
  state_->writer.put(record, state_->payload);
  if (++state_->rows >= kRowsATransaction) state_->commit();
}

void RecordImport::gone(std::string_view key, std::string_view reason) {
  state_->begin();
  state_->writer.gone(key, reason);
}

void RecordImport::reject(std::string_view key, std::string_view where, std::string_view reason) {
  std::string detail = key.empty() ? std::string() : clean_text(key) + ", ";
  detail += clean_text(where) + ": " + clean_text(reason);
  state_->exclude(state_->file, "unreadable", detail, 1);
  state_->writer.rejected();
}

void RecordImport::not_stored(std::string_view reason, std::uint64_t count) {
  if (count > 0) state_->exclude(state_->file, reason, "", count);
}

RecordCounts RecordImport::finish(const ReadFile& file) {
  state_->begin();
  Statement(state_->connection, "UPDATE payload SET size = ?, sha256 = ? WHERE id = ?")
      .bind(file.size, file.sha256, state_->payload)
      .run();
  state_->commit();
  return state_->writer.counts();
}

}  // namespace evigraft
