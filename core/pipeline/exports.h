// core/pipeline/exports.h: what the store holds as the values that files for other programs are built of.
#pragma once
#include "extract/topic.h"
#include "publish/exports/search_log.h"
#include "publish/page.h"
#include "store/store.h"

namespace evigraft {

/// The flow of PRISMA 2020 as the database counts it.
publish::Prisma prisma_flow(const Store& store);

/// Every search, request by key and file, in the order of their runs. Parameters that hold a secret, a contact or the
/// program's name are left out of what was sent.
publish::SearchLog search_log(const Store& store, const Topic& topic);

}  // namespace evigraft
