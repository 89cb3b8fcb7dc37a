// core/pipeline/exports.h: what the store holds as the values that files for other programs are built of.
#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "extract/topic.h"
#include "pipeline/selection.h"
#include "publish/exports/search_log.h"
#include "publish/page.h"
#include "store/store.h"

namespace evigraft {

/// The flow of PRISMA 2020 as the database counts it.
publish::Prisma prisma_flow(const Store& store);

/// Every search, request by key and file, in the order of their runs. Parameters that hold a secret, a contact or the
/// program's name are left out of what was sent.
publish::SearchLog search_log(const Store& store, const Topic& topic);

/// A study that screening let in and that has numbers of the question's arms, none of which was taken.
struct StudyLeft {
  std::int64_t study_id = 0;
  std::string label;
  std::optional<int> year;
  std::string reason;  ///< of each of its numbers, each once
};
/// Those of `candidates` that are no row of `selected`, by label.
std::vector<StudyLeft> studies_left(const Selected& selected, std::span<const Candidate> candidates);

struct PaperIds {
  std::string doi, pmid, title;
};
/// Of each study's first report, by study.
std::map<std::int64_t, PaperIds> papers_of_studies(const Store& store);

/// The rules and topic that texts were read by, each once: "extract/12 lipotransfer/9f2c".
std::vector<std::string> rule_versions(const Store& store);

}  // namespace evigraft
