#include "extract/arm_sizes.h"

#include <algorithm>

#include "extract/design_sizes.h"

namespace evigraft {
namespace {

bool assigns(const Token& token) {
  return token.text.starts_with("random") || token.text.starts_with("assign") || token.text.starts_with("allocat");
}

struct SizeClaim {
  int arm = -1;
  int n = 0;
  double strength = 0;
  int first = 0, last = 0;
};

class SizeReader {
 public:
  SizeReader(const FoldedParagraph& paragraph, const Sentence& sentence, const std::vector<TrialArmMention>& mentions)
      : paragraph_(paragraph), sentence_(sentence), mentions_(mentions) {
    for (int i = sentence.first; i < sentence.last; ++i) assigned_ |= assigns(paragraph.at(i));
  }

  std::vector<SizeClaim> run() {
    find_counts();
    if (equal_groups()) return std::move(claims_);
    if (lists_respectively()) return std::move(claims_);
    if (!mentions_.empty())
      for (const Count& count : counts_) claim(count);
    claim_equal_counts();
    return std::move(claims_);
  }

 private:
  struct Count {
    int at = 0;
    int first = 0, last = 0;  ///< with "n =" and bracket
    int n = 0;
    bool labelled = false;  ///< "n = 52"
    bool bracket = false;
    bool people = false;
  };

  [[nodiscard]] const Token& token(int i) const { return paragraph_.at(i); }
  [[nodiscard]] bool inside(int i) const { return i >= sentence_.first && i < sentence_.last; }
  [[nodiscard]] bool is(int i, WordList list) const { return inside(i) && token(i).is_one_of(list); }

  void find_counts() {
    for (int i = sentence_.first; i < sentence_.last; ++i) {
      const Token& number = token(i);
      if (!number.number() || number.decimals > 0 || number.value < (number.spelled ? 10 : 3) || number.value > 1e7)
        continue;
      Count count{i, i, i + 1, static_cast<int>(number.value), false, false, false};
      count.labelled = is(i - 1, {"=", ":"}) && is(i - 2, {"n"});
      if (count.labelled) count.first = i - 2;
      // "(n 52)"
      if (is(i - 1, {"n"}) && is(i - 2, {"(", "[", ";", ","})) {
        count.labelled = true;
        count.first = i - 1;
      }
      // "52%", "12 months", "5 mg", "± 3", "p = 12"
      if (!count.labelled &&
          (is(i + 1,
              {"%",  "percent", "/",  "-",  "years", "year",    "months", "month", "weeks", "week", "days", "day",
               "mg", "g",       "kg", "ml", "min",   "minutes", "hours",  "h",     "times", "mm",   "cm"}) ||
           is(i - 1,
              {"=",     "<",     ">",      "/",          "-",     ".",       "aged",  "at",    "day",     "week",
               "month", "table", "figure", "fig",        "phase", "type",    "grade", "visit", "cohort",  "stage",
               "part",  "step",  "level",  "experiment", "study", "session", "class", "score", "version", "model"}) ||
           (is(i + 1, {"."}) && i + 2 < sentence_.last) || (inside(i - 1) && token(i - 1).is(kPlusMinus)) ||
           (inside(i + 1) && token(i + 1).is(kPlusMinus))))
        continue;
      // "20 of the 42 patients": the 42 are all; "group 2" is a name
      const int of = is(i - 1, {"the"}) ? i - 2 : i - 1;
      if (is(of, {"of"}) && inside(of - 1) && token(of - 1).number()) {
        if (!counts_.empty() && inside(i + 1)) counts_.back().people |= is_people(token(i + 1));
        continue;
      }
      if (is(i - 1, {"group", "groups", "arm"}) && !(inside(i + 1) && is_people(token(i + 1)))) continue;
      int next = i + 1;
      for (int k = 0; k < 5 && inside(next); ++k, ++next) {
        if (is_people(token(next))) count.people = true;
        if (count.people || (k > 1 && (token(next).number() || is(next, {",", ";", ")", "and", "or"})))) break;
      }
      // "(60)", "(60 patients)", "(60; 48%)": a bracket about what stands before it; "(60 zinc, 58 placebo)" is not
      count.bracket = is(count.first - 1, {"(", "["}) && (count.labelled || is(count.last, {")", "]", ";", ",", "["}) ||
                                                          (count.people && is(next + 1, {")", "]", ",", ";"})));
      counts_.push_back(count);
    }
  }

