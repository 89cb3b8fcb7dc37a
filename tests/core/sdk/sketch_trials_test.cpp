// ClinicalTrials.gov v2 against the contract: a page token, absent on the last page; the count only on the first page;
// errors as plain text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/core/sdk/sketch.h"

namespace {
using namespace evigraft;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

class Trials final : public Source {
 public:
  Requests first(const Query& query) const override {
    Request request = page(query, "");
    request.parameters.emplace_back("countTotal", "true");
    request.slice = "studies";
    return {request};
  }

  Requests read(const Query& query, const Reply& reply, Sink& sink) const override {
    if (reply.status == 400) throw BadConfig(std::string(reply.body));
    const json answer = json::parse(reply.body);
    if (answer.contains("totalCount")) sink.expect(answer["totalCount"], exact);
    for (const json& study : answer.at("studies")) {
      const json& identification = study.at("protocolSection").at("identificationModule");
      Record record;
      record.key = identification.at("nctId");
      record.title = identification.value("briefTitle", "");
      record.registry = {record.key};
      sink.emit(record);
    }
    if (!answer.contains("nextPageToken")) return {};
    return {page(query, answer["nextPageToken"])};
  }

 private:
  static Request page(const Query& query, const std::string& token) {
    Request request{.path = "studies", .parameters = {{"query.term", query.text}, {"pageSize", "2"}}};
    if (!query.since.empty())
      request.parameters.emplace_back("filter.advanced", "AREA[LastUpdatePostDate]RANGE[" + query.since + ",MAX]");
    if (!token.empty()) request.parameters.emplace_back("pageToken", token);
    return request;
  }
};
constexpr evigraft_source trials = describe<Trials>("clinicaltrials", "https://clinicaltrials.gov/api/v2/");

std::string studies(const std::vector<std::string>& ids, json extra) {
  extra["studies"] = json::array();
  for (const std::string& id : ids)
    extra["studies"].push_back({{"protocolSection", {{"identificationModule", {{"nctId", id}, {"briefTitle", "T"}}}}}});
  return extra.dump();
}

TEST(SketchTrials, TheCountOfTheFirstPageHoldsForTheSlice) {
  Sketch sketch(trials,
                {{"pageToken=t2", {studies({"NCT3"}, json::object())}},
                 {"countTotal=true", {studies({"NCT1", "NCT2"}, {{"totalCount", 3}, {"nextPageToken", "t2"}})}}});
  EXPECT_EQ(sketch.go(search("fat")).end, FetchReport::End::finished);
  EXPECT_THAT(sketch.table.stored, ElementsAre("NCT1", "NCT2", "NCT3"));
  EXPECT_TRUE(sketch.table.balances("studies"));
}

TEST(SketchTrials, ALostPageDoesNotBalance) {
  Sketch sketch(trials,
                {{"pageToken=t2", {"upstream error"}, 503},
                 {"countTotal=true", {studies({"NCT1", "NCT2"}, {{"totalCount", 3}, {"nextPageToken", "t2"}})}}});
  EXPECT_EQ(sketch.go(search("fat")).end, FetchReport::End::partial);
  EXPECT_FALSE(sketch.table.balances("studies"));
}

TEST(SketchTrials, APlainTextErrorNamesTheSetting) {
  Sketch sketch(trials, {{"studies", {"`query.recrs` is unknown parameter"}, 400}});
  const FetchReport report = sketch.go(search("fat"));
  EXPECT_EQ(report.answer, Answer::bad_config);
  EXPECT_THAT(report.error, HasSubstr("query.recrs"));
}
}  // namespace
