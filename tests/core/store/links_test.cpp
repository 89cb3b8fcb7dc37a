#include "store/links.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "scratch.h"
#include "store/query.h"
#include "store/records.h"

namespace {
using namespace evigraft;
using testing::ElementsAre;

/// Four records, a to d, with the ids 1 to 4.
struct Library {
  Scratch scratch;
  Store store = scratch.make();
  std::int64_t run = begin_run(store, "refresh", kNow);
  Library() {
    RecordImport import(store, run, "s", "f", kNow);
    for (const char* key : {"a", "b", "c", "d"}) import.add(small_record(key));
    import.finish({1, std::string(64, '0')});
  }
  std::string sql(const std::string& text) const { return plain_sql(scratch.file(), text); }

  /// "ab c d": one report a word, one study a report.
  LinkRows rows(const std::string& words) const {
    LinkRows out;
    for (std::size_t i = 0; i < words.size();) {
      const std::size_t end = std::min(words.find(' ', i), words.size());
      ReportRow report;
      report.key = std::string("s:") + words[i];
      for (; i < end; ++i) report.members.push_back({words[i] - 'a' + 1, report.members.empty() ? "first" : "doi"});
      out.studies.push_back({{out.reports.size()}, "single report"});
      out.reports.push_back(std::move(report));
      i = end + 1;
    }
    return out;
  }
  LinkChanges link(const std::string& words) { return replace_links(store, run, rows(words)); }
};

TEST(ReplaceLinks, KeepsIdsWhenNothingChanged) {
  Library library;
  const LinkChanges first = library.link("ab c d");
  EXPECT_EQ(first.added, 3U);
  const LinkChanges second = library.link("ab c d");
  EXPECT_EQ(second.report_ids, first.report_ids);
  EXPECT_EQ(second.study_ids, first.study_ids);
  EXPECT_EQ(second.added + second.merged, 0U);
}

TEST(ReplaceLinks, KeepsTheIdOfTheKeyAndAliasesTheOther) {
  Library library;
  const auto before = library.link("a b c d").report_ids;
  const LinkChanges after = library.link("ab c d");
  EXPECT_EQ(after.merged, 1U);
  EXPECT_EQ(after.report_ids[0], before[0]);
  EXPECT_EQ(report_for(library.store, before[1]), before[0]);
}

TEST(ReplaceLinks, KeepsTheIdWhenASmallerKeyJoins) {
  Library library;
  const auto before = library.link("b c d").report_ids;
  const LinkChanges after = library.link("ab c d");
  EXPECT_EQ(after.report_ids[0], before[0]);
  EXPECT_EQ(after.added, 0U);
  EXPECT_EQ(library.sql("SELECT key FROM report WHERE id = " + std::to_string(before[0])), "s:a");
}

TEST(ReplaceLinks, GivesASeparatedReportItsOldIdBack) {
  Library library;
  const auto before = library.link("a b c d").report_ids;
  library.link("ab c d");
  EXPECT_EQ(library.link("a b c d").report_ids, before);
  EXPECT_EQ(library.sql("SELECT count(*) FROM report_alias"), "0");
}

TEST(ReplaceLinks, FollowsAliasesOfAliases) {
  Library library;
  const auto before = library.link("a b c d").report_ids;
  library.link("a bc d");
  library.link("abc d");
  for (const std::int64_t id : {before[0], before[1], before[2]}) EXPECT_EQ(report_for(library.store, id), before[0]);
  EXPECT_EQ(report_for(library.store, 12345), 0);
}

RC_GTEST_PROP(ReplaceLinks, NeverGivesOneIdToTwoReportsAndAlwaysAnswersForOldOnes, ()) {
  Library library;
  std::set<std::int64_t> seen;
  for (int round = 0; round < 4; ++round) {
    std::map<int, std::string> groups;  // any way to part four records
    for (const char record : std::string("abcd")) groups[*rc::gen::inRange(0, 4)] += record;
    std::map<char, std::string> sorted;
    for (const auto& [number, members] : groups) sorted[members.front()] = members;
    std::string words;
    for (const auto& [first, members] : sorted) words += (words.empty() ? "" : " ") + members;
    const LinkChanges changes = library.link(words);
    const std::set<std::int64_t> unique(changes.report_ids.begin(), changes.report_ids.end());
    RC_ASSERT(unique.size() == changes.report_ids.size());
    seen.insert(unique.begin(), unique.end());
    for (const std::int64_t id : seen) RC_ASSERT(unique.contains(report_for(library.store, id)));
    RC_ASSERT(library.link(words).report_ids == changes.report_ids);
  }
}

TEST(ReplaceLinks, KeepsAStudyWhileItsReportsStayTogether) {
  Library library;
  LinkRows rows = library.rows("b c d");
  rows.studies = {{{0, 1}, "registration X"}, {{2}, "single report"}};
  const auto before = replace_links(library.store, library.run, rows).study_ids;
  rows = library.rows("ab c d");
  rows.studies = {{{0, 1}, "registration X"}, {{2}, "single report"}};
  EXPECT_EQ(replace_links(library.store, library.run, rows).study_ids, before);
}

TEST(ReplaceLinks, ListsConflictsOnce) {
  Library library;
  LinkRows rows = library.rows("a b c d");
  rows.conflicts = {{2, 1, "same DOI, different PMID"}, {1, 2, "same DOI, different PMID"}};
  replace_links(library.store, library.run, rows);
  EXPECT_EQ(library.sql("SELECT key_a, key_b, reason FROM v_conflict"), "s:a|s:b|same DOI, different PMID");
}

TEST(ReplaceLinks, RefusesRowsThatMakeNoSense) {
  Library library;
  LinkRows rows = library.rows("a b");
  rows.studies[0].reports = {7};
  EXPECT_THROW(replace_links(library.store, library.run, rows), Error);
  EXPECT_EQ(library.sql("SELECT count(*) FROM report"), "0");
}

TEST(ForEachReport, ReadsTheFirstMemberThatHasAnAbstract) {
  Library library;
  RecordImport import(library.store, library.run, "s", "f", kNow);
  Record bare = small_record("a", "Title only");
  bare.abstract.clear();
  bare.publication_types = {"Journal Article"};
  import.add(bare);
  Record rich = small_record("b");
  rich.publication_types = {"Journal Article", "Clinical Trial"};
  import.add(rich);
  import.finish({1, std::string(64, '0')});
  library.link("ab");
  std::vector<ReportText> texts;
  for_each_report(library.store, [&](const ReportText& text) { texts.push_back(text); });
  ASSERT_EQ(texts.size(), 1U);
  EXPECT_EQ(texts[0].record_id, 2);
  EXPECT_EQ(texts[0].abstract_text, "RESULTS: Retention of record b was 48%.");
  EXPECT_THAT(texts[0].publication_types, ElementsAre("Journal Article", "Clinical Trial"));
}

TEST(ForEachReport, LeavesOutWhatItsSourcesDeleted) {
  Library library;
  library.link("a bc d");
  RecordImport import(library.store, library.run, "s", "f", kNow);
  import.gone("a", "");
  import.gone("b", "");
  import.finish({1, std::string(64, '0')});
  std::vector<std::string> keys;
  for_each_report(library.store, [&](const ReportText& text) { keys.push_back(text.key); });
  EXPECT_THAT(keys, ElementsAre("s:b", "s:d"));
}

TEST(ForEachReport, GivesAnotherDigestWhenTheTextChanges) {
  Library library;
  library.link("a");
  const auto digest = [&] {
    std::string out;
    for_each_report(library.store, [&](const ReportText& text) { out = text.digest; });
    return out;
  };
  const std::string before = digest();
  EXPECT_EQ(digest(), before);
  RecordImport import(library.store, library.run, "s", "f", kNow);
  import.add(small_record("a", "Another title"));
  import.finish({1, std::string(64, '0')});
  EXPECT_NE(digest(), before);
}
}  // namespace
