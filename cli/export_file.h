// cli/export_file.h: what an export prints, to standard output or as a file.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.h"

namespace evigraft::cli {

/// What `print` prints goes to `file`, whole or not at all (one that is there is replaced), or to standard output when
/// the name is empty. As CSV; as JSON where --json or the configuration asks; as text only for --output text.
void print_export(Context& context, const std::string& file, const std::function<void(Output&)>& print);

/// A table as CSV, whole or not at all.
void write_table(const std::string& file, const Table& table);

/// Says that a folder was written: a line on standard error, or with --json {"folder", "files"}.
void report_folder(Context& context, const std::string& folder, const std::vector<std::string>& files);

Cell word_cell(const std::string& text);             ///< nothing when empty
Cell real_cell(const std::optional<double>& value);  ///< nothing when absent

}  // namespace evigraft::cli
