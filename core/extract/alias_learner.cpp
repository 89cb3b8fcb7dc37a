// core/extract/alias_learner.cpp: what one sentence defines: abbreviations after Schwartz and Hearst (2003, Pac Symp
// Biocomput 451), group letters, sides.
#include <algorithm>
#include <utility>

#include "extract/arm_aliases.h"
#include "extract/group_names.h"

namespace evigraft {
namespace {

/// The letters of the abbreviation stand in the words in this order, the first at the beginning of a word.
bool abbreviates(std::string_view shortened, std::string_view words) {
  std::size_t at = words.size();
  for (std::size_t i = shortened.size(); i-- > 0;) {
    bool found = false;
    while (!found && at > 0) {
      --at;
      found = words[at] == shortened[i] && (i > 0 || at == 0 || words[at - 1] == ' ' || words[at - 1] == '-');
    }
    if (!found) return false;
  }
  return true;
}

}  // namespace

class ArmAliases::Learner {
 public:
  Learner(ArmAliases& aliases, const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence,
          const std::vector<ArmMention>& mentions)
      : aliases_(aliases), lexicon_(lexicon), passage_(passage), sentence_(sentence), mentions_(mentions) {}

  void run() {
    for (int i = sentence_.first; i < sentence_.last; ++i) {
      const Token& token = passage_.at(i);
      if (token.number()) continue;
      if (token.kind == TokenKind::word && !token.capital && !lexicon_.definers.may_begin(token.begins)) continue;
      // "A: fat; B: fat + PRP"
      if (i == sentence_.first && (is(i + 1, ':') || is(i + 1, '=')) && names_a_group(token)) opened(i - 1);
      // "Groups were A, fat; B, fat with PRP"
      if (group_word(token) && is(i + 1, {"were", "are", "included"}) && inside(i + 2) &&
          names_a_group(passage_.at(i + 2)) && !passage_.at(i + 2).number())
        opened(i + 1);
      if (group_word(token) || (token.is("g") && is(i - 1, '(')))
        i = groups(i);
      else if (token.capital && is(i + 1, '(') && names_a_group(token))
        named(i);
      else if (token.is('(') || token.is(';') || (token.is(':') && inside(i + 1) && names_a_group(passage_.at(i + 1))))
        opened(i);
      else if (token.is(',') && inside(i + 1) && passage_.at(i + 1).upper &&
               (is(i + 2, ')') || (is(i + 2, {",", ";"}) && is(i + 3, {"n"}))))
        short_form(i, i + 1);  // "(study group, SG)", "(control group, CG, n = 30)"
      else if (token.is("left") || token.is("right"))
        side(i);
      else if (token.text.size() >= 5 &&
               (is(i + 1, {"was", "were", "is", "being", "consisted", "received", "had"}) || is(i + 1, ':') ||
                is(i + 1, '=')) &&
               token.is_one_of({"intervention", "adjuvant", "additive", "supplement", "cases"}))
        explained(i);
    }
    // the other side is what it is compared with
    for (const auto& [side, other] : {std::pair("left", "right"), std::pair("right", "left")}) {
      const auto known = aliases_.known_.find(side);
      if (known != aliases_.known_.end() && known->second.role != ArmLexicon::Role::reference)
        aliases_.define(other, ArmMention{0, 0, lexicon_.reference, ArmLexicon::Role::reference, false, {}, false});
    }
  }

 private:
  [[nodiscard]] bool inside(int i) const { return i >= sentence_.first && i < sentence_.last; }
  [[nodiscard]] bool is(int i, WordList list) const { return inside(i) && passage_.at(i).is_one_of(list); }
  [[nodiscard]] bool is(int i, char sign) const { return inside(i) && passage_.at(i).is(sign); }

  void define(std::string key, const ArmMention& mention) { aliases_.define(std::move(key), mention); }

