// core/extract/table_outcomes.cpp: "SVF group (n = 12) | 6 months | Retention (%) | 62.3 ± 5.1" is asked as the
// sentence "SVF group, 6 months, Retention was 62.3%."; spread, interval and n are the cell's own.
#include "extract/table_outcomes.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

#include "extract/fold.h"
#include "extract/header_roles.h"
#include "extract/table_words.h"

namespace evigraft {
namespace {

constexpr std::size_t kCellsAText = 200;        // asked together
constexpr std::size_t kLongestContext = 20000;  // bytes of methods that explain the arms

/// All but the last header of a column: what it shares with the "SD" and "n" columns beside it.
std::vector<std::string> over_columns(const DataCell& cell) {
  if (cell.columns.empty()) return {};
  return {cell.columns.begin(), cell.columns.end() - 1};
}

struct Asked {
  const ReadTable* table = nullptr;
  const DataCell* cell = nullptr;
  CellValue value;
  StatisticHints hints;
  std::optional<int> n;
  std::string sentence;
  int first_line = 0;  ///< code point at which its line begins
};

class TableAsker {
 public:
  TableAsker(const OutcomeReader& reader, const Topic& topic, const Article& article)
      : reader_(reader), topic_(topic), article_(article), tables_(read_tables(article)) {
    for (const Paragraph& paragraph : article.paragraphs)
      if (paragraph.part == ArticlePart::methods && context_.size() + paragraph.text.size() < kLongestContext)
        context_ += "METHODS: " + paragraph.text + "\n";
    stated_spread_ = stated_spread(article);
    if (article.abstract.size() < kLongestContext)
      context_ = "METHODS: " + arm_words(article.abstract) + "\n" + context_;
  }

  std::vector<Outcome> run() {
    for (const ReadTable& table : tables_) collect(table);
    for (std::size_t from = 0; from < asked_.size(); from += kCellsAText)
      ask(from, std::min(asked_.size(), from + kCellsAText));
    return std::move(outcomes_);
  }

 private:
  /// The abstract explains arms here: as one line of methods, without the sentences that print percentages, whose
  /// numbers would make those of the tables mere repeats.
  static std::string arm_words(const std::string& abstract) {
    std::string out;
    for (std::size_t from = 0; from < abstract.size();) {
      const std::size_t end = std::min(abstract.find('\n', from), abstract.find(". ", from));
      std::string sentence = abstract.substr(from, end == std::string::npos ? end : end - from + 1);
      from = end == std::string::npos ? abstract.size() : end + 1;
      if (names_percent(sentence)) continue;
      if (const std::size_t colon = sentence.find(": "); colon < 40) sentence[colon] = ',';
      std::replace(sentence.begin(), sentence.end(), '\n', ' ');
      out += sentence;
    }
    return out;
  }

  /// "All data are presented as mean ± SEM", once for the article; none when it says both.
  static std::optional<SpreadKind> stated_spread(const Article& article) {
    std::optional<SpreadKind> stated;
    for (const Paragraph& paragraph : article.paragraphs) {
      if (paragraph.part != ArticlePart::methods) continue;
      for (std::size_t from = 0; from < paragraph.text.size();) {
        const std::size_t end = std::min(paragraph.text.find(". ", from), paragraph.text.size());
        const StatisticHints hints = read_hints(std::string_view(paragraph.text).substr(from, end - from));
        from = end + 2;
        if (!hints.mean || !hints.plus_minus) continue;
        if (stated && *stated != *hints.plus_minus) return std::nullopt;
        stated = hints.plus_minus;
      }
    }
    return stated;
  }

  /// What stands in columns of its own beside the means of one table: n of a row, and the spread behind a mean.
  struct Beside {
    const DataCell* cell;
    double value;
    std::optional<SpreadKind> kind;  ///< none: a count of people
  };

  static std::vector<Beside> read_beside(const ReadTable& table) {
    std::vector<Beside> out;
    for (const DataCell& cell : table.cells) {
      if (cell.columns.empty()) continue;
      const CellValue value = read_cell(cell.text);
      if (value.shape != CellShape::single) continue;
      if (const auto kind = read_hints(cell.columns.back()).spread_alone)
        out.push_back({&cell, value.first, kind});
      else if (value.whole && value.first >= 1 && value.first < 1e6 && counts_people(cell))
        out.push_back({&cell, value.first, std::nullopt});
    }
    return out;
  }

  /// The count for a cell's row: of its own group of columns, else the only one of the row.
  static std::optional<int> row_count(const std::vector<Beside>& beside, const DataCell& cell) {
    std::optional<int> own, only;
    int counts = 0;
    for (const Beside& one : beside) {
      if (one.kind || one.cell->row != cell.row) continue;
      ++counts;
      only = static_cast<int>(one.value);
      if (!over_columns(*one.cell).empty() && over_columns(*one.cell) == over_columns(cell)) own = only;
    }
    return own ? own : counts == 1 ? only : std::nullopt;
  }

