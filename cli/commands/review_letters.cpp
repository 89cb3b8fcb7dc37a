// evigraft review letters: to the authors of studies, asking for exactly what their reports leave out.
#include <evigraft/error.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/commands/review_commands.h"
#include "cli/whole_file.h"
#include "pipeline/letters.h"
#include "pipeline/review_sheet.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

struct LettersFlags {
  std::string study, folder;
};

Json letter_json(const publish::Letter& letter) {
  Json json = {{"study_id", letter.study_id}, {"study", letter.study}, {"reports", Json::array()}};
  for (const publish::LetterReport& report : letter.reports) {
    Json questions = Json::array();
    for (const publish::LetterQuestion& question : report.questions)
      questions.push_back({{"outcome_id", question.outcome_id},
                           {"quote", question.quote},
                           {"where", question.where},
                           {"missing", question.missing}});
    json["reports"].push_back({{"citation", report.citation}, {"questions", questions}});
  }
  json["text"] = publish::letter_text(letter);
  return json;
}

std::filesystem::path write_letter(const std::filesystem::path& folder, const publish::Letter& letter) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed)
    throw Error(Error::Kind::failed, "The folder " + folder.string() + " cannot be made: " + failed.message() + ".");
  std::filesystem::path file = folder / publish::letter_file(letter);
  write_whole(file, publish::letter_text(letter), "letter");
  return file;
}

int run_letters(Context& context, const LettersFlags& flags) {
  const Store store = open_for_reading(context);
  std::vector<publish::Letter> all = letters(store, topic_of(context, store));
  std::erase_if(all, [&](const publish::Letter& letter) {
    return !flags.study.empty() && !is_study(flags.study, letter.study_id, letter.study);
  });
  for (publish::Letter& letter : all) letter.sender = context.settings.reviewer;
  Output& out = context.out();
  Json json = {{"schema_version", 1}, {"letters", Json::array()}};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string file = flags.folder.empty() ? "" : write_letter(flags.folder, all[i]).string();
    if (out.json()) {
      json["letters"].push_back(letter_json(all[i]));
      if (!file.empty()) json["letters"].back()["file"] = file;
    } else if (!file.empty()) {
      out.line(file + ": " + all[i].study);
    } else {
      out.raw((i == 0 ? "" : "\n----\n\n") + publish::letter_text(all[i]));
    }
  }
  if (out.json())
    out.document(json);
  else if (all.empty())
    out.note("No study has anything missing that a letter could ask for.");
  return 0;
}

}  // namespace

void add_review_letters(CLI::App& review, Run& chosen) {
  auto flags = std::make_shared<LettersFlags>();
  CLI::App* command =
      add_command(review, chosen, "letters", "Letters to authors, one a study, with exactly what is missing",
                  "  evigraft review letters --study \"Wang 2021\"\n  evigraft review letters -o letters/",
                  [flags](Context& context) { return run_letters(context, *flags); });
  command->add_option("--study", flags->study, "Of this study: its number, or a part of its name")->type_name("TEXT");
  command->add_option("-o,--out", flags->folder, "Folder for letter-STUDY.txt; standard output without it")
      ->type_name("DIR");
}

}  // namespace evigraft::cli
