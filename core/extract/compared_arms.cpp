// core/extract/compared_arms.cpp: the rules stand in the order in which they are tried; the first that answers counts.
#include "extract/compared_arms.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace evigraft {
namespace {

using Classes = std::vector<ArmClass>;
using Mentions = std::vector<ArmMention>;

/// What sets one arm against another.
bool against(const Passage& passage, int i) {
  return passage.is(i, {"versus", "vs", "v", "than", "against", "over"}) ||
         (passage.is(i, {"compared", "comparison", "relative", "opposed", "contrast"}) &&
          (passage.is(i + 1, {"with", "to"}) || passage.is(i - 1, {"as", "in"}))) ||
         (passage.is(i, {"that", "those"}) && passage.is(i + 1, {"of", "in", "with"})) ||
         (passage.is(i, {"from"}) && passage.is(i - 1, {"differ", "differed", "different", "differs"}));
}

Classes distinct(const Mentions& mentions) {
  Classes classes;
  for (const ArmMention& mention : mentions)
    if (std::find(classes.begin(), classes.end(), mention.arm) == classes.end()) classes.push_back(mention.arm);
  return classes;
}

Mentions between(const Mentions& mentions, int first, int last) {
  Mentions found;
  for (const ArmMention& mention : mentions)
    if (mention.first >= first && mention.last <= last) found.push_back(mention);
  return found;
}

std::optional<int> last_against(const Passage& passage, int first, int last) {
  for (int i = last - 1; i >= first; --i)
    if (against(passage, i)) return i;
  return std::nullopt;
}

/// "A vs B", "A vs C" and "B vs C" of a stretch, each an arm on both sides of the word without another arm between.
std::vector<Classes> stated_pairs(const Passage& passage, const Mentions& mentions) {
  std::vector<Classes> pairs;
  for (std::size_t i = 0; i + 1 < mentions.size(); ++i) {
    const ArmMention &a = mentions[i], &b = mentions[i + 1];
    if (a.arm == b.arm || b.first - a.last > 3) continue;
    for (int k = a.last; k < b.first; ++k)
      if (passage.is(k, {"versus", "vs", "v", "against"})) {
        pairs.push_back({a.arm, b.arm});
        break;
      }
  }
  return pairs;
}

class Sentencewise {
 public:
  Sentencewise(const Passage& passage, const Sentence& sentence, const ArmDictionary& arms)
      : passage_(passage), sentence_(sentence), dictionary_(arms), mentions_(arms.find(passage, sentence)) {}

  std::vector<Compared> run(const std::vector<PList>& lists) {
    std::vector<Compared> out;
    int from = sentence_.first;
    for (std::size_t i = 0; i < lists.size(); ++i) {
      const int next = i + 1 < lists.size() ? lists[i + 1].first : sentence_.last;
      add(lists[i], from, next, out);
      from = std::max(lists[i].last, spent_.empty() ? 0 : spent_.back().second);
    }
    return out;
  }

 private:
  /// `from` is the end of the P value before, `next` the beginning of the one behind.
  void add(const PList& list, int from, int next, std::vector<Compared>& out) {
    const Mentions segment = between(mentions_, from, list.first);
    if (other_matter(from, list.first)) {
      for (const PValue& p : list.values) out.push_back({p, {}});
      return;
    }
    if (list.values.size() > 1) {
      const std::vector<Classes> pairs = of_list(list.values.size(), segment, from, list.first);
      for (std::size_t k = 0; k < list.values.size(); ++k)
        out.push_back({list.values[k], k < pairs.size() ? pairs[k] : Classes{}});
      return;
    }
    const PValue& p = list.values.front();
    for (Classes& arms : of_one(p, segment, from, list, next)) {
      if (arms.size() == 2 && distinct(segment).size() > 1) base_ = arms.front();
      out.push_back({p, std::move(arms)});
    }
  }

  /// "Survival correlated with age (P = .03)".
  [[nodiscard]] bool other_matter(int first, int last) const {
    for (int i = first; i < last; ++i)
      if (passage_.is(i, {"correlated", "correlate", "correlates", "correlation", "regression", "predicted",
                          "predictor", "predictors", "associated", "association", "interaction"}))
        return true;
    return false;
  }

