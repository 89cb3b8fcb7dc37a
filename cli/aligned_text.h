// cli/aligned_text.h: rows of text in columns, for the lines that people read.
#pragma once
#include <string>
#include <vector>

#include "cli/output.h"

namespace evigraft::cli {

struct AlignedText {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  ///< each as long as the header
};

/// Indented by two, two blanks apart; the first column begins at the left, the others end at the right. Nothing
/// without rows.
void print_aligned(Output& out, const AlignedText& table);

}  // namespace evigraft::cli
