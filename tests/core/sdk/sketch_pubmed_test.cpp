// PubMed against the contract: ESearch gives a count and keys, EFetch is asked by keys, a range beyond 9,999 is split
// into slices of its own, an error document stands inside HTTP 200.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "tests/core/sdk/sketch.h"

namespace {
using namespace evigraft;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class PubMed final : public Source {
 public:
  static constexpr std::string_view key_name = "NCBI_API_KEY";
  static constexpr double requests_per_second = 3, requests_per_second_with_key = 10;

  Requests first(const Query& query) const override {
    if (query.kind == Query::Kind::keys) return {fetch(query.keys)};
    return {find(query, query.since, query.until)};
  }

  Requests read(const Query& query, const Reply& reply, Sink& sink) const override {
    pugi::xml_document document;
    if (!document.load_buffer(reply.body.data(), reply.body.size())) throw BadPayload("no XML");
    if (const auto set = document.child("PubmedArticleSet")) return articles(set, sink);
    const auto result = document.child("eSearchResult");
    if (!result || result.child("ERROR") || !result.child("Count")) throw BadPayload("no search result");
    const auto count = result.child("Count").text().as_ullong();
    if (count > 9999) return {find(query, query.since, "2020-06-30"), find(query, "2020-07-01", query.until)};
    sink.expect(count, exact);
    std::vector<std::string> keys;
    for (const auto id : result.child("IdList")) keys.emplace_back(id.text().get());
    Requests out;
    for (std::size_t at = 0; at < keys.size(); at += 200)
      out.push_back(fetch({keys.begin() + static_cast<std::ptrdiff_t>(at),
                           keys.begin() + static_cast<std::ptrdiff_t>(std::min(at + 200, keys.size()))}));
    return out;
  }

 private:
  static Request find(const Query& query, const std::string& since, const std::string& until) {
    return {.method = Method::post,
            .path = "esearch.fcgi",
            .parameters = {{"db", "pubmed"},
                           {"term", query.text},
                           {"datetype", "edat"},
                           {"mindate", since},
                           {"maxdate", until},
                           {"retmax", "9999"},
                           {"tool", "${EVIGRAFT_TOOL}"},
                           {"email", "${EVIGRAFT_EMAIL}"},
                           {"api_key", "${NCBI_API_KEY}"}},
            .slice = since + ".." + until};
  }
  static Request fetch(const std::vector<std::string>& keys) {
    std::string ids;
    for (const std::string& key : keys) ids += (ids.empty() ? "" : ",") + key;
    return {.method = Method::post, .path = "efetch.fcgi", .parameters = {{"db", "pubmed"}, {"id", ids}}, .keys = keys};
  }
  static Requests articles(const pugi::xml_node& set, Sink& sink) {
    for (const auto article : set.children("PubmedArticle")) {
      Record record;
      record.key = record.pmid = article.child("MedlineCitation").child("PMID").text().get();
      sink.emit(record);
    }
    for (const auto pmid : set.child("DeleteCitation")) sink.gone(pmid.text().get(), "DeleteCitation");
    return {};
  }
};
constexpr evigraft_source pubmed = describe<PubMed>("pubmed", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/");

std::string found(int count, const std::vector<std::string>& ids) {
  std::string list;
  for (const std::string& id : ids) list += "<Id>" + id + "</Id>";
  return "<eSearchResult><Count>" + std::to_string(count) + "</Count><IdList>" + list + "</IdList></eSearchResult>";
}
std::string articles(const std::vector<std::string>& ids) {
  std::string list;
  for (const std::string& id : ids)
    list += "<PubmedArticle><MedlineCitation><PMID>" + id + "</PMID></MedlineCitation></PubmedArticle>";
  return "<PubmedArticleSet>" + list + "</PubmedArticleSet>";
}

TEST(SketchPubMed, SearchesThenFetchesByKeysAndOwesWhatTheAnswerLacks) {
  Sketch sketch(pubmed, {{"esearch", {found(3, {"11", "12", "13"})}}, {"efetch", {articles({"11", "13"})}}});
  EXPECT_EQ(sketch.go(search("fat", "2020-01-01", "2020-12-31")).end, FetchReport::End::finished);
  EXPECT_THAT(sketch.table.stored, ElementsAre("11", "13"));
  EXPECT_EQ(sketch.table.owed.count("12"), 1u);
  EXPECT_TRUE(sketch.table.balances("2020-01-01..2020-12-31"));
}

TEST(SketchPubMed, AnErrorDocumentInsideHttp200IsAskedAgain) {
  Sketch sketch(pubmed,
                {{"esearch", {"<eSearchResult><ERROR>Search Backend failed</ERROR></eSearchResult>", found(1, {"11"})}},
                 {"efetch", {"<html><body>busy</body></html>", articles({"11"})}}});
  const FetchReport report = sketch.go(search("fat", "2020-01-01", "2020-12-31"));
  EXPECT_EQ(report.end, FetchReport::End::finished);
  EXPECT_EQ(report.retries, 2u);
  EXPECT_TRUE(sketch.table.balances("2020-01-01..2020-12-31"));
}

TEST(SketchPubMed, SplitsARangeBeyondItsWindowIntoSlicesOfTheirOwn) {
  Sketch sketch(pubmed, {{"mindate=2020-01-01&maxdate=2020-12-31", {found(12000, {"1"})}},
                         {"maxdate=2020-06-30", {found(1, {"11"})}},
                         {"mindate=2020-07-01", {found(1, {"12"})}},
                         {"id=11", {articles({"11"})}},
                         {"id=12", {articles({"12"})}}});
  EXPECT_EQ(sketch.go(search("fat", "2020-01-01", "2020-12-31")).end, FetchReport::End::finished);
  EXPECT_TRUE(sketch.table.balances("2020-01-01..2020-06-30"));
  EXPECT_TRUE(sketch.table.balances("2020-07-01..2020-12-31"));
  EXPECT_EQ(sketch.table.slices.at("2020-07-01..2020-12-31").parent, "2020-01-01..2020-12-31");
}

TEST(SketchPubMed, AsksForOwedRecordsByKeyAndHearsOfDeletedOnes) {
  Sketch sketch(
      pubmed, {{"efetch", {"<PubmedArticleSet><DeleteCitation><PMID>12</PMID></DeleteCitation></PubmedArticleSet>"}}});
  sketch.go({.kind = Query::Kind::keys, .keys = {"12"}});
  EXPECT_THAT(sketch.table.gone, ElementsAre("12"));
  EXPECT_TRUE(sketch.table.owed.empty());
}

TEST(SketchPubMed, TheKeyGoesOutButIsNotInTheRequest) {
  Sketch sketch(pubmed, {{"esearch", {found(0, {})}}});
  sketch.options.secrets = {{"NCBI_API_KEY", "s3cr3t"}};
  sketch.go(search("fat", "2020-01-01", "2020-12-31"));
  EXPECT_THAT(sketch.asked, ElementsAre(HasSubstr("api_key=s3cr3t")));
  EXPECT_EQ(sketch.opened.requests.at(0).parameter("api_key"), "${NCBI_API_KEY}");
}
}  // namespace