  /// One P value: one pair as a rule, two where it stands for both.
  std::vector<Classes> of_one(const PValue& p, const Mentions& segment, int from, const PList& list, int next) {
    // "(P = .01 vs fat alone; P = .2 vs SVF)", "(P = .01 for SVF versus fat alone)"
    const int behind_end = std::min(next, closing(p.last));
    const Mentions behind = between(mentions_, p.last, behind_end);
    if (last_against(passage_, p.last, behind_end) && !behind.empty()) {
      const Classes two = distinct(behind);
      std::optional<ArmClass> subject;
      for (const ArmMention& mention : between(mentions_, sentence_.first, list.first))
        if (!spent(mention) && mention.arm != two.front()) subject = mention.arm;
      spent_.emplace_back(p.last, behind_end);
      if (two.size() == 2) return {two};
      if (two.size() == 1 && subject) return {{*subject, two.front()}};
    }
    if (const int groups = all_groups(from, list.first); groups != 0) return {everyone(groups)};
    const Classes classes = distinct(segment);
    // "A vs B, P = .01; A vs C, P = .03"
    if (const std::vector<Classes> pairs = stated_pairs(passage_, segment); !pairs.empty() && classes.size() > 2)
      return {pairs.back()};
    if (classes.size() == 2) return {classes};
    if (classes.size() > 2) return of_many(p, segment, classes, from, list.first);
    if (classes.size() == 1) return {with_partner(classes.front(), segment.back(), from)};
    // "the groups differed (P = .02)"
    if (speaks_of_groups(from, list.first)) return {everyone(2)};
    return {Classes{}};
  }

  [[nodiscard]] bool spent(const ArmMention& mention) const {
    return std::any_of(spent_.begin(), spent_.end(), [&](const std::pair<int, int>& stretch) {
      return mention.first >= stretch.first && mention.last <= stretch.second;
    });
  }

  /// Three arms or more before one P value.
  [[nodiscard]] std::vector<Classes> of_many(const PValue& p, const Mentions& segment, const Classes& classes, int from,
                                             int to) const {
    const auto word = last_against(passage_, from, to);
    if (!word) return {classes};  // "60% with A, 58% with B and 39% with C (P < .001)": all at once
    const Classes left = distinct(between(segment, from, *word)), right = distinct(between(segment, *word, to));
    // "A kept more than B, and far more than C (P = .01)": the subject against the one named last
    if (left.size() == 1 && right.size() == 1) return {{left.front(), right.front()}};
    // "higher with A than with B or C (P < .05)": an inequality may be said of both pairs, an equality hardly
    if (left.size() == 1 && p.relation != '=') {
      std::vector<Classes> pairs;
      for (const ArmClass arm : right)
        if (arm != left.front()) pairs.push_back({left.front(), arm});
      return pairs;
    }
    // "A and B kept more than C (both P < .05)"
    if (right.size() == 1 && p.relation != '=') {
      std::vector<Classes> pairs;
      for (const ArmClass arm : left)
        if (arm != right.front()) pairs.push_back({arm, right.front()});
      return pairs;
    }
    // "A 49%, compared with B 31% ... and C 21% (P = .01)"
    if (right.size() == 1) return {{left.front(), right.front()}};
    return {Classes{}};
  }

  /// A P value that names one arm: against the arm of the P value before it ("and 21% with C (P < .001)"), else against
  /// the control named elsewhere in the sentence ("with A (56%; P < .001), the controls having kept 40%"), else against
  /// the first other arm before it.
  [[nodiscard]] Classes with_partner(ArmClass arm, const ArmMention& mention, int from) const {
    if (base_ && *base_ != arm && from > sentence_.first) return {*base_, arm};
    for (const ArmMention& other : mentions_)
      if (other.role == ArmLexicon::Role::reference && other.arm != arm && other.first > mention.first)
        return {arm, other.arm};
    for (const ArmMention& other : mentions_)
      if (other.first < mention.first && other.arm != arm) return {other.arm, arm};
    return {};
  }

  /// P values of a list: one for each stated pair, each arm behind "than", or each arm before it.
  [[nodiscard]] std::vector<Classes> of_list(std::size_t count, const Mentions& segment, int from, int to) const {
    // "for A vs B, A vs C and B vs C (P = .01, .02 and .5, respectively)"
    std::vector<Classes> pairs = stated_pairs(passage_, segment);
    if (pairs.size() == count) return pairs;
    pairs.clear();
    const auto word = last_against(passage_, from, to);
    if (!word) return {};
    const Classes left = distinct(between(segment, from, *word)), right = distinct(between(segment, *word, to));
    // "higher with A than with B and C (P = .01 and .03, respectively)"
    if (!left.empty() && right.size() == count)
      for (const ArmClass arm : right) pairs.push_back({left.front(), arm});
    // "A and B kept more than C (P = .01 and .03, respectively)"
    else if (right.size() == 1 && left.size() == count)
      for (const ArmClass arm : left) pairs.push_back({arm, right.front()});
    return pairs;
  }

