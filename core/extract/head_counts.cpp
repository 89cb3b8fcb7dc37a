// core/extract/head_counts.cpp: "(n = 26)" behind an arm, "24 patients received SVF-gel and 22 received Coleman fat",
// "16 per group", "eighteen patients in equal numbers to three groups", "36 at 6 months and 28 at 12".
#include "extract/head_counts.h"

#include <algorithm>

#include "extract/times.h"

namespace evigraft {

CountLexicon::CountLexicon(Vocabulary& vocabulary)
    : people(phrases(vocabulary, {"patient", "woman", "women",      "man",    "men",      "volunteer", "participant",
                                  "subject", "adult", "people",     "person", "female",   "male",      "individual",
                                  "mouse",   "mice",  "rat",        "rabbit", "pig",      "minipig",   "animal",
                                  "dog",     "sheep", "case",       "chart",  "child",    "children",  "girl",
                                  "boy",     "sow",   "adolescent", "goat",   "recipient"})),
      analysed(phrases(vocabulary, {"completed",
                                    "analysed",
                                    "analyzed",
                                    "valid scan",
                                    "evaluable",
                                    "were evaluated",
                                    "available for analysis",
                                    "finished",
                                    "could be evaluated",
                                    "available for follow up",
                                    "included in the analysis",
                                    "included into the analysis",
                                    "remained for analysis",
                                    "returned",
                                    "reached",
                                    "came",
                                    "attended",
                                    "accepted",
                                    "survived",
                                    "were scanned",
                                    "was scanned",
                                    "were followed to",
                                    "both scans",
                                    "all scans",
                                    "were available",
                                    "was available",
                                    "available for control",
                                    "primary outcome",
                                    "last visit",
                                    "final visit",
                                    "were seen at",
                                    "were assessed",
                                    "were re examined"})),
      per_group(phrases(
          vocabulary, {"per group",           "per arm",        "in each group",  "in each arm",     "each group",
                       "for each group",      "each",           "in every group", "per treatment",   "to each group",
                       "to each arm",         "of each group",  "of each arm",    "of either group", "in either group",
                       "from each group",     "from each arm",  "per dose",       "per condition",   "per cohort",
                       "per treatment group", "in each cohort", "in both groups", "in both arms",    "in all groups",
                       "from every group",    "of every group"})),
      killed(phrases(vocabulary, {"killed", "sacrificed", "euthanised", "euthanized", "culled"})),
      lost(phrases(vocabulary,
                   {"excluded", "was lost", "were lost", "lost to", "did not return", "withdrew", "dropped out", "died",
                    "missed", "did not attend", "was withdrawn", "were withdrawn", "discontinued", "declined",
                    "was not analysed", "was not analyzed", "were not analysed", "were not analyzed"})),
      parts(phrases(vocabulary,
                    {"breast", "side",  "cheek",   "face",    "hemiface", "defect",  "site",      "temple",  "hand",
                     "lobe",   "ear",   "eye",     "eyelid",  "scar",     "pocket",  "sample",    "buttock", "flank",
                     "wound",  "bolus", "deposit", "implant", "region",   "session", "procedure", "specimen"})),
      equal(phrases(vocabulary, {"in equal numbers", "equal groups", "equally", "equal numbers", "equal parts",
                                 "groups of equal size", "equal size", "evenly"})) {}

bool counts_heads(const Token& token) {
  return token.number() && token.decimals == 0 && token.value >= 1 && token.value < 100000;
}

bool parts_counted(const CountLexicon& lexicon, const Passage& passage, const Sentence& sentence, int at) {
  int open = at - 1;
  while (open > sentence.first && at - open < 8 && !passage.is(open, '(')) --open;
  if (!passage.is(open, '(')) return false;
  // "breasts that had not been irradiated (n = 51)"
  for (int noun = open - 1; noun >= std::max(sentence.first, open - 7); --noun) {
    if (passage.at(noun).number() || passage.at(noun).kind == TokenKind::mark) return false;
    const bool said_of = noun + 1 == open || passage.is(noun + 1, {"that", "which"});
    if (said_of && lexicon.parts.longest(passage.tokens, noun, sentence.last).entry >= 0) return true;
  }
  return false;
}

namespace {

/// The head counts of one sentence.
class HeadCounter {
 public:
  HeadCounter(const CountLexicon& lexicon, const Passage& passage, const Sentence& sentence,
              const std::vector<ArmMention>& mentions, HeadCounts& found)
      : lexicon_(lexicon), passage_(passage), sentence_(sentence), mentions_(mentions), found_(found) {}

