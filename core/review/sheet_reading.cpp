#include "review/sheet_reading.h"

#include <evigraft/error.h>

#include <algorithm>
#include <set>

#include "review/sheet.h"
#include "review/sheet_value.h"

namespace evigraft::review {
namespace {

constexpr std::size_t kLongestText = 5000;  // bytes of a reason or of words

std::string or_not_stated(const std::string& text) { return text.empty() ? "not stated" : text; }

class SheetReader {
 public:
  SheetReader(const SheetCells& sheet, const SheetPresent& present, const std::string& who, const std::string& why)
      : sheet_(sheet), present_(present), who_(who), why_(why) {
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      const std::string name = trimmed_cell(sheet.columns[i]);
      if (!name.empty() && !at_.emplace(name, i).second)
        throw Error(Error::Kind::data, "The column " + shown_cell(name) + " stands in the sheet twice; delete one.");
    }
    for (const SheetColumn& column : sheet_columns()) {
      ours_.insert(column.name);
      if (!at_.contains(column.name))
        throw Error(Error::Kind::data, "The sheet has no column " + column.name +
                                           "; its first row must be that of 'evigraft review export'.");
    }
  }

  SheetReading read() {
    for (std::size_t i = 0; i < sheet_.rows.size(); ++i) {
      row_ = &sheet_.rows[i];
      number_ = sheet_.numbers[i];
      if (!cell("outcome_id").starts_with(kRemark)) read_row();
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string cell(const std::string& column) const {
    const std::size_t at = at_.at(column);
    return at < row_->size() ? trimmed_cell((*row_)[at]) : std::string();
  }

  void problem(const std::string& column, const std::string& what) {
    out_.problems.push_back({number_, column, what, false});
  }
  void conflict(const std::string& column, const std::string& what) {
    out_.problems.push_back({number_, column, what + "; export it again", true});
  }

  void read_row() {
    other_columns();
    const std::string state_cell = cell("state"), id = cell("outcome_id");
    state_ = parse_sheet_state(state_cell);
    const bool whole =
        state_ && id == std::to_string(state_->outcome) && cell("report") == std::to_string(state_->report);
    if (whole) shown_cells();
    if (!says_something()) return;
    ++out_.filled;
    if (!state_ && !state_cell.empty())
      problem("state", "was changed or cut; the row cannot be held against what it was made from; export it again");
    else if (id.empty())
      read_new();
    else if (!state_)
      problem("state", "is empty; a row about an outcome needs the state it was exported with");
    else if (!whole)
      problem("state", "is that of outcome " + std::to_string(state_->outcome) +
                           ", not of this row; were only some of the columns sorted or copied? Export it again");
    else
      read_known();
  }

  /// A column that is none of ours may be noise, but what somebody wrote there is not passed over.
  void other_columns() {
    for (std::size_t i = 0; i < row_->size(); ++i) {
      const std::string name = i < sheet_.columns.size() ? trimmed_cell(sheet_.columns[i]) : "";
      if (ours_.contains(name) || trimmed_cell((*row_)[i]).empty()) continue;
      problem(name.empty() ? std::to_string(i + 1) : name, "is no column of the sheet; empty it or write into another");
    }
  }

  /// What only shows must not have been written over: it is not read.
  void shown_cells() {
    for (const std::string& field : outcome_fields())
      if (const std::string now = cell(now_column(field)); !shows(now, value_of(state_->counted, field)))
        problem(now_column(field), "shows what counted when the sheet was made, " +
                                       or_not_stated(value_of(state_->counted, field)) + ", and holds " +
                                       shown_cell(now) + "; write into the column " + field + " instead");
  }

  bool says_something() {
    for (const SheetColumn& column : sheet_columns()) {
      static const std::set<std::string> beside = {"report", "why", "who", "page", "table", "figure", "letter"};
      if (column.filled && !beside.contains(column.name) && !cell(column.name).empty()) return true;
    }
    if (!cell("why").empty() || !place().empty())
      out_.remarks.push_back("Row " + std::to_string(number_) + " gives a reason or a place, but says nothing.");
    return false;
  }

  [[nodiscard]] std::string speaker() const {
    const std::string who = cell("who");
    return who.empty() ? trimmed_cell(who_) : who;
  }

  /// What the row's person, as one of two readers, has said of an outcome; null when they have not.
  [[nodiscard]] const OwnWord* own_word(std::int64_t outcome) const {
    const auto reader = present_.readers.reader(speaker());
    if (!reader) return nullptr;
    const auto found = present_.own[*reader].find(outcome);
    return found == present_.own[*reader].end() ? nullptr : &found->second;
  }

  /// What every decision needs, and where the number stands.
  void take_who_and_why() {
    who_here_ = text_of("who", who_, "needs who says it; fill it in, or give --as NAME");
    why_here_ = text_of("why", why_, "needs a reason; fill it in, or give --why TEXT");
    for (const auto& [part, text] : place()) checked_text(part, text);
  }

  std::string text_of(const std::string& column, const std::string& otherwise, const char* needed) {
    std::string text = cell(column);
    if (text.empty()) text = trimmed_cell(otherwise);
    if (text.empty()) problem(column, needed);
    return checked_text(column, text);
  }

  std::string checked_text(const std::string& column, const std::string& text) {
    if (text.size() <= kLongestText) return text;
    problem(column, "is longer than " + std::to_string(kLongestText) + " bytes");
    return {};
  }

  Values place() {
    Values out;
    for (const char* part : {"page", "table", "figure", "letter"})
      if (const std::string text = cell(part); !text.empty()) out[part] = text;
    return out;
  }

  /// The filled fields, each checked.
  Values fields() {
    Values out;
    for (const std::string& field : outcome_fields()) {
      const std::string text = cell(field);
      if (text.empty()) continue;
      try {
        out[field] = checked_text(field, sheet_value(field, text));
      } catch (const Error& error) {
        problem(field, error.what());
      }
    }
    return out;
  }

  [[nodiscard]] SheetStatement statement(Kind kind, std::int64_t outcome, const PresentOutcome& now) const {
    SheetStatement out;
    out.row = number_;
    out.kind = kind;
    out.outcome = outcome;
    out.report = now.report;
    out.study = now.study;
    return out;
  }

  /// The outcome the row is about now; 0 and a conflict when it is gone.
  std::int64_t present_outcome() {
    std::int64_t id = 0;
    if (state_->target_kind == Target::entered) {
      const auto entered = present_.entered.find(state_->target);
      if (state_->database == present_.database && entered != present_.entered.end()) id = entered->second;
    } else if (const auto key = parse_outcome_key(state_->target)) {
      const auto report = present_.reports.find(key->report);
      const auto found =
          report == present_.reports.end() ? std::nullopt : find_outcome(*key, report->second, present_.machine);
      if (found) id = present_.machine[*found].outcome;
    }
    if (present_.outcomes.contains(id)) return id;
    conflict("outcome_id",
             "was outcome " + std::to_string(state_->outcome) + " when the sheet was made, and is not there any more");
    return 0;
  }

  void unchanged_since(const std::string& column, const std::string& then, const std::string& now) {
    if (then != now)
      conflict(column, "was " + or_not_stated(then) + " when the sheet was made, is " + or_not_stated(now) + " now");
  }

  /// A vote given after the sheet was made is not taken back by it.
  void said_before(const std::string& column, const OwnWord& own, const std::string& vote) {
    if (state_->database == present_.database && own.run > state_->run)
      conflict(column, "is another word than " + or_not_stated(vote) + ", which " + speaker() +
                           " said after the sheet was made");
  }

  void read_known() {
    const std::size_t before = out_.problems.size();
    const std::string verdict = verdict_of_row();
    const Values said = fields();
    for (const char* column : {"arm_label", "words"})
      if (!cell(column).empty()) problem(column, "is for a number that is not there yet; leave it empty in this row");
    if (verdict == "reject" && !said.empty())
      problem("verdict", "rejects the number and the row corrects it, too; do one of both");
    const std::int64_t id = present_outcome();
    if (id == 0) return;
    if (const auto [first, added] = rows_.emplace(id, number_); !added)
      problem("outcome_id", "is about the same number as row " + std::to_string(first->second) + "; keep one of them");
    const PresentOutcome& now = present_.outcomes.at(id);
    const OwnWord* own = own_word(id);
    const Values& standing = own ? own->values : now.counted;

    Values after = standing;
    for (const auto& [field, value] : said) after[field] = value;
    if (after["spread"].empty() && is_stated(value_of(said, "spread_kind")))
      problem("spread_kind", "has no spread whose kind it could be; fill spread, too");
    after = consistent(std::move(after));
    SheetStatement set = statement(Kind::set, id, now);
    for (const auto& field : outcome_fields()) {
      if (!said.contains(field) || after[field] == value_of(standing, field)) continue;
      unchanged_since(field, value_of(state_->counted, field), value_of(now.counted, field));
      if (own && value_of(standing, field) != value_of(now.counted, field))
        said_before(field, *own, value_of(standing, field));
      set.value[field] = said.at(field);
      set.changes.push_back({field, value_of(standing, field), after[field]});
    }
    const bool stands = own                   ? own->verdict == verdict
                        : verdict == "accept" ? now.just_accepted
                                              : now.decision == "rejected";
    const bool is_new = !verdict.empty() && (!stands || !set.value.empty());
    if (is_new) {
      // It is a judgement of the whole number as the sheet showed it.
      for (const std::string& field : outcome_fields())
        if (!said.contains(field))
          unchanged_since("verdict", with_name(field, state_->counted), with_name(field, now.counted));
      if ((state_->decision == "rejected") != (now.decision == "rejected"))
        unchanged_since("verdict", state_->decision, now.decision);
      if (own && !own->verdict.empty() && own->verdict != verdict) said_before("verdict", *own, own->verdict);
    }
    if (!set.value.empty() || is_new) take_who_and_why();
    if (out_.problems.size() != before) return;
    if (set.value.empty() && !is_new) {
      ++out_.unchanged;
      if (own && own->waits) ++out_.waiting;
    }
    if (!set.value.empty()) add_statement(std::move(set));
    if (is_new) add_statement(statement(verdict == "reject" ? Kind::reject : Kind::accept, id, now));
  }

  static std::string with_name(const std::string& field, const Values& values) {
    return field + " " + or_not_stated(value_of(values, field));
  }

  /// The place belongs to the reason: a correction keeps the number's own place in the text.
  void add_statement(SheetStatement statement) {
    std::string where;
    statement.who = who_here_;
    statement.why = why_here_;
    for (const auto& [part, text] : place()) where += (where.empty() ? "" : ", ") + part + " " + text;
    if (!where.empty()) statement.why += " (" + where + ")";
    out_.statements.push_back(std::move(statement));
  }

  std::string verdict_of_row() {
    std::string text = cell("verdict");
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (!text.empty() && text != "accept" && text != "reject")
      problem("verdict", "takes accept or reject, not " + shown_cell(cell("verdict")));
    return text;
  }

  /// The report a new number is of; 0 and a problem when there is none.
  std::int64_t report_of_row() {
    const std::string text = cell("report");
    if (state_ && (text.empty() || text == std::to_string(state_->report))) {
      if (const auto found = present_.reports.find(state_->report_key); found != present_.reports.end())
        return found->second;
      conflict("report",
               "was report " + std::to_string(state_->report) + " when the sheet was made, and is not there any more");
      return 0;
    }
    if (text.empty()) {
      problem("report", "names no report; a row without outcome_id enters a number of a report");
      return 0;
    }
    try {
      return present_.find(text);
    } catch (const Error& error) {
      problem("report", error.what());
      return 0;
    }
  }

  /// A number that is not there yet has nothing to show: what stands there would not be read.
  void nothing_shown() {
    for (const std::string& field : outcome_fields())
      if (const std::string now = cell(now_column(field)); !now.empty())
        problem(now_column(field), "holds " + shown_cell(now) +
                                       " and shows nothing of a number that is not there yet; "
                                       "write into the column " +
                                       field + " instead, or empty it");
  }

  void read_new() {
    const std::size_t before = out_.problems.size();
    nothing_shown();
    if (!cell("verdict").empty()) problem("verdict", "is for a number that is there; leave it empty in this row");
    const std::int64_t report = report_of_row();
    Values value = fields();
    for (const char* field : {"arm_class", "value"})
      if (cell(field).empty()) problem(field, "is needed for a number that is not there yet");
    if (value_of(value, "spread").empty() && is_stated(value_of(value, "spread_kind")))
      problem("spread_kind", "has no spread whose kind it could be; fill spread, too");
    std::erase_if(value, [](const auto& field) { return field.second.empty(); });
    if (value_of(value, "spread").empty()) value.erase("spread_kind");
    const Values where = place();
    if (where.empty()) problem("page", "is empty, as table, figure and letter are; say where the number stands");
    value.insert(where.begin(), where.end());
    for (const char* column : {"arm_label", "words"})
      if (const std::string text = cell(column); !text.empty()) value[column] = checked_text(column, text);
    const AddedNumber* added = was_added(report, value);
    if (!added) take_who_and_why();
    if (out_.problems.size() != before) return;
    for (const auto& [other, row] : new_)
      if (other == std::pair(report, value))
        problem("outcome_id", "enters the same number as row " + std::to_string(row) + "; delete one of them");
    new_.emplace_back(std::pair(report, value), number_);
    if (added) {
      ++out_.unchanged;
      if (!added->reader.empty()) ++out_.waiting;
      return;
    }
    const auto study = present_.studies.find(report);
    SheetStatement add;
    add.row = number_;
    add.kind = Kind::add;
    add.report = report;
    if (study != present_.studies.end()) add.study = study->second;
    add.who = who_here_;
    add.why = why_here_;
    for (const std::string& field : outcome_fields())
      if (const std::string& text = value_of(value, field); !text.empty()) add.changes.push_back({field, "", text});
    add.value = std::move(value);
    out_.statements.push_back(std::move(add));
  }

  /// The same number where it was entered before and counts, or is the vote of the row's own person.
  [[nodiscard]] const AddedNumber* was_added(std::int64_t report, const Values& value) const {
    const auto completed = [](Values values) {
      if (value_of(values, "statistic").empty()) values["statistic"] = "mean";
      values = consistent(std::move(values));
      std::erase_if(values, [](const auto& field) { return field.second.empty(); });
      return values;
    };
    const Values asked = completed(value);
    for (const AddedNumber& added : present_.added) {
      if (added.report != report || !(added.reader.empty() || same_person(added.reader, speaker()))) continue;
      Values there = added.values;
      if (!asked.contains("words")) there.erase("words");
      if (completed(std::move(there)) == asked) return &added;
    }
    return nullptr;
  }

  const SheetCells& sheet_;
  const SheetPresent& present_;
  const std::string& who_;
  const std::string& why_;
  std::map<std::string, std::size_t> at_;
  std::set<std::string> ours_;
  SheetReading out_;
  std::map<std::int64_t, std::size_t> rows_;  ///< rows that say something, by outcome
  std::vector<std::pair<std::pair<std::int64_t, Values>, std::size_t>> new_;

  const std::vector<std::string>* row_ = nullptr;
  std::size_t number_ = 0;
  std::optional<SheetState> state_;
  std::string who_here_, why_here_;
};

}  // namespace

SheetReading read_sheet(const SheetCells& sheet, const SheetPresent& present, const std::string& who,
                        const std::string& why) {
  return SheetReader(sheet, present, who, why).read();
}

}  // namespace evigraft::review
