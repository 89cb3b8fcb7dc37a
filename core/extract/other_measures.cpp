// core/extract/other_measures.cpp: subjects, properties and events beside an outcome noun or a verb of change.
#include "extract/other_measures.h"

#include "extract/noun_words.h"

namespace evigraft {
namespace {
bool inside(const Scene& scene, int i) { return i >= scene.sentence.first && i < scene.sentence.last; }

/// "The women had lost 22% of their weight"
bool of_people_who_lost(const Scene& scene, const Value& value) {
  const Passage& passage = scene.passage;
  int verb = value.first - 1;
  while (passage.is(verb, {"about", "only", "a", "mean", "of"})) --verb;
  if (!passage.is(verb, {"lost"})) return false;
  while (passage.is(verb, {"lost", "had", "have"})) --verb;
  return passage.is(verb, {"women", "men", "patients", "mice", "rats", "rabbits", "animals", "pigs", "who",
                           "participants", "recipients"});
}
}  // namespace

bool part_of_another_property(const Scene& scene, const Value& value, const NounLexicon& lexicon) {
  const Passage& passage = scene.passage;
  int i = value.last;
  if (!passage.is(i, {"of"}) || !passage.is(i + 1, {"its", "their", "the"})) return false;
  const bool own = !passage.is(i + 1, {"the"});
  for (i += 2;
       inside(scene, i) && i < value.last + 8 && (passage.at(i).kind != TokenKind::mark || passage.at(i).is('-'));
       ++i) {
    if (passage.at(i).is_one_of({"weight", "weights", "mass"})) return own && of_people_who_lost(scene, value);
    if (passage.at(i).is_one_of({"bulk", "size",    "value",    "values",     "amount",      "own",     "substance",
                                 "fill", "volumes", "gain",     "correction", "material",    "tissue",  "time",
                                 "day",  "contour", "contours", "fullness",   "enlargement", "increase"}) ||
        passage.at(i).number() || known(scene, lexicon, i) ||
        lexicon.tissue.longest(passage.tokens, i, scene.sentence.last).entry >= 0 ||
        lexicon.denominators.longest(passage.tokens, i, scene.sentence.last).entry >= 0)
      return false;
    if (i > value.last + 2 && (preposition(passage.at(i)) || copula(passage.at(i)) || separator(passage.at(i))))
      return true;
  }
  return true;
}

bool in_bracket_of_an_event(const Scene& scene, const Value& value, const Mark& mark) {
  const Passage& passage = scene.passage;
  const int open = mark.first - 1;
  return value.in_bracket && passage.is(open, '(') && open - 4 >= scene.sentence.first &&
         passage.at(open - 1).kind == TokenKind::word && passage.at(open - 2).number() &&
         passage.is(open - 3, {"in", "for"}) &&
         passage.is(open - 4, {"out", "performed", "done", "required", "needed", "necessary", "undertaken", "occurred",
                               "failed", "removed", "replaced", "indicated", "seen", "noted"});
}

bool verb_of_another(const Scene& scene, const NounLexicon& lexicon, const Mark& verb) {
  const Passage& passage = scene.passage;
  if (!passage.is(verb.first, {"remained", "persisted", "maintained", "preserved", "kept", "held"})) return false;
  int end = verb.first;
  while (passage.is(end - 1, {"was", "were", "had", "has", "been", "and", "then", "still", "also", "but", "which"}))
    --end;
  const bool goes_on = passage.is(verb.first - 1, {"and", "then", "but", "still"});
  const Mark* subject = nullptr;
  for (const Mark& noun : scene.nouns) {
    if (noun.last > end || noun.entry == NounLexicon::change) continue;
    if (!goes_on || !subject) subject = &noun;
  }
  if (!subject || subject->entry != NounLexicon::false_friend) return false;
  for (int k = subject->last; k < end; ++k)
    if ((lexicon.subjects.longest(passage.tokens, k, end).entry >= 0 &&
         !(goes_on && (preposition(passage.at(k - 1)) || (k >= 2 && preposition(passage.at(k - 2)))))) ||
        (k < verb.first - 1 && separator(passage.at(k))) ||
        (!goes_on && (preposition(passage.at(k)) || in_value(scene, k))))
      return false;
  return true;
}

bool adjective_of_another(const Scene& scene, const Value& value, const NounLexicon& lexicon, const Mark& mark) {
  const Passage& passage = scene.passage;
  if (mark.last != mark.first + 1 ||
      !passage.is(mark.first, {"remaining", "surviving", "retained", "preserved", "persisting"}))
    return false;
  int k = mark.last;
  for (; k < value.first && passage.at(k).kind == TokenKind::word && !preposition(passage.at(k)) &&
         !copula(passage.at(k));
       ++k)
    if (known(scene, lexicon, k) || neutral(passage.at(k)) || separator(passage.at(k)) ||
        lexicon.tissue.longest(passage.tokens, k, value.first).entry >= 0 ||
        passage.at(k).is_one_of({"part", "portion", "amount", "mass", "weight", "weights", "volumes", "tissue",
                                 "explants", "material", "bulk", "size", "fat", "explant", "graft", "about", "only",
                                 "at"}))
      return false;
  return k > mark.last && copula(passage.at(k));
}

bool measured_in(const Scene& scene, const NounLexicon& lexicon, int subject) {
  const Passage& passage = scene.passage;
  int of = subject - 1;
  while (of > scene.sentence.first && of > subject - 5 && passage.at(of).kind == TokenKind::word &&
         !preposition(passage.at(of)))
    --of;
  if (passage.is(subject - 1, {"donor"}) || passage.is(subject - 2, {"donor"})) return true;
  if (of <= scene.sentence.first || !passage.is(of, {"of", "in", "from"})) return false;
  // "interleukin 6 in the grafts", "macrophages in the fat"
  if (passage.is(of, {"in"}) && of > scene.sentence.first && passage.at(of - 1).number()) return true;
  if (passage.is(of, {"in"}) && of > scene.sentence.first && !known(scene, lexicon, of - 1) &&
      !neutral(passage.at(of - 1)) && passage.at(of - 1).kind == TokenKind::word && !preposition(passage.at(of - 1)) &&
      !passage.at(of - 1).is_one_of({"weight", "mass", "volumes", "bulk", "size", "amount", "decrease", "reduction",
                                     "decline", "drop", "tissue", "resulted", "measured", "seen", "found"}))
    return true;
  return lexicon.false_subjects.longest(passage.tokens, of - 1, of).entry >= 0 ||
         passage.at(of - 1).is_one_of({"concentration", "level",     "levels",   "content", "secretion", "release",
                                       "stiffness",     "density",   "number",   "count",   "uptake",    "consumption",
                                       "temperature",   "perfusion", "cost",     "costs",   "price",     "tension",
                                       "pressure",      "hardness",  "viscosity"});
}

bool made_smaller(const Scene& scene) {
  const Passage& passage = scene.passage;
  if (!scene.measured.times.empty()) return false;
  bool made = false;
  for (int k = scene.sentence.first; k < scene.sentence.last; ++k) {
    if (passage.at(k).stem == "graft" ||
        passage.is(k, {"grafted", "injected", "implanted", "transplanted", "injection"}))
      return false;
    made = made ||
           (passage.at(k).is_one_of({"emulsification", "centrifugation", "filtration", "decantation", "sedimentation",
                                     "washing", "straining", "processing", "digestion", "concentration"}) &&
            (passage.is(k - 1, {"after", "by", "during", "and", "mechanical", "through", "of", "on"})));
  }
  return made;
}

bool of_what_was_taken_away(const Scene& scene, const NounLexicon& lexicon) {
  const Passage& passage = scene.passage;
  bool taken = false;
  for (int k = scene.sentence.first; k < scene.sentence.last; ++k) {
    if (lexicon.tissue.longest(passage.tokens, k, scene.sentence.last).entry >= 0) return false;
    taken = taken || passage.is(k, {"liposuction", "lipedema", "lipoedema", "lymphedema", "lymphoedema"});
  }
  return taken;
}

}  // namespace evigraft
