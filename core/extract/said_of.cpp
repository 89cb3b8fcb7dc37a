// core/extract/said_of.cpp: what an outcome noun is said of: "patient retention", "the survival of the cells", "the
// error of retention".
#include <algorithm>

#include "extract/noun_sense.h"
#include "extract/noun_words.h"

namespace evigraft {

bool said_of_another(const NounLexicon& lexicon, const Passage& passage, const Sentence& sentence, const Mark& mark) {
  const auto inside = [&](int i) { return i >= sentence.first && i < sentence.last; };
  int before = mark.first - 1;
  if (inside(before) && passage.is(before, '-')) --before;
  // "five-year survival" of patients; of a graft it would be said
  if (mark.last == mark.first + 1 && passage.is(mark.first, {"survival"}) && passage.is(before, {"year"}) &&
      passage.is(before - 1, '-'))
    return true;
  // "follicular unit survival"
  if (inside(before - 1) && passage.at(before).text == passage.at(before).stem &&
      lexicon.false_subjects.longest(passage.tokens, before - 1, mark.first).last == mark.first)
    return true;
  // "all animals survived; ...", "adipocytes that survived"
  if (passage.is(mark.first, {"survived", "remained", "persisted"}) && inside(before)) {
    const bool relative = passage.is(before, {"that", "which", "who"});
    const int who = relative ? before - 1 : before;
    const bool ends = relative || mark.last >= sentence.last || passage.at(mark.last).kind == TokenKind::mark ||
                      passage.is(mark.last, {"to", "until", "the", "and", "without"});
    if (ends && inside(who) && lexicon.false_subjects.longest(passage.tokens, who, who + 1).entry >= 0) return true;
  }
  // "the risk of graft loss was 30%", "the error of volume retention", "limits of agreement of retention"
  for (int k = mark.first - 1; k >= std::max(sentence.first + 1, mark.first - 4); --k)
    if (passage.at(k).kind != TokenKind::word)
      break;
    else if (passage.is(k, {"of", "for", "in"}) &&
             passage.is(k - 1,
                        {"risk",      "odds",       "hazard",      "probability", "likelihood",     "chance",
                         "incidence", "prevalence", "frequency",   "agreement",   "variation",      "variability",
                         "error",     "errors",     "deviation",   "change",      "changes",        "margin",
                         "variance",  "bias",       "coefficient", "accuracy",    "reproducibility"}))
      return true;
  // "four mice (one with SVF) were lost"
  if (const int who = subject_of_passive(passage, sentence, mark);
      who >= 0 && lexicon.false_subjects.longest(passage.tokens, who, who + 1).entry >= 0)
    return true;
  // "two weeks after injection retention was": a time
  const bool time = passage.is(before - 1, {"after", "following", "from", "since", "before", "at", "until"});
  // "breast volume retention", "hand retention": the place of the graft
  const bool place_of_graft = passage.is(before, {"breast", "cheek", "hand", "face", "site"}) &&
                              (passage.is(mark.first, {"retention"}) ||
                               lexicon.subjects.longest(passage.tokens, mark.first, mark.last).entry >= 0);
  // "patient retention", but "in 39 patients retention was": a plural does not stand before its noun; "in patients
  // survived 60%": a verb has its own subject
  if (inside(before) && !time && !place_of_graft && passage.at(before).text == passage.at(before).stem &&
      !passage.at(before).is_one_of({"women", "men", "mice", "people", "children"}) &&
      lexicon.false_subjects.longest(passage.tokens, before, mark.first).entry >= 0 &&
      !passage.is(mark.first, {"retained", "kept", "survived", "maintained", "lost", "preserved", "had", "held"}))
    return true;
  // "retention in the trial", "in the follow-up programme": of participants
  int place = mark.last;
  if (passage.is(place, {"in"})) ++place;
  if (place > mark.last && passage.is(place, {"the", "this", "our"})) ++place;
  if (place > mark.last && passage.is(place, {"study", "trial", "programme", "program", "follow", "registry"}) &&
      !passage.is(place + 1, {"group", "groups", "side", "arm", "breast", "population"}))
    return true;
  int of = mark.last;
  // "the surviving area of the flap"
  if (passage.is(of, {"rate", "rates", "ratio", "percentage", "area", "areas", "length", "portion", "part", "surface",
                      "number", "proportion"}))
    ++of;
  if (!passage.is(of, {"of"})) return false;
  // "loss of skin perfusion"; of a graft its volume or weight is lost
  if (of == mark.last && passage.is(mark.last - 1, {"loss", "losses"}) && of + 1 < sentence.last &&
      passage.at(of + 1).kind == TokenKind::word && !passage.is(of + 1, {"about", "only", "approximately"})) {
    bool own = false;
    for (int k = of + 1; k < std::min(of + 8, sentence.last) && !own && !separator(passage.at(k)) &&
                         !copula(passage.at(k)) && !passage.at(k).number();
         ++k)
      own = lexicon.subjects.longest(passage.tokens, k, sentence.last).entry >= 0 ||
            lexicon.tissue.longest(passage.tokens, k, sentence.last).entry >= 0 ||
            lexicon.denominators.longest(passage.tokens, k, sentence.last).entry >= 0 ||
            passage.at(k).is_one_of({"weight", "mass", "bulk", "substance", "what", "it", "tissue", "contour", "size",
                                     "fullness", "correction", "breast", "cheek", "hand"});
    if (!own) return true;
  }
  // "the resorption rate of the treated cheek": the place of the graft
  int end = of + 1;
  while (end < std::min(of + 7, sentence.last) && passage.at(end).kind != TokenKind::number &&
         (passage.at(end).kind == TokenKind::word || passage.is(end, '-')) && !preposition(passage.at(end)) &&
         !copula(passage.at(end)) && !separator(passage.at(end)))
    ++end;
  if (passage.is(end - 1, {"breast", "breasts", "cheek", "cheeks", "hand", "hands", "face"})) return false;
  return about_another(lexicon, passage, of + 1, std::min(of + 8, sentence.last));
}

}  // namespace evigraft
