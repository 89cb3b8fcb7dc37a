// core/extract/arm_phrases.h: stage 5a. Which words of one sentence may name an arm, before the text as a whole is
// known: the topic's phrases, what joins and negates them, and general English for what is compared with ("without",
// "alone", "the other side").
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "extract/outcome.h"
#include "extract/passage.h"
#include "extract/topic.h"

namespace evigraft {

/// A topic's arm phrases, compiled.
struct ArmLexicon {
  enum class Role { active, reference, generic, separate };
  enum class Need { nothing, head, introduction };
  struct Entry {
    ArmClass arm_class = ArmClass::other;
    Role role = Role::active;
    bool processing = false;    ///< how plain fat was handled: beside an intervention no arm of its own
    bool certain = false;       ///< isolation words do not override it
    Need need = Need::nothing;  ///< "plain" needs "fat", "group", "side" ...; a bare "cell" needs "with", a dose ...
  };
  ArmLexicon(const Topic& topic, Vocabulary& vocabulary);

  Lexicon labels;     ///< -> index into entries
  Lexicon isolation;  ///< -> class as int
  Lexicon heads;      ///< group, side, breast, graft ...
  Lexicon cues;       ///< first words of what is compared with: without, alone, other ...
  Lexicon back;       ///< words of back references: those, former, latter, second (arms.cpp)
  Lexicon before;     ///< earlier, failed, another ...: words of what was done before (arms.cpp)
  Lexicon definers;   ///< group, left, intervention ...: what a text may define (arm_aliases.cpp)
  Lexicon gifts;      ///< what may stand beside an additive: with, plus, received, raised ... (open_arms.cpp)
  Lexicon groups;     ///< group, arm, side: heads that name an arm with any word before them
  std::vector<Entry> entries;
  ArmClass reference = ArmClass::conventional;
  ArmClass generic = ArmClass::cell_enriched;
};

struct ArmPhrase {
  enum class Kind {
    label,    ///< an entry of the topic
    without,  ///< "fat without SVF", "non-enriched", "did not"
    alone,    ///< "grafts injected alone"
    with,     ///< "with and without enrichment": the first
    other,    ///< "the other breast": the reference where an arm was named before it
    given,    ///< "when it was added": what the phrase before it left out
    dosed,    ///< "the 20% group": the only intervention
    handled,  ///< "after centrifugation": plain fat, where no intervention is named
    open,     ///< named by an intervention that the topic does not know
    unknown,  ///< "the Ringer arm": the reference beside an arm of the topic
  };
  int first = 0, last = 0;  ///< tokens [first, last)
  Kind kind = Kind::label;
  int entry = -1;                 ///< of the strongest label, -1 for none
  std::optional<ArmClass> local;  ///< isolation words beside it
  bool names_more = false;        ///< "without hyperbaric oxygen": a word of no list stands behind it
  bool role_only = false;         ///< "the treated temples": an arm only beside what was not treated
};

/// `labels` are all that stand in the sentence.
std::vector<ArmPhrase> find_arm_phrases(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence,
                                        const std::vector<Mark>& labels);

/// "PRF+", "PRF-": whether the sign at this place ends the word before it and joins it to nothing.
bool signed_name(const Passage& passage, int at, char sign);

/// "B", "II", "2" as the name of a group.
bool names_a_group(const Token& token);

}  // namespace evigraft
