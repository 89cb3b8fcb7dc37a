// core/extract/head_counts.h: stage 9a. Numbers that count people or animals, sentence by sentence, and whom they
// count: all, an arm, each arm, those seen at one time, those lost.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "extract/arms.h"
#include "extract/outcome.h"
#include "extract/passage.h"
#include "extract/times.h"

namespace evigraft {

struct CountLexicon {
  explicit CountLexicon(Vocabulary& vocabulary);
  enum { kHumans, kAny };
  Lexicon people;     ///< who is counted: patients, mice; -> kHumans or kAny
  Lexicon analysed;   ///< "completed the study", "were analysed"
  Lexicon per_group;  ///< "per group", "in each group"
  Lexicon killed;     ///< those killed at one time were measured at it
  Lexicon lost;       ///< "did not return"
  Lexicon parts;      ///< what is no head: breasts, sides, grafts
  Lexicon equal;      ///< "in equal numbers", "equal groups"
};

struct ArmCount {
  ArmClass arm = ArmClass::all;
  std::string label;
  int n = 0;
  bool analysed = false;
  int sentence = 0;               ///< its first token
  int at = 0;                     ///< the number's token
  bool named = false;             ///< "n = 15"
  std::optional<double> since{};  ///< months: lost by then
  bool of_all = false;            ///< "in five of them", "the last ten": some of the total
};

/// "36 at 6 months": so many were seen then, of all arms together or of one.
struct TimedCount {
  double months = 0;
  int n = 0;
  ArmClass arm = ArmClass::all;
  bool of_each = false;  ///< of each arm
};

/// "rolling on cotton gauze (n = 26)" where no arm of the topic stands: the words between the count before and this
/// one.
struct WordsCount {
  std::vector<std::string> words;  ///< stems
  int n = 0;
  int sentence = 0;  ///< its first token
};

struct HeadCounts {
  std::vector<ArmCount> stated;
  std::vector<ArmCount> lost;  ///< `all`: of each arm
  std::vector<TimedCount> timed;
  std::vector<WordsCount> described;
  std::optional<int> enrolled, analysed, per_group, killed_each;
  bool per_group_analysed = false, equal = false;
  int groups = 0;
  int killed_in = 1;     ///< "half were killed at 4 weeks and the rest at 12": 2 parts
  int per_group_at = 0;  ///< its token
  int lost_at = 0;       ///< token of the last of `lost_of_all`
  int lost_of_all = 0;   ///< "One pig died and was not analysed"
  /// "30 of the 58 had PRF and 28 had not": 28 are not of this arm.
  std::optional<ArmCount> rest;
  /// "12 patients were compared with 15 who had fat alone": 12 are not of this arm.
  std::optional<ArmCount> compared;
  std::vector<ArmMention> listed;  ///< the arms of the last sentence that names several, in order
  std::vector<double> times;       ///< months: the last list of times
};

/// A whole number that could count heads.
bool counts_heads(const Token& token);

/// "30 irradiated breasts (n = 30)": the named count at a token is one of parts of bodies.
bool parts_counted(const CountLexicon& lexicon, const Passage& passage, const Sentence& sentence, int at);

void count_heads(const CountLexicon& lexicon, const Passage& passage, const Sentence& sentence,
                 const std::vector<TimeMention>& times, const ArmDictionary& arms, bool animals, HeadCounts& found);

}  // namespace evigraft
