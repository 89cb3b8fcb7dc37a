// core/extract/table_answer.cpp: the labels of a table that name the arms are found first; cells of both arms that
// share all other headers form a slot; slots are ranked by how their words fit the outcome, then by time.
#include "extract/table_answer.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "extract/table_labels.h"
#include "extract/table_sizes.h"

namespace evigraft {
namespace {

/// Copies what `from` says where `into` says nothing: the nearer words come first.
void inherit(StatisticHints& into, const StatisticHints& from) {
  if (!into.mean && !into.median) {
    into.mean = from.mean;
    into.median = from.median;
  }
  const bool decided = into.bracket_spread || into.bracket_percent || into.bracket_interval || into.n_in_bracket;
  if (!into.plus_minus) into.plus_minus = from.plus_minus;
  if (!decided) {
    into.bracket_spread = from.bracket_spread;
    into.bracket_percent = from.bracket_percent;
    into.bracket_interval = from.bracket_interval;
    into.n_in_bracket = from.n_in_bracket;
  }
}

/// Whether b is the share of a in n people, both as printed.
bool is_share(double count, double percent, int decimals, double n) {
  if (n <= 0 || count > n) return false;
  const double slack = 0.5 * std::pow(10, -decimals) + 0.051 * (decimals > 0 ? 1 : 10) * 0.1;
  return std::abs(100 * count / n - percent) <= slack;
}

class SlotFinder {
 public:
  SlotFinder(const ReadTable& table, const ArmLabels& labels, const Abbreviations& abbreviations,
             const WantedOutcome& wanted, const StatisticHints& article_hints, Facts& facts)
      : table_(table), wanted_(wanted), facts_(facts), labels_(labels) {
    caption_ = spelled_out(label_words(table.caption), abbreviations);
    std::set<std::string> corners;
    for (const DataCell& cell : table.cells) {
      if (cell.corner.empty() || corners.size() > 4 || !corners.insert(cell.corner).second) continue;
      for (const LabelWord& word : spelled_out(label_words(cell.corner), abbreviations))
        if (!holds(caption_, word.stem)) caption_.push_back(word);
    }
    caption_hints_ = read_hints(table.caption);
    caption_time_ = read_time(table.caption);
    const std::vector<LabelWord> opening = label_words(table.caption.substr(0, 24));
    caption_is_change_ = holds(opening, stem_of("change"));
    for (const std::string& note : table.notes) inherit(note_hints_, read_hints(note));
    inherit(note_hints_, article_hints);
    find_arm_codes();
  }

  std::vector<TableSlot> run() {
    if (labels_.labels[0].empty() && labels_.labels[1].empty()) return {};
    for (const DataCell& cell : table_.cells) add(cell);
    std::vector<TableSlot> out;
    const auto sizes = table_sizes(table_, labels_, facts_);
    for (auto& [key, slot] : slots_) {
      for (std::size_t i = 0; i < 2; ++i) {
        SlotArm& arm = slot.arms[i];
        // "n | Mean | SD": where a column of means stands beside it, n counts people
        if (arm.events && arm.mean && arm.events->where != arm.mean->where) {
          if (!arm.n) arm.n = arm.events;
          arm.events.reset();
        }
        if (!arm.n) arm.n = sizes[i];
      }
      out.push_back(std::move(slot));
    }
    return out;
  }

 private:
  struct Path {
    int arm = -1;
    std::string label;
    std::string key;
    StatisticHints hints;
    std::optional<HeaderTime> time;
    std::optional<int> n;
    std::vector<const PartFacts*> subject;  ///< parts that may name the outcome
    bool other_kind = false;                ///< P value, contrast
    bool change = false;
    bool size_column = false;        ///< under "N"
    const PartFacts* row = nullptr;  ///< the last stub, when it may name the outcome
  };

  /// "Group B" above or beside the label of one arm only: it is part of that label.
  void find_arm_codes() {
    std::map<std::string, std::set<int>> arms_at;
    for (const DataCell& cell : table_.cells) {
      int arm = -1;
      for (const Part& part : parts_of(cell))
        if (const int found = labels_.arm(*part.text); found >= 0) arm = found;
      if (arm < 0) continue;
      for (const Part& part : parts_of(cell))
        if ((part.axis < 100) == labels_.in_columns && facts_.of(*part.text).code) arms_at[*part.text].insert(arm);
    }
    for (const auto& [text, arms] : arms_at)
      if (arms.size() == 1) arm_codes_.insert(text);
  }

