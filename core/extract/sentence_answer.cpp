// core/extract/sentence_answer.cpp: values and arms of a sentence are matched by order when there are as many of one as of
// the other; anything less plain is left alone.
#include "extract/sentence_answer.h"

#include <algorithm>

namespace evigraft {
namespace {

struct SentenceValue {
  int first = 0, last = 0;
  CellValue value;
};

/// Numbers with what is printed at them; P values, times, sizes and confidence levels are no values.
std::vector<SentenceValue> values_of(const FoldedParagraph& paragraph, const Sentence& sentence) {
  std::vector<SentenceValue> out;
  const auto is = [&](int i, std::initializer_list<std::string_view> list) {
    return i >= sentence.first && i < sentence.last && paragraph.at(i).is_one_of(list);
  };
  for (int i = sentence.first; i < sentence.last; ++i) {
    const Token& token = paragraph.at(i);
    if (!token.number() || token.spelled) continue;
    if (is(i - 1, {"=", "<", ">", "table", "figure", "fig", "week", "day", "month", "visit", "/"})) {
      continue;
    }
    if (is(i + 1, {"years", "year", "months", "month", "weeks", "week", "days", "day", "hours", "h", "minutes", "min", "mg", "patients",
                   "participants", "subjects", "-"}) &&
        !is(i + 1, {"days", "hours", "minutes", "months"}))
      continue;
    if (is(i + 1, {"%"}) && is(i + 2, {"ci", "confidence"})) continue;
    // the value with its spread and brackets: up to the next word that is not part of it
    int last = i + 1;
    int depth = 0;
    for (; last < sentence.last && last < i + 16; ++last) {
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
      if (next.number() || next.is(kPlusMinus) || next.is_one_of({"%", "/", "of", "sd", "se", "-"})) continue;
      break;
    }
    while (last > i + 1 && is(last - 1, {"of", "-", "/", "(", "["})) --last;
    const CellValue value = read_cell(paragraph.words(i, last));
    if (value.shape == CellShape::nothing || value.shape == CellShape::range || value.bound) continue;
    out.push_back({i, last, value});
    i = last - 1;
  }
  return out;
}

double fit(const FoldedParagraph& paragraph, const Sentence& sentence, const WantedOutcome& wanted, const Abbreviations& abbreviations) {
  const std::vector<LabelWord> words =
      spelled_out(label_words(paragraph.words(sentence.first, sentence.last)), abbreviations);
  return coverage(wanted.words, words);
}

void fill(SlotArm& arm, const FoldedParagraph& paragraph, const SentenceValue& found, const StatisticHints& hints) {
  const CellValue& value = found.value;
  const AnsweredNumber at{value.first, {}, paragraph.where, paragraph.words(found.first, found.last)};
  const auto with = [&](double number) {
    AnsweredNumber out = at;
    out.value = number;
    return out;
  };
  switch (value.shape) {
    case CellShape::plus_minus:
      arm.mean = at;
      arm.spread = SlotArm::Spread{value.second, value.spread_kind ? value.spread_kind : hints.plus_minus, with(value.second)};
      break;
    case CellShape::bracket:
      if (value.spread_kind) {
        arm.mean = at;
        arm.spread = SlotArm::Spread{value.second, value.spread_kind, with(value.second)};
      } else if (value.whole && value.second_percent) {
        arm.events = at;
      } else if (value.first_percent) {
        arm.percent = at;
      } else if (hints.bracket_spread) {
        arm.mean = at;
        arm.spread = SlotArm::Spread{value.second, hints.bracket_spread, with(value.second)};
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
    if (paragraph->part != ArticlePart::methods && paragraph->part != ArticlePart::other) continue;
    for (const Sentence& sentence : paragraph->sentences) {
      bool presents = false, data = false;
      for (int i = sentence.first; i < sentence.last; ++i) {
        presents |= paragraph->at(i).is_one_of({"expressed", "presented", "reported", "shown", "given", "summarized", "summarised", "described", "as"});
        data |= paragraph->at(i).is_one_of({"data", "values", "variables", "results", "continuous", "means", "mean", "measurements", "statistics"});
      }
      if (!presents || !data) continue;
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

std::optional<TableSlot> find_in_sentences(const std::vector<std::unique_ptr<FoldedParagraph>>& article, MentionFinder& mentions,
                                           const WantedOutcome& wanted, const StatisticHints& article_hints) {
  std::optional<TableSlot> best;
  for (const auto& paragraph : article) {
    if (paragraph->part == ArticlePart::methods) continue;
    for (const Sentence& sentence : paragraph->sentences) {
      const std::vector<SentenceValue> values = values_of(*paragraph, sentence);
      if (values.size() < 2) continue;
      const double score = fit(*paragraph, sentence, wanted, mentions.arms().abbreviations());
      if (score < 0.5 || (best && score <= best->score)) continue;
      const std::vector<TrialArmMention> named = mentions.find(*paragraph, sentence);
      if (named.size() != 2 || values.size() != 2 || named[0].arm == named[1].arm) continue;
      // two values of one shape, one for each arm in the order in which they are named
      if (values[0].value.shape != values[1].value.shape) continue;
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
        SlotArm& arm = slot.arms[static_cast<std::size_t>(named[i].arm)];
        arm.label = paragraph->words(named[i].first, named[i].last);
        fill(arm, *paragraph, values[i], hints);
      }
      best = std::move(slot);
    }
  }
  return best;
}

}  // namespace evigraft
