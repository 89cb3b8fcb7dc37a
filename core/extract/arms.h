// core/extract/arms.h: stage 5. Which words of a text name which arm. The class comes from the topic's phrases, from
// isolation words anywhere in the text ("freshly isolated ADSCs" are SVF), and from what the text itself defines
// ("group A", "SG", "the left side").
#pragma once
#include <optional>
#include <vector>

#include "extract/arm_aliases.h"
#include "extract/arm_phrases.h"
#include "extract/open_arms.h"
#include "extract/outcome.h"
#include "extract/passage.h"
#include "extract/topic.h"

namespace evigraft {

/// What one report says about its arms.
class ArmDictionary {
 public:
  /// The passages must outlive it.
  ArmDictionary(const ArmLexicon& lexicon, const std::vector<const Passage*>& passages);

  /// The arms named in a sentence of one of its passages, left to right.
  [[nodiscard]] const std::vector<ArmMention>& find(const Passage& passage, const Sentence& sentence) const;
  /// The class of a value whose sentence names no arm: that of the only arm, `all` when there are several.
  [[nodiscard]] ArmClass whole_text() const { return whole_text_; }
  [[nodiscard]] bool comparative() const { return comparative_; }
  /// Whether any intervention of the topic is named by its own phrase.
  [[nodiscard]] bool names_an_intervention() const { return names_an_intervention_; }
  [[nodiscard]] ArmClass reference() const { return lexicon_.reference; }
  /// Classes the report's own parts name (title, methods, results), in order of appearance.
  [[nodiscard]] const std::vector<ArmClass>& classes() const { return classes_; }

 private:
  /// One sentence: what the phrases say, and in the end all its mentions.
  struct Place {
    const Sentence* sentence = nullptr;
    std::vector<ArmPhrase> phrases;
    std::vector<ArmMention> mentions{};
    std::size_t aliases_known = 0;  ///< when its mentions were last found
    bool ahead = false;             ///< speaks of studies to come
    /// Neither background nor conclusion.
    [[nodiscard]] bool own() const {
      return !ahead && sentence->section != Section::background && sentence->section != Section::conclusion;
    }
  };
  struct Field {
    const Passage* passage = nullptr;
    std::vector<Place> places;
  };
  void find_isolation();
  void find_named(const Sentence& sentence, const std::vector<Mark>& labels);
  void find_contrasts();
  void find_open();
  [[nodiscard]] ArmClass resolve(const ArmLexicon::Entry& entry, std::optional<ArmClass> local, bool& unknown) const;
  [[nodiscard]] std::vector<ArmMention> mentions_of(const Field& field, std::size_t place) const;
  void add_labels(const Place& place, std::vector<ArmMention>& mentions) const;
  void add_contrasts(const Field& field, std::size_t place, std::vector<ArmMention>& mentions) const;
  void add_back_references(const Field& field, std::size_t place, std::vector<ArmMention>& mentions) const;
  void find_whole_text();

  const ArmLexicon& lexicon_;
  std::vector<Field> fields_;
  std::vector<ArmClass> isolated_;  ///< classes with isolation words in the text
  std::vector<ArmClass> named_;     ///< active classes named anywhere
  ArmAliases aliases_;
  bool names_an_intervention_ = false;
  bool open_ = false;      ///< an intervention that the topic does not know is named
  bool plain_ = true;      ///< nothing is named that was added to the fat
  bool compared_ = false;  ///< something is named that others are compared with
  ArmClass whole_text_ = ArmClass::all;
  bool comparative_ = false;
  std::vector<ArmClass> classes_;
};

}  // namespace evigraft