  Path path_of(const DataCell& cell) {
    Path path;
    int arm_parts = 0;
    for (const Part& part : parts_of(cell))
      if (const int arm = labels_.arm(*part.text); arm >= 0) {
        if (path.arm >= 0 && path.arm != arm) ++arm_parts;
        path.arm = arm;
        path.label = *part.text;
      }
    if (arm_parts > 0) path.arm = -1;
    std::vector<const PartFacts*> nearest;  // lowest column first, then the row, then its sections
    for (auto it = cell.columns.rbegin(); it != cell.columns.rend(); ++it) nearest.push_back(&facts_.of(*it));
    for (auto it = cell.stubs.rbegin(); it != cell.stubs.rend(); ++it) nearest.push_back(&facts_.of(*it));
    for (auto it = cell.sections.rbegin(); it != cell.sections.rend(); ++it) nearest.push_back(&facts_.of(*it));
    if (const auto counted = counted_time(cell)) path.time = counted;
    for (const PartFacts* part : nearest) {
      inherit(path.hints, part->hints);
      path.other_kind |= part->hints.p_value || part->hints.contrast;
      path.hints.count |= part->hints.count;
      path.hints.percent |= part->hints.percent;
      path.change |= part->hints.change;
      if (!path.hints.spread_alone && part->hints.only_statistics && !part->hints.mean && !part->hints.median)
        path.hints.spread_alone = part->hints.spread_alone;
      if (part->time && (!path.time || (!path.time->exact && part->time->exact) ||
                         (path.time->baseline && !part->time->baseline && part->time->days > 0)))
        path.time = part->time;
      path.size_column |= part->size_column;
    }
    for (const Part& part : parts_of(cell)) {
      const PartFacts& known = facts_.of(*part.text);
      // "Fruit (n = 803)" above rows of arms counts all of them
      if ((labels_.in_columns && part.axis < 100) || labels_.arm(*part.text) >= 0)
        if (known.n) path.n = known.n;
      if (labels_.arm(*part.text) >= 0) {
        if (known.time) path.key += "@" + key_of(known.time->text) + "|";
        continue;
      }
      if (known.hints.only_statistics || arm_codes_.contains(*part.text)) continue;
      path.key += key_of(*part.text) + "|";
      path.subject.push_back(&known);
      if (part.axis >= 200) path.row = &known;
    }
    return path;
  }

  /// "1-2", "3 tablets": a category, not an outcome.
  [[nodiscard]] bool only_numbers(const PartFacts& row) const {
    if (!row.code || row.total) return false;
    return std::any_of(row.words.begin(), row.words.end(), [&](const LabelWord& word) {
      return word.stem[0] >= '0' && word.stem[0] <= '9' && !holds(wanted_.words, word);
    });
  }

  /// A row whose own words have nothing of the outcome: neither a time, nor a total, nor a part of it.
  [[nodiscard]] bool other_thing(const PartFacts& row) const {
    if (row.time || row.total) return false;
    bool words = false;
    for (const LabelWord& word : row.words) {
      if (holds(wanted_.words, word)) return false;
      if (word.weight < 0.5 || (word.stem[0] >= '0' && word.stem[0] <= '9')) continue;
      words |= word.stem != "any" && word.stem != stem_of("overall");
    }
    return words;
  }

  double score(const Path& path) const {
    double all = 0, found = 0;
    for (const LabelWord& word : wanted_.words) {
      all += word.weight;
      double credit = holds(caption_, word) ? 0.7 : 0;
      for (const PartFacts* part : path.subject)
        if (holds(part->words, word)) credit = std::max(credit, holds(part->aside, word) ? 0.9 : 1.0);
      found += credit * word.weight;
    }
    if (all <= 0) return 0;
    double words = 0, shared = 0;
    for (const PartFacts* part : path.subject)
      for (const LabelWord& word : part->words) {
        if (part->only_time || word.weight < 0.5 || word.stem.size() == 1) continue;
        if (word.stem[0] >= '0' && word.stem[0] <= '9') continue;
        const bool wanted = holds(wanted_.words, word);
        if (!wanted && holds(part->aside, word.stem)) continue;
        words += word.weight;
        if (wanted) shared += word.weight;
      }
    const double precision = words > 0 ? shared / words : 0.6;
    const double cover = found / all;
    // "Erythema" in a table of adverse events is not adverse events, nor is it under "Local adverse reactions"
    if (words > 0 && shared == 0) return cover * 0.4;
    if (path.row && path.row != path.subject.front() && other_thing(*path.row)) return cover * 0.6;
    if (path.row && !path.time && only_numbers(*path.row)) return cover * 0.6;
    // a long outcome of which the row names the gist: "number of symptoms of diverticulitis during twelve months"
    const double gist = words > 0 ? 0.75 * precision * std::min(1.0, shared / 2) : 0;
    return std::max(cover * (0.7 + 0.3 * precision), gist);
  }

