// core/pipeline/labels.h: what people call a report or study.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "store/evidence.h"

namespace evigraft {

/// "Wang 2021"; the beginning of the title where no author is known.
std::string report_label(const ReportView& report);
/// A study is called as its first report.
std::map<std::int64_t, std::string> study_labels(const std::vector<ReportView>& reports);

}  // namespace evigraft
