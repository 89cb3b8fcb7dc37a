// core/pipeline/import_files.cpp: files -> Records; then the derived steps.
#include <evigraft/error.h>

#include <algorithm>
#include <filesystem>

#include "extract/terms.h"
#include "pipeline.h"
#include "source/file_bytes.h"
#include "store/file_digest.h"
#include "store/records.h"
#include "store/runs.h"

namespace evigraft {
namespace {

Runner& reader_for(const std::vector<Runner*>& readers, const std::string& format, std::string_view head,
                   const std::string& file) {
  Runner* best = nullptr;
  unsigned best_score = 0;
  std::string formats;
  for (Runner* reader : readers) {
    const SourceInfo& info = reader->info();
    if (!info.reads_files()) continue;
    formats += (formats.empty() ? "" : ", ") + info.file_format;
    const unsigned score = format == "auto" ? reader->sniff(head) : info.file_format == format ? 101 : 0;
    if (score > best_score) {
      best = reader;
      best_score = score;
    }
  }
  if (best) return *best;
  if (format != "auto")
    throw Error(Error::Kind::usage,
                "--format " + format + " is not read by any source; there are: auto, " + formats + ".");
  throw Error(Error::Kind::data, "The file " + file + " is none of the formats read here (" + formats +
                                     "); name one with --format if it is.");
}

/// NLM's own names for baseline and update files: pubmed26n0001.xml, medline16n0902.xml.
bool has_baseline_name(const std::string& name) {
  for (const std::string_view start : {"pubmed", "medline"}) {
    const std::size_t at = name.find(start);
    if (at == std::string::npos) continue;
    const std::string_view rest = std::string_view(name).substr(at + start.size());
    const auto digits = [&](std::size_t from, std::size_t count) {
      return rest.size() >= from + count && std::all_of(rest.begin() + static_cast<std::ptrdiff_t>(from),
                                                        rest.begin() + static_cast<std::ptrdiff_t>(from + count),
                                                        [](char c) { return c >= '0' && c <= '9'; });
    };
    if (digits(0, 2) && rest.size() > 2 && rest[2] == 'n' && digits(3, 4)) return true;
  }
  return false;
}

bool matches_topic(const Topic& topic, const Record& record) {
  return holds_term(topic.terms, record.title + "\n" + abstract_text(record.abstract));
}

FileSummary import_file(Store& store, std::int64_t run, const Topic& topic, const std::vector<Runner*>& readers,
                        const std::string& file, const ImportOptions& options, const Surroundings& surroundings) {
  FileSummary summary;
  summary.file = file;
  std::uint64_t size = 0;
  FileDigest digest;
  FileBytes bytes(file, [&](std::string_view block) {
    size += block.size();
    digest.update(block);
  });
  Runner& reader = reader_for(readers, options.format, bytes.head(), file);
  summary.format = reader.info().file_format;
  const std::string name = std::filesystem::path(file).filename().string();
  // Whole baseline and update files come compressed or under NLM's names; a saved search result is plain XML.
  const bool whole = summary.format == "pubmed" && (bytes.compressed() || has_baseline_name(name));
  const bool filter = whole && !options.all;

  RecordImport import(store, run, reader.info().id, name, surroundings.now());
  const auto take = [&](Record&& record) {
    ++summary.read;
    if (surroundings.progress && summary.read % 1000 == 0)
      surroundings.progress(name + ": " + std::to_string(summary.read) + " records");
    if (filter && !matches_topic(topic, record))
      ++summary.not_relevant;
    else
      import.add(record);
  };
  const Batch batch = reader.read_file(bytes.source(), take);
  if (!bytes.fault().empty())
    summary.error = bytes.fault();
  else if (batch.answer != Answer::ok)
    summary.error = file + ": " + batch.message;
  for (const Rejected& item : batch.rejected) {
    import.reject(item.key, item.where, item.reason);
    summary.rejected.push_back({item.where, item.reason});
  }
  for (const Gone& item : batch.gone) import.gone(item.key, item.reason);
  if (summary.not_relevant > 0) import.not_stored("not_relevant", static_cast<std::uint64_t>(summary.not_relevant));
  if (surroundings.warn)
    for (const std::string& warning : batch.warnings) surroundings.warn(name + ": " + warning);
  const RecordCounts counts = import.finish({size, digest.hex()});
  summary.fresh = static_cast<std::int64_t>(counts.added);
  summary.changed = static_cast<std::int64_t>(counts.changed);
  summary.unchanged = static_cast<std::int64_t>(counts.unchanged);
  summary.deleted = static_cast<std::int64_t>(counts.deleted);
  return summary;
}
}  // namespace

ImportSummary import_files(Store& store, const Topic& topic, const std::vector<Runner*>& readers,
                           const std::vector<std::string>& files, const ImportOptions& options,
                           const Surroundings& surroundings) {
  ImportSummary summary;
  summary.run = begin_run(store, "import", surroundings.now());
  for (const std::string& file : files) {
    if (surroundings.cancelled && surroundings.cancelled()) {
      summary.cancelled = true;
      break;
    }
    try {
      summary.files.push_back(import_file(store, summary.run, topic, readers, file, options, surroundings));
    } catch (const Error& e) {
      if (e.kind() != Error::Kind::data) throw;
      FileSummary failed;
      failed.file = file;
      failed.error = e.what();
      summary.files.push_back(std::move(failed));
    }
  }
  summary.derived = derive(store, summary.run, topic, false, surroundings);
  const bool any_failed = std::any_of(summary.files.begin(), summary.files.end(),
                                      [](const FileSummary& file) { return !file.error.empty(); });
  finish_run(store, summary.run,
             summary.cancelled ? RunStatus::interrupted
             : any_failed      ? RunStatus::partial
                               : RunStatus::ok,
             options.json ? options.json(summary) : "{}", surroundings.now());
  return summary;
}

}  // namespace evigraft
