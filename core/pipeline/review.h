// core/pipeline/review.h: what a person says, checked, kept and laid over the derived rows at once; and the queue of
// what needs a person.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "pipeline.h"
#include "pipeline/pooled_answer.h"
#include "review/decision.h"
#include "review/queue.h"
#include "store/store.h"

namespace evigraft {

/// A decision as it is asked for: about an outcome (accept, reject, set), a report (add, screen, merge, split), a
/// decision (undo) or the database (readers); a judgement about an outcome, a report or a question.
struct Saying {
  review::Kind kind = review::Kind::set;
  std::string who = {}, why = {};
  std::int64_t outcome = 0, report = 0, decision = 0;
  std::int64_t other = 0;  ///< report to merge with, or to be parted from (0: from all)
  /// set: fields; add: fields, arm_label, words, page, table, figure, letter; screen: verdict, stage, category; merge,
  /// split: level (study or publication); split of a publication: record, the key of the one that leaves it; readers:
  /// first, second, resolver (none: one reads from now on); judge: instrument, domains
  review::Values value = {};
  std::string question = {};  ///< judge: "ASC:conventional"
};

struct PoolChange {
  std::string question;  ///< "ASC:conventional", or an arm class alone
  PooledAnswer before, after;
};

struct DecidedSummary {
  std::int64_t run = 0;
  std::vector<std::int64_t> decisions;  ///< their numbers, in order
  std::vector<std::int64_t> outcomes;   ///< what each is about, or the outcome that an `add` became; 0: none
  std::vector<PoolChange> pooled;       ///< answers that changed
  std::vector<std::string> warnings;    ///< judgements that contradict their instrument's rule; kept all the same
};

/// Keeps the decisions and derives what stands on them, all in one transaction. Error::usage for a value that is not
/// allowed, Error::failed for what is not there; then nothing is kept.
DecidedSummary decide(Store& store, const Topic& topic, const std::vector<Saying>& sayings,
                      const Surroundings& surroundings);

/// What needs a person, ranked. For one of two readers without what they have voted on already.
std::vector<review::Item> review_queue(const Store& store, const Topic& topic, const std::string& viewer = {});

}  // namespace evigraft
