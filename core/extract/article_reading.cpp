// core/extract/article_reading.cpp: abstract, then the results sections as one text, then cells of tables; repeats
// merged.
#include "extract/article_reading.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "extract/fold.h"
#include "extract/table_outcomes.h"

namespace evigraft {
namespace {

std::vector<std::string> publication_types(const std::string& article_type) {
  static const std::map<std::string, std::string> kTypes = {{"review-article", "Review"},
                                                            {"systematic-review", "Systematic Review"},
                                                            {"meta-analysis", "Meta-Analysis"},
                                                            {"letter", "Letter"},
                                                            {"editorial", "Editorial"},
                                                            {"correction", "Published Erratum"},
                                                            {"retraction", "Retraction of Publication"},
                                                            {"article-commentary", "Comment"},
                                                            {"news", "News"},
                                                            {"case-report", "Case Reports"},
                                                            {"protocol", "Clinical Trial Protocol"},
                                                            {"study-protocol", "Clinical Trial Protocol"}};
  const auto found = kTypes.find(article_type);
  return found == kTypes.end() ? std::vector<std::string>{} : std::vector<std::string>{found->second};
}

int code_points(const std::string& text) { return static_cast<int>(fold(text).offsets.size()) - 1; }

/// Methods and results as one text in the form of a structured abstract, with the way back to the paragraphs.
struct Body {
  struct Line {
    int start = 0, end = 0;  ///< code points of `text` that the paragraph takes
    const Paragraph* paragraph = nullptr;
    bool results = false;
  };
  std::string text;
  std::vector<Line> lines;
};

Body compose(const Article& article) {
  Body body;
  const bool has_results = std::any_of(article.paragraphs.begin(), article.paragraphs.end(),
                                       [](const Paragraph& p) { return p.part == ArticlePart::results; });
  int at = 0;
  for (const Paragraph& paragraph : article.paragraphs) {
    // a short report has no sections; what is neither introduction nor discussion counts as results
    const bool results =
        paragraph.part == ArticlePart::results || (!has_results && paragraph.part == ArticlePart::other);
    if (!results && paragraph.part != ArticlePart::methods) continue;
    const std::string label = results ? "RESULTS: " : "METHODS: ";
    if (!body.text.empty()) {
      body.text += '\n';
      ++at;
    }
    const int start = at + static_cast<int>(label.size());
    const int size = code_points(paragraph.text);
    body.text += label + paragraph.text;
    at = start + size;
    body.lines.push_back({start, at, &paragraph, results});
  }
  return body;
}

/// Moves a span of the composed text to its paragraph; false when it is not of the results.
bool address(Span& span, const Body& body) {
  const auto line = std::upper_bound(body.lines.begin(), body.lines.end(), span.start,
                                     [](int start, const Body::Line& one) { return start < one.start; });
  if (line == body.lines.begin()) return false;
  const Body::Line& at = *std::prev(line);
  if (!at.results || span.end > at.end) return false;
  span.field = at.paragraph->where;
  span.start -= at.start;
  span.end -= at.start;
  return true;
}

int decimals_of(const std::string& printed) {
  const std::size_t point = printed.find_first_of(".,");
  return point == std::string::npos ? 0 : static_cast<int>(printed.size() - point - 1);
}

/// "63%" in the abstract is "62.7 ± 6.1%" in the results.
bool same_number(const Outcome& a, const Outcome& b) {
  const int decimals = std::min(decimals_of(a.as_printed), decimals_of(b.as_printed));
  const double scale = std::pow(10, std::min(decimals, 6));
  return std::abs(std::round(a.value * scale) - std::round(b.value * scale)) < 0.5;
}

bool same_outcome(const Outcome& a, const Outcome& b) {
  if (a.arm != b.arm && a.arm != ArmClass::all && b.arm != ArmClass::all) return false;
  if (a.months && b.months && std::abs(*a.months - *b.months) > 0.15) return false;
  return same_number(a, b);
}

/// What `kept` does not say and `again` does.
void complete(Outcome& kept, const Outcome& again) {
  bool more = false;
  const auto fill = [&](auto& slot, const auto& value) {
    if (slot || !value) return;
    slot = value;
    more = true;
  };
  if (!kept.spread ||
      (kept.spread_kind == SpreadKind::unknown && again.spread_kind && again.spread_kind != SpreadKind::unknown)) {
    if (again.spread && (!kept.spread || std::abs(*kept.spread - *again.spread) < 0.06)) {
      kept.spread = again.spread;
      kept.spread_kind = again.spread_kind;
      more = true;
    }
  }
  if (!kept.interval && again.interval) {
    kept.interval = again.interval;
    kept.interval_kind = again.interval_kind;
    more = true;
  }
  fill(kept.n, again.n);
  fill(kept.months, again.months);
  if (kept.arm == ArmClass::all && again.arm != ArmClass::all) {
    kept.arm = again.arm;
    kept.arm_label = again.arm_label;
    more = true;
  }
  if (kept.statistic == Statistic::unknown) kept.statistic = again.statistic;
  if (kept.method.empty()) kept.method = again.method;
  if (more && std::find(kept.flags.begin(), kept.flags.end(), "completed_from_full_text") == kept.flags.end())
    kept.flags.emplace_back("completed_from_full_text");
}

/// Outcomes in the order found; the first place a number was printed keeps it.
class Collected {
 public:
  explicit Collected(std::vector<Outcome>& outcomes) : outcomes_(outcomes) {
    for (std::size_t i = 0; i < outcomes_.size(); ++i) note(i);
  }

