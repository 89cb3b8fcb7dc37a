// core/pipeline.h: the steps in their order. Each reads the table on its left, calls pure functions, and writes the
// table on its right in one transaction; each can be run again with the same result, and without the network.
//
//   refresh/import -> records -> link -> screen -> extract -> what people decided (review.h) -> pool -> publish
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "extract/topic.h"
#include "pipeline/selection.h"
#include "publish/page.h"
#include "source/fetch.h"
#include "source/runner.h"
#include "store/store.h"

namespace evigraft {

/// The topic a database was made for, or a built-in name, or a TOML file. Throws Error::configuration.
struct NamedTopic {
  std::string text;  ///< the TOML as it stands
  Topic topic;
};
NamedTopic find_topic(const std::string& name_or_file);
std::vector<std::string> built_in_topics();
/// A topic's text with its fingerprint, so that texts are read again when the topic changes.
Topic topic_from(const std::string& toml, const std::string& origin);
/// Pooled results of published reviews that a page sets beside ours, as JSON; empty when the topic has none.
std::string published_reviews(const std::string& topic);

/// Time and interruption, the same for every step.
struct Surroundings {
  std::function<std::string()> now;                  ///< ISO 8601 UTC
  std::function<bool()> cancelled;                   ///< may be empty
  std::function<void(const std::string&)> progress;  ///< may be empty; one short line
  std::function<void(const std::string&)> warn;      ///< may be empty
  std::string version;                               ///< of the program, kept with runs
};

struct SourceChoice {
  Runner* runner = nullptr;
  FetchOptions options;  ///< base address, rate, secrets, patience
};

struct RefreshOptions {
  std::string since;  ///< YYYY-MM-DD; empty: the watermark
  bool full = false;  ///< ask from the beginning
  std::uint64_t limit = 0;
  std::function<std::string(const struct RefreshSummary&)> json;  ///< the document that stays with the run
};

struct SourceSummary {
  std::string source, status;  ///< ok, partial, failed
  std::int64_t expected = 0, received = 0, parsed = 0, rejected = 0;
  std::int64_t fresh = 0, changed = 0, unchanged = 0, deleted = 0, owed = 0;
  std::uint64_t requests = 0, retries = 0, bytes = 0;
  double seconds = 0;
  std::string watermark, error;  ///< empty: none
  bool drift = false;            ///< the server's count for an unchanged query changed
  Answer answer = Answer::ok;
  bool answered = false;  ///< the server answered at least one request with what was asked
};

/// Decisions that need another look: the machine came to a third value, or their number or report is not there now.
struct Unsettled {
  std::int64_t conflicts = 0, lost = 0;
};

struct DerivedSummary {
  std::int64_t reports_new = 0, reports_merged = 0;
  std::int64_t outcomes_new = 0, outcomes_changed = 0;
  Unsettled decisions;
};

struct RefreshSummary {
  std::int64_t run = 0;
  std::string status;  ///< ok, partial, failed
  std::vector<SourceSummary> sources;
  DerivedSummary derived;
  double seconds = 0;
  bool cancelled = false;
};

/// The scheduled job: fetch what is new and owed from each source, then derive.
RefreshSummary refresh(Store& store, const Topic& topic, const std::vector<SourceChoice>& sources, Transport& transport,
                       const RefreshOptions& options, const Surroundings& surroundings);

struct RejectedItem {
  std::string at, reason;
};

struct FileSummary {
  std::string file, format;
  std::int64_t read = 0, fresh = 0, changed = 0, unchanged = 0, not_relevant = 0, deleted = 0;
  std::vector<RejectedItem> rejected;
  std::string error;  ///< the file could not be read to its end; what came before is kept
};

struct ImportOptions {
  std::string format = "auto";
  bool all = false;  ///< keep records of whole baseline and update files that do not match the topic's terms
  std::function<std::string(const struct ImportSummary&)> json;  ///< the document that stays with the run
};

struct ImportSummary {
  std::int64_t run = 0;
  std::vector<FileSummary> files;
  DerivedSummary derived;
  bool cancelled = false;
};

/// Reads files, then derives. A file that cannot be used is reported in its summary; the others go on.
ImportSummary import_files(Store& store, const Topic& topic, const std::vector<Runner*>& readers,
                           const std::vector<std::string>& files, const ImportOptions& options,
                           const Surroundings& surroundings);

/// link, screen, extract and the exclusions of pooling, over all that is stored. `force` reads every text again.
DerivedSummary derive(Store& store, std::int64_t run, const Topic& topic, bool force, const Surroundings& surroundings);

/// The part of `derive` behind the reading of texts: what people decided, and the exclusions of pooling.
Unsettled derive_decided(Store& store, std::int64_t run, const Topic& topic);

/// `derive` in a run of its own, every text read again.
DerivedSummary derive_again(Store& store, const Topic& topic, const Surroundings& surroundings);

/// Every outcome with what decides about its use, by id.
std::vector<Candidate> candidates(const Store& store);

/// The topic's own rules as a question; empty comparator: one arm.
PoolQuestion default_question(const Topic& topic, const std::string& intervention, const std::string& comparator,
                              SpreadReading reading);

/// The arm classes of the topic's comparisons, each once.
std::vector<std::string> single_arm_classes(const Topic& topic);
/// The topic's comparisons under each reading of undeclared spreads, then its single arms with spreads as stated.
std::vector<PoolQuestion> standard_questions(const Topic& topic);

struct PageOptions {
  std::string as_of;      ///< day of the data
  std::string generator;  ///< "evigraft 0.1.0"
  std::string note;       ///< a visible line; may be empty
  std::vector<publish::ReviewResult> reviews;
  std::vector<publish::Named> versions;
};
/// The day of the newest run: what a page calls "as of".
std::string data_day(const Store& store);

publish::Page make_page(const Store& store, const Topic& topic, const PageOptions& options);

}  // namespace evigraft
