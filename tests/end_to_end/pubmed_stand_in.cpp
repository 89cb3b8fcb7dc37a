#include "pubmed_stand_in.h"

#include <sstream>

#include "program.h"

namespace evigraft::test {
namespace {

/// "2026/01/10" or "2026-01-10" as 20260110.
int day(const std::string& text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits.size() == 8 ? std::stoi(digits) : 0;
}

std::string xml(int pmid, const Article& article, bool malformed) {
  std::ostringstream out;
  out << "<PubmedArticle><MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\"><PMID Version=\"1\">"
      << (malformed ? "none" : std::to_string(pmid)) << "</PMID><Article PubModel=\"Print\"><Journal><ISSN "
      << "IssnType=\"Print\">0032-1052</ISSN><JournalIssue CitedMedium=\"Print\"><Volume>1</Volume><Issue>2</Issue>"
      << "<PubDate><Year>2025</Year><Month>Mar</Month></PubDate></JournalIssue><Title>Journal of Stand-ins</Title>"
      << "<ISOAbbreviation>J Stand-ins</ISOAbbreviation></Journal><ArticleTitle>" << article.title
      << "</ArticleTitle><Pagination><MedlinePgn>1-9</MedlinePgn></Pagination><ELocationID EIdType=\"doi\" "
      << "ValidYN=\"Y\">10.5555/standin." << pmid << "</ELocationID><Abstract><AbstractText>" << article.abstract
      << "</AbstractText></Abstract><AuthorList CompleteYN=\"Y\"><Author ValidYN=\"Y\"><LastName>Author" << pmid
      << "</LastName><ForeName>Ann</ForeName><Initials>A</Initials></Author></AuthorList><Language>eng</Language>"
      << "<PublicationTypeList>";
  for (const std::string& type : article.types) out << "<PublicationType UI=\"\">" << type << "</PublicationType>";
  out << "</PublicationTypeList></Article><MedlineJournalInfo><Country>United States</Country><MedlineTA>J Stand-ins"
      << "</MedlineTA><NlmUniqueID>9999999</NlmUniqueID><ISSNLinking>0032-1052</ISSNLinking></MedlineJournalInfo>"
      << "</MedlineCitation><PubmedData><PublicationStatus>ppublish</PublicationStatus><ArticleIdList><ArticleId "
      << "IdType=\"pubmed\">" << pmid << "</ArticleId></ArticleIdList></PubmedData></PubmedArticle>\n";
  return out.str();
}

constexpr const char* kProlog = "<?xml version=\"1.0\" ?>\n";
}  // namespace

PubMedStandIn::PubMedStandIn() {
  const auto answer = [this](const HttpAsked& asked, auto&& usual) {
    if (instead)
      if (auto other = instead(asked)) return *other;
    HttpAnswer reply = usual(asked);
    reply.type = "text/xml; charset=UTF-8";
    reply.latency = latency;
    return reply;
  };
  server_.on("/esearch.fcgi", [this, answer](const HttpAsked& asked) {
    return answer(asked, [this](const HttpAsked& a) { return search(a); });
  });
  server_.on("/efetch.fcgi", [this, answer](const HttpAsked& asked) {
    return answer(asked, [this](const HttpAsked& a) { return fetch(a); });
  });
}

HttpAnswer PubMedStandIn::search(const HttpAsked& asked) const {
  const int from = day(asked.parameter("mindate")), to = day(asked.parameter("maxdate"));
  const bool by_entry = asked.parameter("datetype") == "edat";
  std::ostringstream ids;
  std::size_t count = 0;
  for (const auto& [pmid, article] : articles) {
    const int when = day(by_entry ? article.entered : article.modified);
    if (when < from || when > to) continue;
    if (count++ < 9999) ids << "<Id>" << pmid << "</Id>";
  }
  std::ostringstream out;
  out << kProlog << "<eSearchResult><Count>" << count << "</Count><RetMax>" << std::min<std::size_t>(count, 9999)
      << "</RetMax><RetStart>0</RetStart><IdList>" << ids.str()
      << "</IdList><TranslationSet/><QueryTranslation>all</QueryTranslation></eSearchResult>";
  return {.body = out.str()};
}

HttpAnswer PubMedStandIn::fetch(const HttpAsked& asked) const {
  std::ostringstream out;
  out << kProlog << "<PubmedArticleSet>";
  std::istringstream ids(asked.parameter("id"));
  for (std::string id; std::getline(ids, id, ',');) {
    const int pmid = std::stoi(id);
    const auto article = articles.find(pmid);
    if (article != articles.end() && !missing.contains(pmid))
      out << xml(pmid, article->second, malformed.contains(pmid));
  }
  out << "</PubmedArticleSet>";
  return {.body = out.str()};
}

void PubMedStandIn::add_trials(int n, int first) {
  for (int i = 0; i < n; ++i) {
    const int pmid = first + i;
    Article& article = articles[pmid];
    article.title = "Fat grafting with cultured adipose stem cells, trial number " + std::to_string(pmid);
    article.abstract =
        "Forty patients were randomized to fat graft enriched with ex vivo expanded adipose-derived stem cells (ASC "
        "group, n = 20) or fat graft alone (control group, n = 20). At 6 months, graft retention on MRI was " +
        std::to_string(50 + pmid % 40) + ".5 ± 7.1% (SD) in the ASC group and " + std::to_string(20 + pmid % 25) +
        ".2 ± 6.4% (SD) in the control group.";
    article.types = {"Journal Article", "Randomized Controlled Trial"};
  }
}

void point_at(Sandbox& sandbox, const PubMedStandIn& pubmed) {
  sandbox.environment["EVIGRAFT_CONFIG"] = sandbox.write(
      "config.toml", "retry_seconds = 20\n[source.pubmed]\nbase_url = \"" + pubmed.base_url() + "\"\nrate = 1000\n");
}

}  // namespace evigraft::test
