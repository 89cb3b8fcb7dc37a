// core/pipeline/selection.h: from the outcomes of a study to the one value an arm that may be pooled. Pure.
// The rules are those of docs/synthesis.md "What may be pooled": time nearest to the target within its window (ties:
// later) or every time of the window, then measurement method in the topic's order, several arms of one class combined
// (Cochrane Handbook 6.5.2.10). Whatever is not chosen comes back with its reason.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "extract/topic.h"
#include "publish/page.h"
#include "synthesis/effect.h"

namespace evigraft {

/// How an undeclared spread is read: not at all, as the judge of spreads found (spread_kinds.h), or all alike.
enum class SpreadReading { stated, inferred, as_sd, as_se };
std::string_view name(SpreadReading value);                 ///< "stated", "inferred", "as-sd", "as-se"
SpreadReading parse_spread_reading(std::string_view name);  ///< Error::usage lists them

/// Which of a study's times enter: the one nearest to the target, or every one within the window.
enum class Times { nearest, all };
std::string_view name(Times value);        ///< "nearest", "all"
Times parse_times(std::string_view name);  ///< Error::usage lists them

/// One outcome with what decides about its use.
struct Candidate {
  std::int64_t outcome_id = 0, report_id = 0, study_id = 0;
  std::string study_label;        ///< "Wang 2021"
  std::optional<int> study_year;  ///< the year in that label
  std::string arm_class, arm_label, unit;
  double value = 0;
  std::string value_as_printed;
  bool polarity_flipped = false;
  std::optional<double> spread;
  std::string spread_kind;                       ///< sd, se, unknown; empty without a spread
  std::string spread_inferred, spread_evidence;  ///< the judge's verdict (sd, se) and why; empty without one
  std::optional<std::array<double, 2>> interval;
  std::string interval_kind;  ///< ci95, iqr, range; empty without an interval
  std::string statistic;      ///< mean, median, unknown
  std::optional<double> n, months;
  std::string method, definition, site, species, design, pairing;
  std::string screening;             ///< include, exclude, unsure
  std::string report_status;         ///< current, retracted, notice, concern
  std::string span_field, quote;     ///< where the value stands, and its words
  int span_start = 0, span_end = 0;  ///< code points
  std::string decision;              ///< auto, accepted, rejected, corrected, entered
  std::string decided;               ///< by whom, when and why; empty for what only the machine read
};

/// Why a number that a person rejected is not used.
inline constexpr const char* kRejected = "rejected by a person";
/// Why a number without a time is not used.
inline constexpr const char* kNoTime = "time not stated";

/// Which outcomes may enter an estimate.
struct PoolQuestion {
  std::string intervention, comparator;  ///< arm classes; empty comparator: one arm
  Topic::Selection selection;
  std::vector<std::string> species, designs;  ///< those that may enter
  std::string site, method;                   ///< empty: any
  SpreadReading reading = SpreadReading::stated;
  Times times = Times::nearest;
  /// Of the two values of one person, as stated; taken as 0 where nobody stated it.
  std::optional<double> correlation = {};
};

/// "ASC:conventional"; of one arm its class.
std::string question_name(const PoolQuestion& question);

/// A value that is not used, and why.
struct NotUsed {
  std::int64_t outcome_id = 0;
  std::string reason;  ///< a short fixed phrase
  std::string detail;  ///< particulars, may be empty
};

/// A spread that entered by the judge's verdict, with the words it was printed in.
struct InferredInput {
  std::int64_t outcome_id = 0;
  std::string kind, evidence;
  std::string span_field, quote;
  int span_start = 0, span_end = 0;  ///< code points
};

/// What a study is besides its figures: moderators, subgroups and the order of cumulative pooling are made of it.
/// A text is empty where nothing is stated, and names all where its values differ ("CT, MRI").
struct StudyTraits {
  std::optional<int> year;  ///< of its first report
  std::string arm_label, comparator_label, spread_kind;
  std::string method, definition, site, species, design, pairing;
};

/// One study's contribution, or why it has none.
struct PoolStudy {
  std::int64_t study_id = 0;
  std::string label;
  StudyTraits traits;
  std::vector<std::int64_t> intervention_outcomes, comparator_outcomes;
  publish::ArmNumbers intervention;
  std::optional<publish::ArmNumbers> comparator;
  std::optional<double> difference;  ///< intervention minus comparator; none for one arm
  std::optional<double> months;
  bool within_person = false;
  std::optional<double> yi, vi;    ///< there when it can be pooled
  std::vector<std::string> notes;  ///< derivations with their figures, arms combined
  std::vector<std::string> flags;  ///< accepted, corrected, entered (by a person), sd_from_se, sd_from_ci95,
                                   ///< sd_inferred, se_inferred, read_as_sd, read_as_se, combined_arms, within_person
  std::vector<InferredInput> inferred;  ///< what the flags sd_inferred and se_inferred stand for
  std::string reason;                   ///< why it cannot be pooled; empty when it can
};

/// People (or animals) behind a study's effect, both arms together; within one person each is counted once.
std::optional<double> participants(const PoolStudy& study);

struct Selected {
  /// Every study with a value for each arm of the question, by label, then id, then months.
  std::vector<PoolStudy> studies;
  std::vector<NotUsed> not_used;  ///< outcomes of the question's arms that were not chosen, by id
};

/// Why an outcome cannot answer the question whatever the others say; empty when it can. Arm classes do not matter.
std::string barrier(const PoolQuestion& question, const Candidate& outcome);
/// Two printed times that mean the same visit ("4 months", "121 days").
bool same_visit(double months, double other);
/// Nearer to the target first; of two equally near the later.
bool better_time(const Topic::Selection& selection, double months, double other);

/// With Times::all a study stands there once for each of its times.
Selected select_for(const PoolQuestion& question, std::span<const Candidate> candidates);

/// What a study with a usable spread says, had the two values of one person that correlation: within persons
/// (sd1^2 + sd2^2 - 2 r sd1 sd2)/n, between parallel arms it changes nothing. Error::data outside [-1, 1].
Effect effect_of(const PoolStudy& study, double correlation);

}  // namespace evigraft
