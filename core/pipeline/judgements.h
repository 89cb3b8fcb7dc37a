// core/pipeline/judgements.h: what people judged (risk of bias, certainty), beside what it was judged of, as things
// stand.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline.h"
#include "pipeline/pooled_answer.h"
#include "publish/judgements.h"
#include "review/judgements.h"
#include "store/store.h"

namespace evigraft {

/// A pooled answer with the people behind it, spreads as stated.
struct QuestionAnswer {
  PooledAnswer answer;
  std::optional<double> participants_1, participants_2;  ///< of the pooled studies; none where one is not known
};

struct JudgedRow {
  review::Assessment assessment;
  std::int64_t study = 0, report = 0;  ///< 0: of a question
  std::string label;                   ///< "Wang 2021", "ASC:conventional"
  std::string what;                    ///< "ASC 49.83% at 6 months", "the report", the answer in words
  std::vector<std::string> disagreements;
  std::string changed;  ///< how what was judged differs now, one sentence; empty: it does not
  std::int64_t changed_decision = 0;
  std::optional<QuestionAnswer> finding;  ///< of a question
};

struct Judgements {
  std::vector<JudgedRow> rows;  ///< in the instruments' order, by label, then what
  std::vector<review::Lost> lost;
};
Judgements judgements(const Store& store, const Topic& topic);

/// What a judgement of it would see now: of an outcome its value, class and time; of a report its status; of a question
/// k, estimate and interval to two decimals. Error::failed for what is not there.
review::Values judged_now(const Store& store, const Topic& topic, const review::Assessed& subject);

/// Judgements made of something that has changed since, and those whose subject is gone.
Unsettled unsettled_judgements(const Store& store, const Topic& topic);

/// RoB 2, ROBINS-I and Newcastle-Ottawa, each with a row a study and result; those that nobody used are left out.
std::vector<publish::RiskTable> risk_tables(const Judgements& judgements);
/// The weight in percent that each study has in the answer to a question of the topic, spreads as stated; a study that
/// is not pooled has none. Error::usage for another question.
std::map<std::int64_t, double> study_weights(const Store& store, const Topic& topic, const std::string& question);
/// One row a question that GRADE was applied to.
std::vector<publish::CertaintyRow> certainty_rows(const Judgements& judgements);

}  // namespace evigraft
