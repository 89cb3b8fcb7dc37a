// core/pipeline/letters.h: what the reports of each study leave out, as letters to their authors.
#pragma once
#include <string>
#include <vector>

#include "pipeline.h"
#include "publish/letter.h"
#include "store/store.h"

namespace evigraft {

/// One letter a study, by its number: of numbers of the topic's arms in included reports, those that lack a spread or
/// its kind, participants, time, whether cells were cultured, or what the percentage is of. A study with nothing
/// missing gets none.
std::vector<publish::Letter> letters(const Store& store, const Topic& topic);

}  // namespace evigraft
