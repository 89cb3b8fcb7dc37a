#include "publish/number.h"
#include "publish/traffic_light.h"
#include "publish/view.h"
#include "publish/words.h"

namespace evigraft::publish {

const char* const kJudgementsTemplate = R"html(<section id="judgements" aria-labelledby="judgements-h">
<h2 id="judgements-h">Risk of bias and certainty, as people judged them</h2>
<p>Nothing here is computed. Each judgement is a person's, with the support they gave; effects and counts are those of this page.</p>
{{#has_certainty}}
<h3>Summary of findings (GRADE)</h3>
<div class="scroll" role="region" aria-label="Summary of findings" tabindex="0">
<table class="findings">
<thead><tr><th scope="col">Comparison</th><th scope="col" class="num">Studies</th><th scope="col" class="num">Participants</th><th scope="col" class="num">Effect [95% CI]</th><th scope="col" class="num">95% prediction interval</th><th scope="col">Certainty</th><th scope="col">Reasons</th></tr></thead>
<tbody>
{{#certainty}}
<tr><th scope="row">{{question}}<small>{{outcome}}</small></th><td class="num" data-label="Studies">{{studies}}</td><td class="num" data-label="Participants">{{participants}}</td><td class="num" data-label="Effect">{{effect}}</td><td class="num" data-label="Prediction">{{prediction}}</td><td data-label="Certainty">{{certainty}}<small>{{given_by}}</small></td><td data-label="Reasons">{{#reasons}}<p>{{.}}</p>{{/reasons}}{{#remarks}}<p class="warning" role="note">{{.}}</p>{{/remarks}}</td></tr>
{{/certainty}}
</tbody>
</table>
</div>
{{/has_certainty}}
{{#risk}}
<h3>{{name}}</h3>
{{#svg}}<figure>{{{svg}}}<figcaption class="legend">{{domains}}</figcaption></figure>{{/svg}}
{{#stars}}<div class="scroll" role="region" aria-label="Stars" tabindex="0">
<table class="stars">
<thead><tr><th scope="col">Study</th>{{#columns}}<th scope="col" class="num">{{.}}</th>{{/columns}}</tr></thead>
<tbody>
{{#rows}}<tr><th scope="row">{{label}}</th>{{#words}}<td class="num">{{.}}</td>{{/words}}</tr>
{{/rows}}
</tbody>
</table>
</div>
<p class="legend">{{domains}}</p>{{/stars}}
{{#rows}}{{#remarks}}<p class="warning" role="note">{{label}}: {{.}}</p>
{{/remarks}}{{/rows}}
<details><summary>Support for each judgement</summary>
<dl class="support">
{{#rows}}<dt>{{label}}</dt>{{#reasons}}<dd>{{.}}</dd>{{/reasons}}
{{/rows}}
</dl></details>
{{/risk}}
</section>
)html";

namespace {

Data lines(const std::vector<std::string>& texts) {
  Data list{Data::type::list};
  for (const std::string& text : texts) list.push_back(Data(text));
  return list;
}

std::string people(const CertaintyRow& row) {
  const auto number = [](const std::optional<double>& n) { return n ? shortest(*n) : std::string("?"); };
  if (!row.participants_1 && !row.participants_2) return "";
  return number(row.participants_1) + (row.two_arms ? " and " + number(row.participants_2) : "");
}

}  // namespace

Data certainty_view(const CertaintyRow& row) {
  Data out;
  out.set("question", row.question);
  out.set("outcome", row.outcome);
  out.set("studies", std::to_string(row.studies));
  out.set("participants", people(row));
  const auto interval = [](const std::array<double, 2>& bounds) { return Interval{bounds[0], bounds[1]}; };
  out.set("effect", row.estimate && row.ci ? estimate_and_ci(*row.estimate, interval(*row.ci)) : std::string());
  out.set("prediction",
          row.prediction ? fixed((*row.prediction)[0]) + " to " + fixed((*row.prediction)[1]) : std::string());
  out.set("certainty", row.certainty.empty() ? "not given" : row.certainty);
  out.set("given_by", row.given_by);
  out.set("reasons", lines(row.reasons));
  out.set("remarks", lines(row.remarks));
  return out;
}

Data risk_view(const RiskTable& table, std::size_t position) {
  Data out;
  out.set("name", table.name);
  const bool starred = table.instrument == "nos";
  out.set("stars", starred);
  out.set("svg", starred ? Data(false) : Data(traffic_light_svg(table, "risk-" + std::to_string(position))));
  std::string domains;
  Data columns{Data::type::list};
  for (const RiskColumn& column : table.columns) {
    columns.push_back(Data(column.id));
    if (column.id != "Overall") domains += (domains.empty() ? "" : "; ") + column.id + ": " + column.name;
  }
  out.set("columns", columns);
  out.set("domains", domains + ".");
  Data rows{Data::type::list};
  for (const RiskRow& row : table.rows) {
    Data each;
    each.set("label", row.label);
    each.set("words", lines(row.words));
    each.set("reasons", lines(row.reasons));
    each.set("remarks", lines(row.remarks));
    rows.push_back(each);
  }
  out.set("rows", rows);
  return out;
}

}  // namespace evigraft::publish
