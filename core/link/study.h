// core/link/study.h: Reports -> Studies: reports on the same participants.
#pragma once
#include <span>
#include <vector>

#include "link/group.h"
#include "link/link.h"

namespace evigraft::link {

/// Reports of one trial registration, and versions of one article (update_of, republished_in and their reverse).
/// Reviews and notices, errata and comments name a trial without having its participants: each stays alone.
std::vector<StudyGroup> group_reports(std::span<const Citation> citations, std::span<const Compared> records,
                                      std::span<const ReportGroup> reports);

}  // namespace evigraft::link