  /// "two groups of 30", "30 patients in each group", "30 per arm", "(n = 30 each)", "n = 30 per group", "n =
  /// 30/group", "each group consisted of 30 patients", "three groups (n = 30)"
  bool equal_groups() {
    for (const Count& count : counts_) {
      bool each = is(count.at + 1, {"/"}) && is(count.at + 2, {"group", "arm"});
      if (count.labelled && is(count.first - 1, {"("}) && is(count.first - 2, {"groups", "arms"}) &&
          is(count.last, {")"}))
        each = true;
      if (count.people && is(count.first - 1, {"of", "had", "included", "comprised", "contained", "with"}))
        for (int i = count.first - 2; i >= count.first - 5; --i)
          each |= is(i, {"each", "either"}) && is(i + 1, {"group", "arm"});
      for (int i = count.at + 1; i < std::min(count.at + 6, sentence_.last); ++i) {
        if (token(i).number()) break;
        if (is(i, {"each", "per", "either"}) &&
            (is(i + 1, {"group", "arm", "treatment", ")", ".", ":"}) || i + 1 == sentence_.last ||
             is(i + 1, {"study"}) || (count.people && is(i + 1, {"in", "to", "received", "receiving"}))))
          each = true;
      }
      if (is(count.at - 1, {"of"}) && is(count.at - 2, {"groups", "arms"}) && count.people) each = true;
      if (!each) continue;
      for (int arm = 0; arm < 2; ++arm) claims_.push_back({arm, count.n, 1.5, count.at, count.at + 1});
      return true;
    }
    return false;
  }

  /// "20 and 22 patients received A and B, respectively": as many counts as arms
  bool lists_respectively() {
    bool said = false;
    for (int i = sentence_.first; i < sentence_.last; ++i) said |= token(i).is("respectively");
    if (!said || mentions_.size() != 2 || counts_.size() < 2 || mentions_[0].arm == mentions_[1].arm) return false;
    // the counts that stand side by side
    for (std::size_t k = 0; k + 1 < counts_.size(); ++k) {
      std::size_t end = k + 1;
      while (end < counts_.size() && counts_[end].at - counts_[end - 1].at <= 3) ++end;
      if (end - k < 2) continue;
      bool people = assigned_;
      for (std::size_t i = k; i < end; ++i) people |= counts_[i].people || counts_[i].labelled;
      const auto places = places_in_list(paragraph_, mentions_[0], mentions_[1], static_cast<int>(end - k));
      if (!people || !places) {
        k = end - 1;
        continue;
      }
      for (std::size_t m = 0; m < 2; ++m) {
        const Count& count = counts_[k + static_cast<std::size_t>((*places)[m])];
        claims_.push_back({mentions_[m].arm, count.n, 2.5, count.first, count.last});
      }
      return true;
    }
    return false;
  }

  /// "were assigned to A (n = 20) or B (n = 20)": whichever is meant has 20.
  void claim_equal_counts() {
    int n = 0, counted = 0, at = 0;
    bool groups = assigned_;
    for (int i = sentence_.first; i < sentence_.last; ++i) {
      groups |= is(i, {"group", "groups", "arm", "arms"});
      // "women (n = 20) and men (n = 20)" are no arms
      if (is(i, {"men", "women", "males", "females", "boys", "girls", "male", "female"})) return;
    }
    for (const Count& count : counts_) {
      if (!count.labelled) continue;
      if (counted > 0 && count.n != n) return;
      n = count.n;
      at = count.at;
      ++counted;
    }
    if (!groups || counted < 2) return;
    for (int arm = 0; arm < 2; ++arm)
      if (std::none_of(claims_.begin(), claims_.end(), [&](const SizeClaim& one) { return one.arm == arm; }))
        claims_.push_back({arm, n, 1.2, at, at + 1});
  }

  [[nodiscard]] bool total_of_both(const Count& count, const TrialArmMention& after) const {
    for (const TrialArmMention& mention : mentions_) {
      if (mention.first < after.last || mention.arm == after.arm) continue;
      for (const Count& other : counts_)
        if (other.at > count.at && other.at < mention.first + 8 && other.at != count.at) return false;
      return true;
    }
    return false;
  }

  [[nodiscard]] bool of_people() const {
    return std::any_of(counts_.begin(), counts_.end(), [](const Count& other) { return other.people; });
  }

  /// "zinc was given to 43 patients and placebo to 41"
  [[nodiscard]] bool given_to(const Count& count, const TrialArmMention& before) const {
    if (!is(count.first - 1, {"to", "in"}) || count.first - before.last > 4) return false;
    const auto gives = [&](int from, int to) {
      for (int i = from; i < to; ++i)
        if (is(i, {"given", "administered", "applied", "performed", "prescribed", "used"})) return true;
      return false;
    };
    return gives(before.last, count.first) || (before.last == count.first - 1 && gives(sentence_.first, before.first));
  }

  /// "the number of patients was 43 in the zinc group"
  [[nodiscard]] bool numbers_people() const {
    for (int i = sentence_.first; i + 2 < sentence_.last; ++i)
      if (is(i, {"number", "numbers"}) && is(i + 1, {"of"}) && is_people(token(i + 2))) return true;
    return false;
  }

