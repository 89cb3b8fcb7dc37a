// core/extract/subgroups.cpp: a subgroup counts only beside its contrary, so that "healthy women" are none.
#include "extract/subgroups.h"

#include <algorithm>
#include <string_view>

namespace evigraft {
namespace {

struct Term {
  std::string word;
  bool without = false;
  int last = 0;  ///< one past it
};

/// "irradiated", "non-irradiated", "nonsmokers", "unirradiated"
std::optional<Term> term_at(const Passage& passage, int i, int end) {
  if (i < 0 || i >= end || passage.at(i).kind != TokenKind::word) return std::nullopt;
  Term term;
  int at = i;
  if (passage.is(at, {"non", "not"})) {
    term.without = true;
    ++at;
    if (at < end && passage.is(at, '-')) ++at;
    if (at >= end || passage.at(at).kind != TokenKind::word) return std::nullopt;
  }
  std::string_view word = passage.at(at).stem;
  constexpr std::size_t kShortest = 5;  // "none", "under" are no contraries
  if (!term.without && word.starts_with("non") && word.size() > 3 + kShortest) {
    term.without = true;
    word.remove_prefix(3);
  } else if (!term.without && word.starts_with("un") && word.ends_with("ed") && word.size() > 2 + kShortest) {
    term.without = true;
    word.remove_prefix(2);
  }
  if (word.size() < kShortest) return std::nullopt;
  // "without radiotherapy" is "non-irradiated"
  if (passage.is(at, {"radiotherapy", "irradiation", "irradiated", "nonirradiated", "unirradiated", "radiation"})) {
    term.without = term.without || passage.is(i - 1, {"without", "no"});
    word = "irradiated";
  }
  term.word = std::string(word);
  term.last = at + 1;
  return term;
}

class SubgroupFinder {
 public:
  SubgroupFinder(const CountLexicon& lexicon, const Passage& passage) : lexicon_(lexicon), passage_(passage) {}

  std::vector<Subgroup> run() {
    for (const Sentence& sentence : passage_.sentences) {
      if (sentence.section == Section::background || sentence.section == Section::conclusion) continue;
      for (int i = sentence.first; i < sentence.last; ++i)
        if (counts_heads(passage_.at(i)) && passage_.at(i).value > 1) read(i, sentence);
    }
    std::vector<Subgroup> pairs;
    for (const Subgroup& one : found_)
      if (!one.without)
        for (const Subgroup& other : found_)
          if (other.without && other.word == one.word) {
            pairs.push_back(one);
            pairs.push_back(other);
            return pairs;
          }
    return pairs;
  }

 private:
  void add(const Term& term, bool without, int n) {
    for (const Subgroup& known : found_)
      if (known.word == term.word && known.without == without) return;
    found_.push_back({term.word, without, n});
  }
  [[nodiscard]] int people(int i, int end) const {
    return i < end ? lexicon_.people.longest(passage_.tokens, i, end).last : 0;
  }

  /// The bracket around i follows "46 patients".
  [[nodiscard]] bool in_bracket_of_people(int i, const Sentence& sentence) const {
    int open = i;
    while (open > std::max(sentence.first, i - 12) && !passage_.is(open, '(') && !passage_.is(open, ')')) --open;
    return passage_.is(open, '(') && open > sentence.first && people(open - 1, sentence.last) > 0;
  }

