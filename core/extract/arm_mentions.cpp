#include "extract/arm_mentions.h"

namespace evigraft {

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
      if (affinity[0] != affinity[1] && std::max(affinity[0], affinity[1]) >= 0.35) arm = affinity[0] > affinity[1] ? 0 : 1;
    }
  }
  known_.emplace(word, arm);
  return arm;
}

std::vector<TrialArmMention> MentionFinder::find(const FoldedParagraph& paragraph, const Sentence& sentence) {
  std::vector<TrialArmMention> out;
  for (int i = sentence.first; i < sentence.last; ++i) {
    const Token& token = paragraph.at(i);
    int arm = arm_of(token);
    // "1-week" against "2-week": a number that stands at a word of both arms
    if (token.number() && i + 1 < sentence.last) {
      const int next = paragraph.at(i + 1).is("-") ? i + 2 : i + 1;
      if (next < sentence.last && paragraph.at(next).kind == TokenKind::word &&
          arms_.shared(stem_of(std::string(paragraph.at(next).text))))
        arm = arms_.speaks_for(std::string(token.text));
    }
    // "the intervention group", "treatment arm"
    if (arm < 0 && token.is_one_of({"intervention", "treatment", "experimental", "active", "study", "treated"}) &&
        i + 1 < sentence.last && paragraph.at(i + 1).is_one_of({"group", "arm", "groups"})) {
      const auto affinity = arms_.affinity(std::string(token.text) + " group");
      if (affinity[0] != affinity[1]) arm = affinity[0] > affinity[1] ? 0 : 1;
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
