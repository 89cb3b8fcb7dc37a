#include "cli/export_file.h"

#include <sstream>

#include "cli/whole_file.h"

namespace evigraft::cli {

void print_export(Context& context, const std::string& file, const std::function<void(Output&)>& print) {
  Output& out = context.out();
  Output::Style style;
  style.format = out.json() || context.flags.output == "text" ? out.format() : Format::csv;
  style.quiet = true;
  std::ostringstream bytes, remarks;
  Output document(bytes, remarks, style);
  print(document);
  if (file.empty()) return out.raw(bytes.str());
  write_whole(file, bytes.str(), "export");
  out.note("Wrote " + file + ".");
}

}  // namespace evigraft::cli
