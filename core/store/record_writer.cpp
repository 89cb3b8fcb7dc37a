#include "store/record_writer.h"

#include <utility>

#include "store/digest.h"
#include "store/journals.h"

namespace evigraft {
namespace {

constexpr std::size_t kMostJournals = 20'000;  // names kept in memory; more than MEDLINE's ~5,300 current ones

const char* status_of(const RecordColumns& columns) { return columns.retracted ? "retracted" : "current"; }

std::optional<int> year_of(const RecordColumns& columns) {
  return columns.year == 0 ? std::nullopt : std::optional(columns.year);
}

std::optional<std::int64_t> offset_of(const Record& record) {
  if (record.source_text.empty()) return std::nullopt;
  return static_cast<std::int64_t>(record.source_offset);
}

}  // namespace

RecordWriter::RecordWriter(Connection& connection, std::int64_t run, std::string source)
    : connection_(connection), run_(run), source_(std::move(source)) {
  Statement debts(connection_,
                  "SELECT EXISTS (SELECT 1 FROM owed WHERE source = ?) OR "
                  "EXISTS (SELECT 1 FROM exclusion WHERE stage = 'fetch' AND reason = 'unavailable')");
  debts.bind(source_).step();
  owes_ = debts.integer(0) != 0;
}

void RecordWriter::put(const Record& record, std::int64_t payload_id) {
  const RecordColumns columns = record_columns(record);
  ++parsed_;
  std::int64_t id = 0;
  bool same = false, deleted = false, older = false;
  {
    Statement known(connection_,
                    "SELECT id, digest = ?, status = 'deleted', version > ? FROM record "
                    "WHERE source = ? AND source_key = ?");
    known.bind(Blob{columns.digest}, columns.version, source_, columns.key);
    if (known.step()) {
      id = known.integer(0);
      same = known.integer(1) != 0;
      deleted = known.integer(2) != 0;
      older = known.integer(3) != 0;
    }
  }
  if (owes_) settle_debt(columns.key);
  if (id == 0) {
    insert(columns, record, payload_id);
    ++total_.added;
  } else if (older || (same && !deleted)) {
    ++total_.unchanged;
  } else {
    update(id, columns, record, payload_id);
    ++total_.changed;
  }
}

void RecordWriter::insert(const RecordColumns& c, const Record& record, std::int64_t payload_id) {
  const std::string text = record.source_text.empty() ? std::string() : compressed(record.source_text);
  const auto journal = journal_id(record.journal, c.journal);
  Statement statement(
      connection_,
      "INSERT INTO record(source, source_key, version, status, pmid, doi, pmcid, title, abstract, abstract_text, "
      "authors, journal, journal_title, first_author, journal_id, volume, issue, pages, published, "
      "published_as_printed, year, publication_types, "
      "mesh, keywords, language, relations, registry, payload_id, source_text, source_offset, digest, first_run, "
      "changed_run) VALUES (?, ?, ?, ?, nullif(?, ''), nullif(?, ''), nullif(?, ''), ?, ?, ?, ?, ?, nullif(?, ''), "
      "nullif(?, ''), ?, nullif(?, ''), "
      "nullif(?, ''), nullif(?, ''), nullif(?, ''), nullif(?, ''), ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, x''), ?, ?, ?, "
      "?)");
  statement
      .bind(source_, c.key, c.version, status_of(c), c.pmid, c.doi, c.pmcid, c.title, c.abstract, c.abstract_text,
            c.authors, c.journal, c.journal_title, c.first_author, journal, c.volume, c.issue, c.pages, c.published,
            c.published_as_printed, year_of(c), c.publication_types, c.mesh, c.keywords, c.language, c.relations,
            c.registry, payload_id, Blob{text}, offset_of(record), Blob{c.digest}, run_, run_)
      .run();
  add_words(last_row_id(connection_), c);
}

void RecordWriter::add_words(std::int64_t id, const RecordColumns& c) {
  Statement(connection_, "INSERT INTO record_fts(rowid, title, abstract_text) VALUES (?, ?, ?)")
      .bind(id, c.title, c.abstract_text)
      .run();
}

/// The index forgets the words a record has now; they must be those that were added.
void RecordWriter::remove_words(std::int64_t id) {
  Statement(connection_,
            "INSERT INTO record_fts(record_fts, rowid, title, abstract_text) "
            "SELECT 'delete', id, title, abstract_text FROM record WHERE id = ?")
      .bind(id)
      .run();
}

void RecordWriter::update(std::int64_t id, const RecordColumns& c, const Record& record, std::int64_t payload_id) {
  const std::string text = record.source_text.empty() ? std::string() : compressed(record.source_text);
  const auto journal = journal_id(record.journal, c.journal);
  remove_words(id);
  Statement statement(
      connection_,
      "UPDATE record SET version = ?, status = ?, pmid = nullif(?, ''), doi = nullif(?, ''), pmcid = nullif(?, ''), "
      "title = ?, abstract = ?, abstract_text = ?, authors = ?, journal = ?, journal_title = nullif(?, ''), "
      "first_author = nullif(?, ''), journal_id = ?, volume = nullif(?, ''), "
      "issue = nullif(?, ''), pages = nullif(?, ''), published = nullif(?, ''), published_as_printed = nullif(?, ''), "
      "year = ?, publication_types = ?, mesh = ?, keywords = ?, language = ?, relations = ?, registry = ?, "
      "deleted_reason = NULL, payload_id = ?, source_text = nullif(?, x''), source_offset = ?, digest = ?, "
      "changed_run = ? WHERE id = ?");
  statement
      .bind(c.version, status_of(c), c.pmid, c.doi, c.pmcid, c.title, c.abstract, c.abstract_text, c.authors, c.journal,
            c.journal_title, c.first_author, journal, c.volume, c.issue, c.pages, c.published, c.published_as_printed,
            year_of(c), c.publication_types, c.mesh, c.keywords, c.language, c.relations, c.registry, payload_id,
            Blob{text}, offset_of(record), Blob{c.digest}, run_, id)
      .run();
  add_words(id, c);
}

void RecordWriter::gone(std::string_view key, std::string_view reason) {
  const int changed = Statement(connection_,
                                "UPDATE record SET status = 'deleted', deleted_reason = ?, "
                                "changed_run = ? WHERE source = ? AND source_key = ? AND status <> 'deleted'")
                          .bind(reason.empty() ? "deleted by the source" : reason, run_, source_, key)
                          .run();
  if (changed > 0) ++total_.deleted;
  if (owes_) settle_debt(key);
}

void RecordWriter::settle_debt(std::string_view key) {
  Statement(connection_, "DELETE FROM owed WHERE source = ? AND key = ?").bind(source_, key).run();
  Statement(connection_, "DELETE FROM exclusion WHERE stage = 'fetch' AND reason = 'unavailable' AND subject = ?")
      .bind(source_ + ":" + std::string(key))
      .run();
}

void RecordWriter::keep_counts() {
  Statement(connection_,
            "INSERT INTO run_source(run_id, source, received, parsed, rejected, added, changed, unchanged, deleted) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(run_id, source) DO UPDATE SET "
            "received = received + excluded.received, parsed = parsed + excluded.parsed, "
            "rejected = rejected + excluded.rejected, added = added + excluded.added, "
            "changed = changed + excluded.changed, unchanged = unchanged + excluded.unchanged, "
            "deleted = deleted + excluded.deleted")
      .bind(run_, source_, parsed_ + rejected_, parsed_, rejected_, total_.added - kept_.added,
            total_.changed - kept_.changed, total_.unchanged - kept_.unchanged, total_.deleted - kept_.deleted)
      .run();
  kept_ = total_;
  parsed_ = rejected_ = 0;
}

std::optional<std::int64_t> RecordWriter::journal_id(const Journal& journal, const std::string& as_json) {
  if (const auto known = journals_.find(as_json); known != journals_.end()) return known->second;
  const std::int64_t id = find_or_add_journal(connection_, journal);
  if (id == 0) return std::nullopt;
  if (journals_.size() >= kMostJournals) journals_.clear();
  journals_.emplace(as_json, id);
  return id;
}

}  // namespace evigraft
