// plugins/pubmed/slice.h: the part of a search that one ESearch answers. PubMed lists the first 9,999 records of a
// query and no more, so a larger part is halved by date, and a single day by id.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evigraft::pubmed {

/// A calendar day as days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms").
using Day = long;

Day parse_day(std::string_view iso);  ///< YYYY-MM-DD; throws BadConfig
std::string iso_day(Day day);         ///< YYYY-MM-DD
std::string slashed_day(Day day);     ///< YYYY/MM/DD, as mindate and maxdate take it

inline constexpr unsigned kMostListed = 9999;
inline constexpr unsigned kHighestPmid = 99'999'999;  ///< a PMID has 1 to 8 digits

struct Slice {
  std::string date_type;             ///< edat (entry) or mdat (modification)
  Day from = 0, to = 0;              ///< both inclusive
  unsigned lowest = 0, highest = 0;  ///< PMIDs, both inclusive; 0 and 0: all

  friend bool operator==(const Slice&, const Slice&) = default;
};

/// Its line in the ledger, also the state its requests carry: "edat 2026-01-01..2026-11-23 [ids 1..5000]".
std::string name_of(const Slice& slice);
Slice parse_slice(std::string_view name);  ///< throws BadPayload

/// Two slices that share nothing and together are `slice`. `listed` are PMIDs known to be in it, used when it is a
/// single day. Throws BadPayload when it cannot be halved.
std::pair<Slice, Slice> halve(const Slice& slice, std::vector<unsigned> listed);

}  // namespace evigraft::pubmed
