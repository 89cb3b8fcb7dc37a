#include <algorithm>
#include <cstdlib>
#include <evigraft/source.hpp>
#include <vector>

#include "plugins/pubmed/identifiers.h"
#include "plugins/pubmed/reader.h"
#include "plugins/pubmed/source.h"
#include "plugins/pubmed/well_formed.h"
#include "source/in_process_runner.h"
#include "targets.h"

namespace evigraft::fuzz {
namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

bool is_text(std::string text) {
  std::replace(text.begin(), text.end(), '&', ' ');  // decoded text may hold a bare one
  return !pubmed::find_flaw(text);
}

struct Outcome {
  std::vector<Record> records;
  std::vector<std::string> said;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome read(std::string_view bytes, std::size_t chunk) {
  Outcome out;
  try {
    pubmed::read_pubmed_xml(
        [whole = pubmed::bytes_of(bytes), chunk](char* buffer, std::size_t capacity) {
          return whole(buffer, std::min(capacity, chunk));
        },
        {.record = [&](Record&& record) { out.records.push_back(std::move(record)); },
         .deleted = [&](std::string_view pmid) { out.said.emplace_back(pmid); },
         .rejected = [&](const std::string& pmid, const std::string& where,
                         const std::string& reason) { out.said.push_back(pmid + " " + where + " " + reason); }},
        {.keep_source = true, .longest_record = 1U << 16U});
  } catch (const BadPayload& problem) {
    out.said.emplace_back(problem.what());
  }
  return out;
}
}  // namespace

void pubmed_xml(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::size_t chunk = 1 + static_cast<unsigned char>(bytes.front()) % 61;
  const std::string_view xml = bytes.substr(1);
  const Outcome whole = read(xml, xml.size() + 1), pieces = read(xml, chunk);
  // Over a limit the cut depends on what has arrived; below it nothing does.
  if (xml.size() < (1U << 16U)) must(whole == pieces);
  for (const Record& record : whole.records) {
    must(pubmed::is_pmid(record.key));
    must(xml.substr(record.source_offset, record.source_text.size()) == record.source_text);
    must(is_text(record.title) && is_text(record.doi) && is_text(record.journal.title));
    for (const AbstractPart& part : record.abstract)
      must(!part.text.empty() && is_text(part.text) && is_text(part.label));
  }
  must(pubmed::sniff_pubmed_xml(xml) <= 100);
}

void pubmed_reply(std::string_view bytes) {
  static constexpr evigraft_source source =
      describe<pubmed::PubMed>("pubmed", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/");
  static const auto runner = run_in_process(source, "1.0.0", "fuzz");
  Query search;
  search.text = "fat";
  search.until = "2026-11-23";
  Query keys;
  keys.kind = Query::Kind::keys;
  keys.keys = {"1", "2"};
  for (const Query& query : {search, keys}) {
    Reply reply;
    reply.body = bytes;
    reply.request = runner->first(query).requests.at(0);
    const Batch batch = runner->read(query, reply);
    must(batch.answer == Answer::ok || !batch.message.empty());
    must(batch.answer == Answer::ok || batch.records.empty());
    for (const Record& record : batch.records) must(record.key == "1" || record.key == "2");
    // Zero is only believed when it is said.
    if (query.kind == Query::Kind::search && batch.answer == Answer::ok)
      must(bytes.find("Count") != std::string_view::npos);
  }
}

}  // namespace evigraft::fuzz
