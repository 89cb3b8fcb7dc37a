// core/pipeline/review_queue.cpp: what needs a person: gaps that keep a number out of an answer, then what may be
// wrong.
#include <algorithm>
#include <map>
#include <set>

#include "pipeline/judgements.h"
#include "pipeline/labels.h"
#include "pipeline/overlay.h"
#include "pipeline/review.h"
#include "store/links.h"

namespace evigraft {
namespace {
using review::Item;
using review::Need;
using review::Reach;

/// Below it the reader itself is not sure that number, arm and time belong together (docs/extraction.md).
constexpr double kSure = 0.6;

std::string number(double value) { return review::number_text(value); }

/// "ASC 49.83 ± 3.61% at 6 months, n not stated"
std::string in_words(const Candidate& value) {
  std::string out = value.arm_class + " " + number(value.value);
  if (value.spread) out += " ± " + number(*value.spread);
  out += value.unit;
  out += value.months ? " at " + number(*value.months) + " months" : ", time not stated";
  out += value.n ? ", n = " + number(*value.n) : ", n not stated";
  return out;
}

/// Fields without which the number has no variance.
std::vector<std::string> gaps(const Candidate& value) {
  std::vector<std::string> out;
  const bool interval = value.interval && value.interval_kind == "ci95";
  if (value.spread && value.spread_kind != "sd" && value.spread_kind != "se")
    out.emplace_back("spread_kind");
  else if (!value.spread && !interval)
    out.emplace_back("spread");
  if (!value.n) out.emplace_back("n");
  return out;
}

class Queue {
 public:
  Queue(const Store& store, const Topic& topic, const std::string& viewer)
      : store_(store), topic_(topic), overlay_(overlay_of(store)), candidates_(candidates(store)) {
    if (overlay_.two.now) viewer_ = overlay_.two.readers.reader(viewer);
    for (const ReportView& view : report_views(store)) {
      labels_[view.report_id] = report_label(view);
      reports_.push_back(view);
    }
    for (const Candidate& value : candidates_) by_id_[value.outcome_id] = &value;
  }

  std::vector<Item> build() {
    for (const PoolQuestion& question : standard_questions(topic_))
      if (question.reading == SpreadReading::stated) of_question(question);
    classes();
    doubtful();
    screening();
    pairs();
    clashes();
    for (auto& [id, item] : gaps_) items_.push_back(std::move(item));
    between_readers();
    if (viewer_) leave_out_what_the_viewer_read();
    review::rank(items_);
    return std::move(items_);
  }

 private:
  Item of_outcome(const Candidate& value, Need need) const {
    Item item;
    item.need = need;
    item.outcome = value.outcome_id;
    item.report = value.report_id;
    item.study = value.study_id;
    item.n = value.n.value_or(0);
    item.label = labels_.at(value.report_id);
    item.what = in_words(value);
    return item;
  }

  void gap(const Candidate& value, std::vector<std::string> missing, Reach reach) {
    if (missing.empty()) return;
    const auto [at, fresh] = reach_.try_emplace(value.outcome_id, reach);
    if (!fresh) at->second = std::min(at->second, reach);
    if (value.decision == "accepted") return;
    static const std::map<std::string, Need> needs = {{"spread", Need::spread},
                                                      {"spread_kind", Need::spread},
                                                      {"arm_class", Need::arm_class},
                                                      {"n", Need::n},
                                                      {"months", Need::months}};
    const auto known = gaps_.find(value.outcome_id);
    if (known != gaps_.end() && known->second.reach <= reach) return;
    Item item = of_outcome(value, needs.at(missing.front()));
    item.reach = reach;
    item.missing = std::move(missing);
    gaps_[value.outcome_id] = std::move(item);
  }

  void of_question(const PoolQuestion& question) {
    const Reach reach = question.comparator.empty() ? Reach::arm : Reach::comparison;
    const Selected selected = select_for(question, candidates_);
    for (const PoolStudy& study : selected.studies) {
      if (study.vi) continue;
      for (const auto* ids : {&study.intervention_outcomes, &study.comparator_outcomes})
        for (const std::int64_t id : *ids) gap(*by_id_.at(id), gaps(*by_id_.at(id)), reach);
    }
    for (const NotUsed& outcome : selected.not_used)
      if (outcome.reason == kNoTime) {
        std::vector<std::string> missing = {"months"};
        for (std::string& field : gaps(*by_id_.at(outcome.outcome_id))) missing.push_back(std::move(field));
        gap(*by_id_.at(outcome.outcome_id), missing, reach);
      }
  }