  /// "Mean | SD" under one header: the spread in the column behind.
  static const Beside* spread_behind(const std::vector<Beside>& beside, const DataCell& cell) {
    for (const Beside& one : beside)
      if (one.kind && one.cell->row == cell.row && one.cell->column == cell.column + 1 &&
          over_columns(*one.cell) == over_columns(cell))
        return &one;
    return nullptr;
  }

  void collect(const ReadTable& table) {
    const std::string in_caption = outcome_phrase(topic_, table.caption);
    const bool caption_percent = names_percent(table.caption);
    const auto caption_time = read_time(table.caption);
    StatisticHints below = read_hints(table.caption);
    std::string notes;
    for (const std::string& note : table.notes) notes += note + ". ";
    const StatisticHints in_notes = read_hints(notes);
    const auto in_table = below.plus_minus ? below.plus_minus : in_notes.plus_minus;
    const auto spread = in_table ? in_table : stated_spread_;
    const std::vector<Beside> beside = read_beside(table);
    const auto bracket = below.bracket_spread ? below.bracket_spread : in_notes.bracket_spread;
    for (const DataCell& cell : table.cells) {
      CellValue value = read_cell(cell.text);
      if (value.shape == CellShape::nothing || value.shape == CellShape::range || value.shape == CellShape::ratio ||
          value.bound)
        continue;
      if (is_single_person(cell) || counts_people(cell)) continue;
      if (const Beside* behind = value.shape == CellShape::single ? spread_behind(beside, cell) : nullptr) {
        value.shape = CellShape::plus_minus;
        value.second = behind->value;
        value.spread_kind = behind->kind;
      }
      Asked one{&table, &cell, value, {}, value.n ? value.n : row_count(beside, cell), {}, 0};
      std::string words, times;
      bool percent = value.first_percent, unit = false, skip = false, timed = false;
      for (const auto* parts : {&cell.columns, &cell.sections, &cell.stubs})
        for (const std::string& part : *parts) {
          const StatisticHints hints = read_hints(part);
          skip |= hints.p_value || hints.contrast || hints.spread_alone.has_value();
          if (hints.median && !hints.mean) one.hints.median = true;
          if (hints.mean) one.hints.mean = true;
          if (!one.hints.plus_minus) one.hints.plus_minus = hints.plus_minus;
          if (!one.hints.bracket_spread) one.hints.bracket_spread = hints.bracket_spread;
          if (!one.hints.bracket_interval) one.hints.bracket_interval = hints.bracket_interval;
          if (hints.count && !hints.mean) skip = true;
          percent |= names_percent(part);
          unit |= names_other_unit(part);
          if (!one.n) one.n = stated_n(part);
          // "Retention, % of day 0" names what the percentage is of
          if (const auto time = read_time(part)) {
            timed = true;
            skip |= (time->baseline || (time->exact && time->days <= 0)) && !time->change && !names_percent(part);
          }
          words += spoken_label(topic_, part) + ", ";
          times += bracket_times(part);
        }
      if (skip) continue;
      const bool fraction = !percent && !unit && !caption_percent && !names_percent(cell.corner) && value.first > 0 &&
                            value.first < 1.5 && value.first_decimals >= 2;
      // "Retention (%)" above the times of the rows
      const bool corner_percent = names_percent(cell.corner);
      if (!percent && !fraction && (unit || !(caption_percent || corner_percent))) continue;
      if (percent && unit && !value.first_percent && !names_percent(cell.stubs.empty() ? "" : cell.stubs.back()) &&
          !names_percent(cell.columns.empty() ? "" : cell.columns.back()))
        continue;
      if (outcome_phrase(topic_, words).empty()) {
        const std::string in_corner = outcome_phrase(topic_, cell.corner);
        if (in_corner.empty() && in_caption.empty()) continue;
        words.insert(0, in_corner.empty() ? in_caption : in_corner);
        words.insert((in_corner.empty() ? in_caption : in_corner).size(), ", ");
      }
      if (!one.hints.plus_minus) one.hints.plus_minus = spread;
      if (!one.hints.bracket_spread) one.hints.bracket_spread = bracket;
      if (!one.hints.bracket_interval)
        one.hints.bracket_interval = below.bracket_interval ? below.bracket_interval : in_notes.bracket_interval;
      if (!timed && caption_time && caption_time->exact && !caption_time->change) times += ", at " + caption_time->text;
      char printed[40];
      std::snprintf(printed, sizeof printed, "%.*f", std::min(value.first_decimals, 6), value.first);
      one.sentence = words.substr(0, words.size() - 2) + times +
                     (one.hints.median && !one.hints.mean ? ", median" : "") + " was " + printed +
                     (fraction ? "" : "%") + ".";
      asked_.push_back(std::move(one));
    }
  }