  void run() {
    for (int i = sentence_.first; i < sentence_.last; ++i)
      if (whole(i)) numbers_.push_back(i);
    equal_ = contains(lexicon_.equal, passage_, sentence_);
    found_.equal = found_.equal || equal_;
    if (!numbers_.empty()) {
      analysed_ = says_analysed(sentence_.first, sentence_.last);
      killed_ = contains(lexicon_.killed, passage_, sentence_);
      read_losses();
      read_lists();
      for (const int i : numbers_) read_number(i);
      read_analysed_last();
      drop_sums();
      read_the_rest();
      read_times();
    }
    read_equal();
    remember_arms();
  }

 private:
  [[nodiscard]] bool is(int i, WordList list) const {
    return i >= sentence_.first && i < sentence_.last && passage_.is(i, list);
  }
  [[nodiscard]] bool holds(const Lexicon& lexicon, int first, int last) const {
    return contains(lexicon, passage_.tokens, first, last);
  }
  [[nodiscard]] Lexicon::Match match(const Lexicon& lexicon, int i) const {
    return i >= sentence_.first && i < sentence_.last ? lexicon.longest(passage_.tokens, i, sentence_.last)
                                                      : Lexicon::Match{};
  }
  [[nodiscard]] bool whole(int i) const {
    return i >= sentence_.first && i < sentence_.last && counts_heads(passage_.at(i)) && !is(i + 1, {"%", "percent"});
  }
  [[nodiscard]] int number(int i) const { return static_cast<int>(passage_.at(i).value); }
  [[nodiscard]] const ArmMention* mention_before(int i, int reach) const {
    for (auto m = mentions_.rbegin(); m != mentions_.rend(); ++m)
      if (m->last <= i && i - m->last <= reach) return &*m;
    return nullptr;
  }
  [[nodiscard]] const ArmMention* mention_within(int first, int last) const {
    for (const ArmMention& m : mentions_)
      if (m.first >= first && m.first < last) return &m;
    return nullptr;
  }
  [[nodiscard]] const ArmMention* mention_around(int i) const {
    for (const ArmMention& m : mentions_)
      if (i >= m.first && i < m.last) return &m;
    return nullptr;
  }
  /// "group 2 (n = 10, fat + PRP)" as one mention counts heads all the same.
  [[nodiscard]] bool in_mention(int i) const {
    return mention_around(i) != nullptr && !(is(i - 1, {"="}) && is(i - 2, {"n"}));
  }
  /// "54 women were assigned; 26 in the cell group had a valid scan": the cue counts in its own clause
  [[nodiscard]] bool clause_says_analysed(int i) const {
    if (!analysed_) return false;
    int first = i, last = i;
    while (first > sentence_.first && !passage_.is(first - 1, ';')) --first;
    while (last < sentence_.last && !passage_.is(last, ';')) ++last;
    return says_analysed(first, last);
  }
  [[nodiscard]] bool says_analysed(int first, int last) const {
    if (holds(lexicon_.analysed, first, last)) return true;
    for (int i = first; i < last; ++i)  // "47 adolescents had a 26-week scan"
      if (passage_.is(i, {"had", "underwent"}))
        for (int k = i + 1; k < std::min(i + 7, last); ++k)
          if (passage_.is(k, {"scan", "scans"})) return true;
    return false;
  }
  [[nodiscard]] bool used(int i) const { return std::find(used_.begin(), used_.end(), i) != used_.end(); }

