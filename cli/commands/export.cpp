// evigraft export: files for other programs.
#include <evigraft/error.h>

#include <algorithm>
#include <memory>

#include "cli/command.h"
#include "cli/commands/export_formats.h"

namespace evigraft::cli {
namespace {

struct Asked {
  ExportFlags flags;
  std::vector<CLI::Option*> of_question;  ///< the options that only formats of one question take
  std::vector<CLI::Option*> of_format;    ///< all that --verify does not take
};

std::string format_lines() {
  std::string lines;
  for (const ExportFormat& format : export_formats())
    lines +=
        "\n  " + std::string(format.name) + std::string(14 - std::string_view(format.name).size(), ' ') + format.help;
  return lines;
}

const ExportFormat& format_of(const std::string& name) {
  std::string names;
  for (const ExportFormat& format : export_formats()) {
    if (format.name == name) return format;
    names += (names.empty() ? "" : ", ") + std::string(format.name);
  }
  throw Error(Error::Kind::usage, "There is no export format '" + name + "'; there are " + names + ".");
}

int run(Context& context, const Asked& asked) {
  if (asked.flags.format.empty() == asked.flags.verify.empty())
    throw Error(Error::Kind::usage, "Name what to write, --format NAME, or a snapshot to check, --verify DIR.");
  if (!asked.flags.verify.empty()) {
    for (const CLI::Option* option : asked.of_format)
      if (option->count() > 0)
        throw Error(Error::Kind::usage, "--verify takes a folder alone: leave out " + option->get_name() + ".");
    return verify_snapshot(context, asked.flags.verify);
  }
  const ExportFormat& format = format_of(asked.flags.format);
  const std::string name = "--format " + asked.flags.format;
  for (const CLI::Option* option : asked.of_question)
    if (!format.one_question && option->count() > 0)
      throw Error(Error::Kind::usage, name + " is about the whole database: leave out " + option->get_name() + ".");
  if (format.one_question && asked.flags.compare.empty() == asked.flags.arm.empty())
    throw Error(Error::Kind::usage, name + " needs --compare A:B or --arm A, as in --compare ASC:conventional.");
  if (asked.flags.format != "robvis" && !(asked.flags.instrument + asked.flags.weights).empty())
    throw Error(Error::Kind::usage, name + " takes no --instrument and no --weights; robvis does.");
  if (format.folder && asked.flags.out.empty())
    throw Error(Error::Kind::usage, name + " writes a folder: name it with -o DIR.");
  format.write(context, asked.flags);
  return 0;
}

}  // namespace

const std::vector<ExportFormat>& export_formats() {
  static const std::vector<ExportFormat> formats = {
      {"metafor", "one question's studies, for escalc and rma of R's metafor", true, false, export_metafor},
      {"prisma2020", "the flow of records, as the R package PRISMA2020 reads it", false, false, export_prisma2020},
      {"prisma-s", "every search with query, date and hits, and every imported file", false, false, export_prisma_s},
      {"revman", "one question's studies, arms and results, a table each", true, true, export_revman},
      {"robvis", "risk of bias, as the R package robvis reads it", false, false, export_robvis},
      {"snapshot", "the whole database of one moment with its answers, checksums and methods", false, true,
       export_snapshot}};
  return formats;
}

void add_export(CLI::App& app, Run& chosen) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = add_command(app, chosen, "export", "Write files for other programs",
                                  "  evigraft export --format prisma2020 -o prisma.csv\n"
                                  "  evigraft export --format prisma-s --output text\n"
                                  "  evigraft export --format metafor --compare ASC:conventional -o asc.csv\n"
                                  "  evigraft export --format revman --compare SVF:conventional -o revman\n"
                                  "  evigraft export --format snapshot -o 2026-11 && evigraft export --verify 2026-11\n"
                                  "\nFormats:" +
                                      format_lines(),
                                  [asked](Context& context) { return run(context, *asked); });
  ExportFlags& flags = asked->flags;
  command->add_option("--format", flags.format, "One of the formats below")->type_name("NAME");
  command->add_option("-o,--out", flags.out, "File, or folder where the format is one; else standard output")
      ->type_name("FILE|DIR");
  command->add_option("--instrument", flags.instrument, "robvis: rob2 or robins-i")->type_name("NAME");
  command->add_option("--weights", flags.weights, "robvis: a column of the weights that studies have in this question")
      ->type_name("A:B");
  command->add_option("--verify", flags.verify, "Check a snapshot: checksums, and its answers computed anew")
      ->type_name("DIR");
  const std::size_t before = command->get_options().size();
  command->add_option("--compare", flags.compare, "Two arm classes of the database")->type_name("A:B");
  command->add_option("--arm", flags.arm, "One arm class of the database: its mean")->type_name("CLASS");
  add_question_options(*command, flags.question);
  command->add_option("--to", flags.question.to, "Months: latest")->type_name("N");
  const std::vector<CLI::Option*> options = command->get_options();
  asked->of_question.assign(options.begin() + static_cast<std::ptrdiff_t>(before), options.end());
  asked->of_format = asked->of_question;
  for (const char* name : {"--out", "--instrument", "--weights"}) asked->of_format.push_back(command->get_option(name));
}

}  // namespace evigraft::cli
