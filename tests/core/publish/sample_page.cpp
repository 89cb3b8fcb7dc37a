#include "sample_page.h"

namespace evigraft::publish {
namespace {

Evidence read_from(const Page& page, std::int64_t id, std::int64_t report, const std::string& arm, double value,
                   const std::string& words) {
  Evidence e;
  e.outcome_id = id;
  e.report_id = report;
  e.arm_class = arm;
  e.value = value;
  e.unit = "%";
  e.decision = "auto";
  e.field = "abstract";
  e.words = words;
  const std::string& text = page.reports.at(report).abstract;
  const std::size_t at = text.find(words);
  const auto points = [](const std::string& s) {
    int n = 0;
    for (const char c : s) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return n;
  };
  e.start = points(text.substr(0, at));
  e.end = e.start + points(words);
  return e;
}

void add_reports(Page& page) {
  page.reports[1] = {
      "Kølle 2013",
      "Kølle SF, et al.",
      "Enrichment of autologous fat grafts with ex-vivo expanded adipose tissue-derived stem cells for graft "
      "survival: a randomised placebo-controlled trial",
      "Ten healthy people received two fat grafts each, one of them enriched with expanded stem cells, and were "
      "followed by MRI.\nRESULTS: After 121 days the enriched grafts had kept 80.9% of their volume (95% CI "
      "76.6–85.2), the control grafts 16.3% (11.1–21.4).",
      "Lancet",
      2013,
      "10.1016/S0140-6736(13)61410-5",
      "24075051",
      "rct",
      "within_person",
      "arm"};
  page.reports[2] = {
      "Vester-Glowinski 2022",
      "Vester-Glowinski P, et al.",
      "Breast augmentation with stem cell-enriched fat grafting",
      "Ten women received one enriched and one plain graft, one in each breast. At twelve months, the enriched "
      "side kept 54.0% (95% CI, 30.4%-77.6%) and the other 55.9% (95% CI, 28.9%-82.9%).",
      "Aesthetic Surgery Journal",
      2022,
      "10.1093/asj/sjac159",
      "",
      "rct",
      "within_person",
      "breast"};
  page.reports[3] = {
      "Wang 2021",
      "Wang C, Long X, Si L, et al.",
      "A pilot study on ex vivo expanded autologous adipose-derived stem cells of improving fat retention in "
      "localized scleroderma patients",
      "Eighteen patients were randomised to three equal groups. Six months on, MRI showed that 49.83 ± 3.61% "
      "of the fat was left with expanded cells, 31.75 ± 1.73% with SVF and 21.86 ± 1.68% with fat alone.",
      "Stem Cells Transl Med",
      2021,
      "10.1002/sctm.20-0419",
      "",
      "rct",
      "parallel",
      "face"};
  page.reports[4] = {"Li 2013",
                     "Li J, et al.",
                     "Supplementing fat grafts with adipose stromal cells for cosmetic facial contouring",
                     "At six months CT showed 64.8 ± 10.2% with SVF (n = 26) and 46.4 ± 9.3% without (n = 12).",
                     "Dermatol Surg",
                     2013,
                     "10.1111/dsu.12058",
                     "",
                     "nonrandomised_comparative",
                     "parallel",
                     "face"};
}

void add_evidence(Page& page) {
  const auto add = [&](std::int64_t id, std::int64_t report, const std::string& arm, double value,
                       const std::string& words, double n, double months, const std::string& method) -> Evidence& {
    Evidence e = read_from(page, id, report, arm, value, words);
    e.n = n;
    e.months = months;
    e.method = method;
    page.evidence.push_back(e);
    return page.evidence.back();
  };
  Evidence& kolle = add(11, 1, "ASC", 80.9, "80.9%", 10, 3.98, "MRI");
  kolle.interval = Interval{76.6, 85.2};
  kolle.interval_kind = "ci95";
  kolle.used = "ASC vs conventional";
  Evidence& plain = add(12, 1, "conventional", 16.3, "16.3%", 10, 3.98, "MRI");
  plain.interval = Interval{11.1, 21.4};
  plain.interval_kind = "ci95";
  plain.used = "ASC vs conventional";
  Evidence& vester = add(21, 2, "ASC", 54, "54.0%", 10, 12, "MRI");
  vester.interval = Interval{30.4, 77.6};
  vester.interval_kind = "ci95";
  vester.used = "ASC vs conventional";
  Evidence& asc = add(31, 3, "ASC", 49.83, "49.83 ± 3.61%", 6, 6, "MRI");
  asc.arm_label = "with expanded cells";
  asc.spread = 3.61;
  asc.spread_kind = "unknown";
  asc.spread_inferred = "se";
  asc.spread_evidence = "the three printed P values follow from 3.61, 1.73 and 1.68 as SE by ANOVA with Tukey's test";
  asc.flags = {"spread_kind_unknown", "n_from_equal_allocation"};
  asc.used = "not in the answer: ± of undeclared kind";
  Evidence& svf = add(32, 3, "SVF", 31.75, "31.75 ± 1.73%", 6, 6, "MRI");
  svf.spread = 1.73;
  svf.spread_kind = "unknown";
  svf.flags = {"spread_kind_unknown"};
  svf.used = "not in the answer: ± of undeclared kind";
  Evidence& li = add(41, 4, "SVF", 64.8, "64.8 ± 10.2%", 26, 6, "CT");
  li.spread = 10.2;
  li.spread_kind = "unknown";
  li.used = "not in the answer: ± of undeclared kind";
  Evidence by_hand = li;
  by_hand.outcome_id = 42;
  by_hand.arm_class = "conventional";
  by_hand.value = 46.4;
  by_hand.spread = 9.3;
  by_hand.spread_kind = "sd";
  by_hand.decision = "entered";
  by_hand.field = "";
  by_hand.words = "46.4 ± 9.3 (SD)";
  by_hand.place = "table 2, page 5";
  by_hand.person = "first reader";
  page.evidence.push_back(by_hand);
}

ForestStudy study(const std::string& label, std::int64_t id, ArmNumbers treatment, ArmNumbers control, double estimate,
                  Interval ci, double weight, const std::string& note = "") {
  return {label, id, treatment, control, estimate, ci, weight, note};
}

const std::string kUndeclared = "± without its kind";

void add_asc_conventional(Page& page) {
  Comparison c{"ASC:conventional",
               "ASC",
               "conventional",
               "Does fat enriched with culture-expanded stem cells keep more volume than plain fat?",
               {}};
  const ForestStudy kolle = study("Kølle 2013", 11, {80.9, 6.01, 10}, {16.3, 7.2, 10}, 64.6, {58.79, 70.41}, 52.7,
                                  "SD from the 95% CI; two grafts in each participant");
  const ForestStudy vester = study("Vester-Glowinski 2022", 21, {54.0, 32.99, 10}, {55.9, 37.74, 10}, -1.9,
                                   {-32.97, 29.17}, 47.3, "SD from the 95% CI; two grafts in each participant");
  const UnpooledStudy wang{"Wang 2021", 31,         {49.83, std::nullopt, 6}, ArmNumbers{21.86, std::nullopt, 6},
                           27.97,       kUndeclared};
  c.rows[0] = {{kolle, vester},
               {wang},
               Summary{33.17,
                       {-388.67, 455.02},
                       false,
                       std::nullopt,
                       Interval{-683.72, 750.07},
                       2081.09,
                       Interval{180.5, 2.3e6},
                       94.1,
                       17.0,
                       1,
                       3.7e-5,
                       1.0,
                       1,
                       0.5,
                       "REML",
                       "Hartung-Knapp"},
               ""};
  ForestStudy k3 = kolle, v3 = vester;
  k3.weight_percent = 35.6;
  v3.weight_percent = 28.5;
  c.rows[1] = {{k3, v3, study("Wang 2021", 31, {49.83, 3.61, 6}, {21.86, 1.68, 6}, 27.97, {24.78, 31.16}, 35.9)},
               {},
               Summary{32.5,
                       {-48.67, 113.68},
                       false,
                       std::nullopt,
                       Interval{-123.77, 188.77},
                       963.16,
                       Interval{245.0, 43000},
                       98.9,
                       123.1,
                       2,
                       1e-12,
                       1.72,
                       2,
                       0.227,
                       "REML",
                       "Hartung-Knapp"},
               ""};
  k3.weight_percent = 35.8;
  v3.weight_percent = 28.7;
  c.rows[2] = {{k3, v3, study("Wang 2021", 31, {49.83, 8.84, 6}, {21.86, 4.12, 6}, 27.97, {20.17, 35.77}, 35.5)},
               {},
               Summary{32.52,
                       {-48.86, 113.89},
                       false,
                       std::nullopt,
                       Interval{-124.12, 189.16},
                       967.66,
                       Interval{240.0, 43000},
                       97.7,
                       65.54,
                       2,
                       1e-12,
                       1.72,
                       2,
                       0.227,
                       "REML",
                       "Hartung-Knapp"},
               ""};
  page.comparisons.push_back(c);
}

void add_svf_conventional(Page& page) {
  Comparison c{"SVF:conventional",
               "SVF",
               "conventional",
               "Does fat with stromal vascular fraction keep more volume than plain fat?",
               {}};
  const auto open = [](const std::string& label, std::int64_t id, double m1, double n1, double m2, double n2) {
    return UnpooledStudy{label, id, {m1, std::nullopt, n1}, ArmNumbers{m2, std::nullopt, n2}, m1 - m2, kUndeclared};
  };
  c.rows[0].not_pooled = {open("Li 2013", 41, 64.8, 26, 46.4, 12), open("Zhang 2022", 0, 41.2, 34, 32.6, 29),
                          open("Wang 2021", 32, 31.75, 6, 21.86, 6), open("Gentile 2015", 0, 63, 10, 39, 10)};
  c.rows[1] = {{study("Li 2013", 41, {64.8, 10.2, 26}, {46.4, 9.3, 12}, 18.4, {11.84, 24.96}, 22.6),
                study("Zhang 2022", 0, {41.2, 8.4, 34}, {32.6, 8.8, 29}, 8.6, {4.33, 12.87}, 25.3),
                study("Wang 2021", 32, {31.75, 1.73, 6}, {21.86, 1.68, 6}, 9.89, {7.96, 11.82}, 27.2),
                study("Gentile 2015", 0, {63, 6.2, 10}, {39, 4.4, 10}, 24, {19.29, 28.71}, 24.8)},
               {},
               Summary{14.99,
                       {3.27, 26.71},
                       true,
                       Interval{3.34, 26.64},
                       Interval{-10.14, 40.12},
                       48.79,
                       Interval{12.1, 780},
                       92.4,
                       35.56,
                       3,
                       9e-8,
                       4.07,
                       3,
                       0.027,
                       "REML",
                       "Hartung-Knapp, ad hoc"},
               ""};
  c.rows[2] = {{study("Li 2013", 41, {64.8, 52.01, 26}, {46.4, 32.22, 12}, 18.4, {-8.65, 45.45}, 8.3),
                study("Zhang 2022", 0, {41.2, 48.98, 34}, {32.6, 47.39, 29}, 8.6, {-15.24, 32.44}, 10.3),
                study("Wang 2021", 32, {31.75, 4.24, 6}, {21.86, 4.12, 6}, 9.89, {5.16, 14.62}, 59.6),
                study("Gentile 2015", 0, {63, 19.61, 10}, {39, 13.91, 10}, 24, {9.1, 38.9}, 21.7)},
               {},
               Summary{13.53,
                       {0.11, 26.96},
                       true,
                       Interval{2.47, 24.59},
                       Interval{-7.05, 34.11},
                       24.04,
                       Interval{0, 610.5},
                       29.6,
                       3.45,
                       3,
                       0.327,
                       3.21,
                       3,
                       0.049,
                       "REML",
                       "Hartung-Knapp, ad hoc"},
               ""};
  page.comparisons.push_back(c);
}

void add_asc_svf(Page& page) {
  Comparison c{"ASC:SVF", "ASC", "SVF", "Are expanded stem cells better than fresh stromal vascular fraction?", {}};
  c.rows[0].not_pooled = {
      {"Wang 2021", 31, {49.83, std::nullopt, 6}, ArmNumbers{31.75, std::nullopt, 6}, 18.08, kUndeclared}};
  c.rows[1].studies = {study("Wang 2021", 31, {49.83, 3.61, 6}, {31.75, 1.73, 6}, 18.08, {14.88, 21.28}, 100)};
  c.rows[2].studies = {study("Wang 2021", 31, {49.83, 8.84, 6}, {31.75, 4.24, 6}, 18.08, {10.23, 25.93}, 100)};
  page.comparisons.push_back(c);
}

void add_single_arms(Page& page) {
  Analysis asc;
  asc.studies = {{"Kølle 2013", 11, {80.9, 6.01, 10}, std::nullopt, 80.9, {77.17, 84.63}, 57.3, ""},
                 {"Vester-Glowinski 2022", 21, {54.0, 32.99, 10}, std::nullopt, 54.0, {33.55, 74.45}, 42.7, ""}};
  asc.not_pooled = {{"Wang 2021", 31, {49.83, std::nullopt, 6}, std::nullopt, std::nullopt, kUndeclared}};
  asc.summary = Summary{69.41,
                        {-99.68, 238.49},
                        false,
                        std::nullopt,
                        std::nullopt,
                        305.58,
                        std::nullopt,
                        84.5,
                        6.44,
                        1,
                        0.011,
                        5.22,
                        1,
                        0.12,
                        "REML",
                        "Hartung-Knapp"};
  page.single_arms.push_back({"ASC", "ASC", asc});
  Analysis svf;
  svf.not_pooled = {{"Wang 2021", 32, {31.75, std::nullopt, 6}, std::nullopt, std::nullopt, kUndeclared}};
  page.single_arms.push_back({"SVF", "SVF", svf});
}

void add_judgements(Page& page) {
  RiskTable rob2{"rob2", "RoB 2", {}, {"Low", "Some concerns", "High"}, {}};
  rob2.columns = {{"D1", "randomization process"},
                  {"D2", "deviations from the intended interventions"},
                  {"D3", "missing outcome data"},
                  {"D4", "measurement of the outcome"},
                  {"D5", "selection of the reported result"},
                  {"Overall", "overall"}};
  rob2.rows = {{"Kølle 2013",
                1,
                {"Low", "Low", "High", "Some concerns", "Low", "Some concerns"},
                {"D1 (randomization process) Low: sealed envelopes (Ann Lee, 2026-11-21)"},
                {"RoB 2: overall is 'Some concerns' while D3 is 'High'."}},
               {"Wang 2021", 2, {"Some concerns", "", "", "", "", ""}, {}, {}}};
  RiskTable stars{"nos", "Newcastle-Ottawa, cohort studies", {{"S1", "representativeness"}, {"Stars", "of 9"}}, {}, {}};
  stars.rows = {{"Li 2013", 3, {"1", "1"}, {}, {}}};
  page.risk = {rob2, stars};
  page.certainty = {{"ASC vs conventional",
                     "graft retention, mean difference in percentage points",
                     2,
                     16,
                     16,
                     33.2,
                     {{-388.7, 455.0}},
                     std::nullopt,
                     "very low",
                     "Ann Lee, 2026-11-21",
                     {"imprecision very serious: the interval holds everything (Ann Lee, 2026-11-21)"},
                     {"Judged by Ann Lee when it was k = 2; it is k = 3 now."}}};
}

}  // namespace

Page sample_page() {
  Page page;
  page.title = "How much of a fat graft stays: stem cells, stromal vascular fraction and plain fat compared";
  page.subtitle = "A living evidence page: every figure leads back to the words of the abstract it was read from.";
  page.as_of = "2026-11-23";
  page.generator = "evigraft 0.1.0";
  page.note = "Abstracts of the bundled example are paraphrased; the figures are the published ones.";
  page.outcome_name = "graft retention";
  add_reports(page);
  add_evidence(page);
  add_asc_conventional(page);
  add_svf_conventional(page);
  add_asc_svf(page);
  add_single_arms(page);
  add_judgements(page);
  page.prisma = {{"database_results", {71, {}}},
                 {"database_specific_results", {std::nullopt, {{"PubMed", 44}, {"Reference file", 27}}}},
                 {"duplicates", {6, {}}},
                 {"records_screened", {65, {}}},
                 {"records_excluded",
                  {48, {{"animal work", 17}, {"review or meta-analysis", 21}, {"protocol", 4}, {"case report", 6}}}},
                 {"dbr_sought_reports", {17, {}}},
                 {"dbr_notretrieved_reports", {0, {}}},
                 {"dbr_assessed", {17, {}}},
                 {"dbr_excluded", {5, {{"no retention figure", 5}}}},
                 {"new_studies", {11, {}}},
                 {"new_reports", {12, {}}},
                 {"total_studies_ma", {2, {}}}};
  page.excluded = {{"Screening", "animal work", "Chen 2020: exosomes in mice", "", "31385891"},
                   {"Screening", "animal work", "He 2015: luciferase imaging in mice", "", "25405913"},
                   {"Screening", "review or meta-analysis", "Zhou 2016", "10.1097/PRS.0000000000001981", "26710060"},
                   {"Selection", "another time point is nearer to 6 months", "Choi 2013: 57.5% at 1.61 months",
                    "10.1097/PRS.0b013e3182789b13", ""}};
  page.reviews = {{"Zhou 2016", "10.1097/PRS.0000000000001981", "26710060", "fat survival, CAL", "rate", 60,
                   std::nullopt, "%", std::nullopt, "", "SVF", "no interval in the abstract"},
                  {"Wang and Wu 2017", "10.1186/s13018-017-0645-5", "", "fat survival", "WMD", 25.85,
                   Interval{5.39, 46.31}, "percentage points", 9, "I² 98.3%", "SVF:conventional", ""},
                  {"Wang and Wu 2017", "10.1186/s13018-017-0645-5", "", "arm", "OR as printed", 64.6,
                   Interval{58.79, 70.41}, "", 1, "", "ASC:conventional", "prints a mean difference as odds ratio"},
                  {"Witono 2024", "10.1016/j.bjps.2024.09.060", "", "ADSC vs AFG", "MD", 24.2, Interval{4.14, 44.26},
                   "percentage points", std::nullopt, "", "ASC:conventional", "network meta-analysis"}};
  page.eligibility = {"People of any age who received autologous fat.",
                      "Randomised trials and non-randomised comparisons; any human series for single-arm means."};
  page.selection = {"The time nearest to 6 months within 3 to 24; of two equally near, the later.",
                    "Of several methods: MRI, then CT, 3D imaging, ultrasound."};
  page.runs = {{"pubmed", "(fat graft*[tiab] OR lipotransfer[tiab]) AND (stem cell*[tiab] OR SVF[tiab])", "2026-11-23",
                44, 44, 44, "balanced"},
               {"csljson", "others.json", "2026-11-23", 27, 27, 27, "balanced"}};
  page.versions = {{"evigraft", "0.1.0"}, {"topic", "lipotransfer 1"}, {"schema", "1"}};
  page.how_to_cite = "evigraft 0.1.0. How much of a fat graft stays. Data as of 2026-11-23.";
  return page;
}

}  // namespace evigraft::publish
