// cli/commands/export_formats.h: the formats of `evigraft export`, each in a file of its own.
#pragma once
#include <string>
#include <vector>

#include "cli/commands/question_flags.h"
#include "cli/context.h"

namespace evigraft::cli {

struct ExportFlags {
  std::string format, verify;
  std::string out;           ///< -o: a file, or a folder where the format says so; empty: standard output
  std::string compare, arm;  ///< for formats of one question, with `question`
  QuestionFlags question;
  std::string instrument, weights;  ///< of robvis: rob2 or robins-i; the comparison whose weights are a column
};

struct ExportFormat {
  const char* name;
  const char* help;   ///< one line
  bool one_question;  ///< takes --compare or --arm and what chooses outcomes
  bool folder;        ///< -o names a folder and is required
  void (*write)(Context& context, const ExportFlags& flags);
};

/// By name.
const std::vector<ExportFormat>& export_formats();

void export_metafor(Context& context, const ExportFlags& flags);
void export_prisma2020(Context& context, const ExportFlags& flags);
void export_prisma_s(Context& context, const ExportFlags& flags);
void export_revman(Context& context, const ExportFlags& flags);
void export_robvis(Context& context, const ExportFlags& flags);
void export_snapshot(Context& context, const ExportFlags& flags);

/// --verify: checksums, and the answers computed anew. Returns the exit code.
int verify_snapshot(Context& context, const std::string& folder);

}  // namespace evigraft::cli
