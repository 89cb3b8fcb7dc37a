#include "publish/template.h"

namespace evigraft::publish {

// Triple braces stand only where this room made the markup itself: style, plots, flow.
const char* const kPageTemplate = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="{{generator}}">
<title>{{title}}</title>
<style>
{{{style}}}</style>
</head>
<body>
<a class="skip" href="#answer">Skip to the answer</a>
<header>
<h1>{{title}}</h1>
<p class="subtitle">{{subtitle}}</p>
<p class="dateline">Data as of <time>{{as_of}}</time> · {{generator}}</p>
{{#has_note}}<p class="note"><strong>Note.</strong> {{note}}</p>{{/has_note}}
</header>
<nav aria-label="Contents"><ul>
<li><a href="#answer">Answer</a></li>
{{#comparisons}}<li><a href="#{{anchor}}">{{heading}}</a></li>
{{/comparisons}}
<li><a href="#single-arms">Single arms</a></li>
<li><a href="#flow">Flow</a></li>
<li><a href="#evidence">Evidence</a></li>
{{#has_judgements}}<li><a href="#judgements">Judgements</a></li>
{{/has_judgements}}
<li><a href="#excluded">Excluded</a></li>
<li><a href="#reviews">Other reviews</a></li>
<li><a href="#methods">Methods</a></li>
</ul></nav>
<main>

<section id="answer" aria-labelledby="answer-h">
<h2 id="answer-h">The answer, and what it would be if…</h2>
<p>Many papers print “49.8 ± 3.6” without saying whether ± is a standard deviation (SD) or a standard error (SE). The answer uses only spreads whose kind the paper states. The two rows below it show where the same question would lead if every undeclared ± were an SD, or an SE. <strong>They are not answers</strong>; they show how much hangs on a word the paper left out.</p>
<div class="scroll" role="region" aria-label="Overview of the comparisons" tabindex="0">
<table class="overview">
<caption>Mean difference in {{outcome_name}}, percentage points; positive favours the first-named. k: studies.</caption>
<thead><tr><th scope="col">Spread read</th><th scope="col" class="num">k</th><th scope="col" class="num">MD [95% CI]</th><th scope="col" class="num pi">95% prediction interval</th><th scope="col" class="graph"><span class="scale"><span>−100</span><span>0</span><span>+100</span></span></th></tr></thead>
{{#comparisons}}
<tbody>
<tr class="group"><th scope="rowgroup" colspan="5"><a href="#{{anchor}}">{{heading}}</a><p>{{first_sentence}}</p></th></tr>
{{#rows}}
<tr class="{{row_class}}"><th scope="row">{{reading}}{{#what_if}} <span class="not">not an answer</span>{{/what_if}}</th><td class="num" data-label="k">{{k}}</td><td class="num" data-label="MD [95% CI]">{{estimate}}{{#adhoc}}<abbr title="ad hoc Hartung-Knapp interval">*</abbr>{{/adhoc}}</td><td class="num pi" data-label="Prediction">{{prediction}}</td><td class="graph">{{{interval}}}</td></tr>
{{/rows}}
</tbody>
{{/comparisons}}
</table>
</div>
<p class="legend">Square: one study. Diamond: combined. Hollow: not an answer. Open circles: differences without a usable spread. Bar: prediction interval, from three studies. Arrow: the interval goes on past ±100.{{#any_adhoc}} * Ad hoc Hartung-Knapp interval, used where the plain one has a standard error below Wald's.{{/any_adhoc}}</p>
</section>

{{#comparisons}}
<section class="comparison" id="{{anchor}}" aria-labelledby="{{anchor}}-h">
<h2 id="{{anchor}}-h">{{heading}}</h2>
{{#has_question}}<p class="question">{{question}}</p>{{/has_question}}
{{#rows}}
{{^what_if}}
<p class="lead">{{sentence}}</p>
{{>figure}}
{{/what_if}}
{{#what_if}}
<details class="what-if"><summary><span class="not">not an answer</span> {{reading}}: k = {{k}}, {{estimate}}</summary>
<p>{{sentence}}</p>
{{>figure}}
</details>
{{/what_if}}
{{/rows}}
</section>
{{/comparisons}}

<section id="single-arms" aria-labelledby="single-arms-h">
<h2 id="single-arms-h">Each graft on its own</h2>
<p>Mean {{outcome_name}} per class over studies, spreads as stated. These are not comparisons: the studies behind two rows differ in patients, sites and methods.</p>
{{#has_single_arms}}
<div class="scroll" role="region" aria-label="Single-arm means" tabindex="0">
<table class="overview">
<thead><tr><th scope="col">Class</th><th scope="col" class="num">k</th><th scope="col" class="num">Mean, % [95% CI]</th><th scope="col" class="num pi">95% prediction interval</th><th scope="col" class="graph"><span class="scale"><span>0%</span><span>50</span><span>100%</span></span></th></tr></thead>
<tbody>
{{#single_arms}}
<tr class="stated"><th scope="row"><a href="#{{anchor}}">{{heading}}</a></th><td class="num" data-label="k">{{k}}</td><td class="num" data-label="Mean [95% CI]">{{estimate}}{{#adhoc}}<abbr title="ad hoc Hartung-Knapp interval">*</abbr>{{/adhoc}}</td><td class="num pi" data-label="Prediction">{{prediction}}</td><td class="graph">{{{interval}}}</td></tr>
{{/single_arms}}
</tbody>
</table>
</div>
{{#single_arms}}
<details id="{{anchor}}"><summary>{{heading}}: studies</summary>
<p>{{sentence}}</p>
{{>figure}}
</details>
{{/single_arms}}
{{/has_single_arms}}
{{^has_single_arms}}<p class="none">No class has a study to show.</p>{{/has_single_arms}}
</section>

<section id="flow" aria-labelledby="flow-h">
<h2 id="flow-h">From search to studies: PRISMA 2020 flow</h2>
{{{prisma}}}
{{^has_prisma}}<p class="none">No counts are recorded.</p>{{/has_prisma}}
{{#has_discrepancies}}<div class="warning" role="note"><strong>These counts do not add up:</strong><ul>
{{#discrepancies}}<li>{{.}}</li>
{{/discrepancies}}</ul></div>{{/has_discrepancies}}
</section>

<section id="evidence" aria-labelledby="evidence-h">
<h2 id="evidence-h">Every number and the words it came from</h2>
<p>One row for each outcome. The line below it is the place in the text; open it for the whole abstract.</p>
{{#has_evidence}}
<div class="scroll" role="region" aria-label="Outcomes" tabindex="0">
<table class="evidence">
<thead><tr><th scope="col">Study</th><th scope="col">Arm</th><th scope="col" class="num">n</th><th scope="col" class="num">Value</th><th scope="col" class="num">Months</th><th scope="col">Method</th><th scope="col">Decision</th><th scope="col">Used in</th></tr></thead>
{{#evidence}}
<tbody id="outcome-{{outcome_id}}">
<tr><th scope="row">{{label}}{{#design}}<small>{{design}}</small>{{/design}}</th><td data-label="Arm">{{arm_class}}<small>{{arm_label}}</small></td><td class="num" data-label="n">{{n}}</td><td class="num" data-label="Value"><a href="#words-{{outcome_id}}">{{value}}</a><small>{{spread}}</small></td><td class="num" data-label="Months">{{months}}</td><td data-label="Method">{{method}}<small>{{definition}}</small></td><td data-label="Decision">{{decision}}{{#decided}}<small>{{decided}}</small>{{/decided}}{{#flags}} <span class="flag">{{.}}</span>{{/flags}}</td><td data-label="Used in">{{used}}</td></tr>
<tr class="words"><td colspan="8"><details id="words-{{outcome_id}}"><summary>{{short_before}}<mark>{{short_marked}}</mark>{{short_after}}</summary>
<div class="source"><p class="source-title">{{title_before}}{{#in_title}}<mark>{{marked}}</mark>{{title_after}}{{/in_title}}</p>
<p class="source-abstract">{{abstract_before}}{{#in_abstract}}<mark>{{marked}}</mark>{{abstract_after}}{{/in_abstract}}</p>
{{#elsewhere}}<p class="place">{{place_words}}</p>{{/elsewhere}}
{{#spread_evidence}}<p class="place">Kind of the spread, inferred: {{spread_evidence}}.</p>{{/spread_evidence}}
<p class="cite">{{citation}}{{#doi}} <a href="{{doi}}" rel="noreferrer">DOI</a>{{/doi}}{{#pubmed}} <a href="{{pubmed}}" rel="noreferrer">PubMed</a>{{/pubmed}}</p></div></details></td></tr>
</tbody>
{{/evidence}}
</table>
</div>
{{/has_evidence}}
{{^has_evidence}}<p class="none">No outcome was read.</p>{{/has_evidence}}
</section>

{{#has_judgements}}
{{>judgements}}
{{/has_judgements}}
<section id="excluded" aria-labelledby="excluded-h">
<h2 id="excluded-h">What was left out, and why</h2>
{{#stages}}
<h3>{{stage}} <span class="n">(n = {{count}})</span></h3>
{{#reasons}}
<details><summary>{{reason}} <span class="n">(n = {{count}})</span></summary><ul>
{{#items}}<li>{{what}}{{#doi}} <a href="{{doi}}" rel="noreferrer">DOI</a>{{/doi}}{{#pubmed}} <a href="{{pubmed}}" rel="noreferrer">PubMed</a>{{/pubmed}}</li>
{{/items}}</ul></details>
{{/reasons}}
{{/stages}}
{{^has_stages}}<p class="none">Nothing was left out.</p>{{/has_stages}}
</section>

<section id="reviews" aria-labelledby="reviews-h">
<h2 id="reviews-h">Published reviews beside ours</h2>
<p>Figures as those reviews print them; they differ in question, studies, effect measure and in how they read undeclared spreads, so agreement is not expected.</p>
{{#has_reviews}}
<div class="scroll" role="region" aria-label="Published reviews" tabindex="0">
<table class="reviews">
<thead><tr><th scope="col">Review</th><th scope="col">Outcome</th><th scope="col">Effect</th><th scope="col" class="num">Estimate [95% CI]</th><th scope="col" class="num">k</th><th scope="col">Heterogeneity</th><th scope="col">Ours, spread as stated</th><th scope="col">Note</th></tr></thead>
<tbody>
{{#reviews}}
<tr><th scope="row">{{label}}{{#doi}} <a href="{{doi}}" rel="noreferrer">DOI</a>{{/doi}}{{#pubmed}} <a href="{{pubmed}}" rel="noreferrer">PubMed</a>{{/pubmed}}</th><td data-label="Outcome">{{outcome}}</td><td data-label="Effect">{{effect}}</td><td class="num" data-label="Estimate">{{estimate}}</td><td class="num" data-label="k">{{k}}</td><td data-label="Heterogeneity">{{heterogeneity}}</td><td data-label="Ours">{{ours}}</td><td data-label="Note">{{review_note}}</td></tr>
{{/reviews}}
</tbody>
</table>
</div>
{{/has_reviews}}
{{^has_reviews}}<p class="none">No published review is on record.</p>{{/has_reviews}}
</section>

<section id="methods" aria-labelledby="methods-h">
<h2 id="methods-h">Methods</h2>
<h3>What may enter</h3>
<ul>{{#eligibility}}<li>{{.}}</li>
{{/eligibility}}</ul>
<h3>Which value is taken</h3>
<ul>{{#selection}}<li>{{.}}</li>
{{/selection}}</ul>
<h3>Spreads</h3>
<p>A spread counts as SD when the text says so, or when it is derived from a stated standard error or confidence interval: SD = SE · √n, and SD = √n · (hi − lo) / (2 · t<sub>0.975, n−1</sub>) for a 95% interval around the arm's own mean [1, 6.5.2.2]. A ± of undeclared kind never enters the answer.</p>
<h3>Effect and pooling</h3>
<p>Effect: mean difference MD = m<sub>1</sub> − m<sub>2</sub> with variance SD<sub>1</sub>²/n<sub>1</sub> + SD<sub>2</sub>²/n<sub>2</sub>; for single arms the mean with variance SD²/n. Random-effects model with weights w<sub>i</sub> = 1/(v<sub>i</sub> + τ²); τ² by restricted maximum likelihood (REML) [2] unless the plot names another estimator, its interval by the Q-profile method [3]. Interval and test of the mean: Hartung-Knapp [4], t with k − 1 degrees of freedom. Where its standard error is below that of Wald, the ad hoc form that keeps the larger one leads and the page says so [5]. Prediction interval: t with k − 1 degrees of freedom times √(τ² + SE²), shown from three studies [6]. I² from τ² [1]; Q is Cochran's. One study is shown as it is; two studies have one degree of freedom and an interval to match.</p>
<h3>References</h3>
<ol class="references">
<li>Higgins JPT, Thomas J, et al., eds. Cochrane Handbook for Systematic Reviews of Interventions. Cochrane; chapters 6 and 10.</li>
<li>Viechtbauer W. Bias and efficiency of meta-analytic variance estimators in the random-effects model. J Educ Behav Stat 2005;30:261–293.</li>
<li>Viechtbauer W. Confidence intervals for the amount of heterogeneity in meta-analysis. Stat Med 2007;26:37–52.</li>
<li>Knapp G, Hartung J. Improved tests for a random effects meta-regression with a single covariate. Stat Med 2003;22:2693–2710.</li>
<li>Röver C, Knapp G, Friede T. Hartung-Knapp-Sidik-Jonkman approach and its modification for random-effects meta-analysis with few studies. BMC Med Res Methodol 2015;15:99.</li>
<li>Higgins JPT, Thompson SG, Spiegelhalter DJ. A re-evaluation of random-effects meta-analysis. J R Stat Soc A 2009;172:137–159.</li>
<li>Page MJ, McKenzie JE, Bossuyt PM, et al. The PRISMA 2020 statement. BMJ 2021;372:n71.</li>
</ol>
<h3>Where the data came from</h3>
{{#has_runs}}
<div class="scroll" role="region" aria-label="Searches and files" tabindex="0">
<table class="runs">
<thead><tr><th scope="col">Source</th><th scope="col">Asked</th><th scope="col">Date</th><th scope="col" class="num">Expected</th><th scope="col" class="num">Received</th><th scope="col" class="num">Stored</th><th scope="col">State</th></tr></thead>
<tbody>
{{#runs}}
<tr><th scope="row">{{source}}</th><td data-label="Asked" class="query">{{query}}</td><td data-label="Date">{{date}}</td><td class="num" data-label="Expected">{{expected}}</td><td class="num" data-label="Received">{{received}}</td><td class="num" data-label="Stored">{{stored}}</td><td data-label="State">{{state}}</td></tr>
{{/runs}}
</tbody>
</table>
</div>
{{/has_runs}}
{{^has_runs}}<p class="none">No run is recorded.</p>{{/has_runs}}
<h3>Versions</h3>
<dl class="versions">{{#versions}}<div><dt>{{name}}</dt><dd>{{value}}</dd></div>
{{/versions}}</dl>
{{#has_cite}}<h3>How to cite this page</h3>
<p class="how-to-cite">{{how_to_cite}}</p>{{/has_cite}}
</section>
</main>
<footer><p>{{generator}} · data as of {{as_of}} · this page loads nothing from the network</p></footer>
</body>
</html>
)html";

}  // namespace evigraft::publish