  void add(const ArmMention& arm, int n, bool analysed, int at) {
    add({arm.arm, std::string(passage_.words(arm.first, arm.last)), n, analysed, sentence_.first, at});
  }
  void add(ArmCount count) {
    if (count.n < 2) return;  // "one patient in the control group"
    used_.push_back(count.at);
    // "(n = 15)" is surer than "blood of ten rats served for PRP"
    if (count.named && !count.analysed)
      std::erase_if(found_.stated, [&](const ArmCount& stated) {
        return stated.arm == count.arm && stated.sentence != sentence_.first && !stated.named && !stated.analysed &&
               2 * count.n >= stated.n;
      });
    // the first sentence that counts an arm counts it; "two patients in the control group had lumps" does not
    for (const ArmCount& stated : found_.stated)
      if (stated.arm == count.arm && stated.sentence != sentence_.first &&
          (stated.analysed || !count.analysed || count.n > stated.n || 2 * count.n < stated.n))
        return;
    found_.stated.push_back(std::move(count));
  }
  void add_analysed(int n) {
    if (!found_.analysed && (!found_.enrolled || (n <= *found_.enrolled && 2 * n > *found_.enrolled)))
      found_.analysed = n;
  }

  /// "One woman in the ASC group and two in the vehicle group were excluded", "one patient in each group did not
  /// return", "One pig died"
  void read_losses() {
    if (!contains(lexicon_.lost, passage_, sentence_)) return;
    for (const int i : numbers_) {
      if (number(i) > 1000 || is(i - 1, {"no"})) continue;
      int k = i + 1;
      if (const auto people = match(lexicon_.people, k); people.entry >= 0) k = people.last;
      if (is(k, {"("}))  // "Three patients (7.5%) were excluded"
        while (k < sentence_.last && !passage_.is(k++, ')')) {
        }
      if (match(lexicon_.lost, k).entry >= 0 ||
          (is(k, {"was", "were", "had"}) && match(lexicon_.lost, k + 1).entry >= 0)) {
        // "one woman missed the last visit" and was there before
        const bool later =
            std::any_of(passage_.tokens.begin() + k, passage_.tokens.begin() + sentence_.last, [](const Token& token) {
              return token.is_one_of({"after", "last", "final"});
            });
        if (!later) found_.lost_of_all += number(i);
        used_.push_back(i);
        continue;
      }
      if (!is(k, {"in", "of", "from"})) continue;
      int clause = k;
      while (clause < sentence_.last && !passage_.is(clause, ';')) ++clause;
      if (!holds(lexicon_.lost, k, clause)) continue;
      if (match(lexicon_.per_group, k).entry >= 0) {
        found_.lost.push_back({ArmClass::all, {}, number(i), false, i, i});
        used_.push_back(i);
      } else if (const ArmMention* arm = mention_within(k + 1, k + 4)) {
        found_.lost.push_back({arm->arm, std::string(passage_.words(arm->first, arm->last)), number(i), false, i, i});
        used_.push_back(i);
      }
    }
  }

  /// "(n = 18, 16 and 17)", "eleven, twelve and ten rats, respectively, survived", "which left 24 and 25 for analysis"
  void read_lists() {
    for (int i = sentence_.first; i < sentence_.last; ++i) {
      if (!whole(i) || in_mention(i) || used(i) || !next_of_list(i + 1)) continue;
      std::vector<int> list{i};
      int last = i + 1;
      while (const auto next = next_of_list(last)) {
        list.push_back(*next);
        last = *next + 1;
      }
      const bool named = is(i - 1, {"="}) && is(i - 2, {"n"});
      const bool left = is(i - 1, {"left", "leaving"});
      bool people = false;
      for (int k = last; k < last + 3 && !people; ++k) people = match(lexicon_.people, k).entry >= 0;
      bool respective = false;
      for (int k = last; k < sentence_.last; ++k) respective = respective || passage_.is(k, {"respectively"});
      const bool closed = is(last, {")", ",", ";", "patients", "women", "animals", "rats", "mice", "rabbits"});
      if (!(named && closed) && !left && !(people && respective)) {
        i = last - 1;
        continue;
      }
      const bool alike = std::all_of(list.begin(), list.end(), [&](int k) { return number(k) == number(i); });
      std::vector<ArmCount> arms = distinct_arms();
      if (arms.size() != list.size()) arms = found_.listed;
      const bool last_count = left || clause_says_analysed(i);
      const std::optional<double> months = respective && last_count ? only_time() : std::nullopt;
      if (arms.size() == list.size())
        for (std::size_t k = 0; k < list.size(); ++k) {
          if (months) found_.timed.push_back({*months, number(list[k]), arms[k].arm, false});
          if (!months || !counted(arms[k].arm))
            add({arms[k].arm, arms[k].label, number(list[k]), last_count, sentence_.first, list[k]});
        }
      else if (named && alike)
        found_.per_group = number(i);
      used_.insert(used_.end(), list.begin(), list.end());
    }
  }
  /// ", 16", " and 17", ", and 17"
  [[nodiscard]] std::optional<int> next_of_list(int last) const {
    int k = last;
    if (is(k, {","})) ++k;
    if (is(k, {"and"})) ++k;
    if (k == last || !whole(k) || in_mention(k)) return std::nullopt;
    return k;
  }
  [[nodiscard]] bool counted(ArmClass arm) const {
    return std::any_of(found_.stated.begin(), found_.stated.end(), [&](const ArmCount& s) { return s.arm == arm; });
  }
  [[nodiscard]] std::optional<double> only_time() const {
    const std::vector<TimeMention> times = find_times(passage_.tokens, sentence_);
    if (times.size() != 1 || times[0].months.size() != 1) return std::nullopt;
    return times[0].months[0];
  }

