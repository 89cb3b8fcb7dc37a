// lipotransfer.har asks what the topic asks and answers with articles.xml. docs/example/make_har.py writes it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>

#include "example.h"

namespace evigraft::example {
namespace {
using nlohmann::json;

std::map<std::string, std::string> form(const std::string& body) {
  const auto decoded = [](const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '%')
        out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16)), i += 2;
      else
        out += text[i];
    }
    return out;
  };
  std::map<std::string, std::string> out;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('&', at), body.size()), equals = body.find('=', at);
    out[body.substr(at, equals - at)] = decoded(body.substr(equals + 1, end - equals - 1));
    at = end + 1;
  }
  return out;
}

class Recording : public testing::Test {
 protected:
  json log_ = evigraft::example::json(file("lipotransfer.har")).at("log");
  std::map<std::string, std::string> asked(std::size_t i) const {
    return form(log_["entries"][i]["request"]["postData"]["text"]);
  }
  std::string answer(std::size_t i) const { return log_["entries"][i]["response"]["content"]["text"]; }
};

TEST_F(Recording, IsHar12WithOneSearchAndOneFetch) {
  EXPECT_EQ(log_["version"], "1.2");
  ASSERT_EQ(log_["entries"].size(), 2U);
  EXPECT_EQ(log_["entries"][0]["startedDateTime"], "2026-11-20T06:00:00.000Z");
}

TEST_F(Recording, AsksTheTopicsQueryFromTheBeginningToItsOwnDay) {
  const std::string topic = bytes(std::filesystem::path(EVIGRAFT_ROOT) / "schema/topics/lipotransfer.toml");
  const auto parameters = asked(0);
  EXPECT_NE(topic.find("pubmed = '''\n" + parameters.at("term") + "'''"), std::string::npos)
      << "run docs/example/make_har.py";
  EXPECT_EQ(parameters.at("datetype"), "edat");
  EXPECT_EQ(parameters.at("mindate"), "1800/01/01");
  EXPECT_EQ(parameters.at("maxdate"), "2026/11/20");
}

TEST_F(Recording, ListsAndFetchesTheArticles) {
  std::string ids, listed;
  const auto articles = parse_articles(bytes(file("articles.xml")));
  for (const Publication& article : articles) {
    ids += (ids.empty() ? "" : ",") + article.pmid;
    listed += "<Id>" + article.pmid + "</Id>\n";
  }
  EXPECT_THAT(answer(0), testing::HasSubstr("<Count>" + std::to_string(articles.size()) + "</Count>"));
  EXPECT_THAT(answer(0), testing::HasSubstr(listed));
  EXPECT_EQ(asked(1).at("id"), ids);
}

TEST_F(Recording, AnswersWithTheWordsOfTheArticles) {
  const auto articles = parse_articles(bytes(file("articles.xml"))), answered = parse_articles(answer(1));
  ASSERT_EQ(answered.size(), articles.size());
  for (std::size_t i = 0; i < articles.size(); ++i) {
    EXPECT_EQ(answered[i].pmid, articles[i].pmid);
    EXPECT_EQ(answered[i].title, articles[i].title);
    EXPECT_EQ(answered[i].abstract, articles[i].abstract);
  }
}

TEST(ExampleAbstracts, AreOf50To220Words) {
  int without = 0;
  for (const Publication& publication : all_publications()) {
    const auto words = std::count(publication.abstract.begin(), publication.abstract.end(), ' ') + 1;
    if (publication.abstract.empty()) {
      ++without;
      continue;
    }
    EXPECT_GE(words, 50) << publication.title;
    EXPECT_LE(words, 220) << publication.title;
  }
  EXPECT_EQ(without, 3);  // known from a reference list only, see docs/example/README.md
}

TEST(ExampleFlow, HoldsReviewsAProtocolACaseReportAndTrials) {
  std::map<std::string, int> types;
  for (const Publication& publication : all_publications())
    for (const std::string& type : publication.types) ++types[type];
  EXPECT_GE(types["Meta-Analysis"], 10);
  EXPECT_GE(types["Systematic Review"], 5);
  EXPECT_GE(types["Randomized Controlled Trial"], 5);
  EXPECT_EQ(types["Clinical Trial Protocol"], 1);
  EXPECT_EQ(types["Case Reports"], 1);
}
}  // namespace
}  // namespace evigraft::example
