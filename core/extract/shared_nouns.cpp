// core/extract/shared_nouns.cpp: values coordinated with each other share what governs them.
#include "extract/shared_nouns.h"

#include <algorithm>

#include "extract/linked.h"

namespace evigraft {
namespace {

/// "Signal and retention were 28% and 93%": one of two measures is the topic's; the other number of each pair is not.
struct PairedNouns {
  int verb = 0;         ///< token of the verb
  std::size_t own = 0;  ///< which of each pair is the topic's
  Polarity polarity = Polarity::remaining;
};

std::optional<PairedNouns> paired_nouns(const Scene& scene) {
  const Passage& passage = scene.passage;
  for (const Mark& noun : scene.nouns) {
    if (noun.entry != NounLexicon::remaining && noun.entry != NounLexicon::lost) continue;
    PairedNouns pair;
    pair.polarity = noun.entry == NounLexicon::lost ? Polarity::lost : Polarity::remaining;
    const auto other_measure = [&](int first, int last) {
      bool word = false;
      for (int k = first; k < last; ++k) {
        for (const ArmMention& arm : scene.arms)
          if (k >= arm.first && k < arm.last) return false;
        for (const Mark& other : scene.nouns)
          if (other.entry < NounLexicon::false_friend && k >= other.first && k < other.last) return false;
        word = word || passage.at(k).kind == TokenKind::word;
        if (passage.at(k).kind == TokenKind::mark && !passage.at(k).is('-')) return false;
      }
      return word;
    };
    // "X and retention were"
    if (passage.is(noun.last, {"were"}) && noun.first - 2 >= scene.sentence.first) {
      int joint = noun.first - 1;
      while (joint > scene.sentence.first && joint > noun.first - 4 && !passage.is(joint, {"and"})) --joint;
      if (passage.is(joint, {"and"}) && joint - scene.sentence.first <= 4 &&
          other_measure(scene.sentence.first, joint)) {
        pair.verb = noun.last;
        pair.own = 1;
        return pair;
      }
    }
    // "retention and X were"
    if (passage.is(noun.last, {"and"})) {
      int verb = noun.last + 1;
      while (verb < scene.sentence.last && verb < noun.last + 5 && !passage.is(verb, {"were"})) ++verb;
      if (verb < scene.sentence.last && passage.is(verb, {"were"}) && other_measure(noun.last + 1, verb)) {
        pair.verb = verb;
        pair.own = 0;
        return pair;
      }
    }
  }
  return std::nullopt;
}

void apply_pairs(const PairedNouns& pair, const std::vector<Value>& values, std::vector<Governed>& all) {
  for (std::size_t i = 0; i < values.size();) {
    std::size_t end = i + 1;
    while (end < values.size() && values[end].list == values[i].list) ++end;
    if (end - i == 2 && values[i].first > pair.verb) {
      all[i + pair.own] = {pair.polarity, NounRule::paired, Refusal::no_noun};
      all[i + 1 - pair.own] = {std::nullopt, NounRule::paired, Refusal::other_of_two};
    }
    i = end;
  }
}

/// Values of one list, or with nothing between them but arms and joining words.
bool coordinated(const Scene& scene, const NounLexicon& lexicon, const Value& left, const Value& right) {
  if (left.list == right.list) return true;
  // "fat of the thigh showed 57% and fat of the abdomen 59% retention": a second subject without a verb
  bool bare = right.first - left.last <= 8 && scene.passage.is(left.last, {"and", ","});
  for (int k = left.last; k < right.first && bare; ++k)
    bare = scene.passage.at(k).kind == TokenKind::word && !scene.passage.at(k).is_one_of({"was", "were", "had", "is"});
  if (bare && std::none_of(scene.nouns.begin(), scene.nouns.end(), [&](const Mark& noun) {
        return noun.first >= left.last && noun.last <= right.first && noun.entry != NounLexicon::subject;
      }))
    return true;
  for (int k = left.last; k < right.first; ++k) {
    const Token& token = scene.passage.at(k);
    const bool arm = std::any_of(scene.arms.begin(), scene.arms.end(),
                                 [&](const ArmMention& m) { return k >= m.first && k < m.last; });
    const bool whole = lexicon.subjects.longest(scene.passage.tokens, k, right.first).entry >= 0 ||
                       lexicon.denominators.longest(scene.passage.tokens, k, right.first).entry >= 0;
    if (!arm && !whole && !joins_arms(token)) return false;
  }
  return true;
}

/// "ASC grafts weighed 71% of the implanted weight, those of the vehicle group 49%"
bool those(const Scene& scene, const Value& left, const Value& right) {
  bool found = false;
  for (int k = left.last; k < right.first; ++k) {
    if (!found && scene.passage.is(k, {"was", "were", "had"})) return false;  // "that of the control grafts was 42%"
    found = found || (scene.passage.is(k, {"those", "that"}) &&
                      scene.passage.is(k + 1, {"of", "in", "with", "without", "from", "on", "for", "given", "treated",
                                               "receiving", "mixed"}));
  }
  return found && std::none_of(scene.nouns.begin(), scene.nouns.end(),
                               [&](const Mark& noun) { return noun.first >= left.last && noun.last <= right.first; });
}

/// "fell to 55.7% with saline, the corresponding figures with PRP being 84.6%, 70.2% and 66.9%"
bool corresponding(const Scene& scene, const Value& left, const Value& right) {
  for (int k = left.last; k < right.first; ++k)
    if (scene.passage.is(k, {"corresponding", "respective"}) &&
        scene.passage.is(k + 1, {"figures", "values", "rates", "percentages", "numbers", "proportions", "results",
                                 "figure", "value", "rate", "percentage", "proportion"}))
      return std::none_of(scene.nouns.begin(), scene.nouns.end(),
                          [&](const Mark& noun) { return noun.first > k && noun.last <= right.first; });
  return false;
}

bool in_mark(const Scene& scene, int k) {
  return std::any_of(scene.nouns.begin(), scene.nouns.end(),
                     [&](const Mark& noun) { return k >= noun.first && k < noun.last; });
}
bool in_arm(const Scene& scene, int k) {
  return std::any_of(scene.arms.begin(), scene.arms.end(),
                     [&](const ArmMention& m) { return k >= m.first && k < m.last; });
}
bool in_time(const Scene& scene, int k) {
  return std::any_of(scene.measured.times.begin(), scene.measured.times.end(),
                     [&](const TimeMention& t) { return k >= t.first && k < t.last; });
}
bool own_verb(const Token& token) {
  return token.is_one_of({"was",    "were",     "is",   "are",     "had",      "has",      "have",   "did",
                          "showed", "needed",   "rose", "reached", "averaged", "required", "wished", "wanted",
                          "asked",  "reported", "who",  "that",    "which",    "developed"});
}
bool opens_adjunct(const Token& token) {
  return token.is_one_of({"in", "for", "with", "without", "after", "at", "on", "among", "under", "by", "following",
                          "from", "when", "within", "during", "to", "those", "that"});
}
bool joins_clauses(const Token& token) {
  return token.is(',') || token.is(';') ||
         token.is_one_of(
             {"and", "or", "whereas", "while", "but", "versus", "vs", "against", "nor", "compared", "opposed"});
}

/// What may stand at a value that has no predicate of its own: nothing, an arm, a time, or a phrase that a preposition
/// opens; no verb and no measure in it.
bool adjunct(const Scene& scene, int first, int last) {
  const Passage& passage = scene.passage;
  while (first < last && (passage.is(first, '(') || passage.is(first, '-') || passage.is(first, ':') ||
                          passage.is(first, {"the", "as", "compared", "opposed", "only", "grafts", "fat", "those",
                                             "women", "patients", "mice", "rats", "animals"})))
    ++first;
  if (first == last) return true;
  // "and the larger SVF grafts 90%": a subject in few words that names its arm
  bool grafts = last - first <= 4 && passage.is(last - 1, {"grafts", "graft", "group", "side", "fat", "ones"});
  for (int k = first; k < last && grafts; ++k)
    if (in_arm(scene, k))
      break;
    else if (k + 1 == last)
      grafts = false;
  if (!in_arm(scene, first) && !in_time(scene, first) && !opens_adjunct(passage.at(first)) && !grafts) return false;
  bool relative = false;  // "in those who had not", "in animals that received none"
  for (int k = first; k < last; ++k) {
    relative = relative || passage.is(k, {"those"}) || (k > first && passage.is(k, {"that", "which", "who"}));
    if (in_mark(scene, k) || (!relative && own_verb(passage.at(k)) && !in_arm(scene, k))) return false;
  }
  return true;
}

/// Between two values no subject but that of the first stands, whose verb may stand there or before.
bool verb_of_the_first(const Scene& scene, const Value& left, const Value& right) {
  if (scene.passage.is(right.last, {"of"})) return false;
  for (int k = left.last; k < right.first; ++k)
    if (scene.passage.is(k, ';') || scene.passage.is(k, {"was", "were", "is"})) return false;
  return std::all_of(scene.nouns.begin(), scene.nouns.end(), [&](const Mark& noun) {
    return noun.first < left.last || noun.first > right.first ||
           scene.passage.is(noun.first, {"survived", "retained", "remained", "kept", "lost", "persisted"});
  });
}

/// "With exosomes 63%, with cells 66% and with neither 47% of the fat survived"; "44% was found in women given none and
/// 60% in women given PRF"; "weighed 71% of the first weight as compared to 49% in the saline group": of values in
/// parallel one has the predicate, the others only what tells them apart.
bool gapped(const Scene& scene, const Value& left, const Value& right) {
  const Passage& passage = scene.passage;
  // the second value, back to the word that joins it to the first
  int joint = right.first;
  int depth = 0;
  for (; joint > left.last; --joint) {
    if (passage.is(joint - 1, ')')) ++depth;
    if (passage.is(joint - 1, '(')) --depth;
    if (depth == 0 && joins_clauses(passage.at(joint - 1))) break;
  }
  if (joint == left.last || passage.is(right.first - 1, {"in", "by"}) || !adjunct(scene, joint, right.first))
    return false;
  int end = right.last;
  while (end < scene.sentence.last && !joins_clauses(passage.at(end)) && !passage.is(end, '.') &&
         !passage.is(end, ')') && !(end > right.last && passage.is(end, '(')))
    ++end;
  return (joint < right.first || end > right.last) && !passage.is(right.last, {"of"}) &&
         adjunct(scene, right.last, end);
}

/// The same, where the predicate stands at the last value.
bool gapped_before(const Scene& scene, const Value& left, const Value& right) {
  const Passage& passage = scene.passage;
  int end = left.last;
  while (end < right.first && !joins_clauses(passage.at(end))) ++end;
  // "62% of fresh and 31% of frozen grafts remained"
  if (passage.is(left.last, {"of"}) && passage.is(right.last, {"of"}) && end + 1 == right.first) {
    bool bare = true;
    for (int k = left.last; k < end; ++k) bare = bare && !in_mark(scene, k) && !own_verb(passage.at(k));
    if (bare) return true;
  }
  int begin = left.last;  // "66% of the fat with ADRCs but only 46% of the fat without survived"
  if (passage.is(begin, {"of"})) {
    while (begin < end && !opens_adjunct(passage.at(begin)) && !in_arm(scene, begin)) ++begin;
    if (begin == end) return false;
  }
  if (end == right.first || passage.is(left.first - 1, {"in", "by"}) || !adjunct(scene, begin, end)) return false;
  // "Compared with 51% on the saline side, the PRP side retained 60%"
  if (left.first - scene.sentence.first <= 3 &&
      passage.is(scene.sentence.first, {"compared", "against", "versus", "from"}))
    return true;
  int joint = right.first;
  while (joint > end + 1 && !joins_clauses(passage.at(joint - 1))) --joint;
  return adjunct(scene, joint, right.first);
}

/// "82%, 76% and 68% in the three patients", "in cases 1, 2 and 3": as many people as values, from `last` on.
bool one_by_one(const Passage& passage, int last, std::size_t values) {
  int i = last;
  while (passage.is(i, {"in", "for", "of", "the", "our", "these"})) ++i;
  if (i == last || i + 1 >= passage.size) return false;
  const auto people = [&](int at) {
    return passage.is(at, {"patients", "women", "men", "cases", "volunteers", "participants", "subjects", "mice",
                           "rats", "rabbits", "pigs", "animals"});
  };
  if (passage.at(i).number()) return passage.at(i).value == static_cast<double>(values) && people(i + 1);
  return people(i) && passage.at(i + 1).number() && passage.at(i + 1).value == 1;
}

}  // namespace

std::vector<Governed> govern_all(const Scene& scene, const NounLexicon& lexicon, std::optional<Polarity> before) {
  std::vector<Governed> all;
  for (const Value& value : scene.measured.values) all.push_back(govern(scene, value, lexicon, before));
  // "the 10%, 20% and 30% PRP groups": one dose makes all of its list doses
  for (std::size_t i = all.size(); i-- > 1;)
    if (!all[i].polarity && all[i].why == Refusal::dose &&
        scene.measured.values[i].list == scene.measured.values[i - 1].list)
      all[i - 1] = {std::nullopt, NounRule::before, Refusal::dose};
  // "retained in 12% and 41%": and shares of people, shares
  for (std::size_t i = 1; i < all.size(); ++i)
    if (!all[i - 1].polarity && all[i - 1].why == Refusal::share_of_other &&
        (scene.measured.values[i].list == scene.measured.values[i - 1].list ||
         ((!all[i].polarity || all[i].rule == NounRule::carried) &&
          scene.passage.is(scene.measured.values[i].first - 1, {"in"}))))
      all[i] = {std::nullopt, NounRule::before, Refusal::share_of_other};
  // "in 78% of the PRP group and 55% of controls"
  for (std::size_t i = 1; i < all.size(); ++i) {
    const Value& left = scene.measured.values[i - 1];
    const Value& right = scene.measured.values[i];
    if (all[i - 1].polarity || all[i - 1].why != Refusal::share_of_other || !all[i].polarity ||
        all[i].rule == NounRule::denominator || !scene.passage.is(right.last, {"of"}))
      continue;
    bool bare = right.first - left.last <= 12;
    for (int k = right.last + 1; k < std::min(right.last + 6, scene.sentence.last) && bare; ++k)
      bare = lexicon.subjects.longest(scene.passage.tokens, k, scene.sentence.last).entry < 0;
    for (int k = left.last; k < right.first && bare; ++k)
      bare = !in_mark(scene, k) && !own_verb(scene.passage.at(k)) && !scene.passage.is(k, ';');
    if (bare) all[i] = {std::nullopt, NounRule::before, Refusal::share_of_other};
  }
  // "60% of patients in the PRP group and 45% in the control group judged the retention as good"
  for (std::size_t i = 1; i < all.size(); ++i)
    if (!all[i - 1].polarity && all[i - 1].why == Refusal::share_of_other && all[i].polarity &&
        all[i].rule == NounRule::after && gapped(scene, scene.measured.values[i - 1], scene.measured.values[i]))
      all[i] = {std::nullopt, NounRule::before, Refusal::share_of_other};
  // "58% of the cells had survived lidocaine, 62% articaine and 92% saline": the verb has its subject already
  for (std::size_t i = 1; i < all.size(); ++i)
    if (!all[i - 1].polarity && all[i - 1].why == Refusal::share_of_other && all[i].rule == NounRule::before &&
        all[i].polarity && verb_of_the_first(scene, scene.measured.values[i - 1], scene.measured.values[i]))
      all[i] = {std::nullopt, NounRule::before, Refusal::share_of_other};
  // "80.9% and 16.3% of the first volume had been retained", "61% with PRP and 48% with saline survived": what governs
  // a value governs those coordinated with it
  for (std::size_t i = all.size(); i-- > 1;)
    if (all[i].polarity && !all[i - 1].polarity && all[i - 1].why == Refusal::no_noun &&
        (all[i].rule != NounRule::carried || scene.measured.values[i].list == scene.measured.values[i - 1].list) &&
        (coordinated(scene, lexicon, scene.measured.values[i - 1], scene.measured.values[i]) ||
         gapped_before(scene, scene.measured.values[i - 1], scene.measured.values[i])))
      all[i - 1] = {all[i].polarity, NounRule::shared, Refusal::no_noun};
  // "at the same time 70% and 41% were satisfied": what the last of a list is of, its others are of
  for (std::size_t i = all.size(); i-- > 1;) {
    const Value& right = scene.measured.values[i];
    if (all[i].polarity || all[i].why != Refusal::other_measure || all[i - 1].rule != NounRule::carried ||
        scene.measured.values[i - 1].list != right.list)
      continue;
    if (std::any_of(scene.nouns.begin(), scene.nouns.end(), [&](const Mark& noun) {
          return noun.entry == NounLexicon::false_friend && noun.first >= right.last && noun.first <= right.last + 3;
        }))
      all[i - 1] = all[i];
  }
  // "lost 12% by day 15, with 79% present on day 60 and 76% on day 90": the nearer predicate, not the first
  for (std::size_t i = 1; i < all.size(); ++i) {
    const Value& left = scene.measured.values[i - 1];
    const Value& right = scene.measured.values[i];
    if (all[i - 1].polarity && all[i].polarity && all[i - 1].polarity != all[i].polarity &&
        (all[i - 1].rule == NounRule::after || all[i - 1].rule == NounRule::shared ||
         all[i - 1].rule == NounRule::change) &&
        all[i].rule == NounRule::before && left.in_bracket == right.in_bracket &&
        !scene.passage.is(left.first - 1, {"leaving"}) &&
        std::none_of(scene.nouns.begin(), scene.nouns.end(),
                     [&](const Mark& noun) { return noun.first >= left.last && noun.last <= right.first; }) &&
        (gapped(scene, left, right) || coordinated(scene, lexicon, left, right)))
      all[i] = {all[i - 1].polarity, NounRule::shared, Refusal::no_noun};
  }
  // "weighed 0.3 g (62% of what was injected) in SVF mice and 0.2 g (43%) in controls": and forward to the next
  for (std::size_t i = 1; i < all.size(); ++i) {
    const Value& left = scene.measured.values[i - 1];
    const Value& right = scene.measured.values[i];
    if (all[i - 1].polarity && !all[i].polarity && corresponding(scene, left, right)) {
      all[i] = {all[i - 1].polarity, NounRule::shared, Refusal::no_noun};
      continue;
    }
    // "37% at 3 months; at 12 months it was 51%"
    if (all[i - 1].polarity && !all[i].polarity && all[i].why != Refusal::contrast &&
        scene.passage.is(right.first - 1, {"was", "were"}) && scene.passage.is(right.first - 2, {"it", "they"}) &&
        std::none_of(scene.nouns.begin(), scene.nouns.end(), [&](const Mark& noun) {
          return noun.first >= left.last && noun.last <= right.first && noun.entry == NounLexicon::false_friend;
        })) {
      all[i] = {all[i - 1].polarity, NounRule::shared, Refusal::no_noun};
      continue;
    }
    // "declined to 71% at 6 weeks and stabilised at 66%"
    if (all[i - 1].polarity && !all[i].polarity && scene.passage.is(right.first - 1, {"at"}) &&
        scene.passage.is(right.first - 2, {"stabilized", "stabilised", "settled", "levelled", "leveled", "plateaued",
                                           "off", "steady", "plateau"}) &&
        std::none_of(scene.nouns.begin(), scene.nouns.end(),
                     [&](const Mark& noun) { return noun.first >= left.last && noun.last <= right.first; })) {
      all[i] = {all[i - 1].polarity, NounRule::shared, Refusal::no_noun};
      continue;
    }
    // "one year postoperatively it was 55% and 42%"
    const bool listed = all[i].why == Refusal::new_subject && left.list == right.list;
    const bool open = all[i].why == Refusal::no_noun || listed ||
                      (all[i].why == Refusal::change_without_measure && all[i - 1].rule != NounRule::before) ||
                      (all[i].why == Refusal::other_measure && all[i - 1].rule == NounRule::carried);
    if (all[i - 1].polarity && !all[i].polarity && open &&
        (coordinated(scene, lexicon, left, right) || those(scene, left, right) || gapped(scene, left, right) ||
         (left.in_bracket && right.in_bracket && !left.fraction && !right.fraction)))
      all[i] = {all[i - 1].polarity, NounRule::shared, Refusal::no_noun};
  }
  for (std::size_t i = 0, end = 0; i < all.size(); i = end) {
    const auto& values = scene.measured.values;
    for (end = i + 1; end < all.size() && values[end].list == values[i].list;) ++end;
    if (end - i < 3 || !one_by_one(scene.passage, values[end - 1].last, end - i)) continue;
    for (; i < end; ++i)
      if (all[i].polarity) all[i] = {std::nullopt, NounRule::before, Refusal::few_people};
  }
  if (const auto pair = paired_nouns(scene)) apply_pairs(*pair, scene.measured.values, all);
  return all;
}

}  // namespace evigraft
