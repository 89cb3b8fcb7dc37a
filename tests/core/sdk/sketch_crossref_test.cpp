// Crossref against the contract: a cursor that is never null and dies after five minutes, one request at a time, an
// exact count on each page, a dead cursor as 404.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/core/sdk/sketch.h"

namespace {
using namespace evigraft;
using nlohmann::json;
using testing::ElementsAre;

class Crossref final : public Source {
 public:
  static constexpr double requests_per_second = 5;
  static constexpr std::uint32_t concurrent_requests = 1;
  static constexpr std::uint64_t positions_live_seconds = 300;

  Requests first(const Query& query) const override {
    if (query.kind == Query::Kind::search) return {page(query, "*")};
    Requests out;
    for (const std::string& doi : query.keys) out.push_back({.path = "works/" + doi, .keys = {doi}});
    return out;
  }

  Requests read(const Query& query, const Reply& reply, Sink& sink) const override {
    if (reply.status == 404 && reply.request.path == "works") throw RestartSlice("the cursor expired");
    if (reply.status == 404) {
      sink.gone(reply.request.keys.at(0), "Resource not found");
      return {};
    }
    const json message = json::parse(reply.body).at("message");
    if (reply.request.path != "works") {
      emit(message, sink);
      return {};
    }
    sink.expect(message.at("total-results"), exact);
    for (const json& work : message.at("items")) emit(work, sink);
    if (message.at("items").empty()) return {};
    return {page(query, message.at("next-cursor"))};
  }

 private:
  static Request page(const Query& query, const std::string& cursor) {
    return {.path = "works",
            .parameters = {{"query.bibliographic", query.text},
                           {"filter", "from-index-date:" + query.since},
                           {"rows", "2"},
                           {"cursor", cursor},
                           {"mailto", "${EVIGRAFT_EMAIL}"}},
            .slice = "works"};
  }
  static void emit(const json& work, Sink& sink) {
    Record record;
    record.key = record.doi = work.at("DOI");
    const json titles = work.value("title", json::array());
    record.title = titles.empty() ? "" : plain_text(titles.at(0).get<std::string>());
    sink.emit(record);
  }
};
constexpr evigraft_source crossref = describe<Crossref>("crossref", "https://api.crossref.org/");

std::string page_of(const std::vector<std::string>& dois, const std::string& next) {
  json items = json::array();
  for (const std::string& doi : dois) items.push_back({{"DOI", doi}, {"title", {"A <i>fat</i> graft"}}});
  return json{{"message", {{"total-results", 3}, {"items", items}, {"next-cursor", next}}}}.dump();
}

TEST(SketchCrossref, FollowsTheCursorToTheEmptyPage) {
  Sketch sketch(crossref, {{"cursor=%2A", {page_of({"10.1/a", "10.1/b"}, "p2+/=")}},
                           {"cursor=p2%2B%2F%3D", {page_of({"10.1/c"}, "p3")}},
                           {"cursor=p3", {page_of({}, "p3")}}});
  EXPECT_EQ(sketch.go(search("fat", "2020-01-01")).end, FetchReport::End::finished);
  EXPECT_THAT(sketch.table.stored, ElementsAre("10.1/a", "10.1/b", "10.1/c"));
  EXPECT_TRUE(sketch.table.balances("works"));
  EXPECT_EQ(sketch.transport.most_at_once, 1u);
}

TEST(SketchCrossref, ADeadCursorStartsTheSearchAgain) {
  Sketch sketch(crossref, {{"cursor=%2A", {page_of({"10.1/a", "10.1/b"}, "dead"), page_of({"10.1/a", "10.1/b"}, "p2")}},
                           {"cursor=dead", {"{\"status\":\"error\"}"}, 404},
                           {"cursor=p2", {page_of({"10.1/c"}, "p3")}},
                           {"cursor=p3", {page_of({}, "p3")}}});
  EXPECT_EQ(sketch.go(search("fat", "2020-01-01")).end, FetchReport::End::finished);
  EXPECT_EQ(sketch.table.restarts, 1);
  EXPECT_TRUE(sketch.table.balances("works"));
}

TEST(SketchCrossref, AnUnknownDoiIsGoneAndOthersAreFetchedByKey) {
  Sketch sketch(crossref, {{"works/10.1/a(b)%3Cc%3E", {R"({"message":{"DOI":"10.1/a(b)<c>"}})"}},
                           {"works/10.1/x", {"Resource not found."}, 404}});
  sketch.go({.kind = Query::Kind::keys, .keys = {"10.1/a(b)<c>", "10.1/x"}});
  EXPECT_THAT(sketch.table.stored, ElementsAre("10.1/a(b)<c>"));
  EXPECT_THAT(sketch.table.gone, ElementsAre("10.1/x"));
  EXPECT_TRUE(sketch.table.owed.empty());
}
}  // namespace