  void ask(std::size_t from, std::size_t to) {
    std::string text = context_;
    int at = static_cast<int>(fold(text).offsets.size()) - 1;
    for (std::size_t i = from; i < to; ++i) {
      const std::string line = "RESULTS: " + asked_[i].sentence + "\n";
      asked_[i].first_line = at;
      text += line;
      at += static_cast<int>(fold(line).offsets.size()) - 1;
    }
    Reading reading = reader_.read({article_.title, text, {}});
    for (Outcome& outcome : reading.outcomes) {
      const auto next = std::upper_bound(asked_.begin() + static_cast<std::ptrdiff_t>(from),
                                         asked_.begin() + static_cast<std::ptrdiff_t>(to), outcome.span.start,
                                         [](int start, const Asked& one) { return start < one.first_line; });
      if (next == asked_.begin() + static_cast<std::ptrdiff_t>(from)) continue;
      keep(*std::prev(next), std::move(outcome));
    }
  }

  void keep(const Asked& asked, Outcome outcome) {
    const auto flagged = [&](std::string_view flag) {
      return std::find(outcome.flags.begin(), outcome.flags.end(), flag) != outcome.flags.end();
    };
    if (flagged("noun_from_other_sentence")) return;
    // columns that name no arm the engine knows: whose number it is remains open
    if (flagged("arm_from_text") && outcome.arm == ArmClass::all &&
        asked.cell->columns.size() + asked.cell->stubs.size() > 2)
      return;
    if (flagged("time_from_other_sentence")) {
      outcome.months.reset();
      std::erase(outcome.flags, "time_from_other_sentence");
    }
    const CellValue& value = asked.value;
    // the sentence had the bare number; the rest is the cell's
    const double scale =
        std::abs(value.first) < 1.5 && outcome.value > 1.5 && !value.first_percent &&
                outcome.as_printed.find('%') == std::string::npos &&
                std::abs((outcome.polarity_flipped ? 100 - outcome.value : outcome.value) - value.first * 100) < 0.01
            ? 100
            : 1;
    if (value.shape == CellShape::plus_minus) {
      outcome.spread = value.second * scale;
      outcome.spread_kind =
          value.spread_kind ? value.spread_kind : asked.hints.plus_minus.value_or(SpreadKind::unknown);
    } else if (value.shape == CellShape::bracket && (value.spread_kind || asked.hints.bracket_spread)) {
      outcome.spread = value.second * scale;
      outcome.spread_kind = value.spread_kind ? value.spread_kind : asked.hints.bracket_spread;
    } else if (value.shape == CellShape::interval) {
      if (const auto kind = value.interval_kind ? value.interval_kind : asked.hints.bracket_interval) {
        outcome.interval = {value.interval[0] * scale, value.interval[1] * scale};
        if (outcome.polarity_flipped) outcome.interval = {100 - (*outcome.interval)[1], 100 - (*outcome.interval)[0]};
        outcome.interval_kind = kind;
      }
    }
    if (outcome.statistic == Statistic::unknown && (asked.hints.mean || outcome.spread))
      outcome.statistic = Statistic::mean;
    if (asked.n) outcome.n = asked.n;
    place(outcome, asked);
    outcomes_.push_back(std::move(outcome));
  }

  static void place(Outcome& outcome, const Asked& asked) {
    const std::string& text = asked.cell->text;
    // the number as the cell prints it: from its first digit (or sign) on
    const Folded folded = fold(text);
    std::size_t first = 0;
    while (first < folded.text.size() && !(folded.text[first] >= '0' && folded.text[first] <= '9')) ++first;
    std::size_t last = first;
    while (last < folded.text.size() && ((folded.text[last] >= '0' && folded.text[last] <= '9') ||
                                         folded.text[last] == '.' || folded.text[last] == ','))
      ++last;
    const int end = static_cast<int>(folded.offsets.size()) - 1;
    outcome.as_printed = std::string(printed(folded, folded.origin[first], folded.origin[last]));
    outcome.occurrence = 0;
    outcome.span = {"table " + std::to_string(asked.table->number) + ", row " + std::to_string(asked.cell->row) +
                        ", column " + std::to_string(asked.cell->column),
                    0, end, std::string(printed(folded, 0, end))};
  }

  const OutcomeReader& reader_;
  const Topic& topic_;
  const Article& article_;
  std::vector<ReadTable> tables_;
  std::string context_;
  std::optional<SpreadKind> stated_spread_;
  std::vector<Asked> asked_;
  std::vector<Outcome> outcomes_;
};

}  // namespace

std::vector<Outcome> read_table_outcomes(const OutcomeReader& reader, const Topic& topic, const Article& article) {
  if (article.tables.empty()) return {};
  return TableAsker(reader, topic, article).run();
}

}  // namespace evigraft