  void add(const DataCell& cell) {
    Path path = path_of(cell);
    // "SD" and "Median" as rows of their own under the row that names the outcome
    bool row_is_statistic = !cell.stubs.empty();
    for (const std::string& stub : cell.stubs) row_is_statistic &= facts_.of(stub).hints.only_statistics;
    if (row_is_statistic && cell.sections.empty() && !subject_.empty()) {
      for (const std::string& stub : subject_) {
        path.key += key_of(stub) + "|";
        path.subject.push_back(&facts_.of(stub));
      }
    } else if (!row_is_statistic) {
      subject_ = cell.stubs;
    }
    if (path.arm < 0 || path.other_kind) return;
    const double fit = score(path);
    if (fit < 0.3) return;
    // a value before treatment is no outcome, unless it is asked for
    const bool before = path.time && path.time->baseline && !path.change;
    const bool table_before = caption_time_ && caption_time_->baseline && !path.time && !path.change;
    if ((before || table_before) && !wanted_.baseline) return;
    const CellValue value = read_cell(cell.text);
    if (value.shape == CellShape::nothing || value.bound) return;
    if (!path.time && caption_time_ && !caption_time_->change) path.time = caption_time_;
    StatisticHints hints = path.hints;
    inherit(hints, caption_hints_);
    inherit(hints, note_hints_);
    TableSlot& slot = slots_[path.key];
    slot.score = fit;
    slot.time = path.time;
    slot.change = path.change || caption_is_change_;
    SlotArm& arm = slot.arms[static_cast<std::size_t>(path.arm)];
    if (arm.label.empty()) arm.label = path.label;
    read_into(arm, cell, value, hints, path);
  }

  void read_into(SlotArm& arm, const DataCell& cell, const CellValue& value, const StatisticHints& hints,
                 const Path& path) {
    const std::string where = place(table_, cell);
    const auto at = [&](double number) { return AnsweredNumber{number, {}, where, cell.text, {}}; };
    if (path.n && !arm.n) arm.n = AnsweredNumber{static_cast<double>(*path.n), {}, place(table_, cell), path.label, {}};
    if (value.n) arm.n = at(*value.n);
    const double n = arm.n ? arm.n->value : 0;
    const auto set = [](std::optional<AnsweredNumber>& slot, const AnsweredNumber& number) {
      if (!slot) slot = number;
    };
    const auto set_percent = [&](double percent, int decimals) {
      if (!arm.percent) arm.percent_decimals = decimals;
      set(arm.percent, at(percent));
    };
    const auto centre = [&] {
      set(hints.median && !hints.mean && !value.spread_kind ? arm.median : arm.mean, at(value.first));
    };
    switch (value.shape) {
      case CellShape::plus_minus:
        centre();
        if (!arm.spread)
          arm.spread = SlotArm::Spread{value.second, value.spread_kind ? value.spread_kind : hints.plus_minus,
                                       at(value.second), true};
        break;
      case CellShape::bracket: {
        const bool share = value.whole && !value.spread_kind &&
                           (value.second_percent || hints.bracket_percent ||
                            is_share(value.first, value.second, value.second_decimals, n));
        if (hints.n_in_bracket && value.second_decimals == 0) {
          set(arm.mean, at(value.first));
          arm.n = at(value.second);
        } else if (value.spread_kind) {
          set(arm.mean, at(value.first));
          arm.spread = SlotArm::Spread{value.second, value.spread_kind, at(value.second), false};
        } else if (share && (n <= 0 || value.second_percent || hints.bracket_percent ||
                             is_share(value.first, value.second, value.second_decimals, n))) {
          set(arm.events, at(value.first));
        } else if (value.second_percent) {
          set_percent(value.second, value.second_decimals);
        } else if (hints.bracket_spread) {
          centre();
          if (!arm.spread) arm.spread = SlotArm::Spread{value.second, hints.bracket_spread, at(value.second), false};
        } else {
          // "12.3 (4.5)" with nothing that says what the bracket is: the value, and a spread of no kind
          set(hints.median && !hints.mean ? arm.median : hints.mean ? arm.mean : arm.single, at(value.first));
          if (!value.whole && !value.bound && !arm.spread)
            arm.spread = SlotArm::Spread{value.second, std::nullopt, at(value.second), false};
        }
        break;
      }
      case CellShape::interval:
        if (hints.percent && !hints.mean && value.first_percent) {
          set_percent(value.first, value.first_decimals);
          break;
        }
        centre();
        if (value.interval_kind.value_or(hints.bracket_interval.value_or(IntervalKind::range)) == IntervalKind::ci95) {
          arm.ci95 = value.interval;
          arm.ci_at = at(value.first);
        }
        break;
      case CellShape::ratio:
        if (value.first <= value.second) {
          set(arm.events, at(value.first));
          arm.n = at(value.second);
        }
        break;
      case CellShape::single:
        if (hints.spread_alone && !hints.mean && !hints.median) {
          if (!arm.spread) arm.spread = SlotArm::Spread{value.first, hints.spread_alone, at(value.first), false};
        } else if (hints.median && !hints.mean) {
          set(arm.median, at(value.first));
        } else if (path.hints.mean) {
          set(arm.mean, at(value.first));
        } else if (value.first_percent || (path.hints.percent && !path.hints.count)) {
          set_percent(value.first, value.first_decimals);
        } else if (value.whole && path.size_column) {
          arm.n = at(value.first);
        } else if (value.whole && (path.hints.count || hints.bracket_percent || caption_hints_.count)) {
          set(arm.events, at(value.first));
        } else {
          set(arm.single, at(value.first));
        }
        break;
      default:
        break;
    }
  }