  /// "did not differ between the three methods": how many, 0 where it does not say so.
  [[nodiscard]] int all_groups(int first, int last) const {
    for (int i = first; i + 1 < last; ++i) {
      if (!passage_.is(i, {"between", "among", "across", "all", "the", "over"})) continue;
      int k = i + 1;
      while (passage_.is(k, {"the", "all", "these"})) ++k;
      if (k >= last || !passage_.at(k).number() || passage_.at(k).value < 2 || passage_.at(k).value > 9) continue;
      for (int word = k + 1; word < std::min(last, k + 4); ++word)
        if (group_word(word)) return static_cast<int>(passage_.at(k).value);
    }
    return 0;
  }

  [[nodiscard]] bool group_word(int i) const {
    return passage_.is(i, {"group", "groups", "arm", "arms", "method", "methods", "technique", "techniques", "side",
                           "sides", "breasts", "treatments", "cohorts", "grafts"});
  }

  /// "The groups differed (P = .02)", "no difference between groups", "on both sides".
  [[nodiscard]] bool speaks_of_groups(int first, int last) const {
    for (int i = first; i < last; ++i)
      if (group_word(i) && (passage_.is(i - 1, {"the", "between", "both", "among", "two"}))) return true;
    return false;
  }

  /// All arms of the text, when it has as many as are said.
  [[nodiscard]] Classes everyone(int groups) const {
    Classes here = distinct(mentions_);
    if (static_cast<int>(here.size()) == groups) return here;
    const Classes& all = dictionary_.classes();
    return static_cast<int>(all.size()) == groups ? all : Classes{};
  }

  /// The end of the bracket or clause that a P value stands in.
  [[nodiscard]] int closing(int i) const {
    while (i < sentence_.last && !passage_.is(i, ')') && !passage_.is(i, ']') && !passage_.is(i, ';')) {
      if (passage_.is(i, ',') || passage_.is(i, {"and", "but", "whereas", "while"})) break;
      ++i;
    }
    return i;
  }

  const Passage& passage_;
  const Sentence& sentence_;
  const ArmDictionary& dictionary_;
  const Mentions mentions_;
  std::vector<std::pair<int, int>> spent_;  ///< tokens behind P values that name what those compare with
  std::optional<ArmClass> base_;            ///< the first arm of the last pair that was named in full
};

}  // namespace

std::vector<PList> p_lists(const Passage& passage, const Sentence& sentence, const std::vector<PValue>& found) {
  std::vector<PList> lists;
  for (const PValue& p : found) {
    if (p.first < sentence.first || p.value > 1) continue;  // "P = 3 × 10^-4" is not read
    // "P = .01 and P = .03": nothing but a comma or "and" between
    bool goes_on = !lists.empty();
    for (int i = goes_on ? lists.back().last : 0; goes_on && i < p.first; ++i)
      goes_on = passage.is(i, {",", "and", ";", "/"});
    if (!goes_on) lists.push_back({p.first, p.last, {}});
    PList& list = lists.back();
    list.values.push_back(p);
    list.last = p.last;
    // "P = .01, .03 and <.001, respectively"
    std::vector<PValue> more;
    int i = p.last;
    for (;;) {
      int k = i;
      while (passage.is(k, {",", "and"})) ++k;
      if (k == i) break;
      char relation = p.relation;
      const int first = k;
      if (passage.is(k, '<') || passage.is(k, '>') || passage.is(k, '=')) relation = passage.at(k++).text[0];
      if (k >= sentence.last || !passage.at(k).number() || passage.at(k).value >= 1 || passage.at(k).decimals == 0)
        break;
      more.push_back({first, k + 1, relation, passage.at(k).value});
      i = k + 1;
    }
    bool respectively = false;
    for (int k = i; k < std::min(sentence.last, i + 3); ++k)
      respectively = respectively || passage.is(k, {"respectively"});
    if (!more.empty() && respectively) {
      list.values.insert(list.values.end(), more.begin(), more.end());
      list.last = i;
    }
  }
  return lists;
}

std::vector<Compared> compared_arms(const Passage& passage, const Sentence& sentence, const ArmDictionary& arms,
                                    const std::vector<PList>& lists) {
  return Sentencewise(passage, sentence, arms).run(lists);
}

}  // namespace evigraft
