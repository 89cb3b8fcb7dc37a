// core/extract/head_counts.cpp: one number and whom it counts: "(n = 26)" behind an arm, "24 patients received SVF-gel
// and 22 received Coleman fat".
#include "extract/head_counts.h"

#include <algorithm>

#include "extract/head_counter.h"

namespace evigraft {

void HeadCounter::run() {
  found_.equal = found_.equal || contains(lexicon_.equal, passage_, sentence_);
  for (int i = sentence_.first; i < sentence_.last; ++i)
    if (whole(i)) numbers_.push_back(i);
  killed_ = contains(lexicon_.killed, passage_, sentence_);
  if (!numbers_.empty() && !of_a_biopsy()) {
    analysed_ = says_analysed(sentence_.first, sentence_.last);
    read_losses();
    read_lists();
    read_counts_at_times();
    for (const int i : numbers_) read_number(i);
    read_analysed_last();
    drop_sums();
    read_the_rest();
    read_the_others();
    read_compared();
    read_times();
  }
  read_equal();
  if (killed_) read_parts_killed();
  remember_arms();
}

/// "Biopsies were taken from six patients, three with SVF and three without": not of those whose volume was measured
bool HeadCounter::of_a_biopsy() const {
  constexpr int kSubject = 4;  // words
  for (int k = sentence_.first; k < std::min(sentence_.first + kSubject, sentence_.last); ++k)
    if (is(k, {"biopsy", "biopsies", "histology", "histological", "histologic"})) return true;
  return false;
}

/// "in group A, 20 patients received SVF", "observation group (SVF-gel, 20 cases)": 20 is no part of the name
std::vector<ArmMention> HeadCounter::without_numbers(std::vector<ArmMention> mentions) const {
  for (ArmMention& m : mentions) {
    int open = m.first + 1;
    while (open < m.last && !passage_.is(open, '(')) ++open;
    bool counted = false;
    for (int i = open; i < m.last; ++i) counted = counted || counts_heads(passage_.at(i));
    if (counted) m.last = open;
    if (counts_heads(passage_.at(m.last - 1)) && people_at(m.last).entry >= 0) --m.last;
  }
  std::erase_if(mentions, [](const ArmMention& m) { return m.first == m.last; });
  return mentions;
}

/// "54 women were assigned; 26 in the cell group had a valid scan": the cue counts in its own clause
bool HeadCounter::clause_says_analysed(int i) const {
  if (!analysed_) return false;
  int first = i, last = i;
  while (first > sentence_.first && !passage_.is(first - 1, ';')) --first;
  while (last < sentence_.last && !passage_.is(last, ';')) ++last;
  return says_analysed(first, last);
}

bool HeadCounter::says_analysed(int first, int last) const {
  if (holds(lexicon_.analysed, first, last)) return true;
  for (int i = first; i < last; ++i)  // "47 adolescents had a 26-week scan"
    if (passage_.is(i, {"had", "underwent"}))
      for (int k = i + 1; k < std::min(i + 7, last); ++k)
        if (passage_.is(k, {"scan", "scans"})) return true;
  return false;
}

void HeadCounter::add(const ArmMention& arm, int n, bool analysed, int at) {
  add({arm.arm, std::string(passage_.words(arm.first, arm.last)), n, analysed, sentence_.first, at});
}

void HeadCounter::add(ArmCount count) {
  if (count.n < 2) return;  // "one patient in the control group"
  used_.push_back(count.at);
  // "(n = 15)" is surer than "blood of ten rats served for PRP"
  if (count.named && !count.analysed)
    std::erase_if(found_.stated, [&](const ArmCount& stated) {
      return stated.arm == count.arm && stated.sentence != sentence_.first && !stated.named && !stated.analysed &&
             2 * count.n >= stated.n;
    });
  // "100 were randomised (50 SVF, 50 control) and 93 analysed (47 SVF, 46 control)"
  for (ArmCount& stated : found_.stated)
    if (stated.arm == count.arm && stated.label == count.label && stated.sentence == sentence_.first &&
        count.analysed && !count.named && !stated.named && count.at > stated.at && count.n < stated.n &&
        2 * count.n > stated.n) {
      stated = std::move(count);
      return;
    }
  // "24 patients received SVF and 25 saline; of these, 22 and 23 were scanned"
  for (const ArmCount& stated : found_.stated)
    if (stated.arm == count.arm && stated.sentence == sentence_.first && stated.analysed && stated.at > count.at &&
        stated.n <= count.n && !count.named)
      return;
  // the first sentence that counts an arm counts it; "two patients in the control group had lumps" does not
  for (const ArmCount& stated : found_.stated)
    if (stated.arm == count.arm && stated.sentence != sentence_.first &&
        (stated.analysed || !count.analysed || count.n > stated.n || 2 * count.n < stated.n))
      return;
  found_.stated.push_back(std::move(count));
}

void HeadCounter::read_number(int i) {
  const Token& token = passage_.at(i);
  if (in_mention(i) || used(i) || is(i - 1, {"/"}) || (is(i - 1, {"-"}) && !token.space)) return;
  // "by week 12 in controls"
  if (is(i - 1, {"week", "weeks", "day", "days", "month", "months", "year", "years"})) return;
  // "randomised 1:1"
  if (is(i - 1, {":"}) && !token.space && i - 2 >= sentence_.first && passage_.at(i - 2).number()) return;
  if (is(i + 1, {":"}) && i + 2 < sentence_.last && passage_.at(i + 2).number()) return;
  // "excluded from a total of 35, so that 31 remained"
  if (is(i - 1, {"of"}) && is(i - 2, {"total"}) && is(i + 1, {",", ";"}) && !found_.enrolled)
    found_.enrolled = number(i);
  // "a 34-year-old man"
  if (is(i + 1, {"-"}) && is(i + 2, {"year", "month", "week", "day", "years", "months", "weeks"})) return;
  if (of_each_group(i) || of_a_group(i) || read_named(i) || bare_in_bracket(i) || some_of_all(i)) return;
  read_people(i);
}

/// "fat with SVF (n = 20)"
bool HeadCounter::read_named(int i) {
  if (!is(i - 1, {"="}) || !is(i - 2, {"n"})) return false;
  // "60.7% (n = 20)" counts responders; "nude mice (n = 10)" counts all
  if (is(i - 3, {"("}) && is(i - 4, {"%", "percent"})) return true;
  // "in 71.7% of SVF cases (n = 33)"; "SVF from 50% of the aspirate (n = 20)" counts heads
  for (int k = i - 4; is(i - 3, {"("}) && k > std::max(sentence_.first, i - 10); --k)
    if (is(k, {"of"}) && is(k - 1, {"%", "percent"}) &&
        !is(i - 4, {"aspirate", "lipoaspirate", "fat", "volume", "graft"}))
      return true;
  if (is(i - 3, {"("}) && !mention_before(i, 4) && i - 4 > sentence_.first &&
      lexicon_.people.longest(passage_.tokens, i - 4, i).entry >= 0 && !found_.enrolled) {
    found_.enrolled = number(i);
    return true;
  }
  // "(n = 12 grafts)"
  if (is(i + 1, {"graft", "grafts"}) || match(lexicon_.parts, i + 1).entry >= 0) return true;
  if (parts_counted(lexicon_, passage_, sentence_, i)) return true;
  // "group 2 (n = 10, fat with PRP)"
  const ArmMention* inside = mention_around(i);
  if (!inside) inside = is(i - 3, {"("}) && is(i + 1, {",", ";"}) ? mention_within(i + 2, i + 8) : nullptr;
  for (int k = i; inside && k < inside->first; ++k)
    if (is(k, {")"})) inside = nullptr;
  const ArmMention* before = mention_before(i, 12);
  for (int k = i - 3; before && k > before->last; --k)  // "by a water jet (n = 27) or by syringe (n = 26)"
    if (is(k, {"="}) && is(k - 1, {"n"})) before = nullptr;
  const int left = completed_of(i);
  if (const ArmMention* arm = inside ? inside : before)
    add({arm->arm, std::string(passage_.words(arm->first, arm->last)), left > 0 ? left : number(i),
         analysed_ || left > 0, sentence_.first, i, true});
  else
    add_described(i);
  return true;
}

/// "(n = 30, of whom 27 completed)": 27, 0 where nothing such stands in the bracket.
int HeadCounter::completed_of(int i) const {
  for (int k = i + 1; k < std::min(i + 8, sentence_.last) && !passage_.is(k, ')'); ++k)
    if (whole(k) && number(k) <= number(i) && is(k - 1, {"whom", "these", "which"}) &&
        (match(lexicon_.analysed, k + 1).entry >= 0 || match(lexicon_.analysed, k + 2).entry >= 0))
      return number(k);
  return 0;
}

/// "by rolling on gauze (n = 26), by centrifugation at 1,200 g (n = 25) or by filtration (n = 21)"
void HeadCounter::add_described(int i) {
  constexpr int kReach = 15;  // words
  WordsCount described{{}, number(i), sentence_.first};
  for (int k = i - 4; k >= std::max(sentence_.first, i - kReach) && !passage_.is(k, ')'); --k)
    if (passage_.at(k).kind == TokenKind::word) described.words.emplace_back(passage_.at(k).stem);
  // "by gauze (n = 26) or by centrifugation (n = 25)" of 51
  if (!found_.analysed && !found_.enrolled)
    first_named_ = found_.enrolled = number(i);
  else if (first_named_ && found_.enrolled)
    *found_.enrolled += number(i);
  constexpr std::size_t kMost = 16;
  if (found_.described.size() < kMost) found_.described.push_back(std::move(described));
}

/// One past the noun of "eighteen adult patients", 0 for none.
int HeadCounter::behind_people(int i) const {
  int after = i + 1;
  // "sixteen 6-week-old nude mice"
  if (after + 5 < sentence_.last && passage_.at(after).number() && is(after + 1, {"-"}) && is(after + 3, {"-"}) &&
      is(after + 4, {"old"}))
    after += 5;
  for (int steps = 0; after < sentence_.last && steps < 5; ++steps, ++after) {
    if (passage_.at(after).kind == TokenKind::mark && !passage_.at(after).is('-') && !passage_.at(after).is('/'))
      return 0;
    const bool strain = is(after - 1, {"-"}) && !passage_.at(after).space;  // "12 CD-1 nude mice"
    if ((passage_.at(after).number() && !(strain && after > i + 2)) ||
        is(after, {"of", "in", "with", "and", "to", "weeks", "months", "years", "days", "ml", "cc", "percent"}))
      return 0;
    if (const auto people = people_at(after); people.entry >= 0) return people.last;
  }
  return 0;
}

void HeadCounter::read_people(int i) {
  int n = number(i);
  int after = behind_people(i);
  bool people = after > 0;
  // "17 women and 3 men were treated"; "30 patients (15 men and 15 women)" are counted
  if (of_a_sex(i + 1) && is(i + 2, {"and"}) && whole(i + 3) && of_a_sex(i + 4)) {
    used_.push_back(i + 3);
    if (is(i - 1, {"("})) return;
    n += number(i + 3);
    after = i + 5;
  }
  // "completed by 18 of 20 women in the standard group"
  const int more = is(i + 2, {"the", "all"}) ? i + 3 : i + 2;
  const bool of_more = !people && is(i + 1, {"of"}) && whole(more) && number(more) >= n && 2 * n > number(more) &&
                       clause_says_analysed(i);
  if (of_more) {
    after = behind_people(more);
    if (after == 0) after = more + 1;
    people = true;
    used_.push_back(more);
    if (!found_.enrolled) found_.enrolled = number(more);
    // "In the PRP group (18 of 20 patients analysed)"
    const ArmMention* named = is(i - 1, {"("}) ? mention_before(i, 3) : nullptr;
    if (named) return add(*named, n, true, i);
    if (!mention_within(after, after + 6)) return add_analysed(n);
  }
  // "of the 42 patients, 37 (88%) had MRI"
  if (is(i + 1, {"("}) && is(i + 3, {"%", "percent"}) && is(i + 4, {")"}) && match(lexicon_.analysed, i + 5).entry >= 0)
    return add_analysed(n);
  // "an effect retained in 19 women (79%)" counts responders
  if (people && is(after, {"("}) && after + 2 < sentence_.last && passage_.at(after + 1).number()) {
    int k = after + 1;
    while (k < sentence_.last && !passage_.is(k, ')')) ++k;
    if (is(k - 1, {"%", "percent"}) && match(lexicon_.analysed, k + 1).entry < 0) return;
  }
  const bool shared = !people && shares_a_noun(i);
  if ((people || shared || is(i + 1, {"in", "of"}) || (finding_ && is(i + 1, {"with"}))) &&
      (has_finding(i) || (finding_ && is(i - 1, {"and", ","})))) {
    finding_ = true;
    return;
  }
  // "of whom 11 (group A) had simple lipofilling"
  const bool of_whom =
      !people && is(i + 1, {"("}) && counts_people() && is(i - 1, {"whom", "and", "these", "them", ","});
  if ((people && arm_in_bracket(i, after)) || (of_whom && arm_in_bracket(i, i + 1))) return;
  // "the PRP group comprised 43 patients", "a cohort of 19 patients"
  if (people && is(i - 1, {"comprised", "included", "contained", "numbered", "had"}))
    if (const ArmMention* arm = mention_before(i, 5)) return add(*arm, n, analysed_, i);
  // "Volumetric data could be obtained in 25"
  if (!people && is(i - 1, {"in", "for", "from"}) && analysed_ && i + 2 >= sentence_.last && most_of_all(n))
    return add_analysed(n);
  // "SVF was added in 21 patients"
  int to = i - 1;  // "given to the first 20 patients"
  while (is(to, {"the", "first", "last", "next"})) --to;
  // "PRP was used in 17 of 35 patients", "PRP was added in 28, while 32 had fat alone"
  const bool of_several = is(i + 1, {"of"}) && (whole(i + 2) || is(i + 2, {"them", "the", "these"}));
  const bool closes =
      (found_.enrolled || counts_people()) && is(i + 1, {",", ";", ".", "and", "but", "while", "whereas"});
  if ((people || of_several || closes) && is(to, {"in", "to", "into"}) &&
      is(to - 1, {"added", "used", "given", "injected", "applied", "grafted", "transplanted", "administered"}))
    if (const ArmMention* arm = mention_before(i, 8)) {
      if (of_several && whole(i + 2)) {
        used_.push_back(i + 2);
        if (!found_.enrolled) found_.enrolled = number(i + 2);
      }
      add(*arm, n, analysed_, i);
      if (of_several && !is(i + 2, {"the"}) && !found_.stated.empty() && found_.stated.back().at == i)
        found_.stated.back().of_all = true;
      return;
    }
  if (continues(i, after) || (!people && opens_a_clause(i))) return;
  const bool of_them =
      is(i + 1, {"of"}) && is(i + 2, {"them", "these", "those", "the", "whom"}) && (found_.enrolled || counts_people());
  // "ten with PRP and ten with saline" of people or animals; "(16 eFG, 15 cFG)"
  // "of 18 PRP-treated and 21 saline-treated patients"
  const bool opens =
      is(i - 1, {"and", ":", ",", ";", "("}) || (is(i - 1, {"of"}) && mention_within(i + 1, i + 2)) || shared;
  const bool with_arm = opens && counts_people() &&
                        ((is(i + 1, {"with"}) && mention_within(i + 1, i + 4)) || mention_within(i + 1, i + 2) ||
                         (is(i + 1, {"fat"}) && mention_within(i + 2, i + 4)) ||  // "9 fat-SVF and 9 fat only"
                         (is(i + 1, {"fat"}) && is(i + 2, {"mixed", "enriched", "combined", "supplemented"}) &&
                          mention_within(i + 3, i + 6)) ||
                         (is(i + 1, {"with"}) && is(i + 2, {"fat", "microfat", "lipofilling"}) &&
                          mention_within(i + 3, i + 7)) ||  // "15 with fat mixed to PRP"
                         (is(i + 1, {"in", "to", "for"}) && mention_within(i + 2, i + 4)));
  // "the next 10 fat plus SVF"
  const bool in_turn = is(i - 1, {"first", "next", "following", "last", "other"}) &&
                       mention_within(i + 1, is(i + 1, {"with"}) ? i + 9 : i + 4);
  const bool subject =
      people || with_arm || in_turn || of_them ||
      is(i + 1, {"received", "underwent", "were", "had", "in", "to", "by", "chose", "got", "agreed", "accepted",
                 "attended", "returned", "came", "opted", "preferred", "elected", "served", "acted"});
  if (!subject) return;
  // "9 of 24 women wanted SVF": 24 are all; "9 of 24 women in the SVF group" are of the arm
  const int part = is(i - 1, {"the", "all", "these"}) ? i - 3 : i - 2;
  if (people && part >= sentence_.first && is(part + 1, {"of"}) && counts_heads(passage_.at(part)) &&
      !is(after, {"in", "of", "with", "from", "who", "given", "treated", "receiving", "assigned"})) {
    if (!found_.enrolled) found_.enrolled = n;
    return;
  }
  if (const ArmMention* arm = arm_behind(i, after)) {
    // "ten women had fat grafts; in five of them cells were added", "the last ten with cells"
    const bool some = (of_them && !is(i + 2, {"the"})) || (!people && is(i - 1, {"first", "last"}) && found_.enrolled);
    add(*arm, n, clause_says_analysed(i), i);
    if (some && !found_.stated.empty() && found_.stated.back().at == i) found_.stated.back().of_all = true;
    return;
  }
  if (people && is(i - 1, {"of"}) && !mention_within(i + 1, i + 15))
    if (const ArmMention* before = mention_before(i, 6))  // "a study group (SG) of 33 patients"
      return add(*before, n, analysed_, i);
  if (!people && !of_them &&
      !(analysed_ && is(i + 1, {"were", "had", "agreed", "accepted", "attended", "returned", "came", "underwent"})))
    return;
  if (clause_says_analysed(i) && (of_more || !is(i - 1, {"of"})))
    add_analysed(n);
  else if (!found_.enrolled)
    found_.enrolled = n;
}

/// "cysts were found in 3 patients of the SVF group", "a second session was done in 12 patients", "two women in the
/// SVF group developed cysts"
bool HeadCounter::has_finding(int i) const {
  if (is(i - 1, {"in", "among"}) || (is(i - 1, {"only"}) && is(i - 2, {"in"}))) {
    int verb = is(i - 1, {"only"}) ? i - 3 : i - 2;
    // "cysts were seen at 12 weeks in 11 mice"
    for (int steps = 0; steps < 4 && verb > sentence_.first &&
                        (passage_.at(verb).number() || is(verb, {"at", "after", "on", "by", "day", "week", "month",
                                                                 "days", "weeks", "months", "year", "years", "the"}));
         ++steps)
      --verb;
    if (is(verb, {"found", "seen", "noted", "observed", "occurred", "developed", "reported", "required", "needed",
                  "detected", "recorded", "diagnosed", "encountered", "necessary", "present"}))
      return true;
    if (is(verb, {"done", "performed", "out", "made"}))
      for (int k = sentence_.first; k < verb; ++k)
        if (is(k, {"second", "third", "repeat", "repeated", "additional", "further", "revision", "another"}))
          return true;
    return false;
  }
  // "eight patients in the SVF group and 11 in the control group were smokers"
  for (int k = i + 1, depth = 0; k < sentence_.last && depth >= 0 && !passage_.is(k, ';'); ++k) {
    depth += passage_.is(k, '(') ? 1 : passage_.is(k, ')') ? -1 : 0;
    if (depth == 0 && is(k, {"were", "was"}) &&
        is(is(k + 1, {"very", "more", "less", "fully"}) ? k + 2 : k + 1,
           {"satisfied", "dissatisfied", "pleased", "happy", "smokers", "obese", "diabetic", "overweight",
            "hypertensive"}))
      return true;
  }
  const ArmMention* arm = mention_within(i + 1, i + 8);
  // "nine women in the SVF group and 11 in the fat group had a second session"
  for (int k = i; arm && k + 2 < sentence_.last; ++k)
    if (is(k, {"had", "needed", "underwent", "requested"}) && is(k + 1, {"a", "an", "another"}) &&
        (is(k + 1, {"another"}) || is(k + 2, {"second", "third", "further", "additional", "repeat"})))
      return true;
  return arm && (is(arm->last, {"developed", "experienced", "required", "needed", "complained", "suffered"}) ||
                 is(arm->last + 1, {"developed", "experienced", "required", "needed", "complained", "suffered"}));
}

bool HeadCounter::counts_people() const {
  return holds(lexicon_.people, sentence_.first, sentence_.last) ||
         std::any_of(found_.stated.begin(), found_.stated.end(),
                     [&](const ArmCount& stated) { return stated.sentence == sentence_.first; });
}

void count_heads(const CountLexicon& lexicon, const Passage& passage, const Sentence& sentence,
                 const std::vector<TimeMention>& times, const ArmDictionary& arms, bool animals, HeadCounts& found) {
  HeadCounter(lexicon, passage, sentence, times, arms.find(passage, sentence), animals, found).run();
}

}  // namespace evigraft
