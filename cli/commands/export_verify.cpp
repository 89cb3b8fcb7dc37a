// evigraft export --verify DIR: is a snapshot whole, and does it answer as it did?
#include <evigraft/error.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/commands/export_formats.h"
#include "cli/snapshot_answers.h"
#include "cli/whole_file.h"
#include "store/check.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr std::size_t kMost = std::size_t{1} << 30;

std::string bytes_of(const fs::path& file) {
  if (!fs::is_regular_file(file))
    throw Error(Error::Kind::failed, "There is no file " + file.string() + "; is this a snapshot's folder?");
  return read_whole(file.string(), kMost);
}

/// "hex  name" a line, as sha256sum writes it.
std::map<std::string, std::string> sums_of(const fs::path& folder) {
  std::map<std::string, std::string> sums;
  std::istringstream lines(bytes_of(folder / kSnapshotSums));
  for (std::string line; std::getline(lines, line);)
    if (line.size() > 66) sums[line.substr(66)] = line.substr(0, 64);
  return sums;
}

std::vector<Finding> check_sums(const fs::path& folder) {
  std::vector<Finding> findings;
  const std::map<std::string, std::string> sums = sums_of(folder);
  for (const std::string& name : snapshot_files()) {
    if (name == kSnapshotSums) continue;
    const auto sum = sums.find(name);
    if (sum == sums.end())
      findings.push_back({"file", false, name + " is not in " + kSnapshotSums});
    else if (!fs::is_regular_file(folder / name))
      findings.push_back({"file", false, name + " is missing"});
    else if (file_sha256((folder / name).string()) != sum->second)
      findings.push_back({"file", false, name + " is not the file that was written"});
    else
      findings.push_back({"file", true, name});
  }
  return findings;
}

std::vector<Finding> check_answers(const Context& context, const fs::path& folder) {
  const Json document = Json::parse(bytes_of(folder / kSnapshotAnswers), nullptr, false);
  if (!document.is_object() || !document.contains("answers") || !document["answers"].is_array())
    throw Error(Error::Kind::data, (folder / kSnapshotAnswers).string() + " holds no answers.");
  std::vector<Finding> findings;
  for (const Json& kept : document["answers"]) {
    const Json answer = kept.is_object() ? kept.value("answer", Json()) : Json();
    const Json anew = snapshot_answer(context, (folder / kSnapshotDatabase).string(), question_of_answer(answer));
    const bool same = anew.at("answer").dump() == answer.dump();
    findings.push_back({"answer", same, anew.at("command").get<std::string>() + (same ? "" : " answers differently")});
  }
  return findings;
}

}  // namespace

int verify_snapshot(Context& context, const std::string& folder) {
  if (!fs::is_directory(folder))
    throw Error(Error::Kind::failed, "There is no folder " + folder + "; name the snapshot's.");
  std::vector<Finding> findings = check_sums(folder);
  bool sound = std::all_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.sound; });
  if (sound) {  // bytes that are not the snapshot's are not asked
    const std::vector<Finding> answers = check_answers(context, folder);
    for (const Finding& answer : answers) sound = sound && answer.sound;
    findings.insert(findings.end(), answers.begin(), answers.end());
  }
  Output& out = context.out();
  if (out.json()) {
    Json rows = Json::array();
    for (const Finding& finding : findings)
      rows.push_back({{"check", finding.check}, {"sound", finding.sound}, {"detail", finding.detail}});
    out.document({{"schema_version", 1}, {"snapshot", folder}, {"sound", sound}, {"checks", rows}});
    return sound ? 0 : 1;
  }
  std::size_t files = 0, answers = 0;
  for (const Finding& finding : findings) {
    if (!finding.sound) out.line("Not sound: " + finding.detail + ".");
    if (finding.sound) ++(finding.check == "file" ? files : answers);
  }
  out.line(std::to_string(files) + " files are as they were written, " + std::to_string(answers) +
           " answers computed anew are the same.");
  return sound ? 0 : 1;
}

}  // namespace evigraft::cli
