// core/extract/trial_answer.cpp: tables first, sentences where no table answers; then n, then what can be derived.
#include "extract/trial_answer.h"

#include <algorithm>
#include <cmath>

#include "extract/abbreviations.h"
#include "extract/arm_sizes.h"
#include "extract/design_sizes.h"
#include "extract/label_glossary.h"
#include "extract/sentence_answer.h"
#include "extract/spread_convention.h"
#include "extract/table_answer.h"
#include "extract/table_sizes.h"

namespace evigraft {
namespace {

constexpr double kNormal95 = 1.959964;  // half width of a 95% interval in standard errors

constexpr double kLeastScore = 0.45;  // of the words of an outcome, for a table to be about it

double tidy(double x) {
  // as many digits as a printed spread could have carried
  const double scale = std::pow(10, 4 - std::floor(std::log10(std::max(std::abs(x), 1e-9))));
  return std::round(x * scale) / scale;
}

int values_of(const SlotArm& arm) {
  if (arm.events || (arm.mean && arm.spread)) return 3;
  if (arm.mean || arm.median || arm.percent || arm.single) return 2;
  return 0;
}

/// The slot to take: the words decide, then the time asked for or the last one, then how much both arms have.
const TableSlot* choose(const std::vector<TableSlot>& slots, const WantedOutcome& wanted) {
  const TableSlot* best = nullptr;
  const auto complete = [](const TableSlot& slot) {
    return std::min(values_of(slot.arms[0]), values_of(slot.arms[1]));
  };
  double top = 0;
  for (const TableSlot& slot : slots)
    if (complete(slot) > 0) top = std::max(top, slot.score);
  // nothing for both arms: what one arm has, where the words fit well
  const bool both = top >= kLeastScore;
  if (!both)
    for (const TableSlot& slot : slots)
      if (values_of(slot.arms[0]) + values_of(slot.arms[1]) > 0 && slot.score >= 0.7) top = std::max(top, slot.score);
  const auto time_rank = [&](const TableSlot& slot) {
    if (wanted.time && wanted.time->exact) {
      if (!slot.time) return 1.0;
      // 12 weeks are 3 months; the nearer time first
      const double off = std::abs(slot.time->days - wanted.time->days) / std::max(wanted.time->days, 0.01);
      return off <= 0.09 ? 2.0 - off : 0.0;
    }
    if (!slot.time) return 0.2;
    return slot.time->baseline ? -1.0 : 1 + slot.time->days;
  };
  for (const TableSlot& slot : slots) {
    if ((both ? complete(slot) : values_of(slot.arms[0]) + values_of(slot.arms[1])) == 0 || slot.score < top - 0.08)
      continue;
    if (!best) {
      best = &slot;
      continue;
    }
    const double a = time_rank(slot), b = time_rank(*best);
    const bool change_a = slot.change == wanted.change, change_b = best->change == wanted.change;
    const auto before = [](const TableSlot& s) { return s.time && s.time->baseline && !s.change; };
    if (before(slot) != before(*best)) {
      if (before(*best)) best = &slot;
    } else if (change_a != change_b) {
      if (change_a) best = &slot;
    } else if (a != b) {
      if (a > b) best = &slot;
    } else if (complete(slot) > complete(*best)) {
      best = &slot;
    }
  }
  return best;
}

void fill_spread(ArmAnswer& out, const SlotArm& arm, const SpreadConvention& convention) {
  if (!out.mean) return;
  if (arm.spread && !arm.spread->kind) {
    const bool plus_minus = arm.spread->plus_minus;
    if (plus_minus ? convention.plus_minus_is_sd : convention.bracket_is_sd) {
      out.sd = arm.spread->at;
      out.sd->evidence = convention.evidence;
    }
    return;
  }
  const double n = out.n ? out.n->value : 0;
  if (arm.spread && arm.spread->kind == SpreadKind::sd) {
    out.sd = arm.spread->at;
  } else if (arm.spread && arm.spread->kind == SpreadKind::se && n > 1) {
    out.sd = arm.spread->at;
    out.sd->value = tidy(arm.spread->value * std::sqrt(n));
    out.sd->derived = "se*sqrt(n)";
  } else if (arm.ci95 && n > 1 && (*arm.ci95)[1] > (*arm.ci95)[0]) {
    // Cochrane Handbook 6.5.2.2: SD = sqrt(n) (hi - lo) / 3.92
    out.sd = arm.ci_at;
    out.sd->value = tidy(((*arm.ci95)[1] - (*arm.ci95)[0]) / (2 * kNormal95) * std::sqrt(n));
    out.sd->derived = "(hi-lo)/3.92*sqrt(n)";
  }
}

/// Whether a whole number of n people makes that percentage, as printed: 78.2% of 45 people is nobody's share, so it is
/// a mean or was taken of others.
bool is_share_of(const SlotArm& arm, double n) {
  const double percent = arm.percent->value;
  if (percent < 0 || percent > 100 || n < 1) return false;
  const double share = 100 * std::round(percent * n / 100) / n;
  return std::abs(share - percent) <= 0.5001 * std::pow(10, -arm.percent_decimals);
}

void take(ArmAnswer& out, const SlotArm& arm, OutcomeType type, const WantedOutcome& wanted,
          const SpreadConvention& convention) {
  if (out.label.empty()) out.label = arm.label;
  if (arm.n) out.n = arm.n;
  if (type == OutcomeType::binary) {
    out.events = arm.events;
    if (!out.events && arm.percent && out.n && is_share_of(arm, out.n->value)) {
      out.events = arm.percent;
      out.events->value = std::round(arm.percent->value * out.n->value / 100);
      out.events->derived = "percent*n/100";
    }
    if (!out.events && arm.single && arm.single->value >= 0 && arm.single->value == std::round(arm.single->value))
      out.events = arm.single;
    return;
  }
  out.mean = arm.mean ? arm.mean : arm.single ? arm.single : wanted.median ? arm.median : std::nullopt;
  if (!out.mean && arm.percent) out.mean = arm.percent;
  fill_spread(out, arm, convention);
}

/// Labels whose own words name an arm keep it; for the others the article's sentences speak.
std::map<std::string, std::array<double, 2>> explain_open(
    const std::vector<std::string>& open, const std::vector<std::unique_ptr<FoldedParagraph>>& paragraphs,
    const ArmPair& arms) {
  auto explained = explain_labels(open, paragraphs, arms);
  std::erase_if(explained, [&](const auto& entry) {
    const auto own = arms.own_affinity(entry.first);
    return std::max(own[0], own[1]) >= 0.3 || std::max(entry.second[0], entry.second[1]) <= 0;
  });
  return explained;
}

OutcomeType type_of(const TableSlot& slot, const std::array<std::optional<AnsweredNumber>, 2>& sizes) {
  int binary = 0, continuous = 0, impossible = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& n = slot.arms[i].n ? slot.arms[i].n : sizes[i];
    if (slot.arms[i].percent && !slot.arms[i].events && n && !is_share_of(slot.arms[i], n->value)) ++impossible;
  }
  if (impossible == 2) return OutcomeType::continuous;
  for (const SlotArm& arm : slot.arms) {
    if (arm.events || (arm.percent && !arm.mean)) ++binary;
    if (arm.mean || arm.median || arm.spread) ++continuous;
  }
  if (binary > 0 && binary >= continuous) return OutcomeType::binary;
  return OutcomeType::continuous;
}

}  // namespace

