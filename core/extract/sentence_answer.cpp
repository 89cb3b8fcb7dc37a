// core/extract/sentence_answer.cpp: values and arms of a sentence are matched by order when there are as many of one as
// of the other; anything less plain is left alone.
#include "extract/sentence_answer.h"

#include <algorithm>
#include <array>

namespace evigraft {
namespace {

struct SentenceValue {
  int first = 0, last = 0;
  CellValue value;
};

/// "5 of 30 children (16.7%)" as a cell has it: "5 of 30 (16.7%)".
std::string without_people(std::string text) {
  const std::size_t bracket = text.find('(');
  if (bracket == std::string::npos) return text;
  std::size_t last = bracket;
  while (last > 0 && text[last - 1] == ' ') --last;
  std::size_t first = last;
  while (first > 0 && text[first - 1] >= 'a' && text[first - 1] <= 'z') --first;
  if (first > 0 && first < last && text[first - 1] == ' ' && last - first > 2) text.erase(first, last - first);
  return text;
}

/// Numbers with what is printed at them; P values, times, sizes and confidence levels are no values.
std::vector<SentenceValue> values_of(const FoldedParagraph& paragraph, const Sentence& sentence) {
  std::vector<SentenceValue> out;
  const auto is = [&](int i, WordList list) {
    return i >= sentence.first && i < sentence.last && paragraph.at(i).is_one_of(list);
  };
  for (int i = sentence.first; i < sentence.last; ++i) {
    const Token& token = paragraph.at(i);
    if (!token.number()) continue;
    // "Twelve patients (40%)"
    const bool people =
        is(i + 1, {"patients", "participants", "children", "subjects", "women", "men", "people", "infants", "cases"}) &&
        is(i + 2, {"("}) && token.decimals == 0;
    // "five (10%)"
    const bool with_share = is(i + 1, {"("}) && is(i + 3, {"%"});
    if (token.spelled && !people && !with_share) continue;
    if (is(i - 1, {"=", "<", ">", "table", "figure", "fig", "week", "day", "month", "visit", "/"})) {
      continue;
    }
    if (!people && is(i + 1, {"mg", "patients", "participants", "subjects", "-"})) continue;
    // "at 6 months" is when; "a median of 6.9 months" is what
    if (is(i + 1, {"years", "year", "months", "month", "weeks", "week", "days", "day", "hours", "hour", "h", "minutes",
                   "min"}) &&
        (token.decimals == 0 &&
         is(i - 1, {"at",   "after", "within", "during", "over", "for", "by", "to", "until", "every",
                    "past", "first", "last",   "the",    "and",  "of",  ",",  "(",  "aged",  "previous"})))
      continue;
    if (is(i + 1, {"%"}) && is(i + 2, {"ci", "confidence"})) continue;
    // the value with its spread and brackets: up to the next word that is not part of it
    int last = people ? i + 2 : i + 1;
    int depth = 0;
    // "6.9 months (95% CI 5.8 to 8.0)": the unit between value and bracket
    const bool unit = last + 1 < sentence.last && paragraph.at(last).kind == TokenKind::word &&
                      (paragraph.at(last + 1).is_one_of({"(", "["}) || paragraph.at(last + 1).is(kPlusMinus));
    const int tail = unit ? last + 1 : last;
    if (unit) last = tail;
    for (; last < sentence.last && last < i + 18; ++last) {
      const Token& next = paragraph.at(last);
      if (next.is_one_of({"(", "["})) {
        ++depth;
        continue;
      }
      if (next.is_one_of({")", "]"})) {
        if (depth == 0) break;
        --depth;
        if (depth == 0) {
          ++last;
          break;
        }
        continue;
      }
      if (depth > 0) continue;
      // "5 of 30 children (16.7%)"
      if (next.is_one_of(
              {"patients", "participants", "children", "subjects", "women", "men", "cases", "people", "infants"}) &&
          is(last + 1, {"("}))
        continue;
      if (next.number() || next.is(kPlusMinus) || next.is_one_of({"%", "/", "of", "sd", "se", "-"})) continue;
      break;
    }
    while (last > i + 1 && is(last - 1, {"of", "-", "/", "(", "["})) --last;
    const CellValue value = read_cell(
        without_people((token.spelled ? std::to_string(static_cast<int>(token.value)) : paragraph.words(i, i + 1)) +
                       " " + paragraph.words(tail, last)));
    if (value.shape == CellShape::nothing || value.shape == CellShape::range || value.bound) continue;
    out.push_back({i, last, value});
    i = last - 1;
  }
  // "fell from 75 ± 5 to 70 ± 5": the later value; "ranged from 3 to 5" is none
  for (std::size_t v = 0; v + 1 < out.size(); ++v)
    if (is(out[v].first - 1, {"from"}) && is(out[v + 1].first - 1, {"to"}) && out[v + 1].first - out[v].last <= 3) {
      const bool range = is(out[v].first - 2, {"ranged", "ranging", "range", "varied", "varying"});
      const auto at = out.begin() + static_cast<std::ptrdiff_t>(v);
      out.erase(at, at + (range ? 2 : 1));
    }
  return out;
}

double fit(const FoldedParagraph& paragraph, const Sentence& sentence, const WantedOutcome& wanted,
           const Abbreviations& abbreviations) {
  const std::vector<LabelWord> words =
      spelled_out(label_words(paragraph.words(sentence.first, sentence.last)), abbreviations);
  return coverage(wanted.words, words);
}

/// "the mean score was 17.1 and 14.0": bare numbers count only where they are said to be means, not effects.
bool speaks_of_means(const FoldedParagraph& paragraph, const Sentence& sentence, bool median) {
  bool mean = false;
  for (int i = sentence.first; i < sentence.last; ++i) {
    const Token& token = paragraph.at(i);
    if (token.is_one_of({"difference", "differences", "effect", "es", "or", "ratio", "coefficient", "cohen", "beta",
                         "hazard", "correlation"}))
      return false;
    mean |= token.is_one_of({"mean", "means", "average", "averaged"}) || (median && token.is("median"));
  }
  return mean;
}

struct Pair {
  std::array<SentenceValue, 2> values;
  std::array<TrialArmMention, 2> named;
};

/// One value for each arm: "3.2 with zinc and 4.5 with placebo", "zinc 3.2, placebo 4.5", "3.2 and 4.5 with zinc and
/// placebo, respectively". In a longer list the pair that stands at the outcome's words.
std::optional<Pair> pair_of(const FoldedParagraph& paragraph, const Sentence& sentence,
                            const std::vector<SentenceValue>& values, const std::vector<TrialArmMention>& named,
                            const WantedOutcome& wanted, const Abbreviations& abbreviations) {
  const auto alike = [](const SentenceValue& a, const SentenceValue& b) {
    return a.value.shape == b.value.shape && a.value.first_percent == b.value.first_percent;
  };
  if (values.size() == 2 && named.size() == 2 && named[0].arm != named[1].arm && alike(values[0], values[1]))
    return Pair{{values[0], values[1]}, {named[0], named[1]}};
  // "16.1, 15.7 and 15.2 in the zinc, iron and placebo groups, respectively"
  if (values.size() >= 3 && named.size() == 2 && named[0].arm != named[1].arm) {
    bool run = true;
    for (std::size_t v = 0; v + 1 < values.size(); ++v)
      run &= alike(values[v], values[v + 1]) && values[v + 1].first - values[v].last <= 3;
    const auto places =
        run ? places_in_list(paragraph, named[0], named[1], static_cast<int>(values.size())) : std::nullopt;
    if (places)
      return Pair{{values[static_cast<std::size_t>((*places)[0])], values[static_cast<std::size_t>((*places)[1])]},
                  {named[0], named[1]}};
  }
  std::optional<Pair> best;
  double best_fit = 0.5;
  int from = sentence.first;
  for (std::size_t v = 0; v + 1 < values.size(); ++v) {
    const SentenceValue& a = values[v];
    const SentenceValue& b = values[v + 1];
    std::vector<TrialArmMention> before, between, after;
    const int next = v + 2 < values.size() ? values[v + 2].first : sentence.last;
    for (const TrialArmMention& mention : named) {
      if (mention.first >= from && mention.last <= a.first) before.push_back(mention);
      if (mention.first >= a.last && mention.last <= b.first) between.push_back(mention);
      if (mention.first >= b.last && mention.last <= next) after.push_back(mention);
    }
    std::optional<Pair> pair;
    if (alike(a, b)) {
      const bool adjacent = b.first - a.last <= 4 && between.empty();
      // "(zinc 68%, placebo 70%)": each arm right in front of its value
      const bool in_front = between.size() == 1 && !before.empty() && before.back().arm != between[0].arm &&
                            a.first - before.back().last <= 1 && b.first - between[0].last <= 1;
      if (in_front)
        pair = Pair{{a, b}, {before.back(), between[0]}};
      else if (between.size() == 1 && after.size() == 1 && between[0].arm != after[0].arm &&
               a.last + 6 > between[0].first)
        pair = Pair{{a, b}, {between[0], after[0]}};
      else if (between.size() == 1 && !before.empty() && before.back().arm != between[0].arm)
        pair = Pair{{a, b}, {before.back(), between[0]}};
      else if (adjacent && after.size() >= 2 && after[0].arm != after[1].arm)
        pair = Pair{{a, b}, {after[0], after[1]}};
      else if (adjacent && before.size() >= 2 && before[before.size() - 2].arm != before.back().arm)
        pair = Pair{{a, b}, {before[before.size() - 2], before.back()}};
    }
    if (!pair) {
      from = a.last;
      continue;
    }
    // "as completion of all doses (68%, 70%), or in time (33%, 34%)": what stands before the values, else behind them
    const auto covered = [&](int first, int last) {
      return coverage(wanted.words, spelled_out(label_words(paragraph.words(first, last)), abbreviations));
    };
    const double leading = covered(from, b.last);
    const double all = covered(from, next);
    const double fits = next == sentence.last ? all : leading >= 0.3 ? leading : 0.9 * all;
    if (fits >= best_fit) {
      best_fit = fits + 0.001;
      best = pair;
    }
    from = b.last;
    ++v;
  }
  return best;
}

/// "With zinc it was 3.2. With placebo it was 4.5.": one value and one arm each, and nothing else.
std::optional<Pair> pair_in_succession(const FoldedParagraph& paragraph, const std::vector<SentenceValue>& values,
                                       const std::vector<TrialArmMention>& named, const Sentence& next,
                                       const std::vector<TrialArmMention>& named_next) {
  const auto one_arm = [](const std::vector<TrialArmMention>& mentions) {
    return !mentions.empty() && std::all_of(mentions.begin(), mentions.end(), [&](const TrialArmMention& mention) {
      return mention.arm == mentions[0].arm;
    });
  };
  if (!one_arm(named) || !one_arm(named_next) || named[0].arm == named_next[0].arm) return std::nullopt;
  const std::vector<SentenceValue> others = values_of(paragraph, next);
  if (others.size() != 1 || others[0].value.shape != values[0].value.shape ||
      others[0].value.first_percent != values[0].value.first_percent ||
      others[0].value.first_decimals != values[0].value.first_decimals)
    return std::nullopt;
  return Pair{{values[0], others[0]}, {named[0], named_next[0]}};
}

void fill(SlotArm& arm, const FoldedParagraph& paragraph, const SentenceValue& found, const StatisticHints& hints) {
  const CellValue& value = found.value;
  const AnsweredNumber at{value.first, {}, paragraph.where, paragraph.words(found.first, found.last), {}};
  const auto with = [&](double number) {
    AnsweredNumber out = at;
    out.value = number;
    return out;
  };
  arm.percent_decimals = value.first_decimals;
  switch (value.shape) {
    case CellShape::plus_minus:
      arm.mean = at;
      arm.spread = SlotArm::Spread{value.second, value.spread_kind ? value.spread_kind : hints.plus_minus,
                                   with(value.second), true};
      break;
    case CellShape::bracket:
      if (value.spread_kind) {
        arm.mean = at;
        arm.spread = SlotArm::Spread{value.second, value.spread_kind, with(value.second), false};
      } else if (value.whole && value.second_percent) {
        arm.events = at;
      } else if (value.first_percent) {
        arm.percent = at;
      } else if (hints.bracket_spread) {
        arm.mean = at;
        arm.spread = SlotArm::Spread{value.second, hints.bracket_spread, with(value.second), false};
      } else if (value.first_decimals > 0 && value.second_decimals > 0) {
        arm.mean = at;
        arm.spread = SlotArm::Spread{value.second, std::nullopt, with(value.second), false};
      }
      break;
    case CellShape::ratio:
      arm.events = at;
      arm.n = with(value.second);
      break;
    case CellShape::interval:
      (value.first_percent ? arm.percent : arm.mean) = at;
      if (value.interval_kind == IntervalKind::ci95 && !value.first_percent) {
        arm.ci95 = value.interval;
        arm.ci_at = at;
      }
      break;
    case CellShape::single:
      (value.first_percent ? arm.percent : arm.single) = at;
      break;
    default:
      break;
  }
  if (value.n) arm.n = with(*value.n);
}

}  // namespace

StatisticHints stated_statistics(const std::vector<std::unique_ptr<FoldedParagraph>>& article) {
  StatisticHints out;
  bool sd = false, se = false;
  for (const auto& paragraph : article) {
    for (const Sentence& sentence : paragraph->sentences) {
      bool presents = false, data = false;
      for (int i = sentence.first; i < sentence.last; ++i) {
        presents |= paragraph->at(i).is_one_of(
            {"expressed", "presented", "reported", "shown", "given", "summarized", "summarised", "described", "as"});
        data |= paragraph->at(i).is_one_of(
            {"data", "values", "variables", "results", "continuous", "means", "mean", "measurements", "statistics"});
      }
      // "Data are mean ± SD."
      const bool terse = sentence.last - sentence.first < 16 && sentence.first + 1 < sentence.last &&
                         paragraph->at(sentence.first).is_one_of({"data", "values", "results", "all"});
      if (!(presents || terse) || !data) continue;
      const StatisticHints hints = read_hints(paragraph->words(sentence.first, sentence.last));
      if (!hints.mean) continue;
      sd |= hints.plus_minus == SpreadKind::sd || hints.bracket_spread == SpreadKind::sd;
      se |= hints.plus_minus == SpreadKind::se || hints.bracket_spread == SpreadKind::se;
      if (!out.plus_minus) out.plus_minus = hints.plus_minus;
      if (!out.bracket_spread) out.bracket_spread = hints.bracket_spread;
    }
  }
  // both kinds stated: neither decides
  if (sd && se) out.plus_minus = out.bracket_spread = std::nullopt;
  return out;
}

std::optional<TableSlot> find_in_sentences(const std::vector<std::unique_ptr<FoldedParagraph>>& article,
                                           MentionFinder& mentions, const WantedOutcome& wanted,
                                           const StatisticHints& article_hints) {
  std::optional<TableSlot> best;
  for (const auto& paragraph : article) {
    if (paragraph->part == ArticlePart::methods) continue;
    for (std::size_t at = 0; at < paragraph->sentences.size(); ++at) {
      Sentence sentence = paragraph->sentences[at];
      const std::vector<SentenceValue> values = values_of(*paragraph, sentence);
      if (values.empty()) continue;
      double score = fit(*paragraph, sentence, wanted, mentions.arms().abbreviations());
      if (score < 0.5 || (best && score <= best->score)) continue;
      const std::vector<TrialArmMention> named = mentions.find(*paragraph, sentence);
      std::optional<Pair> pair;
      if (values.size() > 1) {
        pair = pair_of(*paragraph, sentence, values, named, wanted, mentions.arms().abbreviations());
      } else if (at + 1 < paragraph->sentences.size()) {
        const Sentence& next = paragraph->sentences[at + 1];
        pair = pair_in_succession(*paragraph, values, named, next, mentions.find(*paragraph, next));
        // one sentence with both arms says it better
        score -= 0.05;
        if (best && score <= best->score) continue;
        if (pair) sentence.last = next.last;
      }
      if (!pair) continue;
      if (pair->values[0].value.shape == CellShape::single && !pair->values[0].value.first_percent &&
          !speaks_of_means(*paragraph, sentence, wanted.median))
        continue;
      bool baseline = false;
      for (int i = sentence.first; i < sentence.last; ++i)
        baseline |= paragraph->at(i).is_one_of({"baseline", "before", "pretreatment", "preoperative"});
      if (baseline && !wanted.change) continue;
      TableSlot slot;
      slot.score = score;
      StatisticHints hints = read_hints(paragraph->words(sentence.first, sentence.last));
      if (!hints.plus_minus) hints.plus_minus = article_hints.plus_minus;
      if (!hints.bracket_spread) hints.bracket_spread = article_hints.bracket_spread;
      slot.time = read_time(paragraph->words(sentence.first, sentence.last));
      for (std::size_t i = 0; i < 2; ++i) {
        SlotArm& arm = slot.arms[static_cast<std::size_t>(pair->named[i].arm)];
        arm.label = paragraph->words(pair->named[i].first, pair->named[i].last);
        fill(arm, *paragraph, pair->values[i], hints);
      }
      best = std::move(slot);
    }
  }
  return best;
}

}  // namespace evigraft
