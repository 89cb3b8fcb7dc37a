// core/store/exclusions.h: what is not used, at which stage and why. Never a silent skip.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace evigraft {

enum class Stage { fetch, import, link, screen, extract, select, pool };

struct ExclusionRow {
  std::string subject;      ///< "pubmed:123", "report 4", "study 2", "outcome 17", or a file's name
  std::string reason;       ///< a short fixed phrase, counted by
  std::string detail;       ///< particulars, may be empty
  std::uint64_t count = 1;  ///< how many the row stands for
};

/// Adds rows; the same stage, subject, reason and detail again replaces its count and run.
void add_exclusions(Store& store, std::int64_t run, Stage stage, const std::vector<ExclusionRow>& rows);
/// Replaces all rows of a derived stage (link, screen, extract, select, pool) in one transaction.
void replace_exclusions(Store& store, std::int64_t run, Stage stage, const std::vector<ExclusionRow>& rows);

/// Replaces the rows of one subject at a stage.
void replace_exclusions_of(Store& store, std::int64_t run, Stage stage, const std::string& subject,
                           const std::vector<ExclusionRow>& rows);

}  // namespace evigraft