  void read(int i, const Sentence& sentence) {
    const int end = sentence.last, n = static_cast<int>(passage_.at(i).value);
    // "29 irradiated women were matched with 29 non-irradiated ones", "9 smokers"
    if (const auto term = term_at(passage_, i + 1, end)) {
      // "46 patients (33 irradiated, 13 not irradiated)"
      const bool listed =
          passage_.is(i - 1, {"(", ","}) && passage_.is(term->last, {")", ","}) && in_bracket_of_people(i, sentence);
      if (people(term->last, end) > 0 || passage_.is(term->last, {"ones"}) || people(term->last - 1, end) > 0 || listed)
        add(*term, term->without, n);
    }
    // "the 44 women with irradiated breasts"
    if (const int behind = people(i + 1, end); behind > 0 && passage_.is(behind, {"with"}))
      if (const auto term = term_at(passage_, behind + 1, end);
          term && term->last < end && lexicon_.parts.longest(passage_.tokens, term->last, end).entry >= 0)
        add(*term, term->without, n);
    // "21 with and 25 without radiotherapy"
    if (passage_.is(i + 1, {"with"}) && passage_.is(i + 2, {"and"}) && i + 5 < end &&
        counts_heads(passage_.at(i + 3)) && passage_.is(i + 4, {"without"}))
      if (const auto term = term_at(passage_, i + 5, end)) {
        add(*term, false, n);
        add(*term, true, static_cast<int>(passage_.at(i + 3).value));
      }
    // "27 had been irradiated and 37 had not"
    if (passage_.is(i + 1, {"had", "were"}) && passage_.is(i + 2, {"not"}) && i + 2 < end && last_said_)
      add(*last_said_, true, n);
    const int verb = passage_.is(i + 1, {"had"}) && passage_.is(i + 2, {"been"}) ? i + 3
                     : passage_.is(i + 1, {"were"})                              ? i + 2
                                                                                 : end;
    if (const auto term = term_at(passage_, verb, end); term && !term->without && term->word.ends_with("ed")) {
      last_said_ = term;
      add(*term, false, n);
    }
    // "smokers (n = 19)"
    if (passage_.is(i - 1, '=') && passage_.is(i - 2, {"n"}) && passage_.is(i - 3, '('))
      for (const int first : {i - 6, i - 5, i - 4})
        if (const auto term = term_at(passage_, first, end); term && term->last == i - 3 && first >= sentence.first) {
          add(*term, term->without, n);
          break;
        }
  }

  const CountLexicon& lexicon_;
  const Passage& passage_;
  std::optional<Term> last_said_;
  std::vector<Subgroup> found_;
};

}  // namespace

std::vector<Subgroup> find_subgroups(const CountLexicon& lexicon, const Passage& abstract) {
  return SubgroupFinder(lexicon, abstract).run();
}

std::vector<std::optional<int>> counts_of_subgroups(const std::vector<Subgroup>& subgroups, const Passage& passage,
                                                    const Sentence& sentence, const std::vector<Linked>& outcomes) {
  std::vector<std::optional<int>> n(outcomes.size());
  if (subgroups.empty() || outcomes.empty()) return n;
  struct Named {
    int at = 0;
    int n = 0;
  };
  std::vector<Named> named;
  for (int i = sentence.first; i < sentence.last;) {
    const auto term = term_at(passage, i, sentence.last);
    for (const Subgroup& one : subgroups)
      if (term && one.word == term->word && one.without == term->without) named.push_back({i, one.n});
    i = term ? term->last : i + 1;
  }
  if (named.empty()) return n;
  std::vector<std::size_t> order(outcomes.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return outcomes[a].value.number < outcomes[b].value.number; });
  const auto at = [&](std::size_t k) { return outcomes[order[k]].value.number; };
  const std::size_t values = order.size();
  // "in irradiated breasts retention dropped from 56% to 41%"
  if (named.size() == 1) {
    if (named[0].at < at(0)) std::fill(n.begin(), n.end(), named[0].n);
    return n;
  }
  // "62% in irradiated and 67% in nonirradiated patients; on day 140 it was 46% and 53%, respectively"
  const std::size_t each = named.size();
  // "in irradiated breasts 39%, 47% and 51%; in the others 28%, 34% and 37%": as many values behind each
  std::vector<std::size_t> block;  // by value: which name stands before it
  std::vector<std::size_t> sizes(each, 0);
  for (std::size_t k = 0, name = 0; k < values && named.front().at < at(0); ++k) {
    while (name + 1 < each && named[name + 1].at < at(k)) ++name;
    block.push_back(name);
    ++sizes[name];
  }
  if (!block.empty() && values > each &&
      std::all_of(sizes.begin(), sizes.end(), [&](std::size_t size) { return size == values / each; })) {
    for (std::size_t k = 0; k < values; ++k) n[order[k]] = named[block[k]].n;
    return n;
  }
  const bool listed = named.back().at < at(0) || (values == each && named.front().at > at(values - 1));
  if (values % each != 0) return n;
  for (std::size_t k = 0; k < each && !listed; ++k)
    if ((k > 0 && named[k].at < at(k - 1)) || (k + 1 < values && k + 1 < each && named[k].at > at(k + 1))) return n;
  for (std::size_t k = 0; k < values; ++k) n[order[k]] = named[k % each].n;
  return n;
}

}  // namespace evigraft
