// Europe PMC search, JSON, cursor paging. Fields: https://europepmc.org/RestfulWebService
#include <evigraft/source.hpp>
#include <nlohmann/json.hpp>

namespace {
using namespace evigraft;

Request page(const Query& query, const std::string& cursor) {
  return {.path = "search",
          .parameters = {{"query", query.text}, {"resultType", "core"}, {"format", "json"}, {"cursorMark", cursor}}};
}

Record read_result(const nlohmann::json& hit) {
  Record record;
  record.key = hit.at("source").get<std::string>() + ":" + hit.at("id").get<std::string>();
  record.title = plain_text(hit.value("title", ""));
  record.doi = hit.value("doi", "");
  return record;
}

class EuropePmc final : public Source {
 public:
  static constexpr std::string_view title = "Europe PMC";
  static constexpr double requests_per_second = 2;

  Requests first(const Query& query) const override {
    if (query.kind == Query::Kind::search) return {page(query, "*")};
    Requests out;
    for (const std::string& key : query.keys) {
      Request request = page(query, "*");
      const std::size_t colon = key.find(':');
      request.parameters[0].second = "SRC:" + key.substr(0, colon) + " AND EXT_ID:" + key.substr(colon + 1);
      request.keys = {key};
      out.push_back(request);
    }
    return out;
  }

  // One page in: its records out, and the request for the next page, or none when that was the last.
  Requests read(const Query& query, const Reply& reply, Sink& sink) const override {
    const auto answer = nlohmann::json::parse(reply.body);  // throws: bad payload, the host asks again
    const auto& hits = answer.at("resultList").at("result");
    for (const auto& hit : hits) sink.emit(read_result(hit));
    if (!reply.request.keys.empty()) return {};
    sink.expect(answer.at("hitCount"), about);  // what the server says exists; it can exceed what it delivers
    const std::string cursor = answer.value("nextCursorMark", "");
    if (hits.empty() || cursor.empty() || cursor == reply.request.parameter("cursorMark")) return {};
    return {page(query, cursor)};
  }
};
}  // namespace

EVIGRAFT_SOURCE(EuropePmc, "europepmc", "https://www.ebi.ac.uk/europepmc/webservices/rest/")