  /// Fat enriched with cells of which the text does not say whether they were cultured.
  void classes() {
    const Selected selected =
        select_for(default_question(topic_, "cell_enriched", "conventional", SpreadReading::stated), candidates_);
    for (const PoolStudy& study : selected.studies)
      for (const std::int64_t id : study.intervention_outcomes) {
        std::vector<std::string> missing = {"arm_class"};
        for (std::string& field : gaps(*by_id_.at(id))) missing.push_back(std::move(field));
        gap(*by_id_.at(id), missing, Reach::comparison);
      }
  }

  void doubtful() {
    for (const OutcomeView& outcome : outcome_views(store_)) {
      if (outcome.confidence >= kSure || outcome.decision != "auto" || outcome.verdict != "include") continue;
      if (gaps_.contains(outcome.outcome_id)) continue;
      Item item = of_outcome(*by_id_.at(outcome.outcome_id), Need::confidence);
      item.confidence = outcome.confidence;
      items_.push_back(std::move(item));
    }
  }

  void screening() {
    std::set<std::int64_t> not_retrieved;
    for (const review::Verdict& fate : overlay_.screening.full_text)
      if (fate.verdict == "not_retrieved") not_retrieved.insert(fate.report);
    for (const ReportView& report : reports_) {
      if (report.verdict != "unsure" || not_retrieved.contains(report.report_id)) continue;
      Item item;
      item.need = Need::screening;
      item.report = report.report_id;
      item.study = report.study_id;
      item.label = labels_.at(report.report_id);
      item.what = report.verdict_reason + ": " + report.title;
      items_.push_back(std::move(item));
    }
  }

  /// Whether a person said that they are different.
  [[nodiscard]] bool kept_apart(const ConflictPair& pair) const {
    const std::set<std::int64_t> both = {pair.report_a, pair.report_b};
    for (const review::Decision& decision : overlay_.two.counting) {
      if (decision.kind != review::Kind::split) continue;
      const auto a = overlay_.reports.find(decision.target);
      const auto b = overlay_.reports.find(review::value_of(decision.value, "with"));
      if (a != overlay_.reports.end() && b != overlay_.reports.end() && both == std::set{a->second, b->second})
        return true;
    }
    return false;
  }

  void pairs() {
    for (const ConflictPair& pair : conflict_pairs(store_)) {
      if (kept_apart(pair)) continue;
      Item item;
      item.need = Need::duplicate;
      item.report = pair.report_a;
      item.label = pair.report_a == 0 ? pair.key_a : labels_.at(pair.report_a);
      item.what = pair.key_a + " and " + pair.key_b + ": " + pair.reason;
      items_.push_back(std::move(item));
    }
  }

  Item of_decision(std::int64_t decision, Need need, std::string what) const {
    Item item;
    item.need = need;
    item.decision = decision;
    item.what = std::move(what);
    return item;
  }

  static std::string or_none(const std::string& text) { return text.empty() ? "none" : text; }

  void clashes() {
    for (const review::Standing& standing : overlay_.outcomes.standings)
      for (const review::Clash& clash : standing.clashes) {
        Item item = of_outcome(*by_id_.at(standing.outcome), Need::conflict);
        item.decision = clash.decision;
        item.missing = {clash.field};
        item.what = clash.field + ": the machine read " + or_none(clash.then) + " when decision " +
                    std::to_string(clash.decision) + " said " + or_none(clash.person) + ", and reads " +
                    or_none(clash.now) + " now";
        items_.push_back(std::move(item));
      }
    for (const review::Verdict& verdict : screening_clashes(store_, overlay_)) {
      const std::string now = rules_verdict(store_, verdict.report).verdict;
      Item item = of_decision(verdict.decision, Need::conflict,
                              "screening: the rules said " + or_none(verdict.then) + " when decision " +
                                  std::to_string(verdict.decision) + " said " + verdict.verdict + ", and say " +
                                  or_none(now) + " now");
      item.report = verdict.report;
      item.label = labels_.at(verdict.report);
      items_.push_back(std::move(item));
    }
    Judgements judged = judgements(store_, topic_);
    for (const JudgedRow& row : judged.rows) {
      if (row.changed.empty()) continue;
      Item item = of_decision(row.changed_decision, Need::conflict, row.assessment.instrument + ": " + row.changed);
      if (row.assessment.subject.kind == review::Target::outcome) item.outcome = row.assessment.subject.id;
      item.report = row.report;
      item.study = row.study;
      item.label = row.label;
      items_.push_back(std::move(item));
    }
    for (const auto* lost : {&overlay_.outcomes.lost, &overlay_.screening.lost, &overlay_.links, &judged.lost})
      for (const review::Lost& decision : *lost)
        items_.push_back(of_decision(decision.decision, Need::lost,
                                     "decision " + std::to_string(decision.decision) + ": " + decision.reason));
  }

  /// The number that votes are on; 0 for a report.
  [[nodiscard]] std::int64_t outcome_of(const review::VotedOn& subject) const {
    if (subject.kind == review::Target::report) return 0;
    return subject.kind == review::Target::entered ? entered_outcome(store_, subject.id) : subject.id;
  }