TrialAnswer answer(const Article& article, const TrialQuestion& question) {
  const Abbreviations abbreviations = read_abbreviations(article);
  ArmPair arms(question.intervention, question.comparator, abbreviations);
  const WantedOutcome wanted = wanted_outcome(question.outcome, abbreviations);
  const std::vector<ReadTable> tables = read_tables(article);
  const auto paragraphs = fold_article(article);
  std::vector<std::string> open = open_labels(tables, arms);
  for (std::string& group : lettered_groups(paragraphs)) open.push_back(std::move(group));
  arms.learn(explain_open(open, paragraphs, arms));
  MentionFinder mentions(arms);
  TrialAnswer out;

  StatisticHints article_hints = stated_statistics(paragraphs);
  const std::vector<TableSlot> slots = find_slots(tables, arms, wanted, article_hints);
  const TableSlot* slot = choose(slots, wanted);
  const auto sentence = find_in_sentences(paragraphs, mentions, wanted, article_hints);
  // a sentence wins only where its words fit much better than the table's
  const double margin = slot && std::min(values_of(slot->arms[0]), values_of(slot->arms[1])) == 3 ? 0.3 : 0.15;
  if (sentence && (!slot || slot->score < kLeastScore || sentence->score > slot->score + margin)) slot = &*sentence;
  if (slot && slot->score < kLeastScore) slot = nullptr;

  const auto from_headers = header_sizes(tables, arms);
  const auto from_sentences = stated_sizes(paragraphs, mentions);
  const auto size = [&](std::size_t arm) { return from_headers[arm] ? from_headers[arm] : from_sentences[arm]; };
  out.intervention.n = size(0);
  out.comparator.n = size(1);
  if (!out.intervention.n && !out.comparator.n) out.intervention.n = out.comparator.n = size_by_design(paragraphs);
  if (slot) {
    const SpreadConvention convention = read_convention(article, tables, {out.intervention.n, out.comparator.n});
    out.type = type_of(*slot, {out.intervention.n, out.comparator.n});
    if (slot->time) out.time = slot->time->text;
    take(out.intervention, slot->arms[0], out.type, wanted, convention);
    take(out.comparator, slot->arms[1], out.type, wanted, convention);
  }
  return out;
}

}  // namespace evigraft
