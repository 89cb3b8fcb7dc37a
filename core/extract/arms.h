// core/extract/arms.h: stage 5. Which words of a text name which arm. The class comes from the topic's phrases, from
// isolation words anywhere in the text ("freshly isolated ADSCs" are SVF), and from what the text itself defines
// ("group A", "SG", "the left side").
#pragma once
#include <map>
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
  struct Entry {
    ArmClass arm_class = ArmClass::other;
    Role role = Role::active;
    bool certain = false;  ///< isolation words do not override it
    bool weak = false;     ///< a bare "cell": counts only beside "with", "group", a dose ...
  };
  ArmLexicon(const Topic& topic, Vocabulary& vocabulary);

  Lexicon labels;     ///< -> index into entries
  Lexicon isolation;  ///< -> class as int
  std::vector<Entry> entries;
  ArmClass reference = ArmClass::conventional;
  ArmClass generic = ArmClass::cell_enriched;
};

struct ArmMention {
  int first = 0, last = 0;  ///< tokens [first, last)
  ArmClass arm = ArmClass::all;
  ArmLexicon::Role role = ArmLexicon::Role::active;
  bool class_unknown = false;  ///< nothing tells which cells these were
};

/// What one report says about its arms.
class ArmDictionary {
 public:
  ArmDictionary(const ArmLexicon& lexicon, const std::vector<const Passage*>& passages);

  /// The arms named in a sentence, left to right.
  [[nodiscard]] std::vector<ArmMention> find(const Passage& passage, const Sentence& sentence) const;
  /// The class of a value whose sentence names no arm: that of the only arm, `all` when there are several.
  [[nodiscard]] ArmClass whole_text() const { return whole_text_; }
  [[nodiscard]] bool comparative() const { return comparative_; }
  /// Whether any intervention of the topic is named by its own phrase.
  [[nodiscard]] bool names_an_intervention() const { return !named_.empty(); }
  [[nodiscard]] ArmClass reference() const { return lexicon_.reference; }
  /// Classes the report's own parts name (title, methods, results), in order of appearance.
  [[nodiscard]] const std::vector<ArmClass>& classes() const { return classes_; }

 private:
  struct Raw;
  [[nodiscard]] std::vector<Raw> raw_mentions(const Passage& passage, const Sentence& sentence) const;
  [[nodiscard]] ArmClass resolve(const ArmLexicon::Entry& entry, std::optional<ArmClass> local, bool& unknown) const;
  void find_isolation(const std::vector<const Passage*>& passages);
  void find_aliases(const Passage& passage, const Sentence& sentence);
  void find_whole_text(const std::vector<const Passage*>& passages);

  const ArmLexicon& lexicon_;
  std::vector<ArmClass> isolated_;                          ///< classes with isolation words in the text
  std::vector<ArmClass> named_;                             ///< active classes named anywhere
  std::map<std::string, ArmMention, std::less<>> aliases_;  ///< "sg", "group a", "left"
  ArmClass whole_text_ = ArmClass::all;
  bool comparative_ = false;
  std::vector<ArmClass> classes_;
};

}  // namespace evigraft
