#include "cli/aligned_text.h"

#include <algorithm>

#include "cli/text_width.h"

namespace evigraft::cli {
namespace {

std::string line_of(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string blanks(widths[i] - text_width(cells[i]), ' ');
    line += "  ";
    line += i == 0 ? cells[i] + blanks : blanks + cells[i];
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

void print_aligned(Output& out, const AlignedText& table) {
  if (table.rows.empty()) return;
  std::vector<std::vector<std::string>> lines = {table.header};
  lines.insert(lines.end(), table.rows.begin(), table.rows.end());
  std::vector<std::size_t> widths(table.header.size());
  for (std::vector<std::string>& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) {
      line[i] = printable(line[i]);
      widths[i] = std::max(widths[i], text_width(line[i]));
    }
  for (const std::vector<std::string>& line : lines) out.line(line_of(line, widths));
}

}  // namespace evigraft::cli
