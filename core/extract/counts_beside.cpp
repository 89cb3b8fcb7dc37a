// core/extract/counts_beside.cpp: each count goes to the value that it stands beside; one count to all values of one
// arm.
#include "extract/counts_beside.h"

#include <algorithm>

namespace evigraft {
namespace {

struct Beside {
  int at = 0;  ///< the number's token
  int n = 0;
  int list = 0;         ///< counts of one list share a number
  bool people = false;  ///< "in the 22 non-smokers"; else "n = 22"
};

class BesideReader {
 public:
  BesideReader(const CountLexicon& lexicon, const Passage& passage, const Sentence& sentence,
               const std::vector<Linked>& outcomes)
      : lexicon_(lexicon), passage_(passage), sentence_(sentence), outcomes_(outcomes) {}

  std::vector<Beside> run() {
    for (int i = sentence_.first; i < sentence_.last; ++i) {
      if (!whole(i) || in_value(i)) continue;
      if (is(i - 1, {"="}) && is(i - 2, {"n"})) {
        const bool of_parts = parts_counted(lexicon_, passage_, sentence_, i);
        const std::size_t known = found_.size();
        i = read_named(i);
        if (of_parts) found_.resize(known);
      } else if (people_counted(i))
        found_.push_back({i, number(i), i, true});
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool is(int i, WordList list) const {
    return i >= sentence_.first && i < sentence_.last && passage_.is(i, list);
  }
  [[nodiscard]] bool whole(int i) const {
    return i >= sentence_.first && i < sentence_.last && counts_heads(passage_.at(i)) && !is(i + 1, {"%", "percent"});
  }
  [[nodiscard]] int number(int i) const { return static_cast<int>(passage_.at(i).value); }
  [[nodiscard]] bool in_value(int i) const {
    return std::any_of(outcomes_.begin(), outcomes_.end(),
                       [&](const Linked& one) { return one.value.first <= i && i < one.value.core; });
  }

  /// "(n = 15, 14 and 16 patients, respectively)": the last token read
  int read_named(int i) {
    const int list = i;
    found_.push_back({i, number(i), list, false});
    for (;;) {
      int k = i + 1;
      if (is(k, {","})) ++k;
      if (is(k, {"and"})) ++k;
      if (k == i + 1 || !whole(k)) return i;
      found_.push_back({k, number(k), list, false});
      i = k;
    }
  }

  /// "in the 36 patients available", "in the remaining 27", "the 39 women with irradiated breasts", "(27 patients
  /// analysed)"; not "cysts were seen in 3 patients", "in 9 of 10 animals", "in 19 women (79%)"
  [[nodiscard]] bool people_counted(int i) const {
    if (number(i) < 2) return false;
    int before = i - 1;
    // "and 49% in 23 without", "and 52% in the 15 who had plain fat"
    bool rest = !found_.empty() && found_.back().people &&
                is(i + 1, {"with", "without", "who", "whose", "treated", "given", "receiving", "allocated", "assigned",
                           "randomised", "randomized", "operated", "injected", "undergoing", "having"});
    bool same = false;
    while (is(before, {"the", "these", "those", "all", "other", "remaining", "same", "latter"})) {
      rest = rest || is(before, {"remaining", "other"});
      same = same || is(before, {"same"});
      --before;
    }
    const bool opens = before < sentence_.first && (before < i - 1 ? nothing_between(i) : taken_up(i));
    const bool in = is(before, {"in", "for", "among"}) || (same && is(before, {"of", "from"}));
    const bool bracket = before == i - 1 && is(before, {"("});
    if (!opens && !in && !bracket) return false;
    int behind = 0;
    for (int k = i + 1; k < std::min(i + 5, sentence_.last) && behind == 0; ++k) {
      if (passage_.at(k).number() || is(k, {"of", "in", "with", "and", "to", ",", "(", ")"})) break;
      const auto people = lexicon_.people.longest(passage_.tokens, k, sentence_.last);
      if (people.entry >= 0) behind = people.last;
      if (is(k, {"smokers", "controls", "others"})) behind = k + 1;
    }
    // "48% in the 33 nonirradiated and 29% in the 19 irradiated patients"
    if (behind == 0 && in && before < i - 1 && is(i + 2, {"and", ",", "versus", "vs", "but"}))
      rest = people_ahead(i + 2);
    if (behind == 0 && !(rest && in)) return false;
    if (is(behind, {"("}) && behind + 2 < sentence_.last && passage_.at(behind + 1).number() &&
        is(behind + 2, {"%", "percent"}))
      return false;
    if (bracket) return analysed_in_bracket(behind) || behind_value_or_arm(before);
    return !in || governs_a_value(before) || subject_of_a_value(behind);
  }

  /// A number of people, "in the 19 irradiated patients", follows.
  [[nodiscard]] bool people_ahead(int i) const {
    for (int k = i; k < std::min(i + 20, sentence_.last); ++k) {
      if (!whole(k) || in_value(k) || !is(k - 1, {"the"}) || !is(k - 2, {"in", "for", "among"})) continue;
      for (int noun = k + 1; noun < std::min(k + 4, sentence_.last); ++noun)
        if (lexicon_.people.longest(passage_.tokens, noun, sentence_.last).entry >= 0) return true;
    }
    return false;
  }
  /// "The mean retention in these 28 patients was 75%"
  [[nodiscard]] bool subject_of_a_value(int behind) const {
    if (!is(behind, {"was", "were", "averaged", "reached", "amounted", "came"})) return false;
    for (int k = sentence_.first; k < behind; ++k)
      if (in_value(k)) return false;
    for (int k = behind + 1; k < std::min(behind + 5, sentence_.last); ++k)
      if (in_value(k)) return true;
    return false;
  }

  /// "(27 patients analysed)"
  [[nodiscard]] bool analysed_in_bracket(int i) const {
    int close = i;
    while (close < sentence_.last && !passage_.is(close, ')')) ++close;
    return contains(lexicon_.analysed, passage_.tokens, i, close);
  }
  [[nodiscard]] bool behind_value_or_arm(int i) const {
    return std::any_of(outcomes_.begin(), outcomes_.end(), [&](const Linked& one) {
      return one.value.last == i || one.value.core == i || (one.arm && one.arm->last == i);
    });
  }
  /// "Nineteen patients had a second session, after which absorption was 49%"
  [[nodiscard]] bool taken_up(int i) const {
    for (int k = i; k < sentence_.last && !in_value(k); ++k)
      if (is(k, {"which", "whom"})) return true;
    return false;
  }
  /// From here to the next value goes one clause.
  [[nodiscard]] bool nothing_between(int i) const {
    for (int k = i; k < sentence_.last && !in_value(k); ++k)
      if (is(k, {";", "and", ":"})) return false;
    return true;
  }

  /// The preposition opens its clause, or goes with the value before it.
  [[nodiscard]] bool governs_a_value(int preposition) const {
    if (preposition == sentence_.first || is(preposition - 1, {",", ";", "and", "while", "whereas", "but"}))
      return true;
    for (int k = preposition - 1; k >= std::max(sentence_.first, preposition - 14); --k) {
      if (std::any_of(outcomes_.begin(), outcomes_.end(), [&](const Linked& one) { return one.value.last == k + 1; }))
        return true;
      if (is(k, {";", "and", "seen", "found", "noted", "observed", "occurred", "developed", "reported", "required",
                 "needed", "recorded", "performed", "necessary", "detected"}))
        return false;
    }
    return false;
  }

  const CountLexicon& lexicon_;
  const Passage& passage_;
  const Sentence& sentence_;
  const std::vector<Linked>& outcomes_;
  std::vector<Beside> found_;
};

/// "57% after the second session (n = 21)": a bracket right behind a value is that value's.
void by_nearest(const Passage& passage, const Sentence& sentence, const std::vector<Linked>& outcomes,
                const std::vector<Beside>& counts, std::vector<std::optional<int>>& n) {
  for (const Beside& count : counts) {
    if (count.people || !passage.is(count.at - 3, '(')) continue;
    for (std::size_t k = 0; k < outcomes.size(); ++k) {
      const Value& value = outcomes[k].value;
      if (value.last > count.at || count.at - value.last > 10) continue;
      bool between = false;
      for (int i = value.last; i < count.at - 3; ++i)
        between = between || (passage.at(i).number() && !passage.is(i + 1, {"months", "weeks", "days", "years"})) ||
                  passage.is(i, {";", ",", "and", "("});
      for (int i = count.at + 1; i < std::min(count.at + 3, sentence.last); ++i)
        between = between || std::any_of(outcomes.begin(), outcomes.end(),
                                         [&](const Linked& other) { return other.value.number == i; });
      if (!between) n[k] = count.n;
    }
  }
}

}  // namespace

std::vector<std::optional<int>> counted_beside(const CountLexicon& lexicon, const Passage& passage,
                                               const Sentence& sentence, const std::vector<Linked>& outcomes,
                                               bool of_all) {
  std::vector<std::optional<int>> n(outcomes.size());
  if (outcomes.empty()) return n;
  const std::vector<Beside> counts = BesideReader(lexicon, passage, sentence, outcomes).run();
  if (counts.empty()) return n;
  std::vector<std::size_t> order(outcomes.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  const auto at = [&](std::size_t k) { return outcomes[order[k]].value.number; };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return outcomes[a].value.number < outcomes[b].value.number; });
  const std::size_t values = order.size();