  [[nodiscard]] const ArmMention* before(int i, int reach) const {
    for (auto m = mentions_.rbegin(); m != mentions_.rend(); ++m)
      if (m->last <= i) return i - m->last <= reach ? &*m : nullptr;
    return nullptr;
  }
  [[nodiscard]] const ArmMention* after(int i) const {
    for (const ArmMention& m : mentions_)
      if (m.first >= i) return &m;
    return nullptr;
  }
  /// "group B", whose arm is known from elsewhere: tells nothing of group A
  [[nodiscard]] bool grouped(const ArmMention& m) const {
    return group_word(passage_.at(m.first)) && m.first + 2 == m.last && names_a_group(passage_.at(m.first + 1));
  }
  [[nodiscard]] std::vector<const ArmMention*> all_after(int i) const {
    std::vector<const ArmMention*> list;
    for (const ArmMention& m : mentions_)
      if (m.first >= i && !grouped(m)) list.push_back(&m);
    return list;
  }
  [[nodiscard]] std::vector<const ArmMention*> all_before(int i) const {
    std::vector<const ArmMention*> list;
    for (const ArmMention& m : mentions_)
      if (m.last <= i) list.push_back(&m);
    return list;
  }

  /// "groups A, B and C received PRP, SVF and saline", "groups A (ASC), B (SVF)", "fat with PRP (group 1)"; returns
  /// the last token read.
  int groups(int i) {
    std::vector<std::string> keys;
    const int first = is(i + 1, '.') ? i + 2 : i + 1;  // "Gr. 1"
    int last = first;
    if (is(last, '(') && inside(last + 2) && names_a_group(passage_.at(last + 1)) && is(last + 2, ')')) {
      keys.push_back(group_key(passage_.at(last + 1)));  // "group (A) was treated with"
      tie(keys, i, last + 3);
      return last + 2;
    }
    while (inside(last) && (names_a_group(passage_.at(last)) ||
                            (last > first && (is(last, {"and", "or", "to"}) || is(last, ',') || is(last, '-'))))) {
      const Token& token = passage_.at(last);
      if (!names_a_group(token)) {
        // "groups 1-3", "groups A to C"
        if ((is(last, '-') || is(last, {"to"})) && inside(last + 1) && names_a_group(passage_.at(last + 1)))
          for (std::string& key : groups_between(passage_.at(last - 1), passage_.at(last + 1)))
            keys.push_back(std::move(key));
        ++last;
        continue;
      }
      if (is(last + 1, {"%", "percent", "million"}) || token.spelled) break;
      ++last;
      // "groups A (ASC), B (n = 10, fat + SVF)": the bracket defines the letter before it
      const int close = is(last, '(') ? closing(last) : last;
      const ArmMention* inner = close > last ? after(last) : nullptr;
      if (inner && inner->last <= close && (inner->first <= last + 2 || defines(last, close, inner->first))) {
        define(group_key(token), *inner);
        last = close + 1;
      } else {
        keys.push_back(group_key(token));
        // "Group 1 (n = 20) received", "group 2 (20 patients) was treated with"
        if (close > last && (is(last + 1, {"n"}) || passage_.at(last + 1).number())) last = close + 1;
      }
    }
    if (last == first) return i;
    if (!keys.empty()) tie(keys, i, last);
    return last - 1;
  }

  [[nodiscard]] int closing(int open) const {
    int close = open;
    while (inside(close) && !is(close, ')')) ++close;
    return inside(close) ? close : open;
  }

  /// "(n = 10, fat + SVF)", "(10 patients; microfat with SVF)": nothing but a number of people before the arm
  [[nodiscard]] bool defines(int open, int close, int arm) const {
    if (close - open > 20) return false;
    for (int k = open + 1; k < close; ++k)
      if (is(k, '%') && k != arm - 1) return false;
    return true;
  }

  /// "G1 (fat), G2 (fat + PRF)", "three groups: A (fat), B (fat with SVF)": a name and what its bracket says of it
  void named(int i) {
    const int close = closing(i + 1);
    const ArmMention* inner = close > i + 1 ? after(i + 1) : nullptr;
    if (!inner || inner->last > close || !defines(i + 1, close, inner->first)) return;
    bool grouped = numbered_name(passage_.at(i));
    for (int k = i - 1; k > i - 40 && inside(k) && !grouped; --k) grouped = is(k, {"group", "groups", "arms"});
    if (grouped) define(group_key(passage_.at(i)), *inner);
  }

