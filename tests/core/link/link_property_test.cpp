#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <random>

#include "citations.h"

namespace evigraft {
namespace {
using namespace link_test;

// Few values of each field, so that records meet and clash often.
rc::Gen<Citation> colliding() {
  return rc::gen::map(
      rc::gen::container<std::vector<int>>(9, rc::gen::inRange(0, 5)), [](const std::vector<int>& pick) {
        const auto of = [&](std::size_t field, const std::vector<std::string>& values) {
          return values[static_cast<std::size_t>(pick[field]) % values.size()];
        };
        Citation citation;
        citation.title = of(
            0, {"Fat grafting with stromal cells", "FAT-GRAFTING with stromal cells.",
                "Discussion: Fat grafting with stromal cells", "Reply", "RETRACTED: Fat grafting with stromal cells"});
        citation.year = of(1, {"2020", "2020", "2021", ""});
        citation.first_author = of(2, {"Kølle", "Kolle SF", "Smith", ""});
        citation.pmid = of(3, {"", "", "", "11", "12"});
        citation.doi = of(4, {"", "", "10.1/x", "10.1/X", "10.1/y"});
        citation.pmcid = of(5, {"", "", "", "", "PMC7"});
        citation.volume = of(6, {"", "1", "2"});
        citation.pages = of(7, {"", "11-19", "11", "40"});
        if (pick[8] == 4) citation.registry = {"NCT03965936"};
        if (pick[8] == 3) citation.relations = {{"retracts", "11", ""}};
        return citation;
      });
}

rc::Gen<std::vector<Citation>> some() {
  return rc::gen::map(rc::gen::container<std::vector<Citation>>(colliding()), [](std::vector<Citation> citations) {
    for (std::size_t i = 0; i < citations.size(); ++i) citations[i].key = "k:" + std::to_string(i);
    return citations;
  });
}

// All that the links say, in keys instead of indices.
std::string in_words(const std::vector<Citation>& citations) {
  const Links links = link_citations(citations);
  std::string words;
  for (const ReportGroup& report : links.reports) {
    for (const std::size_t i : report.members) words += citations[i].key + ' ';
    words += std::string(name(report.status)) + ' ' + report.status_evidence + '\n';
  }
  for (const Joined& joined : links.joined)
    words += citations[joined.a].key + '+' + citations[joined.b].key + joined.rule + '\n';
  for (const Conflict& conflict : links.conflicts)
    words += citations[conflict.a].key + '/' + citations[conflict.b].key + conflict.reason + '\n';
  for (const StudyGroup& study : links.studies) {
    for (const std::size_t r : study.reports) words += std::to_string(r) + ' ';
    words += study.rule + '\n';
  }
  return words;
}

RC_GTEST_PROP(LinkProperty, AnyOrderOfTheInputGivesTheSame, ()) {
  auto citations = *some();
  const std::string before = in_words(citations);
  std::mt19937 random(*rc::gen::arbitrary<unsigned>());
  std::shuffle(citations.begin(), citations.end(), random);
  RC_ASSERT(in_words(citations) == before);
}

RC_GTEST_PROP(LinkProperty, EveryRecordIsInOneReportAndEveryReportInOneStudy, ()) {
  const auto citations = *some();
  const Links links = link_citations(citations);
  std::vector<int> seen(citations.size(), 0), in_study(links.reports.size(), 0);
  for (const ReportGroup& report : links.reports)
    for (const std::size_t i : report.members) ++seen.at(i);
  for (const StudyGroup& study : links.studies)
    for (const std::size_t r : study.reports) ++in_study.at(r);
  RC_ASSERT(std::all_of(seen.begin(), seen.end(), [](int n) { return n == 1; }));
  RC_ASSERT(std::all_of(in_study.begin(), in_study.end(), [](int n) { return n == 1; }));
}

RC_GTEST_PROP(LinkProperty, ACopyOfARecordIsNeverSplitFromIt, ()) {
  auto citations = *rc::gen::suchThat(some(), [](const auto& all) { return !all.empty(); });
  const auto which = *rc::gen::inRange<std::size_t>(0, citations.size());
  Citation copy = citations[which];
  RC_PRE(!copy.pmid.empty() || !copy.doi.empty() || !copy.first_author.empty());
  copy.key = "a copy";
  citations.push_back(copy);
  const ReportGroup report = report_of(citations, "a copy");
  RC_ASSERT(std::find(report.members.begin(), report.members.end(), which) != report.members.end());
}

RC_GTEST_PROP(LinkProperty, NoReportHoldsTwoPmidsOrTwoDois, ()) {
  const auto citations = *some();
  for (const ReportGroup& report : link_citations(citations).reports) {
    std::set<std::string> pmids, dois;
    for (const std::size_t i : report.members) {
      if (!citations[i].pmid.empty()) pmids.insert(citations[i].pmid);
      if (!citations[i].doi.empty()) dois.insert(citations[i].doi == "10.1/X" ? "10.1/x" : citations[i].doi);
    }
    RC_ASSERT(pmids.size() <= 1);
    RC_ASSERT(dois.size() <= 1);
  }
}

RC_GTEST_PROP(LinkProperty, TheReportsAreWhatTheJoinsSpan, ()) {
  const auto citations = *some();
  const Links links = link_citations(citations);
  std::map<std::size_t, std::size_t> report_of_record;
  for (std::size_t r = 0; r < links.reports.size(); ++r)
    for (const std::size_t i : links.reports[r].members) report_of_record[i] = r;
  for (const Joined& joined : links.joined) RC_ASSERT(report_of_record[joined.a] == report_of_record[joined.b]);
  RC_ASSERT(links.joined.size() + links.reports.size() == citations.size());
  for (const Conflict& conflict : links.conflicts)
    RC_ASSERT(report_of_record[conflict.a] != report_of_record[conflict.b]);
}

// Half meet by titles and identifiers as in any library, half bear one DOI as in a careless export.
std::vector<Citation> library(std::size_t size) {
  std::vector<Citation> citations;
  for (std::size_t i = 0; i < size / 2; ++i) {
    citations.push_back(article("k:" + std::to_string(i), "Retention of fat grafts, report " + std::to_string(i / 2)));
    if (i % 4 == 0) citations.back().doi = "10.1/" + std::to_string(i);
    if (i % 4 == 1) citations.back().pmid = std::to_string(i);
    citations.push_back(with_pmid("v:" + std::to_string(i), std::to_string(500000 + i), "10.1/volume"));
  }
  return citations;
}

// A step that grows with the square of the input would not end within the test's time limit.
TEST(LinkSize, AHundredThousandCitationsAreLinked) {
  constexpr std::size_t size = 100'000;
  EXPECT_EQ(link_citations(library(size)).reports.size(), size / 4 + size / 2);
}

}  // namespace
}  // namespace evigraft
