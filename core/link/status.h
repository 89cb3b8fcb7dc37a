// core/link/status.h: which reports are retracted, notices of it, or under concern, and who said so.
#pragma once
#include <span>
#include <vector>

#include "link/group.h"
#include "link/link.h"

namespace evigraft::link {

/// Sets status and status_evidence of every report. A notice, a concern or an erratum never retracts the report that
/// merely shares its title: targets are found by PMID or DOI only.
void set_status(std::span<const Citation> citations, std::span<const Compared> records,
                std::vector<ReportGroup>& reports);

}  // namespace evigraft::link