  void tie(std::vector<std::string>& keys, int i, int last) {
    const auto zip = [&](const std::vector<const ArmMention*>& arms, std::size_t from) {
      for (std::size_t k = 0; k < keys.size(); ++k) define(std::move(keys[k]), *arms[from + k]);
    };
    // "mixed with (group 1) or without (group 2) ADSCs"
    for (const ArmMention& around : mentions_)
      if (around.first < i && i < around.last) {
        for (std::string& key : keys) define(std::move(key), around);
        return;
      }
    if (content_before(keys, i)) return;
    // "11 (group A) had lipofilling and 11 (group B) lipofilling with SVF": whom the bracket counts, then what they had
    if (is(i - 1, '(') && is(last, ')') && keys.size() == 1 && counted(i - 2)) {
      const auto behind = all_after(last);
      if (!behind.empty() && behind.front()->first - last <= 8 && leads_to(last, behind.front()->first))
        return define(std::move(keys.front()), *behind.front());
    }
    // a bracket belongs to what stands before it
    if (is(i - 1, '(') || is(i - 1, '[')) {
      const auto arms = all_before(i - 1);
      if (keys.size() == 1 && dosed(i - 2, keys.front())) return;
      if (keys.size() > 1 && arms.size() >= keys.size()) return zip(arms, arms.size() - keys.size());
      // "with PRP at ratios of 4:1 (group A) and 2:1 (group B)"
      if (keys.size() == 1 && inside(i - 2) && passage_.at(i - 2).number() && is(i - 3, ':'))
        for (auto m = mentions_.rbegin(); m != mentions_.rend(); ++m)
          if (m->last <= i - 2 && m->role == ArmLexicon::Role::active) return define(std::move(keys.front()), *m);
      // "fat with saline (group A), fat with silk (group B)"
      const ArmMention* arm = before(i - 1, 14);
      // "the PRP group (group 2)"
      const int from = arm && is(arm->last, {"group", "arm", "side", "cohort"}) ? arm->last + 1 : arm ? arm->last : i;
      if (arm && keys.size() == 1 && !leads_to(from, i - 1) && has_reference())
        return define(std::move(keys.front()), something_else(i - 1));
      if (arm) {
        for (std::string& key : keys) define(std::move(key), *arm);
        return;
      }
      // "with hydrogel (group H), with SVF (group S)": not what stands behind
      if (keys.size() == 1 && is(last, ')') && is(last + 1, {",", ";", "or", "and"})) {
        if (has_reference() && gives_before(i - 1)) define(std::move(keys.front()), something_else(i - 1));
        return;
      }
    }
    const auto behind = all_after(last);
    if (!behind.empty() && leads_to(last, behind.front()->first)) {
      if (keys.size() > 1 && behind.size() >= keys.size()) return zip(behind, 0);
      for (std::string& key : keys) define(std::move(key), *behind.front());
      return;
    }
    if (keys.size() == 1 && has_reference() &&
        gives_something(last, behind.empty() ? sentence_.last : behind.front()->first))
      return define(std::move(keys.front()), unknown_intervention());
    // "group 1 = control, group 2 = low-level laser, group 3 = PRP"
    if (keys.size() == 1 && has_reference() && called(last))
      return define(std::move(keys.front()), unknown_intervention());
    const auto arms = all_before(i);
    if (arms.empty() || !behind.empty()) return;
    if (keys.size() > 1 && arms.size() >= keys.size()) return zip(arms, arms.size() - keys.size());
    for (int k = arms.back()->last; k < i; ++k)
      if (is(k, ';')) return;
    if (i - arms.back()->last <= 40)
      for (std::string& key : keys) define(std::move(key), *arms.back());
  }

