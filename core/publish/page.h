// core/publish/page.h: everything the published page shows, as plain values, and the one call that renders it.
//
// Fill a Page, call render_page, write the bytes. Nothing here is computed twice: pooling, selection and counting are
// done before; the page only words, draws and escapes. Text members may hold anything (they are repaired and escaped).
// Estimates of comparisons are mean differences in percentage points, those of single arms percent retention.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "publish/judgements.h"

namespace evigraft::publish {

struct Interval {
  double lo = 0, hi = 0;
};

/// One arm as it entered the arithmetic.
struct ArmNumbers {
  double mean = 0;           ///< percent
  std::optional<double> sd;  ///< none: no usable spread
  std::optional<double> n;   ///< participants; a double because combined arms come that way
};

/// One pooled study: a line of the forest plot.
struct ForestStudy {
  std::string label;                  ///< "Wang 2021"
  std::int64_t outcome_id = 0;        ///< row of the evidence table it leads to; 0: none
  ArmNumbers treatment;               ///< the arm itself for single-arm means
  std::optional<ArmNumbers> control;  ///< none for single-arm means
  double estimate = 0;                ///< mean difference, or the arm's mean
  Interval ci;                        ///< the study's own 95% interval
  double weight_percent = 0;          ///< of the random-effects model; 100 when alone
  std::string note;                   ///< "SD from 95% CI", "within-person" ...; printed under the plot
};

/// One study that answers the question but cannot be pooled: listed below the plot.
struct UnpooledStudy {
  std::string label;
  std::int64_t outcome_id = 0;  ///< as above
  ArmNumbers treatment;         ///< sd and n as far as known
  std::optional<ArmNumbers> control;
  std::optional<double> difference;  ///< treatment minus control; none for single-arm means
  std::string reason;                ///< "no spread printed", "± without its kind" ...
};

/// What pooling two or more studies gave.
struct Summary {
  double estimate = 0;
  Interval ci;         ///< 95%; the one to lead with
  bool adhoc = false;  ///< `ci` is the ad hoc interval, because the Hartung-Knapp SE was below Wald's
  std::optional<Interval> unmodified_ci;  ///< plain Hartung-Knapp when `adhoc`
  std::optional<Interval> prediction;     ///< shown from three studies
  double tau2 = 0;
  std::optional<Interval> tau2_ci;  ///< Q-profile; hi may be infinite
  double i2_percent = 0;
  double q = 0;
  int q_df = 0;
  double q_p = 1;
  std::optional<double> test_statistic;  ///< of the overall effect
  std::optional<double> test_df;         ///< none: normal
  std::optional<double> test_p;
  std::string method;  ///< "REML"
  std::string test;    ///< "Hartung-Knapp", "Hartung-Knapp, ad hoc" ...
};

/// One way of reading undeclared spreads, and what it leads to. k is studies.size().
struct Analysis {
  std::vector<ForestStudy> studies;       ///< pooled ones, in the order to draw
  std::vector<UnpooledStudy> not_pooled;  ///< the others, each with its reason
  std::optional<Summary> summary;         ///< from k = 2; never read below
  std::string refused;                    ///< k >= 2 without a summary: the sentence why
};

/// ASC against conventional, and so on. `rows`: spread as stated, undeclared ± read as SD, read as SE.
struct Comparison {
  std::string id;         ///< "ASC:conventional"; ReviewResult::beside refers to it
  std::string treatment;  ///< "ASC"
  std::string control;    ///< "conventional"
  std::string question;   ///< one sentence for a surgeon; may be empty
  std::array<Analysis, 3> rows;
};

/// The mean retention of one class over studies, spreads as stated.
struct SingleArm {
  std::string id;         ///< "ASC"
  std::string arm_class;  ///< as printed
  Analysis analysis;
};

/// One publication whose text or place is shown.
struct Report {
  std::string label;    ///< "Wang 2021"
  std::string authors;  ///< "Wang C, Long X, et al."
  std::string title, abstract, journal;
  std::optional<int> year;
  std::string doi, pmid;  ///< bare identifiers; only valid ones become links
  std::string design, pairing, site;
};

/// One number of the evidence table.
struct Evidence {
  std::int64_t outcome_id = 0;
  std::int64_t report_id = 0;  ///< key into Page::reports
  std::string arm_class, arm_label;
  std::optional<double> n;
  double value = 0;  ///< in `unit`
  std::string unit;
  std::optional<double> spread;
  std::string spread_kind;                       ///< "sd", "se", "unknown"; other words are shown as they are
  std::string spread_inferred, spread_evidence;  ///< "sd", "se" and why, where the text is silent; empty without
  std::optional<Interval> interval;
  std::string interval_kind;  ///< "ci95", "iqr", "range"
  std::optional<double> months;
  std::string method, definition;
  std::string decision;            ///< auto, accepted, rejected, corrected, entered
  std::string decided;             ///< "corrected by Ann Lee, 2026-11-21: table 2"; empty for auto
  std::vector<std::string> flags;  ///< "polarity_flipped" ...
  std::string used;                ///< where it went ("ASC vs conventional") or why not

