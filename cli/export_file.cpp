#include "cli/export_file.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/whole_file.h"

namespace evigraft::cli {
namespace {

/// What `print` prints in a format.
std::string printed(Format format, const std::function<void(Output&)>& print) {
  Output::Style style;
  style.format = format;
  style.quiet = true;
  std::ostringstream bytes, remarks;
  Output document(bytes, remarks, style);
  print(document);
  return bytes.str();
}

}  // namespace

void print_export(Context& context, const std::string& file, const std::function<void(Output&)>& print) {
  Output& out = context.out();
  const Format format = out.json() || context.flags.output == "text" ? out.format() : Format::csv;
  const std::string bytes = printed(format, print);
  if (file.empty()) return out.raw(bytes);
  write_whole(file, bytes, "export");
  out.note("Wrote " + file + ".");
}

void write_table(const std::string& file, const Table& table) {
  write_whole(file, printed(Format::csv, [&](Output& out) { out.list("rows", table); }), "table");
}

void report_folder(Context& context, const std::string& folder, const std::vector<std::string>& files) {
  Output& out = context.out();
  if (out.json())
    out.document({{"schema_version", 1}, {"folder", folder}, {"files", files}});
  else
    out.note("Wrote the folder " + folder + ".");
}

Cell word_cell(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

Cell real_cell(const std::optional<double>& value) { return value ? Cell(*value) : Cell(); }

}  // namespace evigraft::cli
