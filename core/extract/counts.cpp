// core/extract/counts.cpp: who was analysed beats who was randomised; what is not certain stays open.
#include "extract/counts.h"

#include <algorithm>
#include <cmath>

namespace evigraft {
namespace {

std::vector<std::string> words_of(const std::string& label) {
  std::vector<std::string> words(1);
  for (const char c : label) {
    if (c == ' ' || c == '-')
      words.emplace_back();
    else
      words.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return words;
}

/// "Group 1" and "Group 2", "high dose" and "low-dose group" are two arms of one class.
bool told_apart(const std::string& one, const std::string& other) {
  const std::vector<std::string> a = words_of(one), b = words_of(other);
  if (a.size() < 2 || b.size() < 2) return false;
  if (a[0] == "group" && b[0] == "group") return a[1] != b[1];
  return a[1] == "dose" && b[1] == "dose" && a[0] != b[0];
}

/// "centrifugation" and "centrifuged fat"
bool of_one_stem(const std::string& word, const std::string& label) {
  constexpr std::size_t kStem = 6;
  if (word.size() < kStem) return word == label;
  for (const std::string& other : words_of(label))
    if (other.size() >= kStem && other.compare(0, kStem, words_of(word)[0], 0, kStem) == 0) return true;
  return false;
}

}  // namespace

Counts::Counts(const CountLexicon& lexicon, const Passage& abstract, const std::vector<Measured>& measured,
               const ArmDictionary& arms, const Description& description) {
  within_person_ = description.pairing == Pairing::within_person;
  comparative_ = arms.comparative();
  only_arm_ = arms.whole_text();
  const bool animals = description.species == Species::animal;
  for (std::size_t i = 0; i < abstract.sentences.size(); ++i) {
    const Sentence& sentence = abstract.sentences[i];
    if (sentence.section == Section::background || sentence.section == Section::conclusion) continue;
    count_heads(lexicon, abstract, sentence, measured[i].times, arms, animals, heads_);
  }
  // "Aim: to compare SVF-gel (n = 29) with fat alone (n = 30)", where nothing else counts anybody
  if (heads_.stated.empty() && !heads_.enrolled && !heads_.analysed && !heads_.per_group)
    for (std::size_t k = 0; k < abstract.sentences.size(); ++k) {
      const Sentence& sentence = abstract.sentences[k];
      int named = 0;
      for (int i = sentence.first; i + 1 < sentence.last; ++i)
        named += abstract.is(i, {"n"}) && abstract.is(i + 1, '=');
      if (sentence.section == Section::background && named > 1)
        count_heads(lexicon, abstract, sentence, measured[k].times, arms, animals, heads_);
    }
  settle(arms, description);
}

void Counts::settle(const ArmDictionary& arms, const Description& description) {
  if (within_person_ && heads_.enrolled) {
    int sum = 0;
    for (const ArmCount& stated : heads_.stated) sum += stated.n;
    // "26 patients, SVF in 13 of them and saline in the others" are no pairs, whatever else is bilateral
    if (sum == *heads_.enrolled && heads_.stated.size() > 1) {
      within_person_ = false;
      // "one flank had PRF in 20 mice and SVF in 20, the other fat only in all 40"
      const auto refers = [&](const ArmCount& stated) { return stated.arm == arms.reference(); };
      if (std::none_of(heads_.stated.begin(), heads_.stated.end(), refers))
        heads_.stated.push_back({arms.reference(), {}, sum, false, heads_.stated.front().sentence, -1});
    }
    // "six sites on each animal, three with SVF" counts no animals
    else
      std::erase_if(heads_.stated, [&](const ArmCount& stated) {
        return !stated.analysed && !stated.named && 2 * stated.n <= *heads_.enrolled;
      });
  }
  // "fifteen women were treated with SVF on one eyelid and plain fat on the other": all of them have both
  if (within_person_)
    for (const ArmCount& stated : heads_.stated)
      if (!heads_.enrolled || stated.n > *heads_.enrolled) heads_.enrolled = stated.n;
  if (description.design == Design::review || description.design == Design::meta_analysis ||
      description.design == Design::protocol || description.species == Species::in_vitro ||
      description.species == Species::none)
    return;
  if (!comparative_ && heads_.stated.size() == 1) {
    const int n = heads_.stated.front().n;
    if (!heads_.enrolled) heads_.enrolled = n;
    // "33 patients were recruited; two withdrew. Thirty had nanofat."
    else if (!heads_.analysed && heads_.lost_of_all > 0 && n < *heads_.enrolled && 2 * n > *heads_.enrolled)
      heads_.analysed = n;
  }
  // "One pig died and was not analysed"
  const int lost = heads_.lost_of_all;
  if (!heads_.analysed && heads_.enrolled && lost > 0 && 2 * lost < *heads_.enrolled &&
      (within_person_ || !comparative_))
    heads_.analysed = *heads_.enrolled - lost;
  const std::optional<int> all = heads_.enrolled ? heads_.enrolled : heads_.analysed;
  if (!heads_.per_group && heads_.equal && heads_.groups > 1 && all && *all % heads_.groups == 0)
    heads_.per_group = *all / heads_.groups;
  // "We describe a 34-year-old man"
  if (description.design == Design::case_report && !heads_.enrolled && !heads_.analysed && heads_.stated.empty())
    heads_.analysed = 1;
  settle_rest(arms);
  settle_other(arms);
  for (const ArmClass arm : arms.classes()) {
    if (arm == ArmClass::all) continue;
    Arm entry;
    entry.arm_class = arm;
    for (const ArmCount& stated : heads_.stated)
      if (stated.arm == arm && entry.label.empty()) entry.label = stated.label;
    entry.n = of(arm, entry.label);
    arms_.push_back(std::move(entry));
  }
  settle_total();
}

/// "30 of the 58 had PRF and 28 had not": beside an intervention those are the comparator, and beside the comparator
/// the only intervention.
void Counts::settle_rest(const ArmDictionary& arms) {
  if (!heads_.rest || within_person_) return;
  ArmClass other = arms.reference();
  if (heads_.rest->arm == other) {
    std::vector<ArmClass> active;
    for (const ArmClass arm : arms.classes())
      if (arm != ArmClass::all && arm != other) active.push_back(arm);
    if (active.size() != 1) return;
    other = active.front();
  }
  for (const ArmCount& stated : heads_.stated)
    if (stated.arm == other) return;
  ArmCount rest = *heads_.rest;
  rest.arm = other;
  heads_.stated.push_back(std::move(rest));
}

/// What one of two arms leaves to the other: "assigned to fat (n = 12) or fat with ASCs (n = 11)", where "fat" names no
/// arm by itself; "ten women had fat grafts; in five of them cells were added".
void Counts::settle_other(const ArmDictionary& arms) {
  if (within_person_ || heads_.stated.empty()) return;
  std::vector<ArmClass> classes;
  for (const ArmClass arm : arms.classes())
    if (arm != ArmClass::all) classes.push_back(arm);
  if (classes.size() != 2) return;
  const ArmCount* told = nullptr;
  for (const ArmCount& stated : heads_.stated) {
    if (told && (stated.arm == told->arm || (stated.of_all && told->of_all))) return;
    if (!told || stated.of_all) told = &stated;
  }
  const ArmClass other = told->arm == classes[0] ? classes[1] : classes[0];
  const auto counted = std::find_if(heads_.stated.begin(), heads_.stated.end(),
                                    [&](const ArmCount& stated) { return stated.arm == other; });
  if (told->of_all) {
    const int all = counted != heads_.stated.end() ? counted->n : heads_.enrolled.value_or(0);
    if (all <= told->n || (counted != heads_.stated.end() && counted->at > told->at)) return;
    if (counted == heads_.stated.end())
      heads_.stated.push_back({other, {}, all - told->n, false, told->sentence, told->at});
    else if (!heads_.enrolled || *heads_.enrolled == all)
      counted->n = all - told->n;
    if (!heads_.enrolled) heads_.enrolled = all;
    return;
  }
  // "we compared 12 patients who wanted cells with 15 who had conventional grafts"
  if (counted == heads_.stated.end() && heads_.compared && heads_.compared->sentence == told->sentence &&
      heads_.compared->arm == told->arm) {
    heads_.stated.push_back(*heads_.compared);
    heads_.stated.back().arm = other;
    return;
  }
  if (counted != heads_.stated.end() || !told->named || heads_.described.size() != 1 ||
      heads_.described.front().sentence != told->sentence)
    return;
  heads_.stated.push_back({other, {}, heads_.described.front().n, told->analysed, told->sentence, told->at, true});
}

void Counts::settle_total() {
  if (heads_.analysed || within_person_) {
    total_ = heads_.analysed ? heads_.analysed : heads_.enrolled;
    return;
  }
  // the sum of the arms when each was counted by itself; dose arms of one class all count
  int sum = 0, counted = 0;
  for (const Arm& arm : arms_) {
    const auto of_arm = [&](const ArmCount& stated) { return stated.arm == arm.arm_class; };
    const bool analysed = std::any_of(heads_.stated.begin(), heads_.stated.end(),
                                      [&](const ArmCount& stated) { return of_arm(stated) && stated.analysed; });
    bool known = false;
    for (const ArmCount& stated : heads_.stated)
      if (of_arm(stated) && stated.analysed == analysed) {
        sum += analysed || known ? stated.n : left_of(stated.n, stated.arm, stated.label, stated.sentence);
        known = true;
      }
    if (known) ++counted;
  }
  const bool all_counted = counted > 0 && counted == static_cast<int>(arms_.size());
  if ((all_counted && (counted > 1 || !heads_.enrolled || *heads_.enrolled < sum)) ||
      (counted > 1 && heads_.enrolled && *heads_.enrolled < sum))
    total_ = sum;
  else if (heads_.enrolled)
    total_ = heads_.enrolled;
  else if (heads_.per_group && arms_.size() > 1)
    total_ = *heads_.per_group * (heads_.groups > 1 ? heads_.groups : static_cast<int>(arms_.size()));
  else if (counted == 1 && arms_.size() == 1)
    total_ = sum;
}

/// Who was lost after the arm was counted is taken off.
int Counts::left_of(int n, ArmClass arm, const std::string& label, int counted_at, std::optional<double> months) const {
  int left = n;
  for (const ArmCount& lost : heads_.lost)
    if (lost.sentence > counted_at && !(months && lost.since && *months < *lost.since - 0.15) &&
        (lost.arm == ArmClass::all ? lost.label.empty() || of_one_stem(lost.label, label)
                                   : lost.arm == arm && !told_apart(lost.label, label)))
      left -= lost.n;
  return 2 * left > n ? left : n;
}

std::optional<int> Counts::of(ArmClass arm, const std::string& label, std::optional<double> months) const {
  const ArmCount* found = nullptr;
  bool unequal = false;
  for (const ArmCount& stated : heads_.stated) {
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
  const std::optional<int> each = heads_.per_group;
  if (each && heads_.per_group_analysed && !(found && found->analysed)) return each;
  // "forty received SVF from one of four systems (10 each)"
  if (each && found && !unequal && found->n > *each && found->n % *each == 0) return left_by_name(*each, arm, label);
  // "two volunteers of the PRP group received less"
  if (each && found && !found->analysed && 2 * found->n < *each)
    return left_of(*each, arm, label, heads_.per_group_at, months);
  // "thirty patients received nanofat; two were lost"
  const bool fewer = heads_.analysed && found && !found->analysed && *heads_.analysed < found->n;
  if (fewer && (within_person_ || (arm == only_arm_ && !comparative_))) return heads_.analysed;
  if (found && !unequal) return found->analysed ? found->n : left_of(found->n, arm, label, found->sentence, months);
  if (found) return of_label(arm, label);
  if (const auto described = described_as(label)) return described;
  if (each) return heads_.per_group_analysed ? *each : left_of(*each, arm, label, heads_.per_group_at, months);
  if (within_person_ || arm == only_arm_ || arm == ArmClass::all)
    return heads_.analysed ? heads_.analysed : heads_.enrolled;
  return std::nullopt;
}

/// The only count of the class whose label shares a telling word with this one.
std::optional<int> Counts::of_label(ArmClass arm, const std::string& label) const {
  const std::vector<std::string> asked = words_of(label);
  const auto tells = [](const std::string& word) {
    for (const char* const common : {"fat", "group", "graft", "grafts", "grafting", "with", "and", "the", "of", "arm"})
      if (word == common) return false;
    return !word.empty();
  };
  std::optional<int> n;
  for (const ArmCount& stated : heads_.stated) {
    if (stated.arm != arm) continue;
    const std::vector<std::string> words = words_of(stated.label);
    const bool shared = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return tells(word) && std::find(asked.begin(), asked.end(), word) != asked.end();
    });
    if (!shared || n == stated.n) continue;
    if (n) return std::nullopt;
    n = stated.n;
  }
  if (!n) return described_as(label);
  // "44 patients were randomised to washed or centrifuged fat, 22 each"
  const std::optional<int> each = heads_.per_group;
  return each && *n > *each && *n % *each == 0 ? left_by_name(*each, arm, label) : *n;
}

/// "57% for gauze" of "rolling on cotton gauze (n = 26)": the only count whose words hold the label's last.
std::optional<int> Counts::described_as(const std::string& label) const {
  if (label.empty() || heads_.described.empty()) return std::nullopt;
  const std::string word = words_of(label).back();
  std::optional<int> n;
  for (const WordsCount& described : heads_.described) {
    if (std::find(described.words.begin(), described.words.end(), word) == described.words.end()) continue;
    if (n) return std::nullopt;
    n = described.n;
  }
  return n;
}

std::optional<int> Counts::of_part(ArmClass arm, const std::string& label) const {
  if (!heads_.per_group) return std::nullopt;
  if (heads_.per_group_analysed) return *heads_.per_group;
  return left_by_name(left_of(*heads_.per_group, ArmClass::all, {}, heads_.per_group_at), arm, label);
}

/// "22 each; three patients in the centrifugation arm were lost": of two arms of one class the one of that name
int Counts::left_by_name(int n, ArmClass arm, const std::string& label) const {
  for (const ArmCount& lost : heads_.lost)
    if (lost.arm == arm && of_one_stem(lost.label, label)) n -= lost.n;
  return n;
}

/// "Eight mice per group had fat. Three mice died": of which group is not said.
bool Counts::lost_of_an_unknown_arm(ArmClass arm) const {
  if (heads_.lost_of_all == 0 || !heads_.lost.empty() || heads_.analysed) return false;
  if (heads_.per_group) return !heads_.per_group_analysed && heads_.per_group_at < heads_.lost_at;
  bool before = false;
  for (const ArmCount& stated : heads_.stated) {
    if (stated.arm != arm) continue;
    if (stated.analysed || stated.sentence >= heads_.lost_at) return false;
    before = stated.at < heads_.lost_at;
  }
  return before;
}

bool Counts::took(int token) const {
  return std::any_of(heads_.stated.begin(), heads_.stated.end(),
                     [&](const ArmCount& stated) { return stated.at == token; });
}

std::optional<int> Counts::at(std::optional<double> months, std::optional<ArmClass> arm,
                              const std::string& label) const {
  std::optional<int> n = arm ? of(*arm, label, months) : total_;
  if (n && arm && comparative_ && !within_person_ && lost_of_an_unknown_arm(*arm)) return std::nullopt;
  // "half were killed at 4 weeks and the rest at 12 weeks"
  if (n && heads_.killed_in > 1) n = *n % heads_.killed_in == 0 ? std::optional(*n / heads_.killed_in) : std::nullopt;
  const bool all = !arm || *arm == ArmClass::all || within_person_ || !comparative_;
  if (heads_.killed_each && all) return heads_.killed_each;
  if (heads_.killed_each && !heads_.per_group) return std::nullopt;
  if (!months) return n;
  for (const TimedCount& timed : heads_.timed) {
    if (std::abs(timed.months - *months) > 0.15) continue;
    if (timed.arm != ArmClass::all && arm && timed.arm == *arm) return timed.n;
    if (timed.arm != ArmClass::all) continue;
    if (all || timed.of_each) return timed.n;
    // who of which arm was missing then is not said
    if (!total_ || timed.n < *total_) return std::nullopt;
  }
  return n;
}

}  // namespace evigraft