  Item of_subject(const review::VotedOn& subject, Need need) const {
    if (const std::int64_t outcome = outcome_of(subject); outcome != 0) {
      Item item = of_outcome(*by_id_.at(outcome), need);
      if (const auto reach = reach_.find(outcome); reach != reach_.end()) item.reach = reach->second;
      return item;
    }
    Item item;
    item.need = need;
    item.report = subject.id;
    item.label = labels_.at(subject.id);
    if (!subject.entry.empty()) item.what = "a number entered by hand";
    return item;
  }

  [[nodiscard]] bool is_lost(std::int64_t decision) const {
    return std::any_of(items_.begin(), items_.end(),
                       [&](const Item& item) { return item.need == Need::lost && item.decision == decision; });
  }

  void between_readers() {
    const review::Readers& readers = overlay_.two.readers;
    std::vector<Item> items;
    std::set<review::VotedOn> rejected_by_one;
    for (const review::Disagreement& differing : overlay_.two.disagreements) {
      Item item = of_subject(differing.subject, Need::disagreement);
      item.decision = differing.decision;
      std::string what;
      for (const review::Differing& field : differing.fields) {
        if (field.field == review::kUsed) rejected_by_one.insert(differing.subject);
        item.missing.push_back(field.field);
        what += field.field + ": " + readers.first + " " + or_none(field.first) + ", " + readers.second + " " +
                or_none(field.second) + "; ";
      }
      item.what = item.what.empty() ? what.substr(0, what.size() - 2) : what + item.what;
      items.push_back(std::move(item));
    }
    std::set<std::pair<review::VotedOn, std::size_t>> waiting;
    for (const review::OpenVote& vote : overlay_.two.open)
      if (!vote.answered && !rejected_by_one.contains(vote.subject) && vote.reader != viewer_)
        waiting.emplace(vote.subject, vote.reader);
    for (const auto& [subject, reader] : waiting) {
      Item item = of_subject(subject, Need::pending);
      item.what = readers.name(reader) + " has read it, " + readers.name(1 - reader) + " not yet" +
                  (item.what.empty() ? "" : ": ") + item.what;
      items.push_back(std::move(item));
    }
    for (const auto& [decision, who] : overlay_.two.unanswered)
      if (!readers.reader(who) && !is_lost(decision))
        items.push_back(of_decision(decision, Need::pending,
                                    "decision " + std::to_string(decision) + ": a vote of " + who +
                                        ", who is none of the two readers any more"));
    std::move(items.begin(), items.end(), std::back_inserter(items_));
  }

  /// Nobody votes on those.
  [[nodiscard]] bool is_of_judgement(const Item& item) const {
    return std::any_of(overlay_.two.counting.begin(), overlay_.two.counting.end(), [&](const auto& decision) {
      return decision.id == item.decision && decision.kind == review::Kind::judge;
    });
  }

  void leave_out_what_the_viewer_read() {
    std::map<std::int64_t, std::set<std::string>> fields;  // by outcome
    std::set<std::int64_t> reports;
    for (const review::OpenVote& vote : overlay_.two.open) {
      if (vote.reader != viewer_) continue;
      if (vote.subject.kind == review::Target::report && vote.subject.entry.empty())
        reports.insert(vote.subject.id);
      else if (const std::int64_t outcome = outcome_of(vote.subject); outcome != 0)
        fields[outcome].insert(vote.field == review::kUsed && vote.value == "no" ? "rejected" : vote.field);
    }
    std::erase_if(items_, [&](const Item& item) {
      if (item.need == Need::disagreement || item.need == Need::pending || is_of_judgement(item)) return false;
      if (item.outcome == 0)
        return (item.need == Need::screening || item.need == Need::conflict) && reports.contains(item.report);
      const auto read = fields.find(item.outcome);
      if (read == fields.end()) return false;
      return read->second.contains("rejected") ||
             std::all_of(item.missing.begin(), item.missing.end(),
                         [&](const std::string& field) { return read->second.contains(field); });
    });
  }

  const Store& store_;
  const Topic& topic_;
  Overlay overlay_;
  std::optional<std::size_t> viewer_;  ///< one of two readers
  std::vector<Candidate> candidates_;
  std::vector<ReportView> reports_;
  std::map<std::int64_t, const Candidate*> by_id_;
  std::map<std::int64_t, std::string> labels_;
  std::map<std::int64_t, Item> gaps_;    ///< by outcome
  std::map<std::int64_t, Reach> reach_;  ///< of every outcome with a gap, accepted ones too
  std::vector<Item> items_;
};

}  // namespace

std::vector<review::Item> review_queue(const Store& store, const Topic& topic, const std::string& viewer) {
  return Queue(store, topic, viewer).build();
}

}  // namespace evigraft
