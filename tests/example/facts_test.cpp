// Nothing in the example is made up: identifiers, names and figures are those of the facts it was written from.
#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <set>
#include <sstream>

#include "example.h"

namespace evigraft::example {
namespace {
using Json = nlohmann::json;

class ExampleFacts : public testing::Test {
 protected:
  void SetUp() override {
    const std::filesystem::path shared = EVIGRAFT_SHARED;
    if (!std::filesystem::exists(shared / "domain")) GTEST_SKIP() << "the facts are not here: " << shared / "domain";
    for (const char* name : {"studies.json", "reviews.json"})
      for (auto& fact : json(shared / "domain" / name)) facts_[fact["id"]] = fact;
    publications_ = all_publications();
    std::istringstream lines(bytes(shared / "gold" / "abstracts.jsonl"));
    for (std::string line; std::getline(lines, line);) {
      const Json text = Json::parse(line);
      written_[text["id"]] = text["abstract"].get<std::string>();
    }
  }

  // Null and the missing alike are empty.
  static std::string text(const Json& fact, const char* key) {
    return fact.contains(key) && fact[key].is_string() ? fact[key].get<std::string>() : std::string();
  }

  const Json& fact_of(const Publication& publication) const {
    for (const auto& [id, fact] : facts_)
      if (publication.id.empty() ? text(fact, "pmid") == publication.pmid : id == publication.id) return fact;
    throw std::runtime_error("no fact for " + publication.pmid + publication.id);
  }

  static bool unverified(const Json& fact, const std::string& field) {
    const auto& fields = fact["unverified_fields"];
    return std::find(fields.begin(), fields.end(), field) != fields.end();
  }

  std::map<std::string, Json> facts_;
  std::map<std::string, std::string> written_;  ///< the project's own abstracts of the gold corpus
  std::vector<Publication> publications_;
};

// A number as it is compared: "7.40" and "7,4" are 7.4.
std::set<double> numbers(std::string text) {
  for (std::size_t at = 0; (at = text.find("·", at)) != std::string::npos;) text.replace(at, 2, ".");
  std::set<double> out;
  static const std::regex number(R"(\d+(?:\.\d+)?)");
  for (std::sregex_iterator at(text.begin(), text.end(), number), end; at != end; ++at)
    out.insert(std::stod(at->str()));
  return out;
}

TEST_F(ExampleFacts, HoldEachPublicationOnce) {
  std::set<std::string> ids;
  for (const Publication& publication : publications_) ids.insert(fact_of(publication)["id"].get<std::string>());
  EXPECT_EQ(ids.size(), publications_.size());
  EXPECT_EQ(ids.size(), facts_.size());
}

TEST_F(ExampleFacts, HoldEveryIdentifierJournalYearAndName) {
  for (const Publication& publication : publications_) {
    const Json& fact = fact_of(publication);
    SCOPED_TRACE(fact["id"].get<std::string>());
    EXPECT_EQ(publication.pmid, text(fact, "pmid"));
    EXPECT_EQ(publication.pmcid, text(fact, "pmcid"));
    if (!publication.doi.empty()) {
      EXPECT_EQ(publication.doi, text(fact, "doi"));
    }
    if (!publication.journal.empty()) {
      EXPECT_EQ(publication.journal, text(fact, "journal"));
    }
    if (!publication.year.empty()) {
      EXPECT_EQ(publication.year, fact["year"].dump());
    }
    for (const std::string& family : publication.families)
      EXPECT_NE(text(fact, "authors_short").find(family), std::string::npos) << family;
  }
}

TEST_F(ExampleFacts, LeaveOutWhatIsUnverified) {
  for (const Publication& publication : publications_) {
    const Json& fact = fact_of(publication);
    SCOPED_TRACE(fact["id"].get<std::string>());
    if (unverified(fact, "doi")) {
      EXPECT_EQ(publication.doi, "");
    }
    if (unverified(fact, "journal")) {
      EXPECT_EQ(publication.journal, "");
    }
    if (unverified(fact, "year")) {
      EXPECT_EQ(publication.year, "");
    }
    if (unverified(fact, "authors")) {
      EXPECT_TRUE(publication.families.empty());
    }
    EXPECT_EQ(publication.title.starts_with("[Title not verified: "),
              unverified(fact, "title") || text(fact, "title").starts_with("("));
  }
}

TEST_F(ExampleFacts, HoldEveryFigureOfAnAbstract) {
  for (const Publication& publication : publications_) {
    const Json& fact = fact_of(publication);
    const std::string id = fact["id"];
    std::set<double> known = numbers(fact.dump());
    if (written_.contains(id)) known.merge(numbers(written_.at(id)));
    known.insert({10, 95});  // the base of a power, the level of an interval
    for (const double number : numbers(publication.abstract))
      EXPECT_TRUE(known.contains(number)) << id << ": " << number;
  }
}

TEST_F(ExampleFacts, AreToldInTheAbstractAsFarAsTheyAreRetention) {
  int told = 0;
  for (const Publication& publication : publications_) {
    const Json& fact = fact_of(publication);
    if (!fact.contains("outcomes")) continue;
    const std::set<double> printed = numbers(publication.abstract);
    for (const auto& outcome : fact["outcomes"]) {
      const std::string measure = outcome["measure"];
      if (outcome["value"].is_null() ||
          (measure != "volume_retention" && measure != "survival_rate" && measure != "take_rate"))
        continue;
      EXPECT_TRUE(printed.contains(outcome["value"].get<double>())) << fact["id"] << ": " << outcome["value"];
      ++told;
    }
  }
  EXPECT_GT(told, 50);
}

TEST_F(ExampleFacts, HoldEveryPooledResultOfTheReviews) {
  for (const auto& row : json(std::filesystem::path(EVIGRAFT_ROOT) / "schema/reviews/lipotransfer.json")) {
    SCOPED_TRACE(row.dump());
    const Json& fact = facts_.at(row["id"]);
    EXPECT_EQ(row["year"], fact["year"]);
    EXPECT_EQ(row["doi"], fact["doi"]);
    EXPECT_EQ(row["pmid"], fact["pmid"]);
    EXPECT_EQ(row["studies_in_review"], fact["n_studies"]);
    bool found = false;
    for (const char* list : {"pooled_results", "subgroup_results"})
      for (const auto& result : fact[list]) {
        const bool same_ci = row["ci"].is_null()
                                 ? result["ci_low"].is_null()
                                 : row["ci"][0] == result["ci_low"] && row["ci"][1] == result["ci_high"];
        found = found || (result["estimate"] == row["estimate"] && same_ci);
      }
    EXPECT_TRUE(found);
  }
}
}  // namespace
}  // namespace evigraft::example