  /// The arms that the sentence names, each once.
  [[nodiscard]] std::vector<ArmCount> distinct_arms() const {
    std::vector<ArmCount> arms;
    for (const ArmMention& m : mentions_) {
      ArmCount arm{m.arm, std::string(m.label), 0, false, sentence_.first, m.first};
      if (std::none_of(arms.begin(), arms.end(),
                       [&](const ArmCount& a) { return a.arm == arm.arm && a.label == arm.label; }))
        arms.push_back(std::move(arm));
    }
    return arms;
  }
  void remember_arms() {
    if (mentions_.size() < 2) return;
    std::vector<ArmCount> arms = distinct_arms();
    if (arms.size() > 1) found_.listed = std::move(arms);
  }

  void read_number(int i) {
    const Token& token = passage_.at(i);
    if (in_mention(i) || used(i) || is(i - 1, {"/"}) || (is(i - 1, {"-"}) && !token.space)) return;
    // "by week 12 in controls"
    if (is(i - 1, {"week", "weeks", "day", "days", "month", "months", "year", "years"})) return;
    // "randomised 1:1"
    if (is(i - 1, {":"}) && i - 2 >= sentence_.first && passage_.at(i - 2).number()) return;
    if (is(i + 1, {":"}) && i + 2 < sentence_.last && passage_.at(i + 2).number()) return;
    // "a 34-year-old man", "December 2020"
    if (is(i + 1, {"-"}) && is(i + 2, {"year", "month", "week", "day", "years", "months", "weeks"})) return;
    if (!token.spelled && token.value >= 1900 && token.value < 2100 && match(lexicon_.people, i + 1).entry < 0) return;
    if (of_each_group(i) || of_a_group(i) || read_named(i)) return;
    read_people(i);
  }

  /// "16 per group", "n = 16 in each group", "10 women each", "fifteen women were assigned to each arm"
  bool of_each_group(int i) {
    const int n = number(i);
    if (n < 2) return false;
    int k = i + 1;
    const auto people = match(lexicon_.people, k);
    if (people.entry >= 0) k = people.last;
    const bool group_named = is(i - 1, {"="}) && is(i - 3, {"("}) && is(i - 4, {"groups", "arms", "cohorts"});
    // "with 30 patients in each": nothing follows that could be each of
    const bool in_each = is(k, {"in", "of", "to"}) && is(k + 1, {"each", "either", "every"}) &&
                         (k + 2 >= sentence_.last || passage_.at(k + 2).kind == TokenKind::mark);
    bool each = in_each || group_named || match(lexicon_.per_group, k).entry >= 0;
    // "six minipigs each received eight boluses" counts animals
    if (each && people.entry >= 0 && is(k, {"each"}) &&
        is(k + 1, {"received", "had", "carried", "got", "underwent", "were"}))
      each = false;
    if (!each && people.entry >= 0) {
      if (is(k, {"were", "was"})) ++k;
      if (is(k, {"assigned", "allocated", "randomised", "randomized", "allotted"}) && is(k + 1, {"to", "in", "into"}))
        each = match(lexicon_.per_group, k + 1).entry >= 0;
    }
    if (!each) return false;
    // "six mice per group were killed at each time": so many were measured
    const bool last = clause_says_analysed(i) || killed_ || each_time();
    if (found_.per_group && 2 * n < *found_.per_group && !killed_ && !each_time())
      return true;  // "two patients in each group had cysts"
    if (!found_.per_group || last || !found_.per_group_analysed) found_.per_group = n;
    found_.per_group_at = i;
    found_.per_group_analysed = found_.per_group_analysed || last;
    used_.push_back(i);
    return true;
  }

