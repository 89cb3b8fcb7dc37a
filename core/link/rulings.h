// core/link/rulings.h: what people said of links, laid over what the rules found, in the order it was said.
#pragma once
#include <span>
#include <vector>

#include "link/group.h"
#include "link/link.h"

namespace evigraft::link {

/// Records that are one publication, or not. `order` lists the citations by key. A ruling about a record that is not
/// there is passed over.
void rule_records(std::span<const Citation> citations, std::span<const std::size_t> order,
                  std::span<const Ruling> rulings, Grouping& grouping);

/// Reports on the same participants, or not.
void rule_studies(std::span<const Citation> citations, std::span<const ReportGroup> reports,
                  std::span<const Ruling> rulings, std::vector<StudyGroup>& studies);

}  // namespace evigraft::link