  if (counts.size() == 1) {
    const auto arm = [&](std::size_t k) { return outcomes[k].arm ? outcomes[k].arm->arm : ArmClass::all; };
    const bool one_arm = std::all_of(order.begin(), order.end(), [&](std::size_t k) { return arm(k) == arm(0); });
    const bool people = counts[0].people;
    const bool before = counts[0].at<at(0), behind = counts[0].at> at(values - 1);
    if (values == 1 || (people && before && one_arm) || (people && of_all && (before || (behind && !one_arm))))
      std::fill(n.begin(), n.end(), counts[0].n);
    else if (people) {  // "47% in all and 38% in the 12 smokers"
      std::size_t k = 0;
      while (k + 1 < values && at(k + 1) < counts[0].at) ++k;
      // "and, in the 21 patients still followed, 53%"
      constexpr int kAhead = 8;
      if (k + 1 < values && at(k + 1) - counts[0].at <= kAhead && at(k + 1) - counts[0].at < counts[0].at - at(k)) ++k;
      if (counts[0].at - at(k) < 25) n[order[k]] = counts[0].n;
    } else {
      by_nearest(passage, sentence, outcomes, counts, n);
    }
    return n;
  }
  if (counts.size() != values) {
    by_nearest(passage, sentence, outcomes, counts, n);
    return n;
  }
  // "men (n = 9) and women (n = 33) kept 48% and 50%"
  const bool listed = counts.front().list == counts.back().list || (!counts.back().people && counts.back().at < at(0));
  for (std::size_t k = 0; k < values && !listed; ++k)
    if ((k > 0 && counts[k].at < at(k - 1)) || (k + 1 < values && counts[k].at > at(k + 1))) return n;
  for (std::size_t k = 0; k < values; ++k) n[order[k]] = counts[k].n;
  return n;
}

}  // namespace evigraft