  /// "four mice per group each time"
  [[nodiscard]] bool each_time() const {
    for (int i = sentence_.first; i + 1 < sentence_.last; ++i)
      if (passage_.is(i, {"each", "every", "per"}) && passage_.is(i + 1, {"time", "timepoint"})) return true;
    return false;
  }

  /// "four groups of eight", "each group comprised seven mice", "leaving 24 for analysis"
  bool of_a_group(int i) {
    const int n = number(i);
    if (is(i - 1, {"leaving"})) {
      found_.analysed = n;
      return true;
    }
    const bool comprised = is(i - 1, {"comprised", "contained", "included", "had", "numbered"}) &&
                           (is(i - 2, {"groups"}) || (is(i - 2, {"group", "arm"}) && is(i - 3, {"each", "every"})));
    const bool consisted = is(i - 1, {"of"}) && is(i - 2, {"consisted"}) && is(i - 3, {"group", "groups"});
    if ((is(i - 1, {"of"}) && is(i - 2, {"groups", "group"})) || comprised || consisted) {
      found_.per_group = n;
      used_.push_back(i);
      return true;
    }
    const bool kinds = is(i + 1, {"supplements", "preparations", "methods", "regimens"}) && found_.equal;
    if (is(i + 1, {"equal"}) && is(i + 2, {"parts", "halves", "portions", "volumes"})) return false;
    if (n > 8 || !(kinds || is(i + 1, {"groups", "arms", "parallel", "equal", "treatments"}))) return false;
    found_.groups = n;
    return true;
  }

  /// "fat with SVF (n = 20)"
  bool read_named(int i) {
    if (!is(i - 1, {"="}) || !is(i - 2, {"n"})) return false;
    // "60.7% (n = 20)" counts responders; "nude mice (n = 10)" counts all
    if (is(i - 3, {"("}) && is(i - 4, {"%", "percent"})) return true;
    // "in 71.7% of SVF cases (n = 33)"
    for (int k = i - 4; is(i - 3, {"("}) && k > std::max(sentence_.first, i - 10); --k)
      if (is(k, {"of"}) && is(k - 1, {"%", "percent"})) return true;
    if (is(i - 3, {"("}) && !mention_before(i, 4) && i - 4 > sentence_.first &&
        lexicon_.people.longest(passage_.tokens, i - 4, i).entry >= 0 && !found_.enrolled) {
      found_.enrolled = number(i);
      return true;
    }
    if (parts_counted(lexicon_, passage_, sentence_, i)) return true;
    // "group 2 (n = 10, fat with PRP)"
    const ArmMention* inside = mention_around(i);
    if (!inside) inside = is(i - 3, {"("}) && is(i + 1, {",", ";"}) ? mention_within(i + 2, i + 8) : nullptr;
    for (int k = i; inside && k < inside->first; ++k)
      if (is(k, {")"})) inside = nullptr;
    if (const ArmMention* arm = inside ? inside : mention_before(i, 12))
      add({arm->arm, std::string(passage_.words(arm->first, arm->last)), number(i), analysed_, sentence_.first, i,
           true});
    else if (!found_.analysed && !found_.enrolled)
      found_.enrolled = number(i);
    return true;
  }

  /// One past the noun of "eighteen adult patients", 0 for none.
  [[nodiscard]] int behind_people(int i) const {
    int after = i + 1;
    for (int steps = 0; after < sentence_.last && steps < 5; ++steps, ++after) {
      if (passage_.at(after).kind == TokenKind::mark && !passage_.at(after).is('-') && !passage_.at(after).is('/'))
        return 0;
      if (passage_.at(after).number() ||
          is(after, {"of", "in", "with", "and", "to", "weeks", "months", "years", "days", "ml", "cc", "percent"}))
        return 0;
      if (const auto people = match(lexicon_.people, after); people.entry >= 0) return people.last;
    }
    return 0;
  }

