// core/pipeline/exports.h: what the store holds as the values that files for other programs are built of.
#pragma once
#include "publish/page.h"
#include "store/store.h"

namespace evigraft {

/// The flow of PRISMA 2020 as the database counts it.
publish::Prisma prisma_flow(const Store& store);

}  // namespace evigraft