  /// "with saline in group A, with silk in group B and with PRP in group C": who got what, the label behind it
  bool content_before(std::vector<std::string>& keys, int i) {
    if (!is(i - 1, {"in", "to"})) return false;
    int first = i - 1;
    while (first > i - 16 && inside(first - 1) && !is(first - 1, ',') && !is(first - 1, ';') && !is(first - 1, ':') &&
           !is(first - 1, {"and", "or", "while", "whereas", "group", "groups"}))
      --first;
    const ArmMention* arm = nullptr;
    for (const ArmMention& m : mentions_) {
      if (m.last <= i - 1 && m.first >= first) arm = &m;
    }
    // "was given SVF and saline in groups A and B, respectively"
    const bool listed = arm && is(first - 1, {"and", "or"}) && keys.size() > 1;
    if (listed || !gives_at(first, i - 1)) return false;
    if (arm)
      for (std::string& key : keys) define(std::move(key), *arm);
    else if (is(first, {"with", "plus"}) && i - first >= 3 && has_reference() && keys.size() == 1)
      define(std::move(keys.front()), unknown_intervention());
    else
      return false;
    return true;
  }
  /// ", 11 (", "and 11 patients (": the number of a clause of its own
  [[nodiscard]] bool counted(int i) const {
    if (inside(i) && passage_.at(i).kind == TokenKind::word && inside(i - 1) && passage_.at(i - 1).number()) --i;
    if (!inside(i) || !passage_.at(i).number() || passage_.at(i).decimals > 0) return false;
    if (is(i - 1, {"in"}) && (!inside(i - 2) || passage_.at(i - 2).kind == TokenKind::mark)) return true;
    return !inside(i - 1) || is(i - 1, ',') || is(i - 1, ';') || is(i - 1, ':') ||
           is(i - 1, {"and", "whom", "which", "while", "whereas"});
  }
  /// "with PRP", "PRP was added": something is given within tokens [first, last).
  [[nodiscard]] bool gives_at(int first, int last) const {
    for (int k = first; k < last; ++k)
      if (is(k, {"with", "plus", "injected", "given", "added", "received", "administered", "grafted", "used", "mixed",
                 "transplanted", "implanted"}))
        return true;
    return false;
  }

  /// "with saline (F), with fibrin gel (FG)": a piece of a list that gives something the topic does not know
  [[nodiscard]] bool given_something(int open) const {
    int first = open;
    while (first > open - 5 && inside(first - 1) && passage_.at(first - 1).kind == TokenKind::word) --first;
    return is(first - 1, ',') && is(first, {"with", "plus", "receiving"}) && open - first >= 2;
  }
  /// SVF "at a dose of 0 (group A), 1 x 10^5 (group B)": none of it is what the others are compared with.
  bool dosed(int number, std::string& key) {
    if (!inside(number) || !passage_.at(number).number()) return false;
    if (passage_.at(number).value == 0 && is(number - 1, {"of", "with", ",", "at", ":"})) {
      define(std::move(key), {0, 0, lexicon_.reference, ArmLexicon::Role::reference, false, {}, false});
      return true;
    }
    if (!is(number - 1, '^') && !is(number - 1, kTimes) && !is(number - 1, {"x"})) return false;
    const ArmMention* given = nullptr;  // the last before it, else the first behind
    for (const ArmMention& m : mentions_)
      if (m.role != ArmLexicon::Role::reference && (m.last <= number || !given)) given = &m;
    if (!given) return false;
    define(std::move(key), *given);
    return true;
  }

  /// "processed by the Coleman technique (group C) or with the Puregraft system (": another way to handle plain fat
  [[nodiscard]] bool handled_with(int open) const {
    if (!is(open - 1, {"system", "device", "technique", "method", "filter", "bag", "procedure"})) return false;
    for (int k = open - 2; k > open - 24 && inside(k); --k)
      if (is(k, {"processed", "prepared", "harvested", "purified", "refined", "handled", "processing", "aspirated"}))
        return true;
    return false;
  }
  [[nodiscard]] ArmMention something_else(int open) const {
    if (!handled_with(open)) return unknown_intervention();
    return {0, 0, lexicon_.reference, ArmLexicon::Role::reference, false, {}, true};
  }
  /// "fat was grafted with hydrogel ("
  [[nodiscard]] bool gives_before(int open) const {
    for (int k = open - 2; k > open - 6 && inside(k) && passage_.at(k + 1).kind == TokenKind::word; --k)
      if (is(k, {"with", "plus", "receiving"})) return true;
    return false;
  }
  [[nodiscard]] bool has_reference() const {
    return std::any_of(mentions_.begin(), mentions_.end(),
                       [](const ArmMention& m) { return m.role == ArmLexicon::Role::reference; });
  }
  static ArmMention unknown_intervention() {
    ArmMention mention;
    mention.arm = ArmClass::other;
    mention.role = ArmLexicon::Role::separate;
    return mention;
  }
  /// "group B, fat plus silk; group C", none of it an arm of the topic: an intervention it does not know.
  [[nodiscard]] bool gives_something(int first, int last) const {
    if (!is(first, ',') && !is(first, ':') && !is(first, {"received", "underwent"})) return false;
    bool tissue = false;
    for (int k = first + 1; k < last && inside(k); ++k) {
      if (is(k, ';') || is(k, {"group", "groups"})) return false;
      tissue = tissue || is(k, {"fat", "graft", "grafts", "lipoaspirate"});
      if (tissue && (is(k, {"plus", "with", "and"}) || is(k, '+')) && inside(k + 1) &&
          passage_.at(k + 1).kind == TokenKind::word)
        return true;
    }
    return false;
  }

