// core/link/group.h: Records -> Reports. Near-linear: records meet in buckets of equal identifiers or equal title, year
// and first author, never pairwise.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "link/link.h"
#include "link/title.h"

namespace evigraft::link {

/// A citation as it is compared.
struct Compared {
  std::string pmid, doi, pmcid;  ///< plain, see identifier.h
  Title title;
  Kind kind = Kind::article;  ///< by opening words, publication type or relation
  std::string author, year, volume, page;
};

Compared compared(const Citation& citation);

struct Grouping {
  std::vector<std::vector<std::size_t>> groups;  ///< each ordered by key, all ordered by their smallest key
  std::vector<Joined> joined;
  std::vector<Conflict> conflicts;
};

/// `order` lists the citations by key: the one order everything is done in.
Grouping group_records(std::span<const Compared> records, std::span<const std::size_t> order,
                       std::span<const Citation> citations);

}  // namespace evigraft::link