  void claim(const Count& count) {
    const TrialArmMention* before = nullptr;
    const TrialArmMention* after = nullptr;
    for (const TrialArmMention& mention : mentions_) {
      if (mention.last <= count.first) before = &mention;
      if (mention.first >= count.last && !after) after = &mention;
    }
    const auto free_between = [&](int from, int to) {
      for (const Count& other : counts_)
        if (other.at != count.at && other.at >= from && other.at < to) return false;
      return true;
    };
    // "the zinc group of 20", "the study group had 20 children"
    if (before && !count.labelled && !count.bracket && count.first - before->last <= 4 && (of_people() || assigned_) &&
        (is(count.first - 1, {"of", "had", "included", "comprised", "comprising", "contained", "numbered"}) ||
         (is(count.first - 1, {"group", "arm"}) && count.people))) {
      claims_.push_back({before->arm, count.n, 1.6, count.first, count.last});
      return;
    }
    if (before && !count.labelled && !count.bracket && of_people() && given_to(count, *before)) {
      claims_.push_back({before->arm, count.n, 1.8, count.first, count.last});
      return;
    }
    // "n = 20 for the zinc group" belongs to what follows
    const bool forward = count.labelled && !count.bracket && is(count.last, {"for"});
    if (!forward && (count.labelled || count.bracket)) {
      // "(n = 52)" belongs to what stands before it
      if (before && count.first - before->last <= 7 && free_between(before->last, count.first)) {
        claims_.push_back({before->arm, count.n,
                           count.labelled ? 2.5
                           : assigned_    ? 2
                           : count.people ? 1.2
                                          : 0,
                           count.first, count.last});
        return;
      }
      if (!count.labelled) return;
    }
    // "fentanyl group: 76 [52.1%]"
    if (before && is(count.first - 1, {":"}) && count.first - before->last <= 3) {
      claims_.push_back({before->arm, count.n, 2.2, count.first, count.last});
      return;
    }
    // "52 in the placebo group", "52 patients were randomised to placebo", "52 to placebo"
    if (after && after->first - count.last <= 12 && free_between(count.last, after->first)) {
      // "146 patients were randomised to A and B": the number of both
      const bool total = total_of_both(count, *after);
      const bool acts = is(count.last, {"received", "receiving", "got", "took", "were", "was", "underwent", "used"});
      bool joined = (of_people() || assigned_ || forward || acts || numbers_people()) && !total;
      bool barred = false, named_group = is(after->last, {"group", "arm", "groups"}) || after->first == count.last ||
                                         (count.people && after->first - count.last <= 4);
      for (int i = count.last; i < after->first; ++i) {
        // "146 women (fentanyl group: 76, ...)": the bracket breaks the number down
        if (is(i, {"(", "[", ":"})) barred = true;
        if (is(i, {";", ",", ")"}) && after->first - count.last > 3) barred = true;
        if (is(i, {"%"})) barred = true;
        if (is(i, {"in", "to", "received", "on", "with", "were", "of", "assigned", "allocated", "randomised",
                   "randomized", "receiving"}))
          named_group |= true;
      }
      if (joined && !barred && named_group)
        claims_.push_back({after->arm, count.n,
                           (assigned_ ? 2 : 1) + (count.people ? 0.2 : 0) - (count.labelled ? 0.5 : 0), count.first,
                           count.last});
    }
  }

  const FoldedParagraph& paragraph_;
  const Sentence& sentence_;
  const std::vector<TrialArmMention>& mentions_;
  bool assigned_ = false;
  std::vector<Count> counts_;
  std::vector<SizeClaim> claims_;
};

}  // namespace

std::array<std::optional<AnsweredNumber>, 2> stated_sizes(const std::vector<std::unique_ptr<FoldedParagraph>>& article,
                                                          MentionFinder& mentions) {
  std::array<std::optional<AnsweredNumber>, 2> out;
  std::array<double, 2> best{};
  for (const auto& paragraph : article)
    for (const Sentence& sentence : paragraph->sentences) {
      // a planned size is no size: "52 patients per group give a power of 80%"
      bool planned = false;
      for (int i = sentence.first; i < sentence.last; ++i)
        planned |= paragraph->at(i).is_one_of(
                       {"power", "alpha", "dropout", "detect", "required", "calculated", "assuming", "calculation"}) ||
                   (paragraph->at(i).is("sample") && i + 1 < sentence.last &&
                    paragraph->at(i + 1).is_one_of({"size", "sizes"}));
      if (planned) continue;
      const std::vector<TrialArmMention> found = mentions.find(*paragraph, sentence);
      std::vector<SizeClaim> claims = SizeReader(*paragraph, sentence, found).run();
      // a sentence that sizes both arms is worth more than one that sizes one
      bool both[2] = {false, false};
      for (const SizeClaim& claim : claims)
        if (claim.strength > 0) both[claim.arm] = true;
      for (const SizeClaim& claim : claims) {
        const double strength = claim.strength + (both[0] && both[1] ? 1 : 0);
        const auto arm = static_cast<std::size_t>(claim.arm);
        if (claim.strength <= 0.5 || strength <= best[arm]) continue;
        best[arm] = strength;
        out[arm] = AnsweredNumber{
            static_cast<double>(claim.n), {}, paragraph->where, paragraph->words(claim.first, claim.last), {}};
      }
    }
  return out;
}

}  // namespace evigraft
