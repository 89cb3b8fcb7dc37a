// cli/export_file.h: what an export prints, to standard output or as a file.
#pragma once
#include <functional>
#include <string>

#include "cli/context.h"

namespace evigraft::cli {

/// What `print` prints goes to `file`, whole or not at all (one that is there is replaced), or to standard output when
/// the name is empty. As CSV; as JSON where --json or the configuration asks; as text only for --output text.
void print_export(Context& context, const std::string& file, const std::function<void(Output&)>& print);

/// A table as CSV, whole or not at all.
void write_table(const std::string& file, const Table& table);

}  // namespace evigraft::cli
