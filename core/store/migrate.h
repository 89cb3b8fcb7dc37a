// core/store/migrate.h: the schema, forward only. Each migration and its record are one transaction.
#pragma once
#include <string_view>

#include "store/connection.h"

namespace evigraft {

/// The migrations after `from`, each with its record, inside the caller's transaction.
void apply_migrations(Connection& connection, int from, int to, std::string_view now);

}  // namespace evigraft
