// Every text member of a Page holds markup, control characters, broken UTF-8, a direction override and braces.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "markup.h"
#include "publish/page.h"
#include "publish/text.h"
#include "sample_page.h"

namespace evigraft::publish {
namespace {
using testing::HasSubstr;
using testing::Not;

const std::string kHostile =
    std::string("</script></style></title></svg><script>alert(1)</script>\"><img src=x onerror=alert(1)>'") +
    "javascript:alert(1) {{title}} {{{style}}} {{#rows}} {{=<% %>=}} \u202E\x01\x1B\x7F\xFF\xC3 &amp;" +
    std::string(1, '\0') + "]]><!--";

void spoil(UnpooledStudy& study) { study.label = study.reason = kHostile; }

void spoil(Analysis& analysis) {
  for (ForestStudy& study : analysis.studies) study.label = study.note = kHostile;
  for (UnpooledStudy& study : analysis.not_pooled) spoil(study);
  analysis.refused = kHostile;
  if (analysis.summary) analysis.summary->method = analysis.summary->test = kHostile;
}

Page hostile_page() {
  Page page = sample_page();
  page.title = page.subtitle = page.as_of = page.generator = page.note = page.outcome_name = page.how_to_cite =
      kHostile;
  for (Comparison& c : page.comparisons) {
    c.id = c.treatment = c.control = c.question = kHostile;
    for (Analysis& row : c.rows) spoil(row);
  }
  page.comparisons[0].rows[1].summary.reset();  // so that `refused` is shown
  for (SingleArm& arm : page.single_arms) {
    arm.id = arm.arm_class = kHostile;
    spoil(arm.analysis);
  }
  for (auto& [id, r] : page.reports)
    r.label = r.authors = r.title = r.abstract = r.journal = r.doi = r.pmid = r.design = r.pairing = r.site = kHostile;
  for (Evidence& e : page.evidence) {
    e.spread_inferred = e.spread_evidence = kHostile;
    e.arm_class = e.arm_label = e.unit = e.spread_kind = e.interval_kind = e.method = e.definition = e.decision =
        e.used = kHostile;
    e.flags = {kHostile};
    e.words = e.place = e.person = kHostile;
  }
  page.evidence[0].field = kHostile;
  page.evidence[1].words.clear();  // the offsets fit: the number is marked inside the hostile text
  page.evidence[1].start = 3;
  page.evidence[1].end = 30;
  page.evidence[2] = page.evidence[1];
  page.evidence[2].outcome_id = 22;
  page.evidence[2].field = "title";
  for (auto& [key, box] : page.prisma)
    for (Count& one : box.list) one.name = kHostile;
  for (Excluded& one : page.excluded) one.stage = one.reason = one.what = one.doi = one.pmid = kHostile;
  for (ReviewResult& r : page.reviews)
    r.label = r.doi = r.pmid = r.outcome = r.effect = r.unit = r.heterogeneity = r.beside = r.note = kHostile;
  for (CertaintyRow& row : page.certainty) {
    row.question = row.outcome = row.certainty = row.given_by = kHostile;
    row.reasons = row.remarks = {kHostile};
  }
  for (RiskTable& table : page.risk) {
    table.name = kHostile;
    for (RiskColumn& column : table.columns) column.id = column.name = kHostile;
    for (RiskRow& row : table.rows) {
      row.label = kHostile;
      row.words.back() = kHostile;
      row.reasons = row.remarks = {kHostile};
    }
  }
  page.eligibility = page.selection = {kHostile};
  for (SourceRun& run : page.runs) run.source = run.query = run.date = run.state = kHostile;
  for (Named& one : page.versions) one.name = one.value = kHostile;
  return page;
}

const std::string& hostile_html() {
  static const std::string html = render_page(hostile_page());
  return html;
}

TEST(HostileText, OpensNoTagAndNoAttributeOfItsOwn) {
  const Markup tame = read_markup(render_page(sample_page())), wild = read_markup(hostile_html());
  ASSERT_EQ(wild.fault, "");
  std::set<std::string> known;
  for (const Tag& tag : tame.tags) {
    known.insert(tag.name);
    for (const auto& [name, value] : tag.attributes) known.insert(tag.name + " " + name);
  }
  for (const Tag& tag : wild.tags) {
    EXPECT_TRUE(known.contains(tag.name)) << tag.name;
    for (const auto& [name, value] : tag.attributes)
      EXPECT_TRUE(known.contains(tag.name + " " + name)) << tag.name << " " << name;
  }
}

TEST(HostileText, BecomesNoAddress) {
  for (const Tag& tag : read_markup(hostile_html()).tags)
    if (tag.attributes.contains("href")) {
      EXPECT_EQ(tag.attributes.at("href")[0], '#') << tag.attributes.at("href");
    }
}

TEST(HostileText, KeepsIdsUniqueAndPlain) {
  std::set<std::string> ids;
  for (const Tag& tag : read_markup(hostile_html()).tags)
    if (tag.attributes.contains("id")) {
      const std::string& id = tag.attributes.at("id");
      EXPECT_TRUE(ids.insert(id).second) << id;
      EXPECT_EQ(id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"),
                std::string::npos)
          << id;
    }
}

TEST(HostileText, LeavesNoControlCharacterNoOverrideAndNoBrokenByte) {
  for (const CodePoint& point : code_points(hostile_html())) {
    EXPECT_TRUE(point.value >= 0x20 || point.value == '\n') << static_cast<unsigned>(point.value);
    EXPECT_NE(point.value, 0x7FU);
    EXPECT_NE(point.value, 0x202EU);
    if (point.value == 0xFFFD) {
      EXPECT_EQ(point.bytes.size(), 3U) << "a byte that is no UTF-8";
    }
  }
}

TEST(HostileText, BracesAreTextAndNotTemplate) {
  EXPECT_THAT(hostile_html(), HasSubstr("{{title}} {{{style}}} {{#rows}} {{=&lt;% %&gt;=}}"));
  EXPECT_EQ(count(hostile_html(), ":root{--ground"), count(render_page(sample_page()), ":root{--ground"));
}

TEST(HostileText, IsShownAsItWasWritten) {
  EXPECT_THAT(hostile_html(), HasSubstr("&lt;img src=x onerror=alert(1)&gt;"));
  EXPECT_THAT(hostile_html(), Not(HasSubstr("<img")));
}

}  // namespace
}  // namespace evigraft::publish
