// evigraft export --format snapshot: the database of one moment with its answers, to be kept.
#include <nlohmann/json.hpp>

#include "cli/commands/export_formats.h"
#include "cli/export_file.h"
#include "cli/export_folder.h"
#include "cli/open.h"
#include "cli/rows.h"
#include "cli/snapshot_answers.h"
#include "cli/whole_file.h"
#include "pipeline/exports.h"
#include "publish/exports/methods_text.h"
#include "store/snapshot.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

std::string readme(const publish::Page& page) {
  return page.title + "\nA snapshot by " + page.generator + ", data as of " + page.as_of +
         ".\n\n"
         "evigraft.sqlite   the whole database of one moment: texts, numbers with their places, decisions, archive\n"
         "answers.json      every standard question with the command that asks it and its answer\n"
         "outcomes.csv      every number; reports.csv: every publication; exclusions.csv: what was not used, and why\n"
         "METHODS.txt       how it was searched, read, selected and pooled, with the versions\n"
         "SHA256SUMS        of the other files\n\n"
         "Check the files:        sha256sum -c SHA256SUMS\n"
         "Check the answers, too: evigraft export --verify DIR\n"
         "Ask it again:           evigraft --db DIR/evigraft.sqlite meta --compare A:B\n"
         "Where a number is from: evigraft --db DIR/evigraft.sqlite review history N\n\n"
         "Reading writes nothing, so the folder may be read-only. The answers are those of the program and rules that\n"
         "METHODS.txt names; a program with a newer schema says so and reads a copy that was brought up to date. Any\n"
         "SQLite opens the file without evigraft.\n";
}

Json answers_of(const Context& context, const Topic& topic, const publish::Page& page, const std::string& database) {
  Json answers = Json::array();
  for (const PoolQuestion& question : standard_questions(topic))
    answers.push_back(snapshot_answer(context, database, question));
  return {{"schema_version", 1}, {"topic", topic.name}, {"as_of", page.as_of}, {"answers", answers}};
}

}  // namespace

void export_snapshot(Context& context, const ExportFlags& flags) {
  ExportFolder folder(flags.out, snapshot_files());
  const std::string database = folder.file(kSnapshotDatabase);
  copy_database(open_for_reading(context), database);
  {
    const Store copy = Store::open(database, Access::read);  // what follows is of the same moment
    const Topic topic = topic_of(context, copy);
    PageOptions options;
    options.as_of = data_day(copy);
    options.generator = surroundings(context).version;
    options.versions = {{"program", options.generator}, {"schema", std::to_string(schema_version())}};
    for (const std::string& rules : rule_versions(copy)) options.versions.push_back({"rules", rules});
    const publish::Page page = make_page(copy, topic, options);
    const auto write = [&](const char* name, const std::string& text) { write_whole(folder.file(name), text, "file"); };
    write(kSnapshotAnswers, answers_of(context, topic, page, database).dump(1) + "\n");
    write_table(folder.file("outcomes.csv"), table_of(copy, {.view = "v_outcome"}));
    write_table(folder.file("reports.csv"), table_of(copy, {.view = "v_report"}));
    write_table(folder.file("exclusions.csv"), table_of(copy, {.view = "v_exclusion"}));
    write("METHODS.txt", publish::methods_text(page));
    write("README.txt", readme(page));
  }
  std::string sums;
  for (const std::string& name : snapshot_files())
    if (name != kSnapshotSums) sums += file_sha256(folder.file(name)) + "  " + name + "\n";
  write_whole(folder.file(kSnapshotSums), sums, "file");
  folder.commit();
  report_folder(context, flags.out, snapshot_files());
}

}  // namespace evigraft::cli
