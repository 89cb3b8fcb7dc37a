// core/extract/counts.cpp: "(n = 26)" behind an arm, "24 patients received SVF-gel and 22 received Coleman fat", "16
// per group", "eighteen patients in equal numbers to three groups". Who was analysed beats who was randomised.
#include "extract/counts.h"

#include <algorithm>

namespace evigraft {
namespace {

bool whole(const Token& token) {
  return token.number() && token.decimals == 0 && token.value >= 1 && token.value < 100000;
}

}  // namespace

CountLexicon::CountLexicon(Vocabulary& vocabulary)
    : people(phrases(vocabulary, {"patient", "woman", "women",  "man",    "men",    "volunteer", "participant",
                                  "subject", "adult", "people", "person", "female", "male",      "individual",
                                  "mouse",   "mice",  "rat",    "rabbit", "pig",    "minipig",   "animal",
                                  "dog",     "sheep", "case",   "chart",  "child",  "children",  "girl"})),
      analysed(phrases(vocabulary,
                       {"completed", "analysed", "analyzed", "valid scan", "evaluable", "were evaluated",
                        "available for analysis", "finished", "could be evaluated", "available for follow up",
                        "included in the analysis", "remained for analysis", "returned", "reached", "came back"})),
      per_group(
          phrases(vocabulary, {"per group", "per arm", "in each group", "in each arm", "each group", "for each group",
                               "each", "in every group", "per treatment", "to each group", "to each arm",
                               "of each group", "of each arm", "of either group", "in either group"})),
      killed(phrases(vocabulary, {"killed", "sacrificed", "euthanised", "euthanized", "culled"})),
      lost(phrases(vocabulary,
                   {"excluded", "was lost", "were lost", "lost to", "did not return", "withdrew", "dropped out", "died",
                    "missed", "did not attend", "was withdrawn", "were withdrawn", "discontinued"})),
      equal(phrases(vocabulary, {"in equal numbers", "equal groups", "equally", "equal numbers", "equal parts",
                                 "groups of equal size"})) {}

Counts::Counts(const CountLexicon& lexicon, const Passage& abstract, const ArmDictionary& arms,
               const Description& description)
    : lexicon_(lexicon) {
  within_person_ = description.pairing == Pairing::within_person;
  only_arm_ = arms.whole_text();
  for (const Sentence& sentence : abstract.sentences) {
    if (sentence.section == Section::background || sentence.section == Section::conclusion) continue;
    read(abstract, sentence, arms);
  }
  settle(arms, description);
}

void Counts::add(const Passage& passage, const Sentence& sentence, const ArmMention& arm, int n, bool analysed) {
  if (n < 2) return;  // "one patient in the control group"
  // the first sentence that counts an arm counts it; "two patients in the control group had lumps" does not
  for (const Stated& stated : stated_)
    if (stated.arm == arm.arm && stated.sentence != sentence.first &&
        (stated.analysed || !analysed || n > stated.n || 2 * n < stated.n))
      return;
  stated_.push_back({arm.arm, std::string(passage.words(arm.first, arm.last)), n, analysed, sentence.first});
}

void Counts::read(const Passage& passage, const Sentence& sentence, const ArmDictionary& arms) {
  const std::vector<ArmMention>& mentions = arms.find(passage, sentence);
  const bool analysed = contains(lexicon_.analysed, passage, sentence);
  equal_ = equal_ || contains(lexicon_.equal, passage, sentence);
  const auto is = [&](int i, WordList list) { return i >= sentence.first && i < sentence.last && passage.is(i, list); };
  const auto mention_before = [&](int i, int reach) -> const ArmMention* {
    for (auto m = mentions.rbegin(); m != mentions.rend(); ++m)
      if (m->last <= i && i - m->last <= reach) return &*m;
    return nullptr;
  };
  const auto in_mention = [&](int i) {
    return std::any_of(mentions.begin(), mentions.end(),
                       [&](const ArmMention& m) { return i >= m.first && i < m.last; });
  };

  // "54 women were assigned; 26 in the cell group had a valid scan": the cue counts in its own clause
  const auto clause_says_analysed = [&](int i) {
    int first = i, last = i;
    while (first > sentence.first && !passage.is(first - 1, ';')) --first;
    while (last < sentence.last && !passage.is(last, ';')) ++last;
    return analysed && contains(lexicon_.analysed, passage.tokens, first, last);
  };

  const auto losses_before = static_cast<std::ptrdiff_t>(lost_.size());
  if (contains(lexicon_.lost, passage, sentence)) read_losses(passage, sentence, mentions);
  const auto counts_people = [&] {
    return contains(lexicon_.people, passage, sentence) ||
           std::any_of(stated_.begin(), stated_.end(),
                       [&](const Stated& stated) { return stated.sentence == sentence.first; });
  };
  const auto counted_as_lost = [&](int i) {
    return std::any_of(lost_.begin() + losses_before, lost_.end(),
                       [&](const Stated& lost) { return lost.sentence == i; });
  };

  for (int i = sentence.first; i < sentence.last; ++i) {
    const Token& token = passage.at(i);
    if (!whole(token) || in_mention(i) || is(i - 1, {"/", "-"}) || counted_as_lost(i)) continue;
    // "randomised 1:1"
    if (is(i - 1, {":"}) && i - 2 >= sentence.first && passage.at(i - 2).number()) continue;
    if (is(i + 1, {":"}) && i + 2 < sentence.last && passage.at(i + 2).number()) continue;
    const int n = static_cast<int>(token.value);
    const bool named = is(i - 1, {"="}) && is(i - 2, {"n"});
    // "16 per group", "n = 16 in each group", "10 women each"
    int k = i + 1;
    if (k < sentence.last && lexicon_.people.longest(passage.tokens, k, sentence.last).entry >= 0) ++k;
    // "with 30 patients in each": nothing follows that could be each of
    const bool in_each = is(k, {"in", "of", "to"}) && is(k + 1, {"each", "either", "every"}) &&
                         (k + 2 >= sentence.last || passage.at(k + 2).kind == TokenKind::mark);
    if (n > 1 && k < sentence.last &&
        (in_each || lexicon_.per_group.longest(passage.tokens, k, sentence.last).entry >= 0)) {
      // "six mice per group were killed at each time": so many were measured
      const bool last = analysed || contains(lexicon_.killed, passage, sentence);
      if (!per_group_ || last || !per_group_analysed_) per_group_ = n;
      per_group_at_ = i;
      per_group_analysed_ = per_group_analysed_ || last;
      continue;
    }
    // "leaving 24 for analysis"
    if (is(i - 1, {"leaving"})) {
      analysed_ = n;
      continue;
    }
    // "four groups of eight", "each group comprised seven mice"
    if ((is(i - 1, {"of", "comprised", "contained", "included", "had"}) && is(i - 2, {"groups", "group"})) ||
        (is(i - 1, {"of"}) && is(i - 2, {"consisted"}) && is(i - 3, {"group"}))) {
      if (!(is(i + 1, {"%"}))) per_group_ = n;
      continue;
    }
    if (is(i + 1, {"groups", "arms", "parallel", "equal", "treatments"}) && n <= 8) {
      groups_ = n;
      continue;
    }
    if (named) {
      // "60.7% (n = 20)" counts responders; "nude mice (n = 10)" counts all
      if (passage.is(i - 3, '(') && (is(i - 4, {"%", "percent"}))) continue;
      if (is(i - 3, {"("}) && !mention_before(i, 4) && i - 4 > sentence.first &&
          lexicon_.people.longest(passage.tokens, i - 4, i).entry >= 0 && !enrolled_) {
        enrolled_ = n;
        continue;
      }
      if (const ArmMention* arm = mention_before(i, 12))
        add(passage, sentence, *arm, n, analysed);
      else if (!analysed_ && !enrolled_)
        enrolled_ = n;
      continue;
    }
    // who is counted: "eighteen adult patients"
    bool people = false;
    int after = i + 1;
    for (int steps = 0; after < sentence.last && steps < 5; ++steps, ++after) {
      if (passage.at(after).kind == TokenKind::mark && !passage.at(after).is('-') && !passage.at(after).is('/')) break;
      if (passage.at(after).number() ||
          is(after, {"of", "in", "with", "and", "to", "weeks", "months", "years", "days", "ml", "cc", "percent"}))
        break;
      const auto found = lexicon_.people.longest(passage.tokens, after, sentence.last);
      if (found.entry >= 0) {
        people = true;
        after = found.last;
        break;
      }
    }
    // "an effect retained in 19 women (79%)" counts responders
    if (people && is(after, {"("}) && after + 2 < sentence.last && passage.at(after + 1).number() &&
        is(after + 2, {"%", "percent"}))
      continue;
    // "fat alone (25 patients)", "stromal vascular fraction (SVF, 26 women)"
    if (people && (is(i - 1, {"(", ",", ";"})) && is(after, {")", ",", ";"})) {
      int open = i - 1;
      while (open > sentence.first && i - open < 14 && !passage.is(open, '(') && !passage.is(open, ')')) --open;
      const ArmMention* arm = passage.is(open, '(') ? mention_before(open, 8) : nullptr;
      if (!arm && passage.is(open, '(')) arm = mention_before(i, 3);
      if (arm) {
        add(passage, sentence, *arm, n, analysed);
        continue;
      }
    }
    // "the PRP group comprised 43 patients", "a cohort of 19 patients"
    if (people && is(i - 1, {"comprised", "included", "contained", "numbered", "had"}))
      if (const ArmMention* arm = mention_before(i, 5)) {
        add(passage, sentence, *arm, n, analysed);
        continue;
      }
    // "SVF was added in 21 patients"
    if (people && is(i - 1, {"in", "to"}) && is(i - 2, {"added", "used", "given", "injected", "applied"}))
      if (const ArmMention* arm = mention_before(i, 8)) {
        add(passage, sentence, *arm, n, analysed);
        continue;
      }
    const bool of_them = is(i + 1, {"of"}) && (is(i + 2, {"them", "these", "the"}));
    // "ten with PRP and ten with saline" of people or animals
    const bool with_arm = is(i + 1, {"with"}) && is(i - 1, {"and", ":", ",", ";", "("}) &&
                          std::any_of(mentions.begin(), mentions.end(),
                                      [&](const ArmMention& m) { return m.first >= i + 1 && m.first <= i + 3; }) &&
                          counts_people();
    const bool subject =
        people || with_arm || is(i + 1, {"received", "underwent", "were", "had", "in", "to", "by"}) || of_them;
    if (!subject || is(i + 1, {"%"})) continue;
    // "24 patients received SVF-gel and 22 received Coleman fat", "26 in the cell group"
    const ArmMention* arm = nullptr;
    for (const ArmMention& m : mentions)
      if (m.first > i && m.first - i <= 14) {
        arm = &m;
        break;
      }
    bool tied = false;
    if (arm)
      for (int j = i + 1, depth = 0; j < arm->first; ++j) {
        // "ten patients (mean age, 11.6 years) were given"
        depth += passage.at(j).is('(') ? 1 : passage.at(j).is(')') ? -1 : 0;
        if (depth > 0) continue;
        if (depth < 0) {  // "41 patients (40 women) underwent"
          tied = false;
          break;
        }
        if (passage.at(j).number() || passage.at(j).is(';') ||
            is(j, {"randomised", "randomized", "assigned", "allocated", "either", "randomly", "divided", "allotted",
                   "distributed", "split"})) {
          tied = false;
          break;
        }
        tied = tied || is(j, {"of", "chose", "got", "received", "underwent", "treated", "given", "in", "with", "to",
                              "had", "by"});
      }
    // "40 patients received fat with SVF or fat alone": the number is that of both
    if (arm && tied)
      for (const ArmMention& m : mentions) {
        if (m.first <= arm->first || m.arm == arm->arm) continue;
        bool number_between = false, either = false;
        for (int j = arm->last; j < m.first; ++j) {
          number_between = number_between || (whole(passage.at(j)) && !(is(j - 1, {"="})));
          either = either || is(j, {"or"});
        }
        if (either && !number_between) tied = false;
        break;
      }
    if (arm && tied) {
      add(passage, sentence, *arm, n, clause_says_analysed(i) || analysed);
      continue;
    }
    if (!arm && is(i - 1, {"of"}) && people)
      if (const ArmMention* before = mention_before(i, 6)) {  // "a study group (SG) of 33 patients"
        add(passage, sentence, *before, n, analysed);
        continue;
      }
    if (!people && !of_them && !(analysed && is(i + 1, {"were"}))) continue;
    if (clause_says_analysed(i) && !is(i - 1, {"of"})) {
      if (!analysed_) analysed_ = n;
    } else if (!enrolled_) {
      enrolled_ = n;
    }
  }
  // "three were excluded and ten analysed"
  for (int i = sentence.first; i < sentence.last && analysed; ++i)
    if (whole(passage.at(i)) && (is(i + 1, {"analysed", "analyzed", "completed"}) ||
                                 (is(i + 1, {"were", "was"}) && is(i + 2, {"analysed", "analyzed"}))))
      analysed_ = static_cast<int>(passage.at(i).value);
}

/// "One woman in the ASC group and two in the vehicle group were excluded", "one patient in each group did not return"
void Counts::read_losses(const Passage& passage, const Sentence& sentence, const std::vector<ArmMention>& mentions) {
  const auto is = [&](int i, WordList list) { return i >= sentence.first && i < sentence.last && passage.is(i, list); };
  for (int i = sentence.first; i < sentence.last; ++i) {
    if (!whole(passage.at(i))) continue;
    const int n = static_cast<int>(passage.at(i).value);
    int k = i + 1;
    if (k < sentence.last) {
      const auto people = lexicon_.people.longest(passage.tokens, k, sentence.last);
      if (people.entry >= 0) k = people.last;
    }
    if (!is(k, {"in", "of", "from"})) continue;
    int clause = k;
    while (clause < sentence.last && !passage.is(clause, ';')) ++clause;
    if (!contains(lexicon_.lost, passage.tokens, k, clause)) continue;
    if (lexicon_.per_group.longest(passage.tokens, k, sentence.last).entry >= 0) {
      lost_.push_back({ArmClass::all, {}, n, false, i});
      continue;
    }
    for (const ArmMention& arm : mentions)
      if (arm.first > k && arm.first <= k + 3) {
        lost_.push_back({arm.arm, std::string(passage.words(arm.first, arm.last)), n, false, i});
        break;
      }
  }
}

void Counts::settle(const ArmDictionary& arms, const Description& description) {
  // "fifteen women were treated with SVF on one eyelid and plain fat on the other": all of them have both
  if (within_person_)
    for (const Stated& stated : stated_)
      if (!enrolled_ || stated.n > *enrolled_) enrolled_ = stated.n;
  if (description.design == Design::review || description.design == Design::meta_analysis ||
      description.design == Design::protocol || description.species == Species::in_vitro ||
      description.species == Species::none)
    return;
  if (!per_group_ && equal_ && groups_ > 1 && enrolled_ && *enrolled_ % groups_ == 0) per_group_ = *enrolled_ / groups_;
  for (const ArmClass arm : arms.classes()) {
    if (arm == ArmClass::all) continue;
    Arm entry;
    entry.arm_class = arm;
    for (const Stated& stated : stated_)
      if (stated.arm == arm && entry.label.empty()) entry.label = stated.label;
    entry.n = of(arm, entry.label);
    arms_.push_back(std::move(entry));
  }
  if (analysed_ || within_person_) {
    total_ = analysed_ ? analysed_ : enrolled_;
    return;
  }
  // the sum of the arms when each was counted by itself; dose arms of one class all count
  int sum = 0, counted = 0;
  for (const Arm& arm : arms_) {
    bool known = false;
    for (const Stated& stated : stated_)
      if (stated.arm == arm.arm_class) {
        sum += stated.n;
        known = true;
      }
    if (known) ++counted;
  }
  if (counted > 0 && counted == static_cast<int>(arms_.size()) && (counted > 1 || !enrolled_ || *enrolled_ < sum))
    total_ = sum;
  else if (enrolled_)
    total_ = enrolled_;
  else if (per_group_ && arms_.size() > 1)
    total_ = *per_group_ * (groups_ > 1 ? groups_ : static_cast<int>(arms_.size()));
  else if (counted == 1 && arms_.size() == 1)
    total_ = sum;
}

std::optional<int> Counts::of(ArmClass arm, const std::string& label) const {
  // who was lost after the arm was counted is taken off
  const auto remaining = [&](int n, int counted_at) {
    int left = n;
    for (const Stated& lost : lost_)
      if ((lost.arm == arm || lost.arm == ArmClass::all) && lost.sentence > counted_at) left -= lost.n;
    return 2 * left > n ? left : n;
  };
  const Stated* found = nullptr;
  bool unequal = false;
  for (const Stated& stated : stated_) {
    if (stated.arm != arm) continue;
    if (!found || (stated.analysed && !found->analysed)) {
      found = &stated;
      unequal = false;
    } else if (stated.analysed == found->analysed && stated.n != found->n) {
      unequal = true;
      if (stated.label == label) {
        found = &stated;
        unequal = false;
      }
    }
  }
  if (per_group_ && per_group_analysed_ && !(found && found->analysed)) return per_group_;
  // "forty received SVF from one of four systems (10 each)"
  if (per_group_ && found && !unequal && found->n > *per_group_ && found->n % *per_group_ == 0) return per_group_;
  if (found && !unequal) return found->analysed ? found->n : remaining(found->n, found->sentence);
  if (found) return std::nullopt;
  if (per_group_) return per_group_analysed_ ? *per_group_ : remaining(*per_group_, per_group_at_);
  if (within_person_ || arm == only_arm_ || arm == ArmClass::all) return analysed_ ? analysed_ : enrolled_;
  return std::nullopt;
}

}  // namespace evigraft
