#include "publish/page.h"

#include <evigraft/error.h>

#include "publish/prisma.h"
#include "publish/template.h"
#include "publish/text.h"
#include "publish/view.h"
#include "publish/words.h"

namespace evigraft::publish {
namespace {

Data sentences(const std::vector<std::string>& lines) {
  Data list{Data::type::list};
  for (const std::string& line : lines) list.push_back(Data(line));
  return list;
}

template <typename Items, typename View>
void set_list(Data& data, const std::string& name, const Items& items, const View& view) {
  Data list{Data::type::list};
  for (const auto& item : items) list.push_back(view(item));
  data.set("has_" + name, !items.empty());
  data.set(name, list);
}

bool any_adhoc(const Page& page) {
  for (const Comparison& comparison : page.comparisons)
    for (const Analysis& analysis : comparison.rows)
      if (!adhoc_remark(analysis).empty()) return true;
  return false;
}

}  // namespace

std::string render_page(const Page& page) {
  Data data;
  data.set("style", kStyle);
  data.set("title", page.title);
  data.set("subtitle", page.subtitle);
  data.set("as_of", page.as_of);
  data.set("generator", page.generator);
  data.set("note", page.note);
  data.set("has_note", !page.note.empty());
  data.set("outcome_name", page.outcome_name);
  data.set("any_adhoc", any_adhoc(page));

  std::size_t position = 0;
  set_list(data, "comparisons", page.comparisons, [&](const Comparison& c) { return comparison_view(c, ++position); });
  position = 0;
  set_list(data, "single_arms", page.single_arms, [&](const SingleArm& a) { return single_arm_view(a, ++position); });
  data.set("figure", kainjow::mustache::partial([] { return std::string(kFigureTemplate); }));

  const std::string flow = prisma_html(page.prisma);
  data.set("prisma", flow);
  data.set("has_prisma", !flow.empty());
  set_list(data, "discrepancies", prisma_discrepancies(page.prisma),
           [](const std::string& line) { return Data(line); });

  set_list(data, "evidence", page.evidence, [&](const Evidence& one) { return evidence_view(page, one); });
  const Data stages = excluded_view(page.excluded);
  data.set("stages", stages);
  data.set("has_stages", stages.is_non_empty_list());
  set_list(data, "reviews", page.reviews, [&](const ReviewResult& one) { return review_view(page, one); });

  set_list(data, "certainty", page.certainty, certainty_view);
  position = 0;
  set_list(data, "risk", page.risk, [&](const RiskTable& table) { return risk_view(table, ++position); });
  data.set("has_judgements", !page.certainty.empty() || !page.risk.empty());
  data.set("judgements", kainjow::mustache::partial([] { return std::string(kJudgementsTemplate); }));

  data.set("eligibility", sentences(page.eligibility));
  data.set("selection", sentences(page.selection));
  set_list(data, "runs", page.runs, run_view);
  set_list(data, "versions", page.versions, [](const Named& one) {
    Data entry;
    entry.set("name", one.name);
    entry.set("value", one.value);
    return entry;
  });
  data.set("how_to_cite", page.how_to_cite);
  data.set("has_cite", !page.how_to_cite.empty());

  kainjow::mustache::mustache page_template{kPageTemplate};
  page_template.set_custom_escape([](const std::string& text) { return escaped(text); });
  std::string html = page_template.render(data);
  if (!page_template.is_valid())
    throw Error(Error::Kind::failed, "The page's template is broken: " + page_template.error_message() + ".");
  return html;
}

}  // namespace evigraft::publish
