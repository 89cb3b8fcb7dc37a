// core/extract/rules.h: the names of all rules that tie a number to its noun, arm and time, and of all reasons to leave
// one out, each with the sentence that `explain` prints. The stages set them where they decide; nothing decides twice.
#pragma once
#include <string_view>

namespace evigraft {

/// Which word makes a number an outcome.
enum class NounRule { before, after, change, denominator, shared, paired, later, carried };

/// Which arm a number belongs to.
enum class ArmRule {
  none,
  bracket,
  behind,
  before,
  list,
  apart,
  split,
  one_for_all,
  each_time,
  unnamed,
  series,
  inherited,
  whole
};

/// Which time a number belongs to.
enum class TimeRule { none, list, tied, before, after, repeated, list_before, sentence_before, follow_up };

/// Why a number, or a whole text, gives no outcome.
enum class Refusal {
  // the text
  publication_kind,
  off_topic,
  // the sentence
  background,
  not_own,
  // the number itself
  extreme,
  few_people,
  dose,
  contrast,
  other_quantity,
  rate,
  threshold,
  coefficient,
  // what it is said of
  share_of_other,
  other_measure,
  said_of_other,
  new_subject,
  change_without_measure,
  change_of_other,
  other_of_two,
  no_noun,
  // the finished outcome
  out_of_range,
  repeated,
};

/// "list", "no_noun": stable names for the machine interface.
std::string_view id(NounRule rule);
std::string_view id(ArmRule rule);
std::string_view id(TimeRule rule);
std::string_view id(Refusal why);

/// One sentence for people.
std::string_view sentence(NounRule rule);
std::string_view sentence(ArmRule rule);
std::string_view sentence(TimeRule rule);
std::string_view sentence(Refusal why);

}  // namespace evigraft