  void read_people(int i) {
    const int n = number(i);
    int after = behind_people(i);
    bool people = after > 0;
    // "completed by 18 of 20 women in the standard group"
    const bool of_more = !people && is(i + 1, {"of"}) && whole(i + 2) && number(i + 2) >= n && 2 * n > number(i + 2) &&
                         clause_says_analysed(i);
    if (of_more) {
      after = behind_people(i + 2);
      if (after == 0) after = i + 3;
      people = true;
      used_.push_back(i + 2);
      if (!found_.enrolled && !mention_within(after, after + 6)) found_.enrolled = number(i + 2);
    }
    // "an effect retained in 19 women (79%)" counts responders
    if (people && is(after, {"("}) && after + 2 < sentence_.last && passage_.at(after + 1).number()) {
      int k = after + 1;
      while (k < sentence_.last && !passage_.is(k, ')')) ++k;
      if (is(k - 1, {"%", "percent"}) && match(lexicon_.analysed, k + 1).entry < 0) return;
    }
    if (people && arm_in_bracket(i, after)) return;
    // "the PRP group comprised 43 patients", "a cohort of 19 patients"
    if (people && is(i - 1, {"comprised", "included", "contained", "numbered", "had"}))
      if (const ArmMention* arm = mention_before(i, 5)) return add(*arm, n, analysed_, i);
    // "SVF was added in 21 patients"
    if (people && is(i - 1, {"in", "to"}) && is(i - 2, {"added", "used", "given", "injected", "applied"}))
      if (const ArmMention* arm = mention_before(i, 8)) return add(*arm, n, analysed_, i);
    const bool of_them =
        is(i + 1, {"of"}) && is(i + 2, {"them", "these", "the"}) && (found_.enrolled || counts_people());
    // "ten with PRP and ten with saline" of people or animals; "(16 eFG, 15 cFG)"
    const bool opens = is(i - 1, {"and", ":", ",", ";", "("});
    const bool with_arm = opens && counts_people() &&
                          ((is(i + 1, {"with"}) && mention_within(i + 1, i + 4)) || mention_within(i + 1, i + 2) ||
                           (is(i + 1, {"in", "to", "for"}) && mention_within(i + 2, i + 4)));
    // "the next 10 fat plus SVF"
    const bool in_turn = is(i - 1, {"first", "next", "following", "last", "other"}) && mention_within(i + 1, i + 4);
    const bool subject = people || with_arm || in_turn || of_them ||
                         is(i + 1, {"received", "underwent", "were", "had", "in", "to", "by", "chose", "got"});
    if (!subject) return;
    if (const ArmMention* arm = arm_behind(i, after)) return add(*arm, n, clause_says_analysed(i) || analysed_, i);
    if (people && is(i - 1, {"of"}) && !mention_within(i + 1, i + 15))
      if (const ArmMention* before = mention_before(i, 6))  // "a study group (SG) of 33 patients"
        return add(*before, n, analysed_, i);
    if (!people && !of_them && !(analysed_ && is(i + 1, {"were", "had"}))) return;
    if (clause_says_analysed(i) && (of_more || !is(i - 1, {"of"})))
      add_analysed(n);
    else if (!found_.enrolled)
      found_.enrolled = n;
  }

  /// "fat alone (25 patients)", "stromal vascular fraction (SVF, 26 women)", "19 patients (control) were treated"
  bool arm_in_bracket(int i, int after) {
    if (is(i - 1, {"(", ",", ";"}) && is(after, {")", ",", ";"})) {
      int open = i - 1;
      while (open > sentence_.first && i - open < 14 && !passage_.is(open, '(') && !passage_.is(open, ')')) --open;
      const ArmMention* arm = passage_.is(open, '(') ? mention_before(open, 8) : nullptr;
      if (!arm && passage_.is(open, '(')) arm = mention_before(i, 3);
      if (arm) {
        add(*arm, number(i), analysed_, i);
        return true;
      }
    }
    if (!is(after, {"("})) return false;
    const ArmMention* arm = mention_within(after + 1, after + 6);
    if (!arm || !(is(arm->last, {")", ","}) || is(arm->last + 1, {")", ","}))) return false;
    for (int k = after + 1; k < arm->first; ++k)
      if (passage_.at(k).number()) return false;
    add(*arm, number(i), clause_says_analysed(i), i);
    return true;
  }