  std::string field;       ///< "title" or "abstract": the number is [start, end) of that field, in code points
  int start = 0, end = 0;  ///< ignored when `field` is neither
  std::string words;       ///< the words of the span; shown when the offsets do not fit the text
  std::string place;       ///< entered by hand: page, table, figure, letter
  std::string person;      ///< entered by hand: who
};

/// A named number of a PRISMA box or list.
struct Count {
  std::string name;
  std::int64_t n = 0;
};

/// One box of the flow. No `n`: the box is not drawn.
struct PrismaBox {
  std::optional<std::int64_t> n;
  std::vector<Count> list;  ///< reasons, or databases
};

/// Keys are the row keys of the R package PRISMA2020: database_results, register_results, other_sought_reports,
/// duplicates, excluded_automatic, excluded_other, records_screened, records_excluded, dbr_sought_reports,
/// dbr_notretrieved_reports, dbr_assessed, dbr_excluded, new_studies, new_reports, total_studies, total_reports ...
/// (the whole list: prisma.h). An unknown key throws Error.
using Prisma = std::map<std::string, PrismaBox>;

/// A publication, record or number not used. Shown grouped by stage, then reason, in the order given.
struct Excluded {
  std::string stage;   ///< "Screening", "Extraction", "Selection" ...
  std::string reason;  ///< one clause
  std::string what;    ///< "Li 2013: Supplementing fat grafts …", or the outcome in words
  std::string doi, pmid;
};

/// One pooled figure of a published review.
struct ReviewResult {
  std::string label;  ///< "Zhou 2016"
  std::string doi, pmid;
  std::string outcome;             ///< "fat survival, CAL against non-CAL"
  std::string effect;              ///< as printed: "WMD", "SMD", "OR", "rate"
  std::optional<double> estimate;  ///< none where only a range is printed (then in `ci`)
  std::optional<Interval> ci;
  std::string unit;
  std::optional<int> k;
  std::string heterogeneity;  ///< as printed
  std::string beside;         ///< Comparison::id or SingleArm::id of ours; empty: nothing comparable
  std::string note;           ///< "prints a mean difference as odds ratio"
};

/// One query slice of one run, as the ledger has it.
struct SourceRun {
  std::string source;  ///< "pubmed"
  std::string query;   ///< as sent, or the file's name
  std::string date;    ///< of the run
  std::optional<std::int64_t> expected, received, stored;
  std::string state;  ///< "balanced", "unverified" ...
};

struct Named {
  std::string name, value;
};

struct Page {
  std::string title;         ///< "Fat grafting with ASC or SVF: graft retention"
  std::string subtitle;      ///< what this page is, one or two sentences
  std::string as_of;         ///< date of the data, "2026-11-23"; never the wall clock
  std::string generator;     ///< "evigraft 0.1.0"
  std::string note;          ///< a visible line, e.g. "Abstracts of the bundled example are paraphrased."; may be empty
  std::string outcome_name;  ///< "graft retention"; heads the plots
  std::vector<Comparison> comparisons;
  std::vector<SingleArm> single_arms;
  Prisma prisma;
  std::map<std::int64_t, Report> reports;  ///< by report id
  std::vector<Evidence> evidence;          ///< in the order to show
  std::vector<Excluded> excluded;
  std::vector<CertaintyRow> certainty;  ///< as people judged it; without any, and without `risk`, nothing is shown
  std::vector<RiskTable> risk;
  std::vector<ReviewResult> reviews;
  std::vector<std::string> eligibility;  ///< what may enter, one sentence each, from the topic
  std::vector<std::string> selection;    ///< which of several values is taken, one sentence each, from the topic
  std::vector<SourceRun> runs;
  std::vector<Named> versions;  ///< program, topic, schema, extraction rules, compiler ...
  std::string how_to_cite;
};

/// One self-contained HTML 5 document: no script, no network, inline CSS and SVG. Same Page, same bytes.
/// Throws Error (data) when an Evidence names a report that is not there or a PRISMA key is unknown.
std::string render_page(const Page& page);

}  // namespace evigraft::publish
