// tests/core/pipeline/library.h: a database of small trials, read by one version of the rules after another, and what
// people say of it.
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "pipeline/overlay.h"
#include "pipeline/review.h"
#include "store/evidence.h"
#include "store/links.h"
#include "store/readings.h"
#include "store/records.h"
#include "store/screening.h"
#include "tests/core/store/scratch.h"

namespace evigraft::test {

inline const Surroundings kSurroundings = {
    .now = [] { return kNow; }, .cancelled = {}, .progress = {}, .warn = {}, .version = {}};

/// What a person says of an outcome; of the database with 0.
inline Saying said(const std::string& who, review::Kind kind, std::int64_t outcome, review::Values value = {}) {
  return {.kind = kind, .who = who, .why = "full text", .outcome = outcome, .value = std::move(value)};
}

/// Trials with an ASC and a conventional arm, each a report of its own.
struct Library {
  explicit Library(int trials) : size(trials) {
    RecordImport import(store, run, "s", "f", kNow);
    for (int i = 1; i <= trials; ++i) import.add(small_record(std::to_string(1000 + i), "Trial " + std::to_string(i)));
    import.finish({1, std::string(64, '0')});
    link();
    read(0);
  }

  void link() {
    LinkRows links;
    for (int i = 1; i <= size; ++i) {
      links.reports.push_back({"s:" + std::to_string(1000 + i), {{i, "first"}}, "current", ""});
      links.studies.push_back({{static_cast<std::size_t>(i - 1)}, "single report"});
    }
    replace_links(store, run, links);
  }

  OutcomeRow outcome(const std::string& arm, double value, int version, int trial) const {
    OutcomeRow row;
    row.arm_class = arm;
    row.arm_label = version % 3 == 1 ? arm + " group" : arm;
    row.value = value;
    row.as_printed = std::to_string(value);
    row.spread = 4;
    row.spread_kind = version % 2 == 1 && trial % 5 == 0 ? "sd" : "unknown";
    row.months = version % 4 == 3 && trial % 7 == 0 ? 12 : 6;
    row.statistic = "mean";
    if (version % 2 == 1 && trial % 3 == 0) row.n = 30 + version;
    row.span = {"abstract", 9, 18, "Retention"};
    row.confidence = 0.9;
    return row;
  }

  /// What the n-th version of the rules makes of every text.
  Unsettled read(int version) {
    run = begin_run(store, "extract", kNow);
    std::vector<ReadingRow> readings;
    std::vector<ScreeningRows> screening;
    for (int i = 1; i <= size; ++i) {
      ReadingRow& row = readings.emplace_back();
      row.report_id = row.record_id = i;
      row.species = "human";
      row.design = "rct";
      row.pairing = "parallel";
      row.extractor = std::to_string(version);
      row.text_digest = "d";
      row.outcomes.push_back(outcome("ASC", 60 + i / 1000.0, version, i));
      if (version % 5 != 2 || i % 11 != 0) row.outcomes.push_back(outcome("conventional", 40 + i / 1000.0, version, i));
      screening.push_back({i, {{"human", "include", "people"}}});
    }
    replace_screening(store, run, screening);
    replace_readings(store, run, readings);
    return derive_decided(store, run, topic);
  }

  DecidedSummary say(Saying saying) {
    saying.who = "Ann Lee";
    saying.why = "full text";
    return decide(store, topic, {saying}, kSurroundings);
  }
  DecidedSummary set(std::int64_t outcome, review::Values value) {
    return say({.kind = review::Kind::set, .outcome = outcome, .value = std::move(value)});
  }
  OutcomeView view(std::int64_t id) const {
    for (const OutcomeView& row : outcome_views(store))
      if (row.outcome_id == id) return row;
    ADD_FAILURE() << "no outcome " << id;
    return {};
  }

  int size;
  Scratch scratch;
  Topic topic = find_topic("lipotransfer").topic;
  Store store = scratch.make();
  std::int64_t run = begin_run(store, "extract", kNow);  ///< of the last reading
};

}  // namespace evigraft::test
