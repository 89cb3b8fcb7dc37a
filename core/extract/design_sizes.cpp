#include "extract/design_sizes.h"

#include <algorithm>
#include <cmath>

namespace evigraft {

bool is_people(const Token& token) {
  return token.is_one_of(
      {"patients",    "patient",     "participants", "subjects",   "women",     "men",      "children",   "adults",
       "people",      "infants",     "individuals",  "volunteers", "girls",     "boys",     "students",   "cases",
       "persons",     "adolescents", "eyes",         "females",    "males",     "mothers",  "households", "controls",
       "pupils",      "residents",   "neonates",     "newborns",   "babies",    "toddlers", "parents",    "caregivers",
       "nurses",      "physicians",  "teachers",     "workers",    "employees", "veterans", "athletes",   "runners",
       "cyclists",    "players",     "swimmers",     "smokers",    "drinkers",  "donors",   "recipients", "survivors",
       "outpatients", "inpatients",  "respondents",  "couples",    "families",  "seniors",  "elders",     "knees",
       "limbs",       "legs",        "teeth",        "implants",   "wounds",    "rats",     "mice",       "rabbits",
       "dogs",        "pigs",        "piglets",      "sheep",      "animals",   "cows",     "horses"});
}

namespace {

/// Words of designs in which everybody has both arms: "crossover", "split-mouth", "within-subject", "repeated-measures
/// design", "own controls", "each patient received both", "on two occasions", "conditions in a randomised order".
bool within_subjects(const FoldedParagraph& paragraph, const Sentence& sentence, int i) {
  const auto is = [&](int at, WordList list) {
    return at >= sentence.first && at < sentence.last && paragraph.at(at).is_one_of(list);
  };
  const int next = is(i + 1, {"-"}) ? i + 2 : i + 1;
  if (is(i, {"crossover", "counterbalanced"}) || (is(i, {"cross"}) && is(next, {"over"}))) return true;
  if (is(i, {"split"}) && is(next, {"mouth", "face", "body", "scalp"})) return true;
  if (is(i, {"within"}) && is(next, {"subject", "subjects", "participant", "participants", "patient"}) &&
      !is(next + 1, {"group", "groups"}))
    return true;
  if (is(i, {"own"}) && is(i + 1, {"control", "controls"})) return true;
  if (is(i, {"counter"}) && is(next, {"balanced", "balance"})) return true;
  if (is(i, {"repeated"}) && is(next, {"measures", "measure"}) && is(next + 1, {"design", "study", "trial"}))
    return true;
  if (is(i, {"two", "both", "separate"}) && (is(i + 1, {"occasions"}) || (is(i + 2, {"occasions"})))) return true;
  if (is(i, {"each", "every", "all"}) && i + 1 < sentence.last && is_people(paragraph.at(i + 1)))
    for (int k = i + 2; k < i + 5; ++k)
      if (is(k, {"both"}) && is(k + 1, {"treatments", "conditions", "trials", "arms", "interventions", "diets", "drugs",
                                        "supplements", "drinks", "products", "sessions", "phases"}))
        return true;
  if (!is(i, {"order", "sequence"}) || !is(i - 1, {"random", "randomised", "randomized"})) return false;
  for (int k = sentence.first; k < sentence.last; ++k)
    if (is(k, {"conditions", "trials", "sessions", "visits", "treatments", "occasions", "bouts"})) return true;
  return false;
}

}  // namespace

std::optional<AnsweredNumber> size_by_design(const std::vector<std::unique_ptr<FoldedParagraph>>& article) {
  bool crossover = false;
  std::optional<AnsweredNumber> total, halved;
  for (const auto& paragraph : article)
    for (const Sentence& sentence : paragraph->sentences) {
      bool planned = false, equal = false, two = false, enters = false;
      int people = -1, counts = 0, depth = 0;
      for (int i = sentence.first; i < sentence.last; ++i) {
        const Token& token = paragraph->at(i);
        const auto is = [&](int at, WordList list) {
          return at >= sentence.first && at < sentence.last && paragraph->at(at).is_one_of(list);
        };
        planned |= token.is_one_of({"power", "alpha", "required", "detect", "calculated", "washout-period"});
        crossover |= within_subjects(*paragraph, sentence, i);
        equal |= token.is_one_of({"equal", "equally", "evenly"});
        two |= token.is_one_of({"two", "both"}) || (token.is("2") && is(i + 1, {"groups", "equal"}));
        enters |=
            token.text.starts_with("particip") || token.text.starts_with("recruit") ||
            token.text.starts_with("enrol") || token.text.starts_with("random") || token.text.starts_with("volunt") ||
            token.text.starts_with("divid") || token.text.starts_with("complet") || token.text.starts_with("includ") ||
            token.text.starts_with("ingest") || token.text.starts_with("consum") || token.text.starts_with("perform") ||
            token.text.starts_with("underw") || token.text.starts_with("compris") || token.text.starts_with("receiv") ||
            token.is("took") || within_subjects(*paragraph, sentence, i);
        depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        // "30 children (15 boys and 15 girls)"
        if (depth > 0 && people >= 0) continue;
        if (!token.number() || token.decimals > 0 || token.value < 4 || token.value > 1e6) continue;
        // "children (n = 30)"
        if (is(i - 1, {"="}) && is(i - 2, {"n"}) && is(i - 3, {"("}) && i - 4 >= sentence.first &&
            is_people(paragraph->at(i - 4))) {
          people = i;
          ++counts;
          continue;
        }
        for (int k = i + 1; k < std::min(i + 5, sentence.last); ++k) {
          if (!is_people(paragraph->at(k))) {
            if (paragraph->at(k).number() || paragraph->at(k).kind == TokenKind::mark) break;
            continue;
          }
          if (people < 0) people = i;
          ++counts;
          break;
        }
      }
      if (planned || people < 0 || counts != 1 || !enters) continue;
      const Token& number = paragraph->at(people);
      const AnsweredNumber found{number.value, {}, paragraph->where, paragraph->words(people, people + 1), {}};
      if (!total) total = found;
      if (equal && two && !halved && std::fmod(number.value, 2) == 0) {
        halved = found;
        halved->value /= 2;
        halved->derived = "total/2";
      }
    }
  if (crossover && total) return total;
  return halved;
}

}  // namespace evigraft
