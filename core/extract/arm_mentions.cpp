#include "extract/arm_mentions.h"

#include <algorithm>

#include "extract/label_glossary.h"

namespace evigraft {

std::optional<std::array<int, 2>> places_in_list(const FoldedParagraph& paragraph, const TrialArmMention& first,
                                                 const TrialArmMention& second, int size) {
  const auto is = [&](int i, WordList list) {
    return i >= 0 && i < static_cast<int>(paragraph.tokens.size()) && paragraph.at(i).is_one_of(list);
  };
  if (size == 2) return std::array<int, 2>{0, 1};
  int between = 0;
  for (int i = first.last; i < second.first; ++i)
    if (is(i, {",", "and", "or"}) && !is(i - 1, {","})) ++between;
  if (between == 0 || between > size - 1) return std::nullopt;
  if (between == size - 1) return std::array<int, 2>{0, size - 1};
  // "iron, zinc and placebo": what follows "and" is the last of the list
  for (int i = second.first - 1; i >= first.last && i >= second.first - 3; --i)
    if (is(i, {"and", "or"})) return std::array<int, 2>{size - 1 - between, size - 1};
  return std::array<int, 2>{0, between};
}

MentionFinder::MentionFinder(const ArmPair& arms) : arms_(arms), bare_(arms.bare_side()) {
  for (const auto& [label, clear] : arms.learnt()) {
    if (std::max(clear[0], clear[1]) < 0.3) continue;
    Label one{spoken_words(label), clear[0] > clear[1] ? 0 : 1};
    // a lone word may be any word of the language; with "group" it is a name
    if (one.words.size() >= 2 && one.words.size() <= 4) labels_.push_back(std::move(one));
  }
}

int MentionFinder::labelled(const FoldedParagraph& paragraph, const Sentence& sentence, int at, int& arm) const {
  for (const Label& label : labels_) {
    const int size = static_cast<int>(label.words.size());
    if (at + size > sentence.last) continue;
    bool same = true;
    for (int i = 0; i < size && same; ++i) same = paragraph.at(at + i).text == label.words[static_cast<std::size_t>(i)];
    if (!same) continue;
    arm = label.arm;
    return size;
  }
  return 0;
}

int MentionFinder::arm_of(const Token& token) {
  if (token.kind != TokenKind::word) return -1;
  const auto found = known_.find(token.text);
  if (found != known_.end()) return found->second;
  const std::string word(token.text);
  int arm = -1;
  // a word that no header would carry alone says nothing: "weeks", "the"
  const std::vector<LabelWord> words = label_words(word);
  if (words.size() == 1 && words[0].weight > 0.5) {
    arm = arms_.speaks_for(words[0].stem);
    if (arm < 0 && !arms_.abbreviations().long_form(words[0].stem).empty()) {
      const auto affinity = arms_.affinity(word);
      if (affinity[0] != affinity[1] && std::max(affinity[0], affinity[1]) >= 0.35)
        arm = affinity[0] > affinity[1] ? 0 : 1;
    }
  }
  known_.emplace(word, arm);
  return arm;
}

std::vector<TrialArmMention> MentionFinder::find(const FoldedParagraph& paragraph, const Sentence& sentence) {
  std::vector<TrialArmMention> out;
  for (int i = sentence.first; i < sentence.last; ++i) {
    const Token& token = paragraph.at(i);
    if (int arm = -1; const int size = labelled(paragraph, sentence, i, arm)) {
      out.push_back({i, i + size, arm});
      i += size - 1;
      continue;
    }
    int arm = arm_of(token);
    // "1-week" against "2-week": a number that stands at a word of both arms
    if (token.number() && i + 1 < sentence.last) {
      const int next = paragraph.at(i + 1).is("-") ? i + 2 : i + 1;
      if (next < sentence.last && paragraph.at(next).kind == TokenKind::word &&
          arms_.shared(stem_of(std::string(paragraph.at(next).text))))
        arm = arms_.speaks_for(std::string(token.text));
    }
    // "the intervention group", "treatment arm", "(intervention 68%, control 70%)"
    if (arm < 0 && token.is_one_of({"intervention", "treatment", "experimental", "active", "study", "treated"}) &&
        i + 1 < sentence.last &&
        (paragraph.at(i + 1).is_one_of({"group", "arm", "groups"}) ||
         (i > sentence.first && paragraph.at(i - 1).is("(") && paragraph.at(i + 1).number()))) {
      const auto affinity = arms_.affinity(std::string(token.text) + " group");
      if (affinity[0] != affinity[1]) arm = affinity[0] > affinity[1] ? 0 : 1;
    }
    if (arm < 0 && bare_ >= 0 && token.kind == TokenKind::word && token.text.size() > 3 &&
        arms_.shared(stem_of(std::string(token.text)))) {
      // the shared words alone, no word of the other arm near
      bool alone = true;
      for (int k = std::max(sentence.first, i - 5); k < std::min(sentence.last, i + 6) && alone; ++k)
        alone = arm_of(paragraph.at(k)) != 1 - bare_;
      if (alone) arm = bare_;
    }
    if (arm < 0) continue;
    if (!out.empty() && out.back().arm == arm && i - out.back().last <= 3) {
      bool number_between = false;
      for (int k = out.back().last; k < i; ++k)
        number_between |= paragraph.at(k).number() || paragraph.at(k).is_one_of({";", "and", ","});
      if (!number_between) {
        out.back().last = i + 1;
        continue;
      }
    }
    out.push_back({i, i + 1, arm});
  }
  return out;
}

}  // namespace evigraft