  [[nodiscard]] bool counts_people() const {
    return contains(lexicon_.people, passage_, sentence_) ||
           std::any_of(found_.stated.begin(), found_.stated.end(),
                       [&](const ArmCount& stated) { return stated.sentence == sentence_.first; });
  }

  /// "24 patients received SVF-gel and 22 received Coleman fat", "26 in the cell group"
  [[nodiscard]] const ArmMention* arm_behind(int i, int after) const {
    const ArmMention* arm = mention_within(i + 1, i + 15);
    // "52 women with volume defects after conserving surgery were treated with fat enriched with ADRCs"
    if (!arm && after > 0) {
      arm = mention_within(i + 1, i + 25);
      bool treated = false;
      for (int k = after; arm && k < arm->first; ++k)
        treated = treated || is(k, {"treated", "received", "underwent", "given", "injected"});
      if (!treated) return nullptr;
    }
    if (!arm) return nullptr;
    bool tied = arm->first == i + 1 || (after == 0 && is(i - 1, {"first", "next", "following", "last", "other"}));
    for (int j = i + 1, depth = 0; j < arm->first; ++j) {
      // "ten patients (mean age, 11.6 years) were given"
      depth += passage_.at(j).is('(') ? 1 : passage_.at(j).is(')') ? -1 : 0;
      if (depth > 0) continue;
      // "41 patients (40 women) underwent"; "18 of 20 women in the standard group"
      if (depth < 0 || (passage_.at(j).number() && !used(j)) || passage_.at(j).is(';') ||
          is(j, {"randomised", "randomized", "assigned", "allocated", "either", "randomly", "divided", "allotted",
                 "distributed", "split", "between", "separated"}))
        return nullptr;
      tied = tied || is(j, {"of", "chose", "got", "received", "underwent", "treated", "given", "in", "with", "to",
                            "had", "by"});
    }
    if (!tied) return nullptr;
    // "40 patients received fat with SVF or fat alone": the number is that of both
    for (const ArmMention& m : mentions_) {
      if (m.first <= arm->first || m.arm == arm->arm) continue;
      bool number_between = false, either = false;
      for (int j = arm->last; j < m.first; ++j) {
        number_between = number_between || (counts_heads(passage_.at(j)) && !(is(j - 1, {"="})));
        either = either || is(j, {"or"});
      }
      if (either && !number_between) return nullptr;
      break;
    }
    return arm;
  }

  /// "three were excluded and ten analysed"
  void read_analysed_last() {
    for (const int i : numbers_)
      if (!used(i) && (is(i + 1, {"analysed", "analyzed", "completed"}) ||
                       (is(i + 1, {"were", "was"}) && is(i + 2, {"analysed", "analyzed"}))))
        found_.analysed = number(i);
  }

  /// "112 women who had received PEFI (58 women) or simple fat (54 women)": the first number is the sum of the others
  void drop_sums() {
    int sum = 0, counts = 0;
    for (const ArmCount& s : found_.stated)
      if (s.sentence == sentence_.first) {
        sum += s.n;
        ++counts;
      }
    if (counts < 3) return;
    const auto all = std::find_if(found_.stated.begin(), found_.stated.end(),
                                  [&](const ArmCount& s) { return s.sentence == sentence_.first && 2 * s.n == sum; });
    if (all == found_.stated.end()) return;
    if (!found_.enrolled) found_.enrolled = all->n;
    found_.stated.erase(all);
  }