  void add(Outcome outcome) {
    const long key = std::lround(std::floor(outcome.value));
    for (const long near : {key - 1, key, key + 1})
      for (const std::size_t i : by_value_[near])
        if (same_outcome(outcomes_[i], outcome)) {
          complete(outcomes_[i], outcome);
          return;
        }
    outcomes_.push_back(std::move(outcome));
    note(outcomes_.size() - 1);
  }

 private:
  void note(std::size_t i) {
    auto& list = by_value_[std::lround(std::floor(outcomes_[i].value))];
    // a file of a million equal numbers is no article; beyond this they are not compared
    if (list.size() < 200) list.push_back(i);
  }
  std::vector<Outcome>& outcomes_;
  std::map<long, std::vector<std::size_t>> by_value_;
};

void merge_arms(std::vector<Arm>& arms, const std::vector<Arm>& others) {
  for (const Arm& other : others) {
    const auto known =
        std::find_if(arms.begin(), arms.end(), [&](const Arm& arm) { return arm.arm_class == other.arm_class; });
    if (known == arms.end())
      arms.push_back(other);
    else if (!known->n)
      known->n = other.n;
  }
}

}  // namespace

Reading read_article(const OutcomeReader& reader, const Topic& topic, const Article& article) {
  const std::vector<std::string> types = publication_types(article.type);
  Reading reading = reader.read({article.title, article.abstract, types});
  switch (reading.design) {  // other people's numbers
    case Design::review:
    case Design::meta_analysis:
    case Design::protocol:
      return reading;
    default:
      break;
  }
  const Body body = compose(article);
  Reading full = reader.read({article.title, body.text, types});
  if (article.abstract.empty()) {
    reading.species = full.species;
    reading.design = full.design;
  }
  if (reading.pairing == Pairing::unclear) reading.pairing = full.pairing;
  if (!reading.n_total) reading.n_total = full.n_total;
  if (reading.site.empty()) reading.site = full.site;
  merge_arms(reading.arms, full.arms);

  Collected collected(reading.outcomes);
  for (Outcome& outcome : full.outcomes)
    if (address(outcome.span, body)) collected.add(std::move(outcome));
  for (Outcome& outcome : read_table_outcomes(reader, topic, article)) collected.add(std::move(outcome));
  // the body seldom repeats how many there were
  for (Outcome& outcome : reading.outcomes)
    if (!outcome.n && outcome.span.field != "abstract")
      for (const Arm& arm : reading.arms)
        if (arm.arm_class == outcome.arm) outcome.n = arm.n;
  if (reading.comparisons.empty())
    for (Comparison& comparison : full.comparisons)
      if (address(comparison.span, body)) reading.comparisons.push_back(std::move(comparison));
  return reading;
}

}  // namespace evigraft
