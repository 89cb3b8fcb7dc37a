#include "publish/forest.h"
#include "publish/number.h"
#include "publish/view.h"
#include "publish/words.h"

namespace evigraft::publish {
namespace {

// Fragment names hold letters, digits and '-' only, whatever the id is made of; the position keeps them apart.
std::string fragment(const std::string& prefix, std::size_t position, const std::string& id) {
  std::string out = prefix + std::to_string(position) + "-";
  for (const char c : id) out += (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? c : '-';
  return out;
}

std::string numbers(const ArmNumbers& arm) {
  return fixed(arm.mean) + "%" + (arm.sd ? " (SD " + fixed(*arm.sd) + ")" : "") +
         (arm.n ? ", n = " + shortest(*arm.n) : "");
}

Data unused_study(const UnpooledStudy& study) {
  std::string figures = numbers(study.treatment);
  if (study.control) figures += " against " + numbers(*study.control);
  if (study.difference) figures += "; difference " + fixed(*study.difference) + " percentage points";
  Data item;
  item.set("unused_label", study.label);
  item.set("unused_address", study.outcome_id == 0 ? "" : "#outcome-" + std::to_string(study.outcome_id));
  item.set("has_unused_address", study.outcome_id != 0);
  item.set("unused_reason", study.reason);
  item.set("unused_figures", figures);
  return item;
}

Data paragraphs(const std::vector<std::string>& sentences) {
  Data list{Data::type::list};
  for (const std::string& sentence : sentences)
    if (!sentence.empty()) list.push_back(Data(sentence));
  return list;
}

// What a row of the overview and the figure below it share.
void fill(Data& data, ForestPlot plot, const Analysis& analysis) {
  const auto result = shown(analysis);
  const auto prediction = shown_prediction(analysis);
  data.set("k", std::to_string(k_of(analysis)));
  data.set("estimate", result ? estimate_and_ci(result->estimate, result->ci) : std::string("no estimate"));
  data.set("prediction",
           prediction ? "[" + fixed(prediction->lo) + ", " + fixed(prediction->hi) + "]" : std::string("–"));
  data.set("adhoc", !adhoc_remark(analysis).empty());
  data.set("sentence", answer(analysis, plot.measure));
  const std::string id = plot.id;
  plot.id = id + "-wide";
  data.set("wide", forest_svg(plot, analysis));
  plot.id = id + "-narrow";
  plot.layout = ForestLayout::narrow;
  data.set("narrow", forest_svg(plot, analysis));
  plot.id = id + "-interval";
  data.set("interval", interval_svg(plot, analysis));

  std::vector<std::string> notes;
  for (const ForestStudy& study : analysis.studies)
    if (!study.note.empty()) notes.push_back(study.label + ": " + study.note + ".");
  Data remarks = paragraphs({adhoc_remark(analysis), clipped_remark(analysis, plot.measure)});
  for (const std::string& note : notes) remarks.push_back(Data(note));
  data.set("remarks", remarks);
  data.set("small_print", paragraphs({heterogeneity(analysis), overall_test(analysis, plot.measure)}));

  Data unused{Data::type::list};
  for (const UnpooledStudy& study : analysis.not_pooled) unused.push_back(unused_study(study));
  data.set("unused", unused);
  data.set("unused_heading",
           k_of(analysis) == 0 ? "Why no estimate can be made from:" : "Not in the estimate, each with its reason:");
  data.set("has_unused", !analysis.not_pooled.empty());
}

}  // namespace

const char* const kFigureTemplate = R"html(<figure>
{{{wide}}}{{{narrow}}}
<figcaption>{{#small_print}}<p class="remark narrow-only">{{.}}</p>
{{/small_print}}{{#remarks}}<p class="remark">{{.}}</p>
{{/remarks}}{{#has_unused}}<p class="remark">{{unused_heading}}</p>
<ul class="unused">{{#unused}}<li>{{#has_unused_address}}<a href="{{unused_address}}">{{unused_label}}</a>{{/has_unused_address}}{{^has_unused_address}}{{unused_label}}{{/has_unused_address}}: {{unused_figures}} – {{unused_reason}}</li>
{{/unused}}</ul>{{/has_unused}}</figcaption>
</figure>
)html";

Data comparison_view(const Comparison& comparison, std::size_t position) {
  static const std::array<const char*, 3> readings = {"Spread as stated", "Undeclared ± read as SD",
                                                      "Undeclared ± read as SE"};
  const std::string heading = comparison.treatment + " vs " + comparison.control;
  const std::string anchor = fragment("compare-", position, comparison.id);
  Data view, rows{Data::type::list};
  view.set("anchor", anchor);
  view.set("heading", heading);
  view.set("question", comparison.question);
  view.set("has_question", !comparison.question.empty());
  view.set("first_sentence", answer(comparison.rows[0], Measure::difference));
  for (std::size_t i = 0; i < comparison.rows.size(); ++i) {
    Data row;
    row.set("reading", readings.at(i));
    row.set("what_if", i != 0);
    row.set("row_class", i == 0 ? "stated" : "what-if");
    const std::string title = heading + ", " + readings.at(i) + (i == 0 ? "" : " (not an answer)");
    fill(row,
         {anchor + "-" + std::to_string(i), title, comparison.treatment, comparison.control, Measure::difference,
          i == 0, ForestLayout::wide},
         comparison.rows.at(i));
    rows.push_back(row);
  }
  view.set("rows", rows);
  return view;
}

Data single_arm_view(const SingleArm& arm, std::size_t position) {
  Data view;
  const std::string anchor = fragment("arm-", position, arm.id);
  view.set("anchor", anchor);
  view.set("heading", arm.arm_class);
  fill(view, {anchor, arm.arm_class + ", mean retention", arm.arm_class, "", Measure::mean, true, ForestLayout::wide},
       arm.analysis);
  return view;
}

}  // namespace evigraft::publish
