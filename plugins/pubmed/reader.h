// plugins/pubmed/reader.h: PubMed XML (efetch answers, baseline and update files, MedlineCitationSet of 2016 and
// before) into records, one at a time. A record that cannot be read is told with its place and reason; the rest goes
// on.
#pragma once
#include <evigraft/record.h>

#include <functional>
#include <string>
#include <string_view>

#include "splitter.h"

namespace evigraft::pubmed {

/// What the reader found, in file order.
struct Handlers {
  std::function<void(Record&&)> record;
  std::function<void(std::string_view pmid)> deleted;
  std::function<void(const std::string& pmid, const std::string& where, const std::string& reason)> rejected;
};

struct ReadOptions {
  bool keep_source = false;  ///< each record keeps its own slice of the text and its offset
  std::size_t longest_record = kLongestRecord;
};

/// Throws BadPayload when this is no PubMed XML or ends too early; what came before was handed over.
void read_pubmed_xml(Bytes bytes, const Handlers& handlers, const ReadOptions& options);

/// The same over text in memory.
Bytes bytes_of(std::string_view text);

/// How surely these first bytes are PubMed XML: 100 its root element, 90 its DOCTYPE, 0 no.
unsigned sniff_pubmed_xml(std::string_view head);

}  // namespace evigraft::pubmed
