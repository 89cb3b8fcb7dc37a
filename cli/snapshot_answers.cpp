#include "cli/snapshot_answers.h"

#include <evigraft/error.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/commands/meta_flags.h"
#include "cli/number_text.h"
#include "store/file_digest.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

MetaFlags flags_of(const PoolQuestion& question) {
  MetaFlags flags;
  if (question.comparator.empty())
    flags.arm = question.intervention;
  else
    flags.compare = question.intervention + ":" + question.comparator;
  flags.question.at = question.selection.at_months;
  flags.question.from = question.selection.from_months;
  flags.question.to = exact_text(question.selection.to_months);
  flags.question.species = question.species;
  flags.question.designs = question.designs;
  flags.question.spread = name(question.reading);
  return flags;
}

/// The same flags as words of a shell.
std::string command_of(const MetaFlags& flags) {
  std::string command = "evigraft --db " + std::string(kSnapshotDatabase) + " meta ";
  command += flags.compare.empty() ? "--arm " + flags.arm : "--compare " + flags.compare;
  command += " --at " + exact_text(*flags.question.at) + " --from " + exact_text(*flags.question.from) + " --to " +
             flags.question.to;
  for (const std::string& species : flags.question.species) command += " --species " + species;
  for (const std::string& design : flags.question.designs) command += " --design " + design;
  return command + " --spread " + flags.question.spread + " --json";
}

}  // namespace

const std::vector<std::string>& snapshot_files() {
  static const std::vector<std::string> files = {kSnapshotDatabase, kSnapshotAnswers, "outcomes.csv", "reports.csv",
                                                 "exclusions.csv",  "METHODS.txt",    "README.txt",   kSnapshotSums};
  return files;
}

Json snapshot_answer(const Context& context, const std::string& database, const PoolQuestion& question) {
  std::ostringstream bytes, remarks;
  Output out(bytes, remarks, {.format = Format::json, .quiet = true});
  Context asked = context;
  asked.settings.database = database;
  asked.output = &out;
  const MetaFlags flags = flags_of(question);
  meta_of_database(asked, flags);
  return {{"command", command_of(flags)}, {"answer", Json::parse(bytes.str())}};
}

PoolQuestion question_of_answer(const Json& answer) {
  try {
    const Json& stated = answer.at("question");
    PoolQuestion question;
    question.intervention = stated.at("intervention").get<std::string>();
    if (!stated.at("comparator").is_null()) question.comparator = stated.at("comparator").get<std::string>();
    question.selection.at_months = stated.at("at").get<double>();
    question.selection.from_months = stated.at("from").get<double>();
    question.selection.to_months = stated.at("to").get<double>();
    question.species = stated.at("species").get<std::vector<std::string>>();
    question.designs = stated.at("designs").get<std::vector<std::string>>();
    question.reading = parse_spread_reading(stated.at("spread").get<std::string>());
    return question;
  } catch (const Json::exception&) {
    throw Error(Error::Kind::data,
                std::string(kSnapshotAnswers) + " holds an answer that does not state its question.");
  }
}

std::string file_sha256(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  FileDigest digest;
  std::vector<char> block(1 << 16);
  while (in) {
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    digest.update({block.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (!in.eof()) throw Error(Error::Kind::failed, "The file " + file + " cannot be read.");
  return digest.hex();
}

}  // namespace evigraft::cli