  /// "= low-level laser,": up to four words without a number, none of which tells who they are.
  [[nodiscard]] bool called(int at) const {
    if (!is(at, '=') && !is(at, ':')) return false;
    int k = at + 1;
    for (int words = 0; inside(k) && !is(k, ',') && !is(k, ';') && !is(k, '.'); ++k) {
      if (is(k, '-')) continue;
      if (passage_.at(k).kind != TokenKind::word || ++words > 4) return false;
      if (lexicon_.heads.longest(passage_.tokens, k, sentence_.last).entry >= 0) return false;
      for (const ArmMention& m : mentions_)
        if (k >= m.first && k < m.last) return false;
    }
    return k > at + 1;
  }

  /// "group A received ...", not "higher in group A than in controls".
  [[nodiscard]] bool leads_to(int first, int last) const {
    for (int k = first; k < last; ++k)
      if (is(k,
             {"than", "compared", "versus", "vs", "whereas", "while", "group", "site", "cohort", "from", "against"}) ||
          is(k, ';') || (is(k, '%') && is(k + 1, {"in", "for", "among"})) ||   // "63% in group A and 44% in controls"
          (is(k, '(') && inside(k + 1) && names_a_group(passage_.at(k + 1))))  // "in group C (A, ASC; B, PRP)"
        return false;
    return true;
  }