  /// "58 patients were included; 30 of them had PRF and 28 had not": 30 and 28 are 58
  void read_the_rest() {
    const std::optional<int> total = found_.enrolled;
    if (!total) return;
    const ArmCount* only = nullptr;
    for (const ArmCount& s : found_.stated) {
      if (s.sentence != sentence_.first) continue;
      if (only) return;
      only = &s;
    }
    if (!only || only->n >= *total) return;
    for (int i = only->at + 1; i < sentence_.last; ++i)
      if (whole(i) && !used(i) && number(i) + only->n == *total && number(i) > 1 &&
          (is(i + 1, {"had", "were", "did", "it", "was", "received", "underwent", "without", "chose", "got"}) ||
           behind_people(i) > 0 || is(i - 1, {"other", "remaining"}))) {
        found_.rest = ArmCount{only->arm, {}, number(i), only->analysed, sentence_.first, i};
        used_.push_back(i);
        return;
      }
  }

  /// "36 at 6 months and 28 at 12", "six rabbits were killed at week 4 and the remaining six at week 12"
  void read_times() {
    if (!analysed_ && !killed_) return;
    const std::vector<TimeMention> times = find_times(passage_.tokens, sentence_);
    const auto in_time = [&](int i) {
      return std::any_of(times.begin(), times.end(),
                         [&](const TimeMention& time) { return time.first <= i && i < time.last; });
    };
    // "six mice per group were killed at 4 weeks and six at 12 weeks"
    const bool each = found_.per_group && found_.per_group_at >= sentence_.first;
    std::vector<int> heads;
    for (const int i : numbers_)
      if (number(i) > 1 && !in_mention(i) && !in_time(i) && !is(i - 1, {"-", "/", "at", "after", "to", "of"}) &&
          (behind_people(i) > 0 || is(i + 1, {"at", "after", "on", "in", "were", "attended", "came", "returned"})))
        heads.push_back(i);
    std::vector<TimedCount> counts;
    for (std::size_t k = 0; k < heads.size(); ++k) {
      const int end = k + 1 < heads.size() ? heads[k + 1] : sentence_.last;
      // "eight rabbits were killed at each of three time points"
      for (int i = heads[k]; killed_ && i + 1 < end; ++i)
        if (is(i, {"at", "on", "after"}) && is(i + 1, {"each", "every"})) {
          if (!each) found_.killed_each = number(heads[k]);
          return;
        }
      const TimeMention* time = nullptr;
      for (const TimeMention& one : times)
        if (!time && one.first > heads[k] && one.first < end) time = &one;
      if (time)
        for (const double months : time->months) counts.push_back({months, number(heads[k]), ArmClass::all, each});
      else if (const auto months = time_without_unit(heads[k] + 1, times))
        counts.push_back({*months, number(heads[k]), ArmClass::all, each});
    }
    const bool differ =
        std::any_of(counts.begin(), counts.end(), [&](const TimedCount& one) { return one.n != counts.front().n; });
    if (killed_ || differ) found_.timed.insert(found_.timed.end(), counts.begin(), counts.end());
  }
  /// "and 28 at 12": the unit is that of the time before
  [[nodiscard]] std::optional<double> time_without_unit(int at, const std::vector<TimeMention>& times) const {
    if (!is(at, {"at", "after"}) || !whole(at + 1)) return std::nullopt;
    for (auto time = times.rbegin(); time != times.rend(); ++time) {
      if (time->last > at) continue;
      for (int i = time->last - 1; i >= time->first; --i)
        if (whole(i)) return number(at + 1) * time->months.back() / number(i);
    }
    return std::nullopt;
  }

  /// "randomised in equal numbers to fat alone, fat with PRP or fat with ADRCs"
  void read_equal() {
    if (found_.groups != 0 || !equal_ || !contains(lexicon_.people, passage_, sentence_)) return;
    found_.groups = static_cast<int>(distinct_arms().size());
  }

  const CountLexicon& lexicon_;
  const Passage& passage_;
  const Sentence& sentence_;
  const std::vector<ArmMention>& mentions_;
  HeadCounts& found_;
  std::vector<int> numbers_;                                ///< whole numbers that are no percentage
  bool equal_ = false, analysed_ = false, killed_ = false;  ///< said in the sentence
  std::vector<int> used_;                                   ///< numbers that are accounted for
};

}  // namespace

void count_heads(const CountLexicon& lexicon, const Passage& passage, const Sentence& sentence,
                 const ArmDictionary& arms, HeadCounts& found) {
  HeadCounter(lexicon, passage, sentence, arms.find(passage, sentence), found).run();
}

}  // namespace evigraft
