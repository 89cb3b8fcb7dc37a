// OAI-PMH against the contract: a resumption token inside the XML with a rough count, a token that expires, deleted
// records, "noRecordsMatch" as an honest zero.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "tests/core/sdk/sketch.h"

namespace {
using namespace evigraft;
using testing::ElementsAre;

class Oai final : public Source {
 public:
  Requests first(const Query& query) const override {
    return {{.parameters = {{"verb", "ListRecords"}, {"metadataPrefix", "oai_dc"}, {"from", query.since}},
             .slice = "since " + query.since}};
  }

  Requests read(const Query&, const Reply& reply, Sink& sink) const override {
    pugi::xml_document document;
    if (!document.load_buffer(reply.body.data(), reply.body.size())) throw BadPayload("no XML");
    const auto root = document.child("OAI-PMH");
    const std::string_view error = root.child("error").attribute("code").value();
    if (error == "badResumptionToken") throw RestartSlice("the resumption token expired");
    if (error == "noRecordsMatch") {
      sink.expect(0, exact);
      return {};
    }
    const auto list = root.child("ListRecords");
    if (!list) throw BadPayload("neither records nor an error");
    for (const auto entry : list.children("record")) read_record(entry, sink);
    const auto token = list.child("resumptionToken");
    if (const auto size = token.attribute("completeListSize")) sink.expect(size.as_ullong(), about);
    if (token.text().empty()) return {};
    return {{.parameters = {{"verb", "ListRecords"}, {"resumptionToken", token.text().get()}}}};
  }

 private:
  static void read_record(const pugi::xml_node& entry, Sink& sink) {
    const auto header = entry.child("header");
    const std::string key = header.child("identifier").text().get();
    if (std::string_view(header.attribute("status").value()) == "deleted") return sink.gone(key, "deleted");
    Record record;
    record.key = key;
    record.title = entry.child("metadata").child("oai_dc:dc").child("dc:title").text().get();
    if (record.title.empty()) return sink.reject(key, "metadata", "no title");
    sink.emit(record);
  }
};
constexpr evigraft_source oai = describe<Oai>("oai", "https://oai.example/request/");

std::string record_of(const std::string& key, bool deleted = false) {
  if (deleted) return "<record><header status='deleted'><identifier>" + key + "</identifier></header></record>";
  return "<record><header><identifier>" + key +
         "</identifier></header><metadata><oai_dc:dc><dc:title>T</dc:title></oai_dc:dc></metadata></record>";
}
std::string list_of(const std::string& records, const std::string& token) {
  return "<OAI-PMH><ListRecords>" + records + "<resumptionToken completeListSize='3'>" + token +
         "</resumptionToken></ListRecords></OAI-PMH>";
}
const std::string expired = "<OAI-PMH><error code='badResumptionToken'>expired</error></OAI-PMH>";

TEST(SketchOai, FollowsTheTokenAndHearsOfDeletedRecords) {
  Sketch sketch(oai, {{"resumptionToken=t2", {list_of(record_of("c", true), "")}},
                      {"metadataPrefix", {list_of(record_of("a") + record_of("b"), "t2")}}});
  EXPECT_EQ(sketch.go(search("", "2020-01-01")).end, FetchReport::End::finished);
  EXPECT_THAT(sketch.table.stored, ElementsAre("a", "b"));
  EXPECT_THAT(sketch.table.gone, ElementsAre("c"));
  EXPECT_FALSE(sketch.table.balances("since 2020-01-01"));  // a rough count is never balanced
}

TEST(SketchOai, AnExpiredTokenStartsTheSliceAgainAndKeepsWhatWasStored) {
  Sketch sketch(oai, {{"resumptionToken=t2", {expired, list_of(record_of("c"), "")}},
                      {"metadataPrefix", {list_of(record_of("a") + record_of("b"), "t2")}}});
  EXPECT_EQ(sketch.go(search("", "2020-01-01")).end, FetchReport::End::finished);
  EXPECT_EQ(sketch.table.restarts, 1);
  EXPECT_THAT(sketch.table.stored, ElementsAre("a", "b", "c"));
}

TEST(SketchOai, NoRecordsMatchIsAnHonestZero) {
  Sketch sketch(oai, {{"verb", {"<OAI-PMH><error code='noRecordsMatch'/></OAI-PMH>"}}});
  EXPECT_EQ(sketch.go(search("", "2020-01-01")).end, FetchReport::End::finished);
  EXPECT_TRUE(sketch.table.balances("since 2020-01-01"));
}

TEST(SketchOai, AnythingElseIsNoZero) {
  Sketch sketch(oai, {{"verb", {"<OAI-PMH/>"}}});
  EXPECT_EQ(sketch.go(search("", "2020-01-01")).end, FetchReport::End::failed);
  EXPECT_FALSE(sketch.table.balances("since 2020-01-01"));
}
}  // namespace