  void opened(int i) {
    if (!inside(i + 1)) return;
    const Token& token = passage_.at(i + 1);
    // "(A, ASC; B, SVF; C, fat only)", "(I = PRP; II = saline)"
    // "(auto group)" behind an arm, "(TFG group, n = 49)"
    if (token.kind == TokenKind::word && is(i + 2, {"group", "arm"}) && is(i + 3, {")", ",", ";"})) {
      const ArmMention* arm = before(i, 10);
      if (arm && (names_a_group(token) || lexicon_.labels.longest(passage_.tokens, i + 1, i + 3).entry < 0)) {
        define(std::string(token.stem) + " group", *arm);
        if (token.upper) define(std::string(token.stem), *arm);
      }
      return;
    }
    // "(two-layer group)"
    if ((token.kind == TokenKind::word || token.spelled) && is(i + 2, '-') && is(i + 4, {"group", "arm"}) &&
        is(i + 5, ')')) {
      if (const ArmMention* arm = before(i, 10))
        define(std::string(token.text) + "-" + std::string(passage_.at(i + 3).text) + " group", *arm);
      return;
    }
    // "microfat and nanofat (MN, n = 15) or microfat (M, n = 15)"
    if (names_a_group(token) && !token.number() && is(i + 2, ',') && is(i + 3, {"n"}) && is(i + 4, '=')) {
      if (const ArmMention* arm = before(i, 3)) define(std::string(token.stem), *arm);
      return;
    }
    if (names_a_group(token) && !token.number() && (is(i + 2, ',') || is(i + 2, '=') || is(i + 2, ':'))) {
      const ArmMention* inner = after(i + 3);
      if (inner && inner->first <= i + 5) define(group_key(token), *inner);
      return;
    }
    if (token.is("group") && inside(i + 2) && names_a_group(passage_.at(i + 2))) return;
    // "fat with hydrogel and ASCs (group HA)"
    if (token.is("group") && is(i + 3, ')') && passage_.at(i + 2).upper) {
      const ArmMention* arm = before(i, 3);
      if (arm && lexicon_.labels.longest(passage_.tokens, i + 2, i + 3).entry < 0)
        define(std::string(passage_.at(i + 2).stem), *arm);
      return;
    }
    const bool closed = is(i + 2, ')') || is(i + 2, ',') || is(i + 2, ';');
    // "fat with saline (F)", "hypoxic exosomes (hExo)", "non-enriched fat (NE-fat)"
    if (names_a_group(token) && !token.number() && is(i + 2, ')')) {
      // "(A) PBS, (B) ASC": the letter comes first
      const ArmMention* behind = after(i + 3);
      const ArmMention* arm = behind && behind->first == i + 3 ? behind : before(i, 3);
      if (arm) define(group_key(token), *arm);
    } else if (token.upper && is(i + 2, '-') && is(i + 4, ')')) {
      // "fat enhanced with SVF (FG-S)": all of it, for "FG" may be the fat alone; "non-enriched fat (NE-fat)"
      const ArmMention* arm = passage_.at(i + 3).capital ? before(i, 3) : nullptr;
      if (arm)
        define(std::string(token.text) + "-" + std::string(passage_.at(i + 3).stem), *arm);
      else
        short_form(i, i + 1);
    } else if (token.kind == TokenKind::word && !token.upper && closed && token.text.size() <= 6) {
      const ArmMention* arm = before(i, 6);
      const bool label = lexicon_.labels.longest(passage_.tokens, i + 1, i + 2).entry >= 0;
      // "fat with 10^6 ASCs (High)"
      if (arm && !label && token.capital && is(i + 2, ')') && arm->last >= i - 1)
        define("capital " + std::string(token.stem), *arm);
      if (arm && !label &&
          (abbreviates(token.stem, words(arm->first, i)) ||
           (inside(arm->first - 1) && abbreviates(token.stem, words(arm->first - 1, i)))))
        define(std::string(token.stem), *arm);
    }
    // "fat with PRP (F+P)", "microfat plus nanofat (MF+NF)"
    if ((names_a_group(token) || token.upper) && !token.number() && is(i + 2, '+') && is(i + 4, ')'))
      if (const ArmMention* arm = before(i, 3))
        define(std::string(token.text) + "+" + std::string(passage_.at(i + 3).text), *arm);
    // "hypoxic exosomes (H-exo)"
    if (names_a_group(token) && !token.number() && is(i + 2, '-') && inside(i + 3) &&
        passage_.at(i + 3).kind == TokenKind::word && is(i + 4, ')'))
      if (const ArmMention* arm = before(i, 3))
        define(std::string(token.text) + "-" + std::string(passage_.at(i + 3).stem), *arm);
    if (token.upper && (is(i + 2, ')') || is(i + 2, ',') || is(i + 2, ';'))) short_form(i, i + 1);
  }

  /// An abbreviation behind an arm, directly or some words of its own later: "progenitor-enriched fat injection
  /// (PEFI)".
  void short_form(int open, int at) {
    const Token& token = passage_.at(at);
    if (token.text.size() > 7) return;
    if (lexicon_.labels.longest(passage_.tokens, at, at + 1).entry >= 0) return;
    // "(ANOVA, P = .01)", "(MRI)" behind an arm stand for nothing in it
    if (token.is_one_of({"anova", "ancova", "mri", "ct", "ci", "sd", "se", "sem", "iqr", "usa", "ml", "cc"})) return;
    const ArmMention* arm = before(open, 3);
    if (!arm) {
      arm = before(open, 6);
      if (arm && !abbreviates(token.stem, words(arm->first, open))) arm = nullptr;
    }
    // "with a gelatin sponge (GS), with PRP (P) or alone (C)"
    const bool first_of_list = is(at + 1, ')') && is(at + 2, ',') && is(at + 3, {"with", "plus"}) && gives_before(open);
    if (!arm && (given_something(open) || first_of_list) && has_reference())
      return define(std::string(token.stem), unknown_intervention());
    if (arm) define(std::string(token.stem), *arm);
  }

  [[nodiscard]] std::string words(int first, int last) const {
    std::string text;
    for (int k = first; k < last; ++k) {
      if (!text.empty()) text.push_back(' ');
      text += passage_.at(k).text;
    }
    return text;
  }

