// core/extract/head_counter.h: the head counts of one sentence: a number and whom it counts (head_counts.cpp,
// head_arms.cpp, group_counts.cpp); losses, lists, sums and times of the sentence as a whole (head_lists.cpp,
// head_times.cpp).
#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "extract/head_counts.h"

namespace evigraft {

class HeadCounter {
 public:
  HeadCounter(const CountLexicon& lexicon, const Passage& passage, const Sentence& sentence,
              const std::vector<TimeMention>& times, const std::vector<ArmMention>& mentions, bool animals,
              HeadCounts& found)
      : lexicon_(lexicon),
        passage_(passage),
        sentence_(sentence),
        times_(times),
        animals_(animals),
        mentions_(without_numbers(mentions)),
        found_(found) {}
  void run();

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
  /// In an experiment on animals people are donors.
  [[nodiscard]] Lexicon::Match people_at(int i) const {
    const Lexicon::Match found = match(lexicon_.people, i);
    return animals_ && found.entry == CountLexicon::kHumans ? Lexicon::Match{} : found;
  }
  [[nodiscard]] bool whole(int i) const {
    return i >= sentence_.first && i < sentence_.last && counts_heads(passage_.at(i)) && !is(i + 1, {"%", "percent"}) &&
           !is_year(i);
  }
  /// "December 2020"
  [[nodiscard]] bool is_year(int i) const {
    const Token& token = passage_.at(i);
    return !token.spelled && token.value >= 1900 && token.value < 2100 && people_at(i + 1).entry < 0;
  }
  [[nodiscard]] std::vector<ArmMention> without_numbers(std::vector<ArmMention> mentions) const;
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
  [[nodiscard]] bool clause_says_analysed(int i) const;
  [[nodiscard]] bool says_analysed(int first, int last) const;
  [[nodiscard]] bool used(int i) const { return std::find(used_.begin(), used_.end(), i) != used_.end(); }
  void add(const ArmMention& arm, int n, bool analysed, int at);
  void add(ArmCount count);
  void add_analysed(int n) {
    if (!found_.analysed && (!found_.enrolled || (n <= *found_.enrolled && 2 * n > *found_.enrolled)))
      found_.analysed = n;
  }

  // no report counts more times; a damaged text must not cost more
  static constexpr std::size_t kMostTimes = 64;

  // the sentence as a whole (head_lists.cpp, head_times.cpp)
  void read_losses();
  bool lost_in_bracket(int i);
  [[nodiscard]] bool is_before_the_last(int i) const;
  [[nodiscard]] std::size_t arms_behind(int last) const;
  bool counted_then(const std::vector<int>& list);
  void read_lists();
  [[nodiscard]] std::optional<int> next_of_list(int last) const;
  [[nodiscard]] bool counted(ArmClass arm) const {
    return std::any_of(found_.stated.begin(), found_.stated.end(), [&](const ArmCount& s) { return s.arm == arm; });
  }
  [[nodiscard]] std::optional<double> only_time() const;
  [[nodiscard]] std::vector<ArmCount> distinct_arms(const std::vector<ArmMention>& mentions) const;
  [[nodiscard]] static std::vector<ArmCount> one_of_each_class(const std::vector<ArmCount>& arms);
  bool counted_at_times(const std::vector<int>& list, bool respective);
  void read_counts_at_times();
  void remember_arms();
  void read_analysed_last();
  void drop_sums();
  void read_the_rest();
  void read_compared();
  void read_the_others();
  void read_times();
  void read_equal();
  void read_parts_killed();

  // one number (head_counts.cpp, head_arms.cpp, group_counts.cpp)
  void read_number(int i);
  bool of_each_group(int i);
  [[nodiscard]] bool each_time() const;
  bool of_a_group(int i);
  [[nodiscard]] bool by_time_of_death(int i) const;
  [[nodiscard]] int completed_of(int i) const;
  [[nodiscard]] bool shares_a_noun(int i) const;
  [[nodiscard]] bool of_a_biopsy() const;
  bool some_of_all(int i);
  /// More than half of those counted before.
  [[nodiscard]] bool most_of_all(int n) const {
    int all = found_.enrolled.value_or(0);
    for (const ArmCount& stated : found_.stated) all = std::max(all, stated.n);
    return n <= all && 2 * n > all;
  }
  bool bare_in_bracket(int i);
  bool read_named(int i);
  void add_described(int i);
  [[nodiscard]] int behind_people(int i) const;
  void read_people(int i);
  [[nodiscard]] bool of_a_sex(int i) const { return is(i, {"women", "men", "female", "male", "females", "males"}); }
  [[nodiscard]] bool counted_before(int i) const {
    return std::any_of(found_.stated.begin(), found_.stated.end(),
                       [&](const ArmCount& s) { return s.sentence == sentence_.first && s.at < i; });
  }
  bool continues(int i, int after);
  bool opens_a_clause(int i);
  [[nodiscard]] bool has_finding(int i) const;
  bool arm_in_bracket(int i, int after);
  [[nodiscard]] bool counts_people() const;
  [[nodiscard]] const ArmMention* arm_behind(int i, int after) const;

  const CountLexicon& lexicon_;
  const Passage& passage_;
  const Sentence& sentence_;
  const std::vector<TimeMention>& times_;
  const bool animals_;
  const std::vector<ArmMention> mentions_;
  HeadCounts& found_;
  std::vector<int> numbers_;                ///< whole numbers that may count heads
  bool analysed_ = false, killed_ = false;  ///< said in the sentence
  std::optional<int> first_named_;          ///< the total is what the sentence names
  bool finding_ = false;                    ///< a number before counts those with a finding
  std::vector<int> used_;                   ///< numbers that are accounted for
};

}  // namespace evigraft
