#include "source.h"

#include <algorithm>
#include <set>

#include "answer.h"
#include "identifiers.h"
#include "inline_text.h"
#include "reader.h"
#include "slice.h"

namespace evigraft::pubmed {
namespace {

constexpr std::size_t kIdsARequest = 200;  // NCBI asks for POST beyond 200 ids; one answer stays near 2 MB
constexpr std::string_view kBeginning = "1800-01-01", kEnd = "3000-12-31";

/// POST, so that neither a long query nor 200 ids meet a limit on addresses. The host fills in the names.
Request utility(std::string path, Pairs parameters) {
  parameters.insert(parameters.end(),
                    {{"tool", "${EVIGRAFT_TOOL}"}, {"email", "${EVIGRAFT_EMAIL}"}, {"api_key", "${NCBI_API_KEY}"}});
  Request request;
  request.method = Method::post;
  request.path = std::move(path);
  request.parameters = std::move(parameters);
  return request;
}

Request esearch(const std::string& query, const Slice& slice) {
  std::string term = query;
  if (slice.highest > 0)
    term = "(" + query + ") AND " + std::to_string(slice.lowest) + ":" + std::to_string(slice.highest) + "[UID]";
  Request request = utility("esearch.fcgi", {{"db", "pubmed"},
                                             {"term", term},
                                             {"retmode", "xml"},
                                             {"retmax", std::to_string(kMostListed)},
                                             {"datetype", slice.date_type},
                                             {"mindate", slashed_day(slice.from)},
                                             {"maxdate", slashed_day(slice.to)}});
  request.slice = request.state = name_of(slice);
  return request;
}

Requests efetch(const std::vector<std::string>& ids) {
  Requests requests;
  for (std::size_t begin = 0; begin < ids.size(); begin += kIdsARequest) {
    const std::size_t end = std::min(ids.size(), begin + kIdsARequest);
    std::string list;
    for (std::size_t i = begin; i < end; ++i) list += (i == begin ? "" : ",") + ids[i];
    Request request = utility("efetch.fcgi", {{"db", "pubmed"}, {"retmode", "xml"}, {"id", list}});
    request.keys.assign(ids.begin() + static_cast<std::ptrdiff_t>(begin),
                        ids.begin() + static_cast<std::ptrdiff_t>(end));
    requests.push_back(std::move(request));
  }
  return requests;
}

Requests fetch_keys(const Query& query) {
  std::vector<std::string> ids;
  std::set<std::string> seen;
  for (const std::string& key : query.keys) {
    const std::string id = tidy(key);
    if (!is_pmid(id)) throw BadConfig("\"" + key.substr(0, 40) + "\" is not a PMID (1 to 8 digits)");
    if (seen.insert(id).second) ids.push_back(id);
  }
  Requests requests = efetch(ids);
  for (Request& request : requests) request.slice = "keys " + request.keys.front() + ".." + request.keys.back();
  return requests;
}

Requests read_search(const Query& query, const Reply& reply, Sink& sink) {
  const Slice slice = parse_slice(reply.request.state);
  const Found found = read_esearch(reply);
  for (const std::string& warning : found.warnings) sink.warn(warning);
  if (found.count > kMostListed) {
    std::vector<unsigned> listed;
    for (const std::string& id : found.ids) listed.push_back(static_cast<unsigned>(std::stoul(id)));
    const auto [low, high] = halve(slice, std::move(listed));
    return {esearch(query.text, low), esearch(query.text, high)};
  }
  if (found.ids.size() != found.count)
    throw BadPayload("the search's answer says " + std::to_string(found.count) + " records but lists " +
                     std::to_string(found.ids.size()));
  sink.expect(found.count, exact);
  return efetch(found.ids);
}

/// The articles asked for; what came unasked is not taken.
void read_articles(const Query& query, const Reply& reply, Sink& sink) {
  check_reply(reply);
  check_efetch(reply);
  const std::set<std::string, std::less<>> asked(reply.request.keys.begin(), reply.request.keys.end());
  std::set<std::string, std::less<>> unasked;
  read_pubmed_xml(bytes_of(reply.body),
                  {.record =
                       [&](Record&& record) {
                         if (asked.contains(record.key))
                           sink.emit(record);
                         else
                           unasked.insert(record.key);
                       },
                   .deleted =
                       [&](std::string_view pmid) {
                         if (asked.contains(pmid))
                           sink.gone(pmid, "deleted from PubMed");
                         else
                           unasked.emplace(pmid);
                       },
                   .rejected = [&](const std::string& pmid, const std::string& where,
                                   const std::string& reason) { sink.reject(pmid, where, reason); }},
                  {});
  if (!unasked.empty())
    sink.warn("PubMed sent " + std::to_string(unasked.size()) + " records that were not asked for, the first is " +
              *unasked.begin());
  if (query.kind == Query::Kind::keys) sink.expect(asked.size(), exact);
}
}  // namespace

Requests PubMed::first(const Query& query) const {
  if (query.kind == Query::Kind::keys) return fetch_keys(query);
  if (tidy(query.text).empty()) throw BadConfig("the topic has no query for PubMed");
  const Day from = parse_day(query.since.empty() ? kBeginning : std::string_view(query.since));
  const Day to = parse_day(query.until.empty() ? kEnd : std::string_view(query.until));
  if (from > to) throw BadConfig("the search ends (" + query.until + ") before it begins (" + query.since + ")");
  Requests requests = {esearch(query.text, {.date_type = "edat", .from = from, .to = to})};
  // What was entered before and changed since: new since a date is not enough for corrections and retractions.
  if (!query.since.empty()) requests.push_back(esearch(query.text, {.date_type = "mdat", .from = from, .to = to}));
  return requests;
}

Requests PubMed::read(const Query& query, const Reply& reply, Sink& sink) const {
  if (reply.request.path == "esearch.fcgi") return read_search(query, reply, sink);
  read_articles(query, reply, sink);
  return {};
}

unsigned PubMed::sniff(std::string_view head) const { return sniff_pubmed_xml(head); }

void PubMed::read_file(FileStream& stream, Sink& sink) const {
  read_pubmed_xml([&](char* buffer, std::size_t capacity) { return stream.read(buffer, capacity); },
                  {.record = [&](Record&& record) { sink.emit(record); },
                   .deleted = [&](std::string_view pmid) { sink.gone(pmid, "deleted from PubMed"); },
                   .rejected = [&](const std::string& pmid, const std::string& where,
                                   const std::string& reason) { sink.reject(pmid, where, reason); }},
                  {.keep_source = true});
}

}  // namespace evigraft::pubmed