  const ReadTable& table_;
  const WantedOutcome& wanted_;
  Facts& facts_;
  ArmLabels labels_;
  std::vector<LabelWord> caption_;
  StatisticHints caption_hints_, note_hints_;
  std::optional<HeaderTime> caption_time_;
  bool caption_is_change_ = false;    ///< "Changes in ...", not "means and changes"
  std::vector<std::string> subject_;  ///< stubs of the last row that names an outcome
  std::set<std::string> arm_codes_;
  std::map<std::string, TableSlot> slots_;
};

}  // namespace

std::vector<std::string> open_labels(const std::vector<ReadTable>& tables, const ArmPair& arms) {
  std::set<std::string> out;
  Facts facts(arms, arms.abbreviations());
  const std::vector<ArmLabels> found = find_labels(tables, facts);
  for (std::size_t t = 0; t < tables.size(); ++t) {
    const ReadTable& table = tables[t];
    const ArmLabels& labels = found[t];
    if (!labels.labels[0].empty() && !labels.labels[1].empty() && !labels.guessed) continue;
    std::set<std::string> axes;
    for (const DataCell& cell : table.cells)
      for (const Part& part : parts_of(cell)) {
        const PartFacts& known = facts.of(*part.text);
        if (part.text->size() > 40 || known.hints.p_value || known.hints.contrast || known.hints.only_statistics ||
            known.time || known.total)
          continue;
        // rows are many: only those that call themselves groups or are one word
        const bool row = part.axis >= 100;
        const std::vector<LabelWord> words = label_words(*part.text);
        if (words.empty() && part.text->size() > 12) continue;
        const bool group = part.text->find("roup") != std::string::npos || part.text->find("rm ") != std::string::npos;
        if (row && !group && words.size() != 1) continue;
        if (row && axes.size() > 12) continue;
        axes.insert(*part.text);
      }
    out.insert(axes.begin(), axes.end());
  }
  return {out.begin(), out.end()};
}

std::vector<TableSlot> find_slots(const std::vector<ReadTable>& tables, const ArmPair& arms,
                                  const WantedOutcome& wanted, const StatisticHints& article_hints) {
  Facts facts(arms, arms.abbreviations());
  std::vector<TableSlot> out;
  const std::vector<ArmLabels> labels = find_labels(tables, facts);
  for (std::size_t t = 0; t < tables.size(); ++t) {
    std::vector<TableSlot> slots =
        SlotFinder(tables[t], labels[t], arms.abbreviations(), wanted, article_hints, facts).run();
    out.insert(out.end(), std::make_move_iterator(slots.begin()), std::make_move_iterator(slots.end()));
  }
  std::stable_sort(out.begin(), out.end(), [](const TableSlot& a, const TableSlot& b) { return a.score > b.score; });
  return out;
}

}  // namespace evigraft
