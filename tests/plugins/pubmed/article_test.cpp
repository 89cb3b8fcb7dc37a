// What a record of PubMed XML says.
#include "plugins/pubmed/article.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pubmed_runner.h"

namespace evigraft::pubmed {
namespace {
using testing::ElementsAre;

Record in_article(const std::string& inside) { return only(set_of(article("1", inside))); }

Record in_citation(const std::string& inside, const std::string& data = "") {
  return only(set_of("<PubmedArticle><MedlineCitation><PMID>1</PMID><Article/>" + inside + "</MedlineCitation>" +
                     (data.empty() ? "" : "<PubmedData>" + data + "</PubmedData>") + "</PubmedArticle>"));
}

TEST(Article, TitleKeepsTheWordsOfItsMarkupInOrder) {
  EXPECT_EQ(
      in_article("<ArticleTitle>CO<sub>2</sub> and <i>E.</i> <i>coli</i> at 1.73 m<sup>2</sup>.</ArticleTitle>").title,
      "CO2 and E. coli at 1.73 m2.");
}

TEST(Article, TitleKeepsTheBracketsOfATranslationAndTheFinalStop) {
  EXPECT_EQ(
      in_article(
          "<ArticleTitle>[Fat grafting in the face].</ArticleTitle><VernacularTitle>Fettgewebe.</VernacularTitle>")
          .title,
      "[Fat grafting in the face].");
}

TEST(Article, TitleInItsOwnLanguageStandsWhereThereIsNoOther) {
  EXPECT_EQ(in_article("<ArticleTitle/><VernacularTitle>Lipofilling.</VernacularTitle>").title, "Lipofilling.");
}

TEST(Article, LineBreaksAreLayoutAndOtherBlanksAreText) {
  EXPECT_EQ(in_article("<ArticleTitle>\n  Fat\n   graft  with\xE2\x80\x89thin blank\n</ArticleTitle>").title,
            "Fat graft  with\xE2\x80\x89thin blank");
}

TEST(Article, FormulasGiveTheirWordsAndNumbers) {
  EXPECT_EQ(
      in_article("<ArticleTitle>with <mml:math xmlns:mml=\"x\"><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>2</mml:mn>"
                 "</mml:math> mL</ArticleTitle>")
          .title,
      "with x=2 mL");
}

TEST(Article, AbstractKeepsItsPartsAndLabelsAndLeavesOutEmptyOnes) {
  const Record record = in_article(
      "<Abstract><AbstractText Label=\"AIM &amp; SCOPE\" NlmCategory=\"OBJECTIVE\">To <b>see</b>.</AbstractText>"
      "<AbstractText Label=\"EMPTY\"/><AbstractText>p &lt; 0.05</AbstractText><CopyrightInformation>(c) 2020"
      "</CopyrightInformation></Abstract>");
  EXPECT_EQ(record.abstract, (std::vector<AbstractPart>{{"AIM & SCOPE", "To see."}, {"", "p < 0.05"}}));
}

TEST(Article, AnotherAbstractIsNotItsAbstract) {
  EXPECT_TRUE(
      in_citation(
          "<OtherAbstract Type=\"Publisher\" Language=\"spa\"><AbstractText>Injerto.</AbstractText></OtherAbstract>")
          .abstract.empty());
}

TEST(Article, AuthorsKeepTheirOrderAndInvestigatorsAreNotAmongThem) {
  const Record record =
      only(set_of("<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><AuthorList CompleteYN=\"N\">"
                  "<Author ValidYN=\"Y\"><LastName>Wang</LastName><ForeName>Chen</ForeName><Initials>C</Initials>"
                  "<Identifier Source=\"ORCID\">http://orcid.org/0000-0002-1825-0097</Identifier></Author>"
                  "<Author ValidYN=\"N\"><LastName>Wong</LastName><Initials>C</Initials><Suffix>Jr</Suffix>"
                  "<Identifier Source=\"ORCID\">0000-0002-1825-009</Identifier></Author>"
                  "<Author><CollectiveName>The <i>Graft</i> Group</CollectiveName></Author><Author/>"
                  "<Author><LastName>Solo</LastName></Author></AuthorList></Article>"
                  "<InvestigatorList><Investigator><LastName>Other</LastName></Investigator></InvestigatorList>"
                  "</MedlineCitation></PubmedArticle>"));
  ASSERT_EQ(record.authors.size(), 4U);
  EXPECT_EQ(
      record.authors[0],
      (Author{.family = "Wang", .given = "Chen", .suffix = {}, .orcid = "0000-0002-1825-0097", .collective = {}}));
  EXPECT_EQ(record.authors[1],
            (Author{.family = "Wong", .given = "C", .suffix = "Jr", .orcid = {}, .collective = {}, .valid = false}));
  EXPECT_EQ(record.authors[2].collective, "The Graft Group");
  EXPECT_EQ(record.authors[3].family, "Solo");
}

TEST(Article, DoiIsTheValidLocationBeforeTheIdList) {
  const std::string list =
      "</MedlineCitation><PubmedData><ArticleIdList><ArticleId "
      "IdType=\"doi\">10.1/list</ArticleId></ArticleIdList></PubmedData>";
  const auto doi = [&](const std::string& locations) {
    return only(set_of("<PubmedArticle><MedlineCitation><PMID>1</PMID><Article>" + locations + "</Article>" + list +
                       "</PubmedArticle>"))
        .doi;
  };
  EXPECT_EQ(doi("<ELocationID EIdType=\"pii\" ValidYN=\"Y\">S1</ELocationID><ELocationID EIdType=\"doi\" "
                "ValidYN=\"Y\">10.1/OWN</ELocationID>"),
            "10.1/OWN");
  EXPECT_EQ(doi("<ELocationID EIdType=\"doi\" ValidYN=\"N\">10.1/bad</ELocationID>"), "10.1/list");
  EXPECT_EQ(doi(""), "10.1/list");
}

TEST(Article, IdentifiersOfCitedWorksAreNotItsOwn) {
  const Record record =
      in_citation("",
                  "<ArticleIdList><ArticleId IdType=\"pubmed\">1</ArticleId></ArticleIdList><ReferenceList><Reference>"
                  "<ArticleIdList><ArticleId IdType=\"doi\">10.1/cited</ArticleId><ArticleId IdType=\"pmc\">PMC9"
                  "</ArticleId></ArticleIdList></Reference></ReferenceList>");
  EXPECT_EQ(record.doi, "");
  EXPECT_EQ(record.pmcid, "");
}

TEST(Article, JournalAndPlaceAreRead) {
  const Record record =
      only(set_of("<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><ISSN "
                  "IssnType=\"Electronic\">2157-6580</ISSN><JournalIssue>"
                  "<Volume>10</Volume><Issue>8</Issue><PubDate><Year>2021</Year><Month>Aug</Month></PubDate></"
                  "JournalIssue><Title>Stem cells translational medicine</Title>"
                  "<ISOAbbreviation>Stem Cells Transl "
                  "Med</ISOAbbreviation></Journal><Pagination><StartPage>1148</StartPage><EndPage>1156</EndPage>"
                  "<MedlinePgn>1148-1156</MedlinePgn></Pagination><Language>eng</Language><Language>chi</Language></"
                  "Article><MedlineJournalInfo>"
                  "<Country>England</Country><NlmUniqueID>101578022</NlmUniqueID><ISSNLinking>2157-6564</ISSNLinking></"
                  "MedlineJournalInfo>"
                  "</MedlineCitation></PubmedArticle>"));
  EXPECT_EQ(record.journal, (Journal{.title = "Stem cells translational medicine",
                                     .iso_abbreviation = "Stem Cells Transl Med",
                                     .issn = {"2157-6580"},
                                     .issn_linking = "2157-6564",
                                     .nlm_id = "101578022",
                                     .publisher = {},
                                     .country = "England"}));
  EXPECT_EQ(record.volume, "10");
  EXPECT_EQ(record.issue, "8");
  EXPECT_EQ(record.pages, "1148-1156");
  EXPECT_EQ(record.published, "2021-08");
  EXPECT_EQ(record.year, 2021);
  EXPECT_THAT(record.language, ElementsAre("eng", "chi"));
}

TEST(Article, DateOfTheIssueIsNotMixedWithTheElectronicOne) {
  const std::string electronic =
      "<ArticleDate DateType=\"Electronic\"><Year>2004</Year><Month>12</Month><Day>31</Day></ArticleDate>";
  EXPECT_EQ(
      in_article(
          "<Journal><JournalIssue><PubDate><Year>2005</Year><Month>Sep</Month></PubDate></JournalIssue></Journal>" +
          electronic)
          .published,
      "2005-09");
  EXPECT_EQ(in_article(electronic).published, "2004-12-31");
}

TEST(Article, MeshAndKeywordsAndTypesAreRead) {
  const Record record = in_citation(
      "<MeshHeadingList><MeshHeading><DescriptorName MajorTopicYN=\"N\">Adipose Tissue</DescriptorName><QualifierName "
      "MajorTopicYN=\"Y\">transplantation"
      "</QualifierName></MeshHeading><MeshHeading><DescriptorName MajorTopicYN=\"Y\">Stem "
      "Cells</DescriptorName></MeshHeading></MeshHeadingList>"
      "<KeywordList Owner=\"NOTNLM\"><Keyword>fat <i>graft</i></Keyword><Keyword> </Keyword></KeywordList><KeywordList "
      "Owner=\"NLM\"><Keyword>fat graft</Keyword><Keyword>SVF</Keyword></KeywordList>");
  ASSERT_EQ(record.mesh.size(), 2U);
  EXPECT_EQ(record.mesh[0],
            (MeshHeading{.descriptor = "Adipose Tissue", .major = false, .qualifiers = {{"transplantation", true}}}));
  EXPECT_TRUE(record.mesh[1].major);
  EXPECT_THAT(record.keywords, ElementsAre("fat graft", "SVF"));
  EXPECT_THAT(
      in_article(
          "<PublicationTypeList><PublicationType UI=\"D016428\">Journal "
          "Article</PublicationType><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>")
          .publication_types,
      ElementsAre("Journal Article", "Retracted Publication"));
}

TEST(Article, RelationsAreNamedAndCitationsAreNone) {
  const auto kind = [](const std::string& ref_type) {
    const Record record =
        in_citation("<CommentsCorrectionsList><CommentsCorrections RefType=\"" + ref_type +
                    "\"><RefSource>Aesthet Surg J. 2020 Jan 1;40(1):NP1. doi: 10.1093/asj/sjz123.</RefSource>"
                    "<PMID>42</PMID></CommentsCorrections></CommentsCorrectionsList>");
    if (record.relations.empty()) return std::string("none");
    EXPECT_EQ(record.relations[0].pmid, "42");
    EXPECT_EQ(record.relations[0].doi, "10.1093/asj/sjz123");
    return record.relations[0].kind;
  };
  EXPECT_EQ(kind("RetractionIn"), "retracted_by");
  EXPECT_EQ(kind("RetractionOf"), "retracts");
  EXPECT_EQ(kind("PartialRetractionIn"), "partially_retracted_by");
  EXPECT_EQ(kind("ErratumIn"), "corrected_by");
  EXPECT_EQ(kind("ErratumFor"), "corrects");
  EXPECT_EQ(kind("ExpressionOfConcernIn"), "concern");
  EXPECT_EQ(kind("UpdateOf"), "update_of");
  EXPECT_EQ(kind("UpdateIn"), "updated_by");
  EXPECT_EQ(kind("RepublishedIn"), "republished_in");
  EXPECT_EQ(kind("RetractedandRepublishedIn"), "retracted_and_republished_in");
  EXPECT_EQ(kind("CommentOn"), "comment_on");
  EXPECT_EQ(kind("SummaryForPatientsIn"), "summary_for_patients_in");
  EXPECT_EQ(kind("Cites"), "none");
}

TEST(Article, RegistryNumbersAreThoseOfTrialRegistries) {
  EXPECT_THAT(in_article("<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</"
                         "DataBankName><AccessionNumberList><AccessionNumber>NCT02149199"
                         "</AccessionNumber></AccessionNumberList></DataBank><DataBank><DataBankName>GENBANK</"
                         "DataBankName><AccessionNumberList>"
                         "<AccessionNumber>AF078607</AccessionNumber></AccessionNumberList></"
                         "DataBank><DataBank><DataBankName>ChiCTR</DataBankName>"
                         "<AccessionNumberList><AccessionNumber>ChiCTR1900025717</AccessionNumber></"
                         "AccessionNumberList></DataBank></DataBankList>")
                  .registry,
              ElementsAre("NCT02149199", "ChiCTR1900025717"));
}

TEST(Article, WithoutAPmidOrAnArticleIsRejected) {
  for (const char* inside : {"", "wrong format", "<MedlineCitation><Article/></MedlineCitation>",
                             "<MedlineCitation><PMID>x</PMID><Article/></MedlineCitation>",
                             "<MedlineCitation><PMID>1</PMID></MedlineCitation>"}) {
    const FileRead file = read_file(set_of(std::string("<PubmedArticle>") + inside + "</PubmedArticle>"));
    EXPECT_EQ(file.batch.answer, Answer::ok);
    EXPECT_TRUE(file.records.empty()) << inside;
    EXPECT_EQ(file.batch.rejected.size(), 1U) << inside;
  }
}

TEST(BookArticle, HasItsOwnTitleAuthorsAndAbstractAndTheBookForAJournal) {
  const Record record = only(
      "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID Version=\"1\">9</PMID><ArticleIdList><ArticleId "
      "IdType=\"bookaccession\">NBK22</ArticleId></ArticleIdList>"
      "<Book><Publisher><PublisherName>BIOS</PublisherName></Publisher><BookTitle>Surgery</"
      "BookTitle><PubDate><Year>2009</Year><Month>02</Month></PubDate>"
      "<AuthorList Type=\"editors\"><Author><LastName>Ed</LastName></Author></AuthorList><ELocationID EIdType=\"doi\" "
      "ValidYN=\"Y\">10.3275/8949</ELocationID></Book>"
      "<ArticleTitle>Fat</ArticleTitle><Language>eng</Language><AuthorList "
      "Type=\"authors\"><Author><LastName>Own</LastName></Author></AuthorList>"
      "<PublicationType>Review</PublicationType><Abstract><AbstractText>Words.</AbstractText></Abstract></"
      "BookDocument></PubmedBookArticle></PubmedArticleSet>");
  EXPECT_EQ(record.key, "9");
  EXPECT_EQ(record.title, "Fat");
  EXPECT_EQ(record.journal.title, "Surgery");
  EXPECT_EQ(record.journal.publisher, "BIOS");
  EXPECT_EQ(record.doi, "10.3275/8949");
  EXPECT_EQ(record.published, "2009-02");
  ASSERT_EQ(record.authors.size(), 1U);
  EXPECT_EQ(record.authors[0].family, "Own");
  EXPECT_EQ(record.abstract.size(), 1U);
  EXPECT_THAT(record.publication_types, ElementsAre("Review"));
}

}  // namespace
}  // namespace evigraft::pubmed