  /// "the adjuvant was PRP", "(cases: ADSC-supplemented fat)": what a plain word stands for.
  void explained(int i) {
    const ArmMention* arm = after(i + 2);
    if (!arm || arm->first > i + 9 || arm->role == ArmLexicon::Role::reference) return;
    for (int k = i + 2; k < arm->first; ++k)
      if (!is(k, {"fat", "graft", "grafts", "mixed", "with", "autologous", "the", "a", "of", "enriched", "plus",
                  "human", "microfat", "lipoaspirate", "and", "injected", "received"}))
        return;
    define(std::string(passage_.at(i).stem), *arm);
  }

  void side(int i) {
    if (!side_noun(passage_, i + 1) && !is(i + 1, ',') && !is(i - 1, {"the"})) {
      // "the right nasolabial fold"
      if (!is(i - 1, {"the"}) && !side_noun(passage_, i + 2)) return;
    }
    if (is(i - 1, {"were", "was", "had"})) return;
    // "fat with and without PRP was injected into the right and left cheeks"
    if (is(i + 1, {"and"}) && is(i + 2, {"left", "right"})) {
      const auto arms = all_before(i);
      if (arms.size() >= 2 && arms[arms.size() - 2]->arm != arms.back()->arm && i - arms.back()->last <= 12) {
        define(std::string(passage_.at(i).text), *arms[arms.size() - 2]);
        define(std::string(passage_.at(i + 2).text), *arms.back());
        return;
      }
    }
    const ArmMention* mention = before(i, 24);
    if (is(i + 1, ',') || !mention) mention = after(i);
    if (const ArmMention* given = given_to(i)) mention = given;
    if (mention && mention->first > i && of_the_other_side(i, *mention)) {
      // "deferoxamine was injected on the right, saline on the left"
      if (mention->role == ArmLexicon::Role::reference && gives_at(sentence_.first, i))
        define(std::string(passage_.at(i).text), unknown_intervention());
      return;
    }
    if (!mention || std::find(sided_.begin(), sided_.end(), mention) != sided_.end()) return;
    sided_.push_back(mention);
    define(std::string(passage_.at(i).text), *mention);
  }

  /// "the right side received fat with PRP": what a side itself was given, nullptr when none is said to
  [[nodiscard]] const ArmMention* given_to(int i) const {
    int verb = i + 1;
    while (verb < i + 4 && inside(verb) && passage_.at(verb).kind == TokenKind::word &&
           !is(verb, {"received", "got", "had", "underwent", "was", "were"}))
      ++verb;
    const bool passive =
        is(verb, {"was", "were"}) && is(verb + 1, {"injected", "treated", "grafted", "given", "filled"});
    if (!passive && !is(verb, {"received", "got", "underwent"})) return nullptr;
    const ArmMention* arm = after(verb);
    if (!arm || arm->first - verb > 8 || !leads_to(verb, arm->first)) return nullptr;
    for (int k = verb; k < arm->first; ++k)
      if (is(k, {"left", "right"}) || is(k, '.')) return nullptr;
    return arm;
  }
  /// "after microneedling on the right and without on the left": behind another arm's side, with its own.
  [[nodiscard]] bool of_the_other_side(int i, const ArmMention& mention) const {
    bool joined = false, named = false;
    for (int k = i + 1; k < mention.first; ++k) joined = joined || is(k, {"and", "while", "whereas"}) || is(k, ',');
    if (!is(mention.last, {"on", "in", "into", "to", "at"})) return false;
    for (int k = mention.last + 1; k < mention.last + 4; ++k)
      named = named || (is(k, {"left", "right"}) && passage_.at(k).key != passage_.at(i).key);
    return joined && named;
  }

  ArmAliases& aliases_;
  const ArmLexicon& lexicon_;
  const Passage& passage_;
  const Sentence& sentence_;
  const std::vector<ArmMention>& mentions_;
  std::vector<const ArmMention*> sided_;  ///< an arm has one side
};

void ArmAliases::learn(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence,
                       const std::vector<ArmMention>& mentions) {
  if (!mentions.empty()) Learner(*this, lexicon, passage, sentence, mentions).run();
}

}  // namespace evigraft
